import Dataplane
import Packets
import Support
import Testing
import Wire

/// One packet, or a few, through each stage: what ends its way, and what does not.
@Suite("A packet's way")
struct StageTests {
  typealias Change = @Sendable (inout TinyTables) -> Void

  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var way: TinyPath.Way
    var frame: [UInt8]
    var expected: TinyPath.Fate
    var change: Change

    init(
      _ name: String, _ way: TinyPath.Way, _ frame: [UInt8], _ expected: TinyPath.Fate,
      _ change: @escaping Change = { _ in }
    ) {
      testDescription = name
      self.way = way
      self.frame = frame
      self.expected = expected
      self.change = change
    }
  }

  private static let router = TinyTables.routerMacs[0]
  private static let web = TinyTables.web
  private static let peer = TinyTables.peer
  private static let outside = IPv4Address(8, 8, 8, 8)
  private static let toPeer = TinyPath.Fate.onward(Hop(interface: 1))

  static func frame(
    _ source: IPv4Address, _ destination: IPv4Address, to mac: MACAddress = TinyTables.routerMacs[0],
    _ transport: IPv4Frame.Transport = .udp(UDPFields(sourcePort: 4_000, destinationPort: 53)),
    payload: [UInt8] = [1, 2, 3],
    _ change: (inout IPv4Fields) -> Void = { _ in }
  ) -> [UInt8] {
    var ip = IPv4Fields(source: source, destination: destination)
    change(&ip)
    return IPv4Frame(source: TinyTables.webMac, destination: mac, ip: ip, transport: transport).bytes(payload: payload)
  }

  static let out: [Case] = [
    Case("to the other subnet", .out, frame(web, peer), toPeer),
    Case("from its secondary address", .out, frame(TinyTables.secondary, peer), toPeer),
    Case(
      "from an address of somebody else", .out, frame(IPv4Address(10, 0, 1, 99), peer), .dropped(.sourceCheckFailed)),
    Case("the same, with the check off", .out, frame(IPv4Address(10, 0, 1, 99), peer), toPeer) { $0.isChecked = false },
    Case("without a rule", .out, frame(web, peer), .dropped(.securityGroupDeniesEgress)) { $0.egress = [] },
    Case("with a rule for another port", .out, frame(web, peer), .dropped(.securityGroupDeniesEgress)) {
      $0.egress = [TinyTables.allow("10.0.0.0/8", ClassRange(protocolNumber: 17, low: 54, high: 65_535))]
    },
    Case("with a rule whose last port it is", .out, frame(web, peer), toPeer) {
      $0.egress = [TinyTables.allow("10.0.0.0/8", ClassRange(protocolNumber: 17, low: 0, high: 53))]
    },
    Case("to a MAC that nobody has", .out, frame(web, peer, to: TinyTables.peerMac), .dropped(.unknownDestinationMac)),
    Case("to an address that nobody has", .out, frame(web, IPv4Address(10, 0, 2, 99)), .dropped(.addressUnknown)),
    Case("to a link-local address", .out, frame(web, IPv4Address(169, 254, 9, 9)), .dropped(.addressUnknown)) {
      $0.egress = [TinyTables.allow("0.0.0.0/0")]
    },
    Case("where no route leads", .out, frame(web, outside), .dropped(.noRoute)) { $0.routes.removeLast() },
    Case("into a blackhole", .out, frame(web, outside), .dropped(.routeIsBlackhole)) {
      $0.routes.append(("8.8.8.0/24", .blackhole))
    },
    Case("to what is not modelled", .out, frame(web, outside), .dropped(.targetNotModelled)) {
      $0.routes.append(("8.8.8.0/24", .unmodelled))
    },
    Case("through a middlebox", .out, frame(web, outside), toPeer) { $0.routes.append(("8.8.8.0/24", .interface(1))) },
    Case("past an ACL that denies it first", .out, frame(web, peer), .dropped(.networkAclDeniesEgress)) {
      $0.aclEgress.insert(TinyTables.entry("10.0.2.0/24", allows: false), at: 0)
    },
    Case("past an ACL that denies it later", .out, frame(web, peer), toPeer) {
      $0.aclEgress.append(TinyTables.entry("10.0.2.0/24", allows: false))
    },
    Case("past an ACL without entries", .out, frame(web, peer), .dropped(.networkAclDeniesEgress)) {
      $0.aclEgress = []
    },
    Case("to a stopped instance", .out, frame(web, peer), .dropped(.instanceNotRunning)) {
      $0.peerState = .instanceNotRunning
    },
    Case("to a detached ENI", .out, frame(web, peer), .dropped(.interfaceDetached)) { $0.peerState = .detached },
    Case("from a stopped instance", .out, frame(web, peer), .dropped(.instanceNotRunning)) {
      $0.webState = .instanceNotRunning
    },
    Case("to the internet", .out, frame(web, outside), .onward(.internet)),
    Case("without a public address", .out, frame(TinyTables.secondary, outside), .dropped(.noPublicAddress)),
    Case("spoofed", .out, frame(IPv4Address(10, 0, 1, 99), outside), .dropped(.gatewayRejectsSpoofed)) {
      $0.isChecked = false
    },
    Case("to a private address outside", .out, frame(web, IPv4Address(10, 9, 0, 1)), .dropped(.destinationPrivate)),
    Case("without a gateway", .out, frame(web, outside), .dropped(.gatewayNotAttached)) { $0.hasGateway = false },
    Case(
      "a ping of the router", .out,
      frame(web, IPv4Address(10, 0, 1, 1), .icmp(.echoRequest(identifier: 1, sequence: 1))), .taken
    ) {
      $0.egress = []
    },
    Case("to instance metadata", .out, frame(web, IPv4Address(169, 254, 169, 254)), .taken) { $0.egress = [] },
    Case("to Amazon DNS", .out, frame(web, IPv4Address(10, 0, 0, 2)), .taken) { $0.aclEgress = [] },
    Case(
      "a later fragment alone", .out, frame(web, peer, .bare(protocolNumber: 17)) { $0.fragmentOffset = 64 },
      .dropped(.fragmentBeforeFirst)),
  ]

  static let `in`: [Case] = [
    Case("from the other subnet", .in, frame(peer, web), .delivered),
    Case("to its secondary address", .in, frame(peer, TinyTables.secondary), .delivered),
    Case("past an ACL that denies it", .in, frame(peer, web), .dropped(.networkAclDeniesIngress)) {
      $0.aclIngress.insert(TinyTables.entry("10.0.2.20/32", allows: false), at: 0)
    },
    Case("past the same, from its own subnet", .inFromSameSubnet, frame(peer, web), .delivered) {
      $0.aclIngress.insert(TinyTables.entry("10.0.2.20/32", allows: false), at: 0)
    },
    Case("past an ACL whose last port it is", .in, frame(peer, web), .dropped(.networkAclDeniesIngress)) {
      let range = ClassRange(protocolNumber: 17, low: 53, high: 53)
      $0.aclIngress.insert(TinyTables.entry("10.0.0.0/8", allows: false, range), at: 0)
    },
    Case("without a rule", .in, frame(peer, web), .dropped(.securityGroupDeniesIngress)) { $0.ingress = [] },
    Case(
      "to an address that is not its own", .in, frame(peer, IPv4Address(10, 0, 1, 99)),
      .dropped(.destinationCheckFailed)),
    Case("the same, with the check off", .in, frame(peer, IPv4Address(10, 0, 1, 99)), .delivered) {
      $0.isChecked = false
    },
    Case("to a stopped instance", .in, frame(peer, web), .dropped(.instanceNotRunning)) {
      $0.webState = .instanceNotRunning
    },
    Case("to a detached ENI", .in, frame(peer, web), .dropped(.interfaceDetached)) { $0.webState = .detached },
    Case("an error about nothing", .in, error(about: frame(web, peer)), .dropped(.securityGroupDeniesIngress)) {
      $0.ingress = []
    },
    Case("from the internet", .fromOutside, frame(outside, TinyTables.publicWeb), .onward(Hop(interface: 0))),
    Case("from a private address outside", .fromOutside, frame(peer, TinyTables.publicWeb), .dropped(.sourcePrivate)),
    Case(
      "from a shared address outside", .fromOutside, frame(IPv4Address(100, 64, 0, 1), TinyTables.publicWeb),
      .dropped(.sourcePrivate)),
    Case(
      "to a public address that nobody has", .fromOutside, frame(outside, IPv4Address(203, 0, 113, 11)),
      .dropped(.noPublicAddress)),
    Case(
      "from the internet without a gateway", .fromOutside, frame(outside, TinyTables.publicWeb),
      .dropped(.gatewayNotAttached)
    ) {
      $0.hasGateway = false
    },
  ]

  /// An ICMP error from the peer about what the web server sent.
  static func error(about sent: [UInt8]) -> [UInt8] {
    frame(peer, web, .icmp(.destinationUnreachable(code: 3)), payload: Array(sent[14...]))
  }

  @Test("ends, or goes on, where the table says", arguments: out + `in`)
  func table(example: Case) {
    var tables = TinyTables()
    example.change(&tables)
    let path = TinyPath(tables)
    #expect(path.send(example.way, example.frame) == example.expected)
    // Whatever is remembered of it, the same packet meets the same end.
    #expect(path.send(example.way, example.frame) == example.expected, "and once more")
  }

  @Test("is rewritten where it leaves the VPC and where it enters")
  func rewritten() {
    let path = TinyPath(TinyTables())
    for _ in 0..<2 {
      #expect(path.send(.out, Self.frame(Self.web, Self.outside)) == .onward(.internet))
      #expect(IPv4Packet(path.frame)?.description == "203.0.113.10:4000 > 8.8.8.8:53 udp 3 bytes ttl 64 ok")
      #expect(path.send(.fromOutside, Self.frame(Self.outside, TinyTables.publicWeb)) == .onward(Hop(interface: 0)))
      #expect(IPv4Packet(path.frame)?.description == "8.8.8.8:4000 > 10.0.1.10:53 udp 3 bytes ttl 64 ok")
      #expect(lineWithMACs(path.frame).hasPrefix("\(Self.router) > \(TinyTables.webMac), "))
    }
  }
}
