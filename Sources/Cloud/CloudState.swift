import OrderedCollections
import Wire

/// What the user made: an account's network resources in one region or several, and nothing that moves.
///
/// A value: `Lab` compiles it to the dataplane's tables, the tests' evaluator reads it as it stands. Resources keep the
/// order in which they were made. Methods that change it are the EC2 API's calls and refuse with EC2's codes.
package struct CloudState: Equatable, Sendable {
  package var region = "us-east-1"
  package var vpcs: OrderedDictionary<VPC.ID, VPC> = [:]
  package var subnets: OrderedDictionary<Subnet.ID, Subnet> = [:]
  package var securityGroups: OrderedDictionary<SecurityGroup.ID, SecurityGroup> = [:]
  package var networkAcls: OrderedDictionary<NetworkAcl.ID, NetworkAcl> = [:]
  package var routeTables: OrderedDictionary<RouteTable.ID, RouteTable> = [:]
  package var internetGateways: OrderedDictionary<InternetGateway.ID, InternetGateway> = [:]
  package var networkInterfaces: OrderedDictionary<NetworkInterface.ID, NetworkInterface> = [:]
  package var elasticAddresses: OrderedDictionary<ElasticAddress.ID, ElasticAddress> = [:]
  package var instances: OrderedDictionary<Instance.ID, Instance> = [:]
  /// Gateways that an export holds and this version does not carry, by id: a route to one is no blackhole.
  package var unmodelledTargets: OrderedSet<String> = []

  package init() {}
}

package struct VPC: Equatable, Sendable {
  package typealias ID = ResourceID<VPC>
  package var id: ID
  /// What the lab calls it; in an export its id.
  package var name: String
  /// The primary block first.
  package var cidrBlocks: [IPv4Prefix]
  package var isDefault = false
  package var tags: [Tag] = []

  package init(id: ID, name: String, cidrBlocks: [IPv4Prefix]) {
    self.id = id
    self.name = name
    self.cidrBlocks = cidrBlocks
  }
}

package struct Subnet: Equatable, Sendable {
  package typealias ID = ResourceID<Subnet>
  package var id: ID
  package var name: String
  package var vpc: VPC.ID
  package var cidrBlock: IPv4Prefix
  package var availabilityZone: String
  package var mapPublicIpOnLaunch = false
  /// Every subnet has exactly one.
  package var networkAcl: NetworkAcl.ID
  /// Nil: the VPC's main table.
  package var routeTable: RouteTable.ID?
  package var tags: [Tag] = []

  package init(id: ID, name: String, vpc: VPC.ID, cidrBlock: IPv4Prefix, availabilityZone: String, networkAcl: NetworkAcl.ID) {
    self.id = id
    self.name = name
    self.vpc = vpc
    self.cidrBlock = cidrBlock
    self.availabilityZone = availabilityZone
    self.networkAcl = networkAcl
  }

  /// The VPC router's address: the network's own plus one. AWS VPC User Guide, "Subnet sizing".
  package var routerAddress: IPv4Address { cidrBlock.address(at: 1) }
  /// The first four addresses and the last are AWS's. AWS VPC User Guide, "Subnet sizing".
  package func isReserved(_ address: IPv4Address) -> Bool {
    address.bits - cidrBlock.address.bits < 4 || address == cidrBlock.last
  }
}

/// Protocol and ports, or ICMP type and code, of a security-group rule or an ACL entry.
package struct TrafficMatch: Hashable, Sendable {
  /// Nil: every protocol (-1 in the API).
  package var protocolNumber: UInt8?
  /// For TCP and UDP; nil: every port.
  package var ports: ClosedRange<UInt16>?
  /// For ICMP; nil: every type.
  package var icmpType: UInt8?
  /// For ICMP; nil: every code.
  package var icmpCode: UInt8?

  package init(protocolNumber: UInt8?, ports: ClosedRange<UInt16>? = nil, icmpType: UInt8? = nil, icmpCode: UInt8? = nil) {
    self.protocolNumber = protocolNumber
    self.ports = ports
    self.icmpType = icmpType
    self.icmpCode = icmpCode
  }

  package static let everything = TrafficMatch(protocolNumber: nil)
}

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

package struct RouteTable: Equatable, Sendable {
  package typealias ID = ResourceID<RouteTable>

  package enum Target: Hashable, Sendable {
    case local
    case internetGateway(InternetGateway.ID)
    case networkInterface(NetworkInterface.ID)
    /// A target that is known to be gone, or that was never named.
    case blackhole
    /// A NAT gateway, a peering connection and so on: kept by id, carried by a later version.
    case unmodelled(String)
  }

  package struct Route: Hashable, Sendable {
    package enum Origin: String, Sendable {
      case createRouteTable = "CreateRouteTable"
      case createRoute = "CreateRoute"
      case propagated = "EnableVgwRoutePropagation"
    }
    package var destination: IPv4Prefix
    package var target: Target
    package var origin: Origin
    package init(destination: IPv4Prefix, target: Target, origin: Origin = .createRoute) {
      self.destination = destination
      self.target = target
      self.origin = origin
    }
  }

  package var id: ID
  package var name: String
  package var vpc: VPC.ID
  package var isMain = false
  /// `local` routes included.
  package var routes: [Route] = []
  package var tags: [Tag] = []

  package init(id: ID, name: String, vpc: VPC.ID) {
    self.id = id
    self.name = name
    self.vpc = vpc
  }
}

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
}

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
  package var tags: [Tag] = []

  package init(id: ID, name: String, instanceType: String, availabilityZone: String) {
    self.id = id
    self.name = name
    self.instanceType = instanceType
    self.availabilityZone = availabilityZone
  }
}

extension CloudState {
  /// The ENIs attached to `instance`, by device index.
  package func interfaces(of instance: Instance.ID) -> [NetworkInterface] {
    networkInterfaces.values.filter { $0.attachment?.instance == instance }
      .sorted { $0.attachment!.deviceIndex < $1.attachment!.deviceIndex }
  }

  /// `web/eth0` for an attached ENI, its own name otherwise.
  package func label(of interface: NetworkInterface) -> String {
    guard let attachment = interface.attachment, let instance = instances[attachment.instance] else { return interface.name }
    return "\(instance.name)/eth\(attachment.deviceIndex)"
  }

  /// The route table that `subnet` uses: its own or its VPC's main one.
  package func routeTable(of subnet: Subnet) -> RouteTable? {
    if let id = subnet.routeTable { return routeTables[id] }
    return routeTables.values.first { $0.vpc == subnet.vpc && $0.isMain }
  }
}
