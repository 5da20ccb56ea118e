import Packets
import Wire

/// How the path carries its stages out on a burst.
extension Path {
  /// An ENI that is not live sends nothing; traced packets begin their journey here. False: nothing is on its way.
  mutating func begin(_ burst: inout Burst, at me: Interface, pool: borrowing PacketPool) -> Bool {
    if journeys != nil { for lane in 0..<burst.count { visit(burst, lane, tables.interfaces[me.index].instance, pool) } }
    switch me.state {
    case .live: return true
    case .instanceNotRunning: burst.drop(.max, because: .instanceNotRunning)
    case .detached, .gone: burst.drop(.max, because: .interfaceDetached)
    }
    return false
  }

  /// ARP requests are answered here and go no further. True: it was one.
  mutating func resolveAddress(_ burst: inout Burst, _ lane: Int, _ me: Interface, _ pool: inout PacketPool) -> Bool {
    guard burst.etherType[lane] == EtherType.arp else { return false }
    let frame = pool.bytes(burst.handle[lane])
    switch addressResolution.judge(frame, from: me, tables) {
    case .drop(let why): end(&burst, lane, why, me, pool, at: .addressResolution)
    case .answer(let mac, _):
      guard let answer = pool.take(length: 42) else {
        end(&burst, lane, .rxRingFull, me, pool)
        return true
      }
      addressResolution.write(mac, answering: frame, to: pool.bytes(answer))
      send(answer, causedBy: burst, lane, to: me, pool)
      burst.take(1 << UInt64(lane))
    }
    return true
  }

  /// The source half of the source/dest check. VPC Reachability Analyzer: ENI_SOURCE_DEST_CHECK_RESTRICTION. False: it
  /// failed.
  mutating func checkSource(_ burst: inout Burst, _ lane: Int, _ me: Interface, _ pool: borrowing PacketPool) -> Bool {
    guard !me.checksSourceAndDestination || me.owns(burst.source[lane]) else {
      end(&burst, lane, .sourceCheckFailed, me, pool)
      return false
    }
    step(
      burst, lane, .sourceCheck, at: label(me), .pass,
      me.checksSourceAndDestination ? "\(IPv4Address(bits: burst.source[lane])) is its own" : "check off", pool)
    return true
  }

  /// A packet to the router or to a link-local service ends here, whatever the groups say. True: it was one.
  mutating func serveLocally(_ burst: inout Burst, _ lane: Int, _ me: Interface, _ pool: inout PacketPool) -> Bool {
    let address = burst.destination[lane]
    let isService = address == me.routerAddress || address == me.dnsAddress || LocalServices.isLinkLocalService(address)
    guard isService, burst.destinationMac[lane] == me.routerMac.bits else { return false }
    step(
      burst, lane, .localServices, at: label(me), .deliver,
      "\(localServices.name(of: address, for: me) ?? "a service") takes it; no group and no ACL judges it", pool)
    if localServices.answersEcho(pool.bytes(burst.handle[lane]), burst, lane, router: me.routerAddress),
      let answer = pool.take(copying: pool.frame(burst.handle[lane]))
    {
      localServices.turnIntoReply(
        pool.bytes(answer), transportOffset: Int(burst.transportOffset[lane]), routerMac: me.routerMac)
      send(answer, causedBy: burst, lane, to: me, pool)
    }
    burst.take(1 << UInt64(lane))
    return true
  }

  /// Hands a frame that the fabric made in answer to a lane's packet to whoever drives the path.
  private mutating func send(
    _ answer: PacketHandle, causedBy burst: borrowing Burst, _ lane: Int, to me: Interface, _ pool: borrowing PacketPool
  ) {
    let cause = pool.note(burst.handle[lane])
    let note = pool.note(answer)
    note.pointee.marks = [.generated, .fromFabric]
    if cause.pointee.marks.contains(.traced) { note.pointee.marks.insert(.traced) }
    note.pointee.traffic = cause.pointee.traffic
    note.pointee.request = cause.pointee.request
    note.pointee.cause = cause.pointee.id
    answers.append(Answer(packet: answer, interface: me.index, instant: .init(nanoseconds: burst.instant[lane])))
  }

  /// A later fragment gets its first one's ports. False: it ended, for its first one has not been seen.
  mutating func followFragments(_ burst: inout Burst, _ lane: Int, _ me: Interface, isEgress: Bool) -> Bool {
    guard Fragments.concerns(burst, lane) else { return true }
    if burst.fragment[lane] & 0x1fff != 0 { assumed.insert(.fragmentsFollowTheFirst) }
    if fragments.follow(&burst, lane, interface: me.index, isEgress: isEgress) { return true }
    let stage: Stage = isEgress ? .securityGroupEgress : .securityGroupIngress
    burst.drop(1 << UInt64(lane), because: .fragmentBeforeFirst, at: stage)
    return false
  }

  // MARK: Security groups

  /// What the ENI's groups say of a lane: its tracked connection first, then relation, then the rules.
  mutating func judgeGroups(
    _ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ flow: LaneFlow?, isEgress: Bool,
    _ pool: borrowing PacketPool
  ) -> SecurityGroups.Ruling {
    let stage: Stage = isEgress ? .securityGroupEgress : .securityGroupIngress
    let groups = SecurityGroups(me)
    var isKnown = false
    var original: PacketClass?
    if let flow {
      if let entry = flow.live {
        if entry.pointee.isTracked {
          step(burst, lane, stage, at: label(me), .pass, "tracked connection", pool)
          return .tracked
        }
        isKnown = true
        if entry.pointee.progress.contains(.begunByEgress) != isEgress {
          original = PacketClass(
            protocolNumber: burst.protocolNumber[lane], sourcePort: burst.destinationPort[lane],
            destinationPort: burst.sourcePort[lane])
        }
      }
    } else if isRelated(burst, lane, me, groups, isEgress: isEgress, pool) {
      assumed.insert(.relatedErrorsPass)
      step(burst, lane, stage, at: label(me), .pass, "an ICMP error about a flow that passes", pool)
      return .related
    }
    let packet = PacketClass(burst, lane)
    let remote = isEgress ? burst.destination[lane] : burst.source[lane]
    let isForwarded = !isEgress && burst.marks[lane].contains(.forwarded)
    var theirs = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
    if isForwarded {
      if !tables.groups(of: remote, inVPC: me.vpc).isEmpty { assumed.insert(.groupReferenceNotThroughMiddlebox) }
    } else if (isEgress ? me.egressRules : me.ingressRules).pointee.namesGroups {
      theirs = tables.groups(of: remote, inVPC: me.vpc)
    }
    let ruling = groups.judge(packet, remote: remote, groups: theirs, isEgress: isEgress, answering: original, assumed: &assumed)
    if case .allowed(let rule, _) = ruling {
      if packet.protocolNumber == IPProtocol.tcp, !isKnown, burst.tcpFlags[lane] & 0x12 != 0x02 {
        assumed.insert(burst.tcpFlags[lane] & 0x12 == 0x12 ? .answerByOtherInterfaceIsNewFlow : .midstreamPacketOpensConnection)
      }
      step(
        burst, lane, stage, at: label(me), .pass,
        tables.securityRules[isEgress ? me.egress : me.ingress].rules[rule].text, pool)
    }
    return ruling
  }

  /// An ICMP error whose quoted packet belongs to a tracked connection, or to a flow that open rules pass untracked.
  private mutating func isRelated(
    _ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ groups: SecurityGroups, isEgress: Bool,
    _ pool: borrowing PacketPool
  ) -> Bool {
    let frame = pool.bytes(burst.handle[lane])
    guard burst.fragment[lane] & 0x1fff == 0,
      let quoted = QuotedPacket(frame, length: frame.endOfPacket, icmp: Int(burst.transportOffset[lane]))
    else { return false }
    // The quoted packet went the other way: it left by this ENI if the error comes in.
    guard isEgress ? quoted.destination == burst.source[lane] : quoted.source == burst.destination[lane] else { return false }
    let id = FlowID(
      source: quoted.source, destination: quoted.destination, protocolNumber: quoted.protocolNumber,
      sourcePort: quoted.sourcePort, destinationPort: quoted.destinationPort, interface: me.index, isEgress: !isEgress)
    guard let id else { return false }
    let entry = flows.find(id, epoch: me.trackedStamp.epoch, now: burst.instant[lane])
    if let entry, entry.pointee.isTracked { return true }
    let begunByEgress = entry?.pointee.progress.contains(.begunByEgress) ?? !isEgress
    return groups.passesUntracked(
      begunByEgress != isEgress ? quoted.packetClass : quoted.originalClass, isEgress: begunByEgress)
  }

  // MARK: Gateway

  /// Fills in where a packet goes that the route table sends to the internet gateway; says why if nowhere.
  mutating func passGateway(
    _ outcome: inout Outcome, _ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ pool: borrowing PacketPool
  ) -> DropReason? {
    let id = tables.vpcs[me.vpc].internetGateway ?? ""
    let old = IPv4Address(bits: burst.source[lane])
    switch internetGateway.leave(source: burst.source[lane], destination: burst.destination[lane], from: me, tables) {
    case .drop(let why): return why
    case .out(let source):
      outcome.hop = .internet
      outcome.source = source
      step(burst, lane, .gateway, at: id, .translate, "source \(old) -> \(IPv4Address(bits: source))", pool)
    case .hairpin(let source, let destination, let target):
      outcome.hop = Hop(interface: target)
      outcome.source = source
      outcome.destination = destination
      step(burst, lane, .gateway, at: id, .translate, "source \(old) -> \(IPv4Address(bits: source))", pool)
      let publicOne = IPv4Address(bits: burst.destination[lane])
      let far = tables.vpcs[tables.interfaces[target].vpc]
      let there = "destination \(publicOne) -> \(IPv4Address(bits: destination))"
      step(burst, lane, .gateway, at: far.internetGateway ?? id, .translate, there, pool)
      visit(burst, lane, far.internetGateway ?? id, pool)
      visit(burst, lane, far.id, pool)
    case .inward: preconditionFailure("what leaves does not come in untranslated")
    }
    outcome.marks.formUnion([.enteredSubnet, .translated])
    noteErrorTranslation(burst, lane)
    return nil
  }

  mutating func noteErrorTranslation(_ burst: borrowing Burst, _ lane: Int) {
    guard burst.protocolNumber[lane] == IPProtocol.icmp else { return }
    if ICMPKind(type: UInt8(truncatingIfNeeded: burst.sourcePort[lane] >> 8)) == .error { assumed.insert(.errorsTranslatedAtGateway) }
  }

  mutating func apply(_ outcome: Outcome, to burst: inout Burst, _ lane: Int) {
    burst.hop[lane] = outcome.hop
    burst.newSource[lane] = outcome.source
    burst.newDestination[lane] = outcome.destination
    burst.marks[lane] = burst.marks[lane].union(outcome.marks)
  }

  /// Writes what was decided into a lane's frame: MACs, translated addresses. `me` nil: it comes from outside.
  mutating func write(_ burst: borrowing Burst, _ lane: Int, from me: Interface?, _ pool: borrowing PacketPool) {
    let frame = pool.bytes(burst.handle[lane])
    if let target = burst.hop[lane].interface {
      // A routed packet comes from the router of the target's subnet; a neighbour's frame keeps its sender's MAC.
      let to = tables.rows[target]
      let isNeighbor = me.map { $0.subnet == to.subnet && burst.destinationMac[lane] != $0.routerMac.bits } ?? false
      frame.setMac(to.macAddress, at: 0)
      if !isNeighbor { frame.setMac(to.routerMac, at: 6) }
    }
    guard burst.newSource[lane] != 0 || burst.newDestination[lane] != 0 else { return }
    Translation(source: burst.newSource[lane], destination: burst.newDestination[lane]).rewrite(
      frame, frame.endOfPacket, transportOffset: Int(burst.transportOffset[lane]),
      isFirstFragment: burst.fragment[lane] & 0x1fff == 0, protocolNumber: burst.protocolNumber[lane])
  }
}
