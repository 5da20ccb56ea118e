/// The door between a VPC's public addresses and the internet. AWS VPC User Guide, "Internet gateways".
package struct InternetGateway: Equatable, Sendable {
  package typealias ID = ResourceID<InternetGateway>
  package var id: ID
  package var name: String
  /// Nil: attached to none.
  package var vpc: VPC.ID?
  package var tags: [Tag] = []

  package init(id: ID, name: String, vpc: VPC.ID?) {
    self.id = id
    self.name = name
    self.vpc = vpc
  }
}
