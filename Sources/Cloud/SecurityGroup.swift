import Wire

/// Rules that allow, worn by ENIs: what is allowed by any rule of any group on an ENI passes. AWS VPC User Guide,
/// "Security groups".
package struct SecurityGroup: Equatable, Sendable {
  package typealias ID = ResourceID<SecurityGroup>

  package enum Peer: Hashable, Sendable {
    case cidr(IPv4Prefix)
    /// Matches the private addresses of the ENIs that carry the group.
    case group(ID)
    /// IPv6 blocks and prefix lists: kept, printed again, matching no IPv4 packet in this version.
    case ipv6(String)
    case prefixList(String)
  }

  package struct Rule: Hashable, Sendable {
    package var match: TrafficMatch
    package var peer: Peer
    package var description: String?
    package init(_ match: TrafficMatch, _ peer: Peer, description: String? = nil) {
      self.match = match
      self.peer = peer
      self.description = description
    }
  }

  package var id: ID
  /// The group's name in its VPC: `GroupName`.
  package var name: String
  package var vpc: VPC.ID
  package var description = ""
  package var ingress: [Rule] = []
  package var egress: [Rule] = []
  package var tags: [Tag] = []

  package init(id: ID, name: String, vpc: VPC.ID) {
    self.id = id
    self.name = name
    self.vpc = vpc
  }
  /// Every VPC has one that cannot be deleted.
  package var isDefault: Bool { name == "default" }
}
