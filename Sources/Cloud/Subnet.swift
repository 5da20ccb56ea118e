import Wire

/// A part of a VPC's addresses in one Availability Zone. AWS VPC User Guide, "Subnets for your VPC".
package struct Subnet: Equatable, Sendable {
  package typealias ID = ResourceID<Subnet>
  package var id: ID
  package var name: String
  package var vpc: VPC.ID
  package var cidrBlock: IPv4Prefix
  package var availabilityZone: String
  package var mapPublicIpOnLaunch = false
  /// Every subnet has exactly one.
  package var networkAcl: NetworkAcl.ID
  /// Nil: the VPC's main table.
  package var routeTable: RouteTable.ID?
  package var tags: [Tag] = []

  package init(
    id: ID, name: String, vpc: VPC.ID, cidrBlock: IPv4Prefix, availabilityZone: String, networkAcl: NetworkAcl.ID
  ) {
    self.id = id
    self.name = name
    self.vpc = vpc
    self.cidrBlock = cidrBlock
    self.availabilityZone = availabilityZone
    self.networkAcl = networkAcl
  }

  /// The VPC router's address: the network's own plus one. AWS VPC User Guide, "Subnet sizing".
  package var routerAddress: IPv4Address { cidrBlock.address(at: 1) }
  /// The first four addresses and the last are AWS's. AWS VPC User Guide, "Subnet sizing".
  package func isReserved(_ address: IPv4Address) -> Bool {
    cidrBlock.contains(address) && (address.bits - cidrBlock.address.bits < 4 || address == cidrBlock.last)
  }
}
