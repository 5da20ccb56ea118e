import Capture
import Dataplane
import Guest
import Packets
import Scheduler
import Units

/// How the world advances: from one instant at which something happens to the next, so that idle time costs nothing.
extension World {
  /// Runs everything up to and including `end`, or until nothing is pending.
  ///
  /// One shard has nobody to wait for, so its windows reach to the next change; in them it takes instant by instant.
  package func run(until end: Instant) {
    guard var windows = try? Windows(lookahead: .seconds(3_600), end: end + Nanoseconds(1)) else { return }
    while !isInterrupted {
      switch windows.next(event: nextEvent, change: agenda.changeInstant ?? .never) {
      case .rest: return
      case .change(let instant):
        now = instant
        while let change = agenda.takeChange(at: now) { change(self) }
      case .run(let window):
        while !isInterrupted, nextEvent < window.to {
          runInstant(nextEvent)
          instants &+= 1
          if instants & 0x3ff == 0, shouldStop() { isInterrupted = true }
        }
      }
    }
  }

  /// Nothing is going to happen any more.
  package var isQuiet: Bool { nextEvent == .never && agenda.changeInstant == nil }

  /// The earliest pending event; `never` where there is none.
  private var nextEvent: Instant {
    var next = min(arrivals.nextInstant, agenda.nextEvent)
    guard !recordingsAreHeld else { return next }
    for recording in recordings { next = min(next, recording.nextInstant(after: now) ?? .never) }
    return next
  }

  private func runInstant(_ instant: Instant) {
    precondition(instant >= now, "time runs forward")
    now = instant
    repeat { turn() } while arrivals.nextInstant <= now || agenda.nextEvent <= now || recordingsAreDue
  }

  /// All that happens at `now`, once: what arrives, what guests do about it, what leaves.
  private func turn() {
    deliverArrivals()
    while let request = agenda.takeRequest(at: now) { start(request) }
    while let seat = agenda.takeDueGuest(at: now) { poll(seat) }
    releaseHeldFrames()
    transmit()
    playRecordings()
  }

  // MARK: From the fabric to guests

  private func deliverArrivals() {
    while arrivals.nextInstant <= now, let first = arrivals.pop()?.payload {
      burst.clear()
      append(first)
      // Packets for one ENI that follow each other travel together; where a burst ends never shows.
      while !burst.isFull, arrivals.nextInstant <= now, arrivals.firstPayload?.target == first.target,
        let next = arrivals.pop()
      {
        append(next.payload)
      }
      if first.target >= Origin.internet { arriveOutside(first.target) } else { arrive(at: Int(first.target)) }
    }
  }

  private func append(_ arrival: Arrival) {
    let packet = PacketHandle(bits: arrival.packet)
    let note = pool.note(packet)
    burst.append(packet, length: note.pointee.length, at: note.pointee.instant.nanoseconds, marks: note.pointee.marks)
  }

  private func arrive(at interface: Int) {
    let label = path.tables.interfaces[interface].label
    for lane in 0..<burst.count { enter(pool.note(burst.handle[lane]).pointee, by: label) }
    path.ingress(&burst, to: interface, pool: &pool)
    for lane in 0..<burst.count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      if burst.dropped >> UInt64(lane) & 1 == 1 {
        let place = path.place(of: burst.stage[lane], interface: interface)
        let comment = comment(lane, interface: interface, place: place) + " · not seen by the guest"
        capture(interface, packet, direction: .inbound, comment: comment)
        drop(note.pointee, because: burst.reason[lane], stage: burst.stage[lane], at: place)
        pool.free(packet)
      } else if note.pointee.marks.contains(.replayed) {
        capture(interface, packet, direction: .inbound, comment: nil)
        narrateDelivery(note.pointee, at: label, detail: "the recording's next frame")
        deliver(note.pointee)
        pool.free(packet)
      } else {
        hand(packet, to: UInt32(interface), label: label)
      }
    }
  }

  /// Puts a packet in its guest's rx ring; its record waits for what the guest says of it.
  private func hand(_ packet: PacketHandle, to origin: UInt32, label: String) {
    let note = pool.note(packet)
    guard let port = ports[origin], port.seat >= 0, seats[port.seat].isRunning else {
      drop(note.pointee, because: .interfaceDetached, stage: .fabric, at: label)
      return pool.free(packet)
    }
    guard port.card.rx.enqueue(packet) else {
      drop(note.pointee, because: .rxRingFull, stage: .fabric, at: label)
      return pool.free(packet)
    }
    hold(packet, at: origin)
    agenda.guestIsDue(port.seat, at: now)
  }

  private func arriveOutside(_ origin: UInt32) {
    let label = ports[origin]?.label ?? "internet"
    for lane in 0..<burst.count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      enter(note.pointee, by: label)
      if note.pointee.marks.contains(.replayed) {
        deliver(note.pointee)
        pool.free(packet)
      } else {
        hand(packet, to: origin, label: label)
      }
    }
  }

  // MARK: From guests to the fabric

  private func start(_ request: Agenda.Request) {
    guard seats[request.seat].isRunning else {
      let place = seats[request.seat].place
      return noteUnsent(
        UnsentRecord(
          traffic: request.tag.traffic, request: request.tag.request, cause: .unassigned, guest: place,
          reason: .instanceNotRunning, detail: "\(place) is not running", at: now))
    }
    let guest = seats[request.seat].guest
    guest.send(
      request.kind, tag: request.tag, to: request.to, from: request.from, sourcePort: request.sourcePort,
      traced: request.isTraced, at: now, pool: &pool)
    poll(request.seat)
  }

  private func poll(_ seat: Int) {
    guard seats[seat].isRunning else { return }
    seats[seat].guest.poll(at: now, pool: &pool)
    // Asked for an instant that has come already, a guest would hold lab time still.
    agenda.guestIsDue(seat, at: seats[seat].guest.nextPoll.map { max($0, now + Nanoseconds(1)) })
    if waiting.last != seat { waiting.append(seat) }
  }

  /// Empties the tx rings of the guests that were polled, in the order of their ENIs.
  private func transmit() {
    while !waiting.isEmpty {
      // Nearly always one guest with one card spoke.
      if waiting.count == 1, seats[waiting[0]].origins.count == 1, let origin = seats[waiting[0]].origins.first?.value {
        waiting.removeAll(keepingCapacity: true)
        while transmitBurst(origin) {}
        continue
      }
      let seated = Set(waiting)
      waiting.removeAll(keepingCapacity: true)
      for origin in seated.flatMap({ seats[$0].origins.values }).sorted() {
        while transmitBurst(origin) {}
      }
    }
  }

  /// Sends up to one burst of an ENI's tx ring on its way; false: the ring was empty.
  private func transmitBurst(_ origin: UInt32) -> Bool {
    guard let port = ports[origin] else { return false }
    burst.clear()
    while !burst.isFull, let packet = port.card.tx.dequeue() {
      register(packet, origin: origin, at: now)
      let note = pool.note(packet)
      note.pointee.instant = now
      flushPendingSteps(note.pointee, packet, label: port.label)
      burst.append(packet, length: note.pointee.length, at: now.nanoseconds, marks: note.pointee.marks)
    }
    guard burst.count > 0 else { return false }
    send(from: origin)
    return true
  }

  /// Takes the burst, all of whose packets `origin` sent, through the path and on to the fabric.
  func send(from origin: UInt32) {
    if origin >= Origin.internet { return sendFromOutside(origin) }
    let interface = Int(origin)
    copyForCapture()
    path.egress(&burst, from: interface, pool: &pool)
    let server = path.tables.interfaces[interface].server
    for lane in 0..<burst.count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      if burst.dropped >> UInt64(lane) & 1 == 1 {
        let place = path.place(of: burst.stage[lane], interface: interface)
        captureCopy(interface, lane, comment: comment(lane, interface: interface, place: place))
        drop(note.pointee, because: burst.reason[lane], stage: burst.stage[lane], at: place)
        pool.free(packet)
      } else if burst.taken >> UInt64(lane) & 1 == 1 {
        captureCopy(interface, lane, comment: nil)
        deliver(note.pointee)
        pool.free(packet)
      } else {
        captureCopy(interface, lane, comment: nil)
        note.pointee.marks = burst.marks[lane]
        depart(packet, to: burst.hop[lane], from: server, origin: origin, at: Instant(nanoseconds: burst.instant[lane]))
      }
    }
    for answer in path.answers {
      register(answer.packet, origin: UInt32(answer.interface), at: answer.instant, isGenerated: true)
      schedule(answer.packet, target: UInt32(answer.interface), at: answer.instant)
    }
    path.answers.removeAll(keepingCapacity: true)
  }

  private func sendFromOutside(_ origin: UInt32) {
    path.gateway(&burst, pool: &pool)
    for lane in 0..<burst.count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      // One internet host may talk to another.
      if burst.dropped >> UInt64(lane) & 1 == 1,
        endpoints[burst.destination[lane]] == nil || burst.reason[lane] != .noPublicAddress
      {
        drop(note.pointee, because: burst.reason[lane], stage: burst.stage[lane], at: gatewayPlace(lane))
        pool.free(packet)
        continue
      }
      let isOutside = burst.dropped >> UInt64(lane) & 1 == 1
      note.pointee.marks = burst.marks[lane]
      let hop = isOutside ? Hop.internet : burst.hop[lane]
      depart(packet, to: hop, from: -1, origin: origin, at: Instant(nanoseconds: burst.instant[lane]))
    }
  }

  private func gatewayPlace(_ lane: Int) -> String {
    guard let mapping = path.tables.publicAddresses[burst.destination[lane]] else { return "internet" }
    return path.place(of: .gateway, interface: mapping.interface)
  }

  private func depart(_ packet: PacketHandle, to hop: Hop, from server: Int, origin: UInt32, at instant: Instant) {
    let note = pool.note(packet)
    let label = ports[origin]?.label ?? ""
    guard let arrival = fabric.arrival(from: server, length: Int(note.pointee.length), at: instant) else {
      drop(note.pointee, because: .linkQueueFull, stage: .fabric, at: label)
      return pool.free(packet)
    }
    if let interface = hop.interface { return schedule(packet, target: UInt32(interface), at: arrival) }
    let destination = pool.bytes(packet).loadUnaligned(fromByteOffset: 30, as: UInt32.self).byteSwapped
    if let endpoint = endpoints[destination], let host = ports[endpoint] {
      // The last router before the host writes the frame anew.
      setMac(host.card.macAddress, pool.bytes(packet), at: 0)
      setMac(host.card.gatewayMacAddress ?? .zero, pool.bytes(packet), at: 6)
      return schedule(packet, target: endpoint, at: arrival)
    }
    narrateLeaving(note.pointee, label: label)
    deliver(note.pointee, hasLeft: true, at: instant)
    pool.free(packet)
  }

  private func schedule(_ packet: PacketHandle, target: UInt32, at instant: Instant) {
    let note = pool.note(packet)
    note.pointee.instant = instant
    note.pointee.target = target
    arrivals.push(
      Arrival(packet: packet.bits, target: target),
      at: EventKey(instant: instant, origin: note.pointee.id.origin, sequence: note.pointee.id.count))
  }
}
