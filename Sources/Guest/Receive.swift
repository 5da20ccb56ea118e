import Packets
import Units
import Wire

/// An IPv4 packet that is for this guest, whole.
struct IncomingPacket {
  /// From the IPv4 header on.
  var packet: UnsafeRawBufferPointer
  var source: IPv4Address
  var destination: IPv4Address
  var protocolNumber: UInt8
  /// After the IPv4 header.
  var payload: UnsafeRawBufferPointer
  var note: PacketNote
  /// Nil: the guest sent it to itself. Whoever called keeps it alive.
  unowned(unsafe) var card: AttachedCard?
  /// The frame was for more than one.
  var isToGroup: Bool
  var now: Instant

  var lineage: Lineage { Lineage(answering: note) }
}

/// From a frame to the layer that takes it. Every frame's end is reported exactly once.
extension Guest {
  /// Takes a frame off a card (nil: off lo) and frees it, unless it is forwarded.
  func receive(_ handle: PacketHandle, by card: AttachedCard?, now: Instant, pool: inout PacketPool) {
    let note = pool.note(handle).pointee
    let isKept = receive(pool.frame(handle), handle, note: note, by: card, now: now, pool: &pool)
    if !isKept { pool.free(handle) }
  }

  /// Says whether the frame went on its way and is not to be freed.
  private func receive(
    _ frame: UnsafeRawBufferPointer, _ handle: PacketHandle, note: PacketNote, by card: AttachedCard?, now: Instant,
    pool: inout PacketPool
  ) -> Bool {
    guard let ethernet = EthernetHeader(frame.bytes) else {
      report(dropped: note, by: card, .guestHeaderBad, "the Ethernet header is cut short")
      return false
    }
    let target = ethernet.destination
    if let card, !target.isGroup, target != card.card.macAddress {
      report(dropped: note, by: card, .guestMartian, "the frame is for \(target), \(card.card.name) is not")
      return false
    }
    if let card, !routing.isUp(card.card.deviceIndex) {
      report(dropped: note, by: card, .guestMartian, "\(card.card.name) is down")
      return false
    }
    let rest = UnsafeRawBufferPointer(rebasing: frame[EthernetHeader.length...])
    switch ethernet.etherType {
    case EtherType.arp:
      guard let arp = ARPFields(rest.bytes), let card else {
        report(dropped: note, by: card, .guestHeaderBad, "no ARP between Ethernet and IPv4")
        return false
      }
      receiveARP(arp, note: note, by: card, now: now, pool: &pool)
      return false
    case EtherType.ipv4:
      return receiveIPv4(rest, handle, note: note, by: card, isToGroup: target.isGroup, now: now, pool: &pool)
    default:
      report(dropped: note, by: card, .guestHeaderBad, "EtherType \(ethernet.etherType) is neither IPv4 nor ARP")
      return false
    }
  }

  private func receiveIPv4(
    _ bytes: UnsafeRawBufferPointer, _ handle: PacketHandle, note: PacketNote, by card: AttachedCard?,
    isToGroup: Bool, now: Instant, pool: inout PacketPool
  ) -> Bool {
    guard let ip = IPv4Header(bytes.bytes), ip.isWhole else {
      report(dropped: note, by: card, .guestHeaderBad, "the IPv4 header is cut short or contradicts itself")
      return false
    }
    guard ip.isChecksumValid else {
      report(dropped: note, by: card, .guestChecksumBad, "the IPv4 header's checksum")
      return false
    }
    if let card, !inputs.isLocal(source: ip.source, destination: ip.destination, by: card.card.deviceIndex) {
      switch judge(source: ip.source, destination: ip.destination, by: card) {
      case .local: inputs.noteLocal(source: ip.source, destination: ip.destination, by: card.card.deviceIndex)
      case .forward(let choice):
        return forward(
          bytes, handle, note: note, from: card, choice: choice, isToGroup: isToGroup, now: now, pool: &pool)
      case .drop(let reason, let why):
        report(
          dropped: note, by: card, reason,
          why.sentence(source: ip.source, destination: ip.destination, by: card.card.deviceIndex))
        return false
      }
    }
    var incoming = IncomingPacket(
      packet: UnsafeRawBufferPointer(rebasing: bytes[..<ip.totalLength]), source: ip.source,
      destination: ip.destination, protocolNumber: ip.protocolNumber,
      payload: UnsafeRawBufferPointer(rebasing: bytes[ip.headerLength..<ip.totalLength]), note: note, card: card,
      isToGroup: isToGroup, now: now)
    guard ip.isFragment else {
      deliver(incoming, pool: &pool)
      return false
    }
    guard let whole = reassembly.add(ip, now: now) else {
      report(delivered: note, by: card, "fragment of \(ip.identification) at \(ip.fragmentOffset), kept for the rest")
      return false
    }
    whole.withUnsafeBytes {
      incoming.packet = $0
      incoming.payload = UnsafeRawBufferPointer(rebasing: $0[IPv4Header.minimumLength...])
      deliver(incoming, pool: &pool)
    }
    return false
  }

  /// What becomes of a packet that came in by a card.
  private enum Judgement {
    case local
    case forward(RouteChoice)
    case drop(DropReason, InputRefusal)
  }

  /// Linux, net/ipv4/route.c, `ip_route_input_slow`, question by question.
  private func judge(source: IPv4Address, destination: IPv4Address, by card: AttachedCard) -> Judgement {
    // RFC 1122 §3.2.1.3: nobody may send from these.
    if source.isMulticast || source == .broadcast || source.bits >> 24 == 0 || source.isLoopback {
      return .drop(.guestMartian, .nobodysSource)
    }
    if destination.isMulticast || destination == .broadcast { return .drop(.guestMartian, .forMany) }
    if destination.bits >> 24 == 0 || destination.isLoopback { return .drop(.guestMartian, .neverFromOutside) }
    let choice = routing.lookup(destination: destination, source: source)
    if choice?.route.kind == .broadcast { return .drop(.guestMartian, .forMany) }
    let isLocal = choice?.route.kind == .local
    if !isLocal, !routing.forwards { return .drop(.guestMartian, .notLocal) }
    if !isLocal, choice == nil { return .drop(.guestNoRoute, .noRoute) }
    let verdict = routing.reversePath(from: source, to: destination, by: card.card.deviceIndex)
    switch verdict {
    case .pass: break
    case .ownSource: return .drop(.guestMartian, .reversePath(verdict))
    default: return .drop(.guestReversePathFilter, .reversePath(verdict))
    }
    if let choice, !isLocal { return .forward(choice) }
    return .local
  }

  private func deliver(_ incoming: IncomingPacket, pool: inout PacketPool) {
    switch incoming.protocolNumber {
    case IPProtocol.icmp: receiveICMP(incoming, pool: &pool)
    case IPProtocol.udp: receiveUDP(incoming, pool: &pool)
    case IPProtocol.tcp: receiveTCP(incoming, pool: &pool)
    default: receiveOther(incoming, pool: &pool)
    }
  }
}

/// Why a guest does not take a packet that a card brought.
private enum InputRefusal {
  case nobodysSource
  case forMany
  case neverFromOutside
  case notLocal
  case noRoute
  case reversePath(ReversePathVerdict)

  func sentence(source: IPv4Address, destination: IPv4Address, by device: Int) -> String {
    switch self {
    case .nobodysSource: "\(source) may be nobody's source address"
    case .forMany: "\(destination) is for many; nobody here listens to it"
    case .neverFromOutside: "\(destination) may not come from outside"
    case .notLocal: "\(destination) is none of the guest's addresses, and net.ipv4.ip_forward is 0"
    case .noRoute: "no table has a route to \(destination)"
    case .reversePath(let verdict): verdict.sentence(source: source, by: device)
    }
  }
}
