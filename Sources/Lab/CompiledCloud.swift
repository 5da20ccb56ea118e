import Cloud
import Dataplane

/// What tables are made of.
struct TableParts {
  var interfaces: [InterfaceView]
  var subnets: [SubnetView]
  var vpcs: [VPCView]
  var securityRules: [SecurityRules]
  var networkAcls: [NetworkAclEntries]
  var routeTables: [Routes]
  var publicAddresses: [UInt32: PublicMapping]
}

/// A cloud and the tables that follow from it: where compiling its next state begins.
///
/// A change of rules, entries or routes alone compiles what it concerns and takes everything else over. Any other
/// change compiles all but the security groups that stay as they are. Either way the tables are those that compiling
/// the whole cloud gives.
package struct CompiledCloud: Sendable {
  package let cloud: CloudState
  package let tables: Tables
  private let numbers: ResourceNumbers
  private let groups: CompiledGroups

  /// Every reference in `cloud` must hold, here and below.
  package init(_ cloud: CloudState) {
    self.cloud = cloud
    numbers = ResourceNumbers(cloud, after: nil)
    groups = CompiledGroups(cloud, numbers, after: nil)
    var compile = Compile(cloud, numbers, groups, after: nil)
    tables = Tables(compile.parts())
  }

  /// `next`, compiled after this one.
  package func changed(to next: CloudState) -> CompiledCloud {
    if let numbers = numbersAfterRules(next) {
      return CompiledCloud(changingRules: next, numbers, after: self)
    }
    return CompiledCloud(next, after: self, keeping: groups)
  }

  /// As `changed`, with nothing taken over but indices, epochs and generations.
  package func compiledAnew(_ next: CloudState) -> CompiledCloud { CompiledCloud(next, after: self, keeping: nil) }

  package func index(of interface: NetworkInterface.ID) -> Int? { numbers.interfaces[interface] }

  private init(_ cloud: CloudState, after old: CompiledCloud, keeping groups: CompiledGroups?) {
    self.cloud = cloud
    numbers = ResourceNumbers(cloud, after: old.tables)
    self.groups = CompiledGroups(cloud, numbers, after: groups.map { (old.cloud, $0) })
    var compile = Compile(cloud, numbers, self.groups, after: old.tables)
    var parts = compile.parts()
    parts.interfaces = ViewComparison(old: old.tables, new: parts).withGenerations()
    tables = Tables(parts)
  }

  /// The present numbers, if `next` differs in rules, entries and routes alone.
  private func numbersAfterRules(_ next: CloudState) -> ResourceNumbers? {
    guard next.vpcs == cloud.vpcs, next.subnets == cloud.subnets, next.instances == cloud.instances,
      next.networkInterfaces == cloud.networkInterfaces, next.internetGateways == cloud.internetGateways,
      next.securityGroups.keys == cloud.securityGroups.keys, next.networkAcls.keys == cloud.networkAcls.keys,
      next.routeTables.keys == cloud.routeTables.keys,
      zip(next.routeTables.values, cloud.routeTables.values).allSatisfy({ $0.isMain == $1.isMain && $0.vpc == $1.vpc })
    else { return nil }
    return numbers
  }

  private init(changingRules cloud: CloudState, _ numbers: ResourceNumbers, after old: CompiledCloud) {
    self.cloud = cloud
    self.numbers = numbers
    groups = CompiledGroups(cloud, numbers, after: (old.cloud, old.groups))
    let compile = Compile(cloud, numbers, groups, after: old.tables)
    var parts = TableParts(old.tables)
    let renewed = groups.renew(&parts.securityRules, after: old.groups)
    if cloud.networkAcls != old.cloud.networkAcls { parts.networkAcls = compile.networkAcls() }
    if cloud.routeTables != old.cloud.routeTables { parts.routeTables = compile.routeTables() }
    parts.interfaces = ViewComparison.withGenerations(of: parts, renewed: renewed, after: old.tables)
    tables = Tables(parts, sharingAddressesWith: old.tables)
  }
}

extension TableParts {
  init(_ tables: Tables) {
    self.init(
      interfaces: tables.interfaces, subnets: tables.subnets, vpcs: tables.vpcs, securityRules: tables.securityRules,
      networkAcls: tables.networkAcls, routeTables: tables.routeTables, publicAddresses: tables.publicAddresses)
  }
}

extension Tables {
  convenience init(_ parts: TableParts, sharingAddressesWith previous: Tables? = nil) {
    self.init(
      interfaces: parts.interfaces, subnets: parts.subnets, vpcs: parts.vpcs, securityRules: parts.securityRules,
      networkAcls: parts.networkAcls, routeTables: parts.routeTables, publicAddresses: parts.publicAddresses,
      sharingAddressesWith: previous)
  }
}

extension CompiledGroups {
  /// Puts what groups have now in the place of what they had, in the rules of ENIs; says of which these are others now.
  func renew(_ rules: inout [SecurityRules], after old: CompiledGroups) -> [Bool] {
    var replaced: [ObjectIdentifier: SecurityGroupRules] = [:]
    for (before, now) in zip(old.egress, egress) where before !== now { replaced[ObjectIdentifier(before)] = now }
    for (before, now) in zip(old.ingress, ingress) where before !== now { replaced[ObjectIdentifier(before)] = now }
    guard !replaced.isEmpty else { return [Bool](repeating: false, count: rules.count) }
    let concerned = rules.map { set in set.groups.contains { replaced[ObjectIdentifier($0)] != nil } }
    return concerned.indices.map { number in
      guard concerned[number] else { return false }
      let before = rules[number]
      rules[number] = SecurityRules(groups: before.groups.map { replaced[ObjectIdentifier($0)] ?? $0 })
      return rules[number] != before
    }
  }
}
