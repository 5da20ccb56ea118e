import Packets

/// Hears what a guest does with packets: the world counts by it, `explain` writes down by it.
///
/// Every frame that a guest takes off an rx ring is reported exactly once, as `delivered`, `dropped` or `forwarded`.
package protocol GuestObserver: AnyObject {
  /// Whether anybody reads why this packet is refused: words cost more than the packet's whole way.
  func wantsDetail(of note: PacketNote) -> Bool
  /// Whether anybody reads each step of this packet.
  func wantsSteps(of note: PacketNote) -> Bool
  /// A socket, the ICMP layer or the ARP table took it. `detail`: "tcp 443 listens".
  func guest(_ guest: Guest, delivered note: PacketNote, by card: NetworkCard, detail: String)
  /// The guest refused it; `reason`'s name begins with `guest`, or is `timeToLiveExpired` or
  /// `fragmentationNeeded`.
  func guest(_ guest: Guest, dropped note: PacketNote, by card: NetworkCard, because reason: DropReason, detail: String)
  /// It goes on by another card, under the same id: received by `card`, now on its way to the tx ring of `out`.
  func guest(_ guest: Guest, forwarded note: PacketNote, by card: NetworkCard, to out: NetworkCard, detail: String)
  /// A packet of the guest's own got a route and goes to the tx ring of `card` next, before its id is known.
  /// `detail`: "main: default via 10.0.1.1 dev eth0". `note` has its traffic, request, cause and marks.
  func guest(_ guest: Guest, routed note: PacketNote, to card: NetworkCard, detail: String)
  /// A packet of the guest's own could not leave: no route, or nobody answered ARP. It never was on a ring.
  func guest(_ guest: Guest, unsent note: PacketNote, because reason: DropReason, detail: String)
  /// A request got its answer (an application took it), or gave up.
  func guest(_ guest: Guest, finished request: RequestTag, answered: Bool)
}

/// Which request of which flow of the lab's traffic list.
package struct RequestTag: Hashable, Sendable {
  package var traffic: UInt32
  package var request: UInt32
  package init(traffic: UInt32, request: UInt32) {
    self.traffic = traffic
    self.request = request
  }
}
