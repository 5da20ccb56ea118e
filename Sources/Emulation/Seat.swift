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
    var requests = InstantList<Agenda.Request>()
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
