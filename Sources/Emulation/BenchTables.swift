import Dataplane
import Units
import Wire

/// Two ENIs a shard in two subnets of one VPC, stateful groups on all, checks on, network ACLs on both.
///
/// The sender of shard n has the index 2 n, its receiver the one after.
enum BenchTables {
  /// What stands in the headers of a frame, before anybody translates it.
  struct Ends {
    var sourceMac: MACAddress
    var destinationMac: MACAddress
    var source: UInt32
    var destination: UInt32
  }

  /// What the sender of one shard sends to the receiver of another, as it leaves or as it is `arriving`; `translated`:
  /// from a private address to a public one, which the internet gateway turns about.
  static func ends(from sender: Int, to receiver: Int, translated: Bool, arriving: Bool) -> Ends {
    let (from, to) = (self.sender(of: sender), self.receiver(of: receiver))
    return Ends(
      sourceMac: arriving ? routerMac(of: to) : mac(of: from),
      destinationMac: arriving ? mac(of: to) : routerMac(of: from),
      source: translated && arriving ? publicAddress(from) : address(from),
      destination: translated && !arriving ? publicAddress(to) : address(to))
  }

  static func sender(of shard: Int) -> Int { 2 * shard }
  static func receiver(of shard: Int) -> Int { 2 * shard + 1 }

  static func make(shards: Int = 1, rules: Int, generation: UInt32, variant: Int) -> Tables {
    let vpcBlock = IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 16)
    let routes = Routes(
      id: "rtb-bench",
      routes: [
        .init(prefix: vpcBlock, target: .local, text: "10.0.0.0/16 local"),
        .init(prefix: .everything, target: .internetGateway, text: "0.0.0.0/0 igw-bench"),
      ])
    let all = NetworkAclEntries.Entry(
      range: ClassRange(protocolNumber: nil), prefix: .everything, allows: true, text: "100 allow all")
    let indices = 0..<2 * shards
    return Tables(
      interfaces: indices.map { interface($0, $0 % 2 == 0 ? generation : 1) },
      subnets: [subnet(0), subnet(1)],
      vpcs: [
        VPCView(
          id: "vpc-bench", internetGateway: "igw-bench", dnsAddress: IPv4Address(10, 0, 0, 2).bits,
          interfaces: Dictionary(uniqueKeysWithValues: indices.map { (address($0), $0) }),
          groups: Dictionary(uniqueKeysWithValues: indices.map { (address($0), [0]) }))
      ],
      securityRules: [securityRules(rules, variant: variant)],
      networkAcls: [NetworkAclEntries(id: "acl-bench", egress: [all], ingress: [all])], routeTables: [routes],
      publicAddresses: Dictionary(
        uniqueKeysWithValues: indices.map {
          (publicAddress($0), PublicMapping(interface: $0, address: address($0)))
        }))
  }

  /// An instance an ENI, each metered, with more than a bench can use up: its lab time passes a microsecond a burst.
  static func allowances(shards: Int) -> Allowances {
    let limits = AllowanceLimits(
      packetRate: PacketRate(packetsPerSecond: 1_000_000_000_000), packetBurst: 1_000_000,
      bandwidth: .gigabits(1_000_000), bandwidthBurst: 10_000_000_000, baseline: .gigabits(500_000),
      credits: 100_000_000_000_000)
    return Allowances(Array(repeating: limits, count: 2 * shards), numbers: Array(0..<2 * shards))
  }

  // Senders are in the first subnet, receivers in the second, the shards' one after the other.
  private static func host(_ index: Int) -> UInt8 { UInt8(4 + index / 2) }
  private static func address(_ index: Int) -> UInt32 { IPv4Address(10, 0, UInt8(index % 2 + 1), host(index)).bits }
  private static func publicAddress(_ index: Int) -> UInt32 { IPv4Address(52, 0, 0, UInt8(index + 1)).bits }
  private static func mac(of index: Int) -> MACAddress {
    MACAddress(bits: 0x0200_0000_0000 | UInt64(index % 2 + 1) << 8 | UInt64(host(index)))
  }
  private static func routerMac(of index: Int) -> MACAddress { MACAddress(bits: 0x0a00_0000_0001 + UInt64(index % 2)) }

  private static func interface(_ index: Int, _ generation: UInt32) -> InterfaceView {
    var view = InterfaceView(
      index: index, id: "eni-\(index)", label: "bench\(index)/eth0", instance: "i-\(index)", state: .live,
      subnet: index % 2, vpc: 0, macAddress: mac(of: index), addresses: [address(index)],
      publicAddresses: [publicAddress(index)], checksSourceAndDestination: true, egress: 0, ingress: 0,
      timeouts: ConnectionTimeouts(), server: index)
    view.rulesGeneration = generation
    return view
  }

  private static func subnet(_ index: Int) -> SubnetView {
    let prefix = IPv4Prefix(containing: IPv4Address(bits: address(index)), length: 24)
    return SubnetView(
      id: "subnet-\(index)", vpc: 0, prefix: prefix, routerAddress: prefix.address(at: 1).bits,
      routerMac: routerMac(of: index), networkAcl: 0, routes: 0)
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
