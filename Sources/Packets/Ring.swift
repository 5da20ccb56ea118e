import Synchronization

/// A queue of packet handles between one producer and one consumer, who may be two threads.
///
/// ```
///   slots  | . | . | h | h | h | . |      consumed <= produced <= consumed + capacity
///                    ^consumed   ^produced   (both only ever grow; the slot is the count modulo capacity)
/// ```
/// Each side keeps its own copy of the other's count and looks again only when the copy says full or empty, so that the
/// two cores do not pull the same cache line to and fro; producer, consumer and the shared counts lie on lines of their
/// own. A full ring refuses; the caller keeps what did not fit. Memory is made on first use.
public final class Ring: @unchecked Sendable {
  public let capacity: Int
  @usableFromInline let mask: Int
  @usableFromInline let produced: UnsafeMutablePointer<Count>
  @usableFromInline let consumed: UnsafeMutablePointer<Count>
  @usableFromInline let producer: UnsafeMutablePointer<Side>
  @usableFromInline let consumer: UnsafeMutablePointer<Side>
  private let lines: UnsafeMutableRawPointer

  /// A count that both sides read.
  @usableFromInline struct Count: ~Copyable {
    @usableFromInline let value = Atomic<Int>(0)
    @usableFromInline init() {}
  }

  /// What one side knows; the other looks once, where the slots are.
  @usableFromInline struct Side {
    /// The other's count when last looked at.
    @usableFromInline var seen = 0
    @usableFromInline var slots: UnsafeMutablePointer<PacketHandle>?
    @usableFromInline init() {}
  }

  /// A ring of `capacity` slots, a power of two.
  public init(capacity: Int) {
    precondition(capacity > 0 && capacity & (capacity - 1) == 0, "a ring's capacity is a power of two")
    self.capacity = capacity
    mask = capacity - 1
    // 128 bytes apart: two cache lines, for the prefetcher takes them in pairs.
    lines = .allocate(byteCount: 512, alignment: 128)
    produced = lines.bindMemory(to: Count.self, capacity: 1)
    consumed = (lines + 128).bindMemory(to: Count.self, capacity: 1)
    producer = (lines + 256).bindMemory(to: Side.self, capacity: 1)
    consumer = (lines + 384).bindMemory(to: Side.self, capacity: 1)
    produced.initialize(to: Count())
    consumed.initialize(to: Count())
    producer.initialize(to: Side())
    consumer.initialize(to: Side())
  }

  deinit {
    producer.pointee.slots?.deallocate()
    lines.deallocate()
  }

  /// How many handles lie in it; exact only on one thread.
  @inlinable public var count: Int {
    produced.pointee.value.load(ordering: .acquiring) - consumed.pointee.value.load(ordering: .acquiring)
  }
  @inlinable public var isEmpty: Bool { count == 0 }

  /// Puts up to `count` handles in and says how many fitted.
  @inlinable public func enqueue(_ handles: UnsafePointer<PacketHandle>, count: Int) -> Int {
    let slots = producer.pointee.slots ?? makeSlots()
    let tail = produced.pointee.value.load(ordering: .relaxed)
    if capacity &- (tail &- producer.pointee.seen) < count {
      producer.pointee.seen = consumed.pointee.value.load(ordering: .acquiring)
    }
    // Safe: consumed <= produced <= consumed + capacity.
    let fits = min(count, capacity &- (tail &- producer.pointee.seen))
    guard fits > 0 else { return 0 }
    let start = tail & mask
    if fits == 1 {
      // No call for one.
      slots[start] = handles[0]
    } else {
      let first = min(fits, capacity &- start)
      (slots + start).update(from: handles, count: first)
      if first < fits { slots.update(from: handles + first, count: fits &- first) }
    }
    produced.pointee.value.store(tail &+ fits, ordering: .releasing)
    return fits
  }

  /// Puts one handle in, or says no.
  @inlinable public func enqueue(_ handle: PacketHandle) -> Bool {
    withUnsafePointer(to: handle) { enqueue($0, count: 1) == 1 }
  }

  /// Takes up to `count` handles out and says how many there were.
  @inlinable public func dequeue(into handles: UnsafeMutablePointer<PacketHandle>, count: Int) -> Int {
    let head = consumed.pointee.value.load(ordering: .relaxed)
    if consumer.pointee.seen &- head < count {
      consumer.pointee.seen = produced.pointee.value.load(ordering: .acquiring)
    }
    // Safe: consumed <= produced.
    let ready = min(count, consumer.pointee.seen &- head)
    guard ready > 0, let slots = consumer.pointee.slots ?? findSlots() else { return 0 }
    let start = head & mask
    if ready == 1 {
      handles[0] = slots[start]
    } else {
      let first = min(ready, capacity &- start)
      handles.update(from: slots + start, count: first)
      if first < ready { (handles + first).update(from: slots, count: ready &- first) }
    }
    consumed.pointee.value.store(head &+ ready, ordering: .releasing)
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
    producer.pointee.slots = made
    return made
  }

  /// The slots, once a handle lies in them: they were there before it was produced. The consumer looks at the
  /// producer's line this once.
  @usableFromInline func findSlots() -> UnsafeMutablePointer<PacketHandle>? {
    consumer.pointee.slots = producer.pointee.slots
    return consumer.pointee.slots
  }
}
