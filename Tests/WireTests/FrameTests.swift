import Support
import Testing
import Wire

@Suite("A whole frame")
struct FrameTests {
  static let sender = MACAddress(bits: 0x0200_0000_0001)
  static let router = MACAddress(bits: 0x0200_0000_0002)
  static let payloads = [0, 1, 2, 7, 8, 1_000, 1_472, 8_973]

  static func ip() -> IPv4Fields {
    var ip = IPv4Fields(source: IPv4Address(10, 0, 2, 4), destination: IPv4Address(10, 0, 1, 11), timeToLive: 64)
    ip.identification = 0xbeef
    ip.dontFragment = true
    return ip
  }

  static let transports: [IPv4Frame.Transport] = [
    .udp(UDPFields(sourcePort: 49_152, destinationPort: 53)),
    .tcp(TCPFields(sourcePort: 49_152, destinationPort: 443, sequence: 7, flags: .syn)),
    .tcp(
      TCPFields(
        sourcePort: 49_152, destinationPort: 443, sequence: .max, acknowledgment: 1, flags: [.psh, .ack],
        options: TCPOptions(
          maximumSegmentSize: 8_961, windowScale: 7, isSACKPermitted: true,
          timestamps: TCPTimestamps(value: 1, echo: 2)))),
    .icmp(.echoRequest(identifier: 0x1234, sequence: 1)),
    .bare(protocolNumber: 47),
  ]

  @Test("has the right lengths, numbers and checksums", arguments: transports, payloads)
  func whole(transport: IPv4Frame.Transport, payload: Int) throws {
    for optionsLength in [0, 4, 40] {
      var ip = Self.ip()
      ip.optionsLength = optionsLength
      let frame = IPv4Frame(source: Self.sender, destination: Self.router, ip: ip, transport: transport)
      let data = (0..<payload).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let bytes = frame.bytes(payload: data)
      #expect(bytes.count == 14 + 20 + optionsLength + transport.headerLength + payload)
      #expect(Array(bytes.suffix(payload)) == data)
      try check(bytes, transport: transport, ip: ip, payload: payload)
    }
  }

  private func check(_ bytes: [UInt8], transport: IPv4Frame.Transport, ip: IPv4Fields, payload: Int) throws {
    #expect(IPv4Packet(bytes)?.faults == [], "RFC 1071's own way finds the checksums right too")
    let ethernet = EthernetFields(bytes.span.bytes)
    #expect(ethernet == EthernetFields(destination: Self.router, source: Self.sender, etherType: 0x0800))
    let packet = bytes.span.bytes.extracting(14..<bytes.count)
    var expected = ip
    expected.protocolNumber = transport.protocolNumber
    expected.payloadLength = transport.headerLength + payload
    #expect(IPv4Fields(packet) == expected)
    guard let header = IPv4Header(packet) else { throw Missing() }
    #expect(header.isWhole && header.isChecksumValid)
    let segment = header.payload
    switch transport {
    case .udp(var udp):
      udp.payloadLength = payload
      #expect(UDPFields(segment) == udp)
      #expect(UDPHeader(segment)?.isChecksumValid(source: ip.source, destination: ip.destination) == true)
    case .tcp(let tcp):
      #expect(TCPFields(segment) == tcp)
      #expect(TCPHeader(segment)?.isChecksumValid(source: ip.source, destination: ip.destination) == true)
    case .icmp(let icmp):
      #expect(ICMPFields(segment) == icmp)
      #expect(ICMPHeader(segment)?.isChecksumValid == true)
    case .bare: #expect(segment.byteCount == payload)
    }
  }

  struct Missing: Error {}
}
