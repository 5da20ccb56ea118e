import Units
import Wire

/// An ENI as the control plane compiled it.
package struct InterfaceView: Equatable, Sendable {
  package enum State: UInt8, BitwiseCopyable, Sendable {
    /// Attached to a running instance.
    case live
    case detached
    case instanceNotRunning
    /// Deleted; its index is never given to another.
    case gone
  }

  package var index: Int
  package var id: String
  /// `web/eth0`, or the ENI's own name where it is attached to nothing.
  package var label: String
  /// The instance's id; empty where it is attached to nothing.
  package var instance: String
  package var state: State
  /// Grows with each attachment: tracked connections of another epoch are none.
  package var epoch: UInt16
  /// The view's generation: grows whenever anything but the security groups changes that decides this ENI's packets.
  /// 1 to 2^31 - 1.
  package var generation: UInt32
  /// As `generation`, the security groups included, which tracked connections do not ask any more.
  package var rulesGeneration: UInt32 = 1
  /// An index of `Tables.subnets`.
  package var subnet: Int
  /// An index of `Tables.vpcs`.
  package var vpc: Int
  package var macAddress: MACAddress
  /// The primary first; beside each the public address that stands for it, 0 where there is none.
  package var addresses: [UInt32]
  package var publicAddresses: [UInt32]
  package var checksSourceAndDestination: Bool
  /// Indices of `Tables.securityRules`.
  package var egress: Int
  package var ingress: Int
  package var timeouts: ConnectionTimeouts
  /// Which physical host runs it.
  package var server: Int

  package init(
    index: Int, id: String, label: String, instance: String, state: State, epoch: UInt16 = 1, generation: UInt32 = 1,
    subnet: Int, vpc: Int, macAddress: MACAddress, addresses: [UInt32], publicAddresses: [UInt32],
    checksSourceAndDestination: Bool, egress: Int, ingress: Int, timeouts: ConnectionTimeouts, server: Int
  ) {
    self.index = index
    self.id = id
    self.label = label
    self.instance = instance
    self.state = state
    self.epoch = epoch
    self.generation = generation
    self.subnet = subnet
    self.vpc = vpc
    self.macAddress = macAddress
    self.addresses = addresses
    self.publicAddresses = publicAddresses
    self.checksSourceAndDestination = checksSourceAndDestination
    self.egress = egress
    self.ingress = ingress
    self.timeouts = timeouts
    self.server = server
  }

  package func owns(_ address: UInt32) -> Bool { addresses.contains(address) }
}

/// How long a tracked connection lives without a packet.
///
/// TCP established, UDP and other protocols: EC2 User Guide, "Security group connection tracking". The rest is
/// `Assumed:` (see `Assumption`).
package struct ConnectionTimeouts: Equatable, BitwiseCopyable, Sendable {
  package var tcpEstablished = Nanoseconds.seconds(432_000)
  package var tcpOpeningOrClosing = Nanoseconds.seconds(120)
  package var udp = Nanoseconds.seconds(30)
  package var udpStream = Nanoseconds.seconds(180)
  package var icmp = Nanoseconds.seconds(30)
  package var other = Nanoseconds.seconds(600)
  package init() {}

  /// Which of them a connection has come to.
  enum Kind: UInt8, BitwiseCopyable, CaseIterable { case tcpEstablished, tcpOpeningOrClosing, udp, udpStream, icmp, other }

  subscript(kind: Kind) -> Nanoseconds {
    switch kind {
    case .tcpEstablished: tcpEstablished
    case .tcpOpeningOrClosing: tcpOpeningOrClosing
    case .udp: udp
    case .udpStream: udpStream
    case .icmp: icmp
    case .other: other
    }
  }
}

/// A subnet as the path sees it: whose router it has, and which routes and ACL are asked where it is left or entered.
package struct SubnetView: Equatable, Sendable {
  package var id: String
  package var vpc: Int
  package var prefix: IPv4Prefix
  package var routerAddress: UInt32
  package var routerMac: MACAddress
  /// An index of `Tables.networkAcls`.
  package var networkAcl: Int
  /// An index of `Tables.routeTables`.
  package var routes: Int

  package init(
    id: String, vpc: Int, prefix: IPv4Prefix, routerAddress: UInt32, routerMac: MACAddress, networkAcl: Int, routes: Int
  ) {
    self.id = id
    self.vpc = vpc
    self.prefix = prefix
    self.routerAddress = routerAddress
    self.routerMac = routerMac
    self.networkAcl = networkAcl
    self.routes = routes
  }
}

/// A VPC as the path sees it: whose each private address is, and by which groups.
package struct VPCView: Equatable, Sendable {
  package var id: String
  /// The attached internet gateway's id.
  package var internetGateway: String?
  /// Base plus two: the Amazon DNS server's address.
  package var dnsAddress: UInt32
  /// Private address -> ENI, whatever its state.
  package var interfaces: [UInt32: Int]
  /// Private address -> the security groups that its ENI carries, as numbers that rules use.
  package var groups: [UInt32: [UInt32]]

  package init(
    id: String, internetGateway: String?, dnsAddress: UInt32, interfaces: [UInt32: Int], groups: [UInt32: [UInt32]]
  ) {
    self.id = id
    self.internetGateway = internetGateway
    self.dnsAddress = dnsAddress
    self.interfaces = interfaces
    self.groups = groups
  }
}

/// Whose a public address is: the ENI and its private address.
package struct PublicMapping: Equatable, Sendable {
  package var interface: Int
  package var address: UInt32
  package init(interface: Int, address: UInt32) {
    self.interface = interface
    self.address = address
  }
}
