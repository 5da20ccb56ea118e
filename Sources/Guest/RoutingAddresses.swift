import Wire

/// What comes and goes with cards and addresses, as the kernel does it by itself (net/ipv4/fib_frontend.c).
extension Routing {
  package mutating func addDevice(index: Int, mtu: Int) {
    let device = RoutingDevice(
      index: index, name: Self.deviceName(index), mtu: mtu, reversePathFilter: reversePathFilterOfNewDevices)
    devices.insert(device, at: devices.firstIndex { $0.index > index } ?? devices.endIndex)
  }

  /// Addresses, routes and rules of the card vanish with it.
  ///
  /// The kernel keeps rules; the distributions' scripts that wrote them for the card's addresses take them away
  /// (amazon-ec2-net-utils: networkd drops what the removed interface's file asked for).
  package mutating func removeDevice(index: Int) {
    guard let device = device(index) else { return }
    let addresses = Set(device.addresses.map(\.address))
    rules.removeAll { $0.source.length == 32 && addresses.contains($0.source.address) }
    removeRoutes { $0.device == index }
    devices.removeAll { $0.index == index }
    removeRoutes { $0.preferredSource.map(addresses.contains) ?? false }
  }

  /// False where the card has it already.
  package mutating func addAddress(_ address: InterfaceAddress, to index: Int) -> Bool {
    guard let place = devices.firstIndex(where: { $0.index == index }),
      !devices[place].addresses.contains(where: { $0.address == address.address && $0.length == address.length })
    else { return false }
    var added = address
    added.isSecondary = devices[place].addresses.contains { !$0.isSecondary && $0.prefix == address.prefix }
    devices[place].addresses.append(added)
    if devices[place].isUp { addRoutes(for: added, device: index) }
    return true
  }

  /// False where the card does not have it. With the last address all routes of the card go; a secondary address takes
  /// the place of its primary (`promote_secondaries`, which systemd sets).
  package mutating func removeAddress(_ address: IPv4Address, length: Int, from index: Int) -> Bool {
    guard let place = devices.firstIndex(where: { $0.index == index }),
      let position = devices[place].addresses.firstIndex(where: { $0.address == address && $0.length == length })
    else { return false }
    let removed = devices[place].addresses.remove(at: position)
    var heir: InterfaceAddress?
    if !removed.isSecondary,
      let next = devices[place].addresses.firstIndex(where: { $0.isSecondary && $0.prefix == removed.prefix })
    {
      devices[place].addresses[next].isSecondary = false
      heir = devices[place].addresses[next]
    }
    removeRoutes(for: removed, device: index)
    if let heir, devices[place].isUp { addRoutes(for: heir, device: index) }
    // `fib_sync_down_addr`: no route may prefer an address that is gone.
    if owner(of: address) == nil { removeRoutes { $0.preferredSource == address } }
    if devices[place].addresses.isEmpty { removeRoutes { $0.device == index } }
    return true
  }

  /// The address goes from the card, whatever its length, and the rules for it with it.
  mutating func forget(_ address: IPv4Address, on index: Int) {
    for there in device(index)?.addresses ?? [] where there.address == address {
      _ = removeAddress(address, length: there.length, from: index)
    }
    rules.removeAll { $0.source == IPv4Prefix(containing: address, length: 32) }
  }

  /// Down: every route through the card goes, in every table. Up: the routes of its addresses come back, behind all
  /// others; what somebody had typed does not (measured: rows `flap0`).
  package mutating func setLink(_ index: Int, up: Bool) {
    guard let place = devices.firstIndex(where: { $0.index == index }), devices[place].isUp != up else { return }
    devices[place].isUp = up
    if up {
      for address in devices[place].addresses { addRoutes(for: address, device: index) }
    } else {
      removeRoutes { $0.device == index }
    }
  }

  private mutating func addRoutes(for address: InterfaceAddress, device: Int) {
    var own = Route(prefix: IPv4Prefix(containing: address.address, length: 32), device: device)
    own.kind = .local
    own.scope = .host
    own.preferredSource = address.address
    own.isAutomatic = true
    appendOnce(own, to: RoutingTable.local)
    guard !address.isSecondary, address.length < 32 else { return }
    if address.makesPrefixRoute {
      var subnet = Route(prefix: address.prefix, device: device, metric: address.metric)
      subnet.preferredSource = address.address
      subnet.isAutomatic = true
      appendOnce(subnet, to: RoutingTable.main)
    }
    guard address.length < 31 else { return }
    for end in [address.prefix.address, address.prefix.last] {
      var broadcast = Route(prefix: IPv4Prefix(containing: end, length: 32), device: device)
      broadcast.kind = .broadcast
      broadcast.preferredSource = address.address
      broadcast.isAutomatic = true
      appendOnce(broadcast, to: RoutingTable.local)
    }
  }

  /// An identical route that is there already stays as it is (`fib_table_insert`: EEXIST).
  private mutating func appendOnce(_ route: Route, to table: UInt32) {
    if tables[table]?.routes.contains(route) != true { tables.append(route, to: table) }
  }

  private mutating func removeRoutes(for address: InterfaceAddress, device: Int) {
    guard let left = self.device(device)?.addresses else { return }
    if !left.contains(where: { $0.address == address.address }) {
      tables.removeAll(in: RoutingTable.local) {
        $0.kind == .local && $0.device == device && $0.prefix.length == 32 && $0.prefix.address == address.address
      }
    }
    guard !address.isSecondary else { return }
    for table in [RoutingTable.main, RoutingTable.local] {
      tables.removeAll(in: table) {
        $0.isAutomatic && $0.kind != .local && $0.device == device && $0.preferredSource == address.address
          && address.prefix.contains($0.prefix)
      }
    }
  }

  mutating func removeRoutes(where matches: (Route) -> Bool) { tables.removeAll(where: matches) }
}
