import Wire

/// Numbered rules at a subnet's edge; the first that matches decides. AWS VPC User Guide, "Network ACLs".
package struct NetworkAcl: Equatable, Sendable {
  package typealias ID = ResourceID<NetworkAcl>

  package struct Entry: Hashable, Sendable {
    package enum Action: String, Sendable { case allow, deny }
    /// 1...32766; 32767 is the `*` that denies the rest and is not held here.
    package var ruleNumber: Int
    package var action: Action
    package var match: TrafficMatch
    package var cidrBlock: IPv4Prefix
    package init(ruleNumber: Int, action: Action, match: TrafficMatch, cidrBlock: IPv4Prefix) {
      self.ruleNumber = ruleNumber
      self.action = action
      self.match = match
      self.cidrBlock = cidrBlock
    }
  }

  package var id: ID
  package var name: String
  package var vpc: VPC.ID
  package var isDefault = false
  /// By rule number, ascending.
  package var ingress: [Entry] = []
  package var egress: [Entry] = []
  package var tags: [Tag] = []

  package init(id: ID, name: String, vpc: VPC.ID) {
    self.id = id
    self.name = name
    self.vpc = vpc
  }
}
