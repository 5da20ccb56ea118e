import Cloud
import Guest
import Packets
import Units
import Wire

/// What may help against the failure of a probe: one list for each reason.
struct FixCandidates {
  let lab: LabDescription
  let probe: Probe
  let explanation: Explanation

  private var cloud: CloudState { lab.cloud }

  var all: [FixCandidate] {
    guard let failure = explanation.failure else { return [] }
    switch failure.reason {
    case .sourceCheckFailed:
      return secondaryAddress + policyRules(of: interface(of: sender)) + sourceCheckOff(at: failure)
    case .guestReversePathFilter:
      return secondaryAddress + policyRules(of: interface(failure.at)) + looseReversePath(at: failure)
    case .destinationCheckFailed: return sourceCheckOff(at: failure)
    case .securityGroupDeniesIngress: return groupRule(at: failure, isEgress: false)
    case .securityGroupDeniesEgress: return groupRule(at: failure, isEgress: true)
    case .networkAclDeniesIngress: return aclEntry(at: failure, isEgress: false)
    case .networkAclDeniesEgress: return aclEntry(at: failure, isEgress: true)
    case .noRoute, .routeIsBlackhole: return route(at: failure)
    case .noPublicAddress: return publicAddress
    case .instanceNotRunning: return start
    default: return []
    }
  }

  // MARK: Ends

  /// The ENI whose label is `label`.
  private func interface(_ label: String?) -> NetworkInterface? {
    label.flatMap { label in cloud.networkInterfaces.values.first { cloud.label(of: $0) == label } }
  }

  private func interface(of end: Endpoint) -> NetworkInterface? {
    switch end {
    case .interface(let id), .address(_, let id): return cloud.networkInterfaces[id]
    case .instance(let id): return cloud.interfaces(of: id).first
    case .internet, .nobody: return nil
    }
  }

  /// The end whose guest made the packet that failed: the asked one for an answer, the asking one for a probe.
  private var sender: Endpoint { explanation.forward.verdict == .dropped ? probe.from : probe.to }
  private var isAnswer: Bool { explanation.forward.verdict != .dropped }

  // MARK: Two ENIs

  /// The address of the secondary ENI becomes a secondary address of the primary one, as AWS advises.
  /// EC2 User Guide, "Best practices for configuring network interfaces".
  private var secondaryAddress: [FixCandidate] {
    let isAsked = isAnswer || explanation.failure?.reason == .guestReversePathFilter
    guard isAsked, let second = interface(of: probe.to), let attachment = second.attachment,
      attachment.deviceIndex != 0,
      let first = cloud.interfaces(of: attachment.instance).first, first.subnet == second.subnet
    else { return [] }
    let address = second.primaryAddress
    let commands = [
      "aws ec2 detach-network-interface --attachment-id \(attachment.id)",
      "aws ec2 wait network-interface-available --network-interface-ids \(second.id)",
      "aws ec2 delete-network-interface --network-interface-id \(second.id)",
      "aws ec2 assign-private-ip-addresses --network-interface-id \(first.id) --private-ip-addresses \(address)",
      "ip addr add \(address)/32 dev eth0",
    ]
    // The address comes under the first one's groups.
    let isOpener = !Set(first.securityGroups).isSubset(of: second.securityGroups)
    return [
      FixCandidate(
        title: "\(address) as secondary address of \(cloud.label(of: first))", commands: commands,
        opens: isOpener ? "\(address) to what the groups of \(cloud.label(of: first)) allow" : "nothing", rank: 0
      ) { lab, probe in
        guard (try? lab.cloud.apply(.detachNetworkInterface(second.id))) != nil else { return false }
        lab.cloud.networkInterfaces[second.id] = nil
        guard (try? lab.cloud.apply(.assignPrivateIpAddress(first.id, address))) != nil else { return false }
        lab.guests[attachment.instance, default: GuestDescription()].commands.removeAll {
          $0.contains("dev eth\(attachment.deviceIndex)")
        }
        probe.to = .address(address, first.id)
        return true
      }
    ]
  }

  /// A rule and a table for each secondary ENI of the guest that has `own`, as amazon-ec2-net-utils writes them.
  private func policyRules(of own: NetworkInterface?) -> [FixCandidate] {
    guard let own, let instance = own.attachment?.instance else { return [] }
    var lines: [String] = []
    for interface in cloud.interfaces(of: instance) {
      guard let index = interface.attachment?.deviceIndex, index > 0 || own.attachment?.deviceIndex == 0,
        let subnet = cloud.subnets[interface.subnet]
      else { continue }
      let table = 1_000 + index
      for address in interface.privateAddresses { lines.append("ip rule add from \(address.address) lookup \(table)") }
      lines.append("ip route add \(subnet.cidrBlock) dev eth\(index) table \(table)")
      lines.append("ip route add default via \(subnet.routerAddress) dev eth\(index) table \(table)")
    }
    guard !lines.isEmpty else { return [] }
    return [
      FixCandidate(title: "policy rule per ENI", commands: lines, opens: "nothing", rank: 1) { lab, _ in
        lab.guests[instance, default: GuestDescription()].commands += lines
        return true
      }
    ]
  }

  private func sourceCheckOff(at failure: Leg) -> [FixCandidate] {
    guard let interface = interface(failure.at), interface.sourceDestCheck else { return [] }
    let name = interface.attachment.flatMap { cloud.instances[$0.instance]?.name } ?? interface.name
    return [
      FixCandidate(
        title: "source/dest check off on \(cloud.label(of: interface))",
        commands: [
          "aws ec2 modify-network-interface-attribute --network-interface-id \(interface.id) --no-source-dest-check"
        ],
        opens: "lets \(name) spoof", rank: 100
      ) { lab, _ in (try? lab.cloud.apply(.modifySourceDestCheck(interface.id, false))) != nil }
    ]
  }

  private func looseReversePath(at failure: Leg) -> [FixCandidate] {
    guard let instance = interface(failure.at)?.attachment?.instance else { return [] }
    // The larger of `all` and the card's own value counts, and 2 is the largest.
    let lines = ["sysctl -w net.ipv4.conf.all.rp_filter=2"]
    return [
      FixCandidate(title: "rp_filter 2", commands: lines, opens: "nothing", rank: 2) { lab, _ in
        lab.guests[instance, default: GuestDescription()].commands += lines
        return true
      }
    ]
  }

  // MARK: Rules

  /// Source, destination and what a rule must match of the packet that failed, as seen at the ENI.
  private var packet: (source: IPv4Address, destination: IPv4Address, match: TrafficMatch)? {
    guard let asking = address(of: probe.from), let asked = address(of: probe.to) else { return nil }
    let (source, destination) = isAnswer ? (asked, asking) : (asking, asked)
    switch probe.kind {
    case .tcp(let port, _):
      return (
        source, destination,
        TrafficMatch(protocolNumber: IPProtocol.tcp, ports: ports(isAnswer ? probe.sourcePort : port))
      )
    case .udp(let port, _):
      return (
        source, destination,
        TrafficMatch(protocolNumber: IPProtocol.udp, ports: ports(isAnswer ? probe.sourcePort : port))
      )
    case .other(let protocolNumber, _): return (source, destination, TrafficMatch(protocolNumber: protocolNumber))
    case .echo:
      return (
        source, destination, TrafficMatch(protocolNumber: IPProtocol.icmp, icmpType: isAnswer ? 0 : 8, icmpCode: nil)
      )
    }
  }

  /// An answer goes to a port that the next one will not have: the ephemeral ones of Linux and of the probe.
  private func ports(_ port: UInt16) -> ClosedRange<UInt16> { isAnswer ? 1_024...65_535 : port...port }

  private func address(of end: Endpoint) -> IPv4Address? {
    switch end {
    case .internet(let address, _), .nobody(let address), .address(let address, _): return address
    case .instance, .interface: return interface(of: end)?.primaryAddress
    }
  }

  private func groupRule(at failure: Leg, isEgress: Bool) -> [FixCandidate] {
    guard let interface = interface(failure.at), let id = interface.securityGroups.first,
      let group = cloud.securityGroups[id],
      let packet
    else { return [] }
    let peer = IPv4Prefix(containing: isEgress ? packet.destination : packet.source, length: 32)
    let rule = SecurityGroup.Rule(packet.match, .cidr(peer))
    let what = "\(packet.match) \(isEgress ? "to" : "from") \(peer)"
    let verb = isEgress ? "egress" : "ingress"
    return [
      FixCandidate(
        title: "\(verb) rule in sg \(group.name)",
        commands: [
          "aws ec2 authorize-security-group-\(verb) --group-id \(id) --ip-permissions \(permission(packet.match, peer))"
        ], opens: what, rank: 200
      ) { lab, _ in
        guard let held = lab.cloud.securityGroups[id] else { return false }
        let change = CloudChange.modifySecurityGroupRules(
          id, ingress: isEgress ? nil : held.ingress + [rule], egress: isEgress ? held.egress + [rule] : nil)
        return (try? lab.cloud.apply(change)) != nil
      }
    ]
  }

  /// Between quotation marks: to some shells brackets are patterns.
  private func permission(_ match: TrafficMatch, _ peer: IPv4Prefix) -> String {
    var text = "'IpProtocol=\(match.protocolNumber.map(IPProtocol.name) ?? "-1")"
    if let ports = match.ports { text += ",FromPort=\(ports.lowerBound),ToPort=\(ports.upperBound)" }
    if let type = match.icmpType { text += ",FromPort=\(type),ToPort=-1" }
    return text + ",IpRanges=[{CidrIp=\(peer)}]'"
  }

  private func aclEntry(at failure: Leg, isEgress: Bool) -> [FixCandidate] {
    guard let id = failure.at, let acl = cloud.networkAcls[NetworkAcl.ID(id)], let packet else { return [] }
    let entries = isEgress ? acl.egress : acl.ingress
    guard let number = freeNumber(in: entries) else { return [] }
    let peer = IPv4Prefix(containing: isEgress ? packet.destination : packet.source, length: 32)
    let entry = NetworkAcl.Entry(ruleNumber: number, action: .allow, match: packet.match, cidrBlock: peer)
    let what = "\(packet.match) \(isEgress ? "to" : "from") \(peer)"
    var command =
      "aws ec2 create-network-acl-entry --network-acl-id \(id) --\(isEgress ? "egress" : "ingress")"
      + " --rule-number \(number) --rule-action allow --cidr-block \(peer)"
      + " --protocol \(packet.match.protocolNumber.map(String.init) ?? "-1")"
    if let ports = packet.match.ports { command += " --port-range From=\(ports.lowerBound),To=\(ports.upperBound)" }
    if let type = packet.match.icmpType { command += " --icmp-type-code Type=\(type),Code=-1" }
    return [
      FixCandidate(
        title: "\(isEgress ? "egress" : "ingress") entry \(number) in network ACL \(acl.name)", commands: [command],
        opens: what,
        rank: 200
      ) { lab, _ in
        guard let held = lab.cloud.networkAcls[acl.id] else { return false }
        let changed = ((isEgress ? held.egress : held.ingress) + [entry]).sorted { $0.ruleNumber < $1.ruleNumber }
        let change = CloudChange.modifyNetworkAclEntries(
          acl.id, ingress: isEgress ? nil : changed, egress: isEgress ? changed : nil)
        return (try? lab.cloud.apply(change)) != nil
      }
    ]
  }

  /// The highest free number below all others, so that the new entry is asked first.
  private func freeNumber(in entries: [NetworkAcl.Entry]) -> Int? {
    let first = entries.map(\.ruleNumber).min() ?? 101
    return first > 1 ? first - 1 : nil
  }

  // MARK: Routes and addresses

  private func route(at failure: Leg) -> [FixCandidate] {
    guard let id = failure.at, let table = cloud.routeTables[RouteTable.ID(id)], let packet,
      !packet.destination.isPrivate, !packet.destination.isShared,
      let gateway = cloud.internetGateways.values.first(where: { $0.vpc == table.vpc })
    else { return [] }
    let exists = table.routes.contains { $0.destination == .everything }
    let command =
      "aws ec2 \(exists ? "replace" : "create")-route --route-table-id \(id) --destination-cidr-block 0.0.0.0/0"
      + " --gateway-id \(gateway.id)"
    return [
      FixCandidate(
        title: "default route of \(table.name) to the internet gateway", commands: [command],
        opens: "a way to the internet for the subnets of \(table.name)", rank: 300
      ) { lab, _ in
        let held = lab.cloud.routeTables[table.id]?.routes ?? []
        let routes = held.filter { $0.target != .local && $0.destination != .everything }
        let route = RouteTable.Route(destination: .everything, target: .internetGateway(gateway.id))
        return (try? lab.cloud.apply(.modifyRoutes(table.id, routes + [route]))) != nil
      }
    ]
  }

  private var publicAddress: [FixCandidate] {
    // From outside it is the one asked who has none.
    let inside = interface(explanation.forward.leaves) ?? interface(of: sender) ?? interface(of: probe.to)
    guard let interface = inside else { return [] }
    guard interface.privateAddresses.first?.association == nil else { return [] }
    let free = cloud.elasticAddresses.values.first { address in
      !cloud.networkInterfaces.values.contains {
        $0.privateAddresses.contains { $0.association?.allocation == address.id }
      }
    }
    let allocation = free?.id.text ?? "$ALLOCATION"
    let associate = "aws ec2 associate-address --allocation-id \(allocation) --network-interface-id \(interface.id)"
    let allocate = "ALLOCATION=$(aws ec2 allocate-address --query AllocationId --output text)"
    return [
      FixCandidate(
        title: "an Elastic IP on \(cloud.label(of: interface))",
        commands: (free == nil ? [allocate] : []) + [associate],
        opens: "\(cloud.label(of: interface)) to the internet, as its groups and ACL allow", rank: 300
      ) { lab, _ in
        guard let id = free?.id ?? (try? lab.cloud.allocateAddress(name: "fix")) else { return false }
        return (try? lab.cloud.apply(.associateAddress(id, interface.id, privateIpAddress: nil))) != nil
      }
    ]
  }

  private var start: [FixCandidate] {
    let ends = [probe.from, probe.to].compactMap { end -> Instance.ID? in
      if case .instance(let id) = end { return id }
      return interface(of: end)?.attachment?.instance
    }
    guard let stopped = ends.first(where: { cloud.instances[$0]?.state == .stopped }) else { return [] }
    return [
      FixCandidate(
        title: "start \(cloud.instances[stopped]?.name ?? stopped.text)",
        commands: ["aws ec2 start-instances --instance-ids \(stopped)"], opens: "nothing", rank: 0
      ) { lab, _ in (try? lab.cloud.apply(.startInstance(stopped))) != nil }
    ]
  }
}
