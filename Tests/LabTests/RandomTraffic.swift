import Cloud
import Support
import Wire

/// Frames made by dice, most of them about what happened before: answers, repetitions, errors, further pieces.
struct RandomTraffic {
  /// Nil: a host on the internet.
  typealias Sender = NetworkInterface.ID?

  var cloud: CloudState
  let routerMacs: [Subnet.ID: MACAddress]
  var random: SeededCases
  /// What each got and sent last, and pieces of packets that it has still to send.
  private var received: [Sender: [[UInt8]]] = [:]
  private var sent: [Sender: [[UInt8]]] = [:]
  private var owed: [Sender: [[UInt8]]] = [:]
  private var identification: UInt16 = 0

  init(_ cloud: CloudState, routerMacs: [Subnet.ID: MACAddress], random: SeededCases) {
    self.cloud = cloud
    self.routerMacs = routerMacs
    self.random = random
  }

  mutating func note(_ frame: [UInt8], receivedBy receiver: Sender) {
    guard frame.count < 2_000 else { return }
    received[receiver, default: []].append(frame)
    if received[receiver, default: []].count > 24 { received[receiver]?.removeFirst(random.int(1...8)) }
  }

  /// The next frame of `sender`.
  mutating func frame(from sender: Sender) -> [UInt8] {
    let frame = next(from: sender)
    if frame.count < 2_000 {
      sent[sender, default: []].append(frame)
      if sent[sender, default: []].count > 16 { sent[sender]?.removeFirst(random.int(1...6)) }
    }
    return frame
  }

  private mutating func next(from sender: Sender) -> [UInt8] {
    if owed[sender]?.isEmpty == false, random.chance(60) { return owed[sender]?.removeFirst() ?? fresh(from: sender) }
    let got = received[sender]?.randomElement(using: &random)
    let before = sent[sender]?.randomElement(using: &random)
    switch random.int(0...99) {
    case 0..<34: if let got { return answer(to: got, from: sender) ?? fresh(from: sender) }
    case 34..<44: if let before { return before }
    case 44..<53: if let got, let sender { return forward(got, by: sender) ?? fresh(from: sender) }
    case 53..<64: if let got { return error(about: got, from: sender) ?? fresh(from: sender) }
    case 64..<71: return pieces(from: sender)
    case 71..<82: return broken(fresh(from: sender), from: sender)
    default: break
    }
    return fresh(from: sender)
  }

  // MARK: Whole packets

  mutating func fresh(from sender: Sender) -> [UInt8] {
    var ends = ends(from: sender)
    if sender != nil, random.chance(3) { ends.destination = service(of: sender) ?? ends.destination }
    return frame(ends, from: sender, someTransport(), payload: random.pick([0, 0, 1, 7, 32, 100]))
  }

  private struct Ends {
    var source: IPv4Address
    var destination: IPv4Address
  }

  private mutating func frame(_ ends: Ends, from sender: Sender, _ transport: IPv4Frame.Transport, payload: Int)
    -> [UInt8]
  {
    var ip = IPv4Fields(source: ends.source, destination: ends.destination, timeToLive: random.pick([1, 64, 255]))
    identification &+= 1
    ip.identification = identification
    ip.dontFragment = random.chance(50)
    if random.chance(4) { ip.optionsLength = random.pick([4, 40]) }
    let bytes = (0..<payload).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 1) }
    var frame = IPv4Frame(
      source: mac(of: sender), destination: destinationMac(for: ends.destination, from: sender), ip: ip,
      transport: transport
    ).bytes(payload: bytes)
    // RFC 768: a sender of UDP may leave the checksum out.
    if case .udp = transport, random.chance(10) { frame.put(UInt16(0), at: 14 + ip.headerLength + 6) }
    return frame
  }

  private mutating func someTransport() -> IPv4Frame.Transport {
    switch random.int(0...99) {
    case 0..<42:
      return .tcp(
        TCPFields(
          sourcePort: random.pick(RandomCloud.ports), destinationPort: random.pick(RandomCloud.ports),
          flags: someFlags()))
    case 42..<68:
      return .udp(
        UDPFields(sourcePort: random.pick(RandomCloud.ports), destinationPort: random.pick(RandomCloud.ports)))
    case 68..<84:
      let type: UInt8 = random.pick([8, 8, 8, 8, 13, 17, 15, 0, 14])
      var icmp = ICMPFields(type: type, identifier: UInt16(random.int(1...3)), sequence: UInt16(random.int(0...9)))
      // RFC 792 knows no other code than 0; rules may name any.
      if random.chance(15) { icmp.code = random.pick([1, 3, 255]) }
      return .icmp(icmp)
    case 84..<89:
      return .icmp(ICMPFields(type: random.pick([9, 10, 40, 3, 11]), code: UInt8(random.int(0...1)), rest: 0))
    default: return .bare(protocolNumber: random.pick([47, 47, 50, 132, 2]))
    }
  }

  private mutating func someFlags() -> TCPFlags {
    random.pick([[.syn], [.syn], [.syn], [.ack], [.ack, .psh], [.fin, .ack], [.rst], [.syn, .ack], []])
  }

  private mutating func ends(from sender: Sender) -> Ends {
    guard let sender, let me = cloud.networkInterfaces[sender] else {
      return Ends(source: outsideSource(), destination: outsideDestination())
    }
    let mine = me.privateAddresses.map(\.address) + me.ipv4Prefixes.map { $0.address(at: random.int(0...15)) }
    let source =
      switch random.int(0...99) {
      case 0..<(me.sourceDestCheck ? 90 : 60): random.pick(mine)
      case 60..<94: somePrivateAddress(like: me) ?? random.pick(mine)
      case 94..<97: IPv4Address(10, 0, 0, UInt8(random.int(4...250)))
      default: random.pick(RandomCloud.internetHosts)
      }
    return Ends(source: source, destination: insideDestination(me))
  }

  private mutating func somePrivateAddress(like me: NetworkInterface) -> IPv4Address? {
    let vpc = cloud.vpc(of: me)?.id
    let others = cloud.networkInterfaces.values.filter { cloud.vpc(of: $0)?.id == vpc }
    guard let other = others.randomElement(using: &random) else { return nil }
    if let prefix = other.ipv4Prefixes.first, random.chance(40) { return prefix.address(at: random.int(-1...16)) }
    return other.privateAddresses.randomElement(using: &random)?.address
  }

  private mutating func somePublicAddress() -> IPv4Address? {
    cloud.publicAddresses().keys.randomElement(using: &random)
  }

  private mutating func insideDestination(_ me: NetworkInterface) -> IPv4Address {
    switch random.int(0...99) {
    case 0..<46: return somePrivateAddress(like: me) ?? me.primaryAddress
    case 46..<70: return random.pick(RandomCloud.internetHosts)
    case 70..<80: return somePublicAddress() ?? random.pick(RandomCloud.internetHosts)
    case 80..<93:
      return random.pick([
        IPv4Address(10, 200, 0, 9), IPv4Address(10, 200, 1, UInt8(random.int(0...255))), IPv4Address(192, 168, 7, 7),
        IPv4Address(100, 64, 1, 1), IPv4Address(100, 127, 255, 255), IPv4Address(100, 128, 0, 1),
        IPv4Address(172, 31, 255, 1), IPv4Address(198, 51, 100, 250), IPv4Address(169, 254, 9, 9),
        IPv4Address(169, 254, 172, 0),
      ])
    case 93..<97:
      let block = cloud.vpc(of: me)?.cidrBlocks.randomElement(using: &random)
      return block?.address(at: random.int(200...1_500)) ?? me.primaryAddress
    default:
      return cloud.networkInterfaces.values.randomElement(using: &random)?.primaryAddress ?? me.primaryAddress
    }
  }

  private mutating func service(of sender: Sender) -> IPv4Address? {
    guard let sender, let me = cloud.networkInterfaces[sender] else { return nil }
    let router = cloud.subnets[me.subnet]?.routerAddress
    let others = [
      cloud.vpc(of: me)?.cidrBlocks.first?.address(at: 2), IPv4Address(169, 254, 169, 254),
      IPv4Address(169, 254, 168, 0), IPv4Address(169, 254, 171, 255),
    ]
    return random.chance(60) ? router : random.pick(others)
  }

  private mutating func outsideSource() -> IPv4Address {
    random.chance(91)
      ? random.pick(RandomCloud.internetHosts)
      : random.pick([
        IPv4Address(10, 0, 0, 5), IPv4Address(172, 16, 0, 1), IPv4Address(172, 31, 255, 255),
        IPv4Address(192, 168, 0, 1),
        IPv4Address(100, 64, 0, 1), IPv4Address(100, 127, 255, 255), IPv4Address(100, 63, 255, 255),
        IPv4Address(172, 32, 0, 0), IPv4Address(11, 0, 0, 1),
      ])
  }

  private mutating func outsideDestination() -> IPv4Address {
    random.chance(91) ? somePublicAddress() ?? IPv4Address(198, 51, 100, 200) : IPv4Address(198, 51, 100, 200)
  }

  // MARK: MACs

  private func mac(of sender: Sender) -> MACAddress {
    sender.flatMap { cloud.networkInterfaces[$0]?.macAddress } ?? MACAddress(bits: 0x0200_5e00_5301)
  }

  private mutating func destinationMac(for destination: IPv4Address, from sender: Sender) -> MACAddress {
    guard let sender, let me = cloud.networkInterfaces[sender], let router = routerMacs[me.subnet] else {
      return MACAddress(bits: 0x0200_5e00_5302)
    }
    if random.chance(5) {
      return random.pick(
        [MACAddress(bits: 0x0200_dead_beef), MACAddress(bits: 0x0200_dead_beef)]
          + cloud.networkInterfaces.values.map(\.macAddress) + routerMacs.values.sorted { $0.bits < $1.bits })
    }
    let neighbour = cloud.networkInterfaces.values.first {
      $0.subnet == me.subnet && $0.owns(destination)
    }
    if let neighbour, random.chance(60) { return neighbour.macAddress }
    return router
  }
}

// MARK: About packets that came

extension RandomTraffic {
  /// What the receiver of a packet would send back; nil where it is no packet.
  private mutating func answer(to frame: [UInt8], from sender: Sender) -> [UInt8]? {
    guard case .packet(let got) = EvaluatorPacket.read(frame), !got.isLaterFragment else { return nil }
    let ends = Ends(source: got.destination, destination: got.source)
    let transport: IPv4Frame.Transport
    if got.isTCP {
      let usual: TCPFlags = TCPFlags(rawValue: got.tcpFlags) == .syn ? [.syn, .ack] : [.ack]
      let flags = random.chance(72) ? usual : someFlags()
      transport = .tcp(TCPFields(sourcePort: got.destinationPort, destinationPort: got.sourcePort, flags: flags))
    } else if got.isUDP {
      transport = .udp(UDPFields(sourcePort: got.destinationPort, destinationPort: got.sourcePort))
    } else if got.isICMPRequest {
      var reply = ICMPFields(type: ICMPType.reply(to: got.icmpType) ?? 0, identifier: got.icmpIdentifier, sequence: 1)
      reply.code = random.chance(90) ? got.icmpCode : 0
      transport = .icmp(reply)
    } else if got.isICMPReply {
      var request = ICMPFields(
        type: ICMPType.request(answeredBy: got.icmpType) ?? 8, identifier: got.icmpIdentifier, sequence: 2)
      request.code = got.icmpCode
      transport = .icmp(request)
    } else if got.isICMP {
      transport = .icmp(ICMPFields(type: got.icmpType, code: got.icmpCode, rest: 0))
    } else {
      transport = .bare(protocolNumber: got.protocolNumber)
    }
    return self.frame(ends, from: sender, transport, payload: random.pick([0, 5, 64]))
  }

  /// As a middlebox does: the same packet, out again.
  private mutating func forward(_ frame: [UInt8], by sender: NetworkInterface.ID) -> [UInt8]? {
    guard case .packet(let got) = EvaluatorPacket.read(frame) else { return nil }
    var out = EvaluatorFrame(frame)
    out.write(destinationMac: destinationMac(for: got.destination, from: sender))
    return out.bytes
  }

  /// An ICMP error about a packet, from its receiver or from somebody on its way, with more or less of it quoted.
  private mutating func error(about frame: [UInt8], from sender: Sender) -> [UInt8]? {
    guard case .packet(let got) = EvaluatorPacket.read(frame) else { return nil }
    let whole = Array(frame[14..<got.end])
    let header = got.transport - 14
    let length = random.pick([header + 8, header + 8, whole.count, header + 18, header + 7, header, 12])
    var quoted = Array(whole.prefix(max(0, length)))
    // A quotation of something else that was never sent.
    if random.chance(8), quoted.count >= header + 4 { quoted.put(UInt16(random.int(0...65_535)), at: header) }
    if random.chance(4), quoted.count >= 20 { quoted.put(UInt32(0x0a00_0004), at: random.pick([12, 16])) }
    let type: ICMPFields = random.pick([
      .destinationUnreachable(code: 3), .fragmentationNeeded(mtu: 1_400), .timeExceeded, ICMPFields(type: 4),
      ICMPFields(type: 5), ICMPFields(type: 12),
    ])
    var from = got.destination
    if sender == nil, random.chance(30) { from = random.pick(RandomCloud.internetHosts) }
    let ip = IPv4Fields(source: from, destination: got.source)
    var bytes = IPv4Frame(
      source: mac(of: sender), destination: destinationMac(for: got.source, from: sender), ip: ip,
      transport: .icmp(type)
    ).bytes(payload: quoted)
    // Ethernet's padding is no part of what is quoted.
    if random.chance(20) { bytes += [UInt8](repeating: 0x5a, count: random.int(1...24)) }
    return bytes
  }
}

// MARK: Pieces, and what no fabric carries

extension RandomTraffic {
  /// A packet in two or three pieces (RFC 791 section 2.3): one now, the others later, in whatever order.
  private mutating func pieces(from sender: Sender) -> [UInt8] {
    let ends = ends(from: sender)
    let whole = frame(ends, from: sender, someTransport(), payload: 64)
    guard case .packet(let packet) = EvaluatorPacket.read(whole) else { return whole }
    var pieces: [[UInt8]] = []
    var offset = 0
    let length = packet.end - packet.transport
    for size in [random.pick([24, 32, 40]), random.pick([8, 16, 200]), 200] where offset < length {
      let end = min(length, offset + size)
      var piece = Array(whole[..<packet.transport]) + whole[packet.transport + offset..<packet.transport + end]
      piece.put(UInt16(packet.transport - 14 + end - offset), at: 16)
      piece.put(UInt16(end < length ? 0x2000 : 0) | UInt16(offset / 8), at: 20)
      piece.put(UInt16(0), at: 24)
      piece.put(~piece.sum(14..<packet.transport), at: 24)
      pieces.append(piece)
      offset = end
    }
    if random.chance(25) { pieces.shuffle(using: &random) }
    if random.chance(15) { pieces.removeFirst() }
    owed[sender, default: []] += pieces.dropFirst()
    return pieces.first ?? whole
  }

  private mutating func broken(_ good: [UInt8], from sender: Sender) -> [UInt8] {
    guard case .packet(let packet) = EvaluatorPacket.read(good) else { return good }
    var frame = good
    let needed = packet.isTCP ? 20 : packet.isUDP || packet.isICMP ? 8 : 0
    switch random.int(0...8) {
    case 0:
      return Array(frame.prefix(random.int(0...packet.transport + needed - 1)))
    case 1:
      switch random.int(0...5) {
      case 0: frame[14] = 0x60 | frame[14] & 0x0f
      case 1: frame[14] = 0x40 | UInt8(random.int(0...4))
      case 2: frame.put(UInt16(random.int(0...19)), at: 16)
      // A packet that ends inside its transport header, and padding.
      case 3, 4: frame.put(UInt16(packet.transport - 14 + random.int(0...needed)), at: 16)
      default: if packet.isTCP { frame[packet.transport + 12] = random.pick([0x00, 0x40, 0x60, 0xf0]) }
      }
      frame.healHeader()
    case 2:
      let longest = 9_001 - (packet.transport - 14) - 8
      let ends = Ends(source: packet.source, destination: packet.destination)
      let udp = UDPFields(sourcePort: 80, destinationPort: 443)
      return self.frame(ends, from: sender, .udp(udp), payload: longest + random.pick([0, 1, 1, 1, 200]))
    case 3:
      guard sender != nil else { return frame }
      frame[24] ^= UInt8(random.int(1...254))
    case 4: frame.put(random.pick([0x86dd, 0x8100, 0x88cc, 0x0000, 0x0801] as [UInt16]), at: 12)
    case 5: return asking(from: sender)
    case 6:
      frame.put(random.pick([0xffff, 0x0100, 0x3333] as [UInt16]), at: 0)
      if frame[0] == 0xff { frame.put(UInt32.max, at: 2) }
    case 7:
      guard sender != nil else { return frame }
      frame.put(random.pick([0xffff_ffff, 0xe000_0005, 0xefff_ffff] as [UInt32]), at: 30)
      frame.healHeader()
    // Ethernet pads short frames, and nobody minds.
    default: frame += [UInt8](repeating: 0xa5, count: random.int(1...18))
    }
    return frame
  }

  /// An ARP request, to everybody or to one; now and then a reply, which is nothing that a VPC carries.
  private mutating func asking(from sender: Sender) -> [UInt8] {
    guard let sender, let me = cloud.networkInterfaces[sender], let subnet = cloud.subnets[me.subnet] else {
      let arp = ARPFields.request(for: outsideDestination(), from: mac(of: nil), RandomCloud.internetHosts[0])
      return ARPFrame(source: arp.senderMAC, destination: .broadcast, arp: arp).bytes()
    }
    let neighbour = random.chance(20) ? service(of: sender) : somePrivateAddress(like: me)
    let target = random.chance(30) ? subnet.routerAddress : neighbour ?? subnet.routerAddress
    var arp = ARPFields.request(for: target, from: me.macAddress, me.primaryAddress)
    if random.chance(15) { arp.operation = .reply }
    let to = random.chance(80) ? MACAddress.broadcast : destinationMac(for: target, from: sender)
    return ARPFrame(source: me.macAddress, destination: to, arp: arp).bytes()
  }
}
