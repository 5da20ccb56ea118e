import OrderedCollections
import Wire

/// What contradicts itself or points nowhere, in a cloud that was read and not built.
extension CloudState {
  /// Every problem, in the order of the resources; empty for a cloud that was built by calls. Any state may be asked.
  package func validate() -> [CloudProblem] {
    vpcProblems() + subnetProblems() + groupProblems() + aclProblems() + tableProblems() + gatewayProblems()
      + interfaceProblems() + addressProblems() + attachmentProblems() + publicAddressProblems()
  }

  private func vpcProblems() -> [CloudProblem] {
    vpcs.flatMap { key, vpc in
      var problems = wrongKey(key.text, vpc.id.text)
      let id = vpc.id.text
      if vpc.cidrBlocks.isEmpty { problems.append(.fatal(id, "it has no CIDR block")) }
      if let (first, second) = firstOverlap(vpc.cidrBlocks, block: { $0 }) {
        problems.append(.fatal(id, "its CIDR blocks \(first) and \(second) overlap"))
      }
      let mains = routeTables.values.filter { $0.vpc == vpc.id && $0.isMain }
      if mains.count > 1 { problems.append(.fatal(id, "it has \(mains.count) main route tables")) }
      let usesMain = subnets.values.contains { $0.vpc == vpc.id && $0.routeTable == nil }
      if mains.isEmpty, usesMain { problems.append(.fatal(id, "it has no main route table, and subnets that use it")) }
      let gateways = internetGateways.values.filter { $0.vpc == vpc.id }
      if gateways.count > 1 { problems.append(.fatal(id, "it has \(gateways.count) internet gateways")) }
      return problems
    }
  }

  private func subnetProblems() -> [CloudProblem] {
    var problems: [CloudProblem] = []
    for (key, subnet) in subnets {
      let id = subnet.id.text
      problems += wrongKey(key.text, id)
      if let vpc = vpcs[subnet.vpc] {
        if !vpc.cidrBlocks.contains(where: { $0.contains(subnet.cidrBlock) }) {
          problems.append(.fatal(id, "its CIDR block \(subnet.cidrBlock) is in none of \(vpc.id)'s"))
        }
      } else {
        problems.append(.fatal(id, "its VPC \(subnet.vpc) is not held"))
      }
      if let acl = networkAcls[subnet.networkAcl] {
        if acl.vpc != subnet.vpc { problems.append(.fatal(id, "its network ACL \(acl.id) is another VPC's")) }
      } else {
        problems.append(.fatal(id, "its network ACL \(subnet.networkAcl) is not held"))
      }
      if let table = subnet.routeTable {
        if let held = routeTables[table] {
          if held.vpc != subnet.vpc { problems.append(.fatal(id, "its route table \(table) is another VPC's")) }
        } else {
          problems.append(.fatal(id, "its route table \(table) is not held"))
        }
      }
    }
    for (vpc, members) in Dictionary(grouping: subnets.values, by: \.vpc).sorted(by: { $0.key < $1.key }) {
      if let (first, second) = firstOverlap(members, block: \.cidrBlock) {
        problems.append(
          .fatal(second.id.text, "\(second.cidrBlock) overlaps \(first.id)'s \(first.cidrBlock) in \(vpc)"))
      }
    }
    return problems
  }

  private func groupProblems() -> [CloudProblem] {
    var problems: [CloudProblem] = []
    for (key, group) in securityGroups {
      let id = group.id.text
      problems += wrongKey(key.text, id)
      if vpcs[group.vpc] == nil { problems.append(.harmless(id, "its VPC \(group.vpc) is not held")) }
      var stale: OrderedSet<SecurityGroup.ID> = []
      for rule in group.ingress + group.egress {
        if case .group(let peer) = rule.peer, securityGroups[peer] == nil { stale.append(peer) }
      }
      for peer in stale {
        problems.append(.harmless(id, "a rule names the security group \(peer), which is not held: it matches nothing"))
      }
    }
    return problems
  }

  private func aclProblems() -> [CloudProblem] {
    networkAcls.flatMap { key, acl in
      let id = acl.id.text
      var problems = wrongKey(key.text, id)
      if vpcs[acl.vpc] == nil { problems.append(.harmless(id, "its VPC \(acl.vpc) is not held")) }
      for (entries, direction) in [(acl.ingress, "inbound"), (acl.egress, "outbound")] {
        let numbers = entries.map(\.ruleNumber)
        if Set(numbers).count < numbers.count {
          problems.append(.fatal(id, "two \(direction) entries have one rule number"))
        } else if numbers != numbers.sorted() {
          problems.append(.fatal(id, "its \(direction) entries are not in the order of their numbers"))
        }
      }
      return problems
    }
  }

  private func tableProblems() -> [CloudProblem] {
    var problems: [CloudProblem] = []
    for (key, table) in routeTables {
      let id = table.id.text
      problems += wrongKey(key.text, id)
      if vpcs[table.vpc] == nil { problems.append(.harmless(id, "its VPC \(table.vpc) is not held")) }
      var seen: Set<IPv4Prefix> = []
      for route in table.routes {
        // EC2 lets a propagated route stand beside a static one of the same destination.
        if route.origin != .propagated, !seen.insert(route.destination).inserted {
          problems.append(.fatal(id, "two routes go to \(route.destination)"))
        }
        if let missing = missingTarget(of: route, in: table) {
          problems.append(.harmless(id, "\(route.destination) goes to \(missing): a blackhole"))
        }
      }
    }
    return problems
  }

  private func missingTarget(of route: RouteTable.Route, in table: RouteTable) -> String? {
    switch route.target {
    case .local, .blackhole: nil
    case .internetGateway(let gateway):
      internetGateways[gateway].map { $0.vpc == table.vpc ? nil : "\(gateway), which is not attached to \(table.vpc)" }
        ?? "\(gateway), which is not held"
    case .networkInterface(let interface):
      networkInterfaces[interface] == nil ? "\(interface), which is not held" : nil
    case .unmodelled(let gateway):
      unmodelledTargets.contains(gateway) ? nil : "\(gateway), which is not held"
    }
  }

  private func gatewayProblems() -> [CloudProblem] {
    internetGateways.flatMap { key, gateway in
      var problems = wrongKey(key.text, gateway.id.text)
      if let vpc = gateway.vpc, vpcs[vpc] == nil {
        problems.append(.harmless(gateway.id.text, "its VPC \(vpc) is not held"))
      }
      return problems
    }
  }
}

extension CloudState {
  private func interfaceProblems() -> [CloudProblem] {
    var problems: [CloudProblem] = []
    for (key, interface) in networkInterfaces {
      let id = interface.id.text
      problems += wrongKey(key.text, id)
      if interface.privateAddresses.isEmpty { problems.append(.fatal(id, "it has no private address")) }
      guard let subnet = subnets[interface.subnet] else {
        problems.append(.fatal(id, "its subnet \(interface.subnet) is not held"))
        continue
      }
      for address in interface.privateAddresses.map(\.address) {
        if !subnet.cidrBlock.contains(address) {
          problems.append(.fatal(id, "its address \(address) is outside its subnet's \(subnet.cidrBlock)"))
        } else if subnet.isReserved(address) {
          problems.append(.harmless(id, "its address \(address) is one that AWS keeps in \(subnet.cidrBlock)"))
        }
      }
      for prefix in interface.ipv4Prefixes {
        if prefix.length != NetworkInterface.delegatedLength {
          problems.append(.fatal(id, "its delegated prefix \(prefix) is no /28"))
        } else if !subnet.cidrBlock.contains(prefix) {
          problems.append(.fatal(id, "its delegated prefix \(prefix) is outside its subnet's \(subnet.cidrBlock)"))
        }
      }
      // A service's ENI (a load balancer of the gateway kind) may wear none.
      if interface.securityGroups.isEmpty, !interface.requesterManaged {
        problems.append(.harmless(id, "it wears no security group: nothing passes"))
      }
      for group in interface.securityGroups {
        guard let held = securityGroups[group] else {
          problems.append(.fatal(id, "its security group \(group) is not held"))
          continue
        }
        // AWS lets a group be associated with further VPCs.
        if held.vpc != subnet.vpc { problems.append(.harmless(id, "its security group \(group) is another VPC's")) }
      }
      if interface.macAddress.isGroup { problems.append(.harmless(id, "its MAC names a group")) }
    }
    return problems
  }

  /// One private address, and one MAC, per VPC.
  private func addressProblems() -> [CloudProblem] {
    struct Place: Hashable {
      var vpc: VPC.ID
      var address: IPv4Address
    }
    struct Card: Hashable {
      var vpc: VPC.ID
      var address: MACAddress
    }
    var problems: [CloudProblem] = []
    var addresses: [Place: NetworkInterface.ID] = [:]
    var cards: [Card: NetworkInterface.ID] = [:]
    for interface in networkInterfaces.values {
      guard let vpc = subnets[interface.subnet]?.vpc else { continue }
      for address in interface.ownAddresses {
        if let other = addresses.updateValue(interface.id, forKey: Place(vpc: vpc, address: address)) {
          problems.append(.fatal(interface.id.text, "its address \(address) is \(other)'s too, in \(vpc)"))
        }
      }
      if let other = cards.updateValue(interface.id, forKey: Card(vpc: vpc, address: interface.macAddress)) {
        problems.append(.fatal(interface.id.text, "its MAC \(interface.macAddress) is \(other)'s too, in \(vpc)"))
      }
    }
    return problems
  }

  private func attachmentProblems() -> [CloudProblem] {
    struct Slot: Hashable {
      var instance: Instance.ID
      var deviceIndex: Int
    }
    var problems: [CloudProblem] = []
    var slots: [Slot: NetworkInterface.ID] = [:]
    for interface in networkInterfaces.values {
      guard let attachment = interface.attachment else { continue }
      let id = interface.id.text
      guard let instance = instances[attachment.instance] else {
        // A service's ENI is attached to what the service runs.
        if !interface.requesterManaged {
          problems.append(.harmless(id, "its instance \(attachment.instance) is not held: no packet reaches it"))
        }
        continue
      }
      let slot = Slot(instance: instance.id, deviceIndex: attachment.deviceIndex)
      if let other = slots.updateValue(interface.id, forKey: slot) {
        problems.append(
          .fatal(id, "\(other) is attached to \(instance.id) at device index \(attachment.deviceIndex) too"))
      }
      if attachment.deviceIndex < 0 {
        problems.append(.fatal(id, "its device index is \(attachment.deviceIndex)"))
      }
      if let zone = subnets[interface.subnet]?.availabilityZone, zone != instance.availabilityZone {
        problems.append(.fatal(id, "it is in \(zone), its instance \(instance.id) in \(instance.availabilityZone)"))
      }
    }
    return problems + instanceProblems()
  }

  private func instanceProblems() -> [CloudProblem] {
    var attached: [Instance.ID: [NetworkInterface]] = [:]
    for interface in networkInterfaces.values {
      if let instance = interface.attachment?.instance { attached[instance, default: []].append(interface) }
    }
    return instances.flatMap { key, instance in
      let id = instance.id.text
      var problems = wrongKey(key.text, id)
      let own = attached[instance.id] ?? []
      if !own.contains(where: { $0.attachment?.deviceIndex == 0 }), instance.state != .terminated {
        problems.append(.harmless(id, "it has no ENI at device index 0"))
      }
      guard let type = InstanceType.named(instance.instanceType) else {
        problems.append(.harmless(id, "its type \(instance.instanceType) is not in the table: no limits are known"))
        return problems
      }
      if own.count > type.maximumInterfaces {
        problems.append(.harmless(id, "it has \(own.count) ENIs, and \(type.name) takes \(type.maximumInterfaces)"))
      }
      return problems
    }
  }

  private func publicAddressProblems() -> [CloudProblem] {
    var problems: [CloudProblem] = []
    var holders: [IPv4Address: NetworkInterface.ID] = [:]
    for interface in networkInterfaces.values {
      for address in interface.privateAddresses {
        guard let association = address.association else { continue }
        let id = interface.id.text
        if let other = holders.updateValue(interface.id, forKey: association.publicIp) {
          problems.append(.fatal(id, "its public address \(association.publicIp) is \(other)'s too"))
        }
        guard let allocation = association.allocation else { continue }
        if let elastic = elasticAddresses[allocation] {
          if elastic.publicIp != association.publicIp {
            problems.append(.fatal(id, "\(allocation) is \(elastic.publicIp), not \(association.publicIp)"))
          }
        } else {
          problems.append(.harmless(id, "the allocation \(allocation) of \(association.publicIp) is not held"))
        }
      }
    }
    for (key, elastic) in elasticAddresses { problems += wrongKey(key.text, elastic.id.text) }
    return problems
  }
}

private func wrongKey(_ key: String, _ id: String) -> [CloudProblem] {
  key == id ? [] : [.fatal(key, "it calls itself \(id)")]
}

/// Two that overlap, the lower first; nil where none do.
private func firstOverlap<Element>(
  _ elements: some Sequence<Element>, block: (Element) -> IPv4Prefix
) -> (Element, Element)? {
  // By address and, at one address, the wider first: of two that overlap, one contains the other, and stands before it.
  let sorted = elements.sorted {
    let (a, b) = (block($0), block($1))
    return a.address == b.address ? a.length < b.length : a.address < b.address
  }
  var widest: Element?
  for element in sorted {
    if let widest, block(widest).contains(block(element)) { return (widest, element) }
    widest = element
  }
  return nil
}
