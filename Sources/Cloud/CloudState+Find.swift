import OrderedCollections
import Wire

/// A resource by id, or EC2's refusal.
extension CloudState {
  package func find(_ id: VPC.ID) throws(CloudError) -> VPC {
    guard let found = vpcs[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: Subnet.ID) throws(CloudError) -> Subnet {
    guard let found = subnets[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: SecurityGroup.ID) throws(CloudError) -> SecurityGroup {
    guard let found = securityGroups[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: NetworkAcl.ID) throws(CloudError) -> NetworkAcl {
    guard let found = networkAcls[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: RouteTable.ID) throws(CloudError) -> RouteTable {
    guard let found = routeTables[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: InternetGateway.ID) throws(CloudError) -> InternetGateway {
    guard let found = internetGateways[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: NetworkInterface.ID) throws(CloudError) -> NetworkInterface {
    guard let found = networkInterfaces[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: ElasticAddress.ID) throws(CloudError) -> ElasticAddress {
    guard let found = elasticAddresses[id] else { throw .noSuch(id) }
    return found
  }
  package func find(_ id: Instance.ID) throws(CloudError) -> Instance {
    guard let found = instances[id] else { throw .noSuch(id) }
    return found
  }

  /// An ENI that its owner may change: there, and of no service. EC2 User Guide, "Requester-managed ENIs".
  func findOwn(_ id: NetworkInterface.ID) throws(CloudError) -> NetworkInterface {
    let interface = try find(id)
    if interface.requesterManaged { throw .requesterManaged(id) }
    return interface
  }
}

extension CloudState {
  /// `given`, or the id that follows from `name`; never one that another resource of the kind holds.
  ///
  /// Two resources of one name get different ids: the second's follows from `name#2`.
  func newID<Resource>(
    _ given: ResourceID<Resource>?, prefix: String, name: String, isHeld: (ResourceID<Resource>) -> Bool
  ) throws(CloudError) -> ResourceID<Resource> {
    if let given {
      if isHeld(given) { throw .idTaken(given.text) }
      return given
    }
    var derived = ResourceID<Resource>(derivedID(prefix: prefix, name: name))
    var count = 2
    while isHeld(derived) {
      derived = ResourceID(derivedID(prefix: prefix, name: "\(name)#\(count)"))
      count += 1
    }
    return derived
  }
}
