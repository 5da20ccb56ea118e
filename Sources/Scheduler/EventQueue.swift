import Units

/// Events in any order in, in the order of their keys out.
///
/// A heap of four children per parent, in one piece of memory; the four lie side by side, so a level costs one or two
/// cache lines:
/// ```
///   entries  | 0 | 1 2 3 4 | 5 6 7 8 | 9 … |       children of i: 4 i + 1 … 4 i + 4
///   0 <= count <= capacity                         entries[i].key < the keys of its children
/// ```
/// It grows when it is full and never shrinks. For timers and for what starts a run of packets; packets under way
/// between two places belong in a `DelayLine`, which costs a tenth. Not for sharing between threads.
public struct EventQueue<Payload: BitwiseCopyable>: ~Copyable {
  public private(set) var capacity: Int
  @usableFromInline var entries: UnsafeMutablePointer<Event<Payload>>
  @usableFromInline var filled = 0

  /// Room for `capacity` events before it must grow.
  public init(capacity: Int = 256) {
    precondition(capacity > 0, "a queue has room for an event")
    self.capacity = capacity
    entries = Self.allocate(capacity)
  }

  deinit { Self.deallocate(entries) }

  @inlinable public var count: Int { filled }
  @inlinable public var isEmpty: Bool { filled == 0 }

  /// The key of the earliest event; nil where there is none.
  @inlinable public var first: EventKey? { filled > 0 ? entries[0].key : nil }

  /// What the earliest event is; nil where there is none.
  @inlinable package var firstPayload: Payload? { filled > 0 ? entries[0].payload : nil }

  /// When the earliest event happens; `never` where there is none.
  @inlinable public var nextInstant: Instant { filled > 0 ? entries[0].key.instant : .never }

  @inlinable public mutating func push(_ payload: Payload, at key: EventKey) {
    if filled == capacity { grow() }
    var hole = filled
    filled &+= 1  // Safe: at most capacity.
    while hole > 0 {
      let parent = (hole &- 1) >> 2
      guard key < entries[parent].key else { break }
      entries[hole] = entries[parent]
      hole = parent
    }
    entries[hole] = Event(key: key, payload: payload)
  }

  /// Takes the earliest event out; nil where there is none.
  @inlinable public mutating func pop() -> Event<Payload>? {
    guard filled > 0 else { return nil }
    let earliest = entries[0]
    filled &-= 1  // Safe: it was above zero.
    if filled > 0 { settle(entries[filled]) }
    return earliest
  }

  /// Takes the earliest event out if it happens before `limit`, the end of a window.
  @inlinable public mutating func pop(before limit: Instant) -> Event<Payload>? {
    nextInstant < limit ? pop() : nil
  }

  /// Puts `event` where the root was: smaller children rise until it fits.
  @inlinable public mutating func settle(_ event: Event<Payload>) {
    var hole = 0
    while true {
      // Safe: hole < filled, and a queue of 2^61 events fits no memory.
      let child = hole &* 4 &+ 1
      guard child < filled else { break }
      var least = child
      for other in child &+ 1..<max(child &+ 1, min(child &+ 4, filled)) where entries[other].key < entries[least].key {
        least = other
      }
      guard entries[least].key < event.key else { break }
      entries[hole] = entries[least]
      hole = least
    }
    entries[hole] = event
  }

  @usableFromInline mutating func grow() {
    let larger = Self.allocate(capacity * 2)
    larger.update(from: entries, count: filled)
    Self.deallocate(entries)
    entries = larger
    capacity *= 2
  }

  /// Three unused entries before the root put each group of four children at a multiple of four entries.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Event<Payload>> {
    let size = (capacity + 3) * MemoryLayout<Event<Payload>>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    return raw.bindMemory(to: Event<Payload>.self, capacity: capacity + 3) + 3
  }

  private static func deallocate(_ entries: UnsafeMutablePointer<Event<Payload>>) {
    UnsafeMutableRawPointer(entries - 3).deallocate()
  }
}
