import Guest
import Packets
import Support
import Testing
import Units
import Wire

@Suite("A guest that is shown broken frames")
struct MutationTests {
  /// A guest in the middle of everything: it listens, asks, forwards, waits for fragments and for ARP.
  final class Victim {
    let bench: Bench
    private var originals: [[UInt8]] = []

    init() throws {
      let cards = (0..<2).map { index in
        let subnet = IPv4Prefix(containing: IPv4Address(10, 0, UInt8(1 + index), 0), length: 24)
        return NetworkCard(
          deviceIndex: index, macAddress: MACAddress(bits: 0x0600_0000_0110 + UInt64(index)), mtu: 1_500,
          subnet: subnet, gateway: subnet.address(at: 1), gatewayMacAddress: MACAddress(bits: 0x0600_0000_0101),
          addresses: [subnet.address(at: 10)])
      }
      let commands = [
        "sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=2", "ip rule add from 10.0.2.10 lookup 7",
        "ip route add default via 10.0.2.1 table 7",
      ]
      bench = Bench(Guest(name: "web", cards: cards, commands: try commands.map { try GuestCommand(parsing: $0) }))
      bench.guest.listen(tcp: 443)
      bench.guest.bind(udp: 53, address: nil, behaviour: .echo)
      ask(0)
    }

    /// Opens a connection and asks a question, and keeps what left as frames to answer.
    func ask(_ number: UInt32) {
      for kind in [RequestKind.tcp(port: 80, size: 3_000), .udp(port: 5_000, size: 2_000), .echo(size: 100)] {
        bench.guest.send(
          kind, tag: RequestTag(traffic: 1, request: number), to: IPv4Address(198, 51, 100, 7), from: .routing,
          sourcePort: nil, traced: false, at: bench.now, pool: &bench.pool)
      }
      let left = bench.takeSent()
      originals += left.compactMap(answer)
    }

    /// What a peer would send back.
    private func answer(_ sent: Bench.Sent) -> [UInt8]? {
      guard let ip = sent.ip, ip.fragmentOffset == 0 else { return nil }
      var back = IPv4Fields(source: ip.destination, destination: ip.source)
      back.identification = ip.identification
      let transport: IPv4Frame.Transport
      if let tcp = sent.tcp {
        transport = .tcp(
          TCPFields(
            sourcePort: tcp.destinationPort, destinationPort: tcp.sourcePort, sequence: 5_000,
            acknowledgment: tcp.sequence &+ 1, flags: tcp.flags.contains(.syn) ? [.syn, .ack] : .ack,
            options: TCPOptions(maximumSegmentSize: 1_460)))
      } else if let udp = sent.udp {
        transport = .udp(UDPFields(sourcePort: udp.destinationPort, destinationPort: udp.sourcePort))
      } else {
        transport = .icmp(.echoReply(identifier: sent.icmp?.identifier ?? 0, sequence: sent.icmp?.sequence ?? 0))
      }
      return IPv4Frame(
        source: sent.ethernet.destination, destination: sent.ethernet.source, ip: back, transport: transport
      ).bytes(payload: [1, 2, 3, 4])
    }

    /// One frame of each kind, and the answers that are waited for.
    func frames() -> [[UInt8]] {
      let own = IPv4Address(10, 0, 1, 10)
      let client = IPv4Address(198, 51, 100, 7)
      let router = MACAddress(bits: 0x0600_0000_0101)
      func frame(_ transport: IPv4Frame.Transport, to destination: IPv4Address, _ payload: [UInt8]) -> [UInt8] {
        let ip = IPv4Fields(source: client, destination: destination)
        return IPv4Frame(source: router, destination: MACAddress(bits: 0x0600_0000_0110), ip: ip, transport: transport)
          .bytes(payload: payload)
      }
      let data = [UInt8](repeating: 7, count: 300)
      let syn = TCPFields(sourcePort: 4_000, destinationPort: 443, sequence: 9, flags: .syn)
      let datagram = UDPFields(sourcePort: 4_000, destinationPort: 53)
      let quoted = originals.first.map { Array($0.dropFirst(14)) } ?? []
      var piece = IPv4Fields(source: client, destination: own)
      piece.moreFragments = true
      piece.identification = 3
      let fragment = IPv4Frame(
        source: router, destination: MACAddress(bits: 0x0600_0000_0110), ip: piece, transport: .udp(datagram))
      return originals + [
        frame(.tcp(syn), to: own, []), frame(.udp(datagram), to: own, data),
        frame(.icmp(.echoRequest(identifier: 1, sequence: 1)), to: own, data),
        frame(.udp(datagram), to: IPv4Address(10, 0, 2, 77), data), frame(.udp(datagram), to: client, data),
        frame(.icmp(.destinationUnreachable(code: 3)), to: own, quoted),
        frame(.icmp(.fragmentationNeeded(mtu: 600)), to: own, quoted),
        fragment.bytes(payload: data.dropLast(4)),
        ARPFrame.request(for: own, from: router, IPv4Address(10, 0, 1, 50)).bytes(),
        ARPFrame.reply(to: .request(for: client, from: router, own), from: router).bytes(),
      ]
    }
  }

  /// Makes the transport checksum right again, so that more than the checksum is tried.
  func healed(_ frame: [UInt8]) -> [UInt8] {
    guard let ip = IPv4Header(frame.span.bytes.extracting(droppingFirst: 14)), ip.isWhole else { return frame }
    let start = 14 + ip.headerLength
    let end = 14 + ip.totalLength
    let offset: Int
    var sum: UInt64 = 0
    switch ip.protocolNumber {
    case IPProtocol.tcp: offset = start + 16
    case IPProtocol.udp: offset = start + 6
    case IPProtocol.icmp: offset = start + 2
    default: return frame
    }
    guard offset + 2 <= end else { return frame }
    if ip.protocolNumber != IPProtocol.icmp {
      sum = Checksum.pseudoHeader(
        source: ip.source, destination: ip.destination, protocolNumber: ip.protocolNumber, length: end - start)
    }
    var healed = frame
    healed[offset] = 0
    healed[offset + 1] = 0
    let checksum = Checksum.finish(Checksum.sum(healed.span.bytes.extracting(start..<end), from: sum))
    healed[offset] = UInt8(checksum >> 8)
    healed[offset + 1] = UInt8(checksum & 0xff)
    return healed
  }

  @Test("takes 200,000 of them, reports each exactly once, and gives every frame back")
  func mutations() throws {
    let victim = try Victim()
    let bench = victim.bench
    let mutations = FrameMutations(of: victim.frames(), seed: 0x6775_6573_7421)
    print("let seed: UInt64 = 0x\(String(mutations.seed, radix: 16))  // 200000 mutations")
    var reasons: [String: Int] = [:]
    for n in 0..<200_000 {
      var bytes = Array(mutations.mutation(n))
      if n % 4 != 0 { bytes = healed(bytes) }
      let id = bench.give(bytes, to: n % 8 == 7 ? 1 : 0)
      bench.now = bench.now + .microseconds(Int64(n % 1_000))
      bench.poll()
      let ends = bench.heard.take().filter { !$0.what.hasPrefix("unsent") && $0.what != "routed" }
      guard ends.count == 1, ends.first?.id == id else {
        Issue.record("mutation \(n) ended \(ends.count) times: \(ends)")
        return
      }
      reasons[ends.first?.what ?? "", default: 0] += 1
      for sent in bench.takeSent() where !sent.isSound && sent.ip?.fragmentOffset == 0 && sent.note.marks.isEmpty {
        if sent.ip?.moreFragments == false { Issue.record("mutation \(n) made an unsound frame: \(sent)") }
      }
      if n % 5_000 == 0 { victim.ask(UInt32(n)) }
    }
    let expected: Set = [
      "delivered", "forwarded", "guestHeaderBad", "guestChecksumBad", "guestMartian", "guestNoSocket",
      "timeToLiveExpired",
    ]
    #expect(expected.isSubset(of: reasons.keys), "\(reasons)")
    bench.guest.stop(pool: &bench.pool)
    #expect(bench.pool.inUse == 0)
  }

  @Test("cut off at every byte, none is a trap, and each has an end")
  func truncations() throws {
    let victim = try Victim()
    for frame in victim.frames() {
      for count in 0..<frame.count {
        let id = victim.bench.give(Array(frame.prefix(count)), to: 0)
        victim.bench.poll()
        let ends = victim.bench.heard.take().filter { !$0.what.hasPrefix("unsent") && $0.what != "routed" }
        #expect(ends.map(\.id) == [id], "\(count) bytes")
      }
    }
    _ = victim.bench.takeSent()
    victim.bench.guest.stop(pool: &victim.bench.pool)
    #expect(victim.bench.pool.inUse == 0)
  }

  @Test("and broken lines: each is refused or obeyed")
  func lines() throws {
    let words = [
      "ip", "sysctl", "-w", "rule", "route", "addr", "link", "add", "del", "set", "from", "to", "lookup", "table",
      "via",
      "dev", "eth0", "eth9", "10.0.1.11", "10.0.1.0/24", "default", "metric", "4294967295", "up", "down", "mtu", "1500",
      "priority", "1", "&&", ";", "net.ipv4.ip_forward=1", "net.ipv4.conf.eth0.rp_filter=2", "=", "/", "\u{1F600}",
      "onlink",
      "src", "replace", "append", "flush", "0", "-1", "99999999999999999999", "scope", "link", "#", "\n", "",
    ]
    var random = SeededCases(seed: 0x6c69_6e65)
    var accepted = 0
    for _ in 0..<50_000 {
      var line =
        random.next() % 3 == 0
        ? ""
        : ["ip rule add ", "ip route add ", "ip addr add ", "ip link set eth0 "][
          Int(random.next() % 4)]
      for _ in 0..<(random.next() % 9) {
        line += words[Int(random.next() % UInt64(words.count))] + (random.next() % 9 == 0 ? "" : " ")
      }
      guard let command = try? GuestCommand(parsing: line) else { continue }
      accepted += 1
      var routing = Routing()
      routing.addDevice(index: 0, mtu: 1_500)
      try? routing.run(command)
    }
    #expect(accepted > 500)
  }
}
