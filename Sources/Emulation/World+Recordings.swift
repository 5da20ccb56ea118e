import Dataplane
import Packets
import Units
import Wire

/// How recorded frames come onto the wire.
extension World {
  package func play(_ recording: Recording) {
    while recordingOf.count <= Int(recording.traffic) { recordingOf.append(nil) }
    recordingOf[Int(recording.traffic)] = recording
    recordings.append(recording)
    guard let origin = recording.injectsAt else {
      nextReplayed = min(nextReplayed, max(recording.nextInstant, now))
      return
    }
    let seat = ports.seat(of: origin)
    guard seat >= 0 else { return strayInjections.append(recording) }
    seats[seat].injections.append(recording)
    agenda.isDue(seat, at: max(recording.nextInstant, now))
  }

  /// Frames that a recording leaves in each slab for guests and the fabric, as a part of the slab: one in this many.
  private static let reserve = 16

  // MARK: Injections

  /// Sends a burst of the frames of one ENI's recordings that are due from `instant` on and before `end`.
  func inject(_ injections: [Recording], at instant: Instant, before end: Instant) {
    now = instant
    guard let injection = injections.first(where: { max($0.nextInstant, windowStart) == instant }),
      let origin = injection.injectsAt
    else { return }
    // Another of the seat's recordings may come in between.
    var limit = end
    for other in injections where other !== injection { limit = min(limit, max(other.nextInstant, windowStart)) }
    burst.clear()
    while !burst.isFull, case let due = max(injection.nextInstant, windowStart), burst.count == 0 || due < limit,
      due < end, let frame = injection.take(at: due)
    {
      guard hasRoom(for: frame) else {
        injection.putBack(frame)
        injection.isHeld = true
        recordingsAreHeld = true
        break
      }
      now = due
      let mayBeAnswered = Self.mayBeAnswered(frame.bytes)
      _ = put(frame, of: injection)
      // What the fabric itself answers comes before anything else.
      if mayBeAnswered { break }
    }
    if burst.count > 0 { send(from: origin) }
  }

  /// ARP and ICMP: the fabric may answer at once.
  private static func mayBeAnswered(_ frame: UnsafeRawBufferPointer) -> Bool {
    guard frame.count >= 24, frame[12] == 0x08 else { return true }
    return frame[13] != 0x00 || frame[23] == IPProtocol.icmp
  }

  /// Frames have come to their ends: who waited for room may go on.
  func resumeInjections(at instant: Instant) {
    roomWasMade = false
    recordingsAreHeld = false
    for injection in recordings where injection.isHeld {
      injection.isHeld = false
      guard let origin = injection.injectsAt, case let seat = ports.seat(of: origin), seat >= 0 else { continue }
      agenda.isDue(seat, at: max(injection.nextInstant, instant))
    }
  }

  // MARK: Replays

  /// Sends what is due of every replay, up to a burst at a time. Where the slabs are full, lab time goes on without the
  /// replays until frames have come to their ends.
  func playRecordings() {
    guard replaysAreDue || nextReplayed <= now else { return }
    replaysAreDue = false
    var isHeld = false
    for recording in recordings where recording.injectsAt == nil {
      while true {
        burst.clear()
        var origin: UInt32?
        while !burst.isFull, let frame = recording.take(at: now) {
          if let origin, origin != frame.origin {
            recording.putBack(frame)
            break
          }
          if !hasRoom(for: frame) {
            recording.putBack(frame)
            isHeld = true
            break
          }
          if put(frame, of: recording) { origin = frame.origin }
        }
        guard let origin else { break }
        send(from: origin)
      }
    }
    // Who waits for room or for another frame is asked again when a recorded frame ends.
    nextReplayed = .never
    if isHeld { recordingsAreHeld = true }
    guard !isHeld else { return }
    for recording in recordings where recording.injectsAt == nil {
      nextReplayed = min(nextReplayed, max(recording.nextInstant, now))
    }
  }

  private func hasRoom(for frame: Recording.Frame) -> Bool {
    let length = frame.bytes.count
    return length > PacketPool.largeCapacity
      || pool.room(forLength: length) > pool.limit(forLength: length) / Self.reserve
  }

  /// Puts a recorded frame in the burst; false: it died before.
  private func put(_ frame: Recording.Frame, of recording: Recording) -> Bool {
    guard let port = ports[frame.origin] else {
      recording.skip(because: "detached")
      frame.kept?.deallocate()
      return false
    }
    guard let packet = pool.take(copying: frame.bytes) else {
      flows[Int(recording.traffic)].sent += 1
      refuse(.frameTooLong, at: port.label)
      recording.settle(frame.number)
      replaysAreDue = replaysAreDue || recording.isCausal
      frame.kept?.deallocate()
      return false
    }
    frame.kept?.deallocate()
    let note = pool.note(packet)
    note.pointee.traffic = recording.traffic
    note.pointee.recorded = frame.number
    note.pointee.instant = now
    switch recording.mode {
    case .inject(_, let router):
      if let router, note.pointee.length >= 6 { setMac(router, pool.bytes(packet), at: 0) }
    case .replay(let ends, _):
      note.pointee.marks.insert(.replayed)
      readdress(packet, Int(note.pointee.length), ends, port)
    }
    register(packet, from: port, origin: frame.origin, at: now)
    burst.append(packet, length: note.pointee.length, at: now.nanoseconds, marks: note.pointee.marks)
    return true
  }

  /// Gives a recorded frame the addresses of those who stand for the recorded ones; checksums stay right or wrong.
  private func readdress(_ packet: PacketHandle, _ length: Int, _ ends: [UInt32: Recording.End], _ port: Port) {
    let frame = pool.bytes(packet)
    let source = frame.loadUnaligned(fromByteOffset: 26, as: UInt32.self).byteSwapped
    let destination = frame.loadUnaligned(fromByteOffset: 30, as: UInt32.self).byteSwapped
    let newDestination = ends[destination].map { address(of: $0, from: port) } ?? IPv4Address(bits: destination)
    setMac(nextHopMac(to: newDestination, from: port), frame, at: 0)
    setMac(port.card.macAddress, frame, at: 6)
    let headerLength = Int(frame.load(fromByteOffset: 14, as: UInt8.self) & 0x0f) * 4
    guard headerLength >= 20, length >= 14 + headerLength + 20 || length >= 14 + headerLength + 8 else { return }
    let fragment = frame.loadUnaligned(fromByteOffset: 20, as: UInt16.self).byteSwapped
    let isWhole =
      length >= 14 + headerLength + (frame.load(fromByteOffset: 23, as: UInt8.self) == IPProtocol.tcp ? 20 : 8)
    Translation(
      source: ends[source]?.address.bits ?? 0, destination: newDestination.bits
    ).rewrite(
      frame, length, transportOffset: 14 + headerLength, isFirstFragment: fragment & 0x1fff == 0 && isWhole,
      protocolNumber: frame.load(fromByteOffset: 23, as: UInt8.self))
  }

  /// What a sender calls `end`: from the internet an ENI has only its public address.
  private func address(of end: Recording.End, from port: Port) -> IPv4Address {
    guard port.card.gatewayMacAddress != nil, end.origin < Origin.fabric else { return end.address }
    let interface = path.tables.interfaces[Int(end.origin)]
    guard let slot = interface.addresses.firstIndex(of: end.address.bits), interface.publicAddresses[slot] != 0 else {
      return end.address
    }
    return IPv4Address(bits: interface.publicAddresses[slot])
  }

  /// A neighbour's MAC for an address of the subnet, the router's for any other.
  private func nextHopMac(to address: IPv4Address, from port: Port) -> MACAddress {
    guard let origin = seats[safe: port.seat]?.origins[port.card.deviceIndex], origin < Origin.fabric else {
      return port.card.gatewayMacAddress ?? .zero
    }
    let me = path.tables.interfaces[Int(origin)]
    let subnet = path.tables.subnets[me.subnet]
    guard subnet.prefix.contains(address), let owner = path.tables.vpcs[me.vpc].interfaces[address.bits],
      path.tables.interfaces[owner].subnet == me.subnet
    else { return subnet.routerMac }
    return path.tables.interfaces[owner].macAddress
  }

  func setMac(_ mac: MACAddress, _ frame: UnsafeMutableRawPointer, at offset: Int) {
    for octet in 0..<6 {
      let value = UInt8(truncatingIfNeeded: mac.bits >> UInt64(40 - 8 * octet))
      frame.storeBytes(of: value, toByteOffset: offset + octet, as: UInt8.self)
    }
  }

  /// Some frame is free again, for which a recording may wait.
  func noteRoom() {
    guard recordingsAreHeld else { return }
    roomWasMade = true
    if nextReplayed == .never { replaysAreDue = true }
  }

  /// A recorded frame ended, which may let another go.
  func settle(_ note: PacketNote) {
    if recordingsAreHeld { noteRoom() }
    guard note.recorded != .max else { return }
    guard let recording = recordingOf[Int(note.traffic)], recording.isCausal else { return }
    recording.settle(note.recorded)
    replaysAreDue = true
  }
}

extension Array {
  /// Nil where there is no such element.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
