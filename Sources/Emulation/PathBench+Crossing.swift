import CLinux
import Dataplane
import Glibc
import Packets

/// Where a shard stands among the others.
struct BenchPlace {
  var shard: Int
  var memory: PacketMemory
  var tables: Tables
  var crossing: BenchCrossing

  /// Of the only shard there is.
  init(alone setting: PathBench.Setting) {
    shard = 0
    memory = Self.memory(shards: 1)
    tables = Self.tables(setting)
    crossing = BenchCrossing()
  }

  init(shard: Int, memory: PacketMemory, tables: Tables, crossing: BenchCrossing) {
    self.shard = shard
    self.memory = memory
    self.tables = tables
    self.crossing = crossing
  }

  static func memory(shards: Int) -> PacketMemory {
    PacketMemory(shares: shards, smallLimit: 1 << 17, largeLimit: 1 << 15)
  }

  /// Immutable, and shared by all shards.
  static func tables(_ setting: PathBench.Setting) -> Tables {
    BenchTables.make(shards: setting.threads, rules: setting.rules, generation: 1, variant: 0)
  }
}

/// How a shard hands packets to the next one and gets its frames back.
///
/// ```
///   this shard ── packets ─→ next shard      the last one's next is the first
///              ←─ frames ───
/// ```
/// Each ring holds every frame of a shard, so that none is ever full.
struct BenchCrossing {
  let isThere: Bool
  /// With the next shard.
  let packetsOut: Ring
  let framesHome: Ring
  /// With the shard before.
  let packetsIn: Ring
  let framesBack: Ring

  /// Nobody's: rings that are never used.
  init() {
    isThere = false
    (packetsOut, framesHome, packetsIn, framesBack) = (
      Ring(capacity: 1), Ring(capacity: 1), Ring(capacity: 1), Ring(capacity: 1)
    )
  }

  private init(out: (Ring, Ring), into: (Ring, Ring)) {
    isThere = true
    (packetsOut, framesHome) = out
    (packetsIn, framesBack) = into
  }

  /// One a shard, `count` of them in a circle.
  static func circle(of count: Int) -> [BenchCrossing] {
    let pairs = (0..<count).map { _ in
      (Ring(capacity: 2 * PathBench.frames), Ring(capacity: 2 * PathBench.frames))
    }
    return (0..<count).map { BenchCrossing(out: pairs[$0], into: pairs[($0 + count - 1) % count]) }
  }
}

extension PathBench {
  /// Keeps a lane's packet for the next shard until there are 64.
  mutating func handOver(_ lane: Int) {
    let packet = burst.handle[lane]
    pool.note(packet).pointee.marks = burst.marks[lane]
    leavers[leaving] = packet
    leaving += 1
    crossed += 1
    if leaving == Burst.capacity { sendLeavers() }
  }

  private mutating func sendLeavers() {
    let fitted = crossing.packetsOut.enqueue(leavers, count: leaving)
    precondition(fitted == leaving, "a crossing's ring holds every frame")
    leaving = 0
  }

  /// The generator's next `count` frames. Where too few are here it serves the others meanwhile: they may wait for it.
  mutating func awaitFrames(_ count: Int) {
    takeFramesHome()
    guard nextCount < count else { return }
    sendLeavers()
    while nextCount < count {
      if !serve(atLeast: 1) { sched_yield() }
      takeFramesHome()
    }
  }

  private mutating func takeFramesHome() {
    let count = crossing.framesHome.dequeue(into: homecomers, count: Burst.capacity)
    _ = resting.enqueue(homecomers, count: count)
    let found = resting.dequeue(into: next + nextCount, count: setting.burst - nextCount)
    for index in nextCount..<nextCount + found { prefetch(next[index]) }
    nextCount += found
  }

  /// Takes the burst that it asked the lines of last time through this shard's ingress, and asks for the next one's, of
  /// `least` packets or more. False: there was neither.
  mutating func serve(atLeast least: Int) -> Bool {
    let count = expectedCount
    if count > 0 {
      burst.handle.lanes.update(from: expected, count: count)
      fillLanes(count)
      path.ingress(&burst, to: BenchTables.receiver(of: shard), pool: &pool)
      finish(freeing: crossing.framesBack)
      drain(freeing: crossing.framesBack)
    }
    let isWaiting = crossing.packetsIn.count >= least
    expectedCount = isWaiting ? crossing.packetsIn.dequeue(into: expected, count: setting.burst) : 0
    for index in 0..<expectedCount {
      prefetch_for_read(pool.note(expected[index]))
      prefetch_for_read(pool.bytes(expected[index]))
    }
    return count > 0 || isWaiting
  }

  /// What is left when this shard has sent all that it is to send: it serves the one before until every shard has come
  /// here.
  mutating func settle(_ others: BenchBarrier) {
    guard crossing.isThere else { return }
    sendLeavers()
    others.arrive()
    while true {
      // Asked before looking: who has arrived hands nothing over any more.
      let isLast = others.areAllHere
      if !serve(atLeast: 1), isLast { return }
      takeFramesHome()
      if !isLast { sched_yield() }
    }
  }

  /// Packets that are neither at the sink nor dropped: on a ring of this shard, or about to be handed over.
  package var inFlight: Int {
    tx.count + rx.count + leaving + crossing.packetsIn.count + expectedCount
  }

  /// Frames of this shard that nobody sends: here, or on their way home.
  package var framesAtRest: Int { resting.count + nextCount + crossing.framesHome.count }
}
