/// What can go wrong with a capture file or a capture filter, in words for the person who named it.
package enum CaptureError: Error, Hashable, Sendable {
  /// Nothing was written: the file or its folder cannot be made.
  case unwritable(path: String, reason: String)
  /// The disk filled while the file was written; it was closed at its last whole block.
  case diskFull(path: String)
  /// Writing failed in the middle for another reason; the file was closed at its last whole block.
  case writingStopped(path: String, reason: String)
  /// The system gives no thread that could write.
  case noThread(reason: String)
  /// libpcap cannot compile the expression.
  case badFilter(expression: String, message: String)
  /// The file cannot be opened or read.
  case unreadable(path: String, reason: String)
  /// The file was opened, but it is no capture.
  case notACapture(path: String, reason: String)
  /// The capture holds something else than Ethernet frames.
  case notEthernet(path: String, linkType: String)
  /// The file ends in the middle of what follows frame number `afterFrame` (from 1; 0: before the first).
  case truncated(path: String, afterFrame: Int)
  /// What follows frame number `afterFrame` contradicts itself.
  case damaged(path: String, afterFrame: Int, reason: String)
}

extension CaptureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unwritable(let path, let reason): "cannot write '\(path)': \(reason)"
    case .diskFull(let path): "the disk is full: '\(path)' was closed at its last whole packet"
    case .writingStopped(let path, let reason): "'\(path)' was closed at its last whole packet: \(reason)"
    case .noThread(let reason): "no thread to write captures: \(reason)"
    case .badFilter(let expression, let message): "the capture filter '\(expression)' is wrong: \(message)"
    case .unreadable(let path, let reason): "cannot read '\(path)': \(reason)"
    case .notACapture(let path, let reason): "'\(path)' is neither pcap nor pcapng: \(reason)"
    case .notEthernet(let path, let linkType): "'\(path)' holds \(linkType), and only Ethernet (EN10MB) is read"
    case .truncated(let path, 0): "'\(path)' ends inside its first frame"
    case .truncated(let path, let frame): "'\(path)' ends inside the frame after frame \(frame)"
    case .damaged(let path, 0, let reason): "'\(path)' is damaged at its first frame: \(reason)"
    case .damaged(let path, let frame, let reason): "'\(path)' is damaged after frame \(frame): \(reason)"
    }
  }
}
