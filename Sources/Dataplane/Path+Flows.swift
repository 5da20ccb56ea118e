import Packets
import Wire

/// How the path recalls and remembers decisions.
extension Path {
  /// Reads the headers of the lanes that are plain packets, names their flows and asks for the flows' lines ahead of the
  /// look-up; says which lanes.
  ///
  /// Traced lanes are judged stage by stage, so that each rule can be named; the fabric's own frames are nobody's flow.
  func nameFlows(_ burst: inout Burst, _ me: Int, isEgress: Bool, _ pool: borrowing PacketPool) -> UInt64 {
    let (handles, lengths, marks) = (burst.handle, burst.length, burst.marks)
    let (macs, flags) = (burst.destinationMac, burst.tcpFlags)
    let (highs, lows, hashes) = (burst.flowHigh, burst.flowLow, burst.flowHash)
    let interface = UInt64(truncatingIfNeeded: me) & 0xff_ffff
    var named: UInt64 = 0
    for lane in 0..<burst.count {
      let frame = UnsafeRawPointer(pool.bytes(handles[lane]))
      guard let plain = PlainHeaders(frame, length: Int(lengths[lane])), marks[lane].isDisjoint(with: [.traced, .fromFabric])
      else { continue }
      let high = isEgress ? plain.addresses : plain.addresses << 32 | plain.addresses >> 32
      let ports = isEgress ? plain.ports : plain.ports << 16 | plain.ports >> 16
      let low = UInt64(ports) << 32 | UInt64(plain.protocolNumber) << 24 | interface
      let hash = flows.hash(high, low)
      flows.prefetch(hash: hash)
      highs[lane] = high
      lows[lane] = low
      hashes[lane] = hash
      flags[lane] = plain.tcpFlags
      macs[lane] = plain.macs.byteSwapped >> 16
      named |= 1 << UInt64(lane)
    }
    return named
  }

  /// Sends a lane of a named flow on as the flow's decision says, if there is one of the ENI's present view.
  @inline(__always)
  func recallEgress(
    _ burst: inout Burst, _ lane: Int, _ me: InterfaceRow, isPlain: Bool, _ pool: borrowing PacketPool
  ) -> Bool {
    let now = burst.instant[lane]
    guard
      let entry = flows.find(
        burst.flowHigh[lane], burst.flowLow[lane], hash: burst.flowHash[lane], epoch: me.epoch, now: now),
      entry.pointee.generation == me.generation, entry.pointee.decisions.contains(.egress)
    else { return false }
    let hop = entry.pointee.egressHop
    if entry.pointee.decisions.contains(.byRouter) {
      guard burst.destinationMac[lane] == me.routerMac.bits else { return false }
      if hop.bits < Hop.internet.bits {
        let (head, tail) = tables.rows.arrival(at: Int(hop.bits))
        let frame = pool.bytes(burst.handle[lane])
        frame.storeBytes(of: head, as: UInt64.self)
        frame.storeBytes(of: tail, toByteOffset: 8, as: UInt32.self)
      }
    } else {
      guard burst.destinationMac[lane] == tables.rows.macAddress(at: Int(hop.bits)).bits else { return false }
    }
    entry.pointee.advance(
      egress: true, length: burst.length[lane], tcpFlags: burst.tcpFlags[lane], now: now, timeouts: me.timeouts)
    burst.hop[lane] = hop
    burst.marks[lane].formUnion(entry.pointee.egressMarks)
    if entry.pointee.decisions.contains(.translates) {
      let frame = pool.bytes(burst.handle[lane])
      Translation(source: entry.pointee.egressSource, destination: entry.pointee.egressDestination).rewrite(
        frame, frame.endOfPacket, transportOffset: isPlain ? 34 : Int(burst.transportOffset[lane]),
        isFirstFragment: isPlain || burst.fragment[lane] & 0x1fff == 0,
        protocolNumber: UInt8(truncatingIfNeeded: burst.flowLow[lane] >> 24))
    }
    return true
  }

  /// As `recallEgress`, for a packet that arrives.
  @inline(__always)
  func recallIngress(_ burst: borrowing Burst, _ lane: Int, _ me: InterfaceRow) -> Bool {
    let now = burst.instant[lane]
    guard
      let entry = flows.find(
        burst.flowHigh[lane], burst.flowLow[lane], hash: burst.flowHash[lane], epoch: me.epoch, now: now),
      entry.pointee.generation == me.generation, entry.pointee.decisions.contains(.ingress),
      entry.pointee.ingressMarks == burst.marks[lane].intersection(.decisive)
    else { return false }
    entry.pointee.advance(
      egress: false, length: burst.length[lane], tcpFlags: burst.tcpFlags[lane], now: now, timeouts: me.timeouts)
    return true
  }

  /// Names the flow of a lane that `Parse` read, and its place in the table.
  func name(_ burst: borrowing Burst, _ lane: Int, _ me: InterfaceRow, isEgress: Bool) -> FlowID? {
    guard let id = FlowID(burst, lane, interface: me.index, isEgress: isEgress) else { return nil }
    burst.flowHigh[lane] = id.high
    burst.flowLow[lane] = id.low
    burst.flowHash[lane] = flows.hash(id.high, id.low)
    return id
  }

  /// Keeps what judging a packet came to. False: it must be tracked and there is no room.
  mutating func rememberEgress(
    _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceRow, _ id: FlowID?, _ ruling: SecurityGroups.Ruling,
    _ outcome: Outcome
  ) -> Bool {
    guard let id, let entry = entry(for: id, burst, lane, me, ruling, isEgress: true) else {
      return id == nil || !mustTrack(burst, lane, ruling)
    }
    entry.pointee.take(generation: me.generation)
    let isByRouter = burst.destinationMac[lane] == me.routerMac.bits
    // A frame to another's MAC than its target's is judged each time.
    guard isByRouter || outcome.hop.interface.map({ tables.rows.macAddress(at: $0).bits }) == burst.destinationMac[lane] else {
      entry.pointee.decisions.remove(.egress)
      return true
    }
    entry.pointee.egressHop = outcome.hop
    entry.pointee.egressSource = outcome.source
    entry.pointee.egressDestination = outcome.destination
    entry.pointee.egressMarks = outcome.marks
    entry.pointee.decisions.subtract([.byRouter, .translates])
    entry.pointee.decisions.insert(.egress)
    if isByRouter { entry.pointee.decisions.insert(.byRouter) }
    if outcome.source != 0 || outcome.destination != 0 { entry.pointee.decisions.insert(.translates) }
    return true
  }

  /// Keeps what judging a packet came to. False: it must be tracked and there is no room.
  mutating func rememberIngress(
    _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceRow, _ id: FlowID?, _ ruling: SecurityGroups.Ruling
  ) -> Bool {
    guard let id, let entry = entry(for: id, burst, lane, me, ruling, isEgress: false) else {
      return id == nil || !mustTrack(burst, lane, ruling)
    }
    entry.pointee.take(generation: me.generation)
    entry.pointee.ingressMarks = burst.marks[lane].intersection(.decisive)
    entry.pointee.decisions.insert(.ingress)
    return true
  }

  /// The flow's entry, made if need be, with its connection moved on by this packet; nil: none is kept.
  private mutating func entry(
    for id: FlowID, _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceRow, _ ruling: SecurityGroups.Ruling,
    isEgress: Bool
  ) -> UnsafeMutablePointer<FlowEntry>? {
    let now = burst.instant[lane]
    var entry = flows.find(id, epoch: me.epoch, now: now)
    if isLoneReply(burst, lane), entry == nil {
      assumed.insert(.icmpReplyWithoutRequestIsNotTracked)
      return nil
    }
    if entry == nil {
      entry = flows.insert(id, epoch: me.epoch, now: now)
      if isEgress { entry?.pointee.progress.insert(.begunByEgress) }
    }
    guard let entry else { return nil }
    if case .allowed(_, let tracks) = ruling, tracks, !entry.pointee.isTracked {
      // A flow that open rules passed until now begins as a connection here.
      entry.pointee.progress = isEgress ? [.tracked, .begunByEgress] : .tracked
    }
    noteTimeouts(id)
    entry.pointee.advance(
      egress: isEgress, length: burst.length[lane], tcpFlags: burst.tcpFlags[lane], now: now, timeouts: me.timeouts)
    return entry
  }

  private mutating func noteTimeouts(_ id: FlowID) {
    if UInt8(truncatingIfNeeded: id.low >> 24) == IPProtocol.icmp { assumed.insert(.icmpIdleTimeout) }
  }

  /// An ICMP reply; without its request's entry it makes none.
  private func isLoneReply(_ burst: borrowing Burst, _ lane: Int) -> Bool {
    burst.protocolNumber[lane] == IPProtocol.icmp
      && ICMPKind(type: UInt8(truncatingIfNeeded: burst.sourcePort[lane] >> 8)) == .reply
  }

  private func mustTrack(_ burst: borrowing Burst, _ lane: Int, _ ruling: SecurityGroups.Ruling) -> Bool {
    if case .allowed(_, let tracks) = ruling { return tracks && !isLoneReply(burst, lane) }
    return false
  }
}

extension PacketMarks {
  /// What an ingress decision depends on, apart from the flow.
  static let decisive: PacketMarks = [.enteredSubnet, .forwarded]
}
