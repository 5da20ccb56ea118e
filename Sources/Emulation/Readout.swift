import Packets
import Units
import Wire

/// How many packets there were and what became of them.
///
/// `sent = delivered + dropped + inFlight`, always; `generated` is a part of `sent`, `left` of `delivered`.
package struct PacketCounts: Equatable, Sendable {
  package var sent = 0
  package var generated = 0
  package var delivered = 0
  package var left = 0
  package var dropped = 0
  package init() {}
  package var inFlight: Int { sent - delivered - dropped }
}

/// Packets that died alike: for one reason at one place.
package struct DropKey: Hashable, Sendable {
  package var reason: DropReason
  package var stage: Stage
  package var at: String
}

/// What became of one packet of a request.
package struct PacketRecord: Sendable {
  package enum Fate: Equatable, Sendable {
    case inFlight
    case delivered
    case left
    case dropped(DropReason, Stage, at: String)
  }
  package var id: PacketID
  package var traffic: UInt32
  package var request: UInt32
  /// The packet that it answers; `unassigned`: none.
  package var cause: PacketID
  package var sent: Instant
  /// As its sender wrote them, before any translation.
  package var source: IPv4Address
  package var destination: IPv4Address
  /// The ENI it left by, `web/eth0`, or `internet:203.0.113.9`.
  package var leaves: String
  /// The ENI it came in by, if it got that far.
  package var enters: String?
  package var fate = Fate.inFlight
  package var arrived: Instant?
}

/// One flow of the traffic list, as far as it went.
package struct FlowTally: Sendable {
  package var sent = 0
  package var delivered = 0
  /// One way, in nanoseconds, of what was delivered.
  package var latencies: [Int64] = []
  /// Requests that got an answer, and those that gave up.
  package var answered = 0
  package var unanswered = 0
  package init() {}

  /// The `share`th part of the latencies lies at or below it; nil: none was delivered.
  package func latency(atShare share: Double) -> Nanoseconds? {
    guard !latencies.isEmpty else { return nil }
    let sorted = latencies.sorted()
    let rank = Int((Double(sorted.count) * share).rounded(.up))
    return Nanoseconds(sorted[min(max(rank, 1), sorted.count) - 1])
  }
}

/// A request's packet that never got onto a ring: its guest had no way for it.
package struct UnsentRecord: Sendable {
  package var traffic: UInt32
  package var request: UInt32
  package var cause: PacketID
  package var guest: String
  package var reason: DropReason
  package var detail: String
  package var at: Instant
}
