import Cloud
import Lab
import Units
import Wire

/// What changes while the lab runs. Every change is made to a copy of the cloud as it will then be, so that EC2's
/// refusal stands at the line that earns it.
extension LabReader {
  mutating func readTimeline() throws(Complaint) {
    let nodes = root.elements("timeline")
    // By instant; of one instant, in the file's order.
    let order = nodes.indices.sorted { a, b in
      let (first, second) = (nodes[a].duration("at") ?? .zero, nodes[b].duration("at") ?? .zero)
      return first == second ? a < b : first < second
    }
    let atStart = lab.cloud
    labelsInTime = Set(cloud.networkInterfaces.values.map(cloud.label(of:)))
    for index in order {
      let node = nodes[index]
      let at = Instant.beginning + (node.duration("at") ?? .zero)
      for (change, text) in try changes(node) {
        if case .cloud(let change) = change {
          do throws(CloudError) {
            try lab.cloud.apply(change)
          } catch {
            throw complaint(error, in: node, at: node.mark)
          }
          labelsInTime.formUnion(cloud.networkInterfaces.values.map(cloud.label(of:)))
        }
        lab.timeline.append(TimelineEntry(at: at, change: change, text: text))
      }
    }
    lab.cloud = atStart
  }

  private typealias Change = (change: TimelineEntry.Change, text: String)

  private func changes(_ node: SourceNode) throws(Complaint) -> [Change] {
    let verbs = (node.members ?? []).map(\.key).filter { LabKeys.timelineVerbs.contains($0) }
    guard let verb = verbs.first, let target = node.value(verb), let text = target.text else {
      throw node.complaint("a change needs a verb: \(LabKeys.timelineVerbs.joined(separator: ", "))")
    }
    if verbs.count > 1, let second = node.member(verbs[1]) {
      throw Complaint(second.keyMark, "a change has one verb: \(verbs[0]) or \(verbs[1])")
    }
    switch verb {
    case "guest":
      try allow(["commands"], verb, node)
      guard node.value("commands") != nil else { throw node.complaint("\"guest\" needs \"commands\"") }
      let id = try instance(target)
      let lines = try commands(node.value("commands"), typedIn: id)
      return [(.guest(id, commands: lines), "guest \(text): \(lines.joined(separator: "; "))")]
    case "start", "stop", "terminate":
      try allow([], verb, node)
      let id = try instance(target)
      let change: CloudChange =
        verb == "start" ? .startInstance(id) : verb == "stop" ? .stopInstance(id) : .terminateInstance(id)
      return [(.cloud(change), "\(verb) \(text)")]
    case "attach": return [try attach(target, node)]
    case "detach":
      try allow([], verb, node)
      if let (gateway, offset) = prefixed(text, "igw") {
        return [(.cloud(.detachInternetGateway(try self.gateway(gateway, at: target, offset))), "detach \(text)")]
      }
      return [(.cloud(.detachNetworkInterface(try interface(text, at: target))), "detach \(text)")]
    case "associate": return [try associate(target, node)]
    case "disassociate":
      try allow([], verb, node)
      if let (name, offset) = prefixed(text, "subnet") {
        let subnet = try resolve(name, subnets, in: nil, at: target, offset: offset)
        return [(.cloud(.disassociateRouteTable(subnet)), "disassociate \(text)")]
      }
      return [(.cloud(.disassociateAddress(try elasticIp(target))), "disassociate \(text)")]
    default: return try modify(target, text, node)
    }
  }

  private func allow(_ keys: [String], _ verb: String, _ node: SourceNode) throws(Complaint) {
    for member in node.members ?? [] where member.key != "at" && member.key != verb && !keys.contains(member.key) {
      throw Complaint(member.keyMark, "\(quoted(member.key)) does not go with \(quoted(verb)) here")
    }
  }

  /// `sg:web` is web, and `VPC/sg:web` or `sg:VPC/web` is VPC/web.
  private func prefixed(_ text: String, _ prefix: String) -> (name: String, offset: Int)? {
    if text.hasPrefix(prefix + ":") { return (String(text.dropFirst(prefix.count + 1)), prefix.count + 1) }
    if let slash = text.firstIndex(of: "/") {
      let rest = text[text.index(after: slash)...]
      if rest.hasPrefix(prefix + ":") { return ("\(text[..<slash])/\(rest.dropFirst(prefix.count + 1))", 0) }
    }
    if text.hasPrefix(prefix + "-"), !text.contains("/") { return (text, 0) }
    return nil
  }

  func instance(_ node: SourceNode) throws(Complaint) -> Instance.ID {
    let text = node.text ?? ""
    if let id = instances[text] { return id }
    if cloud.instances[Instance.ID(text)] != nil { return Instance.ID(text) }
    throw node.complaint(unknownWord("instance", text, among: Array(instances.keys)))
  }
}

// The verbs that take more than one word.
extension LabReader {
  private func attach(_ target: SourceNode, _ node: SourceNode) throws(Complaint) -> Change {
    let text = target.text ?? ""
    if let (name, offset) = prefixed(text, "igw") {
      try allow(["vpc"], "attach", node)
      guard let vpcNode = node.value("vpc") else { throw node.complaint("attaching a gateway needs a \"vpc\"") }
      let change = CloudChange.attachInternetGateway(
        try gateway(name, at: target, offset), try resolveVpc(vpcNode))
      return (.cloud(change), "attach \(text) to \(vpcNode.text ?? "")")
    }
    try allow(["instance", "deviceIndex"], "attach", node)
    guard let instanceNode = node.value("instance") else {
      throw node.complaint("attaching an ENI needs an \"instance\"")
    }
    let id = try interface(text, at: target)
    let host = try instance(instanceNode)
    let used = Set(cloud.interfaces(of: host).compactMap { $0.attachment?.deviceIndex })
    let index = node.integer("deviceIndex") ?? (1...255).first { !used.contains($0) } ?? 255
    return (
      .cloud(.attachNetworkInterface(id, instance: host, deviceIndex: index)),
      "attach \(text) to \(instanceNode.text ?? "")/eth\(index)"
    )
  }

  private func associate(_ target: SourceNode, _ node: SourceNode) throws(Complaint) -> Change {
    let text = target.text ?? ""
    if let (name, offset) = prefixed(text, "rtb") {
      try allow(["subnet"], "associate", node)
      guard let subnetNode = node.value("subnet") else {
        throw node.complaint("associating a route table needs a \"subnet\"")
      }
      let subnet = try resolve(subnetNode.text ?? "", subnets, in: nil, at: subnetNode)
      let table = try resolve(name, routeTables, in: cloud.subnets[subnet]?.vpc, at: target, offset: offset)
      return (.cloud(.associateRouteTable(table, subnet)), "associate \(text) with \(subnetNode.text ?? "")")
    }
    try allow(["to", "privateIpAddress"], "associate", node)
    let address = try elasticIp(target)
    guard let to = node.value("to"), let toText = to.text else {
      throw node.complaint("associating an Elastic IP address needs \"to\": INSTANCE/ethN")
    }
    var id: NetworkInterface.ID
    // AssociateAddress: an instance stands for its primary ENI.
    if let instance = instances[toText] ?? (cloud.instances[.init(toText)] != nil ? Instance.ID(toText) : nil),
      let primary = cloud.interfaces(of: instance).first
    {
      id = primary.id
    } else {
      id = try interface(toText, at: to)
    }
    let change = CloudChange.associateAddress(address, id, privateIpAddress: node.address("privateIpAddress"))
    return (.cloud(change), "associate \(text) with \(toText)")
  }
}

// Modify: what is named tells what may be changed.
extension LabReader {
  private func modify(_ target: SourceNode, _ text: String, _ node: SourceNode) throws(Complaint) -> [Change] {
    if let (name, offset) = prefixed(text, "sg") {
      try allow(["ingress", "egress"], "modify", node)
      let id = try resolve(name, securityGroups, in: nil, at: target, offset: offset)
      guard let vpc = cloud.securityGroups[id]?.vpc else { return [] }
      var ingress: [SecurityGroup.Rule]?
      var egress: [SecurityGroup.Rule]?
      if let list = node.value("ingress") { ingress = try rules(in: list, .ingress, of: id, vpc) }
      if let list = node.value("egress") { egress = try rules(in: list, .egress, of: id, vpc) }
      try requireSomething(["ingress", "egress"], node)
      return [(.cloud(.modifySecurityGroupRules(id, ingress: ingress, egress: egress)), said("modify \(text)", node))]
    }
    if let (name, offset) = prefixed(text, "acl") {
      try allow(["ingress", "egress"], "modify", node)
      try requireSomething(["ingress", "egress"], node)
      let id = try resolve(name, networkAcls, in: nil, at: target, offset: offset)
      let change = CloudChange.modifyNetworkAclEntries(
        id, ingress: try aclEntries(in: node.value("ingress"), .ingress),
        egress: try aclEntries(in: node.value("egress"), .egress))
      return [(.cloud(change), said("modify \(text)", node))]
    }
    if let (name, offset) = prefixed(text, "rtb") {
      try allow(["routes"], "modify", node)
      try requireSomething(["routes"], node)
      let id = try resolve(name, routeTables, in: nil, at: target, offset: offset)
      guard let vpc = cloud.routeTables[id]?.vpc, let list = node.value("routes") else { return [] }
      var copy = self
      let routes = try copy.markedRoutes(in: list, vpc)
      try copy.refuseBadRoutes(routes, of: id)
      return [(.cloud(.modifyRoutes(id, routes.map(\.route))), said("modify \(text)", node))]
    }
    if let (name, offset) = prefixed(text, "subnet") { return try modifySubnet(name, offset, target, text, node) }
    return try modifyInterface(target, text, node)
  }

  private func modifySubnet(
    _ name: String, _ offset: Int, _ target: SourceNode, _ text: String, _ node: SourceNode
  ) throws(Complaint) -> [Change] {
    try allow(["routeTable", "networkAcl"], "modify", node)
    try requireSomething(["routeTable", "networkAcl"], node)
    let id = try resolve(name, subnets, in: nil, at: target, offset: offset)
    guard let subnet = cloud.subnets[id] else { return [] }
    var changes: [Change] = []
    if let value = node.value("routeTable"), let name = value.text {
      let table = try resolve(name, routeTables, in: subnet.vpc, at: value)
      // ReplaceRouteTableAssociation: off the old table and on to the new one at once.
      if let old = subnet.routeTable, old != table {
        changes.append(
          (.cloud(.disassociateRouteTable(id)), "modify \(text): off \(cloud.routeTables[old]?.name ?? "")"))
      }
      changes.append((.cloud(.associateRouteTable(table, id)), "modify \(text): routeTable \(name)"))
    }
    if let value = node.value("networkAcl"), let name = value.text {
      let acl = try resolve(name, networkAcls, in: subnet.vpc, at: value)
      changes.append((.cloud(.replaceNetworkAclAssociation(acl, id)), "modify \(text): networkAcl \(name)"))
    }
    return changes
  }

  private func modifyInterface(_ target: SourceNode, _ text: String, _ node: SourceNode) throws(Complaint) -> [Change] {
    let keys = ["sourceDestCheck", "securityGroups", "secondaryPrivateIpAddresses", "ipv4Prefixes"]
    let id = try interface(text, at: target)
    try allow(keys, "modify", node)
    try requireSomething(keys, node)
    guard let own = cloud.networkInterfaces[id] else { return [] }
    var changes: [Change] = []
    if let isOn = node.boolean("sourceDestCheck") {
      changes.append((.cloud(.modifySourceDestCheck(id, isOn)), "modify \(text): sourceDestCheck \(isOn)"))
    }
    if node.value("securityGroups") != nil {
      let vpc = cloud.subnets[own.subnet]?.vpc
      var groups: [SecurityGroup.ID] = []
      for element in node.elements("securityGroups") {
        groups.append(try resolve(element.text ?? "", securityGroups, in: vpc, at: element))
      }
      let names = node.elements("securityGroups").compactMap(\.text).joined(separator: ", ")
      changes.append((.cloud(.modifySecurityGroups(id, groups)), "modify \(text): securityGroups \(names)"))
    }
    if node.value("secondaryPrivateIpAddresses") != nil {
      let wanted = node.elements("secondaryPrivateIpAddresses").compactMap { $0.text.flatMap { IPv4Address($0) } }
      let held = own.privateAddresses.dropFirst().map(\.address)
      for address in held where !wanted.contains(address) {
        changes.append((.cloud(.unassignPrivateIpAddress(id, address)), "modify \(text): unassign \(address)"))
      }
      for address in wanted where !held.contains(address) {
        changes.append((.cloud(.assignPrivateIpAddress(id, address)), "modify \(text): assign \(address)"))
      }
    }
    if node.value("ipv4Prefixes") != nil {
      let wanted = node.prefixes("ipv4Prefixes")
      for prefix in own.ipv4Prefixes where !wanted.contains(prefix) {
        changes.append((.cloud(.unassignIpv4Prefix(id, prefix)), "modify \(text): unassign \(prefix)"))
      }
      for prefix in wanted where !own.ipv4Prefixes.contains(prefix) {
        changes.append((.cloud(.assignIpv4Prefix(id, prefix)), "modify \(text): assign \(prefix)"))
      }
    }
    return changes
  }

  private func requireSomething(_ keys: [String], _ node: SourceNode) throws(Complaint) {
    if keys.contains(where: { node.value($0) != nil }) { return }
    throw node.complaint("this change changes nothing; there is \(keys.joined(separator: ", "))")
  }

  /// `modify sg:web: ingress tcp 443 from 0.0.0.0/0`
  private func said(_ what: String, _ node: SourceNode) -> String {
    let parts = ["ingress", "egress", "routes"].compactMap { key -> String? in
      guard let list = node.value(key)?.list else { return nil }
      let texts = list.map { $0.text ?? $0.text("rule") ?? "…" }
      return "\(key) \(texts.isEmpty ? "none" : texts.joined(separator: ", "))"
    }
    return parts.isEmpty ? what : "\(what): \(parts.joined(separator: "; "))"
  }
}
