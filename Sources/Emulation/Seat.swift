import Guest
import Packets
import Units

extension World {
  /// A guest, which ENIs its cards are, and all that will happen to it: it acts alone until something arrives.
  struct Seat {
    var guest: Guest
    /// The instance's id, or the internet host's address.
    var place: String
    /// Off: it neither polls nor receives.
    var isRunning = true
    /// A host on the internet that the lab does not declare: what reaches it has left.
    var isUndeclared = false
    /// Device index -> ENI index, or the endpoint's origin.
    var origins: [Int: UInt32] = [:] {
      didSet { transmitters = origins.values.sorted() }
    }
    /// The same origins, ascending.
    private(set) var transmitters: [UInt32] = []
    /// Packets under way to it.
    var inbox = Inbox()
    /// What its applications are going to send.
    var requests = RequestList()
    /// Flows of the traffic list that its applications send.
    var streams = StreamHeap()
    /// Captures whose frames are sent by one of its ENIs.
    var injections: [Recording] = []
    /// When the guest wants to be called though nothing comes.
    var nextPoll = Instant.never

    /// When the next frame of a capture leaves it.
    var nextInjected: Instant {
      var next = Instant.never
      for injection in injections { next = min(next, injection.nextInstant) }
      return next
    }

    /// When something happens to it next, streams apart; `never`: nothing is pending.
    var nextEvent: Instant {
      mutating get { min(inbox.nextInstant, requests.nextInstant, isRunning ? nextPoll : .never, nextInjected) }
    }
  }

  /// An ENI's or an internet host's end.
  final class Port {
    /// Below 0: nobody has it. `Ports` changes it.
    var seat: Int
    let card: NetworkCard
    /// How a record names it.
    let label: String
    /// Frames sent so far, the next packet's number.
    var count: UInt64

    init(seat: Int, card: NetworkCard, label: String, count: UInt64 = 0) {
      self.seat = seat
      self.card = card
      self.label = label
      self.count = count
    }
  }
}

/// Requests by instant; those of one instant in the order in which they were asked for.
struct RequestList {
  /// How much that has happened is kept, so that a long list is not moved up each time.
  private static let mostOld = 1_024

  private var requests: [(at: Instant, request: Agenda.Request)] = []
  private var next = 0

  var nextInstant: Instant { next < requests.count ? requests[next].at : .never }

  mutating func insert(_ request: Agenda.Request, at instant: Instant) {
    if requests.last.map({ $0.at <= instant }) ?? true {
      requests.append((instant, request))
      return
    }
    let place = requests[next...].lastIndex { $0.at <= instant }.map { $0 + 1 } ?? next
    requests.insert((instant, request), at: place)
  }

  /// Takes the next out. There must be one.
  mutating func pop() -> Agenda.Request {
    let request = requests[next].request
    next += 1
    if next == requests.count {
      requests.removeAll(keepingCapacity: true)
      next = 0
    } else if next == Self.mostOld {
      requests.removeFirst(next)
      next = 0
    }
    return request
  }
}
