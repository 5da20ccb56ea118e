/// What the user launched: a type, a state, and the ENIs that name it in their attachment.
package struct Instance: Equatable, Sendable {
  package typealias ID = ResourceID<Instance>
  package enum State: String, Sendable {
    case pending, running, stopping, stopped
    case shuttingDown = "shutting-down"
    case terminated
  }
  package var id: ID
  /// What the lab calls it; in an export its id.
  package var name: String
  package var instanceType: String
  package var state: State = .running
  package var availabilityZone: String
  /// Whether it is to have an auto-assigned public IPv4 address; nil: as its primary ENI's subnet says.
  package var associatePublicIpAddress: Bool?
  package var tags: [Tag] = []

  package init(id: ID, name: String, instanceType: String, availabilityZone: String) {
    self.id = id
    self.name = name
    self.instanceType = instanceType
    self.availabilityZone = availabilityZone
  }
}
