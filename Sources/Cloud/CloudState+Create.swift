import Wire

/// The calls that make a network: VPC, subnet, gateway, and the tables that each VPC is born with.
///
/// Every call checks first and then changes: a refused call leaves the cloud as it was. An id that is not given follows
/// from the names alone, so that a lab has the same ids on every machine.
extension CloudState {
  /// CreateVpc, and AssociateVpcCidrBlock for every further block.
  ///
  /// With it come the default security group (all in from itself, all out), the default network ACL (100 allows all,
  /// both ways) and the main route table (one `local` route per block). VPC User Guide, "Default security groups",
  /// "Default network ACL", "Main route table".
  @discardableResult package mutating func createVpc(
    name: String, cidrBlocks: [IPv4Prefix], id: VPC.ID? = nil, isDefault: Bool = false, tags: [Tag] = []
  ) throws(CloudError) -> VPC.ID {
    try checkBlocks(cidrBlocks, of: name)
    let id = try newID(id, prefix: "vpc", name: name) { vpcs[$0] != nil }
    let group = try newID(nil, prefix: "sg", name: "\(name)/default") { securityGroups[$0] != nil }
    let acl = try newID(nil, prefix: "acl", name: "\(name)/default") { networkAcls[$0] != nil }
    let table = try newID(nil, prefix: "rtb", name: "\(name)/main") { routeTables[$0] != nil }

    var vpc = VPC(id: id, name: name, cidrBlocks: cidrBlocks)
    vpc.isDefault = isDefault
    vpc.tags = tags
    vpcs[id] = vpc

    var defaultGroup = SecurityGroup(id: group, name: "default", vpc: id)
    defaultGroup.description = "default VPC security group"
    defaultGroup.ingress = [SecurityGroup.Rule(.everything, .group(group))]
    defaultGroup.egress = [.allOut]
    securityGroups[group] = defaultGroup

    var defaultAcl = NetworkAcl(id: acl, name: "default", vpc: id)
    defaultAcl.isDefault = true
    defaultAcl.ingress = [.allowAll]
    defaultAcl.egress = [.allowAll]
    networkAcls[acl] = defaultAcl

    var main = RouteTable(id: table, name: "main", vpc: id)
    main.isMain = true
    main.routes = Self.localRoutes(of: vpc)
    routeTables[table] = main
    return id
  }

  /// CreateSubnet. Without a zone the Region's first, `…a`; without an ACL the VPC's default one.
  @discardableResult package mutating func createSubnet(
    name: String, vpc: VPC.ID, cidrBlock: IPv4Prefix, availabilityZone: String? = nil,
    mapPublicIpOnLaunch: Bool = false, networkAcl: NetworkAcl.ID? = nil, routeTable: RouteTable.ID? = nil,
    id: Subnet.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> Subnet.ID {
    let owner = try find(vpc)
    try checkSubnetBlock(cidrBlock, in: owner)
    let zone = availabilityZone ?? "\(region)a"
    guard zone.hasPrefix(region), zone.count > region.count else { throw .zoneInvalid(zone, region: region) }
    let id = try newID(id, prefix: "subnet", name: "\(owner.name)/\(name)") { subnets[$0] != nil }

    guard let acl = networkAcl ?? defaultNetworkAcl(of: vpc)?.id else { throw .noSuch(NetworkAcl.ID("acl-default")) }
    if try find(acl).vpc != vpc { throw .differentNetworks(acl.text, id.text) }
    if let routeTable, try find(routeTable).vpc != vpc { throw .differentNetworks(routeTable, "subnet", id.text) }

    var subnet = Subnet(
      id: id, name: name, vpc: vpc, cidrBlock: cidrBlock, availabilityZone: zone, networkAcl: acl)
    subnet.mapPublicIpOnLaunch = mapPublicIpOnLaunch
    subnet.routeTable = routeTable
    subnet.tags = tags
    subnets[id] = subnet
    return id
  }

  /// CreateSecurityGroup. Without `egress`, all out, as EC2 makes it.
  @discardableResult package mutating func createSecurityGroup(
    name: String, vpc: VPC.ID, description: String = "", ingress: [SecurityGroup.Rule] = [],
    egress: [SecurityGroup.Rule]? = nil, id: SecurityGroup.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> SecurityGroup.ID {
    let owner = try find(vpc)
    if name == "default" { throw .groupReserved() }
    if securityGroups.values.contains(where: { $0.vpc == vpc && $0.name == name }) {
      throw .groupDuplicate(name, owner)
    }
    let id = try newID(id, prefix: "sg", name: "\(owner.name)/\(name)") { securityGroups[$0] != nil }
    var group = SecurityGroup(id: id, name: name, vpc: vpc)
    group.description = description
    group.ingress = ingress
    group.egress = egress ?? [.allOut]
    group.tags = tags
    try checkRules(group.ingress, "inbound", of: group)
    try checkRules(group.egress, "outbound", of: group)
    securityGroups[id] = group
    return id
  }

  /// CreateNetworkAcl. Without entries it denies everything, as EC2 makes it.
  @discardableResult package mutating func createNetworkAcl(
    name: String, vpc: VPC.ID, ingress: [NetworkAcl.Entry] = [], egress: [NetworkAcl.Entry] = [],
    id: NetworkAcl.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> NetworkAcl.ID {
    let owner = try find(vpc)
    let id = try newID(id, prefix: "acl", name: "\(owner.name)/\(name)") { networkAcls[$0] != nil }
    var acl = NetworkAcl(id: id, name: name, vpc: vpc)
    acl.ingress = try checkedEntries(ingress, "inbound", of: acl)
    acl.egress = try checkedEntries(egress, "outbound", of: acl)
    acl.tags = tags
    networkAcls[id] = acl
    return id
  }

  /// CreateRouteTable. It holds the `local` routes; further ones come with `CloudChange.modifyRoutes`.
  @discardableResult package mutating func createRouteTable(
    name: String, vpc: VPC.ID, id: RouteTable.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> RouteTable.ID {
    let owner = try find(vpc)
    let id = try newID(id, prefix: "rtb", name: "\(owner.name)/\(name)") { routeTables[$0] != nil }
    var table = RouteTable(id: id, name: name, vpc: vpc)
    table.routes = Self.localRoutes(of: owner)
    table.tags = tags
    routeTables[id] = table
    return id
  }

  /// CreateInternetGateway, and AttachInternetGateway where a VPC is given.
  @discardableResult package mutating func createInternetGateway(
    name: String, vpc: VPC.ID? = nil, id: InternetGateway.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> InternetGateway.ID {
    let id = try newID(id, prefix: "igw", name: name) { internetGateways[$0] != nil }
    var gateway = InternetGateway(id: id, name: name, vpc: nil)
    gateway.tags = tags
    if let vpc { gateway.vpc = try vpcForGateway(vpc).id }
    internetGateways[id] = gateway
    return id
  }
}

extension CloudState {
  /// One `local` route per block. VPC User Guide, "Subnet route tables".
  static func localRoutes(of vpc: VPC) -> [RouteTable.Route] {
    vpc.cidrBlocks.map { RouteTable.Route(destination: $0, target: .local, origin: .createRouteTable) }
  }

  /// 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 and 224.0.0.0/4 are no VPC's. VPC User Guide, "VPC CIDR blocks".
  private static let forbiddenBlocks = [
    IPv4Prefix(containing: IPv4Address(0, 0, 0, 0), length: 8),
    IPv4Prefix(containing: IPv4Address(127, 0, 0, 0), length: 8),
    IPv4Prefix(containing: IPv4Address(169, 254, 0, 0), length: 16),
    IPv4Prefix(containing: IPv4Address(224, 0, 0, 0), length: 4),
  ]
  /// RFC 1918 §3.
  private static let privateBlocks = [
    IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 8),
    IPv4Prefix(containing: IPv4Address(172, 16, 0, 0), length: 12),
    IPv4Prefix(containing: IPv4Address(192, 168, 0, 0), length: 16),
  ]

  private func checkBlocks(_ blocks: [IPv4Prefix], of name: String) throws(CloudError) {
    guard let primary = blocks.first else { throw .missing("cidrBlock", "a VPC has at least one") }
    if blocks.count > quotas.grantedBlocks { throw .tooManyBlocks(name, limit: quotas.grantedBlocks) }
    let family = Self.privateBlocks.first { $0.contains(primary) }
    for (index, block) in blocks.enumerated() {
      guard (16...28).contains(block.length) else { throw .vpcRange(block, "a VPC's block is a /16 to /28") }
      if let forbidden = Self.forbiddenBlocks.first(where: { $0.overlaps(block) }) {
        throw .vpcRange(block, "it lies in \(forbidden)")
      }
      if let other = blocks[..<index].first(where: { $0.overlaps(block) }) {
        throw .vpcRange(block, "it overlaps \(other)")
      }
      // VPC User Guide (2023), "IPv4 CIDR block association restrictions".
      if let family, let other = Self.privateBlocks.first(where: { $0 != family && $0.contains(block) }) {
        throw .vpcRange(block, "a VPC whose primary block is of \(family) takes none of \(other)")
      }
    }
  }

  private func checkSubnetBlock(_ block: IPv4Prefix, in vpc: VPC) throws(CloudError) {
    guard (16...28).contains(block.length) else { throw .subnetRange(block, "a subnet's block is a /16 to /28") }
    guard vpc.cidrBlocks.contains(where: { $0.contains(block) }) else {
      let blocks = vpc.cidrBlocks.map(\.description).joined(separator: ", ")
      throw .subnetRange(block, "\(vpc.name) is \(blocks)")
    }
    if let other = subnets.values.first(where: { $0.vpc == vpc.id && $0.cidrBlock.overlaps(block) }) {
      throw .subnetConflict(block, with: other)
    }
  }
}

extension SecurityGroup.Rule {
  /// What a new group lets out. VPC User Guide, "Security groups".
  package static let allOut = SecurityGroup.Rule(.everything, .cidr(.everything))

  /// As EC2 writes a rule in its refusals.
  var sentence: String {
    let peer =
      switch peer {
      case .cidr(let block): block.description
      case .group(let id): id.text
      case .ipv6(let text), .prefixList(let text): text
      }
    let ports = match.ports.map { ", from port: \($0.lowerBound), to port: \($0.upperBound)" } ?? ""
    return "peer: \(peer), \(match.protocolNumber.map(IPProtocol.name)?.uppercased() ?? "ALL")\(ports), ALLOW"
  }
}

extension NetworkAcl.Entry {
  /// The default ACL's, in both directions. VPC User Guide, "Default network ACL".
  package static let allowAll = NetworkAcl.Entry(
    ruleNumber: 100, action: .allow, match: .everything, cidrBlock: .everything)
}
