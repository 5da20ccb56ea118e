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
  /// By index, what the path reads of an ENI; valid as long as the tables.
  let rows: InterfaceRows
  private let places: AddressPlaces
  /// What `places` holds, which lives as long.
  private let privateAddresses: AddressIndex
  private let publicOnes: AddressIndex
  private let macAddresses: AddressIndex
  private let groupLists: GroupLists

  /// `previous`: tables with the same ENIs, addresses and memberships, if any is known; what finds them is shared.
  package init(
    interfaces: [InterfaceView] = [], subnets: [SubnetView] = [], vpcs: [VPCView] = [],
    securityRules: [SecurityRules] = [], networkAcls: [NetworkAclEntries] = [], routeTables: [Routes] = [],
    publicAddresses: [UInt32: PublicMapping] = [:], sharingAddressesWith previous: Tables? = nil
  ) {
    self.interfaces = interfaces
    self.subnets = subnets
    self.vpcs = vpcs
    self.securityRules = securityRules
    self.networkAcls = networkAcls
    self.routeTables = routeTables
    self.publicAddresses = publicAddresses
    rows = InterfaceRows(
      interfaces, subnets: subnets, vpcs: vpcs, securityRules: securityRules, networkAcls: networkAcls,
      routeTables: routeTables)
    places = previous?.places ?? AddressPlaces(interfaces, vpcs, publicAddresses)
    privateAddresses = places.privateAddresses
    publicOnes = places.publicAddresses
    macAddresses = places.macAddresses
    groupLists = places.groupLists
  }

  deinit { rows.free() }

  /// The ENIs attached to an instance, whether it runs or not.
  package func interfaces(ofInstance id: String) -> [Int] { places.byInstance[id] ?? [] }

  /// Whose private address it is in the VPC, whatever the ENI's state.
  @inline(__always)
  func owner(of address: UInt32, inVPC vpc: Int) -> Int? { privateAddresses[AddressIndex.key(address, inVPC: vpc)] }

  /// Which live ENI has the MAC.
  @inline(__always)
  func interface(withMac mac: UInt64) -> Int? { macAddresses[mac] }

  /// The security groups that the ENI with a private address carries, as numbers that rules use; valid as long as the
  /// tables.
  @inline(__always)
  func groups(of address: UInt32, inVPC vpc: Int) -> UnsafeBufferPointer<UInt32> { groupLists[address, vpc] }

  /// The ENI and the private address that a public address stands for.
  @inline(__always)
  func mapping(of address: UInt32) -> PublicMapping? {
    guard let interface = publicOnes[UInt64(address)] else { return nil }
    let row = rows[interface]
    for slot in 0..<row.addressCount where row.publicAddresses[slot] == address {
      return PublicMapping(interface: interface, address: row.addresses[slot])
    }
    return publicAddresses[address]
  }

  /// Which entry of the ENI's network ACL a packet meets first, nil for `*`, and whether it allows the packet.
  @inline(__always)
  func entry(of me: Interface, isEgress: Bool, _ packet: PacketClass, remote: UInt32) -> (Int?, allows: Bool) {
    let entries = isEgress ? me.egressEntries : me.ingressEntries
    let first = entries.find(packet, remote: remote, groups: UnsafeBufferPointer(start: nil, count: 0)).first
    return first == RuleIndex.none ? (nil, false) : (Int(first / 2), first & 1 == 1)
  }
}

/// What finds ENIs by address, for as many tables as share it.
private final class AddressPlaces: Sendable {
  /// VPC and private address -> ENI; public address -> ENI; MAC -> ENI, over the live ones.
  let privateAddresses: AddressIndex
  let publicAddresses: AddressIndex
  let macAddresses: AddressIndex
  let groupLists: GroupLists
  let byInstance: [String: [Int]]

  init(_ interfaces: [InterfaceView], _ vpcs: [VPCView], _ publicAddresses: [UInt32: PublicMapping]) {
    privateAddresses = AddressIndex(
      vpcs.enumerated().flatMap { number, vpc in
        vpc.interfaces.map { (AddressIndex.key($0.key, inVPC: number), $0.value) }
      })
    self.publicAddresses = AddressIndex(publicAddresses.map { (UInt64($0.key), $0.value.interface) })
    macAddresses = AddressIndex(
      interfaces.filter { $0.state == .live }.map { ($0.macAddress.bits, $0.index) })
    groupLists = GroupLists(vpcs)
    byInstance = Dictionary(grouping: interfaces.filter { !$0.instance.isEmpty }.map { ($0.instance, $0.index) }) { $0.0 }
      .mapValues { $0.map(\.1) }
  }

  deinit {
    privateAddresses.free()
    publicAddresses.free()
    macAddresses.free()
    groupLists.free()
  }
}
