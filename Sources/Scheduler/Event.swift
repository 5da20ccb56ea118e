import Units

/// When something happens and, among what happens at one instant, in which order.
///
/// Keys are ordered by instant, then by origin, then by sequence. The origin is the ENI, gateway, service or endpoint
/// that the event comes from; it numbers its events itself, so no two keys are equal and no tie is left to threads,
/// to memory or to the order of insertion.
package struct EventKey: Comparable, Hashable, Sendable, BitwiseCopyable {
  package var instant: Instant
  package var sequence: UInt64
  package var origin: UInt32

  @inlinable package init(instant: Instant, origin: UInt32, sequence: UInt64) {
    self.instant = instant
    self.origin = origin
    self.sequence = sequence
  }

  @inlinable package static func < (a: Self, b: Self) -> Bool {
    if a.instant != b.instant { return a.instant < b.instant }
    if a.origin != b.origin { return a.origin < b.origin }
    return a.sequence < b.sequence
  }
}

/// What happens, and when.
package struct Event<Payload: BitwiseCopyable>: BitwiseCopyable {
  package var key: EventKey
  package var payload: Payload

  @inlinable package init(key: EventKey, payload: Payload) {
    self.key = key
    self.payload = payload
  }
}

extension Event: Sendable where Payload: Sendable {}
