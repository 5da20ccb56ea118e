import Foundation

/// Frames that Linux sent between two network namespaces (10.0.1.10 and 10.0.1.20), as tcpdump recorded them.
package enum RecordedFrames {
  /// curl, TLS, DNS over UDP and TCP, ping and traceroute, iperf3 over TCP, UDP and with fragments, ssh.
  package static let names = ["dns", "http", "icmp", "iperf3-tcp", "iperf3-udp", "iperf3-udp-frag", "ssh", "tls"]

  package struct Unreadable: Error { package let name: String }

  /// Where the recording lies.
  package static func path(_ name: String) throws -> String {
    let found = Bundle.module.url(forResource: name, withExtension: "pcap", subdirectory: "Captures")
    guard let url = found else { throw Unreadable(name: name) }
    return url.path
  }

  /// The frames of one recording, in order.
  package static func load(_ name: String) throws -> [[UInt8]] {
    let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try path(name))))
    // A pcap file (draft-ietf-opsawg-pcap §4, §5): 24 bytes, then each frame after 16 of which 4, from 8 on, are its
    // length; little-endian here.
    guard file.count >= 24, littleEndian(file, at: 0) == 0xa1b2_c3d4 else { throw Unreadable(name: name) }
    var frames: [[UInt8]] = []
    var offset = 24
    while offset + 16 <= file.count {
      let end = offset + 16 + Int(littleEndian(file, at: offset + 8))
      guard end <= file.count else { throw Unreadable(name: name) }
      frames.append(Array(file[(offset + 16)..<end]))
      offset = end
    }
    return frames
  }

  /// The frames of all recordings.
  package static func all() throws -> [[UInt8]] { try names.flatMap(load) }

  private static func littleEndian(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }
}
