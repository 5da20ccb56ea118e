import Dataplane
import Packets
import Units
import Wire

/// Drives the path as fast as it goes, between a generator and a sink: the boundary that `vpclab bench` states.
///
/// ```
///   generator ─ tx ring ─ Path.egress ─ Path.ingress ─ rx ring ─ sink
///      ↑ a frame last touched 8,192 packets ago                  ↓ reads the headers, gives the frame back
/// ```
package struct PathBench: ~Copyable {
  package enum Ways: String, CaseIterable, Sendable { case egress, ingress, both }

  package struct Setting: Equatable, Sendable {
    /// Bytes of frame, without FCS.
    package var frameLength: Int
    package var flows: Int
    /// Security-group rules a direction, of which the last one matches.
    package var rules: Int
    package var ways: Ways
    package init(frameLength: Int, flows: Int, rules: Int, ways: Ways) {
      self.frameLength = frameLength
      self.flows = flows
      self.rules = rules
      self.ways = ways
    }
  }

  package let setting: Setting
  /// Packets that came out at the far end, and those that did not.
  package private(set) var delivered = 0
  package private(set) var dropped = 0
  /// What the sink read, so that reading cannot be left out.
  package private(set) var digest: UInt64 = 0

  private var pool: PacketPool
  private var path: Path
  private var burst = Burst()
  private let tx = Ring(capacity: 1_024)
  private let rx = Ring(capacity: 1_024)
  /// Frames on their way back to the generator, oldest first: far more than the first-level cache holds.
  private let resting = Ring(capacity: 16_384)
  /// What goes from ring to burst and back, a burst at a time.
  private let handles = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  private var random: UInt64 = 0x9e37_79b9_7f4a_7c15
  private var now: Int64 = 0
  private var tables: [Tables]
  private var change = 0

  package init(_ setting: Setting) {
    self.setting = setting
    pool = PacketPool(smallLimit: 1 << 17, largeLimit: 1 << 15)
    tables = (0..<2).map { BenchTables.make(rules: setting.rules, generation: 1 + UInt32($0), variant: $0) }
    path = Path(tables: tables[0], flows: FlowTable(capacity: 1 << 23, expected: 2 * setting.flows))
    for _ in 0..<8_192 { if let packet = pool.take(length: setting.frameLength) { _ = resting.enqueue(packet) } }
  }

  /// Changes a rule of the sender's groups: every decision of that ENI is stale from here on.
  package mutating func changeRule() {
    change += 1
    tables[change % 2] = BenchTables.make(rules: setting.rules, generation: UInt32(truncatingIfNeeded: 2 + change), variant: change)
    path.tables = tables[change % 2]
  }

  /// Sends `count` packets through, or through the rings alone; `count` is kept exactly.
  package mutating func forward(_ count: Int, throughPath: Bool = true) {
    var rest = count
    while rest > 0 {
      let size = min(Burst.capacity, rest)
      generate(size)
      takeBurst()
      if throughPath { walk() } else { finish() }
      drain()
      rest -= size
    }
  }

  /// Writes `count` headers, each of a flow chosen at random, and puts the frames on the tx ring.
  private mutating func generate(_ count: Int) {
    guard resting.dequeue(into: handles, count: count) == count else { preconditionFailure("frames come back") }
    for index in 0..<count {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      let flow = Int((random >> 32) &* UInt64(setting.flows) >> 32)
      write(pool.bytes(handles[index]), flow: flow)
      let note = pool.note(handles[index])
      note.pointee.length = UInt16(setting.frameLength)
      note.pointee.marks = setting.ways == .ingress ? .enteredSubnet : []
    }
    _ = tx.enqueue(handles, count: count)
  }

  /// Ethernet, IPv4 and UDP headers; the flow is in the ports. The header checksum is the template's, for they are not
  /// in it.
  private func write(_ frame: UnsafeMutableRawPointer, flow: Int) {
    let mac = setting.ways == .ingress ? BenchTables.receiverMac : BenchTables.routerMac
    let totalLength = UInt64(setting.frameLength - 14)
    frame.storeBytes(of: (mac.bits << 16 | BenchTables.senderMac.bits >> 32).bigEndian, as: UInt64.self)
    frame.storeBytes(
      of: (BenchTables.senderMac.bits << 32 | 0x0800_4500).bigEndian, toByteOffset: 8, as: UInt64.self)
    frame.storeBytes(of: (totalLength << 48 | 0x4000_4011).bigEndian, toByteOffset: 16, as: UInt64.self)
    let sum = 0x4500 + totalLength + 0x4000 + 0x4011 + 0x0a00 + 0x0104 + 0x0a00 + 0x0204
    let checksum = UInt64(Checksum.finish(sum))
    frame.storeBytes(of: (checksum << 48 | 0x0a00_0104_0a00).bigEndian, toByteOffset: 24, as: UInt64.self)
    let ports = UInt64(1_024 + flow & 0x3fff) << 16 | UInt64(1_024 + flow >> 14)
    frame.storeBytes(of: (0x0204 << 48 | ports << 16 | (totalLength - 20)).bigEndian, toByteOffset: 32, as: UInt64.self)
    frame.storeBytes(of: 0, toByteOffset: 40, as: UInt16.self)
  }

  private mutating func takeBurst() {
    burst.clear()
    now += 1_000
    let count = tx.dequeue(into: handles, count: Burst.capacity)
    for index in 0..<count {
      let note = pool.note(handles[index])
      burst.append(handles[index], length: note.pointee.length, at: now, marks: note.pointee.marks)
    }
  }

  private mutating func walk() {
    if setting.ways != .ingress {
      path.egress(&burst, from: 0, pool: &pool)
      if setting.ways == .both { passOn() }
    }
    if setting.ways != .egress { path.ingress(&burst, to: 1, pool: &pool) }
    finish()
  }

  /// The packets that got out become the burst that comes in; those that did not are given back.
  private mutating func passOn() {
    var lanes = 0
    for lane in 0..<burst.count {
      guard burst.alive >> UInt64(lane) & 1 == 1 else {
        dropped += 1
        _ = resting.enqueue(burst.handle[lane])
        continue
      }
      burst.handle[lanes] = burst.handle[lane]
      burst.length[lanes] = burst.length[lane]
      burst.marks[lanes] = burst.marks[lane]
      lanes += 1
    }
    burst.restart(count: lanes)
  }

  private mutating func finish() {
    var count = 0
    for lane in 0..<burst.count {
      if burst.alive >> UInt64(lane) & 1 == 1 {
        handles[count] = burst.handle[lane]
        count += 1
      } else {
        dropped += 1
        _ = resting.enqueue(burst.handle[lane])
      }
    }
    _ = rx.enqueue(handles, count: count)
  }

  /// The sink reads each frame's headers and gives the frame back.
  private mutating func drain() {
    let count = rx.dequeue(into: handles, count: Burst.capacity)
    for index in 0..<count {
      let frame = pool.bytes(handles[index])
      digest &+= frame.loadUnaligned(as: UInt64.self) &+ frame.loadUnaligned(fromByteOffset: 26, as: UInt64.self)
    }
    delivered += count
    _ = resting.enqueue(handles, count: count)
  }

  deinit { handles.deallocate() }
}

/// Two ENIs in two subnets of one VPC, stateful groups on both, checks on, network ACLs on both.
enum BenchTables {
  static let senderMac = MACAddress(bits: 0x0200_0000_0104)
  static let receiverMac = MACAddress(bits: 0x0200_0000_0204)
  static let routerMac = MACAddress(bits: 0x0a00_0000_0001)

  static func make(rules: Int, generation: UInt32, variant: Int) -> Tables {
    let vpcBlock = IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 16)
    let local = Routes(id: "rtb-bench", routes: [.init(prefix: vpcBlock, target: .local, text: "10.0.0.0/16 local")])
    let all = NetworkAclEntries.Entry(
      range: ClassRange(protocolNumber: nil), prefix: .everything, allows: true, text: "100 allow all")
    return Tables(
      interfaces: [interface(0, generation), interface(1, 1)],
      subnets: [subnet(0), subnet(1)],
      vpcs: [
        VPCView(
          id: "vpc-bench", internetGateway: nil, dnsAddress: IPv4Address(10, 0, 0, 2).bits,
          interfaces: [address(0): 0, address(1): 1], groups: [address(0): [0], address(1): [0]])
      ],
      securityRules: [securityRules(rules, variant: variant)],
      networkAcls: [NetworkAclEntries(id: "acl-bench", egress: [all], ingress: [all])], routeTables: [local])
  }

  private static func address(_ index: Int) -> UInt32 { IPv4Address(10, 0, UInt8(index + 1), 4).bits }

  private static func interface(_ index: Int, _ generation: UInt32) -> InterfaceView {
    InterfaceView(
      index: index, id: "eni-\(index)", label: "bench\(index)/eth0", instance: "i-\(index)", state: .live,
      generation: generation, subnet: index, vpc: 0, macAddress: index == 0 ? senderMac : receiverMac,
      addresses: [address(index)], publicAddresses: [0], checksSourceAndDestination: true, egress: 0, ingress: 0,
      timeouts: ConnectionTimeouts(), server: index)
  }

  private static func subnet(_ index: Int) -> SubnetView {
    let prefix = IPv4Prefix(containing: IPv4Address(bits: address(index)), length: 24)
    return SubnetView(
      id: "subnet-\(index)", vpc: 0, prefix: prefix, routerAddress: prefix.address(at: 1).bits,
      routerMac: MACAddress(bits: routerMac.bits + UInt64(index)), networkAcl: 0, routes: 0)
  }

  /// Rules that do not match, one of them changing with `variant`, and at the end one that does; tracked, for it is not
  /// open to 0.0.0.0/0.
  private static func securityRules(_ count: Int, variant: Int) -> SecurityRules {
    let other = IPv4Prefix(containing: IPv4Address(192, 168, 0, 0), length: 16)
    var rules = (0..<max(0, count - 1)).map { number in
      let port = UInt16(1 + (number == 0 ? variant % 1_000 : number))
      return SecurityRules.Rule(range: ClassRange(protocolNumber: IPProtocol.tcp, low: port, high: port), prefix: other, text: "tcp \(port)")
    }
    let inside = IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 8)
    rules.append(SecurityRules.Rule(range: ClassRange(protocolNumber: IPProtocol.udp), prefix: inside, text: "udp from 10.0.0.0/8"))
    return SecurityRules(rules: rules)
  }
}
