import Wire

/// Routes, their tables' subnets, and internet gateways. VPC User Guide, "Subnet route tables", "Internet gateways".
extension CloudState {
  /// CreateRoute, ReplaceRoute and DeleteRoute at once: `routes` are all that the table has beside `local`.
  ///
  /// A route for a whole block of the VPC with an ENI as target takes the place of that block's `local` route, as
  /// ReplaceRoute does; without it, `local` is there again.
  mutating func modifyRoutes(of id: RouteTable.ID, to routes: [RouteTable.Route]) throws(CloudError) {
    let table = try find(id)
    let vpc = try find(table.vpc)
    var seen: Set<IPv4Prefix> = []
    for route in routes {
      if !seen.insert(route.destination).inserted { throw .routeExists(route.destination) }
      try check(route, in: table, of: vpc)
    }
    let limit = quotas.grantedRoutes
    if routes.count > limit { throw .tooManyRoutes(routes.count, limit: limit, table.name) }
    routeTables[id]?.routes = Self.localRoutes(of: vpc).filter { !seen.contains($0.destination) } + routes
  }

  /// AWS keeps it: no route equal to it or inside it. VPC User Guide, "Subnet route tables".
  private static let reservedForServices = IPv4Prefix(containing: IPv4Address(169, 254, 168, 0), length: 22)

  private func check(_ route: RouteTable.Route, in table: RouteTable, of vpc: VPC) throws(CloudError) {
    let destination = route.destination
    if Self.reservedForServices.contains(destination) { throw .routeReserved(destination) }
    try checkTarget(route.target, of: destination, in: table)
    guard vpc.cidrBlocks.contains(where: { $0.contains(destination) }) else { return }
    guard route.target.mayStandInsideVpc else { throw .routeInsideVpc(destination) }
    if vpc.cidrBlocks.contains(destination) { return }
    guard subnets.values.contains(where: { $0.vpc == vpc.id && $0.cidrBlock == destination }) else {
      throw .routeNoSubnet(destination)
    }
  }

  private func checkTarget(
    _ target: RouteTable.Target, of destination: IPv4Prefix, in table: RouteTable
  ) throws(CloudError) {
    switch target {
    // `local` is there already, and there is no other.
    case .local: throw .routeExists(destination)
    case .internetGateway(let gateway):
      guard let attached = try find(gateway).vpc else {
        throw .differentNetworks(table.id, "network gateway", gateway.text, why: "\(gateway) is attached to no network")
      }
      if attached != table.vpc { throw .differentNetworks(table.id, "network gateway", gateway.text) }
    case .networkInterface(let interface):
      let subnet = try find(find(interface).subnet)
      if subnet.vpc != table.vpc { throw .differentNetworks(table.id, "interface", interface.text) }
    case .unmodelled(let gateway):
      if !unmodelledTargets.contains(gateway) { throw .noSuchGateway(gateway) }
    case .blackhole: break
    }
  }
}

extension RouteTable.Target {
  /// "The target must be a NAT gateway, network interface, or Gateway Load Balancer endpoint."
  var mayStandInsideVpc: Bool {
    switch self {
    case .networkInterface, .blackhole: true
    case .unmodelled(let id): id.hasPrefix("nat-") || id.hasPrefix("vpce-")
    case .local, .internetGateway: false
    }
  }
}

extension CloudState {
  /// AssociateRouteTable. A subnet that has a table of its own must lose it first; the same table again is no change.
  mutating func associate(_ table: RouteTable.ID, with subnet: Subnet.ID) throws(CloudError) {
    let own = try find(subnet)
    if try find(table).vpc != own.vpc { throw .differentNetworks(table, "subnet", subnet.text) }
    if let other = own.routeTable, other != table { throw .tableConflict(other) }
    subnets[subnet]?.routeTable = table
  }

  /// DisassociateRouteTable: back to the main table.
  mutating func disassociateRouteTable(from subnet: Subnet.ID) throws(CloudError) {
    if try find(subnet).routeTable == nil { throw .noTableAssociation(subnet) }
    subnets[subnet]?.routeTable = nil
  }
}

extension CloudState {
  /// A VPC that takes an internet gateway: it has none.
  func vpcForGateway(_ id: VPC.ID) throws(CloudError) -> VPC {
    let vpc = try find(id)
    if internetGateway(of: id) != nil { throw .vpcHasGateway(id) }
    return vpc
  }

  mutating func attach(_ id: InternetGateway.ID, to vpc: VPC.ID) throws(CloudError) {
    if let network = try find(id).vpc { throw .gatewayAttached(id, network) }
    let network = try vpcForGateway(vpc)
    internetGateways[id]?.vpc = network.id
  }

  /// Refused while an ENI of the VPC has a public address. Routes to it stay, as blackholes.
  mutating func detach(_ id: InternetGateway.ID) throws(CloudError) {
    guard let vpc = try find(id).vpc else { throw .gatewayNotAttached(id) }
    let mapped = networkInterfaces.values.filter { subnets[$0.subnet]?.vpc == vpc }
      .flatMap { $0.privateAddresses.compactMap { $0.association?.publicIp } }
    if !mapped.isEmpty { throw .mappedAddresses(vpc, mapped) }
    internetGateways[id]?.vpc = nil
  }
}
