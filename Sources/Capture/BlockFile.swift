import Glibc

/// A file that always ends at a whole pcapng block, also when writing to it fails.
struct BlockFile {
  private var descriptor: Int32
  /// Bytes in the file, all of them whole blocks.
  private var written: Int
  private let isRegular: Bool

  var isOpen: Bool { descriptor >= 0 }

  /// Makes `path` anew and writes `header`. When that fails, no file is left behind.
  init(path: String, header: [UInt8]) throws(CaptureError) {
    var descriptor: Int32
    repeat {
      descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: Self.words(errno)) }
    self.descriptor = descriptor
    written = 0
    var status = stat()
    isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    let cause = header.withUnsafeBytes { bytes in
      bytes.baseAddress.map { append($0, count: bytes.count) } ?? nil
    }
    guard let cause else { return }
    if isRegular { unlink(path) }
    if Self.isFull(cause) { throw .diskFull(path: path) }
    throw .unwritable(path: path, reason: Self.words(cause))
  }

  /// Writes `count` bytes of whole blocks. On failure the file is cut back to its last whole block and closed, and
  /// errno's value comes back.
  mutating func append(_ blocks: UnsafeRawPointer, count: Int) -> Int32? {
    var sent = 0
    while sent < count {
      let accepted = write(descriptor, blocks + sent, count - sent)
      if accepted > 0 {
        sent += accepted
        continue
      }
      let cause = accepted == 0 ? EIO : errno
      if cause == EINTR { continue }
      let whole = PcapngBlock.wholeBlocks(blocks, count: sent)
      if isRegular { _ = ftruncate(descriptor, written + whole) }
      _ = close()
      return cause
    }
    written += count
    return nil
  }

  /// Closes the file; a network file system may report only here, by errno's value, that it had no room.
  mutating func close() -> Int32? {
    let closed = Glibc.close(descriptor)
    descriptor = -1
    // Linux has closed the descriptor also where it says EINTR: close(2).
    return closed == 0 || errno == EINTR ? nil : errno
  }

  /// The error for a file that could be opened and then not be written.
  static func error(_ path: String, _ cause: Int32) -> CaptureError {
    isFull(cause) ? .diskFull(path: path) : .writingStopped(path: path, reason: words(cause))
  }

  /// The system's sentence for a value of errno.
  static func words(_ cause: Int32) -> String { String(cString: strerror(cause)) }

  private static func isFull(_ cause: Int32) -> Bool { cause == ENOSPC || cause == EDQUOT }
}
