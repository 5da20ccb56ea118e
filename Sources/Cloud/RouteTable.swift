import Wire

/// Where packets go that leave by the subnet's router. AWS VPC User Guide, "Subnet route tables".
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
