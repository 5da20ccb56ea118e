import Units
import Wire

/// What a guest waits for.
enum TimerToken: Hashable {
  case neighbour(NeighbourKey)
  case connection(TCPKey)
}

/// The instants at which something is to be done, at most one for each token; equal instants in the order of arming.
///
/// ```
///   heap   | 1s A | 3s B | 1s C stale | …      waiting[A] = 1s, waiting[C] = 9s
/// ```
/// Setting a timer later, or cancelling it, leaves the heap alone; an entry that comes to the top too early is put back
/// where it belongs. So a connection that sets its timer anew with every acknowledgment costs one dictionary entry.
struct TimerQueue {
  private struct Entry {
    var at: Instant
    var sequence: UInt64
    var token: TimerToken

    static func isBefore(_ a: Entry, _ b: Entry) -> Bool { (a.at, a.sequence) < (b.at, b.sequence) }
  }

  private struct Waiting {
    /// Nil: cancelled.
    var deadline: Instant?
    /// Where its one entry stands in the heap.
    var queued: Instant
    var sequence: UInt64
  }

  private var heap: [Entry] = []
  private var waiting: [TimerToken: Waiting] = [:]
  private var sequence: UInt64 = 0

  mutating func set(_ token: TimerToken, at instant: Instant) {
    if let there = waiting[token], there.queued <= instant {
      waiting[token]?.deadline = instant
      return
    }
    sequence += 1
    waiting[token] = Waiting(deadline: instant, queued: instant, sequence: sequence)
    push(Entry(at: instant, sequence: sequence, token: token))
  }

  mutating func cancel(_ token: TimerToken) { waiting[token]?.deadline = nil }

  /// When the first is due; nil where nothing waits.
  mutating func next() -> Instant? {
    while let top = heap.first {
      guard let there = waiting[top.token], there.sequence == top.sequence else {
        _ = pop()
        continue
      }
      guard let deadline = there.deadline else {
        _ = pop()
        waiting[top.token] = nil
        continue
      }
      if deadline == top.at { return deadline }
      _ = pop()
      waiting[top.token]?.queued = deadline
      push(Entry(at: deadline, sequence: top.sequence, token: top.token))
    }
    return nil
  }

  /// The first that is due at `now`, which waits no more.
  mutating func takeDue(at now: Instant) -> TimerToken? {
    guard let first = next(), first <= now, let entry = pop() else { return nil }
    waiting[entry.token] = nil
    return entry.token
  }

  private mutating func push(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Entry.isBefore(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func pop() -> Entry? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return top }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && Entry.isBefore(heap[child], heap[least]) {
        least = child
      }
      guard least != parent else { return top }
      heap.swapAt(least, parent)
      parent = least
    }
  }
}
