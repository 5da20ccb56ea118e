import Capture
import Foundation
import Packets
import Units

/// An Ethernet frame of `length` bytes of an EtherType for local experiments (IEEE 802, 0x88b5): nothing in it can be
/// malformed.
func experiment(_ length: Int) -> [UInt8] {
  let header: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0xb5]
  return Array((header + (0..<max(0, length - 14)).map { UInt8(truncatingIfNeeded: $0) }).prefix(length))
}

func write(
  _ frame: [UInt8], to writer: inout PcapngWriter, _ interface: Int, at nanoseconds: Int64,
  _ direction: CaptureDirection, _ id: PacketID, comment: String? = nil
) throws(CaptureError) {
  try frame.withUnsafeBufferPointer { bytes throws(CaptureError) in
    try writer.write(
      interface: interface, frame: UnsafeRawBufferPointer(bytes), at: Instant(nanoseconds: nanoseconds),
      direction: direction, id: id, comment: comment)
  }
}

/// The bytes that `text` spells, two digits each, whatever stands between them.
func hexadecimal(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// Lets this process's files grow to `bytes`; nil takes the limit away again.
func limitFileSize(_ bytes: Int?) throws {
  let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  var limit = rlimit()
  getrlimit(resource, &limit)
  limit.rlim_cur = bytes.map { rlim_t($0) } ?? limit.rlim_max
  guard setrlimit(resource, &limit) == 0 else { throw POSIXError(.EPERM) }
}

/// The section header and the interface descriptions at the head of a pcapng file.
func headerSize(of path: String) throws -> Int {
  let file = try bytes(of: path)
  var size = 0
  func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) } }
  while size + 8 <= file.count, [0x0a0d_0d0a, 1].contains(number(size)) { size += number(size + 4) }
  return size
}
