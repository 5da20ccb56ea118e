import Wire

/// An elastic network interface (ENI): addresses, groups and a MAC that move together between instances. EC2 User
/// Guide, "Elastic network interfaces".
package struct NetworkInterface: Equatable, Sendable {
  package typealias ID = ResourceID<NetworkInterface>

  /// A private address and the public one that stands for it at the internet gateway.
  package struct PrivateAddress: Hashable, Sendable {
    package struct Association: Hashable, Sendable {
      package var publicIp: IPv4Address
      /// Nil: an auto-assigned public address, released on stop.
      package var allocation: ElasticAddress.ID?
      package init(publicIp: IPv4Address, allocation: ElasticAddress.ID?) {
        self.publicIp = publicIp
        self.allocation = allocation
      }
    }
    package var address: IPv4Address
    package var association: Association?
    package init(_ address: IPv4Address, association: Association? = nil) {
      self.address = address
      self.association = association
    }
  }

  package struct Attachment: Hashable, Sendable {
    package var id: String
    package var instance: Instance.ID
    /// 0 is the primary ENI, which cannot be detached.
    package var deviceIndex: Int
    package var deleteOnTermination: Bool
    package init(id: String, instance: Instance.ID, deviceIndex: Int, deleteOnTermination: Bool) {
      self.id = id
      self.instance = instance
      self.deviceIndex = deviceIndex
      self.deleteOnTermination = deleteOnTermination
    }
  }

  /// Idle seconds before a tracked connection is forgotten. EC2 User Guide, "Security group connection tracking".
  package struct ConnectionTracking: Hashable, Sendable {
    /// 60...432,000; nil: the instance type's default.
    package var tcpEstablishedTimeout: Int?
    /// 60...180
    package var udpStreamTimeout = 180
    /// 30...60
    package var udpTimeout = 30
    package init() {}
  }

  package var id: ID
  /// What the lab calls a free-standing ENI; otherwise its id. An attached one is called `instance/ethN` everywhere.
  package var name: String
  package var subnet: Subnet.ID
  package var macAddress: MACAddress
  /// The primary address first; it never changes.
  package var privateAddresses: [PrivateAddress]
  /// Delegated prefixes, each of 16 addresses that count as the ENI's own and that its guest hands out as it likes.
  /// EC2 User Guide, "Prefix delegation for Amazon EC2 network interfaces".
  package var ipv4Prefixes: [IPv4Prefix] = []
  package var securityGroups: [SecurityGroup.ID]
  package var sourceDestCheck = true
  package var description = ""
  package var requesterManaged = false
  /// EC2's word; everything but `interface` belongs to a service.
  package var interfaceType = "interface"
  package var attachment: Attachment?
  package var connectionTracking = ConnectionTracking()
  package var tags: [Tag] = []

  package init(
    id: ID, name: String, subnet: Subnet.ID, macAddress: MACAddress, privateAddresses: [PrivateAddress],
    securityGroups: [SecurityGroup.ID]
  ) {
    precondition(!privateAddresses.isEmpty, "an ENI has a primary private address")
    self.id = id
    self.name = name
    self.subnet = subnet
    self.macAddress = macAddress
    self.privateAddresses = privateAddresses
    self.securityGroups = securityGroups
  }

  package var primaryAddress: IPv4Address { privateAddresses[0].address }

  /// EC2 delegates no other length.
  package static let delegatedLength = 28

  /// Its private addresses, then those of its prefixes.
  package var ownAddresses: [IPv4Address] {
    privateAddresses.map(\.address) + ipv4Prefixes.flatMap { prefix in (0..<prefix.count).map(prefix.address(at:)) }
  }

  package func owns(_ address: IPv4Address) -> Bool {
    privateAddresses.contains { $0.address == address } || ipv4Prefixes.contains { $0.contains(address) }
  }

  /// How many of its instance type's addresses it uses: a prefix counts as one.
  package var addressSlots: Int { privateAddresses.count + ipv4Prefixes.count }
}
