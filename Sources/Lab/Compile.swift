import Cloud
import Dataplane
import Packets
import Units
import Wire

/// The only translation from what the user made to what the path looks things up in. A pure function.
///
/// An ENI keeps the index that it has in `previous`; a view's generation grows if anything changed that decides the
/// ENI's packets, and only then, so that a change of one security group leaves the flows of other ENIs as they are.
package struct Compile {
  private let cloud: CloudState
  private let previous: Tables?
  private var vpcNumbers: [VPC.ID: Int] = [:]
  private var subnetNumbers: [Subnet.ID: Int] = [:]
  private var aclNumbers: [NetworkAcl.ID: Int] = [:]
  private var routeTableNumbers: [RouteTable.ID: Int] = [:]
  private var groupNumbers: [SecurityGroup.ID: UInt32] = [:]
  private var interfaceNumbers: [NetworkInterface.ID: Int] = [:]
  private var interfaceCount = 0
  private var rules: [SecurityRules] = []
  private var ruleNumbers: [RuleKey: Int] = [:]

  private struct RuleKey: Hashable {
    var groups: [SecurityGroup.ID]
    var isEgress: Bool
  }

  /// Tables for `cloud`, following `previous` where there are some. Every reference in `cloud` must hold.
  package static func tables(from cloud: CloudState, after previous: Tables? = nil) -> Tables {
    var compile = Compile(cloud, previous)
    return compile.run()
  }

  private init(_ cloud: CloudState, _ previous: Tables?) {
    self.cloud = cloud
    self.previous = previous
    for (number, id) in cloud.vpcs.keys.enumerated() { vpcNumbers[id] = number }
    for (number, id) in cloud.subnets.keys.enumerated() { subnetNumbers[id] = number }
    for (number, id) in cloud.networkAcls.keys.enumerated() { aclNumbers[id] = number }
    for (number, id) in cloud.routeTables.keys.enumerated() { routeTableNumbers[id] = number }
    for (number, id) in cloud.securityGroups.keys.enumerated() { groupNumbers[id] = UInt32(number) }
    for view in previous?.interfaces ?? [] { interfaceNumbers[ResourceID(view.id)] = view.index }
    interfaceCount = previous?.interfaces.count ?? 0
    for id in cloud.networkInterfaces.keys where interfaceNumbers[id] == nil {
      interfaceNumbers[id] = interfaceCount
      interfaceCount += 1
    }
  }

  private mutating func run() -> Tables {
    var views: [InterfaceView?] = Array(repeating: nil, count: interfaceCount)
    for interface in cloud.networkInterfaces.values {
      let view = self.view(of: interface)
      views[view.index] = view
    }
    let interfaces = views.enumerated().map { index, view in view ?? gone(index) }
    let tables = Tables(
      interfaces: interfaces, subnets: cloud.subnets.values.map(subnet), vpcs: cloud.vpcs.values.map(vpc),
      securityRules: rules, networkAcls: cloud.networkAcls.values.map(networkAcl),
      routeTables: cloud.routeTables.values.map { routes($0) }, publicAddresses: publicAddresses())
    return previous.map { ViewComparison(old: $0, new: tables).withGenerations() } ?? tables
  }

  // MARK: ENIs

  private func state(of interface: NetworkInterface) -> InterfaceView.State {
    guard let attachment = interface.attachment, let instance = cloud.instances[attachment.instance] else {
      return .detached
    }
    return instance.state == .running ? .live : .instanceNotRunning
  }

  private mutating func view(of interface: NetworkInterface) -> InterfaceView {
    let number = interfaceNumbers[interface.id] ?? 0
    let subnet = cloud.subnets[interface.subnet]
    let instance = interface.attachment.flatMap { cloud.instances[$0.instance] }
    return InterfaceView(
      index: number, id: interface.id.text, label: cloud.label(of: interface), instance: instance?.id.text ?? "",
      state: state(of: interface), subnet: subnetNumbers[interface.subnet] ?? 0,
      vpc: subnet.flatMap { vpcNumbers[$0.vpc] } ?? 0, macAddress: interface.macAddress,
      addresses: interface.privateAddresses.map(\.address.bits),
      publicAddresses: interface.privateAddresses.map { $0.association?.publicIp.bits ?? 0 },
      checksSourceAndDestination: interface.sourceDestCheck,
      egress: ruleSet(interface.securityGroups, isEgress: true),
      ingress: ruleSet(interface.securityGroups, isEgress: false), timeouts: timeouts(of: interface, on: instance),
      server: instance.flatMap { cloud.instances.index(forKey: $0.id) } ?? 0)
  }

  /// An ENI that was deleted: its index stays its own.
  private func gone(_ index: Int) -> InterfaceView {
    guard var view = previous?.interfaces[index] else { preconditionFailure("an index without an ENI") }
    view.state = .gone
    view.instance = ""
    view.subnet = 0
    view.vpc = 0
    view.egress = 0
    view.ingress = 0
    return view
  }

  private func timeouts(of interface: NetworkInterface, on instance: Instance?) -> ConnectionTimeouts {
    var timeouts = ConnectionTimeouts()
    let tracking = interface.connectionTracking
    let established =
      tracking.tcpEstablishedTimeout ?? instance.flatMap { InstanceType.named($0.instanceType)?.tcpEstablishedTimeout }
    if let established { timeouts.tcpEstablished = .seconds(Int64(established)) }
    timeouts.udp = .seconds(Int64(tracking.udpTimeout))
    timeouts.udpStream = .seconds(Int64(tracking.udpStreamTimeout))
    return timeouts
  }

  // MARK: Rules

  private mutating func ruleSet(_ groups: [SecurityGroup.ID], isEgress: Bool) -> Int {
    let key = RuleKey(groups: groups, isEgress: isEgress)
    if let number = ruleNumbers[key] { return number }
    let compiled = groups.compactMap { cloud.securityGroups[$0] }.flatMap { group in
      (isEgress ? group.egress : group.ingress).compactMap { compile($0, of: group, isEgress: isEgress) }
    }
    rules.append(SecurityRules(rules: compiled))
    ruleNumbers[key] = rules.count - 1
    return rules.count - 1
  }

  /// Nil: a rule that matches no IPv4 packet.
  private func compile(_ rule: SecurityGroup.Rule, of group: SecurityGroup, isEgress: Bool) -> SecurityRules.Rule? {
    let text = "sg \(group.name) allows \(rule.match) \(isEgress ? "to" : "from") "
    switch rule.peer {
    case .cidr(let prefix):
      return SecurityRules.Rule(range: ClassRange(rule.match), prefix: prefix, text: text + "\(prefix)")
    case .group(let id):
      guard let number = groupNumbers[id] else { return nil }
      let name = id == group.id ? "itself" : "sg \(cloud.securityGroups[id]?.name ?? id.text)"
      return SecurityRules.Rule(range: ClassRange(rule.match), group: number, text: text + name)
    case .ipv6, .prefixList: return nil
    }
  }

  private func networkAcl(_ acl: NetworkAcl) -> NetworkAclEntries {
    func compile(_ entries: [NetworkAcl.Entry], _ word: String) -> [NetworkAclEntries.Entry] {
      entries.sorted { $0.ruleNumber < $1.ruleNumber }.map {
        NetworkAclEntries.Entry(
          range: ClassRange($0.match), prefix: $0.cidrBlock, allows: $0.action == .allow,
          text: "\($0.ruleNumber) \($0.action) \($0.match) \(word) \($0.cidrBlock)")
      }
    }
    return NetworkAclEntries(id: acl.id.text, egress: compile(acl.egress, "to"), ingress: compile(acl.ingress, "from"))
  }

  // MARK: Places

  private func subnet(_ subnet: Subnet) -> SubnetView {
    // A MAC of the fabric's own: locally administered, from the subnet's id.
    let digits = derivedID(prefix: "router", name: subnet.id.text).suffix(10)
    let mac = MACAddress(bits: 0x0a00_0000_0000 | (UInt64(digits, radix: 16) ?? 0))
    return SubnetView(
      id: subnet.id.text, vpc: vpcNumbers[subnet.vpc] ?? 0, prefix: subnet.cidrBlock,
      routerAddress: subnet.routerAddress.bits, routerMac: mac, networkAcl: aclNumbers[subnet.networkAcl] ?? 0,
      routes: cloud.routeTable(of: subnet).flatMap { routeTableNumbers[$0.id] } ?? 0)
  }

  private func vpc(_ vpc: VPC) -> VPCView {
    var interfaces: [UInt32: Int] = [:]
    var groups: [UInt32: [UInt32]] = [:]
    for interface in cloud.networkInterfaces.values where cloud.subnets[interface.subnet]?.vpc == vpc.id {
      for address in interface.privateAddresses {
        interfaces[address.address.bits] = interfaceNumbers[interface.id]
        groups[address.address.bits] = interface.securityGroups.compactMap { groupNumbers[$0] }
      }
    }
    return VPCView(
      id: vpc.id.text, internetGateway: cloud.internetGateways.values.first { $0.vpc == vpc.id }?.id.text,
      dnsAddress: vpc.cidrBlocks.first.map { $0.address(at: 2).bits } ?? 0, interfaces: interfaces, groups: groups)
  }

  private func routes(_ table: RouteTable) -> Routes {
    // Of equal prefixes the static one counts before the propagated one. AWS VPC User Guide, "Route priority".
    let ordered = table.routes.filter { $0.origin != .propagated } + table.routes.filter { $0.origin == .propagated }
    return Routes(
      id: table.id.text,
      routes: ordered.map { route in
        let (target, word) = self.target(of: route.target, in: table)
        return Routes.Route(prefix: route.destination, target: target, text: "\(route.destination) \(word)")
      })
  }

  private func target(of target: RouteTable.Target, in table: RouteTable) -> (Routes.Target, String) {
    switch target {
    case .local: return (.local, "local")
    case .internetGateway(let id):
      let isAttached = cloud.internetGateways[id]?.vpc == table.vpc
      return isAttached ? (.internetGateway, id.text) : (.blackhole, "\(id) (blackhole: not attached)")
    case .networkInterface(let id):
      guard let interface = cloud.networkInterfaces[id], state(of: interface) == .live,
        let number = interfaceNumbers[id]
      else {
        return (.blackhole, "\(id) (blackhole: not attached to a running instance)")
      }
      return (.interface(number), id.text)
    case .blackhole: return (.blackhole, "blackhole")
    case .unmodelled(let id): return (.unmodelled, id)
    }
  }

  private func publicAddresses() -> [UInt32: PublicMapping] {
    var found: [UInt32: PublicMapping] = [:]
    for interface in cloud.networkInterfaces.values {
      for address in interface.privateAddresses {
        guard let association = address.association, let number = interfaceNumbers[interface.id] else { continue }
        found[association.publicIp.bits] = PublicMapping(interface: number, address: address.address.bits)
      }
    }
    return found
  }
}

/// What changed between two tables, ENI by ENI.
struct ViewComparison {
  let old: Tables
  let new: Tables
  /// Per VPC of the new tables: its ENIs' states and addresses are as they were.
  private let sameNeighbors: [Bool]
  private let samePublicAddresses: Bool
  /// Per VPC of the new tables: groups that an address came to or went from.
  private let movedGroups: [Set<UInt32>]

  init(old: Tables, new: Tables) {
    self.old = old
    self.new = new
    samePublicAddresses = old.publicAddresses == new.publicAddresses
    movedGroups = new.vpcs.enumerated().map { number, vpc in
      number < old.vpcs.count ? Self.movedGroups(from: old.vpcs[number].groups, to: vpc.groups) : []
    }
    sameNeighbors = new.vpcs.enumerated().map { number, vpc in
      guard number < old.vpcs.count, old.vpcs[number].id == vpc.id, old.vpcs[number].interfaces == vpc.interfaces,
        old.vpcs[number].internetGateway == vpc.internetGateway
      else { return false }
      return vpc.interfaces.values.allSatisfy { index in
        index < old.interfaces.count && old.interfaces[index].state == new.interfaces[index].state
          && old.interfaces[index].macAddress == new.interfaces[index].macAddress
      }
    }
  }

  /// The new tables, with epochs and generations that follow the old ones'.
  func withGenerations() -> Tables {
    let interfaces = new.interfaces.map { view in
      guard view.index < old.interfaces.count else { return view }
      let before = old.interfaces[view.index]
      var view = view
      let endsConnections = before.state == .live && (view.state != .live || view.instance != before.instance)
      view.epoch = endsConnections ? before.epoch &+ 1 : before.epoch
      let isSame = sameView(before, view)
      view.generation = isSame ? before.generation : Self.next(before.generation)
      let hasSameRules = isSame && sameRules(of: before, view)
      view.rulesGeneration = hasSameRules ? before.rulesGeneration : Self.next(before.rulesGeneration)
      return view
    }
    return Tables(
      interfaces: interfaces, subnets: new.subnets, vpcs: new.vpcs, securityRules: new.securityRules,
      networkAcls: new.networkAcls, routeTables: new.routeTables, publicAddresses: new.publicAddresses)
  }

  private static func next(_ generation: UInt32) -> UInt32 { generation == .max >> 1 ? 1 : generation + 1 }

  /// Everything but the security groups is the same that decides the ENI's packets.
  private func sameView(_ before: InterfaceView, _ now: InterfaceView) -> Bool {
    guard now.state != .gone, before.state == now.state, before.epoch == now.epoch, before.addresses == now.addresses,
      before.publicAddresses == now.publicAddresses,
      before.checksSourceAndDestination == now.checksSourceAndDestination, before.timeouts == now.timeouts,
      before.vpc == now.vpc, sameNeighbors[now.vpc], samePublicAddresses
    else { return false }
    let (oldSubnet, subnet) = (old.subnets[before.subnet], new.subnets[now.subnet])
    guard oldSubnet.id == subnet.id, old.networkAcls[oldSubnet.networkAcl] == new.networkAcls[subnet.networkAcl],
      old.routeTables[oldSubnet.routes] == new.routeTables[subnet.routes]
    else { return false }
    return true
  }

  /// Of the same VPC.
  private func sameRules(of before: InterfaceView, _ now: InterfaceView) -> Bool {
    sameRules(old.securityRules[before.egress], new.securityRules[now.egress], vpc: now.vpc)
      && sameRules(old.securityRules[before.ingress], new.securityRules[now.ingress], vpc: now.vpc)
  }

  /// The same rules, and the groups that they name have the same members.
  private func sameRules(_ before: SecurityRules, _ now: SecurityRules, vpc: Int) -> Bool {
    before == now && (movedGroups[vpc].isEmpty || !now.rules.contains { movedGroups[vpc].contains($0.group) })
  }

  /// Groups whose members are other addresses than before.
  private static func movedGroups(from old: [UInt32: [UInt32]], to new: [UInt32: [UInt32]]) -> Set<UInt32> {
    var moved: Set<UInt32> = []
    for (address, groups) in new where old[address] != groups {
      moved.formUnion(Set(old[address] ?? []).symmetricDifference(groups))
    }
    for (address, groups) in old where new[address] == nil { moved.formUnion(groups) }
    return moved
  }
}

extension ClassRange {
  /// What a rule of the cloud says of protocol, ports, type and code.
  init(_ match: TrafficMatch) {
    switch match.protocolNumber {
    case nil: self.init(protocolNumber: nil)
    case IPProtocol.icmp:
      self.init(
        protocolNumber: IPProtocol.icmp, low: match.icmpType.map(UInt16.init) ?? 0,
        high: match.icmpType.map(UInt16.init) ?? .max, code: match.icmpCode.map(UInt16.init) ?? 0x100)
    case let number?:
      self.init(protocolNumber: number, low: match.ports?.lowerBound ?? 0, high: match.ports?.upperBound ?? .max)
    }
  }
}

extension TrafficMatch: CustomStringConvertible {
  /// As the lab file's shorthand has it: `tcp 443`, `icmp 8/0`, `all`.
  package var description: String {
    guard let protocolNumber else { return "all" }
    var text = IPProtocol.name(protocolNumber)
    if protocolNumber == IPProtocol.icmp {
      if let icmpType { text += " \(icmpType)" + (icmpCode.map { "/\($0)" } ?? "") }
    } else if let ports {
      text += ports.count == 1 ? " \(ports.lowerBound)" : " \(ports.lowerBound)-\(ports.upperBound)"
    }
    return text
  }
}
