import Cloud
import Units
import Wire

/// Security groups and the connections that they track. EC2 User Guide, "Security group connection tracking".
extension Evaluator {
  enum Ruling {
    case denied
    /// Of a tracked connection, or one that is to be tracked from here on.
    case tracked
    case untracked
    /// An error about a flow that passes.
    case related
    /// The rules allow it, and nothing is remembered: an ICMP error or reply of no connection.
    case judgedOnly
  }

  mutating func judge(
    _ packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction, isForwarded: Bool, _ now: Int64
  ) -> Ruling {
    if packet.isLaterFragment { facts.append(.laterFragment) }
    if isRelated(packet, at: me, direction, now) {
      facts.append(.related)
      return .related
    }
    if !packet.isICMPError, let flow = flow(of: packet, at: me, direction, now), flow.isTracked {
      facts.append(.tracked)
      return .tracked
    }
    let allowing = rules(of: me, direction).filter { allows($0, packet, at: me, direction, isForwarded) }
    if allowing.isEmpty { return .denied }
    facts += Set(allowing.map { kind(of: $0) })
    if packet.isICMPError || packet.isICMPReply {
      facts.append(.judgedOnly)
      return .judgedOnly
    }
    let began = flow(of: packet, at: me, direction, now)?.began ?? direction
    if isUntracked(packet, at: me, direction, began: began) {
      facts.append(.untracked)
      return .untracked
    }
    facts.append(.newConnection)
    return .tracked
  }

  /// Outbound or inbound rules of all groups of the ENI. A group that is gone has none.
  func rules(of me: NetworkInterface, _ direction: Direction) -> [(rule: SecurityGroup.Rule, group: SecurityGroup.ID)] {
    me.securityGroups.compactMap { cloud.securityGroups[$0] }.flatMap { group in
      (direction == .egress ? group.egress : group.ingress).map { ($0, group.id) }
    }
  }

  private func allows(
    _ entry: (rule: SecurityGroup.Rule, group: SecurityGroup.ID), _ packet: EvaluatorPacket,
    at me: NetworkInterface, _ direction: Direction, _ isForwarded: Bool
  ) -> Bool {
    let remote = direction == .egress ? packet.destination : packet.source
    guard matches(entry.rule.match, packet) else { return false }
    switch entry.rule.peer {
    case .cidr(let block): return block.contains(remote)
    case .group(let id):
      // Assumption.groupReferenceNotThroughMiddlebox
      if direction == .ingress && isForwarded { return false }
      return holder(of: remote, in: vpc(of: me))?.securityGroups.contains(id) ?? false
    case .ipv6, .prefixList: return false
    }
  }

  /// Protocol, destination port, ICMP type and code; of a rule as of an ACL entry.
  func matches(_ match: TrafficMatch, _ packet: EvaluatorPacket) -> Bool {
    if let number = match.protocolNumber, number != packet.protocolNumber { return false }
    if let ports = match.ports, packet.destinationPort < ports.lowerBound || packet.destinationPort > ports.upperBound {
      return false
    }
    if let type = match.icmpType, type != packet.icmpType { return false }
    if let code = match.icmpCode, code != packet.icmpCode { return false }
    return true
  }

  private func kind(of entry: (rule: SecurityGroup.Rule, group: SecurityGroup.ID)) -> Fact {
    switch entry.rule.peer {
    case .cidr(.everything): entry.rule.match.protocolNumber == 1 ? .ruleICMP : .ruleOpen
    case .group(let id): id == entry.group ? .ruleSelf : .ruleGroup
    default: entry.rule.match.protocolNumber == 1 ? .ruleICMP : .ruleCidr
    }
  }

  // MARK: Untracked flows

  /// "If a security group rule permits TCP or UDP flows for all traffic (0.0.0.0/0) and there is a corresponding rule
  /// in the other direction that permits all response traffic (0.0.0.0/0) for any port (0-65535), then that flow of
  /// traffic is not tracked." It is the flow that counts, so a response is asked as what it responds to.
  private func isUntracked(
    _ packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction, began: Direction
  ) -> Bool {
    guard packet.isTCP || packet.isUDP else { return false }
    var original = packet
    if direction != began {
      original.sourcePort = packet.destinationPort
      original.destinationPort = packet.sourcePort
    }
    return hasOpenRule(for: original, at: me, began) && isWideOpen(original, at: me, began.opposite)
  }

  private func hasOpenRule(for packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction) -> Bool {
    rules(of: me, direction).contains { $0.rule.peer == .cidr(.everything) && matches($0.rule.match, packet) }
  }

  private func isWideOpen(_ packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction) -> Bool {
    rules(of: me, direction).contains { entry in
      guard entry.rule.peer == .cidr(.everything) else { return false }
      let match = entry.rule.match
      if match.protocolNumber == nil { return true }
      return match.protocolNumber == packet.protocolNumber && (match.ports == nil || match.ports == 0...65_535)
    }
  }

  // MARK: Tracked connections

  struct ConnectionKey: Hashable {
    var interface: NetworkInterface.ID
    var protocolNumber: UInt8
    var local: IPv4Address
    var remote: IPv4Address
    var talk: Talk
  }

  /// What tells one connection between two addresses from another.
  enum Talk: Hashable {
    case ports(local: UInt16, remote: UInt16)
    case query(type: UInt8, code: UInt8, identifier: UInt16, isAskedHere: Bool)
    case message(type: UInt8, code: UInt8)
    case addressesOnly
  }

  /// A flow that passes untracked is remembered too, but only for who began it.
  struct Connection {
    var began: Direction
    var isTracked: Bool
    var packetsOut = 0
    var packetsIn = 0
    var finOut = false
    var finIn = false
    var wasReset = false
    var last: Int64 = 0
  }

  func key(of packet: EvaluatorPacket, at interface: NetworkInterface.ID, _ direction: Direction) -> ConnectionKey {
    let isOut = direction == .egress
    let talk: Talk
    if packet.isTCP || packet.isUDP {
      talk =
        isOut
        ? .ports(local: packet.sourcePort, remote: packet.destinationPort)
        : .ports(local: packet.destinationPort, remote: packet.sourcePort)
    } else if packet.isICMPRequest {
      talk = .query(
        type: packet.icmpType, code: packet.icmpCode, identifier: packet.icmpIdentifier, isAskedHere: isOut)
    } else if packet.isICMPReply {
      // 0 answers 8; 14, 16 and 18 answer the type before them (RFC 792, RFC 950).
      let asked = packet.icmpType == 0 ? 8 : packet.icmpType - 1
      talk = .query(type: asked, code: packet.icmpCode, identifier: packet.icmpIdentifier, isAskedHere: !isOut)
    } else if packet.isICMP {
      talk = .message(type: packet.icmpType, code: packet.icmpCode)
    } else {
      talk = .addressesOnly
    }
    return ConnectionKey(
      interface: interface, protocolNumber: packet.protocolNumber, local: isOut ? packet.source : packet.destination,
      remote: isOut ? packet.destination : packet.source, talk: talk)
  }

  /// What is remembered of a packet's flow; nil: nothing, or nothing any more.
  private mutating func flow(
    of packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction, _ now: Int64
  ) -> Connection? {
    guard let connection = connections[key(of: packet, at: me.id, direction)] else { return nil }
    if now - connection.last < timeout(of: connection, packet.protocolNumber, at: me) { return connection }
    facts.append(.expiredConnection)
    return nil
  }

  /// How long a connection lives without a packet.
  func timeout(of connection: Connection, _ protocolNumber: UInt8, at me: NetworkInterface) -> Int64 {
    let settings = me.connectionTracking
    switch protocolNumber {
    case 6:
      let isClosing = connection.wasReset || (connection.finOut && connection.finIn)
      // Assumption.tcpOpeningAndClosingTimeout
      if connection.packetsIn == 0 || connection.packetsOut == 0 || isClosing { return 120 * second }
      let type = me.attachment.flatMap { cloud.instances[$0.instance] }.flatMap { InstanceType.named($0.instanceType) }
      return Int64(settings.tcpEstablishedTimeout ?? type?.tcpEstablishedTimeout ?? 432_000) * second
    case 17:
      let isStream = connection.packetsIn >= 2 && connection.packetsOut >= 2
      return Int64(isStream ? settings.udpStreamTimeout : settings.udpTimeout) * second
    // Assumption.icmpIdleTimeout
    case 1: return 30 * second
    default: return 600 * second
    }
  }

  /// How many tracked connections of the ENI live at `now`.
  func trackedConnections(of me: NetworkInterface, at now: Int64) -> Int {
    connections.count { key, connection in
      key.interface == me.id && connection.isTracked
        && now - connection.last < timeout(of: connection, key.protocolNumber, at: me)
    }
  }

  /// The packet passed everything here: its connection begins, or lives on.
  mutating func remember(
    _ ruling: Ruling, _ packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction, _ now: Int64
  ) {
    guard ruling == .tracked || ruling == .untracked else { return }
    let key = key(of: packet, at: me.id, direction)
    let known = flow(of: packet, at: me, direction, now)
    var connection = known ?? Connection(began: direction, isTracked: ruling == .tracked)
    // A flow that passed untracked until now begins as a connection here.
    if ruling == .tracked && !connection.isTracked { connection = Connection(began: direction, isTracked: true) }

    let fin: UInt8 = 1, syn: UInt8 = 2, rst: UInt8 = 4, ack: UInt8 = 16
    let isOpening = packet.isTCP && packet.tcpFlags & (syn | ack) == syn
    if known != nil && isOpening && connection.began == direction {
      connection = Connection(began: direction, isTracked: connection.isTracked)
      facts.append(.restarted)
    }
    if direction == .egress { connection.packetsOut += 1 } else { connection.packetsIn += 1 }
    if packet.isTCP && packet.tcpFlags & fin != 0 {
      if direction == .egress { connection.finOut = true } else { connection.finIn = true }
    }
    if packet.isTCP && packet.tcpFlags & rst != 0 { connection.wasReset = true }
    connection.last = now
    connections[key] = connection
  }

  // MARK: Errors about flows

  /// "If connections are tracked, automatically tracked, or untracked, or rules allow ICMP, PMTUD responses are
  /// received": an error passes whose quoted packet the ENI sent (on its way in) or got (on its way out).
  private mutating func isRelated(
    _ packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction, _ now: Int64
  ) -> Bool {
    guard let quoted = packet.quoted, !quoted.isICMPError else { return false }
    if direction == .ingress && quoted.source != packet.destination { return false }
    if direction == .egress && quoted.destination != packet.source { return false }
    let flow = flow(of: quoted, at: me, direction.opposite, now)
    if flow?.isTracked == true { return true }
    return isUntracked(quoted, at: me, direction.opposite, began: flow?.began ?? direction.opposite)
  }
}
