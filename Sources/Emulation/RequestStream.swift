import Guest
import Units

/// The requests of one flow of the traffic list: the same one again and again.
package struct RequestStream {
  /// Which flow.
  let traffic: UInt32
  let start: Instant
  let every: Nanoseconds
  let count: Int
  /// How the guest is called that sends them, where there is none.
  let name: String
  /// Who sends them to whom as the cloud is now; nil: nobody. Asked again after each change.
  let resolve: (World) -> Agenda.Request?

  private(set) var next = 0
  /// What `resolve` said.
  var request: Agenda.Request?

  package init(
    traffic: UInt32, start: Instant, every: Nanoseconds, count: Int, name: String,
    resolve: @escaping (World) -> Agenda.Request?
  ) {
    self.traffic = traffic
    self.start = start
    self.every = every
    self.count = count
    self.name = name
    self.resolve = resolve
  }

  /// When the next request leaves; `never`: there is none.
  var nextInstant: Instant { next < count ? start + every * Int64(next) : .never }

  /// Takes the next request. There must be one.
  mutating func take() -> RequestTag {
    next += 1
    return RequestTag(traffic: traffic, request: UInt32(truncatingIfNeeded: next - 1))
  }
}

/// Who sends which stream is asked when the cloud has changed, not for every request.
extension World {
  package func play(_ stream: RequestStream) {
    streams.append(stream)
    streamsAreStale = true
  }

  /// Gives each stream to the guest that sends it now.
  func assignStreams() {
    guard streamsAreStale else { return }
    streamsAreStale = false
    lostStreams.removeAll()
    for seat in seats.indices where !seats[seat].streams.isEmpty { seats[seat].streams.removeAll() }
    for place in streams.indices where streams[place].nextInstant < .never {
      streams[place].request = streams[place].resolve(self)
      guard let request = streams[place].request else {
        lostStreams.append(place)
        continue
      }
      flowSources[Int(streams[place].traffic)] = request.seat
      seats[request.seat].streams.insert(place, at: streams[place].nextInstant)
      agenda.isDue(request.seat, at: streams[place].nextInstant)
    }
  }

  /// When the next request of a stream that nobody sends is due.
  var nextLost: Instant { lostStreams.reduce(.never) { min($0, streams[$1].nextInstant) } }

  /// What nobody sends before `end` is noted.
  func advanceLostStreams(before end: Instant) {
    for place in lostStreams {
      while case let instant = streams[place].nextInstant, instant < end {
        now = instant
        noteMissingSource(of: streams[place].take(), called: streams[place].name)
      }
    }
  }

  /// When the next request of the streams of `seat` leaves; `never`: none does.
  func nextStreamed(_ seat: Int) -> Instant { seats[seat].streams.first?.at ?? .never }

  /// The next request of the streams of `seat`. There must be one.
  func takeStreamed(_ seat: Int) -> Agenda.Request {
    guard let place = seats[seat].streams.first?.stream, var request = streams[place].request else {
      preconditionFailure("a stream of the seat has a request")
    }
    request.tag = streams[place].take()
    seats[seat].streams.replaceFirst(at: streams[place].nextInstant)
    return request
  }
}

/// The streams of one guest, the next to send first; of equal instants in the order of the traffic list.
struct StreamHeap {
  struct Entry {
    var at: Instant
    /// A place in the world's list.
    var stream: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.at, a.stream) < (b.at, b.stream) }
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }
  var first: Entry? { entries.first }

  mutating func removeAll() { entries.removeAll() }

  mutating func insert(_ stream: Int, at instant: Instant) {
    entries.append(Entry(at: instant, stream: stream))
    var child = entries.count - 1
    while child > 0, case let parent = (child - 1) / 2, entries[child] < entries[parent] {
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// The first sends again at `instant`; `never`: it has ended.
  mutating func replaceFirst(at instant: Instant) {
    if instant == .never {
      guard let last = entries.popLast(), !entries.isEmpty else { return }
      entries[0] = last
    } else {
      entries[0].at = instant
    }
    var parent = 0
    while true {
      var least = parent
      for child in (2 * parent + 1)...(2 * parent + 2) where child < entries.count && entries[child] < entries[least] {
        least = child
      }
      if least == parent { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
