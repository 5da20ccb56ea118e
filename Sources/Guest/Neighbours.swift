import Packets
import Units
import Wire

struct NeighbourKey: Hashable {
  var device: Int
  var address: IPv4Address

  func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(truncatingIfNeeded: device) << 32 | UInt64(address.bits))
  }
}

/// A frame that is ready but for its destination MAC.
struct WaitingFrame {
  var handle: PacketHandle
  /// How it was routed; nil for a packet that the guest forwards.
  var route: OutputRoute?
}

/// What a guest knows of the hosts on its links, and the frames that wait for an answer (RFC 826; Linux,
/// net/core/neighbour.c).
///
/// Asked with three requests a second apart, and believed for 60 s. Frames after that still go to the known MAC while
/// one request asks it again.
/// Assumed: 60 s; Linux believes 15 to 45 s, at random, and longer while TCP makes progress.
struct Neighbours {
  /// net.ipv4.neigh.default.mcast_solicit and retrans_time_ms.
  static let tries = 3
  static let retryAfter = Nanoseconds.seconds(1)
  static let believedFor = Nanoseconds.seconds(60)
  /// Frames that wait for one neighbour; one more pushes the oldest out.
  /// Linux counts bytes (unres_qlen_bytes, 212,992); 101 was its count before, and is about as much.
  static let waitingLimit = 101

  struct Entry {
    var mac: MACAddress?
    var confirmed = Instant.beginning
    /// Requests sent since the last answer.
    var asked = 0
    /// What the requests call their sender.
    var askingAs = IPv4Address.any
    var waiting: [WaitingFrame] = []
  }

  var entries: [NeighbourKey: Entry] = [:] {
    didSet { if !lately.isEmpty { lately = [] } }
  }

  /// A neighbour that answered lately, and until when that is so.
  private struct Fresh {
    var key: NeighbourKey
    var mac: MACAddress
    var until: Instant
  }

  /// Direct-mapped by address; empty after each change.
  private var lately: [Fresh?] = []

  /// The MAC of a neighbour that answered lately.
  mutating func fresh(_ key: NeighbourKey, at now: Instant) -> MACAddress? {
    let slot = Int(key.address.bits & 15)
    if !lately.isEmpty, let known = lately[slot], known.key == key, now < known.until { return known.mac }
    guard let place = entries.index(forKey: key), let mac = entries.values[place].mac else { return nil }
    let until = entries.values[place].confirmed + Self.believedFor
    guard now < until else { return nil }
    if lately.isEmpty { lately = Array(repeating: nil, count: 16) }
    lately[slot] = Fresh(key: key, mac: mac, until: until)
    return mac
  }

  /// Those of one card, in the order of their addresses.
  func keys(of device: Int) -> [NeighbourKey] {
    entries.keys.filter { $0.device == device }.sorted { $0.address < $1.address }
  }
}

extension Guest {
  /// Gives the frame its MACs and sends it by the card, or lets it wait while ARP asks.
  ///
  /// `source` is what an ARP request calls its sender: the packet's own source address, whatever card has it
  /// (arp_announce=0; measured); nil for a packet that is not the guest's, and then it is the card's.
  func sendToNeighbour(
    _ frame: WaitingFrame, at address: IPv4Address, by card: AttachedCard, askingAs source: IPv4Address?,
    now: Instant, pool: inout PacketPool
  ) {
    if address == card.card.gateway, let permanent = card.card.gatewayMacAddress {
      setAddresses(of: frame.handle, to: permanent, from: card.card, pool: &pool)
      enqueue(frame.handle, route: frame.route, on: card, now: now, pool: &pool)
      return
    }
    let key = NeighbourKey(device: card.card.deviceIndex, address: address)
    if let mac = neighbours.fresh(key, at: now) {
      setAddresses(of: frame.handle, to: mac, from: card.card, pool: &pool)
      return enqueue(frame.handle, route: frame.route, on: card, now: now, pool: &pool)
    }
    var entry = neighbours.entries[key] ?? Neighbours.Entry()
    entry.askingAs = source ?? entry.askingAs
    if let mac = entry.mac {
      setAddresses(of: frame.handle, to: mac, from: card.card, pool: &pool)
      enqueue(frame.handle, route: frame.route, on: card, now: now, pool: &pool)
      guard now - entry.confirmed >= Neighbours.believedFor, entry.asked == 0 else { return }
    } else {
      entry.waiting.append(frame)
      if entry.waiting.count > Neighbours.waitingLimit {
        let oldest = entry.waiting.removeFirst()
        abandon(oldest, because: "\(Neighbours.waitingLimit) packets wait for \(address) already", pool: &pool)
      }
      guard entry.asked == 0 else {
        neighbours.entries[key] = entry
        return
      }
    }
    neighbours.entries[key] = entry
    ask(key, by: card, now: now, pool: &pool)
  }

  /// Sends an ARP request: to everybody, or to the MAC that is known and getting old.
  private func ask(_ key: NeighbourKey, by card: AttachedCard, now: Instant, pool: inout PacketPool) {
    guard var entry = neighbours.entries[key] else { return }
    if entry.askingAs == .any {
      entry.askingAs = routing.address(of: key.device, toward: key.address, atLeast: .link) ?? .any
    }
    entry.asked += 1
    neighbours.entries[key] = entry
    timers.set(.neighbour(key), at: now + Neighbours.retryAfter)
    var frame = ARPFrame.request(for: key.address, from: card.card.macAddress, entry.askingAs)
    if let mac = entry.mac { frame.destination = mac }
    sendARP(frame, lineage: Lineage(), by: card, now: now, pool: &pool)
  }

  func sendARP(
    _ frame: ARPFrame, lineage: Lineage, by card: AttachedCard, now: Instant, pool: inout PacketPool
  ) {
    guard let handle = pool.take(length: ARPFrame.length) else { return }
    frame.write(to: UnsafeMutableRawBufferPointer(start: pool.bytes(handle), count: ARPFrame.length))
    lineage.write(to: &pool.note(handle).pointee)
    hasAsked = true
    enqueue(handle, route: nil, on: card, now: now, pool: &pool)
  }

  /// Nobody has answered for a second: ask again, or give up.
  func neighbourTimer(_ key: NeighbourKey, now: Instant, pool: inout PacketPool) {
    guard let entry = neighbours.entries[key], entry.asked > 0 else { return }
    guard let card = attached(key.device), entry.asked < Neighbours.tries else {
      neighbours.entries[key] = nil
      for frame in entry.waiting {
        abandon(frame, because: "nobody answered ARP for \(key.address) on eth\(key.device)", pool: &pool)
      }
      return
    }
    ask(key, by: card, now: now, pool: &pool)
  }

  /// A packet that waited in vain.
  private func abandon(_ frame: WaitingFrame, because detail: String, pool: inout PacketPool) {
    let note = pool.note(frame.handle).pointee
    pool.free(frame.handle)
    observer?.guest(self, unsent: note, because: .guestNeighborUnreachable, detail: detail)
    if frame.route != nil, note.cause == .unassigned, note.traffic != .max {
      fail(RequestTag(traffic: note.traffic, request: note.request))
    }
  }

  /// What an ARP packet says of its sender: an entry that waits or is known gets it (arp_accept=0: no other does).
  private func learn(
    _ key: NeighbourKey, _ mac: MACAddress, creating: Bool, by card: AttachedCard, now: Instant,
    pool: inout PacketPool
  ) {
    guard !mac.isGroup, creating || neighbours.entries[key] != nil else { return }
    var entry = neighbours.entries[key] ?? Neighbours.Entry()
    let waiting = entry.waiting
    entry.mac = mac
    entry.confirmed = now
    entry.asked = 0
    entry.waiting = []
    neighbours.entries[key] = entry
    timers.cancel(.neighbour(key))
    for frame in waiting {
      setAddresses(of: frame.handle, to: mac, from: card.card, pool: &pool)
      enqueue(frame.handle, route: frame.route, on: card, now: now, pool: &pool)
    }
  }

  /// An ARP packet came in. Its end is reported here.
  func receiveARP(
    _ arp: ARPFields, note: PacketNote, by card: AttachedCard, now: Instant, pool: inout PacketPool
  ) {
    let key = NeighbourKey(device: card.card.deviceIndex, address: arp.senderAddress)
    switch arp.operation {
    case .reply:
      let isWaited = neighbours.entries[key] != nil
      learn(key, arp.senderMAC, creating: false, by: card, now: now, pool: &pool)
      let end = isWaited ? "is at \(arp.senderMAC)" : "was not asked for, ignored"
      report(delivered: note, by: card, "arp: \(arp.senderAddress) \(end)")
    case .request:
      guard answersARP(arp, by: card.card) else {
        learn(key, arp.senderMAC, creating: false, by: card, now: now, pool: &pool)
        report(delivered: note, by: card, "arp request for \(arp.targetAddress), not this guest's: ignored")
        return
      }
      if arp.senderAddress != .any {
        learn(key, arp.senderMAC, creating: true, by: card, now: now, pool: &pool)
      }
      let reply = ARPFrame.reply(to: arp, from: card.card.macAddress)
      sendARP(reply, lineage: Lineage(answering: note), by: card, now: now, pool: &pool)
      report(delivered: note, by: card, "arp request for \(arp.targetAddress) answered")
    }
  }

  /// Any card answers for any address of the guest (arp_ignore=0) if the way back does not forbid it (measured:
  /// rp_filter=1 silences the wrong card).
  private func answersARP(_ arp: ARPFields, by card: NetworkCard) -> Bool {
    guard routing.isLocal(arp.targetAddress), !arp.targetAddress.isLoopback else { return false }
    guard arp.senderAddress != .any else { return true }
    return routing.reversePath(from: arp.senderAddress, to: arp.targetAddress, by: card.deviceIndex) == .pass
  }
}
