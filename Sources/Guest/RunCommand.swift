import Wire

/// What a line that was understood does to the routing, with the refusals of the kernel (net/ipv4/fib_semantics.c).
extension Routing {
  /// Obeys each step; at the first that is refused it stops, and what was done stays done.
  package mutating func run(_ command: GuestCommand) throws(GuestCommandError) {
    for step in command.steps {
      do {
        try obey(step.change)
      } catch {
        var placed = error
        if placed.column == 0 { placed.column = step.column }
        throw placed
      }
    }
  }

  /// Refusals without a place of their own have column 0.
  private mutating func obey(_ change: GuestCommand.Change) throws(GuestCommandError) {
    switch change {
    case .addAddress(let address, let word):
      let device = try index(of: word)
      guard addAddress(address, to: device) else {
        throw refusal("File exists: \(word.name) has \(address.address)/\(address.length) already")
      }
    case .removeAddress(let address, let length, let word):
      let device = try index(of: word)
      guard removeAddress(address, length: length, from: device) else {
        throw refusal("Cannot assign requested address: \(word.name) has no \(address)/\(length)")
      }
    case .flushAddresses(let word):
      let device = try index(of: word)
      for address in self.device(device)?.addresses ?? [] {
        _ = removeAddress(address.address, length: address.length, from: device)
      }
    case .setLink(let word, let up, let mtu):
      let device = try index(of: word)
      if let mtu, let place = devices.firstIndex(where: { $0.index == device }) { devices[place].mtu = mtu }
      if let up { setLink(device, up: up) }
    case .route(.del, let words): try removeRoute(words)
    case .route(let verb, let words): try addRoute(verb, words)
    case .flushTable(let table): tables[table] = nil
    case .addRule(let source, let destination, let table, let priority):
      let rule = RoutingRule(source: source, destination: destination, table: table)
      guard rules.add(rule, priority: priority) else { throw refusal("File exists: there is a rule \(rule) already") }
    case .removeRule(let source, let destination, let table, let priority):
      guard rules.remove(source: source, destination: destination, table: table, priority: priority) else {
        throw refusal("No such file or directory: there is no such rule")
      }
    case .setForwarding(let on): forwards = on
    case .setReversePathFilter(let mode, of: .all): reversePathFilterOfAll = mode
    case .setReversePathFilter(let mode, of: .newDevices): reversePathFilterOfNewDevices = mode
    case .setReversePathFilter(let mode, of: .device(let word)):
      let device = try index(of: word)
      if let place = devices.firstIndex(where: { $0.index == device }) { devices[place].reversePathFilter = mode }
    case .nothing: break
    }
  }

  private func refusal(_ message: String) -> GuestCommandError { GuestCommandError(message, column: 0) }

  private func index(of word: GuestCommand.DeviceWord) throws(GuestCommandError) -> Int {
    guard let device = devices.first(where: { $0.name == word.name }) else {
      throw GuestCommand.unknown(word, devices: devices.map(\.name))
    }
    return device.index
  }

  // MARK: Routes

  private mutating func addRoute(_ verb: GuestCommand.RouteVerb, _ words: GuestCommand.RouteWords)
    throws(GuestCommandError)
  {
    let number = words.table ?? RoutingTable.main
    let route = try believed(words, table: number)
    var table = tables[number] ?? RoutingTable()
    switch (verb, table.firstIndex(like: route)) {
    case (.add, .some):
      throw refusal("File exists: \(RoutingTable.name(number)) has \(words.prefix) with this metric already")
    case (.change, nil): throw refusal("No such file or directory: \(RoutingTable.name(number)) has no such route")
    case (.replace, let index?), (.change, let index?): table.replace(at: index, with: route)
    case (.prepend, _): table.prepend(route)
    default: table.append(route)
    }
    tables[number] = table
  }

  /// What the kernel checks before it takes a route (`fib_check_nh`, `fib_valid_prefsrc`).
  private func believed(_ words: GuestCommand.RouteWords, table: UInt32) throws(GuestCommandError) -> Route {
    var device: Int?
    if let word = words.device { device = try index(of: word) }
    var route = Route(prefix: words.prefix, gateway: words.gateway, device: device ?? 0, metric: words.metric ?? 0)
    route.preferredSource = words.source
    route.isOnLink = words.isOnLink
    route.mtu = words.mtu
    if let scope = words.scope { route.scope = scope }
    if let gateway = words.gateway {
      guard route.scope < .link else {
        throw refusal("Nexthop has invalid scope: a route with a gateway is of scope global")
      }
      route.device = try self.device(toward: gateway, words, device, table)
    } else {
      guard device != nil else { throw refusal("No such device: the route has neither 'via' nor 'dev'") }
      guard !words.isOnLink else { throw refusal("Invalid argument: 'onlink' says something of a gateway only") }
    }
    guard isUp(route.device) else {
      throw refusal("Network is down: \(Self.deviceName(route.device)) is down")
    }
    if let source = words.source, !isLocal(source) {
      throw refusal("Invalid prefsrc address: \(source) is none of the guest's addresses")
    }
    return route
  }

  /// By which card the gateway is reached: it must be a neighbour, or `onlink` says so.
  private func device(
    toward gateway: IPv4Address, _ words: GuestCommand.RouteWords, _ device: Int?, _ table: UInt32
  ) throws(GuestCommandError) -> Int {
    if words.isOnLink {
      guard let device else { throw refusal("Nexthop device required: 'onlink' needs 'dev'") }
      return device
    }
    // The route's own table first, then the rules (`fib_check_nh_v4_gw`).
    let known =
      (table == RoutingTable.main ? nil : tables.route(in: table, to: gateway, outOf: device, atLeast: .link))
      ?? lookup(destination: gateway, outOf: device, atLeast: .link)?.route
    guard let known, known.kind == .unicast, known.scope >= .link else {
      let through = words.device.map { " through \($0.name)" } ?? ""
      throw refusal("Nexthop has invalid gateway: no route says that \(gateway) is on the link\(through)")
    }
    return known.device
  }

  private mutating func removeRoute(_ words: GuestCommand.RouteWords) throws(GuestCommandError) {
    let number = words.table ?? RoutingTable.main
    var device: Int?
    if let word = words.device { device = try index(of: word) }
    let removed = tables[number]?.removeFirst {
      $0.prefix == words.prefix && (device == nil || $0.device == device)
        && (words.gateway == nil || $0.gateway == words.gateway) && (words.metric == nil || $0.metric == words.metric)
        && (words.source == nil || $0.preferredSource == words.source)
        && (words.scope == nil || $0.scope == words.scope)
    }
    guard removed == true else {
      throw refusal("No such process: \(RoutingTable.name(number)) has no such route to \(words.prefix)")
    }
  }
}
