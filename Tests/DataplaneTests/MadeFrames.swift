import Support
import Wire

/// Frames made by hand, one of each kind that a parser meets, and what recordings lack.
enum MadeFrames {
  static let client = IPv4Address(10, 0, 2, 4)
  static let web = IPv4Address(10, 0, 1, 11)
  static let clientMac = MACAddress(bits: 0x0200_0000_0001)
  static let webMac = MACAddress(bits: 0x0200_0000_0002)

  /// From the client to the web server; `change` has the last word on the IPv4 header.
  static func frame(
    _ transport: IPv4Frame.Transport, payload: [UInt8] = [1, 2, 3, 4, 5],
    _ change: (inout IPv4Fields) -> Void = { _ in }
  ) -> [UInt8] {
    var ip = IPv4Fields(source: client, destination: web)
    ip.identification = 0x1234
    change(&ip)
    return IPv4Frame(source: clientMac, destination: webMac, ip: ip, transport: transport).bytes(payload: payload)
  }

  static let udp = frame(.udp(UDPFields(sourcePort: 49_152, destinationPort: 53)))
  static let tcp = frame(
    .tcp(TCPFields(sourcePort: 49_152, destinationPort: 443, sequence: 7, flags: [.syn, .ece, .cwr])))
  static let echo = frame(.icmp(.echoRequest(identifier: 77, sequence: 3)))
  static let other = frame(.bare(protocolNumber: 47))

  /// Each IPv4 header length, each TCP header length.
  static let withOptions: [[UInt8]] = (0...10).map { words in
    frame(.udp(UDPFields(sourcePort: 1, destinationPort: 65_535))) { $0.optionsLength = 4 * words }
  }
  static let tcpOptions = frame(
    .tcp(
      TCPFields(
        sourcePort: 0, destinationPort: 22, flags: .syn,
        options: TCPOptions(
          maximumSegmentSize: 8_961, windowScale: 7, isSACKPermitted: true,
          timestamps: TCPTimestamps(value: 1, echo: 2))))
  ) { $0.optionsLength = 40 }

  /// The first of several pieces, one from the middle, the last one; of each protocol with ports.
  static let fragments: [[UInt8]] = [
    .udp(UDPFields(sourcePort: 5, destinationPort: 6)), .tcp(TCPFields(sourcePort: 5, destinationPort: 6, flags: .ack)),
    .icmp(.echoRequest(identifier: 5, sequence: 6)), .bare(protocolNumber: 50),
  ].flatMap { (transport: IPv4Frame.Transport) in
    [
      frame(transport) { $0.moreFragments = true },
      // A later piece has no header: what stands at its beginning is data.
      frame(.bare(protocolNumber: transport.protocolNumber)) { ($0.moreFragments, $0.fragmentOffset) = (true, 8) },
      frame(.bare(protocolNumber: transport.protocolNumber), payload: [9]) { $0.fragmentOffset = 65_528 },
    ]
  }

  /// ICMP errors about packets of each kind, which they quote whole, as RFC 792 asks (header and 8 bytes), and less.
  static let errors: [[UInt8]] = [udp, tcpOptions, echo, other].flatMap { about in
    [about.count - 14, 28, 24, 20, 19, 0].map { length in
      frame(.icmp(.destinationUnreachable(code: 3)), payload: Array(about[14...].prefix(length)))
    }
  }

  static let arp: [[UInt8]] = {
    let request = ARPFrame.request(for: web, from: clientMac, client)
    return [request.bytes(), ARPFrame.reply(to: request.arp, from: webMac).bytes()]
  }()

  /// Types that a VPC does not carry: a VLAN tag before IPv4, IPv6, and lengths as IEEE 802.3 had them.
  static let strangeTypes: [[UInt8]] =
    [Array(udp[..<12]) + [0x81, 0x00, 0xb0, 0x64] + udp[12...]]
    + [0x86dd, 0x88cc, 0x0000, 0x05dc, 0x0801, 0x0805, 0x0807, 0xffff].map { type in
      var frame = udp
      frame.put(UInt16(type), at: 12)
      return frame
    }

  /// To more than one: by MAC, by address.
  static let toMany: [[UInt8]] =
    [0xffff_ffff_ffff, 0x0100_5e00_0001, 0x3333_0000_0001, 0x0100_0000_0000].map { (bits: UInt64) in
      let ip = IPv4Fields(source: client, destination: web)
      let transport = IPv4Frame.Transport.icmp(.echoRequest(identifier: 1, sequence: 1))
      return IPv4Frame(source: clientMac, destination: MACAddress(bits: bits), ip: ip, transport: transport).bytes()
    }
    + [0xe000_0000, 0xe000_0001, 0xefff_ffff, 0xffff_ffff].map { (bits: UInt32) in
      frame(.udp(UDPFields(sourcePort: 1, destinationPort: 2))) { $0.destination = IPv4Address(bits: bits) }
    }

  /// The longest packet that a VPC carries, and one byte more.
  static let longest = jumbo(9_001)
  static let tooLong = jumbo(9_002)

  private static func jumbo(_ length: Int) -> [UInt8] {
    frame(.udp(UDPFields(sourcePort: 1, destinationPort: 2)), payload: [UInt8](repeating: 7, count: length - 28))
  }

  /// All of them but the two long ones.
  static let all: [[UInt8]] =
    [udp, tcp, echo, other, tcpOptions] + withOptions + fragments + errors + arp + strangeTypes + toMany
}
