import Packets
import Units
import Wire

/// A Linux-like host: cards, ARP, routing tables and rules, rp_filter, ICMP, UDP and TCP, small applications.
///
/// ```
///   rx ring → Ethernet → ARP ──────────────→ neighbours ┐
///                      → IPv4 → rp_filter → local: ICMP, UDP, TCP → answers, routed by the guest's own tables
///                                         → not local: forward (ip_forward=1)           │
///   tx ring ← backlog (ring full) ← MACs ← neighbour, or wait for ARP ←─────────────────┘
/// ```
/// Time comes in as an argument; frames come and go by the cards' rings. What Linux does was measured where a comment
/// says so; the rows are those of the tests.
package final class Guest {
  package let name: String
  package let preset: GuestPreset
  /// Hears of every packet; not kept alive.
  package weak var observer: (any GuestObserver)?
  /// Addresses, routes, rules and settings as they are now.
  package internal(set) var routing = Routing() {
    didSet {
      inputs.forget()
      outputs.forget()
    }
  }
  /// What routing said of packets that came in.
  var inputs = InputCache()
  /// And of what it sent.
  var outputs = OutputCache()

  var attachments: [AttachedCard] = []
  var neighbours = Neighbours()
  var timers = TimerQueue()
  var reassembly = Reassembly()
  var errorRate = ErrorRate()
  var requests: [RequestKey: PendingRequest] = [:]
  var patience = Patience()
  var udpSockets: [UInt16: [UDPSocket]] = [:]
  var tcpListeners: Set<UInt16> = []
  var rawProtocols: Set<UInt8> = []
  var connections: [TCPKey: TCPConnection] = [:]
  /// Closed connections that stay 60 s, oldest first.
  var lingering: [(key: TCPKey, until: Instant)] = []
  /// It asked the fabric something (ARP) since somebody said no here: what is answered at once should be sent at once.
  package var hasAsked = false
  /// When `poll` was called last.
  var polledAt = Instant.beginning
  /// What the guest sends to itself, on lo.
  var looped: [PacketHandle] = []
  /// Where the search for an ephemeral port begins.
  var nextPort: UInt16 = 32_768
  /// Of packets that may be fragmented.
  var nextIdentification: UInt16
  /// Where the initial sequence numbers come from.
  var sequenceSource: UInt64

  /// Which of the commands given at the start were refused, and why.
  package private(set) var refusedCommands: [(command: GuestCommand, error: GuestCommandError)] = []

  /// A guest that is set up by `preset` and has obeyed `commands`; it goes on after those that are refused, as a boot
  /// script would. `seed` decides its initial sequence numbers, with its name.
  package init(
    name: String, preset: GuestPreset = .plain, cards: [NetworkCard] = [], commands: [GuestCommand] = [],
    observer: (any GuestObserver)? = nil, seed: UInt64 = 1
  ) {
    self.name = name
    self.preset = preset
    self.observer = observer
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    sequenceSource = hash ^ seed &* 0x9e37_79b9_7f4a_7c15
    nextIdentification = UInt16(truncatingIfNeeded: sequenceSource >> 16)
    preset.setUp(&routing)
    for card in cards.sorted(by: { $0.deviceIndex < $1.deviceIndex }) { attach(card) }
    for command in commands {
      do { try routing.run(command) } catch { refusedCommands.append((command, error)) }
    }
  }

  /// A host on the internet: one card with a /32, everything by a gateway that needs no ARP.
  package static func internetHost(
    address: IPv4Address, macAddress: MACAddress = MACAddress(bits: 0x0200_5e00_0001),
    gatewayMacAddress: MACAddress = MACAddress(bits: 0x0200_5e00_0002), observer: (any GuestObserver)? = nil,
    seed: UInt64 = 1
  ) -> Guest {
    // 169.254.0.1 is on no network (RFC 3927); the MTU is the internet's.
    let card = NetworkCard(
      deviceIndex: 0, macAddress: macAddress, mtu: 1_500, subnet: IPv4Prefix(containing: address, length: 32),
      gateway: IPv4Address(169, 254, 0, 1), gatewayMacAddress: gatewayMacAddress, addresses: [address])
    return Guest(name: "\(address)", cards: [card], observer: observer, seed: seed)
  }

  /// The cards that are attached, by device index.
  package var cards: [NetworkCard] { attachments.map(\.card) }

  func attached(_ index: Int) -> AttachedCard? { attachments.first { $0.card.deviceIndex == index } }

  /// Plugs a card in and sets it up as the preset's scripts do. A device index that is taken is left as it is.
  package func attach(_ card: NetworkCard) {
    guard attached(card.deviceIndex) == nil else { return }
    let place = attachments.firstIndex { $0.card.deviceIndex > card.deviceIndex } ?? attachments.endIndex
    attachments.insert(AttachedCard(card), at: place)
    routing.addDevice(index: card.deviceIndex, mtu: card.mtu)
    preset.configure(card, in: &routing)
  }

  /// Pulls a card out: its addresses, routes, rules and neighbours vanish. What lies in its rx ring is reported
  /// dropped, what was about to leave by it unsent, both as `interfaceDetached`. Connections stay (measured: one
  /// survives when the card comes back). What lies in its tx ring has been sent and is not the guest's any more.
  package func detach(deviceIndex: Int, pool: inout PacketPool) {
    guard let place = attachments.firstIndex(where: { $0.card.deviceIndex == deviceIndex }) else { return }
    let detached = attachments.remove(at: place)
    routing.removeDevice(index: deviceIndex)
    while let handle = detached.card.rx.dequeue() {
      let note = pool.note(handle).pointee
      pool.free(handle)
      report(dropped: note, by: detached, .interfaceDetached, "\(detached.card.name) was pulled out")
    }
    var queued = detached.backlog.map(\.handle)
    for key in neighbours.keys(of: deviceIndex) {
      timers.cancel(.neighbour(key))
      queued += neighbours.entries.removeValue(forKey: key)?.waiting.map(\.handle) ?? []
    }
    for handle in queued {
      let note = pool.note(handle).pointee
      pool.free(handle)
      observer?.guest(self, unsent: note, because: .interfaceDetached, detail: "\(detached.card.name) was pulled out")
    }
  }

  /// Hears that an ENI's private addresses changed. Where scripts look for that, what is new is configured as it would
  /// have been at boot and what is gone is taken away with its rules; any other guest is told by its user. True: it
  /// followed.
  package func updateAddresses(_ addresses: [IPv4Address], deviceIndex: Int) -> Bool {
    guard preset.followsAddresses, let card = attached(deviceIndex)?.card, !addresses.isEmpty else { return false }
    let old = card.addresses
    card.addresses = addresses
    for address in old where !addresses.contains(address) { routing.forget(address, on: deviceIndex) }
    preset.configure(card, adding: addresses.filter { !old.contains($0) }, in: &routing)
    return true
  }

  /// Ends the guest: every card is pulled out, every request that waits has no answer, every frame is given back.
  package func stop(pool: inout PacketPool) {
    for card in cards { detach(deviceIndex: card.deviceIndex, pool: &pool) }
    for handle in looped { pool.free(handle) }
    looped = []
    for key in requests.keys.sorted(by: <) { finish(key, answered: false) }
    for key in connections.keys.sorted() { endConnection(key, answered: false) }
    lingering = []
    timers = TimerQueue()
  }

  /// Does what a user typed.
  package func run(_ command: GuestCommand, at now: Instant) throws(GuestCommandError) { try routing.run(command) }

  /// Drains the rx rings, runs the timers that are due, fills the tx rings.
  package func poll(at now: Instant, pool: inout PacketPool) {
    polledAt = now
    for place in attachments.indices {
      let card = attachments[place]
      if !card.backlog.isEmpty { flush(card, now: now, pool: &pool) }
      while let handle = card.card.rx.dequeue() { receive(handle, by: card, now: now, pool: &pool) }
    }
    settle(now: now, pool: &pool)
    while let token = timers.takeDue(at: now) {
      switch token {
      case .neighbour(let key): neighbourTimer(key, now: now, pool: &pool)
      case .connection(let key): connectionTimer(key, now: now, pool: &pool)
      }
      settle(now: now, pool: &pool)
    }
    while let key = patience.due(at: now) { finish(key, answered: false) }
    if let first = lingering.first, first.until <= now { forgetConnections(at: now) }
    reassembly.forget(before: now)
  }

  private func forgetConnections(at now: Instant) {
    let over = lingering.prefix { $0.until <= now }
    for (key, until) in over where connections[key]?.lingersUntil == until { connections[key] = nil }
    lingering.removeFirst(over.count)
  }

  /// When it wants to be polled though nothing comes in: at its next timer, and at once (the last poll's instant) where
  /// a full tx ring refused a frame. Nil: it waits for nothing.
  package var nextPoll: Instant? {
    var timer = timers.next()
    if let patience = patience.next { timer = min(timer ?? .never, patience) }
    guard backlogCount > 0 else { return timer }
    return min(timer ?? .never, polledAt)
  }

  /// Frames that a full tx ring refused; `poll` tries them again.
  package var backlogCount: Int {
    var count = 0
    for place in attachments.indices { count += attachments[place].backlog.count }
    return count
  }

  /// Takes what the guest sent to itself, until nothing is left.
  func settle(now: Instant, pool: inout PacketPool) {
    while !looped.isEmpty {
      let handles = looped
      looped = []
      for handle in handles { receive(handle, by: nil, now: now, pool: &pool) }
    }
  }

  // MARK: Reports

  func report(delivered note: PacketNote, by card: AttachedCard?, _ detail: @autoclosure () -> String) {
    guard let card, let observer else { return }
    observer.guest(
      self, delivered: note, by: card.card, detail: observer.wantsSteps(of: note) ? detail() : "")
  }

  func report(
    dropped note: PacketNote, by card: AttachedCard?, _ reason: DropReason, _ detail: @autoclosure () -> String
  ) {
    guard let card, let observer else { return }
    observer.guest(
      self, dropped: note, by: card.card, because: reason, detail: observer.wantsDetail(of: note) ? detail() : "")
  }
}

/// A card in use, with the frames that its full tx ring refused.
final class AttachedCard {
  let card: NetworkCard
  var backlog: [WaitingFrame] = []

  init(_ card: NetworkCard) { self.card = card }
}
