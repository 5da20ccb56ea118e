import Dataplane

/// What changed between two tables, ENI by ENI.
struct ViewComparison {
  private let old: Tables
  private let new: TableParts
  /// Per VPC of the new tables: its ENIs' states and addresses are as they were.
  private let sameNeighbors: [Bool]
  /// Per subnet of the new tables: what decides there is as it was in the old one of that number.
  private let sameSubnets: [Bool]
  private let samePublicAddresses: Bool
  /// Per VPC of the new tables: groups that an address came to or went from.
  private let movedGroups: [Set<UInt32>]

  init(old: Tables, new: TableParts) {
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
    sameSubnets = new.subnets.indices.map { number in
      number < old.subnets.count && Self.sameSubnet(old, number, new, number)
    }
  }

  /// The new ENIs, with epochs and generations that follow the old ones'.
  func withGenerations() -> [InterfaceView] {
    var interfaces = new.interfaces
    for index in interfaces.indices.prefix(old.interfaces.count) { follow(old.interfaces[index], &interfaces[index]) }
    return interfaces
  }

  /// As above, where nothing but rules, entries and routes can have changed. `renewed`: which rules of ENIs did.
  static func withGenerations(of new: TableParts, renewed: [Bool], after old: Tables) -> [InterfaceView] {
    let sameSubnets = new.subnets.indices.map { sameSubnet(old, $0, new, $0) }
    var interfaces = new.interfaces
    for index in interfaces.indices {
      let isSame = interfaces[index].state != .gone && sameSubnets[interfaces[index].subnet]
      if isSame, !renewed[interfaces[index].egress], !renewed[interfaces[index].ingress] { continue }
      if !isSame { interfaces[index].generation = next(interfaces[index].generation) }
      interfaces[index].rulesGeneration = next(interfaces[index].rulesGeneration)
    }
    return interfaces
  }

  private func follow(_ before: InterfaceView, _ view: inout InterfaceView) {
    let endsConnections = before.state == .live && (view.state != .live || view.instance != before.instance)
    // After 65,535 detachments they begin anew, with 1: no entry has epoch 0.
    view.epoch = endsConnections ? max(1, before.epoch &+ 1) : before.epoch
    let isSame = sameView(before, view)
    view.generation = isSame ? before.generation : Self.next(before.generation)
    let hasSameRules = isSame && sameRules(of: before, view)
    view.rulesGeneration = hasSameRules ? before.rulesGeneration : Self.next(before.rulesGeneration)
  }

  private static func next(_ generation: UInt32) -> UInt32 { generation == .max >> 1 ? 1 : generation + 1 }

  /// Everything but the security groups is the same that decides the ENI's packets.
  private func sameView(_ before: InterfaceView, _ now: InterfaceView) -> Bool {
    guard now.state != .gone, before.state == now.state, before.epoch == now.epoch, before.addresses == now.addresses,
      before.publicAddresses == now.publicAddresses,
      before.checksSourceAndDestination == now.checksSourceAndDestination, before.timeouts == now.timeouts,
      before.vpc == now.vpc, sameNeighbors[now.vpc], samePublicAddresses
    else { return false }
    return before.subnet == now.subnet
      ? sameSubnets[now.subnet] : Self.sameSubnet(old, before.subnet, new, now.subnet)
  }

  private static func sameSubnet(_ old: Tables, _ before: Int, _ new: TableParts, _ now: Int) -> Bool {
    let (oldSubnet, subnet) = (old.subnets[before], new.subnets[now])
    return oldSubnet.id == subnet.id && old.networkAcls[oldSubnet.networkAcl] == new.networkAcls[subnet.networkAcl]
      && old.routeTables[oldSubnet.routes] == new.routeTables[subnet.routes]
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
    guard old != new else { return [] }
    var moved: Set<UInt32> = []
    for (address, groups) in new where old[address] != groups {
      moved.formUnion(Set(old[address] ?? []).symmetricDifference(groups))
    }
    for (address, groups) in old where new[address] == nil { moved.formUnion(groups) }
    return moved
  }
}
