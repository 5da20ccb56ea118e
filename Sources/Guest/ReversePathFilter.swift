import Wire

/// Whether a guest believes that a packet from `source` could come by the card it came by.
///
/// The order of questions is Linux's (net/ipv4/fib_frontend.c, `fib_validate_source`), and so is what it asks of the
/// routing: the way back to the sender, from the address that the sender wrote to, so that `ip rule from` counts.
package struct ReversePathFilter {
  package enum Verdict: Equatable, Sendable {
    case pass
    /// `rp_filter` says no; why, in words.
    case refused(String)
    /// The sender's address is one that nobody outside may have; why, in words.
    case martian(String)
  }

  let routing: Routing

  /// `net.ipv4.conf.all` or the card's own, whichever is greater (Documentation/networking/ip-sysctl.rst).
  func mode(of device: RoutingDevice) -> Int { max(routing.reversePathFilterOfAll, device.reversePathFilter) }

  package func verdict(source: IPv4Address, destination: IPv4Address, by device: RoutingDevice) -> Verdict {
    let mode = mode(of: device)
    if mode == 0 && !routing.rules.areCustom {
      guard let owner = routing.owner(of: source) else { return .pass }
      return .martian("\(source) is the guest's own address, on \(owner.name)")
    }
    guard let back = routing.lookup(destination: source, source: destination) else {
      return mode == 0 ? .pass : .refused("rp_filter=\(mode) on \(device.name): there is no route back to \(source)")
    }
    guard back.route.kind == .unicast else {
      let name = Routing.deviceName(back.route.device)
      return .martian("\(source) is the guest's own or a broadcast address, on \(name)")
    }
    guard back.route.device != device.index else { return .pass }
    if mode == 1 {
      let name = Routing.deviceName(back.route.device)
      return .refused("rp_filter=1 on \(device.name): the route back to \(source) is dev \(name)")
    }
    // `no_addr`: a card without addresses can be nobody's way back.
    if mode != 0, device.addresses.isEmpty {
      return .refused("rp_filter=\(mode) on \(device.name): it has no address")
    }
    return .pass
  }
}
