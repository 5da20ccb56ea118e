import Cloud
import Packets
import Support
import Wire

/// Where a packet goes: local services, layer 2, routes, network ACLs, the internet gateway.
extension Evaluator {
  // MARK: What the fabric answers itself

  /// The router and the services that stand at its MAC take a packet before any security group or ACL sees it. VPC User
  /// Guide, "Security groups": what they do not filter.
  func localService(_ packet: EvaluatorPacket, at me: NetworkInterface) -> Opinion? {
    guard let subnet = cloud.subnets[me.subnet], packet.destinationMac == routerMacs[subnet.id]?.bits else {
      return nil
    }
    if packet.destination == subnet.routerAddress {
      let isWhole = !packet.isLaterFragment && !packet.hasMoreFragments
      let isSound = packet.bytes.sum(packet.transport..<packet.end) == 0xffff
      let isEcho = packet.isICMP && packet.icmpType == 8 && packet.icmpCode == 0 && isWhole && isSound
      return .taken(isEcho ? echoReply(to: packet) : nil)
    }
    return isService(packet.destination, of: subnet) ? .taken(nil) : nil
  }

  /// Amazon DNS at the base of the VPC's first block plus two, and what AWS keeps for itself: 169.254.168.0/22.
  private func isService(_ address: IPv4Address, of subnet: Subnet) -> Bool {
    address == cloud.vpcs[subnet.vpc]?.cidrBlocks.first?.address(at: 2)
      || IPv4Prefix(containing: IPv4Address(169, 254, 168, 0), length: 22).contains(address)
  }

  /// RFC 792: addresses reversed, type 0, everything else as it came.
  private func echoReply(to packet: EvaluatorPacket) -> [UInt8] {
    var reply = packet.bytes
    reply.put(packet.destination.bits, at: 26)
    reply.put(packet.source.bits, at: 30)
    reply[packet.transport] = 0
    return reply
  }

  /// The fabric knows who is where: the router, which stands for the services too, and every live ENI of the subnet.
  func answer(_ asker: IPv4Address, _ mac: UInt64, _ target: IPv4Address, at me: NetworkInterface) -> [UInt8]? {
    guard let subnet = cloud.subnets[me.subnet] else { return nil }
    var found: MACAddress?
    if target == subnet.routerAddress || isService(target, of: subnet) { found = routerMacs[subnet.id] }
    if let holder = holder(of: target, in: subnet.vpc), holder.subnet == subnet.id, holder.id != me.id,
      whyUnreachable(holder) == nil
    {
      found = holder.macAddress
    }
    guard let found else { return nil }
    return ARPFrame(
      source: found, destination: MACAddress(bits: mac),
      arp: ARPFields(
        operation: .reply, senderMAC: found, senderAddress: target, targetMAC: MACAddress(bits: mac),
        targetAddress: asker)
    ).bytes()
  }

  // MARK: Target

  enum Target {
    case interface(NetworkInterface)
    case internetGateway
    case nowhere(DropReason)
  }

  /// By the destination MAC at layer 2, by the subnet's route table at the router's MAC.
  mutating func target(of packet: EvaluatorPacket, from me: NetworkInterface) -> Target {
    guard let subnet = cloud.subnets[me.subnet] else { return .nowhere(.interfaceDetached) }
    if packet.destinationMac != routerMacs[subnet.id]?.bits { return neighbour(packet, in: subnet) }
    // 169.254.0.0/16 is nobody's to forward (RFC 3927 section 7).
    if packet.destination.isLinkLocal { return .nowhere(.addressUnknown) }
    guard let table = cloud.routeTable(of: subnet), let route = route(to: packet.destination, in: table) else {
      return .nowhere(.noRoute)
    }
    switch route.target {
    case .local:
      facts.append(.targetLocal)
      return reach(packet.destination, in: subnet.vpc)
    case .internetGateway(let id):
      guard cloud.internetGateways[id]?.vpc == subnet.vpc else { return .nowhere(.routeIsBlackhole) }
      facts.append(.targetGateway)
      return .internetGateway
    case .networkInterface(let id):
      guard let middlebox = cloud.networkInterfaces[id], whyUnreachable(middlebox) == nil else {
        return .nowhere(.routeIsBlackhole)
      }
      facts.append(.targetMiddlebox)
      return .interface(middlebox)
    case .blackhole: return .nowhere(.routeIsBlackhole)
    case .unmodelled(let id):
      return .nowhere(cloud.unmodelledTargets.contains(id) ? .targetNotModelled : .routeIsBlackhole)
    }
  }

  /// Layer 2: the ENI of that MAC, unless the address is another's in the subnet, who then gets it
  /// (`Assumption.frameToForeignMacGoesToAddressOwner`).
  private mutating func neighbour(_ packet: EvaluatorPacket, in subnet: Subnet) -> Target {
    let named = cloud.networkInterfaces.values.first {
      $0.macAddress.bits == packet.destinationMac && $0.subnet == subnet.id && whyUnreachable($0) == nil
    }
    guard let named else { return .nowhere(.unknownDestinationMac) }
    facts.append(.targetLayer2)
    guard let holder = holder(of: packet.destination, in: subnet.vpc), holder.subnet == subnet.id else {
      return .interface(named)
    }
    return whyUnreachable(holder).map { .nowhere($0) } ?? .interface(holder)
  }

  private func reach(_ address: IPv4Address, in vpc: VPC.ID) -> Target {
    guard let holder = holder(of: address, in: vpc) else { return .nowhere(.addressUnknown) }
    return whyUnreachable(holder).map { .nowhere($0) } ?? .interface(holder)
  }

  /// VPC User Guide, "Route priority": the longest prefix; of equal ones static before propagated; then the first.
  private func route(to destination: IPv4Address, in table: RouteTable) -> RouteTable.Route? {
    var best: RouteTable.Route?
    for route in table.routes where route.destination.contains(destination) {
      guard let chosen = best else {
        best = route
        continue
      }
      if route.destination.length > chosen.destination.length { best = route }
      if route.destination.length == chosen.destination.length, chosen.origin == .propagated,
        route.origin != .propagated
      {
        best = route
      }
    }
    return best
  }

  // MARK: Network ACL

  /// The first entry that matches decides; 32767 denies the rest. VPC User Guide, "Network ACL rules".
  func aclAllows(_ packet: EvaluatorPacket, at me: NetworkInterface, _ direction: Direction) -> Bool {
    guard let subnet = cloud.subnets[me.subnet], let acl = cloud.networkAcls[subnet.networkAcl] else { return false }
    let entries = direction == .egress ? acl.egress : acl.ingress
    let remote = direction == .egress ? packet.destination : packet.source
    for entry in entries.sorted(by: { $0.ruleNumber < $1.ruleNumber }) {
      if entry.cidrBlock.contains(remote) && matches(entry.match, packet) { return entry.action == .allow }
    }
    return false
  }

  // MARK: Internet gateway

  /// Egress through it "requires: source = private address of an attached ENI that has a public mapping" and a
  /// destination outside RFC 1918 and RFC 6598 (Reachability Analyzer, "Explanation codes").
  mutating func leaveByGateway(_ packet: EvaluatorPacket, _ bytes: EvaluatorFrame, from me: NetworkInterface) -> Opinion
  {
    guard let owner = holder(of: packet.source, in: vpc(of: me)), whyUnreachable(owner) == nil else {
      return .dropped(.gatewayRejectsSpoofed)
    }
    let mine = owner.privateAddresses.first { $0.address == packet.source }
    guard let publicIp = mine?.association?.publicIp else { return .dropped(.noPublicAddress) }
    if packet.destination.isPrivate || packet.destination.isShared { return .dropped(.destinationPrivate) }

    if packet.isICMPError { facts.append(.translatedError) }
    var frame = bytes
    frame.translateSource(of: packet, to: publicIp)
    guard let inward = meaning(of: packet.destination) else { return .left(frame) }
    facts.append(.hairpin)
    return enterByGateway(packet, frame, to: inward, isForwarded: true)
  }

  /// A packet from outside. "Ingress requires destination = public address mapped to an attached ENI; source not RFC
  /// 1918 / 6598".
  mutating func gateway(_ frame: [UInt8]) -> Opinion {
    facts = []
    let packet: EvaluatorPacket
    switch EvaluatorPacket.read(frame) {
    case .refused(let why): return .dropped(why)
    case .arpRequest: return .dropped(.etherTypeNotCarried)
    case .packet(let read): packet = read
    }
    if packet.source.isPrivate || packet.source.isShared { return .dropped(.sourcePrivate) }
    guard let inward = meaning(of: packet.destination) else { return .dropped(.noPublicAddress) }
    facts.append(.fromOutside)
    if packet.isICMPError { facts.append(.translatedError) }
    return enterByGateway(packet, EvaluatorFrame(frame), to: inward, isForwarded: false)
  }

  private func enterByGateway(
    _ packet: EvaluatorPacket, _ bytes: EvaluatorFrame, to inward: (NetworkInterface, IPv4Address), isForwarded: Bool
  ) -> Opinion {
    let (target, address) = inward
    guard cloud.internetGateways.values.contains(where: { $0.vpc == vpc(of: target) }) else {
      return .dropped(.gatewayNotAttached)
    }
    if let why = whyUnreachable(target) { return .dropped(why) }
    var frame = bytes
    frame.translateDestination(of: packet, to: address)
    frame.write(destinationMac: target.macAddress)
    return .onward(target.id, frame, Transit(crossesSubnets: true, isForwarded: isForwarded))
  }

  /// Which private address a public one stands for.
  private func meaning(of publicIp: IPv4Address) -> (NetworkInterface, IPv4Address)? {
    for interface in cloud.networkInterfaces.values {
      for address in interface.privateAddresses where address.association?.publicIp == publicIp {
        return (interface, address.address)
      }
    }
    return nil
  }
}
