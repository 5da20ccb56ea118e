import Capture
import Dataplane
import Guest
import Packets
import Scheduler
import Units

/// How the world advances: window by window, so that idle time costs nothing.
///
/// What leaves a guest reaches another a latency later at the earliest, so in a window that long each guest acts alone:
/// ```
///   seat 0   a───────a─r──p────────┐
///   seat 1   ──p──a────────────────┼ departures by instant, captures by instant │ next window
///   seat 2   ──────────────a───────┘      a arrival · r request · p poll
/// ```
/// Nothing depends on where windows begin or end, unless the slabs or the flow table run full in one: who comes first
/// then is the seat with the lower number.
extension World {
  /// Runs everything up to and including `end`, or until nothing is pending.
  package func run(until end: Instant) {
    guard var windows = try? Windows(lookahead: max(lookahead, Windows.shortestLookahead), end: end + Nanoseconds(1))
    else { return }
    while !isInterrupted {
      assignStreams()
      switch windows.next(event: nextEvent, change: agenda.nextChange) {
      case .rest: return
      case .change(let instant):
        now = instant
        while let change = agenda.takeChange(at: now) { change(self) }
        streamsAreStale = true
      case .run(let window):
        while !isInterrupted {
          let from = nextEvent
          guard from < window.to else { break }
          advance(Window(from: from, to: min(window.to, from + lookahead)))
        }
      }
    }
  }

  /// How long guests act without each other. A frame that is replayed after another has ended follows it at once, so
  /// there every instant is a window.
  private var lookahead: Nanoseconds {
    if recordingsAreHeld || recordings.contains(where: { $0.injectsAt == nil }) { return Nanoseconds(1) }
    let longest = captures == nil ? longestWindow : min(longestWindow, Self.longestCapturedWindow)
    return max(min(fabric.latency, longest), Nanoseconds(1))
  }

  /// All frames of a window are kept until it ends.
  private static let longestCapturedWindow = Nanoseconds.milliseconds(1)
  /// Packets sent until somebody is asked whether the run should stop.
  private static let packetsBetweenQuestions = 1 << 16

  /// Nothing is going to happen any more.
  package var isQuiet: Bool { nextEvent == .never && agenda.nextChange == .never && !streamsAreStale }

  /// The earliest pending event; `never` where there is none.
  private var nextEvent: Instant {
    var next = min(agenda.nextDue, stray.nextInstant, nextReplayed, nextLost)
    for injection in strayInjections { next = min(next, max(injection.nextInstant, now)) }
    return next
  }

  private func advance(_ window: Window) {
    precondition(window.from >= now, "time runs forward")
    windowStart = window.from
    path.horizon = window.from
    var last = window.from
    repeat {
      while let seat = agenda.takeDue(before: window.to) {
        advance(seat, before: window.to)
        last = max(last, now)
      }
      advanceStrays(before: window.to)
      advanceLostStreams(before: window.to)
      last = max(last, now)
      now = window.from
      playRecordings()
      settleDepartures()
    } while replaysAreDue || agenda.nextDue < window.to || nextReplayed < window.to
    now = last
    if roomWasMade { resumeInjections(at: window.to) }
    writeCaptures()
    windowCount &+= 1
    guard windowCount & 0x3ff == 0 || counts.sent >= nextQuestion else { return }
    nextQuestion = counts.sent + Self.packetsBetweenQuestions
    if shouldStop() { isInterrupted = true }
  }

  // MARK: One guest

  /// All that happens to the guest on `seat` before `end`, in the order of time. At one instant what arrives comes
  /// first, then what its applications ask, then its timers, then what is injected.
  private func advance(_ seat: Int, before end: Instant) {
    while !isInterrupted {
      let arrival = seats[seat].inbox.nextInstant
      let request = min(seats[seat].requests.nextInstant, nextStreamed(seat))
      let poll = seats[seat].isRunning ? seats[seat].nextPoll : .never
      let injected = seats[seat].injections.isEmpty ? .never : max(seats[seat].nextInjected, windowStart)
      let other = min(request, poll, injected)
      guard min(arrival, other) < end else { break }
      if arrival <= other {
        receive(on: seat, at: arrival)
      } else if request == other {
        // Of one instant the request goes before what is injected.
        let limit = injected == .never ? .never : injected + Nanoseconds(1)
        sendRequests(of: seat, before: min(arrival, limit, end))
      } else if poll == other {
        self.poll(seat, at: poll)
        transmit(seat)
      } else {
        inject(seats[seat].injections, at: injected, before: min(arrival, request, poll, end))
      }
    }
    agenda.isDue(seat, at: max(min(seats[seat].nextEvent, nextStreamed(seat)), now))
  }

  /// Takes what arrives at `instant`, and sends what the guest answers.
  private func receive(on seat: Int, at instant: Instant) {
    now = instant
    while seats[seat].inbox.nextInstant == now {
      burst.clear()
      let first = seats[seat].inbox.pop()
      append(first)
      // Packets for one ENI that come at once travel together; where a burst ends never shows.
      while !burst.isFull, seats[seat].inbox.nextInstant == now, seats[seat].inbox.nextTarget == first.target {
        append(seats[seat].inbox.pop())
      }
      if first.target >= Origin.internet { arriveOutside(first.target) } else { arrive(at: Int(first.target)) }
    }
    guard seats[seat].isRunning else { return }
    poll(seat, at: now)
    transmit(seat)
  }

  /// Has the guest's applications send what is due before `end` and before anything else happens to it.
  private func sendRequests(of seat: Int, before end: Instant) {
    var waiting = 0
    while waiting < Burst.capacity {
      let (single, streamed) = (seats[seat].requests.nextInstant, nextStreamed(seat))
      let instant = min(single, streamed)
      guard instant < end, waiting == 0 || instant <= seats[seat].nextPoll else { break }
      now = instant
      let request = single <= streamed ? seats[seat].requests.pop() : takeStreamed(seat)
      start(request)
      waiting += 1
      // What it may have asked the fabric itself, by ARP or a ping, is answered before anything else.
      if case .echo = request.kind { break }
      if seats[seat].guest.hasAsked { break }
    }
    transmit(seat)
  }

  private func start(_ request: Agenda.Request) {
    guard seats[request.seat].isRunning else {
      let place = seats[request.seat].place
      return noteUnsent(
        UnsentRecord(
          traffic: request.tag.traffic, request: request.tag.request, cause: .unassigned, guest: place,
          reason: .instanceNotRunning, detail: "\(place) is not running", at: now))
    }
    seats[request.seat].guest.send(
      request.kind, tag: request.tag, to: request.to, from: request.from, sourcePort: request.sourcePort,
      traced: request.isTraced, at: now, pool: &pool)
    seats[request.seat].nextPoll = seats[request.seat].guest.nextPoll.map { max($0, now) } ?? .never
  }

  private func poll(_ seat: Int, at instant: Instant) {
    now = instant
    let guest = seats[seat].guest
    guest.poll(at: instant, pool: &pool)
    // Asked for an instant that has come already, a guest would hold lab time still.
    seats[seat].nextPoll = guest.nextPoll.map { max($0, instant + Nanoseconds(1)) } ?? .never
  }

  /// Empties the guest's tx rings, in the order of its ENIs.
  private func transmit(_ seat: Int) {
    seats[seat].guest.hasAsked = false
    for place in seats[seat].transmitters.indices {
      let origin = seats[seat].transmitters[place]
      guard let port = ports[origin] else { continue }
      while transmitBurst(port, origin) {}
    }
  }

  /// Sends up to one burst of an ENI's tx ring on its way; false: the ring was empty.
  private func transmitBurst(_ port: Port, _ origin: UInt32) -> Bool {
    let count = port.card.tx.dequeue(into: burst.handle.lanes, count: Burst.capacity)
    guard count > 0 else { return false }
    burst.restart(count: count)
    for lane in 0..<count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      register(packet, from: port, origin: origin, at: note.pointee.instant)
      if note.pointee.marks.contains(.traced) { flushPendingSteps(note.pointee, packet, label: port.label) }
      burst.length[lane] = note.pointee.length
      burst.instant[lane] = note.pointee.instant.nanoseconds
      burst.marks[lane] = note.pointee.marks
    }
    send(from: origin)
    return true
  }

  // MARK: From the fabric to guests

  /// What comes for ENIs that nobody has, and what is injected at them.
  private func advanceStrays(before end: Instant) {
    while stray.nextInstant < end {
      now = stray.nextInstant
      burst.clear()
      let arrival = stray.pop()
      append(arrival)
      if arrival.target >= Origin.internet { arriveOutside(arrival.target) } else { arrive(at: Int(arrival.target)) }
    }
    for injection in strayInjections {
      while case let due = max(injection.nextInstant, windowStart), due < end {
        inject([injection], at: due, before: end)
      }
    }
  }

  private func append(_ arrival: Arrival) {
    let note = pool.note(arrival.packet)
    burst.append(
      arrival.packet, length: note.pointee.length, at: note.pointee.instant.nanoseconds, marks: note.pointee.marks)
  }

  private func arrive(at interface: Int) {
    path.ingress(&burst, to: interface, pool: &pool)
    let port = ports[UInt32(interface)]
    for lane in 0..<burst.count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      if isRecorded(note.pointee) { enter(note.pointee, by: path.tables.interfaces[interface].label) }
      if burst.dropped >> UInt64(lane) & 1 == 1 {
        let place = path.place(of: burst.stage[lane], interface: interface)
        let why = comment(lane, interface: interface, place: place)
        captureArrival(packet, at: interface, comment: why + " · not seen by the guest")
        drop(note.pointee, because: burst.reason[lane], stage: burst.stage[lane], at: place)
        pool.free(packet)
      } else if note.pointee.marks.contains(.replayed) {
        captureArrival(packet, at: interface, comment: nil)
        narrateDelivery(
          note.pointee, at: path.tables.interfaces[interface].label, detail: "the recording's next frame")
        deliver(note.pointee)
        pool.free(packet)
      } else if let port {
        hand(packet, to: port, interface: interface)
      } else {
        drop(note.pointee, because: .interfaceDetached, stage: .fabric, at: path.tables.interfaces[interface].label)
        pool.free(packet)
      }
    }
  }

  /// Puts a packet in its guest's rx ring; its record waits for what the guest says of it. `interface` nil: the host is
  /// on the internet, where nobody captures.
  private func hand(_ packet: PacketHandle, to port: Port, interface: Int?) {
    guard port.seat >= 0, seats[port.seat].isRunning else {
      drop(pool.note(packet).pointee, because: .interfaceDetached, stage: .fabric, at: port.label)
      return pool.free(packet)
    }
    guard port.card.rx.enqueue(packet) else {
      drop(pool.note(packet).pointee, because: .rxRingFull, stage: .fabric, at: port.label)
      return pool.free(packet)
    }
    if let interface { captureArrival(packet, at: interface, comment: nil) }
  }

  private func arriveOutside(_ origin: UInt32) {
    guard let port = ports[origin] else { preconditionFailure("nothing is sent to nobody on the internet") }
    for lane in 0..<burst.count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      if isRecorded(note.pointee) { enter(note.pointee, by: port.label) }
      if note.pointee.marks.contains(.replayed) {
        deliver(note.pointee)
        pool.free(packet)
      } else {
        hand(packet, to: port, interface: nil)
      }
    }
  }
}
