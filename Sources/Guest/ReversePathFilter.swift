import Wire

/// Whether a guest believes that a packet from `source` could come by the card it came by.
///
/// The order of questions is Linux's (net/ipv4/fib_frontend.c, `fib_validate_source`), and so is what it asks of the
/// routing: the way back to the sender, from the address that the sender wrote to, so that `ip rule from` counts.
package enum ReversePathVerdict: Equatable, Sendable {
  case pass
  /// `rp_filter` 1 or 2: no table knows the sender.
  case noWayBack(mode: Int)
  /// `rp_filter` 1: the way back is by another card.
  case otherWay(device: Int)
  /// A card without addresses can be nobody's way back (`no_addr`).
  case noAddress(mode: Int)
  /// The guest's own address, or a broadcast address, on that card: nobody outside may have it.
  case ownSource(device: Int)

  /// In words, of a packet that came by `device`.
  func sentence(source: IPv4Address, by device: Int) -> String {
    let name = Routing.deviceName(device)
    switch self {
    case .pass: return "rp_filter lets it pass"
    case .noWayBack(let mode): return "rp_filter=\(mode) on \(name): there is no route back to \(source)"
    case .otherWay(let other):
      return "rp_filter=1 on \(name): the route back to \(source) is dev \(Routing.deviceName(other))"
    case .noAddress(let mode): return "rp_filter=\(mode) on \(name): it has no address"
    case .ownSource(let owner):
      return "\(source) is the guest's own or a broadcast address, on \(Routing.deviceName(owner))"
    }
  }
}

extension Routing {
  package func reversePath(from source: IPv4Address, to destination: IPv4Address, by device: Int) -> ReversePathVerdict
  {
    guard let place = place(of: device) else { return .noWayBack(mode: 0) }
    // `net.ipv4.conf.all` or the card's own, whichever is greater (Documentation/networking/ip-sysctl.rst).
    let mode = max(reversePathFilterOfAll, devices[place].reversePathFilter)
    if mode == 0, !rules.areCustom {
      return owner(of: source).map { .ownSource(device: $0) } ?? .pass
    }
    guard let back = lookup(destination: source, source: destination) else {
      return mode == 0 ? .pass : .noWayBack(mode: mode)
    }
    guard back.route.kind == .unicast else { return .ownSource(device: back.route.device) }
    guard back.route.device != device else { return .pass }
    if mode == 1 { return .otherWay(device: back.route.device) }
    return mode != 0 && devices[place].addresses.isEmpty ? .noAddress(mode: mode) : .pass
  }
}
