import Guest
import Packets
import Testing
import Units
import Wire

@Suite("A guest with ip_forward=1")
struct ForwardTests {
  static let router = MACAddress(bits: 0x0600_0000_0101)
  let inside = IPv4Address(10, 0, 1, 50)
  let outside = IPv4Address(198, 51, 100, 7)

  /// eth0 in 10.0.1.0/24 with the default route, eth1 in 10.0.2.0/24.
  func bench(_ lines: String = "sysctl -w net.ipv4.ip_forward=1", mtu: Int = 1_500) throws -> Bench {
    let cards = (0..<2).map { index in
      let subnet = IPv4Prefix(containing: IPv4Address(10, 0, UInt8(1 + index), 0), length: 24)
      return NetworkCard(
        deviceIndex: index, macAddress: MACAddress(bits: 0x0600_0000_0110 + UInt64(index)), mtu: mtu, subnet: subnet,
        gateway: subnet.address(at: 1), gatewayMacAddress: Self.router, addresses: [subnet.address(at: 10)])
    }
    return Bench(Guest(name: "nat", cards: cards, commands: [try GuestCommand(parsing: lines)]))
  }

  func frame(timeToLive: UInt8 = 64, payload: Int = 8, dontFragment: Bool = false) -> [UInt8] {
    var ip = IPv4Fields(source: IPv4Address(10, 0, 2, 50), destination: outside, timeToLive: timeToLive)
    ip.dontFragment = dontFragment
    ip.identification = 77
    let udp = IPv4Frame.Transport.udp(UDPFields(sourcePort: 1, destinationPort: 2))
    return IPv4Frame(source: Self.router, destination: MACAddress(bits: 0x0600_0000_0111), ip: ip, transport: udp)
      .bytes(payload: (0..<payload).map { UInt8(truncatingIfNeeded: $0) })
  }

  @Test("sends a packet on with one hop less to live, under its id, marked as forwarded")
  func forwards() throws {
    let bench = try bench()
    let id = bench.give(frame(), to: 1, traffic: 3, request: 4, marks: [.traced])
    bench.poll()
    let sent = try #require(bench.takeSent().first)
    #expect(sent.device == 0)
    #expect(sent.isSound)
    #expect(sent.ip?.timeToLive == 63)
    #expect(sent.ip?.source == IPv4Address(10, 0, 2, 50) && sent.ip?.identification == 77)
    #expect(sent.ethernet.source == MACAddress(bits: 0x0600_0000_0110) && sent.ethernet.destination == Self.router)
    #expect(sent.note.id == id && sent.note.traffic == 3 && sent.note.request == 4)
    #expect(sent.note.marks == [.traced, .forwarded])
    #expect(
      bench.heard.lines == [
        Listener.Line(what: "forwarded", id: id, detail: "main: default via 10.0.1.1 dev eth0")
      ])
  }

  @Test("does not without the setting")
  func doesNot() throws {
    let bench = try bench("")
    bench.give(frame(), to: 1)
    bench.poll()
    #expect(bench.heard.lines.map(\.what) == ["guestMartian"])
    #expect(bench.takeSent().isEmpty)
  }

  /// RFC 792: type 11, code 0. The answer goes to the sender, from the card that faces it.
  @Test("tells the sender when the time to live runs out", arguments: [0, 1] as [UInt8])
  func timeExceeded(_ timeToLive: UInt8) throws {
    let bench = try bench()
    let id = bench.give(frame(timeToLive: timeToLive), to: 1)
    bench.poll()
    let asked = try #require(bench.takeSent().first?.arp)
    bench.give(ARPFrame.reply(to: asked, from: Self.router).bytes(), to: 1)
    bench.poll()
    let error = try #require(bench.takeSent().first)
    #expect(error.icmp == .timeExceeded)
    #expect(error.ip?.source == IPv4Address(10, 0, 2, 10) && error.ip?.destination == IPv4Address(10, 0, 2, 50))
    #expect(error.note.cause == id)
    #expect(bench.heard.lines.contains { $0.what == "timeToLiveExpired" && $0.id == id })
  }

  @Test("cuts what does not fit, unless DF forbids it and the sender is told")
  func tooLong() throws {
    let bench = try bench("sysctl -w net.ipv4.ip_forward=1; ip link set eth0 mtu 600")
    let id = bench.give(frame(payload: 1_000), to: 1)
    bench.poll()
    let pieces = bench.takeSent()
    #expect(pieces.map { $0.ip?.fragmentOffset } == [0, 576])
    #expect(pieces.first?.note.id == id && pieces.last?.note.id == .unassigned)
    #expect(pieces.allSatisfy { $0.ip?.timeToLive == 63 && $0.device == 0 })
    bench.give(frame(payload: 1_000, dontFragment: true), to: 1)
    bench.poll()
    let asked = try #require(bench.takeSent().first?.arp)
    bench.give(ARPFrame.reply(to: asked, from: Self.router).bytes(), to: 1)
    bench.poll()
    #expect(bench.takeSent().first?.icmp == .fragmentationNeeded(mtu: 600))
    #expect(bench.heard.lines.contains { $0.what == "fragmentationNeeded" })
    #expect(bench.pool.inUse == 0)
  }

  @Test("filters by the way back as ever, and forwards nothing without a route")
  func filters() throws {
    let strict = try bench("sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=1")
    var spoofed = IPv4Fields(source: inside, destination: outside)
    spoofed.timeToLive = 64
    let udp = IPv4Frame.Transport.udp(UDPFields(sourcePort: 1, destinationPort: 2))
    let bytes = IPv4Frame(
      source: Self.router, destination: MACAddress(bits: 0x0600_0000_0111), ip: spoofed, transport: udp
    ).bytes()
    strict.give(bytes, to: 1)
    strict.poll()
    #expect(strict.heard.lines.map(\.what) == ["guestReversePathFilter"])
    let lost = try bench("sysctl -w net.ipv4.ip_forward=1; ip route del default")
    lost.give(frame(), to: 1)
    lost.poll()
    #expect(lost.heard.lines.map(\.what) == ["guestNoRoute"])
  }
}
