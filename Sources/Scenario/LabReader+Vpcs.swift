import Cloud
import OrderedCollections
import Wire

/// VPCs and what every VPC holds.
extension LabReader {
  mutating func readVpcs() throws(Complaint) {
    for member in root.named("vpcs") {
      let id = try readVpc(member)
      vpcs[member.key] = id
      let labRegion = cloud.region
      if let node = member.value.value("region"), let region = node.text {
        guard Self.isRegion(region) else { throw node.complaint("\(quoted(region)) is no Region such as us-east-1") }
        cloud.region = region
      }
      let born = takeOutBorn(with: id)
      try readNetworkAcls(of: id, in: member.value, born.acl)
      try readRouteTables(of: id, in: member.value, born.table)
      try readSecurityGroups(of: id, in: member.value, born.group)
      try readInternetGateways(of: id, member)
      for subnet in member.value.named("subnets") { try readSubnet(subnet, of: id) }
      cloud.region = labRegion
    }
  }

  private mutating func readVpc(_ member: SourceNode.Member) throws(Complaint) -> VPC.ID {
    let node = member.value
    var blocks: [IPv4Prefix] = []
    if let block = node.prefix("cidrBlock") { blocks.append(block) }
    for element in node.elements("secondaryCidrBlocks") {
      if let block = element.text.flatMap({ IPv4Prefix(canonicalising: $0) }) { blocks.append(block) }
    }
    let id: VPC.ID? = try givenID(member, prefix: "vpc")
    let tags = try tags(of: node)
    do throws(CloudError) {
      return try cloud.createVpc(
        name: member.key, cidrBlocks: blocks, id: id, isDefault: node.boolean("isDefault") ?? false, tags: tags)
    } catch {
      throw complaint(error, in: node, at: member.keyMark)
    }
  }

  /// What a VPC is born with, taken out so that the lab's own words may take its place and its order.
  private mutating func takeOutBorn(with vpc: VPC.ID) -> (group: SecurityGroup?, acl: NetworkAcl?, table: RouteTable?) {
    let group = cloud.defaultSecurityGroup(of: vpc)
    let acl = cloud.defaultNetworkAcl(of: vpc)
    let table = cloud.mainRouteTable(of: vpc)
    if let group { cloud.securityGroups.removeValue(forKey: group.id) }
    if let acl { cloud.networkAcls.removeValue(forKey: acl.id) }
    if let table { cloud.routeTables.removeValue(forKey: table.id) }
    return (group, acl, table)
  }

  /// An id that nobody has yet.
  private func refuseTaken<Resource>(
    _ id: ResourceID<Resource>?, _ isHeld: Bool, _ member: SourceNode.Member
  ) throws(Complaint) {
    guard let id, isHeld else { return }
    throw Complaint(
      member.value.value("id")?.mark ?? member.keyMark, "The ID '\(id)' is already held by another resource")
  }
}

// Subnets and gateways.
extension LabReader {
  private mutating func readSubnet(_ member: SourceNode.Member, of vpc: VPC.ID) throws(Complaint) {
    let node = member.value
    guard let block = node.prefix("cidrBlock") else { return }
    var acl: NetworkAcl.ID?
    var table: RouteTable.ID?
    if let value = node.value("networkAcl") { acl = try resolve(value.text ?? "", networkAcls, in: vpc, at: value) }
    if let value = node.value("routeTable") { table = try resolve(value.text ?? "", routeTables, in: vpc, at: value) }
    let given: Subnet.ID? = try givenID(member, prefix: "subnet")
    let tags = try tags(of: node)
    do throws(CloudError) {
      let id = try cloud.createSubnet(
        name: member.key, vpc: vpc, cidrBlock: block, availabilityZone: node.text("availabilityZone"),
        mapPublicIpOnLaunch: node.boolean("mapPublicIpOnLaunch") ?? false, networkAcl: acl, routeTable: table,
        id: given,
        tags: tags)
      subnets.add(member.key, id, in: vpc)
    } catch {
      throw complaint(error, in: node, at: member.keyMark)
    }
  }

  private mutating func readInternetGateways(of vpc: VPC.ID, _ owner: SourceNode.Member) throws(Complaint) {
    if let member = owner.value.member("internetGateway"), member.value.text != "false" {
      let given: InternetGateway.ID? = try givenID(
        SourceNode.Member(key: "igw", keyMark: member.keyMark, value: member.value), prefix: "igw")
      try createGateway(
        given?.text ?? "igw", given ?? InternetGateway.ID(derivedID(prefix: "igw", name: "\(owner.key)/igw")), member,
        vpc)
    }
    for member in owner.value.named("internetGateways") {
      let given: InternetGateway.ID? = try givenID(member, prefix: "igw")
      try createGateway(
        member.key, given ?? InternetGateway.ID(derivedID(prefix: "igw", name: "\(owner.key)/\(member.key)")), member,
        vpc)
    }
  }

  private mutating func createGateway(
    _ name: String, _ id: InternetGateway.ID, _ member: SourceNode.Member, _ vpc: VPC.ID?
  ) throws(Complaint) {
    let tags = try tags(of: member.value)
    do throws(CloudError) {
      try cloud.createInternetGateway(name: name, vpc: vpc, id: id, tags: tags)
      if internetGateways[name] == nil { internetGateways[name] = id }
    } catch {
      throw complaint(error, in: member.value, at: member.keyMark)
    }
  }

  /// Gateways of the lab's top level.
  mutating func readFreeGateways() throws(Complaint) {
    for member in root.named("internetGateways") {
      var vpc: VPC.ID?
      if let node = member.value.value("vpc") { vpc = try resolveVpc(node) }
      let given: InternetGateway.ID? = try givenID(member, prefix: "igw")
      try createGateway(
        member.key, given ?? InternetGateway.ID(derivedID(prefix: "igw", name: member.key)), member, vpc)
    }
  }
}

// Route tables; their routes come when ENIs and gateways are there.
extension LabReader {
  /// The table that is said to be the main one, or is called so.
  private func isMain(_ member: SourceNode.Member, among members: [SourceNode.Member]) -> Bool {
    if let said = member.value.boolean("main") { return said }
    return member.key == "main" && !members.contains { $0.value.boolean("main") == true }
  }

  private mutating func readRouteTables(
    of vpc: VPC.ID, in owner: SourceNode, _ born: RouteTable?
  ) throws(Complaint) {
    guard let born else { return }
    let members = owner.named("routeTables")
    let mains = members.filter { isMain($0, among: members) }
    if mains.count > 1 { throw Complaint(mains[1].keyMark, "a VPC has one main route table") }
    if mains.isEmpty {
      cloud.routeTables[born.id] = born
      routeTables.add(born.name, born.id, in: vpc)
    }
    for member in members {
      let given: RouteTable.ID? = try givenID(member, prefix: "rtb")
      let tags = try tags(of: member.value)
      var id = given ?? born.id
      if isMain(member, among: members) {
        try refuseTaken(id, cloud.routeTables[id] != nil, member)
        var table = RouteTable(id: id, name: member.key, vpc: vpc)
        table.isMain = true
        table.routes = born.routes
        table.tags = tags
        cloud.routeTables[id] = table
      } else {
        do throws(CloudError) {
          id = try cloud.createRouteTable(name: member.key, vpc: vpc, id: given, tags: tags)
        } catch {
          throw complaint(error, in: member.value, at: member.keyMark)
        }
      }
      routeTables.add(member.key, id, in: vpc)
    }
  }
}

// Network ACLs.
extension LabReader {
  private mutating func readNetworkAcls(of vpc: VPC.ID, in owner: SourceNode, _ born: NetworkAcl?) throws(Complaint) {
    guard let born else { return }
    let members = owner.named("networkAcls")
    func isDefault(_ member: SourceNode.Member) -> Bool {
      if let said = member.value.boolean("isDefault") { return said }
      return member.key == "default" && !members.contains { $0.value.boolean("isDefault") == true }
    }
    let defaults = members.filter(isDefault)
    if defaults.count > 1 { throw Complaint(defaults[1].keyMark, "a VPC has one default network ACL") }
    if defaults.isEmpty {
      cloud.networkAcls[born.id] = born
      networkAcls.add(born.name, born.id, in: vpc)
    }
    for member in members {
      let given: NetworkAcl.ID? = try givenID(member, prefix: "acl")
      let entries = try aclEntries(of: member.value)
      let tags = try tags(of: member.value)
      var id = given ?? born.id
      do throws(CloudError) {
        if isDefault(member) {
          if cloud.networkAcls[id] != nil { throw CloudError.taken(id.text) }
          var acl = NetworkAcl(id: id, name: member.key, vpc: vpc)
          acl.isDefault = true
          acl.tags = tags
          (acl.ingress, acl.egress) = (born.ingress, born.egress)
          cloud.networkAcls[id] = acl
          try cloud.apply(.modifyNetworkAclEntries(id, ingress: entries.ingress, egress: entries.egress))
        } else {
          id = try cloud.createNetworkAcl(
            name: member.key, vpc: vpc, ingress: entries.ingress ?? [], egress: entries.egress ?? [], id: given,
            tags: tags)
        }
      } catch {
        throw complaint(error, in: member.value, at: entryPlace(of: error, in: member))
      }
      networkAcls.add(member.key, id, in: vpc)
    }
  }

  /// The second entry with the number that EC2 refuses.
  private func entryPlace(of error: CloudError, in member: SourceNode.Member) -> SourceMark {
    guard error.code == "NetworkAclEntryAlreadyExists" else { return member.keyMark }
    for key in ["ingress", "egress", "entries"] {
      var seen: Set<String> = []
      for node in member.value.elements(key) {
        let number = node.text.map { String($0.split(separator: " ").first ?? "") } ?? node.text("ruleNumber") ?? ""
        let direction = node.boolean("egress") == true ? "out" : "in"
        if !seen.insert(number + (key == "entries" ? direction : "")).inserted { return node.mark }
      }
    }
    return member.keyMark
  }

  /// Nil: that direction is not spoken of.
  func aclEntries(of node: SourceNode) throws(Complaint) -> (ingress: [NetworkAcl.Entry]?, egress: [NetworkAcl.Entry]?)
  {
    var ingress = try aclEntries(in: node.value("ingress"), .ingress)
    var egress = try aclEntries(in: node.value("egress"), .egress)
    if let entries = node.value("entries") {
      (ingress, egress) = (ingress ?? [], egress ?? [])
      for node in entries.list ?? [] {
        let isEgress = node.boolean("egress") ?? false
        guard let entry = try aclEntry(node, isEgress ? .egress : .ingress) else { continue }
        if isEgress { egress?.append(entry) } else { ingress?.append(entry) }
      }
    }
    return (ingress, egress)
  }

  func aclEntries(
    in node: SourceNode?, _ direction: RuleText.Direction
  ) throws(Complaint) -> [NetworkAcl.Entry]? {
    guard let list = node?.list else { return nil }
    var entries: [NetworkAcl.Entry] = []
    for node in list {
      if let entry = try aclEntry(node, direction) { entries.append(entry) }
    }
    return entries
  }

  private func aclEntry(_ node: SourceNode, _ direction: RuleText.Direction) throws(Complaint) -> NetworkAcl.Entry? {
    if let text = node.text {
      do throws(Refusal) {
        return try RuleText.entry(text, direction)
      } catch {
        throw Complaint(node.mark(at: error.offset), error.message)
      }
    }
    if let said = node.boolean("egress"), said != (direction == .egress), let value = node.value("egress") {
      throw value.complaint("this entry stands under \(direction.noun)")
    }
    return try Longhand.aclEntry(node)
  }
}

extension CloudError {
  static func taken(_ id: String) -> Self {
    Self(code: "InvalidParameterValue", message: "The ID '\(id)' is already held by another resource")
  }
}
