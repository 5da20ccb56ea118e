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
/// One of several shards hands packets to the next one between egress and ingress: `PathBench+Crossing.swift`.
package struct PathBench: ~Copyable {
  /// Frames that a shard's generator has to write in.
  static let frames = 8_192

  package let setting: Setting
  let shard: Int
  /// Packets that the generator put on the tx ring; that came out at this shard's receiver; that did not; and of those
  /// sent the ones that were handed to the next shard.
  package internal(set) var sent = 0
  package internal(set) var delivered = 0
  package internal(set) var dropped = 0
  package internal(set) var crossed = 0
  /// Where what the sink takes is copied to; nil: nowhere.
  package var capture: SinkCapture?
  /// What the sink read, so that reading cannot be left out.
  package internal(set) var digest: UInt64 = 0

  var pool: PacketPool
  var path: Path
  var burst = Burst()
  let tx = Ring(capacity: 1_024)
  let rx = Ring(capacity: 1_024)
  /// Frames on their way back to the generator, oldest first: far more than the first-level cache holds.
  let resting = Ring(capacity: 2 * frames)
  /// The frames that the generator writes next; it asked for their first lines when it wrote the ones before.
  let next = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  var nextCount = 0
  /// What goes from a burst to a ring.
  let handles = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  private var source: FrameSource
  var now: Int64 = 0
  private let tick: Int64
  private var change = 0
  let crossing: BenchCrossing
  /// Packets for the next shard that are no whole burst yet, and frames on their way home.
  let leavers = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  var leaving = 0
  let homecomers = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  /// Packets of the shard before whose lines were asked for.
  let expected = UnsafeMutablePointer<PacketHandle>.allocate(capacity: Burst.capacity)
  var expectedCount = 0

  package init(_ setting: Setting) {
    self.init(setting, at: BenchPlace(alone: setting))
  }

  init(_ setting: Setting, at place: BenchPlace) {
    self.setting = setting
    shard = place.shard
    crossing = place.crossing
    pool = PacketPool(of: place.memory, share: place.shard)
    // Two entries a flow, one at each end, and as many again of those that expire one day.
    let flows = FlowTable(capacity: max(1 << 23, 4 * setting.flows), expected: 2 * setting.flows)
    path = Path(tables: place.tables, flows: flows)
    path.allowances = BenchTables.allowances(shards: setting.threads)
    source = FrameSource(setting, shard: place.shard)
    // A UDP flow of one packet is remembered for 30 s.
    tick = setting.firstPackets ? max(1, 30_000_000_000 * Int64(setting.burst) / Int64(setting.flows)) : 1_000
    for _ in 0..<Self.frames {
      if let packet = pool.take(length: setting.sizes.longest) { _ = resting.enqueue(packet) }
    }
    fetchNext()
  }

  deinit {
    handles.deallocate()
    next.deallocate()
    leavers.deallocate()
    homecomers.deallocate()
    expected.deallocate()
  }

  /// Changes a rule of the sender's groups: every decision of that ENI is stale from here on.
  package mutating func changeRule() {
    change += 1
    let generation = UInt32(truncatingIfNeeded: 1 + change)
    path.tables = BenchTables.make(
      shards: setting.threads, rules: setting.rules, generation: generation, variant: change)
  }

  /// Sends packets of every flow in turn, so that what is measured then are established flows.
  package mutating func warmUp() {
    source.isWarming = true
    forward(max(200_000, 2 * setting.flows))
    source.isWarming = false
  }

  /// Sends `count` packets through, or through the rings alone; `count` is kept exactly.
  package mutating func forward(_ count: Int, throughPath: Bool = true) {
    forward(count, to: throughPath ? .throughPath : .nowhere)
  }

  package mutating func forward(_ count: Int, to extent: Extent) {
    var rest = count
    while rest > 0 {
      let size = min(setting.burst, rest)
      if crossing.isThere { awaitFrames(size) }
      generate(size)
      takeBurst(size)
      if extent == .throughPath { walk() } else { walk(to: extent) }
      finish(freeing: resting)
      drain(freeing: resting)
      if crossing.isThere { _ = serve(atLeast: setting.burst) }
      rest -= size
    }
  }

  // MARK: Generator

  /// Writes `count` headers, each of a flow chosen at random, and puts the frames on the tx ring.
  mutating func generate(_ count: Int) {
    precondition(count <= nextCount, "frames come back")
    source.write(next, count: count, pool, marks: setting.ways == .ingress ? .enteredSubnet : [])
    sent += count
    _ = tx.enqueue(next, count: count)
    // What a shorter burst left over is written later.
    for index in count..<nextCount { _ = resting.enqueue(next[index]) }
    fetchNext()
  }

  func prefetch(_ packet: PacketHandle) {
    prefetch_for_write(pool.bytes(packet))
    prefetch_for_write(pool.note(packet))
  }

  private mutating func fetchNext() {
    nextCount = resting.dequeue(into: next, count: setting.burst)
    for index in 0..<nextCount { prefetch(next[index]) }
  }

  // MARK: The way

  /// Puts a whole burst on its way, from the generator to where `walk` takes it.
  mutating func sendBurst() {
    generate(setting.burst)
    takeBurst(setting.burst)
  }

  mutating func takeBurst(_ count: Int) {
    now += tick
    let taken = tx.dequeue(into: burst.handle.lanes, count: count)
    fillLanes(taken)
  }

  /// Makes the first `count` handles a burst that is here now.
  @inline(__always)
  mutating func fillLanes(_ count: Int) {
    burst.restart(count: count)
    for lane in 0..<count {
      let note = pool.note(burst.handle[lane])
      burst.length[lane] = note.pointee.length
      burst.marks[lane] = note.pointee.marks
      burst.instant[lane] = now
    }
  }

  mutating func walk() {
    if setting.ways != .ingress {
      path.egress(&burst, from: BenchTables.sender(of: shard), pool: &pool)
      if setting.ways == .both { passOn() }
    }
    if setting.ways != .egress { path.ingress(&burst, to: BenchTables.receiver(of: shard), pool: &pool) }
  }

  /// The packets that got out become the burst that comes in; those that did not are given back, and those for the next
  /// shard's receiver go there.
  mutating func passOn() {
    guard crossing.isThere || burst.alive != Burst.first(burst.count) else { return }
    let mine = Hop(interface: BenchTables.receiver(of: shard))
    var lanes = 0
    for lane in 0..<burst.count {
      guard burst.alive >> UInt64(lane) & 1 == 1 else {
        dropped += 1
        _ = resting.enqueue(burst.handle[lane])
        continue
      }
      guard !crossing.isThere || burst.hop[lane] == mine else {
        handOver(lane)
        continue
      }
      burst.handle[lanes] = burst.handle[lane]
      burst.length[lanes] = burst.length[lane]
      burst.marks[lanes] = burst.marks[lane]
      lanes += 1
    }
    burst.restart(count: lanes)
  }

  /// What is still on its way goes to the rx ring; the frames of the others are free.
  @inline(__always)
  mutating func finish(freeing free: Ring) {
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
        _ = free.enqueue(burst.handle[lane])
      }
    }
    _ = rx.enqueue(handles, count: count)
  }

  /// The sink reads each frame's headers and gives the frame back.
  @inline(__always)
  mutating func drain(freeing free: Ring) {
    let count = rx.dequeue(into: handles, count: Burst.capacity)
    for index in 0..<count {
      let frame = pool.bytes(handles[index])
      digest &+= frame.loadUnaligned(as: UInt64.self) &+ frame.loadUnaligned(fromByteOffset: 26, as: UInt64.self)
    }
    delivered += count
    capture?.record(handles, count: count, pool: pool, at: now)
    _ = free.enqueue(handles, count: count)
  }
}
