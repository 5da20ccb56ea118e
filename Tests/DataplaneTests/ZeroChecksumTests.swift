import Support
import Testing
import Wire

/// One's complement has two names for zero, 0x0000 and 0xffff, and in UDP the first of them says something else.
@Suite("A checksum that comes out as zero")
struct ZeroChecksumTests {
  /// A packet with one word that is free to choose, and where the checksum stands that covers it.
  struct Place: CustomTestStringConvertible {
    var testDescription: String
    var checksum: Int
    /// RFC 768: "If the computed checksum is zero, it is transmitted as all ones".
    var written: UInt16 = 0
    var frame: @Sendable (_ source: IPv4Address, _ destination: IPv4Address, _ free: UInt16) -> [UInt8]
  }

  private static func frame(
    _ source: IPv4Address, _ destination: IPv4Address, _ transport: IPv4Frame.Transport, _ payload: [UInt8] = [],
    identification: UInt16 = 9
  ) -> [UInt8] {
    MadeFrames.frame(transport, payload: payload) {
      ($0.source, $0.destination, $0.identification) = (source, destination, identification)
    }
  }

  private static func udp(_ source: IPv4Address, _ destination: IPv4Address, _ free: UInt16, identification: UInt16 = 9)
    -> [UInt8]
  {
    let payload = [UInt8(free >> 8), UInt8(free & 0xff), 7]
    return frame(
      source, destination, .udp(UDPFields(sourcePort: 7, destinationPort: 53)), payload, identification: identification)
  }

  private static func tcp(_ source: IPv4Address, _ destination: IPv4Address, _ free: UInt16) -> [UInt8] {
    frame(source, destination, .tcp(TCPFields(sourcePort: 7, destinationPort: 80, flags: .ack, urgentPointer: free)))
  }

  /// An error from `source` about what `destination` sent there.
  private static func error(_ source: IPv4Address, _ destination: IPv4Address, about: [UInt8], mtu: UInt16 = 1_400)
    -> [UInt8]
  {
    frame(source, destination, .icmp(.fragmentationNeeded(mtu: mtu)), Array(about[14...]))
  }

  static let places = [
    Place(testDescription: "in the IPv4 header", checksum: 24) { source, destination, free in
      udp(source, destination, 1, identification: free)
    },
    Place(testDescription: "of TCP", checksum: 50) { tcp($0, $1, $2) },
    Place(testDescription: "of UDP", checksum: 40, written: 0xffff) { udp($0, $1, $2) },
    Place(testDescription: "of an ICMP error", checksum: 36) { source, destination, free in
      error(source, destination, about: tcp(destination, source, 1), mtu: free)
    },
    Place(testDescription: "in a quoted IPv4 header", checksum: 52) { source, destination, free in
      error(source, destination, about: udp(destination, source, 1, identification: free))
    },
    Place(testDescription: "of quoted TCP", checksum: 78) { source, destination, free in
      error(source, destination, about: tcp(destination, source, free))
    },
    Place(testDescription: "of quoted UDP", checksum: 68, written: 0xffff) { source, destination, free in
      error(source, destination, about: udp(destination, source, free))
    },
  ]

  @Test("is written as it would be sent, and translated away again", arguments: places, TranslationTests.Ends.allCases)
  func zero(place: Place, ends: TranslationTests.Ends) {
    var packets = RandomPackets(random: SeededCases(seed: 0x5eed_0314))
    var wrong: [String] = []
    for _ in 0..<200 {
      let addresses = TranslationTests.Addresses(ends, &packets)
      // What is left to the full number is what a word of zero leaves as the checksum.
      let free = place.frame(addresses.new.source, addresses.new.destination, 0).word(place.checksum)
      let expected = place.frame(addresses.new.source, addresses.new.destination, free)
      let original = place.frame(addresses.old.source, addresses.old.destination, free)
      #expect(expected.word(place.checksum) == place.written)
      if addresses.forth(original) != expected { wrong.append("forth \(original)") }
      if addresses.back(expected) != original { wrong.append("back \(expected)") }
    }
    #expect(wrong.prefix(2) == [], "seed \(packets.random.seed), \(wrong.count) wrong")
  }
}
