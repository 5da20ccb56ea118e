import Synchronization

/// A file and what became of it, told to the side that fills its buffers.
///
/// Safe to send: the file is touched by whoever appends, one thread at a time, and closed after the last append.
final class BlockOutput: @unchecked Sendable {
  private var file: BlockFile
  /// errno's value when writing failed; 0 while all is well.
  private let cause = Atomic<Int32>(0)

  init(_ file: BlockFile) { self.file = file }

  deinit { if file.isOpen { _ = file.close() } }

  /// Why writing failed, as errno's value; nil while all is well.
  var failure: Int32? {
    let cause = cause.load(ordering: .acquiring)
    return cause == 0 ? nil : cause
  }

  /// Writes the buffer's blocks; after a failure none any more.
  func append(_ buffer: BlockBuffer) {
    guard file.isOpen, let cause = file.append(buffer.memory, count: buffer.filled) else { return }
    self.cause.store(cause, ordering: .releasing)
  }

  /// Closes the file, once nobody appends any more; errno's value where that or anything before failed.
  func close() -> Int32? {
    guard file.isOpen else { return failure }
    return file.close()
  }
}
