import Guest
import Packets
import Testing
import Units
import Wire

@Suite("A guest's neighbours")
struct NeighbourTests {
  static let mac = MACAddress(bits: 0x0600_0000_0110)
  static let peerMAC = MACAddress(bits: 0x0600_0000_0150)
  let own = IPv4Address(10, 0, 1, 10)
  let peer = IPv4Address(10, 0, 1, 50)

  func bench(mac: MACAddress = mac) -> Bench {
    let subnet = IPv4Prefix(containing: own, length: 24)
    let card = NetworkCard(
      deviceIndex: 0, macAddress: mac, subnet: subnet, gateway: subnet.address(at: 1), addresses: [own])
    return Bench(Guest(name: "web", cards: [card]))
  }

  func ping(_ bench: Bench, _ number: UInt32) {
    bench.guest.send(
      .echo(size: 8), tag: RequestTag(traffic: 1, request: number), to: peer, from: .routing, sourcePort: nil,
      traced: false, at: bench.now, pool: &bench.pool)
  }

  /// RFC 826, "Packet Generation": broadcast, with the target's MAC unknown.
  @Test("are asked for once while packets wait, and get them in order")
  func queue() throws {
    let bench = bench()
    for number in 0..<3 as Range<UInt32> { ping(bench, number) }
    let sent = bench.takeSent()
    #expect(sent.count == 1)
    let request = try #require(sent.first?.arp)
    #expect(request == ARPFields.request(for: peer, from: Self.mac, own))
    #expect(sent.first?.ethernet.destination == .broadcast)
    bench.give(ARPFrame.reply(to: request, from: Self.peerMAC).bytes(), to: 0)
    bench.poll()
    let pings = bench.takeSent()
    #expect(pings.map { $0.icmp?.sequence } == [1, 2, 3])
    #expect(pings.allSatisfy { $0.ethernet.destination == Self.peerMAC })
    #expect(
      bench.heard.lines.filter { $0.what == "delivered" }.map(\.detail) == ["arp: 10.0.1.50 is at \(Self.peerMAC)"])
  }

  @Test("are asked for three times, a second apart, and then given up with the packets that wait")
  func silence() {
    let bench = bench()
    ping(bench, 0)
    ping(bench, 1)
    var asked = [bench.now]
    #expect(bench.takeSent().count == 1)
    while let next = bench.guest.nextPoll, next < bench.now + .seconds(4) {
      bench.now = next
      bench.poll()
      asked += bench.takeSent().map { _ in bench.now }
    }
    #expect(asked == [0, 1, 2].map { .beginning + .seconds($0) })
    #expect(bench.now == .beginning + .seconds(3))
    #expect(bench.heard.lines.map(\.what) == Array(repeating: "unsent guestNeighborUnreachable", count: 2))
    #expect(bench.heard.finished.map(\.answered) == [false, false])
    #expect(bench.pool.inUse == 0)
    #expect(bench.guest.nextPoll == nil)
    ping(bench, 2)
    #expect(bench.takeSent().compactMap(\.arp).count == 1, "asked anew")
  }

  @Test("are believed for 60 s, then asked again by unicast while packets go on")
  func ageing() throws {
    let bench = bench()
    ping(bench, 0)
    let request = try #require(bench.takeSent().first?.arp)
    bench.give(ARPFrame.reply(to: request, from: Self.peerMAC).bytes(), to: 0)
    bench.poll()
    _ = bench.takeSent()
    bench.wait(.milliseconds(59_999))
    ping(bench, 1)
    #expect(bench.takeSent().map { $0.ethernet.etherType } == [EtherType.ipv4])
    bench.wait(.milliseconds(1))
    ping(bench, 2)
    let sent = bench.takeSent()
    #expect(sent.map { $0.ethernet.etherType } == [EtherType.ipv4, EtherType.arp])
    #expect(sent.allSatisfy { $0.ethernet.destination == Self.peerMAC })
  }

  @Test("that ask are answered and learned; their answers to nobody's question are not")
  func requests() throws {
    let bench = bench()
    let question = ARPFrame.request(for: own, from: Self.peerMAC, peer)
    let id = bench.give(question.bytes(), to: 0, traffic: 9, request: 1, marks: .traced)
    bench.give(ARPFrame.request(for: IPv4Address(10, 0, 1, 99), from: Self.peerMAC, peer).bytes(), to: 0)
    let stranger = ARPFields.request(for: IPv4Address(10, 0, 1, 77), from: Self.mac, own)
    bench.give(ARPFrame.reply(to: stranger, from: Self.peerMAC).bytes(), to: 0)
    bench.poll()
    let sent = bench.takeSent()
    #expect(sent.count == 1)
    #expect(sent.first?.arp == question.arp.reply(from: Self.mac))
    #expect(sent.first?.note.cause == id && sent.first?.note.traffic == 9 && sent.first?.note.marks == .traced)
    #expect(bench.heard.lines.map(\.what) == ["delivered", "delivered", "delivered"])
    ping(bench, 0)
    #expect(bench.takeSent().map { $0.ethernet.destination } == [Self.peerMAC])
  }

  /// 101 packets wait at most; the oldest makes room.
  @Test("have room for 101 waiting packets")
  func limit() {
    let bench = bench()
    for number in 0..<102 as Range<UInt32> { ping(bench, number) }
    #expect(bench.heard.lines.map(\.what) == ["unsent guestNeighborUnreachable"])
    #expect(bench.heard.finished.map(\.tag.request) == [0])
    bench.guest.stop(pool: &bench.pool)
    _ = bench.takeSent()
    #expect(bench.heard.finished.count == 102)
  }

  @Test("vanish with their card, and what waits for them dies as interfaceDetached")
  func detach() {
    let bench = bench()
    ping(bench, 0)
    _ = bench.takeSent()
    let id = bench.give(ARPFrame.request(for: own, from: Self.peerMAC, peer).bytes(), to: 0)
    bench.guest.detach(deviceIndex: 0, pool: &bench.pool)
    #expect(
      bench.heard.lines == [
        Listener.Line(what: "interfaceDetached", id: id, detail: "eth0 was pulled out"),
        Listener.Line(what: "unsent interfaceDetached", id: .unassigned, detail: "eth0 was pulled out"),
      ])
    #expect(bench.pool.inUse == 0)
    #expect(bench.guest.routing.devices.isEmpty)
    #expect(bench.guest.routing.tables[254]?.routes.isEmpty == true)
    ping(bench, 1)
    #expect(bench.heard.lines.last?.what == "unsent guestNoRoute")
  }
}
