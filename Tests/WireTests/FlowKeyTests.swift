import Testing
import Wire

@Suite("A flow key")
struct FlowKeyTests {
  static let a = IPv4Address(10, 0, 2, 4)
  static let b = IPv4Address(10, 0, 1, 11)

  static func packet(
    _ source: IPv4Address, _ destination: IPv4Address, _ transport: IPv4Frame.Transport, offset: Int = 0,
    payload: [UInt8] = []
  ) -> [UInt8] {
    var ip = IPv4Fields(source: source, destination: destination)
    ip.fragmentOffset = offset
    let frame = IPv4Frame(source: .zero, destination: .zero, ip: ip, transport: transport)
    return Array(frame.bytes(payload: payload)[14...])
  }

  static func key(_ packet: [UInt8]) -> FlowKey? {
    guard let header = IPv4Header(packet.span.bytes) else { return nil }
    return FlowKey(header)
  }

  /// What is sent, what comes back, and the key of the first in words.
  static let pairs: [(IPv4Frame.Transport, IPv4Frame.Transport, String)] = [
    (
      .tcp(TCPFields(sourcePort: 49_152, destinationPort: 443, flags: .syn)),
      .tcp(TCPFields(sourcePort: 443, destinationPort: 49_152, flags: [.syn, .ack])),
      "tcp 10.0.2.4:49152 > 10.0.1.11:443"
    ),
    (
      .udp(UDPFields(sourcePort: 49_152, destinationPort: 53)),
      .udp(UDPFields(sourcePort: 53, destinationPort: 49_152)),
      "udp 10.0.2.4:49152 > 10.0.1.11:53"
    ),
    (
      .icmp(.echoRequest(identifier: 0x335f, sequence: 1)), .icmp(.echoReply(identifier: 0x335f, sequence: 1)),
      "icmp 10.0.2.4:13151 > 10.0.1.11:2048"
    ),
    (
      .icmp(ICMPFields(type: 13, identifier: 7, sequence: 0)), .icmp(ICMPFields(type: 14, identifier: 7, sequence: 0)),
      "icmp 10.0.2.4:7 > 10.0.1.11:3328"
    ),
    (.bare(protocolNumber: 47), .bare(protocolNumber: 47), "47 10.0.2.4:0 > 10.0.1.11:0"),
  ]

  @Test("of what comes back is that of what was sent, reversed", arguments: pairs)
  func reverse(sent: IPv4Frame.Transport, back: IPv4Frame.Transport, text: String) throws {
    let key = try #require(Self.key(Self.packet(Self.a, Self.b, sent)))
    #expect(key.description == text)
    #expect(Self.key(Self.packet(Self.b, Self.a, back)) == key.reversed)
    #expect(key.reversed.reversed == key)
    #expect(key.reversed != key)
  }

  @Test("of one query is not that of another")
  func queries() {
    let echo = Self.key(Self.packet(Self.a, Self.b, .icmp(.echoRequest(identifier: 7, sequence: 1))))
    let later = Self.key(Self.packet(Self.a, Self.b, .icmp(.echoRequest(identifier: 7, sequence: 2))))
    let other = Self.key(Self.packet(Self.a, Self.b, .icmp(.echoRequest(identifier: 8, sequence: 1))))
    let mask = Self.key(Self.packet(Self.a, Self.b, .icmp(ICMPFields(type: 17, identifier: 7, sequence: 1))))
    #expect(echo == later)
    #expect(echo != other)
    #expect(echo != mask)
  }

  @Test("is not told where nothing tells it")
  func none() {
    let bytes = [UInt8](repeating: 1, count: 16)
    #expect(Self.key(Self.packet(Self.a, Self.b, .bare(protocolNumber: 17), offset: 8, payload: bytes)) == nil)
    #expect(Self.key(Self.packet(Self.a, Self.b, .icmp(.timeExceeded), payload: bytes)) == nil)
    for count in 0..<4 {
      let cut = Array(bytes[..<count])
      #expect(Self.key(Self.packet(Self.a, Self.b, .bare(protocolNumber: 17), payload: cut)) == nil)
      #expect(Self.key(Self.packet(Self.a, Self.b, .bare(protocolNumber: 6), payload: cut)) == nil)
      #expect(Self.key(Self.packet(Self.a, Self.b, .bare(protocolNumber: 1), payload: cut)) == nil)
    }
  }

  @Test("is told by the first four bytes of TCP and UDP, as an ICMP error brings them", arguments: [6, 17] as [UInt8])
  func quoted(protocolNumber: UInt8) {
    let packet = Self.packet(Self.a, Self.b, .bare(protocolNumber: protocolNumber), payload: [0xc0, 0, 1, 0xbb])
    let expected = FlowKey(
      source: Self.a, destination: Self.b, protocolNumber: protocolNumber, sourcePort: 49_152, destinationPort: 443)
    #expect(Self.key(packet) == expected)
  }
}
