import Cloud
import Dataplane
import Packets
import Support
import Wire

/// Where the path and the evaluator differ: the cloud, what happened last, and both opinions.
struct Mismatch: Error, CustomStringConvertible {
  var text: String
  var description: String { text }
}

/// How often what was met.
struct Tally {
  private(set) var cases = 0
  private(set) var counts: [String: Int] = [:]

  mutating func count(_ word: String, _ times: Int = 1) { counts[word, default: 0] += times }

  mutating func count(_ opinion: Opinion, _ facts: [Fact]) {
    cases += 1
    switch opinion {
    case .dropped(let why): count(why.name)
    case .taken: count("taken")
    case .onward: count("onward")
    case .left: count("left")
    case .delivered: count("delivered")
    }
    for fact in facts { count(fact.rawValue) }
  }

  subscript(word: String) -> Int { counts[word] ?? 0 }

  var table: String {
    counts.sorted { $0.key < $1.key }.map { "  \($0.key) \($0.value)" }.joined(separator: "\n")
  }
}

/// A frame in a few words.
func sentence(_ frame: [UInt8]) -> String {
  let mac = frame.count >= 6 ? "mac \(MACAddress(bits: UInt64(frame.word(0)) << 32 | UInt64(frame.long(2))))" : ""
  switch EvaluatorPacket.read(frame) {
  case .refused(let why): return "[\(frame.count) bytes, \(why.name)] \(mac)"
  case .arpRequest(_, _, let target): return "[arp who has \(target)] \(mac)"
  case .packet(let packet):
    var text = "\(packet.source):\(packet.sourcePort) > \(packet.destination):\(packet.destinationPort)"
    text = IPProtocol.name(packet.protocolNumber) + " " + text
    if packet.isTCP { text += " \(TCPFlags(rawValue: packet.tcpFlags))" }
    if packet.isICMP { text += " type \(packet.icmpType) code \(packet.icmpCode) id \(packet.icmpIdentifier)" }
    if let quoted = packet.quoted {
      text += " quoting \(quoted.source):\(quoted.sourcePort) > \(quoted.destination):\(quoted.destinationPort)"
    }
    if packet.hasMoreFragments || packet.isLaterFragment {
      text += " id \(packet.identification) piece at \(packet.fragmentOffset)\(packet.hasMoreFragments ? "+" : "")"
    }
    return "[\(text)] \(mac)"
  }
}

/// A cloud in a few lines.
func sentences(_ cloud: CloudState) -> String {
  var lines: [String] = []
  for vpc in cloud.vpcs.values {
    let gateway = cloud.internetGateway(of: vpc.id)?.id.text ?? "none"
    lines.append("vpc \(vpc.name) \(vpc.cidrBlocks) gateway \(gateway)")
    for subnet in cloud.subnets.values where subnet.vpc == vpc.id {
      lines.append("  subnet \(subnet.name) \(subnet.cidrBlock) acl \(subnet.networkAcl)")
      for route in cloud.routeTable(of: subnet)?.routes ?? [] {
        lines.append("    route \(route.destination) \(route.target) \(route.origin.rawValue)")
      }
      for interface in cloud.networkInterfaces.values where interface.subnet == subnet.id {
        lines.append("    " + sentence(interface, in: cloud))
      }
    }
    for group in cloud.securityGroups.values where group.vpc == vpc.id {
      lines.append("  group \(group.id) \(group.name)")
      lines += group.ingress.map { "    in \(sentence($0))" } + group.egress.map { "    out \(sentence($0))" }
    }
    for acl in cloud.networkAcls.values where acl.vpc == vpc.id {
      lines.append("  acl \(acl.id)")
      for (word, entries) in [("in", acl.ingress), ("out", acl.egress)] {
        lines += entries.map { "    \(word) \($0.ruleNumber) \($0.action) \(sentence($0.match)) \($0.cidrBlock)" }
      }
    }
  }
  return lines.joined(separator: "\n")
}

private func sentence(_ interface: NetworkInterface, in cloud: CloudState) -> String {
  let addresses = interface.privateAddresses.map { address in
    "\(address.address)" + (address.association.map { "=\($0.publicIp)" } ?? "")
  }
  return "\(cloud.label(of: interface)) \(interface.id) \(interface.macAddress) \(addresses) "
    + "\(cloud.isLive(interface) ? "live" : "not live") check \(interface.sourceDestCheck) \(interface.securityGroups)"
}

private func sentence(_ rule: SecurityGroup.Rule) -> String { "\(sentence(rule.match)) \(rule.peer)" }

private func sentence(_ match: TrafficMatch) -> String {
  var text = match.protocolNumber.map(IPProtocol.name) ?? "all"
  if let ports = match.ports { text += " \(ports.lowerBound)-\(ports.upperBound)" }
  if let type = match.icmpType { text += " type \(type)" }
  if let code = match.icmpCode { text += " code \(code)" }
  return text
}
