import Wire

/// A way to a prefix: a line of `ip route`.
package struct Route: Equatable, Sendable {
  /// How far its destinations are (rtnetlink(7)): a smaller number is a wider scope.
  package enum Scope: UInt8, Comparable, Sendable {
    case universe = 0
    case link = 253
    case host = 254

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  package enum Kind: Sendable { case unicast, local, broadcast }

  package var prefix: IPv4Prefix
  package var kind = Kind.unicast
  /// Nil: the destination itself is on the link.
  package var gateway: IPv4Address?
  /// The device index of the card it leaves by; `Routing.loopback` for lo.
  package var device: Int
  /// Smaller is better.
  package var metric: UInt32 = 0
  /// Which address an unbound socket takes on this way; nil: the card's.
  package var preferredSource: IPv4Address?
  package var scope = Scope.universe
  /// The gateway is taken to be on the link, whatever the addresses say.
  package var isOnLink = false
  /// Bytes of IP packet where it is less than the card's.
  package var mtu: Int?
  /// The kernel made it, for an address.
  package var isAutomatic = false

  package init(prefix: IPv4Prefix, gateway: IPv4Address? = nil, device: Int, metric: UInt32 = 0) {
    self.prefix = prefix
    self.gateway = gateway
    self.device = device
    self.metric = metric
    scope = gateway == nil ? .link : .universe
  }
}

extension Route: CustomStringConvertible {
  /// As `ip route` prints it: `default via 10.0.1.1 dev eth0 metric 512`.
  package var description: String {
    var text = kind == .unicast ? "" : "\(kind) "
    text += prefix.length == 0 ? "default" : prefix.length == 32 ? "\(prefix.address)" : "\(prefix)"
    if let gateway { text += " via \(gateway)" }
    text += " dev \(Routing.deviceName(device))"
    if metric != 0 { text += " metric \(metric)" }
    return text
  }
}

/// Routes in the order in which Linux asks them: the longest prefix, then the lowest metric, then the first inserted.
///
/// ```
///   10.0.1.0/24 dev eth0 | 10.0.1.0/24 dev eth1 | default via 10.0.1.1 dev eth0 metric 512 | default … metric 513
///   length falls →                                 metric rises within a length →   then the order of insertion
/// ```
/// Found by walking the list: a guest has a handful of routes.
package struct RoutingTable: Sendable {
  /// The three that Linux has names for (/etc/iproute2/rt_tables).
  package static let local: UInt32 = 255
  package static let main: UInt32 = 254
  package static let `default`: UInt32 = 253

  /// `main`, `local`, `default`, otherwise `table 1001`.
  package static func name(_ number: UInt32) -> String {
    switch number {
    case local: "local"
    case main: "main"
    case `default`: "default"
    default: "table \(number)"
    }
  }

  package private(set) var routes: [Route] = []
  package init() {}

  /// Behind all that are asked before it, among equals the last (NLM_F_APPEND).
  package mutating func append(_ route: Route) {
    let place = routes.firstIndex { Self.isAsked(route, before: $0) } ?? routes.endIndex
    routes.insert(route, at: place)
  }

  /// Before all that are like it (`ip route prepend`).
  package mutating func prepend(_ route: Route) {
    let place = routes.firstIndex { !Self.isAsked($0, before: route) } ?? routes.endIndex
    routes.insert(route, at: place)
  }

  static func isAsked(_ a: Route, before b: Route) -> Bool {
    a.prefix.length != b.prefix.length ? a.prefix.length > b.prefix.length : a.metric < b.metric
  }

  /// The first with the same prefix and metric, which is what makes two routes the same to Linux.
  package func firstIndex(like route: Route) -> Int? {
    routes.firstIndex { $0.prefix == route.prefix && $0.metric == route.metric }
  }

  package mutating func replace(at index: Int, with route: Route) { routes[index] = route }

  /// Says whether there was one.
  package mutating func removeFirst(where matches: (Route) -> Bool) -> Bool {
    guard let index = routes.firstIndex(where: matches) else { return false }
    routes.remove(at: index)
    return true
  }

  package mutating func removeAll(where matches: (Route) -> Bool) { routes.removeAll(where: matches) }

  /// The route that a packet to `destination` takes; only routes out of `device` where one is given.
  package func route(to destination: IPv4Address, outOf device: Int? = nil, atLeast scope: Route.Scope = .universe)
    -> Route?
  {
    routes.first {
      $0.prefix.contains(destination) && (device == nil || $0.device == device) && $0.scope >= scope
    }
  }
}
