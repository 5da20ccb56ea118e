import Cloud
import Wire

/// Security groups. All exist before the first rule is read, because rules name groups.
extension LabReader {
  mutating func readSecurityGroups(of vpc: VPC.ID, in owner: SourceNode, _ born: SecurityGroup?) throws(Complaint) {
    guard let born else { return }
    let members = owner.named("securityGroups")
    if !members.contains(where: { groupName(of: $0) == "default" }) {
      cloud.securityGroups[born.id] = born
      securityGroups.add(born.name, born.id, in: vpc)
    }
    for member in members {
      let given: SecurityGroup.ID? = try givenID(member, prefix: "sg")
      let name = groupName(of: member)
      let tags = try tags(of: member.value)
      let description = member.value.text("description")
      let isNamed = member.value.value("groupName") != nil
      var id = given ?? born.id
      do throws(CloudError) {
        // EC2 makes the default group itself. Two groups of one name come from recorded accounts only, where
        // `groupName` tells them from their keys.
        if name == "default"
          || isNamed && cloud.securityGroups.values.contains(where: { $0.vpc == vpc && $0.name == name })
        {
          if given == nil, cloud.securityGroups[id] != nil {
            id = SecurityGroup.ID(derivedID(prefix: "sg", name: "\(cloud.vpcs[vpc]?.name ?? "")/\(member.key)"))
          }
          if cloud.securityGroups[id] != nil { throw CloudError.taken(id.text) }
          var group = SecurityGroup(id: id, name: name, vpc: vpc)
          group.description = description ?? (name == "default" ? born.description : "")
          if name == "default" { group.ingress = [SecurityGroup.Rule(.everything, .group(id))] }
          group.egress = [.allOut]
          group.tags = tags
          cloud.securityGroups[id] = group
        } else {
          id = try cloud.createSecurityGroup(
            name: name, vpc: vpc, description: description ?? "", id: given, tags: tags)
        }
      } catch {
        throw complaint(error, in: member.value, at: member.keyMark)
      }
      securityGroups.add(member.key, id, in: vpc)
      if name != member.key { securityGroups.add(name, id, in: vpc) }
    }
  }

  private func groupName(of member: SourceNode.Member) -> String { member.value.text("groupName") ?? member.key }

  mutating func readGroupRules() throws(Complaint) {
    for owner in root.named("vpcs") {
      guard let vpc = vpcs[owner.key] else { continue }
      for member in owner.value.named("securityGroups") {
        guard let id = try? securityGroups.resolve(member.key, in: vpc, vpcs) else { continue }
        try readRules(of: id, in: member.value, vpc, isRecorded: EC2ID.isID(member.key, prefix: "sg"))
      }
    }
  }

  private mutating func readRules(
    of id: SecurityGroup.ID, in node: SourceNode, _ vpc: VPC.ID, isRecorded: Bool
  ) throws(Complaint) {
    for direction in [RuleText.Direction.ingress, .egress] {
      let longhandKey = direction == .ingress ? "ipPermissions" : "ipPermissionsEgress"
      let nodes = [node.value(direction.noun), node.value(longhandKey)].compactMap { $0 }
      guard !nodes.isEmpty else { continue }
      var rules: [(rule: SecurityGroup.Rule, mark: SourceMark)] = []
      for list in nodes { rules += try markedRules(in: list, direction, of: id, vpc) }
      // EC2 keeps a rule whose peer is gone, and knows peers in peered VPCs: neither is a mistake where it is recorded.
      let judged = rules.filter { (rule, _) in
        guard case .group(let peer) = rule.peer else { return true }
        return cloud.securityGroups[peer].map { $0.vpc == vpc || !isRecorded } ?? false
      }
      try setRules(rules, judged: judged.map(\.rule), direction, of: id, in: node, at: nodes[0].mark)
    }
  }

  private mutating func setRules(
    _ rules: [(rule: SecurityGroup.Rule, mark: SourceMark)], judged: [SecurityGroup.Rule],
    _ direction: RuleText.Direction, of id: SecurityGroup.ID, in node: SourceNode, at mark: SourceMark
  ) throws(Complaint) {
    var seen: Set<SecurityGroup.Rule> = []
    for (rule, mark) in rules where !seen.insert(SecurityGroup.Rule(rule.match, rule.peer)).inserted {
      throw Complaint(mark, "The specified rule already exists (InvalidPermission.Duplicate)")
    }
    let all = rules.map(\.rule)
    do throws(CloudError) {
      if direction == .ingress {
        try cloud.apply(.modifySecurityGroupRules(id, ingress: judged, egress: nil))
        cloud.securityGroups[id]?.ingress = all
      } else {
        try cloud.apply(.modifySecurityGroupRules(id, ingress: nil, egress: judged))
        cloud.securityGroups[id]?.egress = all
      }
    } catch {
      throw complaint(error, in: node, at: mark)
    }
  }

  func rules(
    in list: SourceNode, _ direction: RuleText.Direction, of group: SecurityGroup.ID, _ vpc: VPC.ID
  ) throws(Complaint) -> [SecurityGroup.Rule] {
    try markedRules(in: list, direction, of: group, vpc).map(\.rule)
  }

  private func markedRules(
    in list: SourceNode, _ direction: RuleText.Direction, of group: SecurityGroup.ID, _ vpc: VPC.ID
  ) throws(Complaint) -> [(rule: SecurityGroup.Rule, mark: SourceMark)] {
    var rules: [(SecurityGroup.Rule, SourceMark)] = []
    for node in list.list ?? [] {
      if node.text != nil {
        rules.append((try shorthand(node, nil, direction, of: group, vpc), node.mark))
      } else if let rule = node.value("rule") {
        if let other = [
          "ipProtocol", "ipRanges", "ipv6Ranges", "userIdGroupPairs", "prefixListIds", "fromPort", "toPort",
        ]
        .compactMap({ node.value($0) }).first {
          throw other.complaint("a rule is either \"rule\" or EC2's longhand, not both")
        }
        rules.append((try shorthand(rule, node.text("description"), direction, of: group, vpc), node.mark))
      } else {
        rules += try permission(node, vpc).map { ($0, node.mark) }
      }
    }
    return rules
  }

  private func shorthand(
    _ node: SourceNode, _ description: String?, _ direction: RuleText.Direction, of group: SecurityGroup.ID,
    _ vpc: VPC.ID
  ) throws(Complaint) -> SecurityGroup.Rule {
    let match: TrafficMatch
    let peer: RuleText.Peer
    do throws(Refusal) {
      (match, peer) = try RuleText.rule(node.text ?? "", direction)
    } catch {
      throw Complaint(node.mark(at: error.offset), error.message)
    }
    switch peer {
    case .cidr(let block): return SecurityGroup.Rule(match, .cidr(block), description: description)
    case .ipv6(let text): return SecurityGroup.Rule(match, .ipv6(text), description: description)
    case .itself: return SecurityGroup.Rule(match, .group(group), description: description)
    case .group(let name, let offset):
      let id = try resolve(name, securityGroups, in: vpc, at: node, offset: offset)
      return SecurityGroup.Rule(match, .group(id), description: description)
    }
  }

  private func permission(_ node: SourceNode, _ vpc: VPC.ID) throws(Complaint) -> [SecurityGroup.Rule] {
    let rules = try Longhand.rules(ofPermission: node) { (pair) throws(Complaint) in try groupOf(pair, vpc) }
    if rules.isEmpty {
      throw node.complaint("a rule needs a peer: ipRanges, ipv6Ranges, userIdGroupPairs or prefixListIds")
    }
    return rules
  }

  /// A longhand id that nobody holds is a stale rule's, as EC2 keeps them.
  private func groupOf(_ pair: SourceNode, _ vpc: VPC.ID) throws(Complaint) -> SecurityGroup.ID {
    guard let node = pair.value("groupId") ?? pair.value("groupName"), let text = node.text else {
      throw pair.complaint("a group pair needs \"groupId\" or \"groupName\"")
    }
    if EC2ID.isID(text, prefix: "sg") { return SecurityGroup.ID(text) }
    return try resolve(text, securityGroups, in: vpc, at: node)
  }
}
