import Foundation
import Guest
import Packets
import Units
import Wire

/// A row of `guest-truth.tsv`: what a real Linux 6.18 did in network namespaces.
struct TruthRow: Sendable {
  var topology: String
  var setting: String
  var from: String
  var proto: String
  var requestTo: IPv4Address
  var enters: String
  var leavesBy: String
  var source: String
  var sourceMAC: String
  var destinationMAC: String
  var answered: String
  var arpRequests: Set<String>

  var testDescription: String { "\(topology)/\(setting): \(from) \(proto) to \(requestTo)" }

  /// The settings that a guest models; `ecmp`, `arp_…` and `vrf1` are not among them.
  static let modelled: Set<String> = [
    "default", "rp_filter=1", "rp_filter=2", "2default", "prefmetric", "flap0", "eth1-32", "policy", "policy-both",
    "policy-nolink",
  ]

  static let all: [TruthRow] = {
    guard let url = Bundle.module.url(forResource: "guest-truth", withExtension: "tsv"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard columns.count == 16, columns[0] == "vpc", let requestTo = IPv4Address(columns[5]) else { return nil }
      guard columns[2].split(separator: "+").allSatisfy({ modelled.contains(String($0)) }) else { return nil }
      let arp = columns[15] == "-" ? [] : Set(columns[15].split(separator: ",").map(String.init))
      return TruthRow(
        topology: columns[1], setting: columns[2], from: columns[3], proto: columns[4], requestTo: requestTo,
        enters: columns[6], leavesBy: columns[8], source: columns[9], sourceMAC: columns[10],
        destinationMAC: columns[11], answered: columns[14], arpRequests: arp)
    }
  }()
}

/// The oracle's network around one guest: a router with a foot in each subnet, and a peer in each.
///
/// ```
///   out 10.9.9.9 ── gw1 10.0.1.1, gw2 10.0.2.1 ── eth0 10.0.1.10, eth1 10.0.1.11 or 10.0.2.10
///   in1 10.0.1.50 in subnet 1, in2 10.0.2.50 in subnet 2
/// ```
final class TruthBench {
  static let macs = [
    "gw1": MACAddress(bits: 0x0600_0000_0101), "gw2": MACAddress(bits: 0x0600_0000_0201),
    "in1": MACAddress(bits: 0x0600_0000_0150), "in2": MACAddress(bits: 0x0600_0000_0250),
  ]
  static let clients = [
    "out": IPv4Address(10, 9, 9, 9), "in1": IPv4Address(10, 0, 1, 50), "in2": IPv4Address(10, 0, 2, 50),
  ]

  struct Outcome: Equatable, CustomStringConvertible {
    var leavesBy = "-"
    var source = "-"
    var sourceMAC = "-"
    var destinationMAC = "-"
    var answered = "-"
    var arpRequests: Set<String> = []
    var description: String {
      "by \(leavesBy) from \(source) \(sourceMAC) to \(destinationMAC), client \(answered), \(arpRequests.sorted())"
    }
  }

  let topology: String
  let bench: Bench
  let second: IPv4Address
  private var identifier: UInt16 = 20_000

  init(topology: String, setting: String) throws {
    self.topology = topology
    second = topology == "diff" ? IPv4Address(10, 0, 2, 10) : IPv4Address(10, 0, 1, 11)
    func card(_ index: Int, _ mac: UInt64, _ address: IPv4Address) -> NetworkCard {
      let subnet = IPv4Prefix(containing: address, length: 24)
      return NetworkCard(
        deviceIndex: index, macAddress: MACAddress(bits: mac), mtu: 1_500, subnet: subnet,
        gateway: subnet.address(at: 1), addresses: [address])
    }
    var cards = [card(0, 0x0600_0000_0110, IPv4Address(10, 0, 1, 10))]
    if topology != "alias" { cards.append(card(1, 0x0600_0000_0111, second)) }
    bench = Bench(Guest(name: "guest", preset: .plain, cards: cards))
    if topology == "alias" { try run("ip addr add 10.0.1.11/32 dev eth0") }
    for token in setting.split(separator: "+") { try run(commands(for: String(token))) }
    for address in [IPv4Address(10, 0, 1, 10), second] {
      bench.guest.bind(udp: 7_002, address: address, behaviour: .echo)
    }
    bench.guest.bind(udp: 7_001, address: nil, behaviour: .echo)
    bench.guest.bind(udp: 7_003, address: nil, behaviour: .echoFromAddressAsked)
    bench.guest.listen(tcp: 8_080)
  }

  func run(_ line: String) throws { try bench.guest.run(GuestCommand(parsing: line), at: bench.now) }

  /// The lines of the oracle's script (`apply`) for one token.
  func commands(for token: String) -> String {
    let subnet = IPv4Prefix(containing: second, length: 24)
    let gateway = subnet.address(at: 1)
    switch token {
    case "rp_filter=1", "rp_filter=2":
      let devices = topology == "alias" ? ["all", "eth0"] : ["all", "eth0", "eth1"]
      return devices.map { "sysctl -qw net.ipv4.conf.\($0).\(token)" }.joined(separator: "; ")
    case "policy":
      return """
        ip rule add from \(second) lookup 10001 priority 10001; ip route add \(subnet) dev eth1 table 10001
        ip route add default via \(gateway) dev eth1 table 10001
        """
    case "policy-both":
      return """
        ip rule add from 10.0.1.10 lookup 1000 priority 1000; ip route add 10.0.1.0/24 dev eth0 table 1000
        ip route add default via 10.0.1.1 dev eth0 table 1000
        ip rule add from \(second) lookup 1001 priority 1001; ip route add \(subnet) dev eth1 table 1001
        ip route add default via \(gateway) dev eth1 table 1001
        """
    case "policy-nolink":
      return """
        ip rule add from \(second) lookup 1001 priority 1001
        ip route add default via \(gateway) dev eth1 table 1001
        """
    case "2default":
      return """
        ip route del default; ip route add default via 10.0.1.1 dev eth0 metric 512
        ip route add default via \(gateway) dev eth1 metric 513
        """
    case "prefmetric":
      return """
        ip route del 10.0.1.0/24 dev eth0; ip route add 10.0.1.0/24 dev eth0 src 10.0.1.10 metric 512
        ip route del \(subnet) dev eth1; ip route add \(subnet) dev eth1 src \(second) metric 513
        """
    case "flap0":
      return "ip link set eth0 down; ip link set eth0 up; ip route replace default via 10.0.1.1 dev eth0"
    case "eth1-32": return "ip addr del \(second)/24 dev eth1; ip addr add \(second)/32 dev eth1"
    default: return ""
    }
  }

  // MARK: A row

  func play(_ row: TruthRow) -> Outcome {
    identifier += 1
    bench.wait(.milliseconds(300))
    _ = bench.takeSent()
    if row.from.hasPrefix("guest(") { return originate(row) }
    guard let client = Self.clients[row.from], let request = request(row, from: client) else { return Outcome() }
    let device = row.requestTo == IPv4Address(10, 0, 1, 10) || topology == "alias" ? 0 : 1
    bench.give(request, to: device)
    return observe(expecting: row.requestTo, answers: true)
  }

  /// The request as the fabric delivers it: from the peer itself within the subnet, else from the router.
  private func request(_ row: TruthRow, from client: IPv4Address) -> [UInt8]? {
    let subnet = IPv4Prefix(containing: row.requestTo, length: 24)
    let router = row.requestTo.bits >> 8 & 0xff == 1 ? "gw1" : "gw2"
    let sender = subnet.contains(client) ? row.from : router
    let device = row.requestTo == IPv4Address(10, 0, 1, 10) || topology == "alias" ? 0 : 1
    guard let mac = Self.macs[sender], let card = bench.card(device) else { return nil }
    let transport: IPv4Frame.Transport
    switch row.proto {
    case "icmp": transport = .icmp(.echoRequest(identifier: identifier, sequence: 1))
    case "tcp":
      transport = .tcp(TCPFields(sourcePort: identifier, destinationPort: 8_080, sequence: 1_000, flags: .syn))
    case "udp-any": transport = .udp(UDPFields(sourcePort: identifier, destinationPort: 7_001))
    case "udp-bound": transport = .udp(UDPFields(sourcePort: identifier, destinationPort: 7_002))
    case "udp-pktinfo": transport = .udp(UDPFields(sourcePort: identifier, destinationPort: 7_003))
    default: return nil
    }
    let frame = IPv4Frame(
      source: mac, destination: card.macAddress, ip: IPv4Fields(source: client, destination: row.requestTo),
      transport: transport)
    return frame.bytes(payload: row.proto.hasPrefix("udp") ? [0x71] : [])
  }

  /// `guest(any)`, `guest(addr:10.0.1.11)`, `guest(dev:eth1)`: a datagram to port 9.
  private func originate(_ row: TruthRow) -> Outcome {
    let how = row.from.dropFirst("guest(".count).dropLast()
    var source = SocketOrigin.any
    if how.hasPrefix("addr:"), let address = IPv4Address(how.dropFirst(5)) { source = .address(address) }
    if how.hasPrefix("dev:eth"), let device = Int(how.dropFirst(7)) { source = .device(device) }
    let tag = RequestTag(traffic: 1, request: UInt32(identifier))
    switch source {
    case .any: send(row.requestTo, tag, .routing)
    case .address(let address): send(row.requestTo, tag, .bound(address))
    case .device(let device):
      bench.guest.sendDatagram(
        to: row.requestTo, port: 9, boundToDevice: device, sourcePort: identifier, tag: tag, at: bench.now,
        pool: &bench.pool)
    }
    return observe(expecting: nil, answers: false)
  }

  private enum SocketOrigin {
    case any
    case address(IPv4Address)
    case device(Int)
  }

  private func send(_ destination: IPv4Address, _ tag: RequestTag, _ source: SourceChoice) {
    bench.guest.send(
      .udp(port: 9, size: 1), tag: tag, to: destination, from: source, sourcePort: identifier, traced: false,
      at: bench.now, pool: &bench.pool)
  }

  /// Answers ARP as router and peers do, and writes the first IPv4 frame down.
  private func observe(expecting asked: IPv4Address?, answers: Bool) -> Outcome {
    var outcome = Outcome()
    if answers { outcome.answered = "0" }
    for _ in 0..<4 {
      bench.poll()
      for frame in bench.takeSent() {
        if let arp = frame.arp {
          outcome.arpRequests.insert("eth\(frame.device):\(arp.targetAddress)<\(arp.senderAddress)")
          answer(arp, on: frame.device)
        } else if let ip = frame.ip, outcome.leavesBy == "-" {
          outcome.leavesBy = "eth\(frame.device)"
          outcome.source = "\(ip.source)"
          outcome.sourceMAC = "\(frame.ethernet.source)"
          let name = Self.macs.first { $0.value == frame.ethernet.destination }?.key
          outcome.destinationMAC = name ?? "\(frame.ethernet.destination)"
          if let asked { outcome.answered = ip.source == asked ? "1" : "wrong-src:\(ip.source)" }
        }
      }
    }
    return outcome
  }

  private func answer(_ arp: ARPFields, on device: Int) {
    let isFirstSubnet = device == 0 || topology != "diff"
    let there: [IPv4Address: String] =
      isFirstSubnet
      ? [IPv4Address(10, 0, 1, 1): "gw1", IPv4Address(10, 0, 1, 50): "in1"]
      : [IPv4Address(10, 0, 2, 1): "gw2", IPv4Address(10, 0, 2, 50): "in2"]
    guard let name = there[arp.targetAddress], let mac = Self.macs[name] else { return }
    bench.give(ARPFrame.reply(to: arp, from: mac).bytes(), to: device)
  }

  /// Somebody answers this request. None is on a card that is not there: the oracle's recorder read one that a guest of
  /// the setting before had repeated.
  func isAnswered(_ arpRequest: String) -> Bool {
    if topology == "alias", arpRequest.hasPrefix("eth1") { return false }
    let isSecondSubnet = topology == "diff" && arpRequest.hasPrefix("eth1")
    let names = isSecondSubnet ? ["10.0.2.1<", "10.0.2.50<"] : ["10.0.1.1<", "10.0.1.50<"]
    return names.contains { arpRequest.dropFirst(5).hasPrefix($0) }
  }
}
