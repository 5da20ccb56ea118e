import Wire

/// The rules of security groups and network ACLs. VPC User Guide, "Security group rules", "Network ACL rules".
extension CloudState {
  mutating func modifyRules(
    of id: SecurityGroup.ID, ingress: [SecurityGroup.Rule]?, egress: [SecurityGroup.Rule]?
  ) throws(CloudError) {
    let group = try find(id)
    if let ingress { try checkRules(ingress, "inbound", of: group) }
    if let egress { try checkRules(egress, "outbound", of: group) }
    if let ingress { securityGroups[id]?.ingress = ingress }
    if let egress { securityGroups[id]?.egress = egress }
  }

  /// Number per family, no rule twice, no unknown or foreign group.
  ///
  /// A rule that references a security group or a prefix list counts for both families. A prefix list counts as many
  /// rules as its maximum of entries, which is not held here: it counts as one. `Assumed:`
  func checkRules(_ rules: [SecurityGroup.Rule], _ direction: String, of group: SecurityGroup) throws(CloudError) {
    var ipv4 = 0
    var ipv6 = 0
    var seen: Set<SecurityGroup.Rule> = []
    for rule in rules {
      switch rule.peer {
      case .cidr: ipv4 += 1
      case .ipv6: ipv6 += 1
      case .prefixList:
        ipv4 += 1
        ipv6 += 1
      case .group(let peer):
        ipv4 += 1
        ipv6 += 1
        if peer != group.id, try find(peer).vpc != group.vpc { throw .differentNetworks(peer.text, group.id.text) }
      }
      try checkMatch(rule.match)
      if !seen.insert(SecurityGroup.Rule(rule.match, rule.peer)).inserted { throw .ruleDuplicate(rule) }
    }
    let limit = quotas.grantedRules
    if ipv4 > limit { throw .tooManyRules(ipv4, limit: limit, direction, "IPv4", group.name) }
    if ipv6 > limit { throw .tooManyRules(ipv6, limit: limit, direction, "IPv6", group.name) }
  }

  /// Ports go with TCP and UDP, type and code with ICMP and ICMPv6.
  private func checkMatch(_ match: TrafficMatch) throws(CloudError) {
    let number = match.protocolNumber
    if match.ports != nil, number != IPProtocol.tcp, number != IPProtocol.udp {
      throw .matchMalformed("ports go with tcp and udp")
    }
    let icmpv6: UInt8 = 58
    if match.icmpType != nil || match.icmpCode != nil, number != IPProtocol.icmp, number != icmpv6 {
      throw .matchMalformed("an ICMP type goes with icmp")
    }
    if match.icmpCode != nil, match.icmpType == nil { throw .matchMalformed("an ICMP code goes with a type") }
  }
}

extension CloudState {
  mutating func modifyEntries(
    of id: NetworkAcl.ID, ingress: [NetworkAcl.Entry]?, egress: [NetworkAcl.Entry]?
  ) throws(CloudError) {
    let acl = try find(id)
    let newIngress = try ingress.map { (entries) throws(CloudError) in try checkedEntries(entries, "inbound", of: acl) }
    let newEgress = try egress.map { (entries) throws(CloudError) in try checkedEntries(entries, "outbound", of: acl) }
    if let newIngress { networkAcls[id]?.ingress = newIngress }
    if let newEgress { networkAcls[id]?.egress = newEgress }
  }

  /// By rule number, ascending, each number once, within the limit.
  func checkedEntries(
    _ entries: [NetworkAcl.Entry], _ direction: String, of acl: NetworkAcl
  ) throws(CloudError) -> [NetworkAcl.Entry] {
    var seen: Set<Int> = []
    for entry in entries {
      guard (1...32766).contains(entry.ruleNumber) else { throw .entryNumber(entry.ruleNumber) }
      if !seen.insert(entry.ruleNumber).inserted { throw .entryExists(entry.ruleNumber) }
      try checkMatch(entry.match)
    }
    let limit = quotas.grantedEntries
    if entries.count > limit { throw .tooManyEntries(entries.count, limit: limit, direction, acl.name) }
    return entries.sorted { $0.ruleNumber < $1.ruleNumber }
  }

  /// ReplaceNetworkAclAssociation.
  mutating func associate(_ acl: NetworkAcl.ID, with subnet: Subnet.ID) throws(CloudError) {
    let own = try find(subnet)
    if try find(acl).vpc != own.vpc { throw .differentNetworks(acl.text, subnet.text) }
    subnets[subnet]?.networkAcl = acl
  }
}
