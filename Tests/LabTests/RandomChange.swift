import Cloud
import Support
import Wire

/// Calls made by dice while packets are under way.
extension RandomCloud {
  /// Nil where the dice name something that is not there.
  mutating func someChange() -> CloudChange? {
    let interface = cloud.networkInterfaces.keys.randomElement(using: &random)
    guard let interface, let vpc = cloud.networkInterfaces[interface].flatMap({ cloud.vpc(of: $0)?.id }) else {
      return nil
    }
    switch random.int(0...99) {
    case 0..<26: return comingAndGoing(interface)
    case 26..<32: return .modifySourceDestCheck(interface, random.chance(62))
    case 32..<44: return .modifySecurityGroups(interface, someGroups(of: vpc))
    case 44..<62:
      guard let group = cloud.securityGroups.keys.randomElement(using: &random) else { return nil }
      let egress: [SecurityGroup.Rule]? = random.chance(40) ? [.allOut] : someRules(of: group)
      return random.chance(50)
        ? .modifySecurityGroupRules(group, ingress: someRules(of: group), egress: nil)
        : .modifySecurityGroupRules(group, ingress: nil, egress: egress)
    case 62..<70:
      guard let acl = cloud.networkAcls.keys.randomElement(using: &random) else { return nil }
      return random.chance(50)
        ? .modifyNetworkAclEntries(acl, ingress: someEntries(of: acl), egress: nil)
        : .modifyNetworkAclEntries(acl, ingress: nil, egress: someEntries(of: acl))
    case 70..<78:
      guard let table = cloud.routeTables.keys.randomElement(using: &random) else { return nil }
      return .modifyRoutes(table, someRoutes(of: table))
    case 78..<84: return association(vpc)
    case 84..<94: return address(interface)
    default: return gateway(vpc)
    }
  }

  /// Attach, detach, start, stop, terminate: more coming than going, so that the cloud stays alive.
  private mutating func comingAndGoing(_ interface: NetworkInterface.ID) -> CloudChange? {
    guard let instance = cloud.instances.keys.randomElement(using: &random) else { return nil }
    if let stopped = cloud.instances.values.first(where: { $0.state == .stopped }), random.chance(55) {
      return .startInstance(stopped.id)
    }
    let free = cloud.networkInterfaces.values.filter { $0.attachment == nil }.map(\.id)
    if let free = free.randomElement(using: &random), random.chance(45) {
      return .attachNetworkInterface(free, instance: instance, deviceIndex: random.int(1...3))
    }
    switch random.int(0...99) {
    case 0..<50: return .detachNetworkInterface(interface)
    case 50..<96: return .stopInstance(instance)
    default: return .terminateInstance(instance)
    }
  }

  private mutating func association(_ vpc: VPC.ID) -> CloudChange? {
    let subnets = cloud.subnets.values.filter { $0.vpc == vpc }.map(\.id)
    guard let subnet = subnets.randomElement(using: &random) else { return nil }
    if random.chance(50) {
      let acls = cloud.networkAcls.values.filter { $0.vpc == vpc }.map(\.id)
      return acls.randomElement(using: &random).map { .replaceNetworkAclAssociation($0, subnet) }
    }
    if cloud.subnets[subnet]?.routeTable != nil { return .disassociateRouteTable(subnet) }
    let tables = cloud.routeTables.values.filter { $0.vpc == vpc }.map(\.id)
    return tables.randomElement(using: &random).map { .associateRouteTable($0, subnet) }
  }

  private mutating func address(_ interface: NetworkInterface.ID) -> CloudChange? {
    guard let home = cloud.networkInterfaces[interface], let subnet = cloud.subnets[home.subnet] else { return nil }
    let elastic = cloud.elasticAddresses.keys.randomElement(using: &random)
    switch random.int(0...99) {
    case 0..<5:
      let prefix = IPv4Prefix(containing: subnet.cidrBlock.address(at: 16 * random.int(0...3)), length: 28)
      return home.ipv4Prefixes.first.map { .unassignIpv4Prefix(interface, $0) } ?? .assignIpv4Prefix(interface, prefix)
    case 5..<25: return .assignPrivateIpAddress(interface, subnet.cidrBlock.address(at: random.int(4...14)))
    case 25..<50: return someAddress(of: interface).map { .unassignPrivateIpAddress(interface, $0) }
    case 50..<85: return elastic.map { .associateAddress($0, interface, privateIpAddress: someAddress(of: interface)) }
    default: return elastic.map { .disassociateAddress($0) }
    }
  }

  private mutating func gateway(_ vpc: VPC.ID) -> CloudChange? {
    guard let gateway = cloud.internetGateways.keys.randomElement(using: &random) else { return nil }
    if let attached = cloud.internetGateway(of: vpc), random.chance(40) { return .detachInternetGateway(attached.id) }
    return .attachInternetGateway(gateway, vpc)
  }
}
