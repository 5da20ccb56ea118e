import Guest
import Scheduler
import Units
import Wire

/// What will happen at which instant, apart from packets: changes, requests, guests that want to be called.
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

  /// How much that has happened is kept, so that a long list is not moved up each time.
  private static let mostOld = 1_024

  private var changes: [(at: Instant, change: (World) -> Void)] = []
  private var requests: [(at: Instant, request: Request)] = []
  private var nextChange = 0
  private var nextRequest = 0
  private var polls = EventQueue<Int>()
  /// By seat; `never` where a guest waits for packets.
  private var pollOf: [Instant] = []
  private var sequence: UInt64 = 0

  init() {}

  mutating func schedule(at instant: Instant, _ change: @escaping (World) -> Void) {
    let place = changes[nextChange...].firstIndex { $0.at > instant } ?? changes.endIndex
    changes.insert((instant, change), at: place)
  }

  mutating func schedule(_ request: Request, at instant: Instant) {
    let place = requests[nextRequest...].lastIndex { $0.at <= instant }.map { $0 + 1 } ?? nextRequest
    requests.insert((instant, request), at: place)
  }

  /// The guest on `seat` wants to be called at `instant`; nil: not before a packet comes.
  mutating func guestIsDue(_ seat: Int, at instant: Instant?) {
    while pollOf.count <= seat { pollOf.append(.never) }
    guard pollOf[seat] != instant ?? .never else { return }
    pollOf[seat] = instant ?? .never
    guard let instant else { return }
    polls.push(seat, at: EventKey(instant: instant, origin: UInt32(seat), sequence: sequence))
    sequence += 1
  }

  var changeInstant: Instant? { nextChange < changes.count ? changes[nextChange].at : nil }
  var requestInstant: Instant? { nextRequest < requests.count ? requests[nextRequest].at : nil }

  var pollInstant: Instant? {
    mutating get {
      while let key = polls.first {
        if pollOf[Int(key.origin)] == key.instant { return key.instant }
        _ = polls.pop()
      }
      return nil
    }
  }

  /// The earliest request or poll; `never` where there is none.
  var nextEvent: Instant {
    mutating get { min(requestInstant ?? .never, pollInstant ?? .never) }
  }

  mutating func takeChange(at now: Instant) -> ((World) -> Void)? {
    guard let at = changeInstant, at <= now else { return nil }
    let change = changes[nextChange].change
    nextChange += 1
    if nextChange == Self.mostOld {
      changes.removeFirst(nextChange)
      nextChange = 0
    }
    return change
  }

  mutating func takeRequest(at now: Instant) -> Request? {
    guard let at = requestInstant, at <= now else { return nil }
    let request = requests[nextRequest].request
    nextRequest += 1
    if nextRequest == Self.mostOld {
      requests.removeFirst(nextRequest)
      nextRequest = 0
    }
    return request
  }

  /// A guest that is due, in the order of seats.
  mutating func takeDueGuest(at now: Instant) -> Int? {
    guard let at = pollInstant, at <= now, let event = polls.pop() else { return nil }
    pollOf[event.payload] = .never
    return event.payload
  }
}
