import Cloud
import Packets
import Wire

/// What AWS does with one packet after another: slow, straight over `CloudState`, and with nothing of the path's code.
///
/// The order of the checks is that of ARCHITECTURE.md, "The packet's way"; what AWS leaves open is decided as
/// `Assumption` says. It remembers what AWS remembers: tracked connections per ENI and the first pieces of fragmented
/// packets.
struct Evaluator {
  private(set) var cloud: CloudState
  let routerMacs: [Subnet.ID: MACAddress]
  var connections: [ConnectionKey: Connection] = [:]
  var firstPieces: [PieceKey: FirstPiece] = [:]
  /// What the last opinion rests on.
  var facts: [Fact] = []

  init(_ cloud: CloudState, routerMacs: [Subnet.ID: MACAddress]) {
    self.cloud = cloud
    self.routerMacs = routerMacs
  }

  /// The cloud was changed. Detaching an ENI, or stopping its instance, ends its tracked connections
  /// (`Assumption.detachEndsConnections`).
  mutating func change(to next: CloudState) {
    for interface in cloud.networkInterfaces.values {
      let now = next.networkInterfaces[interface.id]
      let isSame = now?.attachment?.instance == interface.attachment?.instance
      if let now, isSame, next.isLive(now) { continue }
      connections = connections.filter { $0.key.interface != interface.id }
    }
    cloud = next
  }

  // MARK: From a guest

  mutating func egress(_ frame: [UInt8], from sender: NetworkInterface.ID, at now: Int64) -> Opinion {
    facts = []
    guard let me = cloud.networkInterfaces[sender] else { return .dropped(.interfaceDetached) }
    if let why = whyUnreachable(me) { return .dropped(why) }
    var packet: EvaluatorPacket
    switch EvaluatorPacket.read(frame) {
    case .refused(let why): return .dropped(why)
    case .arpRequest(let asker, let mac, let target):
      return answer(asker, mac, target, at: me).map { .taken($0) } ?? .dropped(.addressUnknown)
    case .packet(let read): packet = read
    }

    if me.sourceDestCheck && !owns(me, packet.source) { return .dropped(.sourceCheckFailed) }
    if let opinion = localService(packet, at: me) { return opinion }
    guard followFragments(&packet, at: sender, .egress, now) else { return .dropped(.fragmentBeforeFirst) }

    let ruling = judge(packet, at: me, .egress, isForwarded: false, now)
    if ruling == .denied { return .dropped(.securityGroupDeniesEgress) }

    var frame = EvaluatorFrame(frame)
    let opinion: Opinion
    switch target(of: packet, from: me) {
    case .nowhere(let why): return .dropped(why)
    case .interface(let target):
      let leavesSubnet = target.subnet != me.subnet
      if leavesSubnet && !aclAllows(packet, at: me, .egress) { return .dropped(.networkAclDeniesEgress) }
      frame.write(destinationMac: target.macAddress)
      opinion = .onward(
        target.id, frame, Transit(crossesSubnets: leavesSubnet, isForwarded: !owns(me, packet.source)))
    case .internetGateway:
      if !aclAllows(packet, at: me, .egress) { return .dropped(.networkAclDeniesEgress) }
      opinion = leaveByGateway(packet, frame, from: me)
    }
    if case .dropped = opinion { return opinion }
    remember(ruling, packet, at: me, .egress, now)
    return opinion
  }

  // MARK: To a guest

  mutating func ingress(
    _ frame: [UInt8], to receiver: NetworkInterface.ID, _ transit: Transit, at now: Int64
  ) -> Opinion {
    facts = []
    guard let me = cloud.networkInterfaces[receiver] else { return .dropped(.interfaceDetached) }
    if let why = whyUnreachable(me) { return .dropped(why) }
    guard case .packet(var packet) = EvaluatorPacket.read(frame) else {
      preconditionFailure("the fabric sent nonsense")
    }
    guard followFragments(&packet, at: receiver, .ingress, now) else { return .dropped(.fragmentBeforeFirst) }
    if transit.crossesSubnets && !aclAllows(packet, at: me, .ingress) { return .dropped(.networkAclDeniesIngress) }
    let ruling = judge(packet, at: me, .ingress, isForwarded: transit.isForwarded, now)
    if ruling == .denied { return .dropped(.securityGroupDeniesIngress) }
    if me.sourceDestCheck && !owns(me, packet.destination) { return .dropped(.destinationCheckFailed) }
    remember(ruling, packet, at: me, .ingress, now)
    return .delivered
  }

  // MARK: What the cloud says of an ENI

  func owns(_ interface: NetworkInterface, _ address: IPv4Address) -> Bool {
    interface.privateAddresses.contains { $0.address == address }
      // A /28: the first 28 of 32 bits are the same.
      || interface.ipv4Prefixes.contains { ($0.address.bits ^ address.bits) >> 4 == 0 }
  }

  /// Nil: it is attached to a running instance.
  func whyUnreachable(_ interface: NetworkInterface) -> DropReason? {
    guard let attachment = interface.attachment else { return .interfaceDetached }
    return cloud.instances[attachment.instance]?.state == .running ? nil : .instanceNotRunning
  }

  func vpc(of interface: NetworkInterface) -> VPC.ID? { cloud.subnets[interface.subnet]?.vpc }

  /// Whoever has a private address in a VPC, live or not.
  func holder(of address: IPv4Address, in vpc: VPC.ID?) -> NetworkInterface? {
    cloud.networkInterfaces.values.first { self.vpc(of: $0) == vpc && owns($0, address) }
  }

  // MARK: Fragments

  /// Later fragments have the ports of the first one for 30 s; false where there was none
  /// (`Assumption.fragmentsFollowTheFirst`). Protocols without ports need no first fragment.
  private mutating func followFragments(
    _ packet: inout EvaluatorPacket, at interface: NetworkInterface.ID, _ direction: Direction, _ now: Int64
  ) -> Bool {
    guard packet.isTCP || packet.isUDP || packet.isICMP else { return true }
    let key = PieceKey(packet, at: interface, direction)
    if packet.isFirstFragment { firstPieces[key] = FirstPiece(packet: packet, seen: now) }
    guard packet.isLaterFragment else { return true }
    guard let first = firstPieces[key], now - first.seen < 30 * second else { return false }
    packet.sourcePort = first.packet.sourcePort
    packet.destinationPort = first.packet.destinationPort
    packet.icmpType = first.packet.icmpType
    packet.icmpCode = first.packet.icmpCode
    packet.icmpIdentifier = first.packet.icmpIdentifier
    return true
  }

  struct PieceKey: Hashable {
    var interface: NetworkInterface.ID
    var direction: Direction
    var source: IPv4Address
    var destination: IPv4Address
    var protocolNumber: UInt8
    var identification: UInt16

    init(_ packet: EvaluatorPacket, at interface: NetworkInterface.ID, _ direction: Direction) {
      self.interface = interface
      self.direction = direction
      source = packet.source
      destination = packet.destination
      protocolNumber = packet.protocolNumber
      identification = packet.identification
    }
  }

  struct FirstPiece {
    var packet: EvaluatorPacket
    var seen: Int64
  }
}

/// In nanoseconds.
let second: Int64 = 1_000_000_000

enum Direction: Hashable {
  case egress, ingress
  var opposite: Direction { self == .egress ? .ingress : .egress }
}

/// What becomes of a packet at one place.
enum Opinion {
  case dropped(DropReason)
  /// The fabric keeps it, and sends this frame back where it answers.
  case taken([UInt8]?)
  /// On to an ENI, with these bytes.
  case onward(NetworkInterface.ID, EvaluatorFrame, Transit)
  /// Past the internet gateway, with these bytes.
  case left(EvaluatorFrame)
  case delivered
}

/// What is to be known at the receiver of a packet's way so far.
struct Transit {
  /// It came from another subnet or through a gateway, so the network ACL judges it.
  var crossesSubnets: Bool
  /// Its last sender was not its source.
  var isForwarded: Bool
}

/// What an opinion rests on; the comparison counts them.
enum Fact: String, CaseIterable {
  case ruleCidr, ruleGroup, ruleSelf, ruleOpen, ruleICMP
  case tracked, untracked, related, judgedOnly, newConnection, restarted
  case targetLocal, targetLayer2, targetMiddlebox, targetGateway, hairpin
  case fromOutside, translatedError, laterFragment
  case expiredConnection
}
