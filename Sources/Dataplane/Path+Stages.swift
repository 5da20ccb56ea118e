import Packets
import Wire

/// How the path carries its stages out on a burst.
extension Path {
  /// An ENI that is not live sends nothing; traced packets begin their journey here.
  func begin(_ burst: inout Burst, at me: InterfaceView, pool: borrowing PacketPool) {
    if journeys != nil { for lane in 0..<burst.count { visit(burst, lane, me.instance, pool) } }
    switch me.state {
    case .live: break
    case .instanceNotRunning: burst.drop(.max, because: .instanceNotRunning)
    case .detached, .gone: burst.drop(.max, because: .interfaceDetached)
    }
  }

  func lanes(of burst: borrowing Burst, marked mark: PacketMarks) -> UInt64 {
    var found: UInt64 = 0
    for lane in 0..<burst.count where burst.marks[lane].contains(mark) { found |= 1 << UInt64(lane) }
    return found & burst.alive
  }

  /// ARP requests are answered here and go no further.
  mutating func resolveAddresses(_ burst: inout Burst, _ me: InterfaceView, _ pool: inout PacketPool) {
    var requests: UInt64 = 0
    for lane in 0..<burst.count where burst.etherType[lane] == EtherType.arp { requests |= 1 << UInt64(lane) }
    requests &= burst.alive
    while requests != 0 {
      let lane = requests.trailingZeroBitCount
      requests &= requests &- 1  // Safe: not zero.
      let frame = pool.bytes(burst.handle[lane])
      switch addressResolution.judge(frame, from: me, tables) {
      case .drop(let why): end(&burst, 1 << UInt64(lane), why, me, pool, at: .addressResolution)
      case .answer(let mac, _):
        guard let answer = pool.take(length: 42) else {
          end(&burst, 1 << UInt64(lane), .rxRingFull, me, pool)
          continue
        }
        addressResolution.write(mac, answering: frame, to: pool.bytes(answer))
        send(answer, causedBy: burst, lane, to: me, pool)
        burst.take(1 << UInt64(lane))
      }
    }
  }

  /// The source half of the source/dest check. VPC Reachability Analyzer: ENI_SOURCE_DEST_CHECK_RESTRICTION.
  func checkSource(_ burst: inout Burst, _ me: InterfaceView, _ pool: borrowing PacketPool) {
    if me.checksSourceAndDestination {
      let primary = me.addresses[0]
      var foreign: UInt64 = 0
      for lane in 0..<burst.count { foreign |= (burst.source[lane] == primary ? 0 : 1) &<< UInt64(lane) }
      foreign &= burst.alive
      var others = foreign
      while me.addresses.count > 1, others != 0 {
        let lane = others.trailingZeroBitCount
        if me.owns(burst.source[lane]) { foreign &= ~(1 << UInt64(lane)) }
        others &= others &- 1  // Safe: not zero.
      }
      end(&burst, foreign, .sourceCheckFailed, me, pool)
    }
    guard journeys != nil else { return }
    for lane in 0..<burst.count where burst.alive >> UInt64(lane) & 1 == 1 {
      let own = me.checksSourceAndDestination ? "\(IPv4Address(bits: burst.source[lane])) is its own" : "check off"
      step(burst, lane, .sourceCheck, at: me.label, .pass, own, pool)
    }
  }

  /// Packets to the router and to link-local services end here, whatever the groups say.
  mutating func serveLocally(_ burst: inout Burst, _ me: InterfaceView, _ pool: inout PacketPool) {
    let router = tables.subnets[me.subnet].routerAddress
    let dns = tables.vpcs[me.vpc].dnsAddress
    var lanes: UInt64 = 0
    for lane in 0..<burst.count {
      let address = burst.destination[lane]
      let isService = address == router || address == dns || LocalServices.isLinkLocalService(address)
      lanes |= (isService ? 1 : 0) &<< UInt64(lane)
    }
    lanes &= burst.alive
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      lanes &= lanes &- 1  // Safe: not zero.
      guard burst.destinationMac[lane] == tables.subnets[me.subnet].routerMac.bits else { continue }
      let frame = pool.bytes(burst.handle[lane])
      let service = localServices.name(of: burst.destination[lane], for: me, tables) ?? "a service"
      step(burst, lane, .localServices, at: me.label, .deliver, "\(service) takes it; no group and no ACL judges it", pool)
      if localServices.answersEcho(frame, burst, lane, router: router),
        let answer = pool.take(copying: pool.frame(burst.handle[lane]))
      {
        let mac = tables.subnets[me.subnet].routerMac
        localServices.turnIntoReply(pool.bytes(answer), transportOffset: Int(burst.transportOffset[lane]), routerMac: mac)
        send(answer, causedBy: burst, lane, to: me, pool)
      }
      burst.take(1 << UInt64(lane))
    }
  }

  /// Hands a frame that the fabric made in answer to a lane's packet to whoever drives the path.
  private mutating func send(
    _ answer: PacketHandle, causedBy burst: borrowing Burst, _ lane: Int, to me: InterfaceView, _ pool: borrowing PacketPool
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

  /// Later fragments get their first one's ports, or end; `except` are the fabric's own frames.
  mutating func followFragments(_ burst: inout Burst, _ me: InterfaceView, isEgress: Bool, except: UInt64 = 0) {
    let lanes = burst.alive & ~except
    for lane in 0..<burst.count where lanes >> UInt64(lane) & 1 == 1 && Fragments.concerns(burst, lane) {
      if burst.fragment[lane] & 0x1fff != 0 { assumed.insert(.fragmentsFollowTheFirst) }
      guard !fragments.follow(&burst, lane, interface: me.index, isEgress: isEgress) else { continue }
      let stage: Stage = isEgress ? .securityGroupEgress : .securityGroupIngress
      burst.drop(1 << UInt64(lane), because: .fragmentBeforeFirst, at: stage)
    }
  }

  // MARK: Security groups

  /// What the ENI's groups say of a lane: its tracked connection first, then relation, then the rules.
  mutating func judgeGroups(
    _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceView, _ id: FlowID?, isEgress: Bool, _ pool: borrowing PacketPool
  ) -> SecurityGroups.Ruling {
    let stage: Stage = isEgress ? .securityGroupEgress : .securityGroupIngress
    let groups = SecurityGroups(me, tables)
    var isKnown = false
    var original: PacketClass?
    if let id {
      if let entry = flows.find(id, epoch: me.epoch, now: burst.instant[lane]) {
        if entry.pointee.isTracked {
          step(burst, lane, stage, at: me.label, .pass, "tracked connection", pool)
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
      step(burst, lane, stage, at: me.label, .pass, "an ICMP error about a flow that passes", pool)
      return .related
    }
    let packet = PacketClass(burst, lane)
    let remote = isEgress ? burst.destination[lane] : burst.source[lane]
    var theirs = tables.vpcs[me.vpc].groups[remote] ?? []
    if !isEgress, burst.marks[lane].contains(.forwarded), !theirs.isEmpty {
      assumed.insert(.groupReferenceNotThroughMiddlebox)
      theirs = []
    }
    let ruling = groups.judge(packet, remote: remote, groups: theirs, isEgress: isEgress, answering: original, assumed: &assumed)
    if case .allowed(let rule, _) = ruling {
      if packet.protocolNumber == IPProtocol.tcp, !isKnown, burst.tcpFlags[lane] & 0x12 != 0x02 {
        assumed.insert(burst.tcpFlags[lane] & 0x12 == 0x12 ? .answerByOtherInterfaceIsNewFlow : .midstreamPacketOpensConnection)
      }
      let text = (isEgress ? groups.egress : groups.ingress).rules[rule].text
      step(burst, lane, stage, at: me.label, .pass, text, pool)
    }
    return ruling
  }

  /// An ICMP error whose quoted packet belongs to a tracked connection, or to a flow that open rules pass untracked.
  private func isRelated(
    _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceView, _ groups: SecurityGroups, isEgress: Bool,
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
    let entry = flows.find(id, epoch: me.epoch, now: burst.instant[lane])
    if let entry, entry.pointee.isTracked { return true }
    let begunByEgress = entry?.pointee.progress.contains(.begunByEgress) ?? !isEgress
    return groups.passesUntracked(
      begunByEgress != isEgress ? quoted.packetClass : quoted.originalClass,
      remote: isEgress ? quoted.source : quoted.destination, isEgress: begunByEgress)
  }

  // MARK: Gateway

  /// Fills in where a packet goes that the route table sends to the internet gateway; says why if nowhere.
  mutating func passGateway(
    _ outcome: inout Outcome, _ burst: borrowing Burst, _ lane: Int, _ me: InterfaceView, _ pool: borrowing PacketPool
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

  func apply(_ outcome: Outcome, to burst: inout Burst, _ lane: Int) {
    burst.hop[lane] = outcome.hop
    burst.newSource[lane] = outcome.source
    burst.newDestination[lane] = outcome.destination
    burst.marks[lane].formUnion(outcome.marks)
  }

  /// Writes what was decided into the frames of all lanes alive: MACs, translated addresses.
  func rewrite(_ burst: inout Burst, _ me: InterfaceView, _ pool: borrowing PacketPool) {
    var lanes = burst.alive
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      write(burst, lane, from: me, pool)
      lanes &= lanes &- 1  // Safe: not zero.
    }
  }

  func write(_ burst: borrowing Burst, _ lane: Int, from me: InterfaceView?, _ pool: borrowing PacketPool) {
    let frame = pool.bytes(burst.handle[lane])
    if let target = burst.hop[lane].interface {
      // A routed packet comes from the router of the target's subnet; a neighbour's frame keeps its sender's MAC.
      let to = tables.interfaces[target]
      frame.setMac(to.macAddress, at: 0)
      let isNeighbor = me.map { $0.subnet == to.subnet && burst.destinationMac[lane] != tables.subnets[$0.subnet].routerMac.bits }
      if isNeighbor != true { frame.setMac(tables.subnets[to.subnet].routerMac, at: 6) }
    }
    guard burst.newSource[lane] != 0 || burst.newDestination[lane] != 0 else { return }
    Translation(source: burst.newSource[lane], destination: burst.newDestination[lane]).rewrite(
      frame, frame.endOfPacket, transportOffset: Int(burst.transportOffset[lane]),
      isFirstFragment: burst.fragment[lane] & 0x1fff == 0, protocolNumber: burst.protocolNumber[lane])
  }
}
