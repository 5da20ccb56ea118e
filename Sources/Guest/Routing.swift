import Wire

/// An address on a card: a line of `ip addr`.
package struct InterfaceAddress: Equatable, Sendable {
  package var address: IPv4Address
  package var length: Int
  /// Of the route to its prefix.
  package var metric: UInt32 = 0
  /// False: `noprefixroute`, no route to its prefix comes with it.
  package var makesPrefixRoute = true
  /// An earlier address of the card has the same prefix and speaks for both.
  package var isSecondary = false

  package init(_ address: IPv4Address, length: Int) {
    self.address = address
    self.length = length
  }

  package var prefix: IPv4Prefix { IPv4Prefix(containing: address, length: length) }
}

/// A card as routing sees it.
package struct RoutingDevice: Sendable {
  package let index: Int
  package let name: String
  package var isUp = true
  package var mtu: Int
  /// `net.ipv4.conf.ethN.rp_filter`
  package var reversePathFilter: Int
  /// In the order of `ip addr`.
  package var addresses: [InterfaceAddress] = []
}

/// Addresses, links, routes, rules and sysctls of a host: all that decides by which card a packet leaves.
///
/// A value without packets and without time; `run` in `RunCommand.swift` changes it, `Guest` asks it.
package struct Routing: Sendable {
  /// lo's device index.
  package static let loopback = -1
  static func deviceName(_ index: Int) -> String { index == loopback ? "lo" : "eth\(index)" }

  /// By device index.
  package internal(set) var devices: [RoutingDevice] = []
  package internal(set) var tables = RoutingTables()
  package internal(set) var rules = RoutingRules()
  /// `net.ipv4.ip_forward`
  package internal(set) var forwards = false
  /// `net.ipv4.conf.all.rp_filter`
  package internal(set) var reversePathFilterOfAll = 0
  /// `net.ipv4.conf.default.rp_filter`, which cards attached later begin with.
  package internal(set) var reversePathFilterOfNewDevices = 0

  package init() {
    var loopback = Route(prefix: IPv4Prefix(containing: IPv4Address(127, 0, 0, 0), length: 8), device: Self.loopback)
    loopback.kind = .local
    loopback.scope = .host
    tables.append(loopback, to: RoutingTable.local)
  }

  package func device(_ index: Int) -> RoutingDevice? { place(of: index).map { devices[$0] } }

  /// Where the card stands in `devices`.
  func place(of index: Int) -> Int? { devices.firstIndex { $0.index == index } }

  func isUp(_ index: Int) -> Bool { place(of: index).map { devices[$0].isUp } ?? false }

  /// The index of the card that has `address`; nil where none has.
  package func owner(of address: IPv4Address) -> Int? {
    for place in devices.indices where devices[place].addresses.contains(where: { $0.address == address }) {
      return devices[place].index
    }
    return nil
  }

  /// As Linux sees it: the local table holds it, on a card that is up.
  package func isLocal(_ address: IPv4Address) -> Bool {
    tables.route(in: RoutingTable.local, to: address)?.kind == .local
  }
}

/// What the rules and tables say about a packet.
package struct RouteChoice: Sendable {
  package var route: Route
  package var rule: RoutingRule

  /// `main: default via 10.0.1.1 dev eth0`, and for a rule that not every packet meets ` (rule from 10.0.1.11)`.
  package var description: String {
    let text = "\(RoutingTable.name(rule.table)): \(route)"
    return rule.isForEverything ? text : "\(text) (rule \(rule.selector))"
  }
}

extension Routing {
  /// Asks rule by rule, table by table (Linux: `fib_lookup`). A table without an answer passes to the next rule.
  package func lookup(
    destination: IPv4Address, source: IPv4Address = .any, outOf device: Int? = nil,
    atLeast scope: Route.Scope = .universe
  ) -> RouteChoice? {
    for rule in rules.rules where rule.matches(source: source, destination: destination) {
      if let route = tables.route(in: rule.table, to: destination, outOf: device, atLeast: scope) {
        return RouteChoice(route: route, rule: rule)
      }
    }
    return nil
  }

  /// The way of a packet that the host itself sends, with its source address chosen (Linux: `ip_route_output_key`).
  package func output(to destination: IPv4Address, source: IPv4Address?, outOf device: Int? = nil)
    -> Result<OutputRoute, NoOutputRoute>
  {
    if let source, !isLocal(source) { return .failure(.notLocal(source)) }
    if let device, !isUp(device) { return .failure(.deviceDown(device)) }
    guard let choice = lookup(destination: destination, source: source ?? .any, outOf: device) else {
      return outputOnLink(to: destination, source: source, outOf: device)
    }
    let route = choice.route
    switch route.kind {
    case .local:
      let chosen = source ?? route.preferredSource ?? destination
      return .success(OutputRoute(source: chosen, device: Self.loopback, nextHop: destination, choice: choice))
    case .broadcast: return .failure(.broadcast(destination))
    case .unicast:
      guard let chosen = source ?? self.source(for: route) else { return .failure(.noAddress) }
      let nextHop = route.gateway ?? destination
      return .success(OutputRoute(source: chosen, device: route.device, nextHop: nextHop, choice: choice))
    }
  }

  /// A socket bound to a card that no route leaves by: "apparently, routing tables are wrong", so the destination is
  /// taken to be on the link (Linux, net/ipv4/route.c, `ip_route_output_key_hash_rcu`; measured).
  private func outputOnLink(to destination: IPv4Address, source: IPv4Address?, outOf device: Int?)
    -> Result<OutputRoute, NoOutputRoute>
  {
    guard let device else { return .failure(.noRoute(destination)) }
    guard let chosen = source ?? address(of: device, toward: nil, atLeast: .link) else { return .failure(.noAddress) }
    return .success(OutputRoute(source: chosen, device: device, nextHop: destination, choice: nil))
  }

  /// What an unbound socket takes on this way (Linux: `fib_result_prefsrc`).
  func source(for route: Route) -> IPv4Address? {
    route.preferredSource ?? address(of: route.device, toward: route.gateway, atLeast: route.scope)
  }

  /// The card's first primary address in whose prefix `neighbour` lies, else its first, else another card's
  /// (Linux: `inet_select_addr`).
  func address(of device: Int, toward neighbour: IPv4Address?, atLeast scope: Route.Scope) -> IPv4Address? {
    let primaries = (self.device(device)?.addresses ?? []).filter { !$0.isSecondary }
    if let neighbour, let match = primaries.first(where: { $0.prefix.contains(neighbour) }) { return match.address }
    if let first = primaries.first { return first.address }
    return devices.lazy.compactMap { $0.addresses.first { !$0.isSecondary }?.address }.first
  }
}

/// By which card a packet of the host's own leaves, to whom, and under which address. One object for many packets: it
/// travels with each of them.
package final class OutputRoute: Sendable {
  package let source: IPv4Address
  /// `Routing.loopback`: it stays here.
  package let device: Int
  /// Whom ARP is asked for.
  package let nextHop: IPv4Address
  /// Nil where no table was asked or none knew.
  package let choice: RouteChoice?

  init(source: IPv4Address, device: Int, nextHop: IPv4Address, choice: RouteChoice?) {
    self.source = source
    self.device = device
    self.nextHop = nextHop
    self.choice = choice
  }

  /// The same way under another address.
  func leaving(as address: IPv4Address) -> OutputRoute {
    address == source ? self : OutputRoute(source: address, device: device, nextHop: nextHop, choice: choice)
  }

  /// Which table said what: `main: default via 10.0.1.1 dev eth0`.
  package var description: String {
    choice?.description ?? "to \(nextHop) on the link of \(Routing.deviceName(device)), no route asked"
  }
}

/// Why a packet of the host's own has no way.
package enum NoOutputRoute: Error, Sendable {
  case noRoute(IPv4Address)
  case notLocal(IPv4Address)
  case deviceDown(Int)
  case broadcast(IPv4Address)
  case noAddress

  var sentence: String {
    switch self {
    case .noRoute(let destination): "no table has a route to \(destination)"
    case .notLocal(let source): "\(source) is none of the guest's addresses"
    case .deviceDown(let device): "\(Routing.deviceName(device)) is down or not there"
    case .broadcast(let destination): "\(destination) is a broadcast address"
    case .noAddress: "no card has an address"
    }
  }
}
