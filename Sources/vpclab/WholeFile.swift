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
    let (file, place) = try openBeside()
    close(file)
    unlink(place)
  }

  func write(_ text: String) throws {
    guard isPlain else {
      let file = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
      guard file >= 0 else { throw refusal(errno) }
      if let cause = Self.put(text, into: file) { throw failure(cause) }
      return
    }
    let (file, place) = try openBeside()
    var cause = Self.put(text, into: file)
    if cause == nil, rename(place, path) != 0 { cause = errno }
    guard let cause else { return }
    unlink(place)
    throw failure(cause)
  }

  /// Writes all of it and closes the file; nil: nothing went wrong.
  private static func put(_ text: String, into file: Int32) -> Int32? {
    var text = text
    let cause: Int32? = text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, rest.count > 0 {
        let count = Glibc.write(file, base, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return count < 0 ? errno : EIO }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return nil
    }
    return close(file) == 0 ? cause : cause ?? errno
  }

  /// A file beside the place under a name that nobody has, as readable as any new file.
  private func openBeside() throws -> (file: Int32, place: String) {
    for number in 0..<100 {
      let place = "\(path).\(getpid()).\(number).part"
      let file = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file >= 0 { return (file, place) }
      if errno != EEXIST { throw refusal(errno) }
    }
    throw refusal(EEXIST)
  }

  private func failure(_ cause: Int32) -> Ending {
    .failed("cannot write \(path): \(String(cString: strerror(cause)))")
  }

  private var isPlain: Bool {
    var status = stat()
    return lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  private func refusal(_ cause: Int32) -> Ending {
    .wrongInput("cannot write \(path): \(String(cString: strerror(cause)))")
  }
}
