import Cloud
import OrderedCollections
import Support
import Wire

/// Clouds made by dice, small and from small pools, so that addresses, ports and rules meet often.
struct RandomCloud {
  var cloud = CloudState()
  var random: SeededCases
  /// Hosts that are nobody's in the cloud: RFC 5737's TEST-NET-3, and one that everybody knows.
  static var internetHosts: [IPv4Address] {
    (1...5).map { IPv4Address(203, 0, 113, UInt8($0)) } + [IPv4Address(8, 8, 8, 8)]
  }
  static var ports: [UInt16] { [0, 22, 23, 80, 443, 1023, 1024, 40_000, 65_535] }
  static var unmodelled: [String] { ["nat-0000000000000000a", "pcx-0000000000000000b", "tgw-0000000000000000c"] }

  static func make(using random: SeededCases) -> RandomCloud {
    var made = RandomCloud(random: random)
    made.cloud.unmodelledTargets = OrderedSet(unmodelled)
    for number in 1...made.random.int(1...3) { made.makeVpc(number) }
    made.fillWithRules()
    for table in made.cloud.routeTables.keys { made.addContradictingRoutes(to: table) }
    return made
  }

  // MARK: Making

  // A call that EC2 would refuse is simply not made.

  private mutating func makeVpc(_ number: Int) {
    // Two VPCs may well have the same addresses.
    let blocks = random.pick([
      [IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 16)],
      [IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 16)],
      [
        IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 20),
        IPv4Prefix(containing: IPv4Address(10, 64, 0, 0), length: 20),
      ],
      [IPv4Prefix(containing: IPv4Address(172, 16, 0, 0), length: 20)],
    ])
    guard let vpc = try? cloud.createVpc(name: "vpc\(number)", cidrBlocks: blocks) else { return }
    if random.chance(82) { _ = try? cloud.createInternetGateway(name: "igw\(number)", vpc: vpc) }
    if random.chance(20) { _ = try? cloud.createInternetGateway(name: "idle\(number)") }
    for name in ["a", "b", "c"].prefix(random.int(1...3)) {
      _ = try? cloud.createSecurityGroup(name: name, vpc: vpc, egress: [])
      if random.chance(60) { _ = try? cloud.createNetworkAcl(name: name, vpc: vpc) }
      if random.chance(60) { _ = try? cloud.createRouteTable(name: name, vpc: vpc) }
    }
    for index in 0..<random.int(1...4) { makeSubnet(index, of: vpc, blocks) }
  }

  private mutating func makeSubnet(_ index: Int, of vpc: VPC.ID, _ blocks: [IPv4Prefix]) {
    let block = blocks[index % blocks.count]
    let cidr = IPv4Prefix(containing: block.address(at: index * 256), length: random.pick([24, 24, 26, 28]))
    let zone = random.chance(85) ? "us-east-1a" : "us-east-1b"
    let acls = cloud.networkAcls.values.filter { $0.vpc == vpc }.map(\.id)
    let tables = cloud.routeTables.values.filter { $0.vpc == vpc && !$0.isMain }.map(\.id)
    let subnet = try? cloud.createSubnet(
      name: "s\(index)", vpc: vpc, cidrBlock: cidr, availabilityZone: zone, mapPublicIpOnLaunch: random.chance(40),
      networkAcl: random.pick(acls), routeTable: random.chance(50) ? tables.randomElement(using: &random) : nil)
    guard let subnet else { return }
    for number in 0..<random.int(1...3) { makeInterface(number, in: subnet, of: vpc, zone: zone) }
  }

  private mutating func makeInterface(_ number: Int, in subnet: Subnet.ID, of vpc: VPC.ID, zone: String) {
    let count = cloud.networkInterfaces.count
    let interface = try? cloud.createNetworkInterface(
      name: "eni\(count)", subnet: subnet, secondaryPrivateIpAddressCount: random.pick([0, 0, 1, 2]),
      securityGroups: someGroups(of: vpc), sourceDestCheck: random.chance(62))
    guard let interface else { return }
    if random.chance(25), let block = cloud.subnets[subnet]?.cidrBlock {
      let prefix = IPv4Prefix(containing: block.address(at: 16 * random.int(1...6)), length: 28)
      _ = try? cloud.apply(.assignIpv4Prefix(interface, prefix))
    }
    if random.chance(30) {
      cloud.networkInterfaces[interface]?.connectionTracking.tcpEstablishedTimeout = random.pick([60, 350, 1_000])
      cloud.networkInterfaces[interface]?.connectionTracking.udpStreamTimeout = random.pick([60, 120, 180])
      cloud.networkInterfaces[interface]?.connectionTracking.udpTimeout = random.pick([30, 45, 60])
    }
    let launch = CloudState.LaunchInterface(interface, deviceIndex: 0, deleteOnTermination: random.chance(50))
    switch random.int(0...99) {
    case 0..<12: break  // stays available
    case 12..<30:
      guard let instance = cloud.instances.keys.randomElement(using: &random) else { return }
      let change = CloudChange.attachNetworkInterface(interface, instance: instance, deviceIndex: random.int(1...3))
      _ = try? cloud.apply(change)
    default:
      _ = try? cloud.runInstance(
        name: "i\(count)", instanceType: random.pick(["t3.medium", "c5.large", "m8i.large"]), interfaces: [launch],
        state: random.chance(90) ? .running : .stopped, availabilityZone: zone,
        associatePublicIpAddress: random.pick([nil, nil, true, false]))
    }
    if random.chance(55) {
      guard let elastic = try? cloud.allocateAddress(name: "eip\(count)") else { return }
      _ = try? cloud.apply(.associateAddress(elastic, interface, privateIpAddress: someAddress(of: interface)))
    }
  }

  private mutating func fillWithRules() {
    for group in Array(cloud.securityGroups.keys) {
      let change = CloudChange.modifySecurityGroupRules(
        group, ingress: someRules(of: group), egress: random.chance(45) ? [.allOut] : someRules(of: group))
      _ = try? cloud.apply(change)
    }
    for acl in Array(cloud.networkAcls.keys) where random.chance(70) {
      _ = try? cloud.apply(.modifyNetworkAclEntries(acl, ingress: someEntries(of: acl), egress: someEntries(of: acl)))
    }
    for table in Array(cloud.routeTables.keys) {
      _ = try? cloud.apply(.modifyRoutes(table, someRoutes(of: table)))
    }
  }

  /// Exports hold what calls refuse: equal prefixes, static and propagated, and gateways of other VPCs.
  private mutating func addContradictingRoutes(to table: RouteTable.ID) {
    guard let routes = cloud.routeTables[table]?.routes, random.chance(50) else { return }
    var all = routes
    for route in routes {
      if route.target == .local || random.chance(40) { continue }
      guard let other = someRoutes(of: table).first else { continue }
      let origin: RouteTable.Route.Origin = random.chance(50) ? .propagated : .createRoute
      let twin = RouteTable.Route(destination: route.destination, target: other.target, origin: origin)
      all.insert(twin, at: random.int(0...all.count))
    }
    if random.chance(30), let foreign = cloud.internetGateways.keys.randomElement(using: &random) {
      all.append(RouteTable.Route(destination: someInternetBlock(), target: .internetGateway(foreign)))
    }
    cloud.routeTables[table]?.routes = all
  }

  // MARK: Pieces

  mutating func someGroups(of vpc: VPC.ID) -> [SecurityGroup.ID] {
    let all = cloud.securityGroups.values.filter { $0.vpc == vpc }.map(\.id).shuffled(using: &random)
    return Array(all.prefix(random.int(1...2)))
  }

  mutating func someAddress(of interface: NetworkInterface.ID) -> IPv4Address? {
    cloud.networkInterfaces[interface]?.privateAddresses.map(\.address).randomElement(using: &random)
  }

  mutating func someInternetBlock() -> IPv4Prefix {
    let host = random.pick(Self.internetHosts)
    return IPv4Prefix(containing: host, length: random.pick([0, 8, 24, 30, 32]))
  }

  mutating func someMatch() -> TrafficMatch {
    let ranges: [ClosedRange<UInt16>?] = [
      nil, 22...22, 80...80, 443...443, 80...443, 22...80, 1_024...65_535, 0...65_535, 0...22, 1...65_535,
      0...65_534, 40_000...40_000,
    ]
    switch random.int(0...99) {
    case 0..<35: return TrafficMatch(protocolNumber: 6, ports: random.pick(ranges))
    case 35..<60: return TrafficMatch(protocolNumber: 17, ports: random.pick(ranges))
    case 60..<75:
      let type: UInt8? = random.pick([nil, 8, 0, 3, 11, 13, 10])
      return TrafficMatch(
        protocolNumber: 1, icmpType: type, icmpCode: type == 3 ? random.pick([nil, 3, 4]) : random.pick([nil, nil, 0]))
    case 75..<80: return TrafficMatch(protocolNumber: 47)
    default: return .everything
    }
  }

  mutating func somePeer(of vpc: VPC.ID) -> SecurityGroup.Peer {
    switch random.int(0...99) {
    case 0..<38: return .cidr(.everything)
    case 38..<62:
      let groups = cloud.securityGroups.values.filter { $0.vpc == vpc }.map(\.id)
      return .group(random.pick(groups))
    case 62..<64: return .ipv6("::/0")
    case 64..<66: return .prefixList("pl-0000000000000000d")
    default: return .cidr(someBlock(of: vpc))
    }
  }

  mutating func someBlock(of vpc: VPC.ID) -> IPv4Prefix {
    switch random.int(0...99) {
    case 0..<20: return someInternetBlock()
    case 20..<40: return random.pick(cloud.vpcs[vpc]?.cidrBlocks ?? [.everything])
    case 40..<60:
      return cloud.subnets.values.filter { $0.vpc == vpc }.randomElement(using: &random)?.cidrBlock ?? .everything
    default:
      let address = cloud.networkInterfaces.values.flatMap { $0.privateAddresses }.randomElement(using: &random)
      return IPv4Prefix(containing: address?.address ?? .any, length: random.pick([32, 32, 31, 27]))
    }
  }

  mutating func someRules(of group: SecurityGroup.ID) -> [SecurityGroup.Rule] {
    guard let vpc = cloud.securityGroups[group]?.vpc else { return [] }
    // Beyond a handful the path may look rules up in another way.
    let count = random.chance(12) ? random.int(20...55) : random.int(0...4)
    var rules: [SecurityGroup.Rule] = []
    for _ in 0..<count {
      let rule = SecurityGroup.Rule(someMatch(), count > 4 ? .cidr(someBlock(of: vpc)) : somePeer(of: vpc))
      if !rules.contains(rule) { rules.append(rule) }
    }
    if random.chance(25), !rules.contains(.allOut) { rules.append(.allOut) }
    return rules
  }

  mutating func someEntries(of acl: NetworkAcl.ID) -> [NetworkAcl.Entry] {
    guard let vpc = cloud.networkAcls[acl]?.vpc else { return [] }
    var entries: [NetworkAcl.Entry] = []
    for number in 1...random.int(1...4) {
      let match = random.chance(20) ? .everything : someMatch()
      let block = random.chance(40) ? .everything : someBlock(of: vpc)
      let action: NetworkAcl.Entry.Action = random.chance(45) ? .allow : .deny
      if match == .everything && block == .everything && action == .deny { continue }
      entries.append(
        NetworkAcl.Entry(
          ruleNumber: number * random.pick([1, 10, 100]) + number, action: action, match: match, cidrBlock: block))
    }
    if random.chance(85) {
      entries.append(NetworkAcl.Entry(ruleNumber: 32_766, action: .allow, match: .everything, cidrBlock: .everything))
    }
    return entries.shuffled(using: &random)
  }

  mutating func someRoutes(of table: RouteTable.ID) -> [RouteTable.Route] {
    guard let vpc = cloud.routeTables[table]?.vpc else { return [] }
    var routes: [RouteTable.Route] = []
    func add(_ destination: IPv4Prefix, _ target: RouteTable.Target) {
      if !routes.contains(where: { $0.destination == destination }) {
        routes.append(.init(destination: destination, target: target))
      }
    }
    if let gateway = cloud.internetGateway(of: vpc), random.chance(75) {
      add(.everything, .internetGateway(gateway.id))
    }
    // Beyond eight the path may look routes up in another way.
    for _ in 0..<(random.chance(15) ? 14 : random.int(0...4)) { add(someDestination(of: vpc), someTarget(of: vpc)) }
    let middleboxes = cloud.networkInterfaces.values.filter { cloud.vpc(of: $0)?.id == vpc && !$0.sourceDestCheck }
    if random.chance(30), let middlebox = middleboxes.randomElement(using: &random) {
      let subnets = cloud.subnets.values.filter { $0.vpc == vpc }.map(\.cidrBlock)
      let blocks = subnets + (cloud.vpcs[vpc]?.cidrBlocks ?? [])
      add(random.pick(blocks), .networkInterface(middlebox.id))
    }
    return routes.shuffled(using: &random)
  }

  private mutating func someDestination(of vpc: VPC.ID) -> IPv4Prefix {
    random.chance(40)
      ? someInternetBlock()
      : random.pick([
        IPv4Prefix(containing: IPv4Address(10, 200, 0, 0), length: 16),
        IPv4Prefix(containing: IPv4Address(10, 200, 1, 0), length: 24),
        IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 8),
        IPv4Prefix(containing: IPv4Address(192, 168, 0, 0), length: 16),
        IPv4Prefix(containing: IPv4Address(198, 51, 100, 0), length: 24),
        IPv4Prefix(containing: IPv4Address(169, 254, 0, 0), length: 16),
        IPv4Prefix(containing: IPv4Address(10, 200, 1, UInt8(random.int(0...255))), length: random.int(25...32)),
      ])
  }

  private mutating func someTarget(of vpc: VPC.ID) -> RouteTable.Target {
    switch random.int(0...99) {
    case 0..<40: return cloud.internetGateway(of: vpc).map { .internetGateway($0.id) } ?? .blackhole
    case 40..<70:
      let own = cloud.networkInterfaces.values.filter { cloud.vpc(of: $0)?.id == vpc }.map(\.id)
      return own.randomElement(using: &random).map { .networkInterface($0) } ?? .blackhole
    case 70..<85: return .unmodelled(random.pick(Self.unmodelled))
    default: return .blackhole
    }
  }
}
