import Support
import Testing
import Wire

@Suite("ICMP's types")
struct ICMPTypeTests {
  /// RFC 1122 §3.2.2 lists the errors.
  @Test("are errors or not", arguments: UInt8.min ... .max)
  func errors(type: UInt8) { #expect(ICMPType.isError(type) == [3, 4, 5, 11, 12].contains(type)) }

  /// RFC 792 and RFC 950: request and reply.
  @Test("are requests, replies or neither", arguments: UInt8.min ... .max)
  func pairs(type: UInt8) {
    let replies: [UInt8: UInt8] = [8: 0, 13: 14, 15: 16, 17: 18]
    #expect(ICMPType.reply(to: type) == replies[type])
    #expect(ICMPType.request(answeredBy: type) == replies.first { $0.value == type }?.key)
  }
}

@Suite("An ICMP error")
struct ICMPErrorTests {
  static let sender = IPv4Address(10, 0, 2, 4)
  static let receiver = IPv4Address(10, 0, 1, 11)
  static let router = IPv4Address(10, 0, 2, 1)

  static func packet(
    from source: IPv4Address = sender, to destination: IPv4Address = receiver,
    _ transport: IPv4Frame.Transport = .udp(UDPFields(sourcePort: 49_152, destinationPort: 33_434)), offset: Int = 0,
    optionsLength: Int = 0, payload: Int = 32
  ) -> [UInt8] {
    var ip = IPv4Fields(source: source, destination: destination, timeToLive: 1)
    ip.fragmentOffset = offset
    ip.optionsLength = optionsLength
    let frame = IPv4Frame(source: .zero, destination: .zero, ip: ip, transport: transport)
    return Array(frame.bytes(payload: (0..<payload).map { UInt8(truncatingIfNeeded: $0) })[14...])
  }

  static func error(about packet: [UInt8], _ fields: ICMPFields = .timeExceeded) -> [UInt8]? {
    ICMPError.frame(
      fields, about: packet.span.bytes, from: router, source: MACAddress(bits: 1), destination: MACAddress(bits: 2))
  }

  @Test("says what it is about")
  func line() throws {
    let frame = try #require(Self.error(about: Self.packet()))
    #expect(
      Support.line(frame) == "10.0.2.1 > 10.0.2.4 icmp time exceeded ttl 64 ok "
        + "[10.0.2.4:49152 > 10.0.1.11:33434 udp 32 bytes ttl 1 ok]")
    let mtu = try #require(Self.error(about: Self.packet(), .fragmentationNeeded(mtu: 1_500)))
    #expect(Support.line(mtu).hasPrefix("10.0.2.1 > 10.0.2.4 icmp fragmentation needed mtu 1500 ttl 64 ok ["))
  }

  /// RFC 1812 §4.3.2.3: all of it, as long as the error is no longer than 576 bytes.
  @Test(
    "brings as much of the packet as fits into 576 bytes",
    arguments: [(0, 28), (1, 29), (519, 547), (520, 548), (521, 548), (1_472, 548)])
  func length(payload: Int, quoted: Int) throws {
    let packet = Self.packet(payload: payload)
    let frame = try #require(Self.error(about: packet))
    #expect(frame.count == 14 + 20 + 8 + quoted)
    #expect(Array(frame[42...]) == Array(packet[..<quoted]), "unchanged (RFC 1122 §3.2.2)")
  }

  @Test("leaves Ethernet's padding out")
  func padding() throws {
    let packet = Self.packet(payload: 4)
    #expect(try #require(Self.error(about: packet + [9, 9, 9, 9])).count == 14 + 20 + 8 + packet.count)
  }

  @Test("brings the options along")
  func options() throws {
    let frame = try #require(Self.error(about: Self.packet(optionsLength: 40, payload: 1_000)))
    #expect(frame.count == 14 + 576)
  }

  /// RFC 1122 §3.2.2 and RFC 1812 §4.3.2.7.
  @Test("is never sent about an error, a later fragment, or a packet to or from no single host")
  func never() {
    #expect(Self.error(about: Self.packet()) != nil)
    #expect(Self.error(about: Self.packet(.icmp(.echoRequest(identifier: 1, sequence: 1)))) != nil)
    for type in [3, 4, 5, 11, 12] as [UInt8] {
      #expect(Self.error(about: Self.packet(.icmp(ICMPFields(type: type)))) == nil)
    }
    #expect(Self.error(about: Self.packet(.bare(protocolNumber: 1), payload: 7)) == nil, "its type cannot be read")
    #expect(Self.error(about: Self.packet(.bare(protocolNumber: 17), offset: 8)) == nil)
    for to in ["224.0.0.1", "239.255.255.255", "255.255.255.255"] {
      #expect(Self.error(about: Self.packet(to: IPv4Address(to) ?? .any)) == nil)
    }
    for from in ["0.0.0.0", "255.255.255.255", "224.0.0.1", "127.0.0.1"] {
      #expect(Self.error(about: Self.packet(from: IPv4Address(from) ?? Self.sender)) == nil)
    }
    #expect(Self.error(about: [0x60] + [UInt8](repeating: 0, count: 59)) == nil, "no IPv4")
    #expect(Self.error(about: []) == nil)
  }
}
