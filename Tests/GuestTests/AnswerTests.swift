import Guest
import Packets
import Testing
import Units
import Wire

/// One card, 10.0.1.10/24 behind the router 10.0.1.1, whose MAC is known.
private func oneCard(_ lines: String = "", mtu: Int = 1_500) throws -> Bench {
  let subnet = IPv4Prefix(containing: IPv4Address(10, 0, 1, 0), length: 24)
  let card = NetworkCard(
    deviceIndex: 0, macAddress: mac, mtu: mtu, subnet: subnet, gateway: subnet.address(at: 1),
    gatewayMacAddress: router, addresses: [own])
  return Bench(Guest(name: "web", cards: [card], commands: [try GuestCommand(parsing: lines)]))
}

private let mac = MACAddress(bits: 0x0600_0000_0110)
private let router = MACAddress(bits: 0x0600_0000_0101)
private let own = IPv4Address(10, 0, 1, 10)
private let client = IPv4Address(10, 9, 9, 9)

private func frame(
  _ transport: IPv4Frame.Transport, from source: IPv4Address = client, to destination: IPv4Address = own,
  mac target: MACAddress = mac, payload: [UInt8] = [], timeToLive: UInt8 = 64
) -> [UInt8] {
  IPv4Frame(
    source: router, destination: target,
    ip: IPv4Fields(source: source, destination: destination, timeToLive: timeToLive), transport: transport
  ).bytes(payload: payload)
}

@Suite("A guest answers")
struct AnswerTests {
  @Test("an echo from the address that was asked, with its bytes, tag, trace and cause")
  func echo() throws {
    let bench = try oneCard()
    let request = frame(.icmp(.echoRequest(identifier: 9, sequence: 4)), payload: [1, 2, 3, 4, 5])
    let id = bench.give(request, to: 0, traffic: 2, request: 6, marks: [.traced, .enteredSubnet, .translated])
    bench.poll()
    let reply = try #require(bench.takeSent().first)
    #expect(reply.isSound)
    #expect(reply.ethernet.destination == router && reply.ethernet.source == mac)
    #expect(reply.ip?.source == own && reply.ip?.destination == client)
    #expect(reply.icmp == .echoReply(identifier: 9, sequence: 4))
    #expect(reply.payload.suffix(5) == [1, 2, 3, 4, 5])
    #expect(reply.note.traffic == 2 && reply.note.request == 6 && reply.note.cause == id)
    #expect(reply.note.marks == .traced)
    #expect(reply.note.id == .unassigned)
    #expect(
      bench.heard.lines == [
        Listener.Line(what: "delivered", id: id, detail: "echo request answered"),
        Listener.Line(what: "routed", id: id, detail: "main: default via 10.0.1.1 dev eth0"),
      ])
    #expect(bench.pool.inUse == 0)
  }

  @Test("a datagram with its bytes; a sink with nothing")
  func udp() throws {
    let bench = try oneCard()
    bench.guest.bind(udp: 53, address: own, behaviour: .echo)
    bench.guest.bind(udp: 54, address: nil, behaviour: .sink)
    bench.give(frame(.udp(UDPFields(sourcePort: 4_000, destinationPort: 53)), payload: [7, 8]), to: 0)
    bench.give(frame(.udp(UDPFields(sourcePort: 4_000, destinationPort: 54)), payload: [7, 8]), to: 0)
    bench.poll()
    let sent = bench.takeSent()
    #expect(sent.count == 1)
    #expect(sent.first?.udp == UDPFields(sourcePort: 53, destinationPort: 4_000, payloadLength: 2))
    #expect(sent.first?.payload.suffix(2) == [7, 8])
    #expect(sent.first?.isSound == true)
    #expect(bench.heard.lines.filter { $0.what == "delivered" }.map(\.detail) == ["udp 53 socket", "udp 54 socket"])
  }

  /// RFC 1122 §4.1.3.1, RFC 792: type 3, code 3, with the datagram behind it.
  @Test("a closed UDP port with port unreachable, quoting the datagram")
  func portUnreachable() throws {
    let bench = try oneCard()
    let request = frame(.udp(UDPFields(sourcePort: 4_000, destinationPort: 53)), payload: [7, 8])
    let id = bench.give(request, to: 0)
    bench.poll()
    let error = try #require(bench.takeSent().first)
    #expect(error.icmp == .destinationUnreachable(code: 3))
    #expect(Array(error.payload.dropFirst(8)) == Array(request.dropFirst(14)))
    #expect(error.note.cause == id)
    #expect(bench.heard.lines.first == Listener.Line(what: "guestNoSocket", id: id, detail: "udp 53: nothing is open"))
  }

  @Test("nobody about an error, a later fragment or a broadcast")
  func noErrorAboutErrors() throws {
    let bench = try oneCard()
    let udp = frame(.udp(UDPFields(sourcePort: 1, destinationPort: 2)))
    bench.give(frame(.icmp(.destinationUnreachable(code: 1)), payload: Array(udp.dropFirst(14))), to: 0)
    bench.give(frame(.udp(UDPFields(sourcePort: 1, destinationPort: 2)), mac: .broadcast), to: 0)
    bench.give(frame(.udp(UDPFields(sourcePort: 1, destinationPort: 2)), to: IPv4Address(10, 0, 1, 255)), to: 0)
    bench.poll()
    #expect(bench.takeSent().isEmpty)
    #expect(bench.heard.lines.count == 3)
  }

  @Test(
    "nothing that may not be, and says why",
    arguments: [
      ("127.0.0.1", "10.0.1.10", "guestMartian"), ("0.1.2.3", "10.0.1.10", "guestMartian"),
      ("224.0.0.5", "10.0.1.10", "guestMartian"), ("255.255.255.255", "10.0.1.10", "guestMartian"),
      ("10.0.1.10", "10.0.1.10", "guestMartian"), ("10.9.9.9", "10.0.1.99", "guestMartian"),
      ("10.9.9.9", "127.0.0.1", "guestMartian"), ("10.9.9.9", "224.0.0.1", "guestMartian"),
      ("10.9.9.9", "10.0.1.255", "guestMartian"), ("10.9.9.9", "255.255.255.255", "guestMartian"),
    ])
  func martians(_ source: String, _ destination: String, _ reason: String) throws {
    let bench = try oneCard()
    let from = try #require(IPv4Address(source))
    let to = try #require(IPv4Address(destination))
    bench.give(frame(.icmp(.echoRequest(identifier: 1, sequence: 1)), from: from, to: to), to: 0)
    bench.poll()
    #expect(bench.heard.lines.map(\.what) == [reason])
    #expect(bench.takeSent().isEmpty)
  }

  @Test("no frame for another MAC, and none that is broken, each by name")
  func broken() throws {
    let bench = try oneCard()
    let good = frame(.udp(UDPFields(sourcePort: 1, destinationPort: 2)), payload: [1, 2, 3])
    var wrongIP = good
    wrongIP[24] ^= 1
    var wrongUDP = good
    wrongUDP[43] ^= 1
    var wrongTCP = frame(.tcp(TCPFields(sourcePort: 1, destinationPort: 2, flags: .syn)))
    wrongTCP[40] ^= 1
    var wrongICMP = frame(.icmp(.echoRequest(identifier: 1, sequence: 1)))
    wrongICMP[38] ^= 1
    var ipv6 = good
    ipv6[12] = 0x86
    ipv6[13] = 0xdd
    let frames = [
      frame(.icmp(.echoRequest(identifier: 1, sequence: 1)), mac: router), Array(good.prefix(13)),
      Array(good.prefix(30)), wrongIP, wrongUDP, wrongTCP, wrongICMP, ipv6,
    ]
    for bytes in frames { bench.give(bytes, to: 0) }
    bench.poll()
    #expect(
      bench.heard.lines.map(\.what) == [
        "guestMartian", "guestHeaderBad", "guestHeaderBad", "guestChecksumBad", "guestChecksumBad", "guestChecksumBad",
        "guestChecksumBad", "guestHeaderBad",
      ])
    #expect(bench.takeSent().isEmpty)
    #expect(bench.pool.inUse == 0)
  }

  @Test("fragments when the whole packet is there, with fragments of its own, and forgets them after 30 s")
  func fragments() throws {
    let bench = try oneCard()
    let data = (0..<4_000).map { UInt8(truncatingIfNeeded: $0) }
    let whole = frame(.icmp(.echoRequest(identifier: 1, sequence: 1)), payload: data)
    let payload = Array(whole.dropFirst(34))
    func piece(_ range: Range<Int>, _ identification: UInt16) -> [UInt8] {
      var ip = IPv4Fields(source: client, destination: own, payloadLength: range.count)
      ip.identification = identification
      ip.fragmentOffset = range.lowerBound
      ip.moreFragments = range.upperBound < payload.count
      let bare = IPv4Frame.Transport.bare(protocolNumber: IPProtocol.icmp)
      return IPv4Frame(source: router, destination: mac, ip: ip, transport: bare).bytes(payload: Array(payload[range]))
    }
    let cuts = [0..<1_480, 1_480..<2_960, 2_960..<payload.count]
    for range in [cuts[2], cuts[0], cuts[1]] { bench.give(piece(range, 5), to: 0) }
    bench.poll()
    let sent = bench.takeSent()
    #expect(sent.count == 3)
    #expect(sent.map { $0.ip?.fragmentOffset } == [0, 1_480, 2_960])
    #expect(sent.map { $0.ip?.moreFragments } == [true, true, false])
    #expect(sent.allSatisfy { $0.bytes.count <= 1_514 && $0.ip?.dontFragment == false })
    #expect(Array(sent.flatMap(\.payload).dropFirst(8)) == data)
    #expect(bench.heard.lines.filter { $0.what == "delivered" }.count == 3)
    bench.give(piece(cuts[0], 6), to: 0)
    bench.give(piece(cuts[1], 6), to: 0)
    bench.poll()
    bench.wait(.seconds(31))
    bench.give(piece(cuts[2], 6), to: 0)
    bench.poll()
    #expect(bench.takeSent().isEmpty)
    #expect(bench.pool.inUse == 0)
  }
}

@Suite("A guest asks")
struct RequestTests {
  let tag = RequestTag(traffic: 4, request: 2)

  @Test("by the card and address that routing chooses, from Linux's ephemeral ports upward")
  func ports() throws {
    let bench = try oneCard()
    for _ in 0..<3 {
      bench.guest.send(
        .udp(port: 53, size: 10), tag: tag, to: client, from: .routing, sourcePort: nil, traced: true, at: bench.now,
        pool: &bench.pool)
    }
    let sent = bench.takeSent()
    #expect(sent.map { $0.udp?.sourcePort } == [32_768, 32_769, 32_770])
    #expect(sent.allSatisfy { $0.ip?.source == own && $0.ip?.dontFragment == true && $0.isSound })
    #expect(sent.allSatisfy { $0.note.traffic == 4 && $0.note.request == 2 && $0.note.marks == .traced })
    #expect(sent.allSatisfy { $0.note.cause == .unassigned })
    #expect(bench.heard.lines.map(\.detail) == Array(repeating: "main: default via 10.0.1.1 dev eth0", count: 3))
  }

  @Test("and takes the answer of whom it asked, once; nobody else's")
  func answers() throws {
    let bench = try oneCard()
    bench.guest.send(
      .udp(port: 53, size: 10), tag: tag, to: client, from: .routing, sourcePort: 49_152, traced: false, at: bench.now,
      pool: &bench.pool)
    _ = bench.takeSent()
    let answer = UDPFields(sourcePort: 53, destinationPort: 49_152)
    bench.give(frame(.udp(answer), from: IPv4Address(10, 9, 9, 8)), to: 0)
    bench.poll()
    #expect(bench.heard.finished.isEmpty)
    bench.give(frame(.udp(answer)), to: 0)
    bench.give(frame(.udp(answer)), to: 0)
    bench.poll()
    #expect(bench.heard.finished.map(\.answered) == [true])
    #expect(bench.heard.finished.map(\.tag) == [tag])
    #expect(bench.heard.lines.map(\.what).filter { $0 == "guestNoSocket" }.count == 2)
    #expect(bench.guest.nextPoll == nil)
  }

  @Test("waits 5 s for a datagram's answer and an echo's, and says so with nextPoll")
  func patience() throws {
    let bench = try oneCard()
    for request in [RequestKind.udp(port: 53, size: 1), .echo(size: 56)] {
      bench.guest.send(
        request, tag: tag, to: client, from: .bound(own), sourcePort: nil, traced: false, at: bench.now,
        pool: &bench.pool)
    }
    #expect(bench.takeSent().map { $0.ip?.protocolNumber } == [IPProtocol.udp, IPProtocol.icmp])
    #expect(bench.guest.nextPoll == bench.now + .seconds(5))
    bench.wait(.milliseconds(4_999))
    #expect(bench.heard.finished.isEmpty)
    bench.wait(.milliseconds(1))
    #expect(bench.heard.finished.map(\.answered) == [false, false])
    #expect(bench.guest.nextPoll == nil)
  }

  @Test("and hears of port unreachable, host unreachable and an echo's reply")
  func errors() throws {
    let bench = try oneCard()
    func ask(_ kind: RequestKind, _ number: UInt32) -> [UInt8] {
      bench.guest.send(
        kind, tag: RequestTag(traffic: 1, request: number), to: client, from: .routing, sourcePort: nil, traced: false,
        at: bench.now, pool: &bench.pool)
      return Array(bench.takeSent().first?.bytes.dropFirst(14) ?? [])
    }
    let datagram = ask(.udp(port: 53, size: 1), 0)
    bench.give(frame(.icmp(.destinationUnreachable(code: 3)), payload: datagram), to: 0)
    let syn = ask(.tcp(port: 443, size: 1), 1)
    bench.give(frame(.icmp(.destinationUnreachable(code: 1)), payload: Array(syn.prefix(28))), to: 0)
    _ = ask(.echo(size: 8), 2)
    bench.give(frame(.icmp(.echoReply(identifier: 0x1001, sequence: 3))), to: 0)
    bench.poll()
    #expect(bench.heard.finished.map(\.answered) == [false, false, true])
    #expect(bench.heard.finished.map(\.tag.request) == [0, 1, 2])
    #expect(bench.guest.nextPoll == nil)
  }

  @Test("in fragments what is longer than its MTU, without DF")
  func fragments() throws {
    let bench = try oneCard()
    bench.guest.send(
      .udp(port: 53, size: 3_000), tag: tag, to: client, from: .routing, sourcePort: nil, traced: false, at: bench.now,
      pool: &bench.pool)
    let sent = bench.takeSent()
    #expect(sent.map { $0.ip?.fragmentOffset } == [0, 1_480, 2_960])
    #expect(Set(sent.map { $0.ip?.identification }).count == 1)
    #expect(sent.allSatisfy { $0.ip?.dontFragment == false && $0.note.traffic == 4 })
  }

  @Test("nothing without a way, and says why", arguments: ["ip route del default", "ip link set eth0 down"])
  func noRoute(_ line: String) throws {
    let bench = try oneCard(line)
    for kind in [RequestKind.tcp(port: 443, size: 1), .udp(port: 53, size: 1), .echo(size: 1)] {
      bench.guest.send(
        kind, tag: tag, to: client, from: .routing, sourcePort: nil, traced: false, at: bench.now, pool: &bench.pool)
    }
    #expect(bench.heard.lines.map(\.what) == Array(repeating: "unsent guestNoRoute", count: 3))
    #expect(bench.heard.finished.map(\.answered) == [false, false, false])
    #expect(bench.guest.nextPoll == nil && bench.pool.inUse == 0)
  }

  @Test("nothing in the name of an address that it does not have, nor too much at once")
  func refusals() throws {
    let bench = try oneCard()
    bench.guest.send(
      .udp(port: 53, size: 1), tag: tag, to: client, from: .bound(IPv4Address(10, 0, 1, 99)), sourcePort: nil,
      traced: false, at: bench.now, pool: &bench.pool)
    for size in [-1, 65_508, .max] {
      for kind in [RequestKind.udp(port: 53, size: size), .echo(size: size)] {
        bench.guest.send(
          kind, tag: tag, to: client, from: .routing, sourcePort: nil, traced: false, at: bench.now, pool: &bench.pool)
      }
    }
    bench.guest.send(
      .tcp(port: 53, size: .min), tag: tag, to: client, from: .routing, sourcePort: nil, traced: false, at: bench.now,
      pool: &bench.pool)
    #expect(bench.heard.finished.count == 8 && bench.heard.finished.allSatisfy { !$0.answered })
    #expect(bench.takeSent().isEmpty)
  }

  /// The contract of the command line: the probe leaves by that ENI with its primary address, routing is not asked.
  @Test("out of a card by order: on the link within the subnet, else by the card's gateway")
  func byCard() throws {
    let bench = try TruthBench(topology: "diff", setting: "default").bench
    for destination in [client, IPv4Address(10, 0, 2, 50), IPv4Address(10, 0, 1, 10)] {
      bench.guest.send(
        .echo(size: 1), tag: tag, to: destination, from: .device(1), sourcePort: nil, traced: false, at: bench.now,
        pool: &bench.pool)
    }
    let asked = bench.takeSent().compactMap(\.arp)
    #expect(asked.map(\.targetAddress) == [IPv4Address(10, 0, 2, 1), IPv4Address(10, 0, 2, 50)])
    #expect(asked.allSatisfy { $0.senderAddress == IPv4Address(10, 0, 2, 10) })
    bench.guest.send(
      .echo(size: 1), tag: tag, to: client, from: .device(5), sourcePort: nil, traced: false, at: bench.now,
      pool: &bench.pool)
    #expect(bench.heard.lines.last?.what == "unsent guestNoRoute")
  }

  @Test("from the internet through a gateway that needs no ARP")
  func internet() throws {
    let host = Guest.internetHost(address: IPv4Address(203, 0, 113, 9))
    let bench = Bench(host)
    bench.guest.send(
      .echo(size: 8), tag: tag, to: IPv4Address(198, 51, 100, 7), from: .routing, sourcePort: nil, traced: false,
      at: bench.now, pool: &bench.pool)
    let sent = bench.takeSent()
    #expect(sent.count == 1)
    #expect(sent.first?.ip?.source == IPv4Address(203, 0, 113, 9))
    #expect(sent.first?.ethernet.destination == host.cards.first?.gatewayMacAddress)
  }
}
