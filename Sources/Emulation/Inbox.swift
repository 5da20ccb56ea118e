import Packets
import Scheduler
import Units

/// A packet under way to an ENI or an internet host.
struct Arrival: BitwiseCopyable {
  var packet: PacketHandle
  /// ENI index, or an endpoint's origin.
  var target: UInt32
}

/// What is under way to one guest, taken out in the order of keys.
///
/// ```
///   entries  | taken … | k k k k | … |      taken <= filled <= capacity; in order unless `isSorted` says no
///                       ^taken    ^filled
/// ```
/// Packets of one sender come in in order, so that putting them in is an append and sorting finds nothing to do, or a
/// few runs to merge. Its world frees it.
struct Inbox {
  private var entries: UnsafeMutablePointer<Event<Arrival>>
  private var capacity: Int
  private var taken = 0
  private var filled = 0
  private var isSorted = true

  init(capacity: Int = 16) {
    self.capacity = capacity
    entries = .allocate(capacity: capacity)
  }

  func free() { entries.deallocate() }

  var count: Int { filled - taken }

  mutating func push(_ arrival: Arrival, at key: EventKey) {
    if filled == capacity { makeRoom() }
    if filled > taken, key < entries[filled - 1].key { isSorted = false }
    entries[filled] = Event(key: key, payload: arrival)
    filled += 1
  }

  /// When the next is there; `never`: nothing is under way.
  var nextInstant: Instant {
    mutating get {
      guard filled > taken else { return .never }
      if !isSorted { sort() }
      return entries[taken].key.instant
    }
  }

  /// Takes the next out. There must be one, and `nextInstant` has been asked since the last push.
  mutating func pop() -> Arrival {
    let arrival = entries[taken].payload
    taken += 1
    if taken == filled { (taken, filled) = (0, 0) }
    return arrival
  }

  /// Which ENI the next is for; nil: nothing is under way.
  var nextTarget: UInt32? { filled > taken ? entries[taken].payload.target : nil }

  /// Takes out all that are for `target`.
  mutating func removeAll(for target: UInt32) -> [Event<Arrival>] {
    var removed: [Event<Arrival>] = []
    var kept = taken
    for place in taken..<filled {
      if entries[place].payload.target == target {
        removed.append(entries[place])
      } else {
        entries[kept] = entries[place]
        kept += 1
      }
    }
    filled = kept
    return removed
  }

  private mutating func sort() {
    var waiting = UnsafeMutableBufferPointer(start: entries + taken, count: filled - taken)
    waiting.sort { $0.key < $1.key }
    isSorted = true
  }

  private mutating func makeRoom() {
    if taken >= capacity / 2 {
      entries.update(from: entries + taken, count: filled - taken)
    } else {
      capacity *= 2
      let larger = UnsafeMutablePointer<Event<Arrival>>.allocate(capacity: capacity)
      larger.update(from: entries + taken, count: filled - taken)
      entries.deallocate()
      entries = larger
    }
    filled -= taken
    taken = 0
  }
}
