import Packets
import Units
import Wire

/// All that the path looks things up in: an immutable snapshot of what the control plane compiled.
///
/// A change of the cloud makes new tables, which take effect at one instant. An ENI keeps its index from tables to
/// tables, for the flow table is keyed by it.
package final class Tables: Sendable {
  package let interfaces: [InterfaceView]
  package let subnets: [SubnetView]
  package let vpcs: [VPCView]
  package let securityRules: [SecurityRules]
  package let networkAcls: [NetworkAclEntries]
  package let routeTables: [Routes]
  /// Public address -> the ENI and the private address that it stands for.
  package let publicAddresses: [UInt32: PublicMapping]
  /// MAC -> ENI, over the live ones.
  package let interfacesByMac: [UInt64: Int]
  /// By index, what the path reads of an ENI; valid as long as the tables.
  let rows: InterfaceRows

  package init(
    interfaces: [InterfaceView] = [], subnets: [SubnetView] = [], vpcs: [VPCView] = [],
    securityRules: [SecurityRules] = [], networkAcls: [NetworkAclEntries] = [], routeTables: [Routes] = [],
    publicAddresses: [UInt32: PublicMapping] = [:]
  ) {
    self.interfaces = interfaces
    self.subnets = subnets
    self.vpcs = vpcs
    self.securityRules = securityRules
    self.networkAcls = networkAcls
    self.routeTables = routeTables
    self.publicAddresses = publicAddresses
    var byMac: [UInt64: Int] = [:]
    for interface in interfaces where interface.state == .live { byMac[interface.macAddress.bits] = interface.index }
    interfacesByMac = byMac
    rows = InterfaceRows(interfaces, subnets: subnets, vpcs: vpcs)
  }

  deinit { rows.free() }
}
