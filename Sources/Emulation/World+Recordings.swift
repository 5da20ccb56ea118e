import Dataplane
import Packets
import Units
import Wire

/// How recorded frames come onto the wire.
extension World {
  package func play(_ recording: Recording) { recordings.append(recording) }

  /// Frames that a recording leaves in each slab for guests and the fabric, as a part of the slab: one in this many.
  private static let reserve = 16

  /// Sends what is due of every recording, up to a burst at a time. Where the slabs are full, lab time goes on without
  /// the recordings until frames have come to their ends.
  func playRecordings() {
    recordingsAreDue = false
    recordingsAreHeld = false
    for recording in recordings {
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
            recordingsAreHeld = true
            break
          }
          if put(frame, of: recording) { origin = frame.origin }
        }
        guard let origin else { break }
        send(from: origin)
      }
    }
  }

  private func hasRoom(for frame: Recording.Frame) -> Bool {
    let length = frame.bytes.count
    return length > PacketPool.largeCapacity
      || pool.room(forLength: length) > pool.limit(forLength: length) / Self.reserve
  }

  /// Puts a recorded frame in the burst; false: it died before.
  private func put(_ frame: Recording.Frame, of recording: Recording) -> Bool {
    guard let port = ports[frame.origin] else { return false }
    guard let packet = pool.take(copying: frame.bytes) else {
      flows[Int(recording.traffic)].sent += 1
      refuse(.frameTooLong, at: port.label)
      recording.settle(frame.number)
      recordingsAreDue = true
      return false
    }
    let note = pool.note(packet)
    note.pointee.traffic = recording.traffic
    note.pointee.recorded = frame.number
    note.pointee.instant = now
    switch recording.mode {
    case .inject(_, let router):
      if let router, frame.bytes.count >= 6 { setMac(router, pool.bytes(packet), at: 0) }
    case .replay(let ends, _):
      note.pointee.marks.insert(.replayed)
      readdress(packet, Int(note.pointee.length), ends, port)
    }
    register(packet, origin: frame.origin, at: now)
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

  /// A recorded frame ended, which may let another go.
  func settle(_ note: PacketNote) {
    guard note.recorded != .max, let recording = recordings.first(where: { $0.traffic == note.traffic }) else { return }
    recording.settle(note.recorded)
    recordingsAreDue = true
  }
}

extension Array {
  /// Nil where there is no such element.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
