import Wire

/// AssociateAddress and DisassociateAddress, and the public IPv4 addresses that EC2 gives and takes by itself. EC2 User
/// Guide, "Elastic IP addresses", "Instance IP addressing".
extension CloudState {
  /// Moves an Elastic IP address to a private address of the ENI, its primary one if none is named.
  ///
  /// "Reassociation is automatic" (AssociateAddress, AllowReassociation): the address leaves where it was. What was on
  /// the private address goes: an Elastic IP address stays allocated, an auto-assigned one is released.
  mutating func associate(
    _ id: ElasticAddress.ID, with interface: NetworkInterface.ID, privateIpAddress: IPv4Address?
  ) throws(CloudError) {
    let elastic = try find(id)
    let target = try findOwn(interface)
    let wanted = privateIpAddress ?? target.privateAddresses.first?.address ?? .any
    guard let index = target.privateAddresses.firstIndex(where: { $0.address == wanted }) else {
      throw .notAssigned(wanted, interface)
    }
    let vpc = try find(target.subnet).vpc
    guard internetGateway(of: vpc) != nil else { throw .noGateway(vpc) }
    if let host = target.attachment.flatMap({ instances[$0.instance] }), host.state == .pending {
      throw .pendingInstance(host.id)
    }
    let before = place(of: id)
    if before?.interface == interface, before?.address == wanted { return }

    let left = before.flatMap { removeAssociation(at: $0) }
    rememberAutoAssigned(on: interface)
    networkInterfaces[interface]?.privateAddresses[index].association = .init(
      publicIp: elastic.publicIp, allocation: id)
    if let left { try assignPublicAddressIfDue(to: left) }
  }

  /// An instance that had an auto-assigned address gets a new one, under the conditions of a start.
  mutating func disassociate(_ id: ElasticAddress.ID) throws(CloudError) {
    _ = try find(id)
    guard let place = place(of: id) else { throw .notAssociated(id) }
    _ = try findOwn(place.interface)
    if let left = removeAssociation(at: place) { try assignPublicAddressIfDue(to: left) }
  }

  /// Takes the public address off; returns the instance that has it no more.
  private mutating func removeAssociation(
    at place: (interface: NetworkInterface.ID, address: IPv4Address)
  ) -> Instance.ID? {
    guard let interface = networkInterfaces[place.interface],
      let index = interface.privateAddresses.firstIndex(where: { $0.address == place.address })
    else { return nil }
    networkInterfaces[place.interface]?.privateAddresses[index].association = nil
    return interface.attachment?.instance
  }

  /// Where an Elastic IP address is associated; nil: nowhere.
  package func place(of id: ElasticAddress.ID) -> (interface: NetworkInterface.ID, address: IPv4Address)? {
    for interface in networkInterfaces.values {
      for address in interface.privateAddresses where address.association?.allocation == id {
        return (interface.id, address.address)
      }
    }
    return nil
  }

  /// Gives a public IPv4 address to the primary ENI of a running instance, where EC2 would.
  ///
  /// Not where the instance has more than one ENI, not where an Elastic IP address stands on any of its addresses, and
  /// only where launch or subnet asked for one. EC2 User Guide, "Public IPv4 addresses".
  mutating func assignPublicAddressIfDue(to id: Instance.ID) throws(CloudError) {
    guard let instance = instances[id], instance.state == .running else { return }
    // Who is attached is asked only where somebody may get one: it takes a look at every ENI.
    guard instance.associatePublicIpAddress ?? subnets.values.contains(where: \.mapPublicIpOnLaunch) else { return }
    let attached = interfaces(of: id)
    guard attached.count == 1, let primary = attached.first, primary.attachment?.deviceIndex == 0,
      !primary.privateAddresses.isEmpty, primary.privateAddresses.allSatisfy({ $0.association == nil }),
      instance.associatePublicIpAddress ?? subnets[primary.subnet]?.mapPublicIpOnLaunch ?? false
    else { return }
    let address = try newPublicAddress()
    networkInterfaces[primary.id]?.privateAddresses[0].association = .init(publicIp: address, allocation: nil)
  }

  /// Takes auto-assigned addresses off the ENI. Its instance is to get a new one when it is due.
  mutating func releaseAutoAssigned(from id: NetworkInterface.ID) {
    rememberAutoAssigned(on: id)
    guard let interface = networkInterfaces[id] else { return }
    for (index, address) in interface.privateAddresses.enumerated() {
      if let association = address.association, association.allocation == nil {
        networkInterfaces[id]?.privateAddresses[index].association = nil
      }
    }
  }

  private mutating func rememberAutoAssigned(on id: NetworkInterface.ID) {
    guard let interface = networkInterfaces[id], let instance = interface.attachment?.instance else { return }
    let hasOne = interface.privateAddresses.contains { $0.association.map { $0.allocation == nil } ?? false }
    if hasOne { instances[instance]?.associatePublicIpAddress = true }
  }
}
