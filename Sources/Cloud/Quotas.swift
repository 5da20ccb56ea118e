/// How much one resource may hold. VPC User Guide, "Amazon VPC quotas"; the defaults stand until they are raised.
///
/// An account's own numbers (VPCs, Elastic IP addresses or groups in a Region) are not counted here: a request raises
/// them, and a lab is no account.
package struct Quotas: Equatable, Sendable {
  /// In one direction of a group, counted for IPv4 and IPv6 apart. This times `securityGroupsPerInterface` stays within
  /// 1,000.
  package var rulesPerSecurityGroup = 60
  /// AWS raises it to at most 16.
  package var securityGroupsPerInterface = 5
  /// In one direction; AWS raises it to at most 40.
  package var entriesPerNetworkAcl = 20
  /// `local` routes not counted; AWS raises it to at most 1,000. `Assumed:` that `local` does not count.
  package var routesPerRouteTable = 500
  /// AWS raises it to at most 50.
  package var cidrBlocksPerVpc = 5

  package init() {}

  /// What AWS grants of a wish: never more than its own maximum.
  var grantedGroups: Int { min(max(securityGroupsPerInterface, 1), 16) }
  var grantedRules: Int { min(rulesPerSecurityGroup, 1000 / grantedGroups) }
  var grantedEntries: Int { min(entriesPerNetworkAcl, 40) }
  var grantedRoutes: Int { min(routesPerRouteTable, 1000) }
  var grantedBlocks: Int { min(cidrBlocksPerVpc, 50) }
}

extension CloudState {
  /// What an account holds, AWS has granted: after an export was read, no quota is below what is there.
  package mutating func raiseQuotasToWhatIsHeld() {
    func raise(_ quota: WritableKeyPath<Quotas, Int>, to held: some Sequence<Int>) {
      quotas[keyPath: quota] = max(quotas[keyPath: quota], held.max() ?? 0)
    }
    raise(\.securityGroupsPerInterface, to: networkInterfaces.values.map(\.securityGroups.count))
    raise(\.rulesPerSecurityGroup, to: securityGroups.values.flatMap { [$0.ingress.count, $0.egress.count] })
    raise(\.entriesPerNetworkAcl, to: networkAcls.values.flatMap { [$0.ingress.count, $0.egress.count] })
    raise(\.routesPerRouteTable, to: routeTables.values.map(\.routes.count))
    raise(\.cidrBlocksPerVpc, to: vpcs.values.map(\.cidrBlocks.count))
  }
}
