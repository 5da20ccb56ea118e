import Emulation
import Foundation
import Packets

/// What threads hand to each other: `check` moves it and says what is not as it was, `rates` says how fast.
///
/// Built with ThreadSanitizer (`make test-threads`), `check` also finds what two threads touch without an order.
@main
enum Threads {
  static func main() {
    switch CommandLine.arguments.dropFirst().first {
    case "check": check()
    case "rates": rates()
    default:
      print("Threads takes check or rates")
      exit(2)
    }
  }

  private static func check() {
    for batch in [1, 7, 64, 300] {
      let misplaced = Relay(capacity: 256, batch: batch).move(300_000)
      expect(misplaced == 0, "a ring handed \(misplaced) of 300000 ids over out of order, \(batch) at a time")
    }
    for (threads, crossing) in [(2, 0), (2, 50), (2, 100), (3, 50), (3, 100)] {
      var setting = PathBench.Setting(frameLength: 64, flows: 500, rules: 10, ways: .both)
      setting.sizes = .imix
      setting.threads = threads
      setting.crossing = crossing
      let shards = BenchShards(setting)
      for _ in 0..<2 { _ = shards.onEachThread { $1.forward(20_000) } }
      let counts = shards.counts
      expect(
        counts.isConserved && counts.sent == 40_000 * threads && counts.delivered == counts.sent,
        "\(threads) threads, \(crossing) % crossing: \(counts)")
    }
    print("rings and shards of several threads: every packet and every frame where it belongs")
  }

  private static func expect(_ holds: Bool, _ complaint: String) {
    guard !holds else { return }
    print(complaint)
    exit(EXIT_FAILURE)
  }

  private static func rates() {
    let count = 20_000_000
    let clock = ContinuousClock()
    func tell(_ name: String, _ work: () -> Void) {
      work()
      let rates = (0..<9).map { _ in
        let took = clock.measure(work)
        return Double(count) / (Double(took.components.attoseconds) / 1e12 + Double(took.components.seconds) * 1e6)
      }.sorted()
      let numbers = [rates[0], rates[4], rates[8]].map { String(Int($0)) }.joined(separator: " / ")
      print("\(name): \(numbers) million ids/s (least / median / greatest of 9)")
    }
    for batch in [1, 32, 64, 256] {
      let ring = Ring(capacity: 4_096)
      tell("within a core, \(batch) at a time") { turnRound(ring, count: count, batch: batch) }
    }
    for batch in [1, 32, 64, 256] {
      let relay = Relay(capacity: 4_096, batch: batch)
      tell("across two threads, \(batch) at a time") { _ = relay.move(count) }
    }
  }

  /// In and out of a ring on one thread.
  private static func turnRound(_ ring: Ring, count: Int, batch: Int) {
    withUnsafeTemporaryAllocation(of: PacketHandle.self, capacity: batch) { handles in
      handles.initialize(repeating: PacketHandle(bits: 1))
      guard let base = handles.baseAddress else { return }
      var rest = count
      while rest > 0 { rest -= ring.dequeue(into: base, count: ring.enqueue(base, count: batch)) }
    }
  }
}

/// One thread that puts numbers into a ring, and one that takes them out.
private final class Relay: @unchecked Sendable {
  private let ring: Ring
  private let batch: Int

  init(capacity: Int, batch: Int) {
    ring = Ring(capacity: capacity)
    self.batch = batch
  }

  /// Moves `count` ids, the numbers from 0; how many came out in another order.
  func move(_ count: Int) -> Int {
    let producer = Thread { [self] in produce(count) }
    producer.start()
    return withUnsafeTemporaryAllocation(of: PacketHandle.self, capacity: batch) { handles in
      guard let base = handles.baseAddress else { return count }
      var (next, misplaced) = (0, 0)
      while next < count {
        let found = ring.dequeue(into: base, count: batch)
        for index in 0..<found where base[index].bits != UInt32(next + index) { misplaced += 1 }
        next += found
        if found == 0 { sched_yield() }
      }
      return misplaced
    }
  }

  private func produce(_ count: Int) {
    withUnsafeTemporaryAllocation(of: PacketHandle.self, capacity: batch) { handles in
      guard let base = handles.baseAddress else { return }
      var next = 0
      while next < count {
        let wanted = min(batch, count - next)
        for index in 0..<wanted { base[index] = PacketHandle(bits: UInt32(next + index)) }
        let fitted = ring.enqueue(base, count: wanted)
        next += fitted
        if fitted == 0 { sched_yield() }
      }
    }
  }
}
