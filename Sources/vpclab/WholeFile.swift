import Glibc

/// A file that is written whole or not at all.
///
/// It is written beside its place and renamed, so that a failure leaves what was there; what is no plain file, such as
/// a link or /dev/stdout, stays what it is and is written to.
struct WholeFile {
  let path: String

  /// Says before anything else is done that `path` could not be written.
  func check() throws {
    if path.isEmpty { throw refusal(ENOENT) }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw refusal(EISDIR) }
    guard isPlain else {
      guard access(path, W_OK) == 0 else { throw refusal(errno) }
      return
    }
    guard let file = fopen(beside, "w") else { throw refusal(errno) }
    fclose(file)
    unlink(beside)
  }

  func write(_ text: String) throws {
    let isPlain = isPlain
    let place = isPlain ? beside : path
    guard let file = fopen(place, "w") else { throw refusal(errno) }
    let isWhole = fputs(text, file) >= 0
    guard fclose(file) == 0, isWhole, !isPlain || rename(place, path) == 0 else {
      let cause = String(cString: strerror(errno))
      if isPlain { unlink(place) }
      throw Ending.failed("cannot write \(path): \(cause)")
    }
  }

  private var beside: String { path + ".part" }

  private var isPlain: Bool {
    var status = stat()
    return lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  private func refusal(_ cause: Int32) -> Ending {
    .wrongInput("cannot write \(path): \(String(cString: strerror(cause)))")
  }
}
