import Wire

/// AttachNetworkInterface, DetachNetworkInterface, ModifyNetworkInterfaceAttribute, Assign- and
/// UnassignPrivateIpAddresses. EC2 User Guide, "Network interface attachments", "Secondary IP addresses".
extension CloudState {
  /// The zone of the ENI's subnet.
  func zone(of interface: NetworkInterface) throws(CloudError) -> String { try find(interface.subnet).availabilityZone }

  /// EC2 numbers every attachment anew; here the id follows from who is attached where.
  static func attachment(
    of interface: NetworkInterface.ID, to instance: Instance.ID, deviceIndex: Int, deleteOnTermination: Bool
  ) -> NetworkInterface.Attachment {
    NetworkInterface.Attachment(
      id: derivedID(prefix: "eni-attach", name: "\(interface)/\(instance)/\(deviceIndex)"), instance: instance,
      deviceIndex: deviceIndex, deleteOnTermination: deleteOnTermination)
  }

  /// Available, in the instance's zone, and with no more addresses than its type takes.
  func checkAttachable(_ interface: NetworkInterface, zone: String, type: InstanceType?) throws(CloudError) {
    if interface.attachment != nil { throw .interfaceInUse(interface.id) }
    let own = try self.zone(of: interface)
    if own != zone { throw .otherZone(own, zone) }
    guard let type else { return }
    if interface.addressSlots > type.ipv4AddressesPerInterface {
      throw .addressesExceedType(interface.addressSlots, interface.id, type)
    }
    if !interface.ipv4Prefixes.isEmpty { try Self.checkDelegation(type) }
  }

  /// "Prefix delegation is supported on Nitro-based instances." Bare metal is Nitro too.
  private static func checkDelegation(_ type: InstanceType) throws(CloudError) {
    if type.hypervisor == .xen { throw .prefixesNeedNitro(type) }
  }

  private func type(of interface: NetworkInterface) -> InstanceType? {
    interface.attachment.flatMap { instances[$0.instance] }.flatMap { InstanceType.named($0.instanceType) }
  }

  mutating func assign(_ prefix: IPv4Prefix, to id: NetworkInterface.ID) throws(CloudError) {
    let interface = try findOwn(id)
    let subnet = try find(interface.subnet)
    try checkPrefix(prefix, in: subnet)
    for n in 0..<prefix.count {
      if let holder = holder(of: prefix.address(at: n), in: subnet.id) {
        throw .addressInUse(prefix.address(at: n), by: holder)
      }
    }
    if let type = type(of: interface) {
      try Self.checkDelegation(type)
      if interface.addressSlots >= type.ipv4AddressesPerInterface { throw .tooManyAddresses(type) }
    }
    networkInterfaces[id]?.ipv4Prefixes.append(prefix)
  }

  mutating func unassign(_ prefix: IPv4Prefix, from id: NetworkInterface.ID) throws(CloudError) {
    guard let index = try findOwn(id).ipv4Prefixes.firstIndex(of: prefix) else { throw .prefixNotAssigned(prefix, id) }
    networkInterfaces[id]?.ipv4Prefixes.remove(at: index)
  }

  mutating func attach(_ id: NetworkInterface.ID, to instance: Instance.ID, deviceIndex: Int) throws(CloudError) {
    let interface = try findOwn(id)
    let host = try find(instance)
    guard host.state == .running || host.state == .stopped else { throw .notRunningOrStopped(instance, host.state) }
    let type = InstanceType.named(host.instanceType)
    try checkAttachable(interface, zone: host.availabilityZone, type: type)
    let others = interfaces(of: instance)
    if others.contains(where: { $0.attachment?.deviceIndex == deviceIndex }) {
      throw .deviceIndexTaken(deviceIndex, instance)
    }
    guard (1...255).contains(deviceIndex) else { throw .deviceIndexInvalid(deviceIndex) }
    if let type, others.count >= type.maximumInterfaces { throw .tooManyInterfaces(others.count + 1, type) }
    networkInterfaces[id]?.attachment = Self.attachment(
      of: id, to: instance, deviceIndex: deviceIndex, deleteOnTermination: false)
  }

  mutating func detach(_ id: NetworkInterface.ID) throws(CloudError) {
    let interface = try find(id)
    guard let attachment = interface.attachment else { throw .notAttached(id) }
    if interface.requesterManaged { throw .serviceAttachment(attachment.id) }
    if attachment.deviceIndex == 0 { throw .primaryStays() }
    if let host = instances[attachment.instance], host.state != .running, host.state != .stopped {
      throw .notRunningOrStopped(host.id, host.state)
    }
    networkInterfaces[id]?.attachment = nil
  }

  mutating func modifyGroups(of id: NetworkInterface.ID, to groups: [SecurityGroup.ID]) throws(CloudError) {
    let interface = try findOwn(id)
    try checkGroups(groups, on: id, in: find(interface.subnet).vpc)
    networkInterfaces[id]?.securityGroups = groups
  }

  /// At least one, at most five (until raised), each once, all of the VPC.
  func checkGroups(_ groups: [SecurityGroup.ID], on id: NetworkInterface.ID, in vpc: VPC.ID) throws(CloudError) {
    if groups.isEmpty { throw .noGroup() }
    if groups.count > quotas.grantedGroups { throw .tooManyGroups(limit: quotas.grantedGroups) }
    var seen: Set<SecurityGroup.ID> = []
    for group in groups {
      if try find(group).vpc != vpc { throw .differentNetworks(group.text, id.text) }
      if !seen.insert(group).inserted { throw .groupTwice(group) }
    }
  }

  mutating func assign(_ address: IPv4Address, to id: NetworkInterface.ID) throws(CloudError) {
    let interface = try findOwn(id)
    let subnet = try find(interface.subnet)
    try checkAddress(address, in: subnet)
    if let holder = holder(of: address, in: subnet.id) { throw .addressInUse(address, by: holder) }
    if let type = type(of: interface), interface.addressSlots >= type.ipv4AddressesPerInterface {
      throw .tooManyAddresses(type)
    }
    networkInterfaces[id]?.privateAddresses.append(NetworkInterface.PrivateAddress(address))
  }

  /// An Elastic IP address on it is disassociated and stays allocated. EC2 User Guide, "Secondary IP addresses".
  mutating func unassign(_ address: IPv4Address, from id: NetworkInterface.ID) throws(CloudError) {
    let interface = try findOwn(id)
    guard let index = interface.privateAddresses.firstIndex(where: { $0.address == address }) else {
      throw .notAssigned(address, id)
    }
    if index == 0 { throw .primaryAddressStays(address) }
    networkInterfaces[id]?.privateAddresses.remove(at: index)
  }
}
