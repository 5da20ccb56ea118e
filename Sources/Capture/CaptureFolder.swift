import Glibc

/// The folder that captures go to, and what the files in it are called.
enum CaptureFolder {
  static let journeys = "journeys.pcapng"

  /// Makes `path` and the folders above it, and says which of them were not there before, outermost first.
  ///
  /// On failure those are taken away again.
  static func make(_ path: String) throws(CaptureError) -> [String] {
    var made: [String] = []
    for folder in ancestors(of: path) {
      if mkdir(folder, 0o777) == 0 {
        made.append(folder)
        continue
      }
      let cause = errno
      var status = stat()
      if stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
      for folder in made.reversed() { rmdir(folder) }
      throw .unwritable(path: path, reason: BlockFile.words(cause == EEXIST ? ENOTDIR : cause))
    }
    guard access(path.isEmpty ? "." : path, W_OK | X_OK) == 0 else {
      throw .unwritable(path: path, reason: BlockFile.words(errno))
    }
    return made
  }

  /// `a`, `a/b`, `a/b/c` for `a/b/c`.
  private static func ancestors(of path: String) -> [String] {
    var paths: [String] = []
    for (index, character) in zip(path.utf8.indices, path.utf8) where character == UInt8(ascii: "/") {
      if index > path.startIndex { paths.append(String(path[..<index])) }
    }
    if !path.isEmpty && !path.hasSuffix("/") { paths.append(path) }
    return paths
  }

  static func path(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// A file name for each label: `web-eth0.pcapng` for `web/eth0`.
  ///
  /// Letters and digits of any script, `.`, `_` and `-` stay; everything else becomes `-`. Where two labels would give
  /// one name, the later gets `-2`, `-3` and so on.
  static func fileNames(_ labels: [String]) -> [String] {
    var taken: Set<String> = [journeys]
    return labels.map { label in
      let stem = stem(label)
      var name = stem + ".pcapng"
      var copy = 2
      while !taken.insert(name).inserted {
        name = "\(stem)-\(copy).pcapng"
        copy += 1
      }
      return name
    }
  }

  /// Linux takes 255 bytes (NAME_MAX); a copy's number and the extension need room, too.
  private static let longestStem = 200

  private static func stem(_ label: String) -> String {
    let kept = label.map { character in
      character.isLetter || character.isNumber || "._-".contains(character) ? character : "-"
    }
    var stem = PcapngBlock.clipped(String(kept), limit: longestStem)
    // A leading dot would hide the file.
    if stem.hasPrefix(".") { stem = "-" + stem.dropFirst() }
    return stem.isEmpty ? "-" : stem
  }

  /// Raises the number of files that this process may have open where `count` more would exceed it and the system
  /// allows it; where not, opening them says so.
  static func allowOpenFiles(_ count: Int) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    let needed = rlim_t(count + 256)
    guard limit.rlim_cur < needed else { return }
    limit.rlim_cur = min(limit.rlim_max, needed)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
