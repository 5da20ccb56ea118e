import CLinux
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
    /// Packets that travel together, 1 to 64.
    package var burst = Burst.capacity
    /// From a private to a public address: the internet gateway translates both.
    package var translates = false
    /// Every packet begins a flow; `flows` of them are remembered at a time.
    package var firstPackets = false

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
  /// Where what the sink takes is copied to; nil: nowhere.
  package var capture: SinkCapture?
  /// What the sink read, so that reading cannot be left out.
  package private(set) var digest: UInt64 = 0

  var pool: PacketPool
  var path: Path
  private var burst = Burst()
  let tx = Ring(capacity: 1_024)
  private let rx = Ring(capacity: 1_024)
  /// Frames on their way back to the generator, oldest first: far more than the first-level cache holds.
  private let resting = Ring(capacity: 16_384)
  /// The frames that the generator writes next; it asked for their first lines when it wrote the ones before.
  let next = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  private var nextCount = 0
  /// What goes from a burst to a ring.
  let handles = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  private let template: FrameTemplate
  private var random: UInt64 = 0x9e37_79b9_7f4a_7c15
  private var flow = 0
  private var isWarming = false
  private var now: Int64 = 0
  private let tick: Int64
  private var tables: [Tables]
  private var change = 0

  package init(_ setting: Setting) {
    self.setting = setting
    pool = PacketPool(smallLimit: 1 << 17, largeLimit: 1 << 15)
    tables = (0..<2).map { BenchTables.make(rules: setting.rules, generation: 1 + UInt32($0), variant: $0) }
    path = Path(tables: tables[0], flows: FlowTable(capacity: 1 << 23, expected: 2 * setting.flows))
    template = FrameTemplate(setting)
    // A UDP flow of one packet is remembered for 30 s.
    tick = setting.firstPackets ? max(1, 30_000_000_000 * Int64(setting.burst) / Int64(setting.flows)) : 1_000
    for _ in 0..<8_192 { if let packet = pool.take(length: setting.frameLength) { _ = resting.enqueue(packet) } }
    fetchNext()
  }

  deinit {
    handles.deallocate()
    next.deallocate()
  }

  /// Changes a rule of the sender's groups: every decision of that ENI is stale from here on.
  package mutating func changeRule() {
    change += 1
    tables[change % 2] = BenchTables.make(
      rules: setting.rules, generation: UInt32(truncatingIfNeeded: 2 + change), variant: change)
    path.tables = tables[change % 2]
  }

  /// Sends packets of every flow in turn, so that what is measured then are established flows.
  package mutating func warmUp() {
    isWarming = true
    forward(max(200_000, 2 * setting.flows))
    isWarming = false
  }

  /// Sends `count` packets through, or through the rings alone; `count` is kept exactly.
  package mutating func forward(_ count: Int, throughPath: Bool = true) {
    var rest = count
    while rest > 0 {
      let size = min(setting.burst, rest)
      generate(size)
      takeBurst(size)
      if throughPath { walk() }
      finish()
      drain()
      rest -= size
    }
  }

  // MARK: Generator

  /// Writes `count` headers, each of a flow chosen at random, and puts the frames on the tx ring.
  mutating func generate(_ count: Int) {
    precondition(count <= nextCount, "frames come back")
    for index in 0..<count {
      let packet = next[index]
      template.write(pool.bytes(packet), flow: chooseFlow())
      let note = pool.note(packet)
      note.pointee.length = UInt16(truncatingIfNeeded: setting.frameLength)
      note.pointee.marks = setting.ways == .ingress ? .enteredSubnet : []
    }
    _ = tx.enqueue(next, count: count)
    // What a shorter burst left over is written later.
    for index in count..<nextCount { _ = resting.enqueue(next[index]) }
    fetchNext()
  }

  @inline(__always)
  private mutating func chooseFlow() -> Int {
    if setting.firstPackets || isWarming {
      flow &+= 1  // Safe: it wraps round after the ports do.
      return setting.firstPackets ? flow : flow % setting.flows
    }
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    // Swift shifts before it multiplies.
    return Int(truncatingIfNeeded: ((random >> 32) &* UInt64(setting.flows)) >> 32)
  }

  private mutating func fetchNext() {
    nextCount = resting.dequeue(into: next, count: setting.burst)
    for index in 0..<nextCount {
      prefetch_for_write(pool.bytes(next[index]))
      prefetch_for_write(pool.note(next[index]))
    }
  }

  // MARK: The way

  mutating func takeBurst(_ count: Int) {
    now += tick
    let taken = tx.dequeue(into: burst.handle.lanes, count: count)
    burst.restart(count: taken)
    for lane in 0..<taken {
      let note = pool.note(burst.handle[lane])
      burst.length[lane] = note.pointee.length
      burst.marks[lane] = note.pointee.marks
      burst.instant[lane] = now
    }
  }

  mutating func walk() {
    if setting.ways != .ingress {
      path.egress(&burst, from: 0, pool: &pool)
      if setting.ways == .both { passOn() }
    }
    if setting.ways != .egress { path.ingress(&burst, to: 1, pool: &pool) }
  }

  /// The packets that got out become the burst that comes in; those that did not are given back.
  private mutating func passOn() {
    guard burst.alive != Burst.first(burst.count) else { return }
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

  mutating func finish() {
    if burst.alive == Burst.first(burst.count) {
      _ = rx.enqueue(burst.handle.lanes, count: burst.count)
      return
    }
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
  mutating func drain() {
    let count = rx.dequeue(into: handles, count: Burst.capacity)
    for index in 0..<count {
      let frame = pool.bytes(handles[index])
      digest &+= frame.loadUnaligned(as: UInt64.self) &+ frame.loadUnaligned(fromByteOffset: 26, as: UInt64.self)
    }
    delivered += count
    capture?.record(handles, count: count, pool: pool, at: now)
    _ = resting.enqueue(handles, count: count)
  }
}

/// Ethernet, IPv4 and UDP headers in which only the ports, which say the flow, are missing.
private struct FrameTemplate {
  private var words: (UInt64, UInt64, UInt64, UInt64)
  private var end: UInt64

  init(_ setting: PathBench.Setting) {
    let mac = (setting.ways == .ingress ? BenchTables.receiverMac : BenchTables.routerMac).bits
    let sender = BenchTables.senderMac.bits
    let (source, destination) = BenchTables.addresses(translated: setting.translates)
    let totalLength = UInt64(setting.frameLength - 14)
    // RFC 791 §3.1: version and length, total length, do not fragment, time to live 64 and UDP, addresses.
    let halves: [UInt64] = [
      0x4500, totalLength, 0x4000, 0x4011, UInt64(source >> 16), UInt64(source & 0xffff), UInt64(destination >> 16),
      UInt64(destination & 0xffff),
    ]
    let checksum = UInt64(Checksum.finish(halves.reduce(0, +)))
    words = (
      (mac << 16 | sender >> 32).bigEndian, (sender << 32 | 0x0800_4500).bigEndian,
      (totalLength << 48 | 0x4000_4011).bigEndian,
      (checksum << 48 | UInt64(source) << 16 | UInt64(destination) >> 16).bigEndian
    )
    end = UInt64(destination) << 48 | (totalLength - 20)
  }

  @inline(__always)
  func write(_ frame: UnsafeMutableRawPointer, flow: Int) {
    let ports = UInt64(1_024 + flow & 0x3fff) << 16 | UInt64(truncatingIfNeeded: 1_024 + flow >> 14) & 0xffff
    frame.storeBytes(of: words.0, as: UInt64.self)
    frame.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
    frame.storeBytes(of: words.2, toByteOffset: 16, as: UInt64.self)
    frame.storeBytes(of: words.3, toByteOffset: 24, as: UInt64.self)
    frame.storeBytes(of: (end | ports << 16).bigEndian, toByteOffset: 32, as: UInt64.self)
    frame.storeBytes(of: 0, toByteOffset: 40, as: UInt16.self)
  }
}
