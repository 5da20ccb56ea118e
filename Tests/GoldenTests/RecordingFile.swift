import Capture
import Foundation
import Support
import Units
import Wire

/// A folder that is there for one test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/vpclab-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}

/// A recorded frame with its time.
struct TimedFrame: Equatable {
  /// Since 1970, in nanoseconds.
  var time: Int64
  var bytes: [UInt8]
}

/// Capture files as the pcap draft lays them out, and what a capture file holds.
enum RecordingFile {
  /// draft-ietf-opsawg-pcap §4 and §5, nanoseconds, Ethernet.
  static func write(_ frames: [TimedFrame], to path: String) throws {
    var file = Data()
    func append(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { file.append(contentsOf: $0) } }
    append(0xa1b2_3c4d)
    append(0x0004_0002)
    for value: UInt32 in [0, 0, 262_144, 1] { append(value) }
    for frame in frames {
      append(UInt32(frame.time / 1_000_000_000))
      append(UInt32(frame.time % 1_000_000_000))
      append(UInt32(frame.bytes.count))
      append(UInt32(frame.bytes.count))
      file.append(contentsOf: frame.bytes)
    }
    try file.write(to: URL(fileURLWithPath: path))
  }

  static func read(_ path: String) throws -> [TimedFrame] {
    var reader = try CaptureReader(path: path)
    var frames: [TimedFrame] = []
    while let frame = try reader.next() { frames.append(TimedFrame(time: frame.time, bytes: [UInt8](frame.bytes))) }
    return frames
  }
}

/// Frames made by hand, field by field, with every checksum worked out the slow way (RFC 1071).
struct HandMade {
  var destinationMac: [UInt8] = [0x02, 0, 0, 0, 0, 0x0b]
  var sourceMac: [UInt8] = [0x02, 0, 0, 0, 0, 0x0a]
  var etherType: UInt16 = 0x0800
  var source = IPv4Address(10, 0, 1, 10)
  var destination = IPv4Address(10, 0, 1, 11)
  var timeToLive: UInt8 = 64
  var protocolNumber: UInt8 = 17
  var identification: UInt16 = 7
  /// Flags and offset, as they stand.
  var fragment: UInt16 = 0
  var payload: [UInt8] = HandMade.datagram()

  /// A UDP datagram without a checksum (RFC 768: zero says that there is none).
  static func datagram(from source: UInt16 = 40_000, to port: UInt16 = 53, _ count: Int = 32) -> [UInt8] {
    words(source, port, UInt16(8 + count), 0) + (0..<count).map { UInt8(truncatingIfNeeded: $0) }
  }

  static func echo(_ count: Int = 32) -> [UInt8] {
    var message = words(0x0800, 0, 0x0001, 0x0001) + (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let sum = ~PlainChecksum.sum(message)
    message[2...3] = [UInt8(sum >> 8), UInt8(sum & 0xff)]
    return message
  }

  /// RFC 826 over Ethernet and IPv4: `operation` 1 asks, 2 answers; padded to 60 bytes.
  static func arp(_ operation: UInt16 = 1, asking target: [UInt8]) -> [UInt8] {
    let sender = HandMade()
    var frame =
      Array(repeating: 0xff as UInt8, count: 6) + sender.sourceMac + words(0x0806, 1, 0x0800, 0x0604, operation)
    frame += sender.sourceMac + [10, 0, 1, 10] + Array(repeating: 0, count: 6) + target
    return frame + Array(repeating: 0, count: 60 - frame.count)
  }

  static func words(_ values: UInt16...) -> [UInt8] { values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] } }

  var packet: [UInt8] {
    var header: [UInt8] =
      [0x45, 0] + Self.words(UInt16(truncatingIfNeeded: 20 + payload.count), identification, fragment)
    header += [timeToLive, protocolNumber, 0, 0]
    for address in [source, destination] {
      header += Self.words(UInt16(address.bits >> 16), UInt16(truncatingIfNeeded: address.bits))
    }
    let sum = ~PlainChecksum.sum(header)
    header[10...11] = [UInt8(sum >> 8), UInt8(sum & 0xff)]
    return header + payload
  }

  var frame: [UInt8] { destinationMac + sourceMac + Self.words(etherType) + packet }
}
