import Dataplane
import Wire

/// Two ENIs in two subnets of one VPC, stateful groups on both, checks on, network ACLs on both.
enum BenchTables {
  static let senderMac = MACAddress(bits: 0x0200_0000_0104)
  static let receiverMac = MACAddress(bits: 0x0200_0000_0204)
  static let routerMac = MACAddress(bits: 0x0a00_0000_0001)

  /// What the generator sends from, and to: private addresses, or with `translated` from a private to a public one.
  static func addresses(translated: Bool) -> (source: UInt32, destination: UInt32) {
    (address(0), translated ? publicAddress(1) : address(1))
  }

  static func make(rules: Int, generation: UInt32, variant: Int) -> Tables {
    let vpcBlock = IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 16)
    let routes = Routes(
      id: "rtb-bench",
      routes: [
        .init(prefix: vpcBlock, target: .local, text: "10.0.0.0/16 local"),
        .init(prefix: .everything, target: .internetGateway, text: "0.0.0.0/0 igw-bench"),
      ])
    let all = NetworkAclEntries.Entry(
      range: ClassRange(protocolNumber: nil), prefix: .everything, allows: true, text: "100 allow all")
    return Tables(
      interfaces: [interface(0, generation), interface(1, 1)],
      subnets: [subnet(0), subnet(1)],
      vpcs: [
        VPCView(
          id: "vpc-bench", internetGateway: "igw-bench", dnsAddress: IPv4Address(10, 0, 0, 2).bits,
          interfaces: [address(0): 0, address(1): 1], groups: [address(0): [0], address(1): [0]])
      ],
      securityRules: [securityRules(rules, variant: variant)],
      networkAcls: [NetworkAclEntries(id: "acl-bench", egress: [all], ingress: [all])], routeTables: [routes],
      publicAddresses: [
        publicAddress(0): PublicMapping(interface: 0, address: address(0)),
        publicAddress(1): PublicMapping(interface: 1, address: address(1)),
      ])
  }

  private static func address(_ index: Int) -> UInt32 { IPv4Address(10, 0, UInt8(index + 1), 4).bits }

  private static func publicAddress(_ index: Int) -> UInt32 { IPv4Address(52, 0, 0, UInt8(index + 1)).bits }

  private static func interface(_ index: Int, _ generation: UInt32) -> InterfaceView {
    var view = InterfaceView(
      index: index, id: "eni-\(index)", label: "bench\(index)/eth0", instance: "i-\(index)", state: .live,
      subnet: index, vpc: 0, macAddress: index == 0 ? senderMac : receiverMac,
      addresses: [address(index)], publicAddresses: [publicAddress(index)], checksSourceAndDestination: true, egress: 0,
      ingress: 0,
      timeouts: ConnectionTimeouts(), server: index)
    view.rulesGeneration = generation
    return view
  }

  private static func subnet(_ index: Int) -> SubnetView {
    let prefix = IPv4Prefix(containing: IPv4Address(bits: address(index)), length: 24)
    return SubnetView(
      id: "subnet-\(index)", vpc: 0, prefix: prefix, routerAddress: prefix.address(at: 1).bits,
      routerMac: MACAddress(bits: routerMac.bits + UInt64(index)), networkAcl: 0, routes: 0)
  }

  /// Rules that do not match, one of them changing with `variant`, and at the end one that does; tracked, for it is not
  /// open to 0.0.0.0/0.
  private static func securityRules(_ count: Int, variant: Int) -> SecurityRules {
    let other = IPv4Prefix(containing: IPv4Address(192, 168, 0, 0), length: 16)
    var rules = (0..<max(0, count - 1)).map { number in
      let port = UInt16(1 + (number == 0 ? variant % 1_000 : number))
      return SecurityRules.Rule(
        range: ClassRange(protocolNumber: IPProtocol.tcp, low: port, high: port), prefix: other, text: "tcp \(port)")
    }
    // 0.0.0.0/1 holds both the private and the public addresses.
    let all = IPv4Prefix(containing: .any, length: 1)
    rules.append(
      SecurityRules.Rule(range: ClassRange(protocolNumber: IPProtocol.udp), prefix: all, text: "udp 0.0.0.0/1"))
    return SecurityRules(rules: rules)
  }
}
