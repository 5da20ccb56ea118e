import CPcap
import Glibc

/// One frame of a capture file.
package struct CapturedFrame {
  /// Nanoseconds since 1970-01-01 UTC, whatever resolution the file has.
  package var time: Int64
  /// What was captured of the frame; valid until the reader is asked for the next one.
  package var bytes: UnsafeRawBufferPointer
  /// How long the frame was on its way, at least `bytes.count`.
  package var originalLength: Int
  /// Cut off by the capture's snap length: the rest of the frame is not in the file.
  package var isCut: Bool { bytes.count < originalLength }
}

/// Reads the Ethernet frames of a pcap or pcapng file, one after another.
///
/// The format is libpcap's to know: microseconds or nanoseconds, either byte order, several interfaces of one link
/// type.
/// ```
/// var reader = try CaptureReader(path: "dns.pcap")
/// while let frame = try reader.next() { … }
/// ```
/// A file that is cut off or damaged gives the frames before that place, then says after which one it broke.
package struct CaptureReader: ~Copyable {
  package let path: String
  /// Frames given so far.
  package private(set) var count = 0
  private let handle: OpaquePointer
  private var ending: Ending?

  private enum Ending {
    case whole
    case broken(CaptureError)
  }

  package init(path: String) throws(CaptureError) {
    let file = try Self.open(path)
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let precision = UInt32(PCAP_TSTAMP_PRECISION_NANO)
    guard let handle = pcap_fopen_offline_with_tstamp_precision(file, precision, &message) else {
      fclose(file)
      throw .notACapture(path: path, reason: Self.headerProblem(Self.string(message)))
    }
    let linkType = pcap_datalink(handle)
    guard linkType == DLT_EN10MB else {
      pcap_close(handle)
      let name = pcap_datalink_val_to_name(linkType).map { String(cString: $0) } ?? "number \(linkType)"
      throw .notEthernet(path: path, linkType: "frames of link type \(name)")
    }
    self.path = path
    self.handle = handle
  }

  deinit { pcap_close(handle) }

  /// The next frame, or nil after the last. After an error the same error comes again.
  package mutating func next() throws(CaptureError) -> CapturedFrame? {
    switch ending {
    case nil: break
    case .whole: return nil
    case .broken(let error): throw error
    }
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var bytes: UnsafePointer<UInt8>?
    let result = pcap_next_ex(handle, &header, &bytes)
    if result == 1, let header, let bytes {
      count += 1
      let captured = Int(header.pointee.caplen)
      return CapturedFrame(
        time: Self.nanoseconds(header.pointee.ts), bytes: UnsafeRawBufferPointer(start: bytes, count: captured),
        originalLength: max(captured, Int(header.pointee.len)))
    }
    if result == PCAP_ERROR_BREAK {
      ending = .whole
      return nil
    }
    let error = recordProblem(String(cString: pcap_geterr(handle)))
    ending = .broken(error)
    throw error
  }

  /// Opens the file and looks at its first byte, so that the commonest mistakes get words of their own.
  private static func open(_ path: String) throws(CaptureError) -> UnsafeMutablePointer<FILE> {
    guard let file = fopen(path, "rbe") else { throw .unreadable(path: path, reason: BlockFile.words(errno)) }
    var status = stat()
    if fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      fclose(file)
      throw .unreadable(path: path, reason: BlockFile.words(EISDIR))
    }
    let first = getc(file)
    if first == EOF {
      let failed = ferror(file) != 0
      let cause = errno
      fclose(file)
      if failed { throw .unreadable(path: path, reason: BlockFile.words(cause)) }
      throw .notACapture(path: path, reason: "it is empty")
    }
    // No capture begins so, a gzip file does: RFC 1952 section 2.3.1.
    if first == 0x1f {
      fclose(file)
      throw .notACapture(path: path, reason: "it is compressed (gunzip it first)")
    }
    ungetc(first, file)
    return file
  }

  /// How libpcap begins "truncated dump file; tried to read …" and "truncated pcapng dump file; tried to read …".
  private static let truncation = "truncated "

  /// libpcap's words for a header that it refuses, or ours where there are simpler ones.
  private static func headerProblem(_ message: String) -> String {
    if message.hasPrefix(truncation) { return "it ends inside its header" }
    if message.hasPrefix("unknown file format") { return "it begins with something else" }
    return message
  }

  private func recordProblem(_ message: String) -> CaptureError {
    if message.hasPrefix(Self.truncation) { return .truncated(path: path, afterFrame: count) }
    if message.contains("different from the type of the first interface") {
      return .notEthernet(path: path, linkType: "a second kind of frames after frame \(count)")
    }
    return .damaged(path: path, afterFrame: count, reason: message)
  }

  /// libpcap's seconds and, at the precision that we asked for, nanoseconds. A time beyond what 64 bits hold, which a
  /// damaged file may say, becomes the last or the first that they do hold.
  private static func nanoseconds(_ time: timeval) -> Int64 {
    let (whole, overflows) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflows else { return time.tv_sec < 0 ? .min : .max }
    let (sum, exceeds) = whole.addingReportingOverflow(Int64(time.tv_usec))
    guard !exceeds else { return time.tv_usec < 0 ? .min : .max }
    return sum
  }

  private static func string(_ message: [CChar]) -> String {
    message.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }
}
