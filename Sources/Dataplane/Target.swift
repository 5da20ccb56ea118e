import Packets
import Wire

/// Which ENI or gateway a frame means: by destination MAC, or by the route table if it is for the subnet's router.
struct Target {
  enum Ruling: Equatable {
    /// To this ENI; `route`: the route that said so, nil for a frame to an ENI's MAC.
    case interface(Int, route: Int?)
    case internetGateway(route: Int)
    case drop(DropReason, route: Int?)
  }

  func find(mac: UInt64, destination: UInt32, from me: Interface, _ tables: Tables, assumed: inout AssumptionSet) -> Ruling {
    if mac == me.routerMac.bits { return byRoute(destination, from: me, tables, assumed: &assumed) }
    guard let neighbor = tables.interface(withMac: mac), tables.rows[neighbor].subnet == me.subnet else {
      return .drop(.unknownDestinationMac, route: nil)
    }
    // Assumed: the mapping from address to ENI counts, so that a stale neighbour entry does no harm.
    if let owner = tables.owner(of: destination, inVPC: me.vpc), owner != neighbor, tables.rows[owner].subnet == me.subnet {
      assumed.insert(.frameToForeignMacGoesToAddressOwner)
      return reach(owner, route: nil, tables)
    }
    return .interface(neighbor, route: nil)
  }

  private func byRoute(_ destination: UInt32, from me: Interface, _ tables: Tables, assumed: inout AssumptionSet) -> Ruling {
    // Link-local addresses are no route's. AWS VPC User Guide, "Subnet route tables".
    guard !IPv4Address(bits: destination).isLinkLocal else { return .drop(.addressUnknown, route: nil) }
    guard let number = me.routes.find(destination) else { return .drop(.noRoute, route: nil) }
    switch me.routes.targets[number].kind {
    case .local:
      guard let owner = tables.owner(of: destination, inVPC: me.vpc) else { return .drop(.addressUnknown, route: number) }
      return reach(owner, route: number, tables)
    case .internetGateway: return .internetGateway(route: number)
    case .interface: return .interface(me.routes.targets[number].interface, route: number)
    case .blackhole:
      let routes = tables.routeTables[tables.subnets[me.subnet].routes]
      if routes.routes.contains(where: { $0.prefix.length < routes.routes[number].prefix.length && $0.prefix.contains(IPv4Address(bits: destination)) }) {
        assumed.insert(.blackholeDoesNotFallThrough)
      }
      return .drop(.routeIsBlackhole, route: number)
    case .unmodelled: return .drop(.targetNotModelled, route: number)
    }
  }

  /// To the ENI, if it is there.
  private func reach(_ owner: Int, route: Int?, _ tables: Tables) -> Ruling {
    switch tables.rows[owner].state {
    case .live: .interface(owner, route: route)
    case .instanceNotRunning: .drop(.instanceNotRunning, route: route)
    case .detached, .gone: .drop(.interfaceDetached, route: route)
    }
  }
}
