import Cloud
import Dataplane

/// Where each resource stands in the tables.
struct ResourceNumbers: Sendable {
  private(set) var vpcs: [VPC.ID: Int] = [:]
  private(set) var subnets: [Subnet.ID: Int] = [:]
  private(set) var networkAcls: [NetworkAcl.ID: Int] = [:]
  private(set) var routeTables: [RouteTable.ID: Int] = [:]
  private(set) var groups: [SecurityGroup.ID: UInt32] = [:]
  private(set) var interfaces: [NetworkInterface.ID: Int] = [:]
  private(set) var interfaceCount = 0

  init(_ cloud: CloudState, after previous: Tables?) {
    for (number, id) in cloud.vpcs.keys.enumerated() { vpcs[id] = number }
    for (number, id) in cloud.subnets.keys.enumerated() { subnets[id] = number }
    for (number, id) in cloud.networkAcls.keys.enumerated() { networkAcls[id] = number }
    for (number, id) in cloud.routeTables.keys.enumerated() { routeTables[id] = number }
    for (number, id) in cloud.securityGroups.keys.enumerated() { groups[id] = UInt32(number) }
    for view in previous?.interfaces ?? [] { interfaces[NetworkInterface.ID(view.id)] = view.index }
    interfaceCount = previous?.interfaces.count ?? 0
    for id in cloud.networkInterfaces.keys where interfaces[id] == nil {
      interfaces[id] = interfaceCount
      interfaceCount += 1
    }
  }
}

/// The rules of every security group, by its number. ENIs that carry a group share them.
struct CompiledGroups: Sendable {
  private(set) var egress: [SecurityGroupRules] = []
  private(set) var ingress: [SecurityGroupRules] = []

  /// Those of `cloud`; a group that is as it was in `previous` keeps its own.
  init(_ cloud: CloudState, _ numbers: ResourceNumbers, after previous: (cloud: CloudState, groups: CompiledGroups)?) {
    let groups = cloud.securityGroups.values
    let before = previous?.cloud.securityGroups.values
    // Rules name other groups, by number and in words.
    let sameNames = before.map { $0.elementsEqual(groups) { $0.id == $1.id && $0.name == $1.name } } ?? false
    egress.reserveCapacity(groups.count)
    ingress.reserveCapacity(groups.count)
    for (number, group) in groups.enumerated() {
      let old = sameNames ? before?[number] : nil
      let keptEgress = old?.egress == group.egress ? previous?.groups.egress[number] : nil
      let keptIngress = old?.ingress == group.ingress ? previous?.groups.ingress[number] : nil
      egress.append(keptEgress ?? Self.compile(group, isEgress: true, cloud, numbers))
      ingress.append(keptIngress ?? Self.compile(group, isEgress: false, cloud, numbers))
    }
  }

  private static func compile(
    _ group: SecurityGroup, isEgress: Bool, _ cloud: CloudState, _ numbers: ResourceNumbers
  ) -> SecurityGroupRules {
    let rules = isEgress ? group.egress : group.ingress
    return SecurityGroupRules(rules.compactMap { compile($0, of: group, isEgress: isEgress, cloud, numbers) })
  }

  /// Nil: a rule that matches no IPv4 packet.
  private static func compile(
    _ rule: SecurityGroup.Rule, of group: SecurityGroup, isEgress: Bool, _ cloud: CloudState, _ numbers: ResourceNumbers
  ) -> SecurityRules.Rule? {
    let text = "sg \(group.name) allows \(rule.match) \(isEgress ? "to" : "from") "
    switch rule.peer {
    case .cidr(let prefix):
      return SecurityRules.Rule(range: ClassRange(rule.match), prefix: prefix, text: text + "\(prefix)")
    case .group(let id):
      guard let number = numbers.groups[id] else { return nil }
      let name = id == group.id ? "itself" : "sg \(cloud.securityGroups[id]?.name ?? id.text)"
      return SecurityRules.Rule(range: ClassRange(rule.match), group: number, text: text + name)
    case .ipv6, .prefixList: return nil
    }
  }
}
