import Cloud
import Wire

/// EC2's JSON shapes, the same in a lab file and in an export.
enum Longhand {
  /// Nil: the entry that denies the rest (`*`, 32767), which every network ACL has, or an IPv6 entry.
  static func aclEntry(_ node: SourceNode) throws(Complaint) -> NetworkAcl.Entry? {
    guard let number = node.integer("ruleNumber"), let actionText = node.text("ruleAction"),
      let action = NetworkAcl.Entry.Action(rawValue: actionText)
    else { throw node.complaint("a network ACL entry needs a rule number and an action") }
    if number == 32767 || node.value("cidrBlock")?.text == nil && node.value("ipv6CidrBlock")?.text != nil {
      return nil
    }
    guard let protocolNode = node.value("protocol"), let protocolText = protocolNode.text else {
      throw node.complaint("a network ACL entry needs a protocol")
    }
    guard let block = node.prefix("cidrBlock") else { throw node.complaint("a network ACL entry needs a CIDR block") }
    var match = TrafficMatch(protocolNumber: try protocolNumber(protocolText, at: protocolNode))
    switch match.protocolNumber {
    case IPProtocol.tcp, IPProtocol.udp:
      if let range = node.value("portRange"), !range.isNull {
        match.ports = try ports(range.integer("from"), range.integer("to"), at: range)
      }
    case IPProtocol.icmp, RuleText.icmpv6:
      if let code = node.value("icmpTypeCode"), !code.isNull {
        (match.icmpType, match.icmpCode) = try icmp(code.integer("type"), code.integer("code"), at: code)
      }
    default: break
    }
    return NetworkAcl.Entry(ruleNumber: number, action: action, match: match, cidrBlock: block)
  }

  /// Protocol and ports of an IpPermission: `fromPort` and `toPort` are type and code for ICMP.
  static func match(ofPermission node: SourceNode) throws(Complaint) -> TrafficMatch {
    guard let protocolNode = node.value("ipProtocol"), let text = protocolNode.text else {
      throw node.complaint("a rule needs \"ipProtocol\", or the shorthand as \"rule\"")
    }
    var match = TrafficMatch(protocolNumber: try protocolNumber(text, at: protocolNode))
    let (from, to) = (node.integer("fromPort"), node.integer("toPort"))
    switch match.protocolNumber {
    case IPProtocol.tcp, IPProtocol.udp:
      match.ports = try ports(from, to, at: node.value("fromPort") ?? node.value("toPort") ?? node)
    case IPProtocol.icmp, RuleText.icmpv6:
      (match.icmpType, match.icmpCode) = try icmp(from, to, at: node.value("fromPort") ?? node)
    default: break
    }
    return match
  }

  /// One IpPermission is as many rules as it has peers. `group` tells which group a UserIdGroupPair means.
  static func rules(
    ofPermission node: SourceNode, group: (SourceNode) throws(Complaint) -> SecurityGroup.ID
  ) throws(Complaint) -> [SecurityGroup.Rule] {
    let match = try match(ofPermission: node)
    var rules: [SecurityGroup.Rule] = []
    func add(_ peer: SecurityGroup.Peer, _ node: SourceNode) {
      rules.append(SecurityGroup.Rule(match, peer, description: node.text("description")))
    }
    for range in node.elements("ipRanges") {
      guard let value = range.value("cidrIp"), let text = value.text else {
        throw range.complaint("a range needs a CIDR block")
      }
      guard let block = IPv4Prefix(canonicalising: text) else {
        throw value.complaint("\(quoted(text)) is no IPv4 CIDR block such as 10.0.0.0/16")
      }
      add(.cidr(block), range)
    }
    for range in node.elements("ipv6Ranges") {
      guard let value = range.value("cidrIpv6"), let text = value.text, RuleText.isIPv6Prefix(text) else {
        throw range.complaint("an IPv6 range needs a CIDR block such as ::/0")
      }
      add(.ipv6(text), range)
    }
    for list in node.elements("prefixListIds") {
      guard let id = list.text("prefixListId") else { throw list.complaint("a prefix list needs an id") }
      add(.prefixList(id), list)
    }
    for pair in node.elements("userIdGroupPairs") { add(.group(try group(pair)), pair) }
    return rules
  }

  private static func protocolNumber(_ text: String, at node: SourceNode) throws(Complaint) -> UInt8? {
    do throws(Refusal) {
      return try RuleText.protocolNumber(text)
    } catch {
      throw Complaint(node.mark, error.message)
    }
  }

  /// Nil, or -1 for both: every port.
  private static func ports(_ from: Int?, _ to: Int?, at node: SourceNode) throws(Complaint) -> ClosedRange<UInt16>? {
    if from == nil && to == nil || from == -1 && to == -1 { return nil }
    guard let from, let to, let first = UInt16(exactly: from), let last = UInt16(exactly: to) else {
      throw node.complaint("a range of ports has a first and a last one, from 0 to 65535")
    }
    guard first <= last else { throw node.complaint("the range \(first)-\(last) ends before it begins") }
    return RuleText.everyPort(first...last)
  }

  private static func icmp(_ type: Int?, _ code: Int?, at node: SourceNode) throws(Complaint) -> (UInt8?, UInt8?) {
    do throws(Refusal) {
      return try RuleText.icmp(type: type ?? -1, code: code ?? -1)
    } catch {
      throw Complaint(node.mark, error.message)
    }
  }
}
