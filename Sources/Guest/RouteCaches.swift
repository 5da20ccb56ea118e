import Wire

/// Which packets the guest's routing took for its own, by source, destination and card: what Linux's `ip_route_input`
/// would say again as long as no address, route, rule or setting changes.
///
/// Direct-mapped: a slot holds the last that fell on it.
struct InputCache {
  private static let slots = 64

  private struct Known {
    var source: UInt32
    var destination: UInt32
    var device: Int
  }

  /// Empty until the first is noted.
  private var known: [Known?] = []

  func isLocal(source: IPv4Address, destination: IPv4Address, by device: Int) -> Bool {
    guard !known.isEmpty, let there = known[Self.slot(source, destination)] else { return false }
    return there.source == source.bits && there.destination == destination.bits && there.device == device
  }

  mutating func noteLocal(source: IPv4Address, destination: IPv4Address, by device: Int) {
    if known.isEmpty { known = Array(repeating: nil, count: Self.slots) }
    known[Self.slot(source, destination)] = Known(source: source.bits, destination: destination.bits, device: device)
  }

  mutating func forget() {
    if !known.isEmpty { known = [] }
  }

  private static func slot(_ source: IPv4Address, _ destination: IPv4Address) -> Int {
    Int((source.bits &* 0x9e37_79b1 ^ destination.bits &* 0x85eb_ca77) >> 26)
  }
}

/// What the guest's routing said of packets that it sent, by destination and socket: what Linux keeps in `sk_dst_get`.
struct OutputCache {
  private static let slots = 16

  private struct Known {
    var destination: IPv4Address
    var binding: SocketBinding
    var route: OutputRoute
  }

  private var known: [Known?] = []

  func route(to destination: IPv4Address, _ binding: SocketBinding) -> OutputRoute? {
    guard !known.isEmpty, let there = known[Self.slot(destination)], there.destination == destination,
      there.binding == binding
    else { return nil }
    return there.route
  }

  mutating func note(_ route: OutputRoute, to destination: IPv4Address, _ binding: SocketBinding) {
    if known.isEmpty { known = Array(repeating: nil, count: Self.slots) }
    known[Self.slot(destination)] = Known(destination: destination, binding: binding, route: route)
  }

  mutating func forget() {
    if !known.isEmpty { known = [] }
  }

  private static func slot(_ destination: IPv4Address) -> Int { Int((destination.bits &* 0x9e37_79b1) >> 28) }
}
