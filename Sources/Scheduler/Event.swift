import Units

/// When something happens and, among what happens at one instant, in which order.
///
/// Keys are ordered by instant, then by origin, then by sequence. The origin is the ENI, gateway, service or endpoint
/// that the event comes from; it numbers its events itself, so no two keys are equal and no tie is left to threads,
/// to memory or to the order of insertion.
public struct EventKey: Comparable, Hashable, Sendable, BitwiseCopyable {
  public var instant: Instant
  public var sequence: UInt64
  public var origin: UInt32

  @inlinable public init(instant: Instant, origin: UInt32, sequence: UInt64) {
    self.instant = instant
    self.origin = origin
    self.sequence = sequence
  }

  @inlinable public static func < (a: Self, b: Self) -> Bool {
    if a.instant != b.instant { return a.instant < b.instant }
    if a.origin != b.origin { return a.origin < b.origin }
    return a.sequence < b.sequence
  }
}

/// What happens, and when.
///
/// `public`, like the queues of it, for speed and for nothing else: in a release build of Swift 6.3.1 other modules
/// specialise generic code that is `public` and `@inlinable`, and not what is `package`. With 1,000 events pending, pop
/// and push took 94 ns so and 1,880 ns the other way.
public struct Event<Payload: BitwiseCopyable>: BitwiseCopyable {
  public var key: EventKey
  public var payload: Payload

  @inlinable public init(key: EventKey, payload: Payload) {
    self.key = key
    self.payload = payload
  }
}

extension Event: Sendable where Payload: Sendable {}
