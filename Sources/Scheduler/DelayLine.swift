import Units

/// Packets under way between two places whose distance does not change: first in, first out.
///
/// ```
///   events  | . | e | e | e | . | . |      head <= tail <= head + capacity
///                 ^head       ^tail        (both only ever grow; the slot is the count modulo capacity)
///   the instants from head to tail never decrease
/// ```
/// It doubles when it is full. Where the distance changes, a packet may have to overtake; then the line is wrong and
/// `EventQueue` right. Not for sharing between threads.
public struct DelayLine<Payload: BitwiseCopyable>: ~Copyable {
  public private(set) var capacity: Int
  @usableFromInline var events: UnsafeMutablePointer<Event<Payload>>
  @usableFromInline var head = 0
  @usableFromInline var tail = 0
  @usableFromInline var latest = Instant(nanoseconds: .min)

  /// Room for `capacity` packets, a power of two, before it must grow.
  public init(capacity: Int = 64) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0, "a line's capacity is a power of two")
    self.capacity = capacity
    events = .allocate(capacity: capacity)
  }

  deinit { events.deallocate() }

  @inlinable public var count: Int { tail &- head }
  @inlinable public var isEmpty: Bool { head == tail }

  /// The key of what arrives next; nil where nothing is under way.
  @inlinable public var first: EventKey? { isEmpty ? nil : events[head & (capacity &- 1)].key }

  /// When the next arrives; `never` where nothing is under way.
  @inlinable public var nextInstant: Instant { isEmpty ? .never : events[head & (capacity &- 1)].key.instant }

  /// Sends `payload` on its way, to arrive at the key's instant: not before anything that was sent earlier.
  @inlinable public mutating func push(_ payload: Payload, at key: EventKey) {
    precondition(key.instant >= latest, "on a line of constant delay nothing arrives before what was sent earlier")
    if count == capacity { grow() }
    latest = key.instant
    events[tail & (capacity &- 1)] = Event(key: key, payload: payload)
    tail &+= 1  // Safe: 2^63 packets are never sent.
  }

  /// Takes out what arrives next; nil where nothing is under way.
  @inlinable public mutating func pop() -> Event<Payload>? {
    guard !isEmpty else { return nil }
    let event = events[head & (capacity &- 1)]
    head &+= 1  // Safe: at most tail.
    return event
  }

  /// Takes out what arrives next if that is before `limit`, the end of a window.
  @inlinable public mutating func pop(before limit: Instant) -> Event<Payload>? {
    nextInstant < limit ? pop() : nil
  }

  @usableFromInline mutating func grow() {
    let larger = UnsafeMutablePointer<Event<Payload>>.allocate(capacity: capacity * 2)
    let start = head & (capacity - 1)
    let first = min(count, capacity - start)
    larger.update(from: events + start, count: first)
    (larger + first).update(from: events, count: count - first)
    events.deallocate()
    events = larger
    tail = count
    head = 0
    capacity *= 2
  }
}
