import Synchronization

/// A queue of packet handles between one producer and one consumer, who may be two threads.
///
/// ```
///   slots  | . | . | h | h | h | . |      consumed <= produced <= consumed + capacity
///                    ^consumed   ^produced   (both only ever grow; the slot is the count modulo capacity)
/// ```
/// Each side keeps its own copy of the other's count and looks again only when the copy says full or empty, so that the
/// two cores do not pull the same cache line to and fro. A full ring refuses; the caller keeps what did not fit.
/// Memory is made on first use.
public final class Ring: @unchecked Sendable {
  public let capacity: Int
  @usableFromInline let mask: Int
  @usableFromInline var slots: UnsafeMutablePointer<PacketHandle>?
  // The producer's line.
  @usableFromInline let produced = Atomic<Int>(0)
  @usableFromInline var consumedSeen = 0
  @usableFromInline var gap: InlineArray<15, UInt64> = .init(repeating: 0)
  // The consumer's line.
  @usableFromInline let consumed = Atomic<Int>(0)
  @usableFromInline var producedSeen = 0

  /// A ring of `capacity` slots, a power of two.
  public init(capacity: Int) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0, "a ring's capacity is a power of two")
    self.capacity = capacity
    mask = capacity - 1
  }

  deinit { slots?.deallocate() }

  /// How many handles lie in it; exact only on one thread.
  @inlinable public var count: Int {
    produced.load(ordering: .acquiring) - consumed.load(ordering: .acquiring)
  }
  @inlinable public var isEmpty: Bool { count == 0 }

  /// Puts up to `count` handles in and says how many fitted.
  @inlinable public func enqueue(_ handles: UnsafePointer<PacketHandle>, count: Int) -> Int {
    let slots = slots ?? makeSlots()
    let tail = produced.load(ordering: .relaxed)
    if capacity - (tail - consumedSeen) < count { consumedSeen = consumed.load(ordering: .acquiring) }
    let fits = min(count, capacity - (tail - consumedSeen))
    guard fits > 0 else { return 0 }
    let start = tail & mask
    let first = min(fits, capacity - start)
    (slots + start).update(from: handles, count: first)
    if first < fits { slots.update(from: handles + first, count: fits - first) }
    produced.store(tail + fits, ordering: .releasing)
    return fits
  }

  /// Puts one handle in, or says no.
  @inlinable public func enqueue(_ handle: PacketHandle) -> Bool {
    withUnsafePointer(to: handle) { enqueue($0, count: 1) == 1 }
  }

  /// Takes up to `count` handles out and says how many there were.
  @inlinable public func dequeue(into handles: UnsafeMutablePointer<PacketHandle>, count: Int) -> Int {
    let head = consumed.load(ordering: .relaxed)
    if producedSeen - head < count { producedSeen = produced.load(ordering: .acquiring) }
    let ready = min(count, producedSeen - head)
    guard ready > 0, let slots else { return 0 }
    let start = head & mask
    let first = min(ready, capacity - start)
    handles.update(from: slots + start, count: first)
    if first < ready { (handles + first).update(from: slots, count: ready - first) }
    consumed.store(head + ready, ordering: .releasing)
    return ready
  }

  /// Takes one handle out, or says that there is none.
  @inlinable public func dequeue() -> PacketHandle? {
    var handle = PacketHandle(bits: 0)
    return withUnsafeMutablePointer(to: &handle) { dequeue(into: $0, count: 1) } == 1 ? handle : nil
  }

  @usableFromInline func makeSlots() -> UnsafeMutablePointer<PacketHandle> {
    let made = UnsafeMutablePointer<PacketHandle>.allocate(capacity: capacity)
    made.initialize(repeating: PacketHandle(bits: 0), count: capacity)
    slots = made
    return made
  }
}
