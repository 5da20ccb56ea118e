import Glibc
import Packets
import Synchronization

/// As many `PathBench`es as a setting has threads, each on a thread of its own while it works.
///
/// Pool, path, flow table and ENIs are each shard's; the tables, which never change, all shards'. What crosses goes
/// over rings: a packet's handle, with its frame and note, to the next shard, and back when its sink has read it.
package final class BenchShards {
  package let setting: PathBench.Setting
  private let shards: [Shard]

  /// Used by one thread at a time: the one that works, or the one that waits for it to end.
  private final class Shard: @unchecked Sendable {
    var bench: PathBench
    init(_ setting: PathBench.Setting, at place: BenchPlace) { bench = PathBench(setting, at: place) }
  }

  package init(_ setting: PathBench.Setting) {
    self.setting = setting
    let count = setting.threads
    let memory = BenchPlace.memory(shards: count)
    let tables = BenchPlace.tables(setting)
    let circle = setting.crossing > 0 ? BenchCrossing.circle(of: count) : (0..<count).map { _ in BenchCrossing() }
    shards = circle.enumerated().map { shard, crossing in
      Shard(setting, at: BenchPlace(shard: shard, memory: memory, tables: tables, crossing: crossing))
    }
  }

  /// Gives each shard to a thread, lets all begin at once, and waits until all have ended and nothing is on its way.
  /// What `body` said of each shard, in their order.
  package func onEachThread<Result: Sendable>(
    _ body: @escaping @Sendable (_ shard: Int, inout PathBench) -> Result
  ) -> [Result] {
    let (start, end) = (BenchBarrier(of: shards.count), BenchBarrier(of: shards.count))
    let results = shards.map { _ in Slot<Result>() }
    let threads = shards.indices.map { number in
      let (shard, slot) = (shards[number], results[number])
      return spawn {
        start.arrive()
        while !start.areAllHere { sched_yield() }
        slot.value = body(number, &shard.bench)
        shard.bench.settle(end)
      }
    }
    for thread in threads { pthread_join(thread, nil) }
    return results.compactMap(\.value)
  }

  /// Sums over all shards; asked while none of them works.
  package var counts: BenchCounts { shards.reduce(into: BenchCounts()) { $0.add($1.bench) } }

  /// Written by one thread and read when that has ended.
  private final class Slot<Value>: @unchecked Sendable { var value: Value? }
}

/// What became of the packets; `sent = delivered + dropped + inFlight` is whoever reads it to check.
package struct BenchCounts: Equatable, Sendable {
  package var sent = 0
  package var delivered = 0
  package var dropped = 0
  package var crossed = 0
  package var inFlight = 0
  /// Frames that lie with their generators.
  package var framesAtRest = 0
  package var frames = 0

  package init() {}

  package mutating func add(_ bench: borrowing PathBench) {
    sent += bench.sent
    delivered += bench.delivered
    dropped += bench.dropped
    crossed += bench.crossed
    inFlight += bench.inFlight
    framesAtRest += bench.framesAtRest
    frames += PathBench.frames
  }

  /// Nothing was lost without a name, and no frame either.
  package var isConserved: Bool { sent == delivered + dropped + inFlight && framesAtRest + inFlight == frames }
}

/// Where threads wait for each other.
final class BenchBarrier: Sendable {
  private let goal: Int
  private let arrived = Atomic<Int>(0)

  init(of count: Int) { goal = count }

  func arrive() { arrived.add(1, ordering: .acquiringAndReleasing) }
  var areAllHere: Bool { arrived.load(ordering: .acquiring) == goal }
}

/// A thread that does `work`, until it is joined.
private func spawn(_ work: @escaping @Sendable () -> Void) -> pthread_t {
  final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { raw in
      if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().run() }
      return nil
    }, Unmanaged.passRetained(Work(work)).toOpaque())
  precondition(code == 0, "the system has no room for another thread: \(String(cString: strerror(code)))")
  return thread
}
