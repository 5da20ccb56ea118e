import Wire

/// A network of one's own: blocks of private addresses that its subnets cut up. AWS VPC User Guide, "VPC CIDR blocks".
package struct VPC: Equatable, Sendable {
  package typealias ID = ResourceID<VPC>
  package var id: ID
  /// What the lab calls it; in an export its id.
  package var name: String
  /// The primary block first.
  package var cidrBlocks: [IPv4Prefix]
  package var isDefault = false
  package var tags: [Tag] = []

  package init(id: ID, name: String, cidrBlocks: [IPv4Prefix]) {
    self.id = id
    self.name = name
    self.cidrBlocks = cidrBlocks
  }
}
