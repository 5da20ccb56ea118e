import Packets
import Wire

/// How the path recalls and remembers decisions.
extension Path {
  /// Reads the headers of the lanes that are plain packets, names their flows and asks for the flows' lines ahead of the
  /// look-up; says which lanes.
  ///
  /// Traced lanes are judged stage by stage, so that each rule can be named.
  mutating func nameDepartures(_ burst: inout Burst, from me: Int, _ pool: borrowing PacketPool) -> UInt64 {
    let (handles, lengths, marks) = (burst.handle, burst.length, burst.marks)
    let (macs, flags) = (burst.destinationMac, burst.tcpFlags)
    let (highs, lows, hashes) = (burst.flowHigh, burst.flowLow, burst.flowHash)
    let interface = UInt64(truncatingIfNeeded: me) & 0xff_ffff
    let (hasher, lines) = (flows.hasher, flows.lines)
    var named: UInt64 = 0
    for lane in 0..<burst.count {
      let frame = UnsafeRawPointer(pool.bytes(handles[lane]))
      let its = marks[lane]
      guard let plain = PlainHeaders(frame, length: Int(lengths[lane])), !its.contains(.traced) else {
        marks[lane] = its.subtracting(.plain)
        continue
      }
      marks[lane] = its.union(.plain)
      let low = UInt64(plain.ports) << 32 | UInt64(plain.protocolNumber) << 24 | interface
      let hash = hasher.of(plain.addresses, low)
      lines.prefetch(hash)
      highs[lane] = plain.addresses
      lows[lane] = low
      hashes[lane] = hash
      flags[lane] = plain.tcpFlags
      macs[lane] = plain.macs.byteSwapped >> 16
      named |= 1 &<< UInt64(lane)
    }
    return named
  }

  /// As `nameDepartures`, for packets that arrive. What was plain when it left need not be looked at twice; the fabric's
  /// own frames are nobody's flow.
  mutating func nameArrivals(_ burst: inout Burst, at me: Int, _ pool: borrowing PacketPool) -> UInt64 {
    let (handles, lengths, marks, flags) = (burst.handle, burst.length, burst.marks, burst.tcpFlags)
    let (highs, lows, hashes) = (burst.flowHigh, burst.flowLow, burst.flowHash)
    let interface = UInt64(truncatingIfNeeded: me) & 0xff_ffff
    let (hasher, lines) = (flows.hasher, flows.lines)
    var named: UInt64 = 0
    for lane in 0..<burst.count where marks[lane].isDisjoint(with: [.traced, .fromFabric]) {
      let frame = UnsafeRawPointer(pool.bytes(handles[lane]))
      let plain: PlainHeaders
      if marks[lane].contains(.plain) {
        plain = PlainHeaders(known: frame)
      } else {
        guard let found = PlainHeaders(frame, length: Int(lengths[lane])) else { continue }
        plain = found
      }
      let high = plain.addresses << 32 | plain.addresses >> 32
      let ports = UInt64(plain.ports << 16 | plain.ports >> 16)
      let low = ports << 32 | UInt64(plain.protocolNumber) << 24 | interface
      let hash = hasher.of(high, low)
      lines.prefetch(hash)
      highs[lane] = high
      lows[lane] = low
      hashes[lane] = hash
      flags[lane] = plain.tcpFlags
      named |= 1 &<< UInt64(lane)
    }
    return named
  }

  /// Sends lanes from `first` on their way, as long as they are among the `named` and their flows have a decision of the
  /// ENI's present view; says which lane was the first that did not go.
  mutating func recallDepartures(
    _ burst: borrowing Burst, from first: Int, named: UInt64, arePlain: Bool, _ me: Interface,
    _ pool: borrowing PacketPool
  ) -> Int {
    let (highs, lows, hashes, instants) = (burst.flowHigh, burst.flowLow, burst.flowHash, burst.instant)
    let (handles, lengths, marks, macs) = (burst.handle, burst.length, burst.marks, burst.destinationMac)
    let (hops, flags, count) = (burst.hop, burst.tcpFlags, burst.count)
    let (lines, leaving, rows) = (flows.lines, flows.leaving, tables.rows)
    let (tracked, untracked) = (me.trackedStamp, me.untrackedStamp)
    let (routerMac, timeouts) = (me.routerMac.bits, me.timeouts)
    var lane = first
    while lane < count, named &>> UInt64(lane) & 1 == 1 {
      let now = instants[lane]
      let (high, low, hash) = (highs[lane], lows[lane], hashes[lane])
      guard let entry = lines.findLive(high, low, hash, now: now) ?? leaving?.findLive(high, low, hash, now: now) else {
        break
      }
      let decided = entry.pointee.stamp
      let hop = entry.pointee.egressHop
      let frame = pool.bytes(handles[lane])
      if macs[lane] == routerMac {
        guard decided.decidesEgress(as: tracked, byRouter: true) || decided.decidesEgress(as: untracked, byRouter: true)
        else { break }
        if hop.bits < Hop.internet.bits { rows.head(at: Int(hop.bits)).write(to: frame) }
      } else {
        guard decided.decidesEgress(as: tracked, byRouter: false) || decided.decidesEgress(as: untracked, byRouter: false),
          macs[lane] == rows.macAddress(at: Int(hop.bits)).bits
        else { break }
      }
      entry.pointee.advance(egress: true, length: lengths[lane], tcpFlags: flags[lane], now: now, timeouts)
      hops[lane] = hop
      marks[lane].formUnion(decided.marks)
      if decided.translates {
        Translation(source: entry.pointee.egressSource, destination: entry.pointee.egressDestination).rewrite(
          frame, frame.endOfPacket, transportOffset: arePlain ? 34 : Int(burst.transportOffset[lane]),
          isFirstFragment: arePlain || burst.fragment[lane] & 0x1fff == 0,
          protocolNumber: UInt8(truncatingIfNeeded: low >> 24))
      }
      lane &+= 1  // Safe: below count.
    }
    return lane
  }

  /// As `recallDepartures`, for packets that arrive.
  mutating func recallArrivals(_ burst: borrowing Burst, from first: Int, named: UInt64, _ me: Interface) -> Int {
    let (highs, lows, hashes, instants) = (burst.flowHigh, burst.flowLow, burst.flowHash, burst.instant)
    let (lengths, marks, flags, count) = (burst.length, burst.marks, burst.tcpFlags, burst.count)
    let (lines, leaving, timeouts) = (flows.lines, flows.leaving, me.timeouts)
    let (tracked, untracked) = (me.trackedStamp, me.untrackedStamp)
    var lane = first
    while lane < count, named &>> UInt64(lane) & 1 == 1 {
      let now = instants[lane]
      let (high, low, hash) = (highs[lane], lows[lane], hashes[lane])
      guard let entry = lines.findLive(high, low, hash, now: now) ?? leaving?.findLive(high, low, hash, now: now),
        entry.pointee.stamp.decidesIngress(as: tracked, marks: marks[lane])
          || entry.pointee.stamp.decidesIngress(as: untracked, marks: marks[lane])
      else { break }
      entry.pointee.advance(egress: false, length: lengths[lane], tcpFlags: flags[lane], now: now, timeouts)
      lane &+= 1  // Safe: below count.
    }
    return lane
  }

  /// Names the flow of a lane that `Parse` read, and its place in the table. False: an ICMP error, which belongs to
  /// another's.
  mutating func name(_ burst: borrowing Burst, _ lane: Int, _ me: Interface, isEgress: Bool) -> Bool {
    guard let id = FlowID(burst, lane, interface: me.index, isEgress: isEgress) else { return false }
    burst.flowHigh[lane] = id.high
    burst.flowLow[lane] = id.low
    burst.flowHash[lane] = flows.hash(id.high, id.low)
    return true
  }

  /// What the table holds of a lane's flow that has been named.
  @inline(__always)
  mutating func flow(of burst: borrowing Burst, _ lane: Int, _ me: Interface) -> LaneFlow {
    let (high, low, hash) = (burst.flowHigh[lane], burst.flowLow[lane], burst.flowHash[lane])
    let held = flows.lines.find(high, low, hash) ?? flows.leaving?.find(high, low, hash)
    var isLive = false
    if let held { isLive = held.pointee.expiresAt > burst.instant[lane] && held.pointee.epoch == me.trackedStamp.epoch }
    return LaneFlow(id: FlowID(high: high, low: low), hash: hash, held: held, isLive: isLive)
  }

  /// Keeps what judging a packet came to. False: it must be tracked and there is no room.
  mutating func rememberEgress(
    _ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ flow: LaneFlow?, _ ruling: SecurityGroups.Ruling,
    _ outcome: Outcome
  ) -> Bool {
    guard let flow, let entry = entry(for: flow, burst, lane, me, ruling, isEgress: true) else {
      return flow == nil || !mustTrack(burst, lane, ruling)
    }
    let isByRouter = burst.destinationMac[lane] == me.routerMac.bits
    // A frame to another's MAC than its target's is judged each time.
    guard isByRouter || outcome.hop.interface.map({ tables.rows.macAddress(at: $0).bits }) == burst.destinationMac[lane]
    else {
      entry.pointee.stamp.forgetEgress()
      return true
    }
    entry.pointee.egressHop = outcome.hop
    entry.pointee.egressSource = outcome.source
    entry.pointee.egressDestination = outcome.destination
    entry.pointee.stamp.decideEgress(
      as: entry.pointee.isTracked ? me.trackedStamp : me.untrackedStamp, byRouter: isByRouter,
      translates: outcome.source != 0 || outcome.destination != 0, marks: outcome.marks)
    return true
  }

  /// Keeps what judging a packet came to. False: it must be tracked and there is no room.
  mutating func rememberIngress(
    _ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ flow: LaneFlow?, _ ruling: SecurityGroups.Ruling
  ) -> Bool {
    guard let flow, let entry = entry(for: flow, burst, lane, me, ruling, isEgress: false) else {
      return flow == nil || !mustTrack(burst, lane, ruling)
    }
    entry.pointee.stamp.decideIngress(
      as: entry.pointee.isTracked ? me.trackedStamp : me.untrackedStamp, marks: burst.marks[lane])
    return true
  }

  /// The flow's entry, made if need be, with its connection moved on by this packet; nil: none is kept.
  @inline(__always)
  private mutating func entry(
    for flow: LaneFlow, _ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ ruling: SecurityGroups.Ruling,
    isEgress: Bool
  ) -> UnsafeMutablePointer<FlowEntry>? {
    let now = burst.instant[lane]
    let made: UnsafeMutablePointer<FlowEntry>?
    if let live = flow.live {
      made = live
    } else if isLoneReply(burst, lane) {
      assumed.insert(.icmpReplyWithoutRequestIsNotTracked)
      return nil
    } else {
      made = flows.insert(flow.id, flow.hash, over: flow.held, epoch: me.trackedStamp.epoch, now: now)
      if isEgress { made?.pointee.progress.insert(.begunByEgress) }
    }
    guard let entry = made else { return nil }
    if case .allowed(_, let tracks) = ruling, tracks, !entry.pointee.isTracked {
      // A flow that open rules passed until now begins as a connection here.
      entry.pointee.progress = isEgress ? .begunByEgress : []
      flows.track(entry)
    }
    noteTimeouts(flow.id)
    entry.pointee.advance(
      egress: isEgress, length: burst.length[lane], tcpFlags: burst.tcpFlags[lane], now: now, me.timeouts)
    return entry
  }

  private mutating func noteTimeouts(_ id: FlowID) {
    if UInt8(truncatingIfNeeded: id.low >> 24) == IPProtocol.icmp { assumed.insert(.icmpIdleTimeout) }
  }

  /// An ICMP reply; without its request's entry it makes none.
  private mutating func isLoneReply(_ burst: borrowing Burst, _ lane: Int) -> Bool {
    burst.protocolNumber[lane] == IPProtocol.icmp
      && ICMPKind(type: UInt8(truncatingIfNeeded: burst.sourcePort[lane] >> 8)) == .reply
  }

  private mutating func mustTrack(_ burst: borrowing Burst, _ lane: Int, _ ruling: SecurityGroups.Ruling) -> Bool {
    if case .allowed(_, let tracks) = ruling { return tracks && !isLoneReply(burst, lane) }
    return false
  }
}

/// A lane's flow, and what the table holds of it until something is put in or taken out.
struct LaneFlow {
  let id: FlowID
  let hash: UInt64
  /// Its entry, of whichever attachment, forgotten or not.
  let held: UnsafeMutablePointer<FlowEntry>?
  let isLive: Bool

  /// Its entry, if that is of the ENI's present attachment and not forgotten.
  @inline(__always) var live: UnsafeMutablePointer<FlowEntry>? { isLive ? held : nil }
}
