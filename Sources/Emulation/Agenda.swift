import Guest
import Scheduler
import Units
import Wire

/// Which changes will be made, and when which guest must be looked at.
package struct Agenda: ~Copyable {
  /// Something that an application on a guest sends.
  package struct Request {
    package var seat: Int
    package var tag: RequestTag
    package var kind: RequestKind
    package var to: IPv4Address
    package var from: SourceChoice
    package var sourcePort: UInt16?
    package var isTraced: Bool

    package init(
      seat: Int, tag: RequestTag, kind: RequestKind, to: IPv4Address, from: SourceChoice, sourcePort: UInt16? = nil,
      isTraced: Bool = false
    ) {
      self.seat = seat
      self.tag = tag
      self.kind = kind
      self.to = to
      self.from = from
      self.sourcePort = sourcePort
      self.isTraced = isTraced
    }
  }

  private var changes = InstantList<(World) -> Void>()
  /// Seats by when they are due; an entry that `dueAt` contradicts is void.
  private var due = EventQueue<Int>()
  private var dueAt: [Instant] = []
  private var sequence: UInt64 = 0

  init() {}

  mutating func schedule(at instant: Instant, _ change: @escaping (World) -> Void) {
    changes.insert(change, at: instant)
  }

  /// When the next change is made; `never`: none will be.
  var nextChange: Instant { changes.nextInstant }

  mutating func takeChange(at now: Instant) -> ((World) -> Void)? {
    changes.nextInstant <= now ? changes.pop() : nil
  }

  /// Something happens on `seat` at `instant`; if something does before, that is enough.
  mutating func isDue(_ seat: Int, at instant: Instant) {
    while dueAt.count <= seat { dueAt.append(.never) }
    guard instant < dueAt[seat] else { return }
    dueAt[seat] = instant
    due.push(seat, at: EventKey(instant: instant, origin: UInt32(seat), sequence: sequence))
    sequence += 1
  }

  /// When the first seat is due; `never`: none is.
  var nextDue: Instant {
    mutating get {
      while let key = due.first {
        if dueAt[Int(key.origin)] == key.instant { return key.instant }
        _ = due.pop()
      }
      return .never
    }
  }

  /// A seat that is due before `end`, and is not from here on.
  mutating func takeDue(before end: Instant) -> Int? {
    guard nextDue < end, let event = due.pop() else { return nil }
    dueAt[event.payload] = .never
    return event.payload
  }
}
