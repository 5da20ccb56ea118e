import Wire

/// The calls that make what lives in a network: ENIs, public addresses, instances.
extension CloudState {
  /// CreateNetworkInterface.
  ///
  /// Without an address the subnet's lowest free one from .4 that is not in `sparing` (addresses that are meant for
  /// others, still to be made). Without groups the VPC's default one. Without a MAC one that follows from the id.
  @discardableResult package mutating func createNetworkInterface(
    name: String, subnet: Subnet.ID, privateIpAddress: IPv4Address? = nil,
    secondaryPrivateIpAddresses: [IPv4Address] = [], secondaryPrivateIpAddressCount: Int = 0,
    ipv4Prefixes: [IPv4Prefix] = [],
    securityGroups groups: [SecurityGroup.ID] = [], macAddress: MACAddress? = nil, sourceDestCheck: Bool = true,
    connectionTracking: NetworkInterface.ConnectionTracking = .init(), description: String = "",
    sparing: Set<IPv4Address> = [], id: NetworkInterface.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> NetworkInterface.ID {
    let home = try find(subnet)
    let network = try find(home.vpc)
    let id = try newID(id, prefix: "eni", name: "\(network.name)/\(name)") { networkInterfaces[$0] != nil }

    var used = addressesInUse(in: subnet)
    var addresses: [IPv4Address] = []
    func take(_ address: IPv4Address) throws(CloudError) {
      try checkAddress(address, in: home)
      if used.contains(address) { throw .addressInUse(address, by: holder(of: address, in: subnet) ?? name) }
      used.insert(address)
      addresses.append(address)
    }
    let delegated = ipv4Prefixes.flatMap { prefix in (0..<prefix.count).map(prefix.address(at:)) }
    if let privateIpAddress {
      try take(privateIpAddress)
    } else {
      try take(
        lowestFree(in: home, used: used.union(sparing).union(secondaryPrivateIpAddresses).union(delegated)))
    }
    for prefix in ipv4Prefixes {
      try checkPrefix(prefix, in: home)
      for n in 0..<prefix.count {
        let address = prefix.address(at: n)
        if !used.insert(address).inserted {
          throw .addressInUse(address, by: holder(of: address, in: subnet) ?? name)
        }
      }
    }
    for address in secondaryPrivateIpAddresses { try take(address) }
    for _ in 0..<max(0, secondaryPrivateIpAddressCount) { try take(lowestFree(in: home, used: used.union(sparing))) }

    let worn = groups.isEmpty ? defaultSecurityGroup(of: home.vpc).map { [$0.id] } ?? [] : groups
    try checkGroups(worn, on: id, in: home.vpc)
    try Self.checkTimeouts(connectionTracking)
    if let macAddress { try checkMAC(macAddress) }
    let mac = macAddress ?? derivedMAC(for: id)

    var interface = NetworkInterface(
      id: id, name: name, subnet: subnet, macAddress: mac,
      privateAddresses: addresses.map { NetworkInterface.PrivateAddress($0) }, securityGroups: worn)
    interface.ipv4Prefixes = ipv4Prefixes
    interface.sourceDestCheck = sourceDestCheck
    interface.connectionTracking = connectionTracking
    interface.description = description
    interface.tags = tags
    networkInterfaces[id] = interface
    return id
  }

  /// EC2 User Guide, "Security group connection tracking". The sentence is `Assumed:`
  private static func checkTimeouts(_ tracking: NetworkInterface.ConnectionTracking) throws(CloudError) {
    let timers = [
      ("tcpEstablishedTimeout", tracking.tcpEstablishedTimeout ?? 60, 60...432_000),
      ("udpStreamTimeout", tracking.udpStreamTimeout, 60...180), ("udpTimeout", tracking.udpTimeout, 30...60),
    ]
    for (name, seconds, range) in timers where !range.contains(seconds) {
      throw .invalidValue("\(name) is \(range.lowerBound) to \(range.upperBound) seconds, not \(seconds)")
    }
  }

  /// AllocateAddress. Without an address one of the documentation ranges that nobody has.
  @discardableResult package mutating func allocateAddress(
    name: String, publicIp: IPv4Address? = nil, id: ElasticAddress.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> ElasticAddress.ID {
    let id = try newID(id, prefix: "eipalloc", name: name) { elasticAddresses[$0] != nil }
    let address: IPv4Address
    if let publicIp {
      guard publicIp.isPublicUnicast else { throw .notPublic(publicIp) }
      if isPublicAddressInUse(publicIp) { throw .publicAddressInUse(publicIp) }
      address = publicIp
    } else {
      address = try newPublicAddress()
    }
    var elastic = ElasticAddress(id: id, name: name, publicIp: address)
    elastic.tags = tags
    elasticAddresses[id] = elastic
    return id
  }

  /// An ENI that an instance is launched with: InstanceNetworkInterfaceSpecification of the EC2 API.
  package struct LaunchInterface: Equatable, Sendable {
    package var interface: NetworkInterface.ID
    package var deviceIndex: Int
    /// True for what the launch itself creates, false for an ENI that was there before.
    package var deleteOnTermination: Bool
    package init(_ interface: NetworkInterface.ID, deviceIndex: Int, deleteOnTermination: Bool) {
      self.interface = interface
      self.deviceIndex = deviceIndex
      self.deleteOnTermination = deleteOnTermination
    }
  }

  /// RunInstances, for one instance with the ENIs given; device index 0 must be among them.
  ///
  /// `state` is `running`, or `stopped` for one that was launched and stopped again. Without a zone, that of its
  /// primary ENI. An auto-assigned public IPv4 address comes with a single ENI only, where `associatePublicIpAddress`
  /// or, if that is nil, the subnet says so. EC2 User Guide, "Instance IP addressing".
  @discardableResult package mutating func runInstance(
    name: String, instanceType: String, interfaces: [LaunchInterface], state: Instance.State = .running,
    availabilityZone: String? = nil, associatePublicIpAddress: Bool? = nil, id: Instance.ID? = nil, tags: [Tag] = []
  ) throws(CloudError) -> Instance.ID {
    guard let type = InstanceType.named(instanceType) else { throw .noSuchType(instanceType) }
    guard state == .running || state == .stopped else {
      throw .invalidValue("An instance is launched running or stopped, not \(state.rawValue)")
    }
    let id = try newID(id, prefix: "i", name: name) { instances[$0] != nil }
    guard let primary = interfaces.first(where: { $0.deviceIndex == 0 }) else {
      throw .missing("networkInterface", "an instance has one at device index 0")
    }
    let own = try zone(of: find(primary.interface))
    let zone = availabilityZone ?? own
    if interfaces.count > type.maximumInterfaces { throw .tooManyInterfaces(interfaces.count, type) }
    var indices: Set<Int> = []
    var attached: Set<NetworkInterface.ID> = []
    for launch in interfaces {
      guard (0...255).contains(launch.deviceIndex) else { throw .deviceIndexInvalid(launch.deviceIndex) }
      guard indices.insert(launch.deviceIndex).inserted else { throw .deviceIndexTaken(launch.deviceIndex, id) }
      guard attached.insert(launch.interface).inserted else { throw .interfaceInUse(launch.interface) }
      try checkAttachable(findOwn(launch.interface), zone: zone, type: type)
    }
    if associatePublicIpAddress == true, interfaces.count > 1 { throw .publicAddressNeedsOneInterface() }

    var instance = Instance(id: id, name: name, instanceType: instanceType, availabilityZone: zone)
    instance.state = state
    // "adding a second at launch disables auto-assign": EC2 User Guide, "Best practices for configuring ENIs".
    instance.associatePublicIpAddress = interfaces.count > 1 ? false : associatePublicIpAddress
    instance.tags = tags
    instances[id] = instance
    for launch in interfaces {
      networkInterfaces[launch.interface]?.attachment = Self.attachment(
        of: launch.interface, to: id, deviceIndex: launch.deviceIndex, deleteOnTermination: launch.deleteOnTermination)
    }
    do throws(CloudError) { try assignPublicAddressIfDue(to: id) } catch {
      instances[id] = nil
      for launch in interfaces { networkInterfaces[launch.interface]?.attachment = nil }
      throw error
    }
    return id
  }
}
