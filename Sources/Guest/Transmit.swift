import Packets
import Units
import Wire

/// From a packet of the guest's own to a frame on a tx ring: route, headers, fragments, MACs.
extension Guest {
  /// By which card a socket's packets to `destination` leave, and under which address.
  func way(to destination: IPv4Address, _ binding: SocketBinding) -> Result<OutputRoute, NoOutputRoute> {
    if let known = outputs.route(to: destination, binding) { return .success(known) }
    let found = askRouting(to: destination, binding)
    if case .success(let route) = found, route.device != Routing.loopback {
      outputs.note(route, to: destination, binding)
    }
    return found
  }

  private func askRouting(to destination: IPv4Address, _ binding: SocketBinding)
    -> Result<OutputRoute, NoOutputRoute>
  {
    switch binding {
    case .routing: return routing.output(to: destination, source: nil)
    case .address(let source): return routing.output(to: destination, source: source)
    case .boundToDevice(let index): return routing.output(to: destination, source: nil, outOf: index)
    case .card(let index):
      guard let card = attached(index)?.card, let source = card.addresses.first, routing.isUp(index)
      else { return .failure(.deviceDown(index)) }
      let nextHop = card.subnet.contains(destination) ? destination : card.gateway
      return .success(OutputRoute(source: source, device: index, nextHop: nextHop, choice: nil))
    }
  }

  /// Bytes of IP packet that fit on this way.
  func mtu(of route: OutputRoute) -> Int {
    let device = routing.place(of: route.device).map { routing.devices[$0].mtu }
    return min(device ?? Self.loopbackMTU, route.choice?.route.mtu ?? .max)
  }

  /// lo's. Assumed: as long as a frame may be here (Linux: 65,536); nobody sees it.
  private static let loopbackMTU = 9_001

  /// Sends a packet around `count` bytes of filler: of zeros in a datagram, for Wireshark takes bytes that count up to
  /// port 53, 69, 137 … for a broken message of whoever usually lives there.
  func emit(
    _ transport: IPv4Frame.Transport, count: Int, to destination: IPv4Address, by route: OutputRoute,
    lineage: Lineage, now: Instant, pool: inout PacketPool
  ) {
    func send(_ filler: UnsafeRawBufferPointer) {
      emit(transport, payload: filler, to: destination, by: route, lineage: lineage, now: now, pool: &pool)
    }
    if case .udp = transport { Filler.zeros(count: count, send) } else { Filler.with(count: count, send) }
  }

  /// Sends a packet, in fragments where it is longer than the MTU.
  ///
  /// `mayFragment`: DF is not set though it fits; Linux sets it for all but its ICMP answers (pmtudisc), and leaves it
  /// out of what it has to cut itself.
  func emit(
    _ transport: IPv4Frame.Transport, payload: UnsafeRawBufferPointer, to destination: IPv4Address,
    by route: OutputRoute, mayFragment: Bool = false, dscp: UInt8 = 0, lineage: Lineage, now: Instant,
    pool: inout PacketPool
  ) {
    var ip = IPv4Fields(source: route.source, destination: destination)
    ip.dscp = dscp
    var frame = IPv4Frame(source: .zero, destination: .zero, ip: ip, transport: transport)
    let length = frame.length(payload: payload.count)
    guard length - EthernetHeader.length <= IPv4Header.maximumTotalLength else {
      refuse(lineage, "longer than an IPv4 packet can be")
      return
    }
    let isWhole = length - EthernetHeader.length <= mtu(of: route)
    frame.ip.dontFragment = isWhole && !mayFragment
    if !frame.ip.dontFragment { frame.ip.identification = takeIdentification() }
    guard isWhole else {
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 8)
      defer { bytes.deallocate() }
      frame.write(to: bytes, payload: payload)
      let packet = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[EthernetHeader.length...])
      emitFragments(of: packet, by: route, lineage: lineage, now: now, pool: &pool)
      return
    }
    guard let handle = pool.take(length: length) else {
      refuse(lineage, "no frame is free")
      return
    }
    frame.write(to: UnsafeMutableRawBufferPointer(start: pool.bytes(handle), count: length), payload: payload)
    lineage.write(to: &pool.note(handle).pointee)
    launch(handle, by: route, now: now, pool: &pool)
  }

  /// Cuts a packet of the guest's own into pieces that fit (RFC 791 §3.2).
  private func emitFragments(
    of packet: UnsafeRawBufferPointer, by route: OutputRoute, lineage: Lineage, now: Instant, pool: inout PacketPool
  ) {
    for piece in FragmentPieces(packet: packet, mtu: mtu(of: route)) {
      guard let handle = piece.makeFrame(pool: &pool) else {
        refuse(lineage, "no frame is free, or the MTU is too small for a fragment")
        return
      }
      lineage.write(to: &pool.note(handle).pointee)
      launch(handle, by: route, now: now, pool: &pool)
    }
  }

  func takeIdentification() -> UInt16 {
    nextIdentification &+= 1
    return nextIdentification
  }

  /// A packet of the guest's own that could not be made.
  private func refuse(_ lineage: Lineage, _ detail: String) {
    var note = PacketNote()
    lineage.write(to: &note)
    observer?.guest(self, unsent: note, because: .linkQueueFull, detail: detail)
  }

  /// An answer of the guest's own that has no way out.
  func refuse(answer lineage: Lineage, _ why: NoOutputRoute) {
    var note = PacketNote()
    lineage.write(to: &note)
    observer?.guest(self, unsent: note, because: .guestNoRoute, detail: why.sentence)
  }

  /// A frame that has everything but its MACs goes on its way.
  private func launch(_ handle: PacketHandle, by route: OutputRoute, now: Instant, pool: inout PacketPool) {
    if route.device == Routing.loopback {
      looped.append(handle)
      return
    }
    let frame = WaitingFrame(handle: handle, route: route)
    guard let card = attached(route.device) else {
      let note = pool.note(handle).pointee
      pool.free(handle)
      observer?.guest(
        self, unsent: note, because: .guestNoRoute, detail: NoOutputRoute.deviceDown(route.device).sentence)
      return
    }
    sendToNeighbour(frame, at: route.nextHop, by: card, askingAs: route.source, now: now, pool: &pool)
  }

  func setAddresses(of handle: PacketHandle, to destination: MACAddress, from card: NetworkCard, pool: inout PacketPool)
  {
    let header = UnsafeMutableRawBufferPointer(start: pool.bytes(handle), count: EthernetHeader.length)
    var bytes = header.mutableBytes
    EthernetFields(destination: destination, source: card.macAddress, etherType: EtherType.ipv4).write(to: &bytes)
  }

  /// Puts a whole frame on the tx ring; a full ring leaves it in the backlog, in order.
  func enqueue(
    _ handle: PacketHandle, route: OutputRoute?, on card: AttachedCard, now: Instant, pool: inout PacketPool
  ) {
    let frame = WaitingFrame(handle: handle, route: route)
    guard card.backlog.isEmpty, put(frame, on: card, now: now, pool: &pool) else {
      card.backlog.append(frame)
      return
    }
  }

  /// As much of the backlog as the tx ring takes.
  func flush(_ card: AttachedCard, now: Instant, pool: inout PacketPool) {
    guard !card.backlog.isEmpty else { return }
    var sent = 0
    while sent < card.backlog.count, put(card.backlog[sent], on: card, now: now, pool: &pool) { sent += 1 }
    card.backlog.removeFirst(sent)
  }

  /// Says whether there was room.
  private func put(_ frame: WaitingFrame, on card: AttachedCard, now: Instant, pool: inout PacketPool) -> Bool {
    let tx = card.card.tx
    guard tx.count < tx.capacity else { return false }
    let note = pool.note(frame.handle)
    note.pointee.sent = now
    note.pointee.instant = now
    if let route = frame.route, let observer, observer.wantsSteps(of: note.pointee) {
      observer.guest(self, routed: note.pointee, to: card.card, detail: route.description)
    }
    return tx.enqueue(frame.handle)
  }
}
