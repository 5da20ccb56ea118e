import Packets
import Wire

/// How the path recalls and remembers decisions.
extension Path {
  /// Fills in the next hop of every lane whose flow has a decision of the ENI's present view; says which lanes.
  ///
  /// Traced lanes are judged anew, so that each rule can be named.
  mutating func recallEgress(_ burst: inout Burst, _ me: InterfaceView) -> UInt64 {
    var known: UInt64 = 0
    var rest = identify(&burst, me, isEgress: true, except: 0)
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1  // Safe: not zero.
      guard let entry = flows.find(FlowID(of: burst, lane), epoch: me.epoch, now: burst.instant[lane]),
        entry.pointee.egressGeneration == me.generation, entry.pointee.egressMac == burst.destinationMac[lane]
      else { continue }
      entry.pointee.advance(
        egress: true, tcpFlags: burst.tcpFlags[lane], now: burst.instant[lane], timeouts: me.timeouts)
      burst.hop[lane] = entry.pointee.egressHop
      burst.newSource[lane] = entry.pointee.egressSource
      burst.newDestination[lane] = entry.pointee.egressDestination
      burst.marks[lane].formUnion(entry.pointee.egressMarks)
      known |= 1 << UInt64(lane)
    }
    return known
  }

  /// As `recallEgress`, for packets that arrive; `except` are the fabric's own.
  mutating func recallIngress(_ burst: inout Burst, _ me: InterfaceView, except: UInt64) -> UInt64 {
    var known: UInt64 = 0
    var rest = identify(&burst, me, isEgress: false, except: except)
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1  // Safe: not zero.
      guard let entry = flows.find(FlowID(of: burst, lane), epoch: me.epoch, now: burst.instant[lane]),
        entry.pointee.ingressGeneration == me.generation,
        entry.pointee.ingressMarks == burst.marks[lane].intersection(.decisive)
      else { continue }
      entry.pointee.advance(
        egress: false, tcpFlags: burst.tcpFlags[lane], now: burst.instant[lane], timeouts: me.timeouts)
      known |= 1 << UInt64(lane)
    }
    return known
  }

  /// Names the flow of each lane alive that may have a decision, and asks for its line ahead of the look-up; says which.
  private func identify(_ burst: inout Burst, _ me: InterfaceView, isEgress: Bool, except: UInt64) -> UInt64 {
    var found: UInt64 = 0
    var lanes = burst.alive & ~except
    let traces = journeys != nil
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      lanes &= lanes &- 1  // Safe: not zero.
      if traces, burst.marks[lane].contains(.traced) { continue }
      guard let id = FlowID(burst, lane, interface: me.index, isEgress: isEgress) else { continue }
      flows.prefetch(id)
      burst.flowHigh[lane] = id.high
      burst.flowLow[lane] = id.low
      found |= 1 << UInt64(lane)
    }
    return found
  }

  /// Keeps what judging a packet came to. False: it must be tracked and there is no room.
  mutating func rememberEgress(
    _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceView, _ id: FlowID?, _ ruling: SecurityGroups.Ruling,
    _ outcome: Outcome
  ) -> Bool {
    guard let id, let entry = entry(for: id, burst, lane, me, ruling, isEgress: true) else {
      return id == nil || !mustTrack(burst, lane, ruling)
    }
    entry.pointee.egressGeneration = me.generation
    entry.pointee.egressMac = burst.destinationMac[lane]
    entry.pointee.egressHop = outcome.hop
    entry.pointee.egressSource = outcome.source
    entry.pointee.egressDestination = outcome.destination
    entry.pointee.egressMarks = outcome.marks
    return true
  }

  /// Keeps what judging a packet came to. False: it must be tracked and there is no room.
  mutating func rememberIngress(
    _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceView, _ id: FlowID?, _ ruling: SecurityGroups.Ruling
  ) -> Bool {
    guard let id, let entry = entry(for: id, burst, lane, me, ruling, isEgress: false) else {
      return id == nil || !mustTrack(burst, lane, ruling)
    }
    entry.pointee.ingressGeneration = me.generation
    entry.pointee.ingressMarks = burst.marks[lane].intersection(.decisive)
    return true
  }

  /// The flow's entry, made if need be, with its connection moved on by this packet; nil: none is kept.
  private mutating func entry(
    for id: FlowID, _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceView, _ ruling: SecurityGroups.Ruling,
    isEgress: Bool
  ) -> UnsafeMutablePointer<FlowEntry>? {
    let now = burst.instant[lane]
    var entry = flows.find(id, epoch: me.epoch, now: now)
    if isLoneReply(burst, lane), entry == nil {
      assumed.insert(.icmpReplyWithoutRequestIsNotTracked)
      return nil
    }
    let isNew = entry == nil
    if isNew {
      entry = flows.insert(id, epoch: me.epoch, now: now)
      if isEgress { entry?.pointee.progress.insert(.begunByEgress) }
    }
    guard let entry else { return nil }
    // The answers of an untracked flow do not track it: whoever began it decides.
    let isBeginner = isNew || entry.pointee.progress.contains(.begunByEgress) == isEgress
    if case .allowed(_, let tracks) = ruling, tracks, isBeginner, !entry.pointee.isTracked {
      // A flow that open rules passed until now begins as a connection here.
      entry.pointee.progress = isEgress ? [.tracked, .begunByEgress] : .tracked
    }
    noteTimeouts(id)
    entry.pointee.advance(egress: isEgress, tcpFlags: burst.tcpFlags[lane], now: now, timeouts: me.timeouts)
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

extension FlowID {
  /// The flow that was named for a lane.
  @inline(__always)
  init(of burst: borrowing Burst, _ lane: Int) {
    high = burst.flowHigh[lane]
    low = burst.flowLow[lane]
  }
}
