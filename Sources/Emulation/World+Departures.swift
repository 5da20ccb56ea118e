import Dataplane
import Packets
import Scheduler
import Units
import Wire

/// A packet that left a server and whose uplink has not taken it yet.
struct Departure {
  var packet: PacketHandle
  var hop: Hop
  var server: Int
  var origin: UInt32
  var instant: Instant
  var id: PacketID
}

/// From guests through the path to the fabric.
extension World {
  /// Takes the burst, all of whose packets `origin` sent, through the path and on to the fabric.
  func send(from origin: UInt32) {
    if origin >= Origin.internet { return sendFromOutside(origin) }
    let interface = Int(origin)
    let logged = captureDepartures(from: interface)
    path.egress(&burst, from: interface, pool: &pool)
    let server = path.tables.interfaces[interface].server
    for lane in 0..<burst.count {
      let packet = burst.handle[lane]
      let note = pool.note(packet)
      if burst.alive >> UInt64(lane) & 1 == 1 {
        note.pointee.marks = burst.marks[lane]
        depart(packet, to: burst.hop[lane], from: server, origin: origin, at: Instant(nanoseconds: burst.instant[lane]))
      } else if burst.taken >> UInt64(lane) & 1 == 1 {
        deliver(note.pointee, at: Instant(nanoseconds: burst.instant[lane]))
        pool.free(packet)
      } else {
        let place = path.place(of: burst.stage[lane], interface: interface)
        if captures != nil { captureLog.comment(logged + lane, comment(lane, interface: interface, place: place)) }
        drop(note.pointee, because: burst.reason[lane], stage: burst.stage[lane], at: place)
        pool.free(packet)
      }
    }
    guard !path.answers.isEmpty else { return }
    for answer in path.answers {
      let target = UInt32(answer.interface)
      if let port = ports[target] {
        register(answer.packet, from: port, origin: target, at: answer.instant, isGenerated: true)
      }
      schedule(answer.packet, target: target, at: answer.instant)
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

  /// On to the fabric: at once where a server's guests do not share an uplink, else when all have acted.
  private func depart(_ packet: PacketHandle, to hop: Hop, from server: Int, origin: UInt32, at instant: Instant) {
    let departure = Departure(
      packet: packet, hop: hop, server: server, origin: origin, instant: instant, id: pool.note(packet).pointee.id)
    if fabric.uplink == nil { carry(departure) } else { departures.append(departure) }
  }

  /// Has the uplinks take what left in the window, in the order of time.
  func settleDepartures() {
    guard !departures.isEmpty else { return }
    departures.sort { ($0.instant, $0.origin, $0.id) < ($1.instant, $1.origin, $1.id) }
    for departure in departures { carry(departure) }
    departures.removeAll(keepingCapacity: true)
  }

  private func carry(_ departure: Departure) {
    let packet = departure.packet
    let note = pool.note(packet)
    let length = Int(note.pointee.length)
    guard let arrival = fabric.arrival(from: departure.server, length: length, at: departure.instant) else {
      drop(note.pointee, because: .linkQueueFull, stage: .fabric, at: ports[departure.origin]?.label ?? "")
      return pool.free(packet)
    }
    if let interface = departure.hop.interface { return schedule(packet, target: UInt32(interface), at: arrival) }
    let destination = pool.bytes(packet).loadUnaligned(fromByteOffset: 30, as: UInt32.self).byteSwapped
    if let endpoint = endpoints[destination], let host = ports[endpoint] {
      // The last router before the host writes the frame anew.
      setMac(host.card.macAddress, pool.bytes(packet), at: 0)
      setMac(host.card.gatewayMacAddress ?? .zero, pool.bytes(packet), at: 6)
      return schedule(packet, target: endpoint, at: arrival)
    }
    narrateLeaving(note.pointee, label: ports[departure.origin]?.label ?? "")
    deliver(note.pointee, hasLeft: true, at: departure.instant)
    pool.free(packet)
  }

  private func schedule(_ packet: PacketHandle, target: UInt32, at instant: Instant) {
    let note = pool.note(packet)
    note.pointee.instant = instant
    note.pointee.target = target
    let key = EventKey(instant: instant, origin: note.pointee.id.origin, sequence: note.pointee.id.count)
    let seat = ports.seat(of: target)
    guard seat >= 0 else { return stray.push(Arrival(packet: packet, target: target), at: key) }
    seats[seat].inbox.push(Arrival(packet: packet, target: target), at: key)
    agenda.isDue(seat, at: instant)
  }
}
