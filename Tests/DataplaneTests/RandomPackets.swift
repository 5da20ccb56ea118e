import Support
import Wire

/// Whole packets made by dice, with every checksum right, of each kind that a translation knows.
struct RandomPackets {
  enum Kind: CaseIterable {
    case udp, udpWithoutChecksum, tcp, echo, other
    case errorAboutUDP, errorAboutUDPWithoutChecksum, errorAboutTCP, errorAboutEcho, errorAboutFragment
    /// Nobody may send it (RFC 1122 §3.2.2), and what it quotes at last is nobody's to translate.
    case errorAboutError
  }

  /// An ICMP error's quotation: where it begins in the frame, and what of the packet was left out.
  struct Quotation {
    var start: Int
    var rest: [UInt8]
  }

  var random: SeededCases

  mutating func address() -> IPv4Address {
    IPv4Address(bits: UInt32.random(in: 0x0100_0000...0xdfff_ffff, using: &random))
  }

  /// A frame between `source` and `destination`, and what an error among them quotes.
  mutating func frame(_ kind: Kind, _ source: IPv4Address, _ destination: IPv4Address) -> (
    bytes: [UInt8], quotation: Quotation?
  ) {
    switch kind {
    case .udp, .udpWithoutChecksum, .tcp, .echo, .other: return (plain(kind, source, destination), nil)
    case .errorAboutUDP: return error(about: plain(.udp, destination, source), source, destination)
    case .errorAboutUDPWithoutChecksum:
      return error(about: plain(.udpWithoutChecksum, destination, source), source, destination)
    case .errorAboutTCP: return error(about: plain(.tcp, destination, source), source, destination)
    case .errorAboutEcho: return error(about: plain(.echo, destination, source), source, destination)
    case .errorAboutFragment:
      let pieces = pieces(of: plain(random.pick([.udp, .tcp, .echo]), destination, source))
      return error(about: random.pick(pieces), source, destination)
    case .errorAboutError:
      let inner = error(about: plain(.udp, source, destination), destination, source)
      return error(about: inner.bytes, source, destination)
    }
  }

  private mutating func plain(_ kind: Kind, _ source: IPv4Address, _ destination: IPv4Address) -> [UInt8] {
    let ports = (UInt16.random(in: 0 ... .max, using: &random), UInt16.random(in: 0 ... .max, using: &random))
    let transport: IPv4Frame.Transport
    switch kind {
    case .tcp:
      var tcp = TCPFields(
        sourcePort: ports.0, destinationPort: ports.1, flags: TCPFlags(rawValue: UInt8(random.int(0...255))))
      if random.chance(40) {
        tcp.options = TCPOptions(maximumSegmentSize: 1_460, timestamps: TCPTimestamps(value: 1, echo: 2))
      }
      transport = .tcp(tcp)
    case .echo: transport = .icmp(.echoRequest(identifier: ports.0, sequence: ports.1))
    case .other: transport = .bare(protocolNumber: random.pick([2, 41, 47, 50, 132]))
    default: transport = .udp(UDPFields(sourcePort: ports.0, destinationPort: ports.1))
    }
    // Odd lengths and even ones; all zeros and all ones, where one's complement has two names for one number.
    let byte: UInt8? = random.pick([nil, nil, nil, 0, 0xff])
    let payload = (0..<random.pick([0, 1, 2, 7, 8, 9, random.int(0...200)])).map { _ in
      byte ?? UInt8(random.int(0...255))
    }
    var frame = IPv4Frame(
      source: MadeFrames.clientMac, destination: MadeFrames.webMac, ip: header(source, destination),
      transport: transport
    ).bytes(payload: payload)
    if kind == .udpWithoutChecksum { frame.put(UInt16(0), at: 14 + Int(frame[14] & 0x0f) * 4 + 6) }
    return frame
  }

  private mutating func header(_ source: IPv4Address, _ destination: IPv4Address) -> IPv4Fields {
    var ip = IPv4Fields(source: source, destination: destination, timeToLive: UInt8(random.int(1...255)))
    ip.identification = UInt16.random(in: 0 ... .max, using: &random)
    ip.dontFragment = random.chance(50)
    if random.chance(25) { ip.optionsLength = 4 * random.int(1...10) }
    return ip
  }

  /// With as much of `about` as RFC 792 asks for, as much as there is, and lengths between and below; none of them odd,
  /// so that no checksum is quoted by half.
  private mutating func error(
    about: [UInt8], _ source: IPv4Address, _ destination: IPv4Address
  ) -> (bytes: [UInt8], quotation: Quotation?) {
    let packet = Array(about[14...])
    let header = Int(packet[0] & 0x0f) * 4
    let length = min(
      packet.count, random.pick([header + 8, packet.count, packet.count, header, random.int(0...packet.count) & ~1]))
    let icmp: ICMPFields = random.pick([
      .destinationUnreachable(code: 3), .fragmentationNeeded(mtu: 1_400), .timeExceeded, ICMPFields(type: 4),
      ICMPFields(type: 5, rest: 0x0a00_0001), ICMPFields(type: 12),
    ])
    var frame = IPv4Frame(
      source: MadeFrames.clientMac, destination: MadeFrames.webMac, ip: self.header(source, destination),
      transport: .icmp(icmp))
    frame.ip.dontFragment = false
    let start = 14 + frame.ip.headerLength + 8
    return (frame.bytes(payload: Array(packet[..<length])), Quotation(start: start, rest: Array(packet[length...])))
  }

  /// The frame's packet in two or three pieces (RFC 791 §2.3), the first of which holds the transport header.
  mutating func pieces(of whole: [UInt8]) -> [[UInt8]] {
    let transport = 14 + Int(whole[14] & 0x0f) * 4
    var pieces: [[UInt8]] = []
    var offset = 0
    let length = whole.count - transport
    for size in [random.pick([40, 64]), random.pick([8, 16, 200]), length] where offset < length {
      let end = min(length, offset + size)
      var piece = Array(whole[..<transport]) + whole[(transport + offset)..<(transport + end)]
      piece.put(UInt16(transport - 14 + end - offset), at: 16)
      piece.put(UInt16(end < length ? 0x2000 : 0) | UInt16(offset / 8), at: 20)
      piece.healHeader()
      pieces.append(piece)
      offset = end
    }
    return pieces
  }
}
