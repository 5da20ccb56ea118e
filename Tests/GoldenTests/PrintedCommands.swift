import Cloud
import Guest
import Lab
import Wire

/// Carries printed `aws ec2` and `ip` lines out on a copy of a lab, as the person would who types them.
struct PrintedCommands {
  struct Unreadable: Error, CustomStringConvertible { let description: String }

  var lab: LabDescription
  /// Where `ip` and `sysctl` lines are typed.
  let guest: Instance.ID
  private var variables: [String: String] = [:]

  init(_ lab: LabDescription, guest: Instance.ID) {
    self.lab = lab
    self.guest = guest
  }

  mutating func carryOut(_ lines: [String]) throws { for line in lines { try carryOut(line) } }

  private mutating func carryOut(_ line: String) throws {
    if line.hasPrefix("ip ") || line.hasPrefix("sysctl ") {
      // The guest that is seated afresh has its ENI's addresses from the start.
      guard !line.hasPrefix("ip addr add") else { return }
      _ = try GuestCommand(parsing: line)
      lab.guests[guest, default: GuestDescription()].commands.append(line)
      return
    }
    if line.hasPrefix("ALLOCATION=$(aws ec2 allocate-address") {
      variables["$ALLOCATION"] = try lab.cloud.allocateAddress(name: "printed").text
      return
    }
    let words = line.split(separator: " ").map(String.init)
    guard words.count > 3, words[0] == "aws", words[1] == "ec2" else { throw Unreadable(description: line) }
    let variables = variables
    func value(_ option: String) throws -> String {
      guard let place = words.firstIndex(of: option), place + 1 < words.count else {
        throw Unreadable(description: "\(option) is missing: \(line)")
      }
      return variables[words[place + 1]] ?? words[place + 1]
    }
    switch words[2] {
    case "detach-network-interface":
      let id = try value("--attachment-id")
      let found = lab.cloud.networkInterfaces.values.first { $0.attachment?.id == id }
      guard let found else { throw Unreadable(description: "no attachment \(id)") }
      try lab.cloud.apply(.detachNetworkInterface(found.id))
    case "wait":
      // As EC2's own waiter: until it is attached to nothing.
      let id = NetworkInterface.ID(try value("--network-interface-ids"))
      guard words[3] == "network-interface-available", lab.cloud.networkInterfaces[id]?.attachment == nil else {
        throw Unreadable(description: line)
      }
    case "delete-network-interface":
      let id = NetworkInterface.ID(try value("--network-interface-id"))
      guard lab.cloud.networkInterfaces.removeValue(forKey: id) != nil else { throw Unreadable(description: line) }
    case "assign-private-ip-addresses":
      let address = IPv4Address(try value("--private-ip-addresses")) ?? .any
      try lab.cloud.apply(.assignPrivateIpAddress(.init(try value("--network-interface-id")), address))
    case "modify-network-interface-attribute":
      guard words.contains("--no-source-dest-check") else { throw Unreadable(description: line) }
      try lab.cloud.apply(.modifySourceDestCheck(.init(try value("--network-interface-id")), false))
    case "authorize-security-group-ingress":
      try authorize(try value("--group-id"), try value("--ip-permissions"), isEgress: false)
    case "authorize-security-group-egress":
      try authorize(try value("--group-id"), try value("--ip-permissions"), isEgress: true)
    case "create-network-acl-entry": try createEntry(words, value)
    case "create-route", "replace-route":
      let id = RouteTable.ID(try value("--route-table-id"))
      guard let prefix = IPv4Prefix(try value("--destination-cidr-block")), let table = lab.cloud.routeTables[id] else {
        throw Unreadable(description: line)
      }
      let exists = table.routes.contains { $0.destination == prefix }
      guard exists == (words[2] == "replace-route") else { throw Unreadable(description: "EC2 refuses: \(line)") }
      let route = RouteTable.Route(destination: prefix, target: .internetGateway(.init(try value("--gateway-id"))))
      let others = table.routes.filter { $0.target != .local && $0.destination != prefix }
      try lab.cloud.apply(.modifyRoutes(id, others + [route]))
    case "associate-address":
      try lab.cloud.apply(
        .associateAddress(
          .init(try value("--allocation-id")), .init(try value("--network-interface-id")), privateIpAddress: nil))
    case "start-instances": try lab.cloud.apply(.startInstance(.init(try value("--instance-ids"))))
    default: throw Unreadable(description: line)
    }
  }

  /// `'IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=10.0.2.4/32}]'`
  private mutating func authorize(_ group: String, _ permission: String, isEgress: Bool) throws {
    guard permission.hasPrefix("'"), permission.hasSuffix("'") else { throw Unreadable(description: permission) }
    var fields: [String: String] = [:]
    for part in permission.dropFirst().dropLast().split(whereSeparator: { ",[]{}".contains($0) }) {
      let pair = part.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { fields[String(pair[0])] = String(pair[1]) }
    }
    let numbers: [String: UInt8] = ["tcp": 6, "udp": 17, "icmp": 1]
    let id = SecurityGroup.ID(group)
    guard let held = lab.cloud.securityGroups[id], let number = numbers[fields["IpProtocol"] ?? ""],
      let prefix = IPv4Prefix(fields["CidrIp"] ?? ""), let from = Int(fields["FromPort"] ?? ""),
      let to = Int(fields["ToPort"] ?? "")
    else { throw Unreadable(description: permission) }
    let match =
      number == 1
      ? TrafficMatch(protocolNumber: 1, icmpType: UInt8(exactly: from), icmpCode: UInt8(exactly: to))
      : TrafficMatch(protocolNumber: number, ports: UInt16(from)...UInt16(to))
    let rule = SecurityGroup.Rule(match, .cidr(prefix))
    try lab.cloud.apply(
      .modifySecurityGroupRules(
        id, ingress: isEgress ? nil : held.ingress + [rule], egress: isEgress ? held.egress + [rule] : nil))
  }

  private mutating func createEntry(_ words: [String], _ value: (String) throws -> String) throws {
    let id = NetworkAcl.ID(try value("--network-acl-id"))
    let isEgress = words.contains("--egress")
    guard let acl = lab.cloud.networkAcls[id], let number = Int(try value("--rule-number")),
      let prefix = IPv4Prefix(try value("--cidr-block")), let proto = UInt8(try value("--protocol"))
    else { throw Unreadable(description: words.joined(separator: " ")) }
    var match = TrafficMatch(protocolNumber: proto, icmpType: nil, icmpCode: nil)
    if proto == 1 {
      let parts = try value("--icmp-type-code").split(separator: ",").map {
        $0.split(separator: "=").last.flatMap { Int($0) } ?? -1
      }
      match = TrafficMatch(protocolNumber: 1, icmpType: UInt8(exactly: parts[0]), icmpCode: UInt8(exactly: parts[1]))
    } else {
      let parts = try value("--port-range").split(separator: ",").compactMap {
        $0.split(separator: "=").last.flatMap { UInt16($0) }
      }
      match = TrafficMatch(protocolNumber: proto, ports: parts[0]...parts[1])
    }
    let entry = NetworkAcl.Entry(ruleNumber: number, action: .allow, match: match, cidrBlock: prefix)
    let entries = ((isEgress ? acl.egress : acl.ingress) + [entry]).sorted { $0.ruleNumber < $1.ruleNumber }
    try lab.cloud.apply(
      .modifyNetworkAclEntries(id, ingress: isEgress ? nil : entries, egress: isEgress ? entries : nil))
  }
}
