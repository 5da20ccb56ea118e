import Cloud
import Guest
import Lab
import Units
import Wire

extension LabFile {
  /// A cloud and its guests as a lab file, which reads back as the same cloud. Shorthand where there is one, names and
  /// recorded ids as keys.
  ///
  /// Traffic, time line and expectations are not written: an export has none.
  package static func write(_ lab: LabDescription) -> String { LabWriter(lab: lab).text() }
}

/// The keys stand in the order of `LabKeys`.
struct LabWriter {
  typealias Members = [(String, YAMLWriter.Value)]
  let lab: LabDescription
  var cloud: CloudState { lab.cloud }

  func text() -> String {
    var writer = YAMLWriter()
    let counts = [
      (cloud.vpcs.count, "VPC"), (cloud.subnets.count, "subnet"), (cloud.networkInterfaces.count, "ENI"),
      (cloud.instances.count, "instance"),
    ].map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
    writer.comment("\(lab.name): \(counts.joined(separator: ", "))")
    writer.comment(
      "A key that is an id is the resource's id, and `name:` its Name tag. `vpclab schema` tells all keys.")
    var members: Members = [("lab", .word(lab.name))]
    if !lab.summary.isEmpty { members.append(("description", .word(lab.summary))) }
    members.append(("region", .word(cloud.region)))
    if lab.isRecorded { members.append(("recorded", .word("true"))) }
    if lab.seed != 1 { members.append(("seed", .word("\(lab.seed)"))) }
    if lab.startsAt != 0 { members.append(("startsAt", .word(Timestamp.text(lab.startsAt)))) }
    if let duration = lab.duration { members.append(("duration", .word(Quantities.text(duration)))) }
    if lab.fabric != FabricDescription() { members.append(("fabric", fabric)) }
    if cloud.quotas != Quotas() { members.append(("quotas", quotas)) }
    members.append(("vpcs", .mapping(cloud.vpcs.values.map { ($0.name, .mapping(vpc($0))) })))
    let free = cloud.internetGateways.values.filter { $0.vpc == nil }
    if !free.isEmpty {
      members.append(("internetGateways", .mapping(free.map { ($0.name, gateway($0, path: $0.name)) })))
    }
    if !cloud.elasticAddresses.isEmpty {
      members.append(("elasticIps", .mapping(cloud.elasticAddresses.values.map { ($0.name, .inline(elastic($0))) })))
    }
    if !cloud.instances.isEmpty {
      members.append(("instances", .mapping(cloud.instances.values.map { ($0.name, .mapping(instance($0))) })))
    }
    let standing = cloud.networkInterfaces.values.filter { !isInline($0) }
    if !standing.isEmpty {
      members.append(
        ("networkInterfaces", .mapping(standing.map { ($0.name, .mapping(interface($0, path: $0.name, index: nil))) })))
    }
    if !cloud.unmodelledTargets.isEmpty {
      members.append(("unmodelledTargets", .row(cloud.unmodelledTargets.map { .word($0) })))
    }
    writer.write(members)
    return writer.text
  }

  private var fabric: YAMLWriter.Value {
    var members: Members = [("latency", .word(Quantities.text(lab.fabric.latency)))]
    if let bandwidth = lab.fabric.bandwidth { members.append(("bandwidth", .word(Quantities.text(bandwidth)))) }
    return .inline(members)
  }

  private var quotas: YAMLWriter.Value {
    let standard = Quotas()
    let all: [(String, Int, Int)] = [
      ("rulesPerSecurityGroup", cloud.quotas.rulesPerSecurityGroup, standard.rulesPerSecurityGroup),
      ("securityGroupsPerInterface", cloud.quotas.securityGroupsPerInterface, standard.securityGroupsPerInterface),
      ("entriesPerNetworkAcl", cloud.quotas.entriesPerNetworkAcl, standard.entriesPerNetworkAcl),
      ("routesPerRouteTable", cloud.quotas.routesPerRouteTable, standard.routesPerRouteTable),
      ("cidrBlocksPerVpc", cloud.quotas.cidrBlocksPerVpc, standard.cidrBlocksPerVpc),
    ]
    return .inline(all.filter { $0.1 != $0.2 }.map { ($0.0, .word("\($0.1)")) })
  }

  /// `id:` where neither the key nor the name says it.
  private func id<Resource>(_ id: ResourceID<Resource>, key: String, prefix: String, path: String) -> Members {
    let isKey = id.text == key && EC2ID.isID(key, prefix: prefix)
    return isKey || id.text == derivedID(prefix: prefix, name: path) ? [] : [("id", .word(id.text))]
  }

  private func nameTag(_ tags: [Tag]) -> Members {
    guard let first = tags.first, first.key == "Name" else { return [] }
    return [("name", .word(first.value))]
  }

  private func otherTags(_ tags: [Tag]) -> Members {
    let rest = tags.first?.key == "Name" ? Array(tags.dropFirst()) : tags
    return rest.isEmpty ? [] : [("tags", .inline(rest.map { ($0.key, .word($0.value)) }))]
  }
}

// Networks.
extension LabWriter {
  private func vpc(_ vpc: VPC) -> Members {
    var members = id(vpc.id, key: vpc.name, prefix: "vpc", path: vpc.name) + nameTag(vpc.tags)
    let subnets = cloud.subnets.values.filter { $0.vpc == vpc.id }
    if let zone = subnets.first?.availabilityZone, !zone.hasPrefix(cloud.region) {
      members.append(("region", .word(ExportReader.region(ofZone: zone))))
    }
    if let primary = vpc.cidrBlocks.first { members.append(("cidrBlock", .word(primary.description))) }
    if vpc.cidrBlocks.count > 1 {
      members.append(("secondaryCidrBlocks", .row(vpc.cidrBlocks.dropFirst().map { .word($0.description) })))
    }
    if vpc.isDefault { members.append(("isDefault", .word("true"))) }
    if let gateway = cloud.internetGateway(of: vpc.id) {
      let isPlain = gateway.name == "igw" || gateway.name == gateway.id.text
      let path = "\(vpc.name)/\(gateway.name)"
      if isPlain {
        members.append(("internetGateway", self.gateway(gateway, path: path)))
      } else {
        members.append(("internetGateways", .mapping([(gateway.name, self.gateway(gateway, path: path))])))
      }
    }
    members += section("networkAcls", cloud.networkAcls.values.filter { $0.vpc == vpc.id }.compactMap { acl($0, vpc) })
    members += section(
      "routeTables", cloud.routeTables.values.filter { $0.vpc == vpc.id }.compactMap { table($0, vpc) })
    members += section(
      "securityGroups", cloud.securityGroups.values.filter { $0.vpc == vpc.id }.compactMap { group($0, vpc) })
    members += section("subnets", subnets.map { ($0.name, .inline(subnet($0, vpc))) })
    return members + otherTags(vpc.tags)
  }

  private func section(_ key: String, _ members: Members) -> Members {
    members.isEmpty ? [] : [(key, .mapping(members))]
  }

  /// `internetGateway:` takes its id as a key within, so that its name is the id.
  private func gateway(_ gateway: InternetGateway, path: String) -> YAMLWriter.Value {
    let isDerived = gateway.id.text == derivedID(prefix: "igw", name: path)
    let isKey = gateway.vpc == nil && gateway.name == gateway.id.text
    let id: Members = isDerived || isKey ? [] : [("id", .word(gateway.id.text))]
    let members = id + nameTag(gateway.tags) + otherTags(gateway.tags)
    return members.isEmpty && gateway.vpc != nil ? .word("true") : .inline(members)
  }

  private func subnet(_ subnet: Subnet, _ vpc: VPC) -> Members {
    var members = id(subnet.id, key: subnet.name, prefix: "subnet", path: "\(vpc.name)/\(subnet.name)")
    members += nameTag(subnet.tags)
    members.append(("cidrBlock", .word(subnet.cidrBlock.description)))
    members.append(("availabilityZone", .word(subnet.availabilityZone)))
    if let acl = cloud.networkAcls[subnet.networkAcl], !acl.isDefault {
      members.append(("networkAcl", .word(acl.name)))
    }
    if let table = subnet.routeTable.flatMap({ cloud.routeTables[$0] }) {
      members.append(("routeTable", .word(table.name)))
    }
    if subnet.mapPublicIpOnLaunch { members.append(("mapPublicIpOnLaunch", .word("true"))) }
    return members + otherTags(subnet.tags)
  }

  /// Nil: as the VPC was born with it.
  private func acl(_ acl: NetworkAcl, _ vpc: VPC) -> (String, YAMLWriter.Value)? {
    var members = id(acl.id, key: acl.name, prefix: "acl", path: "\(vpc.name)/\(acl.name)") + nameTag(acl.tags)
    if acl.isDefault, acl.name != "default" { members.append(("isDefault", .word("true"))) }
    let born: [NetworkAcl.Entry] = acl.isDefault ? [.allowAll] : []
    if acl.ingress != born { members.append(("ingress", .list(acl.ingress.map { .word(entry($0, .ingress)) }))) }
    if acl.egress != born { members.append(("egress", .list(acl.egress.map { .word(entry($0, .egress)) }))) }
    members += otherTags(acl.tags)
    return members.isEmpty && acl.isDefault ? nil : (acl.name, .mapping(members))
  }

  private func entry(_ entry: NetworkAcl.Entry, _ direction: RuleText.Direction) -> String {
    "\(entry.ruleNumber) \(entry.action.rawValue) \(match(entry.match)) \(direction.rawValue) \(entry.cidrBlock)"
  }

  private func table(_ table: RouteTable, _ vpc: VPC) -> (String, YAMLWriter.Value)? {
    var members = id(table.id, key: table.name, prefix: "rtb", path: "\(vpc.name)/\(table.name)") + nameTag(table.tags)
    if table.isMain, table.name != "main" { members.append(("main", .word("true"))) }
    let routes = table.routes.filter { $0.target != .local }
    if !routes.isEmpty { members.append(("routes", .list(routes.map { route($0, vpc) }))) }
    members += otherTags(table.tags)
    return members.isEmpty && table.isMain ? nil : (table.name, .mapping(members))
  }

  private func route(_ route: RouteTable.Route, _ vpc: VPC) -> YAMLWriter.Value {
    if route.origin == .createRoute {
      switch route.target {
      case .internetGateway(let id) where cloud.internetGateway(of: vpc.id)?.id == id:
        return .word("\(route.destination) via igw")
      case .networkInterface(let id):
        let name = cloud.networkInterfaces[id].map { isInline($0) && $0.attachment == nil ? id.text : reference($0) }
        return .word("\(route.destination) via eni:\(name ?? id.text)")
      case .blackhole: return .word("\(route.destination) via blackhole")
      default: break
      }
    }
    var members: Members = [("destinationCidrBlock", .word(route.destination.description))]
    switch route.target {
    case .local: members.append(("gatewayId", .word("local")))
    case .internetGateway(let id): members.append(("gatewayId", .word(id.text)))
    case .networkInterface(let id): members.append(("networkInterfaceId", .word(id.text)))
    case .blackhole: members.append(("state", .word("blackhole")))
    case .unmodelled(let id): members.append((Self.routeKey(of: id), .word(id)))
    }
    if route.origin != .createRoute { members.append(("origin", .word(route.origin.rawValue))) }
    return .inline(members)
  }

  /// Which key of EC2's Route holds such an id.
  private static func routeKey(of id: String) -> String {
    let keys = [
      ("nat-", "natGatewayId"), ("pcx-", "vpcPeeringConnectionId"), ("tgw-", "transitGatewayId"),
      ("eigw-", "egressOnlyInternetGatewayId"), ("cagw-", "carrierGatewayId"), ("lgw-", "localGatewayId"),
      ("arn:", "coreNetworkArn"),
    ]
    return keys.first { id.hasPrefix($0.0) }?.1 ?? "gatewayId"
  }
}

// Security groups.
extension LabWriter {
  /// Its name where its id follows from that, its id otherwise.
  private func key(of group: SecurityGroup) -> String {
    let vpc = cloud.vpcs[group.vpc]?.name ?? ""
    let isDerived = group.id.text == derivedID(prefix: "sg", name: "\(vpc)/\(group.name)")
    return isDerived && LabShape.nameRefusal(group.name) == nil ? group.name : group.id.text
  }

  private func group(_ group: SecurityGroup, _ vpc: VPC) -> (String, YAMLWriter.Value)? {
    let key = key(of: group)
    var members: Members = nameTag(group.tags)
    if key != group.name { members.append(("groupName", .word(group.name))) }
    let isKey = EC2ID.isID(key, prefix: "sg")
    if key != group.name, !isKey { members.insert(("id", .word(group.id.text)), at: 0) }
    if group.description != (group.isDefault ? "default VPC security group" : "") {
      members.append(("description", .word(group.description)))
    }
    let born = group.isDefault ? [SecurityGroup.Rule(.everything, .group(group.id))] : []
    if group.ingress != born { members.append(("ingress", .list(group.ingress.map { rule($0, .ingress, group) }))) }
    if group.egress != [.allOut] { members.append(("egress", .list(group.egress.map { rule($0, .egress, group) }))) }
    members += otherTags(group.tags)
    return members.isEmpty && group.isDefault && key == "default" ? nil : (key, .mapping(members))
  }

  private func rule(
    _ rule: SecurityGroup.Rule, _ direction: RuleText.Direction, _ group: SecurityGroup
  ) -> YAMLWriter.Value {
    let peer: String
    switch rule.peer {
    case .cidr(let block): peer = block.description
    case .ipv6(let block): peer = block
    case .group(let id) where id == group.id: peer = "self"
    case .group(let id):
      guard let other = cloud.securityGroups[id] else { return longhand(rule) }
      let vpc = other.vpc == group.vpc ? "" : "\(cloud.vpcs[other.vpc]?.name ?? "")/"
      peer = "sg:\(vpc)\(key(of: other))"
    case .prefixList: return longhand(rule)
    }
    let text = "\(match(rule.match)) \(direction.rawValue) \(peer)"
    guard let description = rule.description else { return .word(text) }
    return .inline([("rule", .word(text)), ("description", .word(description))])
  }

  /// What has no shorthand: peers that the cloud does not hold.
  private func longhand(_ rule: SecurityGroup.Rule) -> YAMLWriter.Value {
    var members: Members = [("ipProtocol", .word(protocolWord(rule.match)))]
    let (from, to): (Int?, Int?) =
      if let ports = rule.match.ports {
        (Int(ports.lowerBound), Int(ports.upperBound))
      } else if let type = rule.match.icmpType {
        (Int(type), rule.match.icmpCode.map(Int.init) ?? -1)
      } else {
        (nil, nil)
      }
    if let from { members.append(("fromPort", .word("\(from)"))) }
    if let to { members.append(("toPort", .word("\(to)"))) }
    var (list, key, id) = ("userIdGroupPairs", "groupId", "")
    switch rule.peer {
    case .group(let group): id = group.text
    case .prefixList(let prefixList): (list, key, id) = ("prefixListIds", "prefixListId", prefixList)
    default: break
    }
    var peer: Members = [(key, .word(id))]
    if let description = rule.description { peer.append(("description", .word(description))) }
    members.append((list, .row([.inline(peer)])))
    return .inline(members)
  }

  private func protocolWord(_ match: TrafficMatch) -> String {
    switch match.protocolNumber {
    case nil: "all"
    case RuleText.icmpv6: "icmpv6"
    case .some(let number): IPProtocol.name(number)
    }
  }

  private func match(_ match: TrafficMatch) -> String {
    var text = protocolWord(match)
    if let ports = match.ports {
      text += ports.count == 1 ? " \(ports.lowerBound)" : " \(ports.lowerBound)-\(ports.upperBound)"
    }
    if let type = match.icmpType { text += match.icmpCode.map { " \(type)/\($0)" } ?? " \(type)" }
    return text
  }
}

// What lives in a network.
extension LabWriter {
  /// An ENI that its instance's `interfaces` tells all about.
  private func isInline(_ interface: NetworkInterface) -> Bool {
    guard let host = interface.attachment?.instance else { return false }
    return cloud.instances[host] != nil && interface.name == interface.id.text
  }

  /// How other parts of the file call it.
  private func reference(_ interface: NetworkInterface) -> String {
    interface.name == interface.id.text && EC2ID.isID(interface.name, prefix: "eni") && !isDerived(interface)
      ? interface.id.text : interface.name != interface.id.text ? interface.name : cloud.label(of: interface)
  }

  private func isDerived(_ interface: NetworkInterface) -> Bool {
    let vpc = cloud.vpc(of: interface)?.name ?? ""
    return interface.id.text == derivedID(prefix: "eni", name: "\(vpc)/\(cloud.label(of: interface))")
  }

  private func elastic(_ elastic: ElasticAddress) -> Members {
    id(elastic.id, key: elastic.name, prefix: "eipalloc", path: elastic.name) + nameTag(elastic.tags)
      + [("publicIp", .word(elastic.publicIp.description))] + otherTags(elastic.tags)
  }

  private func instance(_ instance: Instance) -> Members {
    var members = id(instance.id, key: instance.name, prefix: "i", path: instance.name) + nameTag(instance.tags)
    members.append(("instanceType", .word(instance.instanceType)))
    if instance.state != .running { members.append(("state", .word(instance.state.rawValue))) }
    let interfaces = cloud.interfaces(of: instance.id)
    let home = interfaces.first.flatMap { cloud.subnets[$0.subnet]?.availabilityZone }
    if instance.availabilityZone != home { members.append(("availabilityZone", .word(instance.availabilityZone))) }
    let hasAutomatic = interfaces.first.map { isInline($0) && automaticAddress(of: $0, at: 0) != nil } ?? false
    if let wish = instance.associatePublicIpAddress, !(wish && hasAutomatic) {
      members.append(("associatePublicIpAddress", .word("\(wish)")))
    }
    var rows: Members = []
    for interface in interfaces {
      guard let attachment = interface.attachment else { continue }
      let key = "eth\(attachment.deviceIndex)"
      if isInline(interface) {
        rows.append(
          (key, .mapping(self.interface(interface, path: "\(instance.name)/\(key)", index: attachment.deviceIndex))))
      } else {
        rows.append(
          (key, .inline([("eni", .word(interface.name))] + self.attachment(interface, attachment, born: false))))
      }
    }
    members.append(("interfaces", .mapping(rows)))
    if let guest = lab.guests[instance.id] { members.append(("guest", self.guest(guest))) }
    return members + otherTags(instance.tags)
  }

  private func guest(_ guest: GuestDescription) -> YAMLWriter.Value {
    var members: Members = [("preset", .word(guest.preset.rawValue))]
    if !guest.commands.isEmpty { members.append(("commands", .list(guest.commands.map { .word($0) }))) }
    return .mapping(members)
  }

  private func attachment(
    _ interface: NetworkInterface, _ attachment: NetworkInterface.Attachment, born: Bool
  ) -> Members {
    var members: Members = []
    if attachment.deleteOnTermination != born {
      members.append(("deleteOnTermination", .word("\(attachment.deleteOnTermination)")))
    }
    let derived = derivedID(
      prefix: "eni-attach", name: "\(interface.id)/\(attachment.instance)/\(attachment.deviceIndex)")
    if attachment.id != derived { members.append(("attachmentId", .word(attachment.id))) }
    return members
  }

  private func automaticAddress(of interface: NetworkInterface, at index: Int) -> IPv4Address? {
    guard let association = interface.privateAddresses[index].association, association.allocation == nil else {
      return nil
    }
    return association.publicIp
  }

  /// `index`: the device index of one that stands in its instance.
  private func interface(_ interface: NetworkInterface, path: String, index: Int?) -> Members {
    let vpc = cloud.vpc(of: interface)
    var members = id(
      interface.id, key: index == nil ? interface.name : "", prefix: "eni", path: "\(vpc?.name ?? "")/\(path)")
    members += nameTag(interface.tags)
    if let subnet = cloud.subnets[interface.subnet] {
      let isUnique = cloud.subnets.values.count { $0.name == subnet.name } == 1
      members.append(("subnet", .word(isUnique ? subnet.name : "\(vpc?.name ?? "")/\(subnet.name)")))
    }
    members.append(("privateIpAddress", .word(interface.primaryAddress.description)))
    if interface.privateAddresses.count > 1 {
      let addresses = interface.privateAddresses.indices.dropFirst().map { secondary(interface, $0) }
      members.append(("secondaryPrivateIpAddresses", .row(addresses)))
    }
    if !interface.ipv4Prefixes.isEmpty {
      members.append(("ipv4Prefixes", .row(interface.ipv4Prefixes.map { .word($0.description) })))
    }
    members.append(("macAddress", .word(interface.macAddress.description)))
    members.append(("securityGroups", .row(interface.securityGroups.map { .word(groupReference($0, vpc)) })))
    if !interface.sourceDestCheck { members.append(("sourceDestCheck", .word("false"))) }
    if !interface.description.isEmpty { members.append(("description", .word(interface.description))) }
    if let elastic = interface.privateAddresses[0].association?.allocation.flatMap({ cloud.elasticAddresses[$0] }) {
      members.append(("elasticIp", .word(elastic.name)))
    }
    if interface.connectionTracking != .init() { members.append(("connectionTracking", tracking(interface))) }
    if interface.requesterManaged { members.append(("requesterManaged", .word("true"))) }
    if interface.interfaceType != "interface" { members.append(("interfaceType", .word(interface.interfaceType))) }
    if let address = automaticAddress(of: interface, at: 0) { members.append(("publicIp", .word(address.description))) }
    if index != nil, let attachment = interface.attachment {
      members += self.attachment(interface, attachment, born: true)
    }
    return members + otherTags(interface.tags)
  }

  private func secondary(_ interface: NetworkInterface, _ index: Int) -> YAMLWriter.Value {
    let address = interface.privateAddresses[index]
    let text = YAMLWriter.Value.word(address.address.description)
    guard let association = address.association else { return text }
    if let elastic = association.allocation.flatMap({ cloud.elasticAddresses[$0] }) {
      return .inline([("privateIpAddress", text), ("elasticIp", .word(elastic.name))])
    }
    return .inline([("privateIpAddress", text), ("publicIp", .word(association.publicIp.description))])
  }

  private func groupReference(_ id: SecurityGroup.ID, _ vpc: VPC?) -> String {
    guard let group = cloud.securityGroups[id] else { return id.text }
    return group.vpc == vpc?.id ? key(of: group) : id.text
  }

  private func tracking(_ interface: NetworkInterface) -> YAMLWriter.Value {
    let tracking = interface.connectionTracking
    let standard = NetworkInterface.ConnectionTracking()
    var members: Members = []
    if let seconds = tracking.tcpEstablishedTimeout { members.append(("tcpEstablishedTimeout", .word("\(seconds)s"))) }
    if tracking.udpStreamTimeout != standard.udpStreamTimeout {
      members.append(("udpStreamTimeout", .word("\(tracking.udpStreamTimeout)s")))
    }
    if tracking.udpTimeout != standard.udpTimeout { members.append(("udpTimeout", .word("\(tracking.udpTimeout)s"))) }
    return .inline(members)
  }
}
