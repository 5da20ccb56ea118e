import Cloud
import OrderedCollections
import Wire

/// Network ACLs, subnets, gateways and security groups. What a VPC always has and the export does not tell is as AWS
/// makes it.
extension ExportReader {
  mutating func readNetworkAcls() throws(LabFileError) {
    for object in objects["NetworkAcls"] ?? [] {
      let id: NetworkAcl.ID = try id("NetworkAclId", of: object, prefix: "acl")
      let vpc = VPC.ID(try object.required("VpcId"))
      guard isHeld(vpc, id.text) else { continue }
      var acl = NetworkAcl(id: id, name: id.text, vpc: vpc)
      acl.isDefault = try object.boolean("IsDefault") ?? false
      acl.tags = try tags(of: object)
      for entry in try object.list("Entries", "a network ACL entry") { try add(entry, to: &acl) }
      acl.ingress.sort { $0.ruleNumber < $1.ruleNumber }
      acl.egress.sort { $0.ruleNumber < $1.ruleNumber }
      if try isNew(id.text, object, acl, held: cloud.networkAcls[id]) { cloud.networkAcls[id] = acl }
    }
    for vpc in cloud.vpcs.values where cloud.defaultNetworkAcl(of: vpc.id) == nil {
      let id = NetworkAcl.ID(derivedID(prefix: "acl", name: "\(vpc.name)/default"))
      var acl = NetworkAcl(id: id, name: "default", vpc: vpc.id)
      acl.isDefault = true
      (acl.ingress, acl.egress) = ([.allowAll], [.allowAll])
      cloud.networkAcls.updateValue(acl, forKey: id, insertingAt: 0)
      note("\(vpc.id): no default network ACL is told; taken as AWS makes it, allowing all")
    }
    cloud.networkAcls = byVpc(cloud.networkAcls) { $0.vpc }
  }

  private mutating func add(_ entry: ExportObject, to acl: inout NetworkAcl) throws(LabFileError) {
    if entry.has("Ipv6CidrBlock"), !entry.has("CidrBlock") {
      count("IPv6 entries of network ACLs are not carried")
      return
    }
    let isEgress = try entry.boolean("Egress") ?? false
    guard let read = try convert(entry, Longhand.aclEntry) else { return }
    if isEgress { acl.egress.append(read) } else { acl.ingress.append(read) }
  }

  /// What the lab file's longhand reads too.
  private func convert<Value>(
    _ object: ExportObject, _ read: (SourceNode) throws(Complaint) -> Value
  ) throws(LabFileError) -> Value {
    do throws(Complaint) {
      return try read(object.node)
    } catch {
      throw error.inFile(object.file)
    }
  }

  mutating func readSubnets() throws(LabFileError) {
    var acls: [Subnet.ID: NetworkAcl.ID] = [:]
    for object in objects["NetworkAcls"] ?? [] {
      let acl = NetworkAcl.ID(try object.required("NetworkAclId"))
      for association in try object.list("Associations", "an association") {
        guard let subnet = try association.text("SubnetId").map({ Subnet.ID($0) }) else { continue }
        if let other = acls[subnet], other != acl {
          throw association.complaint("\(subnet) is associated with \(other) too, and has one network ACL")
        }
        acls[subnet] = acl
      }
    }
    for object in objects["Subnets"] ?? [] {
      let id: Subnet.ID = try id("SubnetId", of: object, prefix: "subnet")
      let vpc = VPC.ID(try object.required("VpcId"))
      guard isHeld(vpc, id.text) else { continue }
      guard let block = try object.prefix("CidrBlock") else {
        guard try object.boolean("Ipv6Native") == true || object.has("Ipv6CidrBlockAssociationSet") else {
          throw object.complaint("\(id) has no CidrBlock")
        }
        note("\(id) has no IPv4 block; IPv6 alone is not carried, left out")
        continue
      }
      guard let acl = acls[id] ?? cloud.defaultNetworkAcl(of: vpc)?.id else { continue }
      let zone = try object.text("AvailabilityZone") ?? "\(cloud.region)a"
      var subnet = Subnet(id: id, name: id.text, vpc: vpc, cidrBlock: block, availabilityZone: zone, networkAcl: acl)
      subnet.mapPublicIpOnLaunch = try object.boolean("MapPublicIpOnLaunch") ?? false
      subnet.tags = try tags(of: object)
      if try isNew(id.text, object, subnet, held: cloud.subnets[id]) { cloud.subnets[id] = subnet }
    }
    cloud.subnets = byVpc(cloud.subnets) { $0.vpc }
  }

  mutating func readInternetGateways() throws(LabFileError) {
    for object in objects["InternetGateways"] ?? [] {
      let id: InternetGateway.ID = try id("InternetGatewayId", of: object, prefix: "igw")
      var gateway = InternetGateway(id: id, name: id.text, vpc: nil)
      for attachment in try object.list("Attachments", "an attachment") {
        let state = try attachment.state("State") ?? "available"
        guard ["available", "attached", "attaching"].contains(state) else { continue }
        let vpc = VPC.ID(try attachment.required("VpcId"))
        if isHeld(vpc, id.text) { gateway.vpc = vpc }
      }
      gateway.tags = try tags(of: object)
      if try isNew(id.text, object, gateway, held: cloud.internetGateways[id]) { cloud.internetGateways[id] = gateway }
    }
    cloud.internetGateways = byVpc(cloud.internetGateways) { $0.vpc }
  }

  mutating func readSecurityGroups() throws(LabFileError) {
    for object in objects["SecurityGroups"] ?? [] {
      let id: SecurityGroup.ID = try id("GroupId", of: object, prefix: "sg")
      guard let vpcText = try object.text("VpcId"), !vpcText.isEmpty else {
        note("\(id) is of EC2-Classic; left out")
        continue
      }
      let vpc = VPC.ID(vpcText)
      guard isHeld(vpc, id.text) else { continue }
      var group = SecurityGroup(id: id, name: try object.text("GroupName") ?? id.text, vpc: vpc)
      group.description = try object.text(object.has("Description") ? "Description" : "GroupDescription") ?? ""
      group.ingress = try rules("IpPermissions", of: object, vpc)
      group.egress = try rules("IpPermissionsEgress", of: object, vpc)
      if !object.has("IpPermissionsEgress") {
        group.egress = [.allOut]
        note("\(id): no egress rules are told; taken as AWS makes them, letting all out")
      }
      group.tags = try tags(of: object)
      if try isNew(id.text, object, group, held: cloud.securityGroups[id]) { cloud.securityGroups[id] = group }
    }
    for vpc in cloud.vpcs.values where cloud.defaultSecurityGroup(of: vpc.id) == nil { addDefaultGroup(of: vpc) }
    cloud.securityGroups = byVpc(cloud.securityGroups) { $0.vpc }
  }

  private mutating func addDefaultGroup(of vpc: VPC) {
    let id = SecurityGroup.ID(derivedID(prefix: "sg", name: "\(vpc.name)/default"))
    var group = SecurityGroup(id: id, name: "default", vpc: vpc.id)
    group.description = "default VPC security group"
    group.ingress = [SecurityGroup.Rule(.everything, .group(id))]
    group.egress = [.allOut]
    cloud.securityGroups.updateValue(group, forKey: id, insertingAt: 0)
    note("\(vpc.id): no default security group is told; taken as AWS makes it")
  }

  /// One rule per peer; a rule told twice is one.
  private func rules(_ key: String, of object: ExportObject, _ vpc: VPC.ID) throws(LabFileError) -> [SecurityGroup.Rule]
  {
    var rules: [SecurityGroup.Rule] = []
    var seen: Set<SecurityGroup.Rule> = []
    for permission in try object.list(key, "a rule") {
      for peers in ["IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds"] {
        _ = try permission.list(peers, "a peer")
      }
      for number in ["FromPort", "ToPort"] {
        if let port = try permission.integer(number), !(-1...65535).contains(port) {
          throw permission.complaint("\(number) of a rule is -1 to 65535, not \(port)", at: permission.node[number])
        }
      }
      let read = try convert(permission) { (node) throws(Complaint) in
        try Longhand.rules(ofPermission: node) { (pair) throws(Complaint) in try self.group(pair, vpc) }
      }
      for rule in read where seen.insert(SecurityGroup.Rule(rule.match, rule.peer)).inserted { rules.append(rule) }
    }
    return rules
  }

  /// Old answers name a group by its name alone.
  private func group(_ pair: SourceNode, _ vpc: VPC.ID) throws(Complaint) -> SecurityGroup.ID {
    if let id = pair["GroupId"]?.text { return SecurityGroup.ID(id) }
    guard let name = pair["GroupName"]?.text else { throw pair.complaint("a group pair has no GroupId") }
    for object in objects["SecurityGroups"] ?? [] where object.node["GroupName"]?.text == name {
      if object.node["VpcId"]?.text == vpc.text, let id = object.node["GroupId"]?.text { return SecurityGroup.ID(id) }
    }
    throw pair.complaint("no security group is called \(quoted(name)) in \(vpc)")
  }
}

// Route tables.
extension ExportReader {
  mutating func readRouteTables() throws(LabFileError) {
    var explicit: [Subnet.ID: RouteTable.ID] = [:]
    for object in objects["RouteTables"] ?? [] {
      let id: RouteTable.ID = try id("RouteTableId", of: object, prefix: "rtb")
      let vpc = VPC.ID(try object.required("VpcId"))
      guard isHeld(vpc, id.text), let owner = cloud.vpcs[vpc] else { continue }
      var table = RouteTable(id: id, name: id.text, vpc: vpc)
      for association in try object.list("Associations", "an association") {
        let state = try association.state("AssociationState") ?? "associated"
        guard state == "associated" || state == "associating" else { continue }
        if try association.boolean("Main") == true { table.isMain = true }
        if try association.text("GatewayId") != nil { note("\(id) is a gateway's route table, which is not carried") }
        guard let subnet = try association.text("SubnetId").map({ Subnet.ID($0) }) else { continue }
        if let other = explicit[subnet], other != id {
          throw association.complaint("\(subnet) is associated with \(other) too, and has one route table")
        }
        explicit[subnet] = id
      }
      table.routes = try routes(of: object, in: owner, id)
      table.tags = try tags(of: object)
      if try isNew(id.text, object, table, held: cloud.routeTables[id]) { cloud.routeTables[id] = table }
    }
    for vpc in cloud.vpcs.values where cloud.mainRouteTable(of: vpc.id) == nil {
      let id = RouteTable.ID(derivedID(prefix: "rtb", name: "\(vpc.name)/main"))
      var table = RouteTable(id: id, name: "main", vpc: vpc.id)
      table.isMain = true
      table.routes = Self.localRoutes(of: vpc, but: [])
      cloud.routeTables.updateValue(table, forKey: id, insertingAt: 0)
      note("\(vpc.id): no main route table is told; taken as AWS makes it, with local routes alone")
    }
    cloud.routeTables = byVpc(cloud.routeTables) { $0.vpc }
    for (subnet, table) in explicit where cloud.routeTables[table] != nil { cloud.subnets[subnet]?.routeTable = table }
  }

  private static func localRoutes(of vpc: VPC, but replaced: Set<IPv4Prefix>) -> [RouteTable.Route] {
    vpc.cidrBlocks.filter { !replaced.contains($0) }
      .map { RouteTable.Route(destination: $0, target: .local, origin: .createRouteTable) }
  }

  /// `local` first, as the VPC has blocks; then the others in the answer's order.
  private mutating func routes(
    of object: ExportObject, in vpc: VPC, _ id: RouteTable.ID
  ) throws(LabFileError) -> [RouteTable.Route] {
    var routes: [RouteTable.Route] = []
    for route in try object.list("Routes", "a route") {
      if route.has("DestinationIpv6CidrBlock") {
        count("IPv6 routes are not carried")
        continue
      }
      if let list = try route.text("DestinationPrefixListId") {
        note("\(id): the route to the prefix list \(list) is not carried")
        continue
      }
      guard let destination = try route.prefix("DestinationCidrBlock") else {
        throw route.complaint("a route of \(id) has no DestinationCidrBlock")
      }
      let origin = try route.text("Origin").flatMap { RouteTable.Route.Origin(rawValue: $0) } ?? .createRoute
      let target = try target(of: route, to: destination, in: vpc, id)
      if target == .local { continue }
      let read = RouteTable.Route(destination: destination, target: target, origin: origin)
      if let other = routes.firstIndex(where: { $0.destination == destination }) {
        // VPC User Guide, "Route priority": a static route goes before a propagated one.
        let propagated = routes[other].origin == .propagated || origin == .propagated
        guard propagated else { throw route.complaint("two routes of \(id) go to \(destination)") }
        if routes[other].origin == .propagated { routes[other] = read }
        note("\(id): of two routes to \(destination), the static one goes first; the other is left out")
        continue
      }
      routes.append(read)
    }
    return Self.localRoutes(of: vpc, but: Set(routes.map(\.destination))) + routes
  }

  private mutating func target(
    of route: ExportObject, to destination: IPv4Prefix, in vpc: VPC, _ table: RouteTable.ID
  ) throws(LabFileError) -> RouteTable.Target {
    let isBlackhole = try route.state("State") == "blackhole"
    if let text = try route.text("NetworkInterfaceId") {
      let id = NetworkInterface.ID(text)
      if let interface = cloud.networkInterfaces[id], cloud.subnets[interface.subnet]?.vpc == vpc.id {
        return .networkInterface(id)
      }
      note("\(table): \(destination) goes to \(text), which the export does not hold: a blackhole")
      return .blackhole
    }
    if let text = try route.text("InstanceId"), !route.has("GatewayId") {
      if let primary = cloud.interfaces(of: Instance.ID(text)).first { return .networkInterface(primary.id) }
      note("\(table): \(destination) goes to \(text), which the export does not hold: a blackhole")
      return .blackhole
    }
    for key in ["GatewayId"] + LabKeys.unmodelledRouteKeys.map({ $0.prefix(1).uppercased() + $0.dropFirst() }) {
      guard let text = try route.text(key) else { continue }
      if text == "local" { return .local }
      if text.hasPrefix("igw-") {
        let id = InternetGateway.ID(text)
        if cloud.internetGateways[id]?.vpc == vpc.id { return .internetGateway(id) }
        note("\(table): \(destination) goes to \(text), which the export does not hold as attached: a blackhole")
        return .blackhole
      }
      if isBlackhole { return .blackhole }
      if heldGateways.contains(text) { return .unmodelled(text) }
      note("\(table): \(destination) goes to \(text), which the export does not hold: a blackhole")
      return .blackhole
    }
    if isBlackhole { return .blackhole }
    throw route.complaint("the route of \(table) to \(destination) has no target")
  }
}
