import Dataplane
import Packets
import Wire

/// One VPC with two subnets, as small as a path can have it.
///
/// ```
///   subnet a 10.0.1.0/24   0 web   10.0.1.10  (203.0.113.10 outside), 10.0.1.12
///   subnet b 10.0.2.0/24   1 peer  10.0.2.20
///                          everything else: the internet gateway
/// ```
struct TinyTables {
  static let web = IPv4Address(10, 0, 1, 10)
  static let secondary = IPv4Address(10, 0, 1, 12)
  static let publicWeb = IPv4Address(203, 0, 113, 10)
  static let peer = IPv4Address(10, 0, 2, 20)
  static let webMac = MACAddress(bits: 0x0200_0000_0110)
  static let peerMac = MACAddress(bits: 0x0200_0000_0220)
  static let routerMacs = [MACAddress(bits: 0x0a00_0000_0001), MACAddress(bits: 0x0a00_0000_0002)]

  /// What the groups of both allow. From and to 10.0.0.0/8 and 8.0.0.0/8 only, so that what passes is tracked.
  var egress = [Self.allow("10.0.0.0/8"), Self.allow("8.0.0.0/8")]
  var ingress = [Self.allow("10.0.0.0/8"), Self.allow("8.0.0.0/8")]
  var aclEgress = [Self.entry("0.0.0.0/0", allows: true)]
  var aclIngress = [Self.entry("0.0.0.0/0", allows: true)]
  var routes: [(String, Routes.Target)] = [("10.0.0.0/16", .local), ("0.0.0.0/0", .internetGateway)]
  var timeouts = ConnectionTimeouts()
  var isChecked = true
  var hasGateway = true
  var webState = InterfaceView.State.live
  var peerState = InterfaceView.State.live
  /// A change of the groups' rules comes with another number here; one of anything else, with another of these two.
  var rulesGeneration: UInt32 = 1
  var generation: UInt32 = 1
  var epoch: UInt16 = 1

  static func allow(_ prefix: String, _ range: ClassRange = ClassRange(protocolNumber: nil)) -> SecurityRules.Rule {
    SecurityRules.Rule(range: range, prefix: IPv4Prefix(prefix) ?? .everything, text: "allow \(prefix)")
  }

  static func entry(
    _ prefix: String, allows: Bool, _ range: ClassRange = ClassRange(protocolNumber: nil)
  ) -> NetworkAclEntries.Entry {
    NetworkAclEntries.Entry(range: range, prefix: IPv4Prefix(prefix) ?? .everything, allows: allows, text: prefix)
  }

  func make() -> Tables {
    func interface(
      _ index: Int, _ mac: MACAddress, _ addresses: [IPv4Address], _ outside: [UInt32], _ state: InterfaceView.State
    ) -> InterfaceView {
      var view = InterfaceView(
        index: index, id: "eni-\(index)", label: "i\(index)/eth0", instance: "i-\(index)", state: state, epoch: epoch,
        generation: generation, subnet: index, vpc: 0, macAddress: mac, addresses: addresses.map(\.bits),
        publicAddresses: outside, checksSourceAndDestination: isChecked, egress: 0, ingress: 1, timeouts: timeouts,
        server: index)
      view.rulesGeneration = rulesGeneration
      return view
    }
    let subnets = (0..<2).map { index in
      let prefix = IPv4Prefix(containing: IPv4Address(10, 0, UInt8(index + 1), 0), length: 24)
      return SubnetView(
        id: "subnet-\(index)", vpc: 0, prefix: prefix, routerAddress: prefix.address(at: 1).bits,
        routerMac: Self.routerMacs[index], networkAcl: 0, routes: 0)
    }
    let vpc = VPCView(
      id: "vpc-0", internetGateway: hasGateway ? "igw-0" : nil, dnsAddress: IPv4Address(10, 0, 0, 2).bits,
      interfaces: [Self.web.bits: 0, Self.secondary.bits: 0, Self.peer.bits: 1], groups: [:])
    return Tables(
      interfaces: [
        interface(0, Self.webMac, [Self.web, Self.secondary], [Self.publicWeb.bits, 0], webState),
        interface(1, Self.peerMac, [Self.peer], [0], peerState),
      ],
      subnets: subnets, vpcs: [vpc], securityRules: [SecurityRules(rules: egress), SecurityRules(rules: ingress)],
      networkAcls: [NetworkAclEntries(id: "acl-0", egress: aclEgress, ingress: aclIngress)],
      routeTables: [
        Routes(
          id: "rtb-0",
          routes: routes.map { Routes.Route(prefix: IPv4Prefix($0.0) ?? .everything, target: $0.1, text: $0.0) })
      ],
      publicAddresses: [Self.publicWeb.bits: PublicMapping(interface: 0, address: Self.web.bits)])
  }
}
