import CAllocations
import Emulation

/// What a setting was measured to do.
struct BenchRow {
  var setting: PathBench.Setting
  var packets: Int
  var seconds: Double
  /// Million packets a second, one number a repeat.
  var rates: [Double]
  /// What generator and sink take a packet.
  var ownNanoseconds: Double
  /// A packet.
  var allocations: Double
  var median: Double { rates.sorted()[rates.count / 2] }
}

extension Bench {
  func measure(_ setting: PathBench.Setting) -> BenchRow {
    var bench = PathBench(setting)
    bench.warmUp()
    let warm = bench.delivered + bench.dropped
    var rates: [Double] = []
    rates.reserveCapacity(Self.repeats)
    let allocationsBefore = allocation_count()
    var elapsed = 0.0
    let share = (seconds ?? 2) / Double(Self.repeats)
    for number in 0..<Self.repeats {
      let exact = packets.map { $0 / Self.repeats + (number < $0 % Self.repeats ? 1 : 0) }
      let (count, time) = stretch(&bench, exact: exact, seconds: share)
      if count > 0 { rates.append(Double(count) / time / 1e6) }
      elapsed += time
    }
    let forwarded = bench.delivered + bench.dropped - warm
    let allocations = Double(allocation_count() - allocationsBefore) / Double(max(1, forwarded))
    let own = ownCost(&bench)
    return BenchRow(
      setting: setting, packets: forwarded, seconds: elapsed, rates: rates, ownNanoseconds: own,
      allocations: (allocations * 1e6).rounded() / 1e6)
  }

  /// Forwards `exact` packets, or for about `seconds`; how many and how long it took.
  private func stretch(_ bench: inout PathBench, exact: Int?, seconds: Double) -> (Int, Double) {
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    var changed = 0
    while exact.map({ count < $0 }) ?? ((clock.now - start).inSeconds < seconds) {
      let piece = min(4_096, exact.map { $0 - count } ?? 4_096)
      bench.forward(piece)
      count += piece
      while changes > 0, (clock.now - start).inSeconds * Double(changes) >= Double(changed + 1) {
        bench.changeRule()
        changed += 1
      }
    }
    return (count, (clock.now - start).inSeconds)
  }

  private func ownCost(_ bench: inout PathBench) -> Double {
    let clock = ContinuousClock()
    let count = 1_000_000
    let start = clock.now
    bench.forward(count, throughPath: false)
    return (clock.now - start).inSeconds * 1e9 / Double(count)
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
