import Dataplane
import Wire

/// One VPC with two subnets, as small as a path can have it.
///
/// ```
///   subnet a 10.0.1.0/24   0 web   10.0.1.10  (203.0.113.10 outside)
///   subnet b 10.0.2.0/24   1 peer  10.0.2.20
///                          everything else: the internet gateway
/// ```
struct TinyTables {
  static let web = IPv4Address(10, 0, 1, 10)
  static let peer = IPv4Address(10, 0, 2, 20)
  static let webMac = MACAddress(bits: 0x0200_0000_0110)
  static let peerMac = MACAddress(bits: 0x0200_0000_0220)
  static let routerMacs = [MACAddress(bits: 0x0a00_0000_0001), MACAddress(bits: 0x0a00_0000_0002)]

  /// What the groups of both allow, in and out. From 10.0.0.0/8 only, so that what passes is tracked.
  var rules = [
    SecurityRules.Rule(
      range: ClassRange(protocolNumber: nil), prefix: IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 8),
      text: "all from 10.0.0.0/8")
  ]
  var timeouts = ConnectionTimeouts()

  func make() -> Tables {
    let ends = [(Self.web, Self.webMac, IPv4Address(203, 0, 113, 10).bits), (Self.peer, Self.peerMac, 0)]
    let interfaces = ends.enumerated().map { index, end in
      InterfaceView(
        index: index, id: "eni-\(index)", label: "i\(index)/eth0", instance: "i-\(index)", state: .live, subnet: index,
        vpc: 0, macAddress: end.1, addresses: [end.0.bits], publicAddresses: [end.2], checksSourceAndDestination: true,
        egress: 0, ingress: 0, timeouts: timeouts, server: index)
    }
    let subnets = (0..<2).map { index in
      let prefix = IPv4Prefix(containing: IPv4Address(10, 0, UInt8(index + 1), 0), length: 24)
      return SubnetView(
        id: "subnet-\(index)", vpc: 0, prefix: prefix, routerAddress: prefix.address(at: 1).bits,
        routerMac: Self.routerMacs[index], networkAcl: 0, routes: 0)
    }
    let vpc = VPCView(
      id: "vpc-0", internetGateway: "igw-0", dnsAddress: IPv4Address(10, 0, 0, 2).bits,
      interfaces: [Self.web.bits: 0, Self.peer.bits: 1], groups: [:])
    let open = [
      NetworkAclEntries.Entry(
        range: ClassRange(protocolNumber: nil), prefix: .everything, allows: true, text: "100 allow")
    ]
    let local = IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 16)
    return Tables(
      interfaces: interfaces, subnets: subnets, vpcs: [vpc], securityRules: [SecurityRules(rules: rules)],
      networkAcls: [NetworkAclEntries(id: "acl-0", egress: open, ingress: open)],
      routeTables: [
        Routes(
          id: "rtb-0",
          routes: [
            Routes.Route(prefix: local, target: .local, text: "10.0.0.0/16 local"),
            Routes.Route(prefix: .everything, target: .internetGateway, text: "0.0.0.0/0 igw-0"),
          ])
      ],
      publicAddresses: [ends[0].2: PublicMapping(interface: 0, address: Self.web.bits)])
  }
}
