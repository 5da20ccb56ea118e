import OrderedCollections
import Wire

/// What follows from a cloud as it stands: who can be reached, where a route really leads, which public address means
/// whom.
extension CloudState {
  /// Attached to a running instance: only then does a packet reach it.
  package func isLive(_ interface: NetworkInterface) -> Bool {
    guard let attachment = interface.attachment else { return false }
    return instances[attachment.instance]?.state == .running
  }

  package func isLive(_ id: NetworkInterface.ID) -> Bool { networkInterfaces[id].map(isLive) ?? false }

  /// The VPC of the ENI's subnet.
  package func vpc(of interface: NetworkInterface) -> VPC? {
    subnets[interface.subnet].flatMap { vpcs[$0.vpc] }
  }

  /// The one attached to the VPC.
  package func internetGateway(of vpc: VPC.ID) -> InternetGateway? {
    internetGateways.values.first { $0.vpc == vpc }
  }

  package func defaultSecurityGroup(of vpc: VPC.ID) -> SecurityGroup? {
    securityGroups.values.first { $0.vpc == vpc && $0.isDefault }
  }

  package func defaultNetworkAcl(of vpc: VPC.ID) -> NetworkAcl? {
    networkAcls.values.first { $0.vpc == vpc && $0.isDefault }
  }

  package func mainRouteTable(of vpc: VPC.ID) -> RouteTable? {
    routeTables.values.first { $0.vpc == vpc && $0.isMain }
  }

  /// Where the route really leads: `blackhole` where its target is gone, detached, or an ENI that is not attached to a
  /// running instance. EC2 API, Route: `state`; VPC User Guide, "Routing for a middlebox appliance".
  package func effectiveTarget(of route: RouteTable.Route, in table: RouteTable) -> RouteTable.Target {
    switch route.target {
    case .local, .blackhole: route.target
    case .internetGateway(let id): internetGateways[id]?.vpc == table.vpc ? route.target : .blackhole
    case .networkInterface(let id): isLive(id) ? route.target : .blackhole
    case .unmodelled(let id): unmodelledTargets.contains(id) ? route.target : .blackhole
    }
  }

  /// Whom a public address means at the internet gateway.
  package struct PublicAddress: Equatable, Sendable {
    package var interface: NetworkInterface.ID
    package var privateAddress: IPv4Address
    package var vpc: VPC.ID
    /// Nil: auto-assigned.
    package var allocation: ElasticAddress.ID?
  }

  /// Every associated public address, in the order of the ENIs; of two that contradict each other the first.
  package func publicAddresses() -> OrderedDictionary<IPv4Address, PublicAddress> {
    var map: OrderedDictionary<IPv4Address, PublicAddress> = [:]
    for interface in networkInterfaces.values {
      guard let vpc = subnets[interface.subnet]?.vpc else { continue }
      for address in interface.privateAddresses {
        guard let association = address.association, map[association.publicIp] == nil else { continue }
        map[association.publicIp] = PublicAddress(
          interface: interface.id, privateAddress: address.address, vpc: vpc, allocation: association.allocation)
      }
    }
    return map
  }
}
