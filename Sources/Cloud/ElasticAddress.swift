import Wire

/// A public address that stays the account's until it is released. EC2 User Guide, "Elastic IP addresses".
package struct ElasticAddress: Equatable, Sendable {
  /// The allocation's id.
  package typealias ID = ResourceID<ElasticAddress>
  package var id: ID
  package var name: String
  package var publicIp: IPv4Address
  package var tags: [Tag] = []

  package init(id: ID, name: String, publicIp: IPv4Address) {
    self.id = id
    self.name = name
    self.publicIp = publicIp
  }
}
