import Packets
import Units
import Wire

/// How a request chooses its source address and its way out.
package enum SourceChoice: Hashable, Sendable {
  /// An unbound socket: routing chooses both.
  case routing
  /// A socket bound to an address: routing, with that source, chooses the card.
  case bound(IPv4Address)
  /// Out of the card with this device index, with its primary address; routing is not asked.
  case device(Int)
}

/// What a request sends.
package enum RequestKind: Hashable, Sendable {
  /// A connection: handshake, `size` bytes, as many back, end. Unanswered SYNs are repeated after 1, 3 and 7 s.
  case tcp(port: UInt16, size: Int)
  /// A datagram of `size` bytes.
  case udp(port: UInt16, size: Int)
  /// An echo request with `size` bytes of data.
  case echo(size: Int)
}

/// A Linux-like host: cards, ARP, routing tables and rules, rp_filter, ICMP, UDP and TCP, small applications.
///
/// Time comes in as an argument; frames come and go by the cards' rings.
package final class Guest {
  package let name: String
  package init(name: String) { self.name = name }
}
