import Packets
import Units
import Wire

/// A guest with `net.ipv4.ip_forward=1` between its cards (Linux, net/ipv4/ip_forward.c).
///
/// Assumed: it sends no ICMP redirects (Linux does by default, where a packet leaves by the card it came by).
extension Guest {
  /// Says whether the frame went on its way.
  func forward(
    _ bytes: UnsafeRawBufferPointer, _ handle: PacketHandle, note: PacketNote, from card: AttachedCard,
    choice: RouteChoice, isToGroup: Bool, now: Instant, pool: inout PacketPool
  ) -> Bool {
    guard let ip = IPv4Header(bytes.bytes), !isToGroup else {
      report(dropped: note, by: card, .guestMartian, "the frame was for many")
      return false
    }
    guard let out = attached(choice.route.device) else {
      report(dropped: note, by: card, .guestNoRoute, NoOutputRoute.deviceDown(choice.route.device).sentence)
      return false
    }
    let packet = UnsafeRawBufferPointer(rebasing: bytes[..<ip.totalLength])
    // RFC 1812 §5.3.1: a packet whose time is up is not forwarded, and its sender is told.
    guard ip.timeToLive > 1 else {
      complain(.timeExceeded, about: packet, from: nil, note: note, now: now, pool: &pool)
      report(dropped: note, by: card, .timeToLiveExpired, "the time to live was \(ip.timeToLive)")
      return false
    }
    let nextHop = choice.route.gateway ?? ip.destination
    let route = OutputRoute(source: ip.source, device: choice.route.device, nextHop: nextHop, choice: choice)
    let mtu = mtu(of: route)
    if ip.totalLength > mtu, ip.dontFragment {
      complain(
        .fragmentationNeeded(mtu: UInt16(clamping: mtu)), about: packet, from: nil, note: note, now: now, pool: &pool)
      report(dropped: note, by: card, .fragmentationNeeded, "\(ip.totalLength) bytes; the MTU of the way is \(mtu)")
      return false
    }
    if let observer {
      let detail = observer.wantsSteps(of: note) ? choice.description : ""
      observer.guest(self, forwarded: note, by: card.card, to: out.card, detail: detail)
    }
    countDown(handle, pool: &pool)
    pool.note(handle).pointee.marks.insert(.forwarded)
    guard ip.totalLength > mtu else {
      let frame = WaitingFrame(handle: handle, route: nil)
      sendToNeighbour(frame, at: nextHop, by: out, askingAs: nil, now: now, pool: &pool)
      return true
    }
    var isFirst = true
    for piece in FragmentPieces(packet: packet, mtu: mtu) {
      guard let made = piece.makeFrame(pool: &pool) else { break }
      let length = pool.note(made).pointee.length
      pool.note(made).pointee = pool.note(handle).pointee
      pool.note(made).pointee.length = length
      // The first piece is the packet; the others are new ones.
      if !isFirst { pool.note(made).pointee.id = .unassigned }
      isFirst = false
      let frame = WaitingFrame(handle: made, route: nil)
      sendToNeighbour(frame, at: nextHop, by: out, askingAs: nil, now: now, pool: &pool)
    }
    return false
  }

  /// One hop less to live, and the checksum with it (RFC 1812 §5.3.1, RFC 1624).
  private func countDown(_ handle: PacketHandle, pool: inout PacketPool) {
    let start = EthernetHeader.length
    let frame = UnsafeMutableRawBufferPointer(start: pool.bytes(handle), count: start + IPv4Header.minimumLength)
    let timeToLive = start + 8
    let checksum = start + 10
    var bytes = frame.mutableBytes
    let old = bytes.bytes.uint16(at: timeToLive)
    let new = old &- 0x0100  // Safe: the time to live, its high byte, is above 1.
    let sum = Checksum.updated(bytes.bytes.uint16(at: checksum), from: UInt32(old), to: UInt32(new))
    bytes.store(new, at: timeToLive)
    bytes.store(sum, at: checksum)
  }
}
