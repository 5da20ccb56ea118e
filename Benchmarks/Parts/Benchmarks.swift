import Benchmark
import CAllocations
import Glibc

/// The parts that the path is made of, one by one. Rates of the whole are `vpclab bench`'s.
let benchmarks: @Sendable () -> Void = {
  benchmarkWire()
  benchmarkPackets()
  benchmarkDataplane()
  benchmarkScheduler()
  benchmarkCapture()
  benchmarkCompile()
}

/// How often a benchmark does at a time what its name says: the table's microseconds are nanoseconds each.
let thousand = 1_000

/// Measures what `prepare` gives, which does something a thousand times. Where that allocates more than `most` times,
/// the run ends and fails.
func measure(_ name: String, most: Int = 0, _ prepare: @escaping () -> () -> Void) {
  let allocations = BenchmarkMetric.custom("Allocations", useScalingFactor: false)
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, allocations], timeUnits: .nanoseconds, warmupIterations: 20, maxDuration: .milliseconds(500),
    maxIterations: 500)
  var prepared: (() -> Void)?
  Benchmark("1,000 × " + name, configuration: configuration) { benchmark in
    let work = prepared ?? prepare()
    let isFirst = prepared == nil
    prepared = work
    // What is made on first use is made here.
    if isFirst { work() }
    benchmark.startMeasurement()
    let before = allocation_count()
    work()
    let made = Int(allocation_count() - before)
    benchmark.stopMeasurement()
    benchmark.measurement(allocations, made)
    guard made > most else { return }
    // The library's own `error` leaves the exit code 0.
    print("\(name): \(made) allocations in a thousand, not \(most)")
    fflush(nil)
    exit(EXIT_FAILURE)
  }
}

/// What a thousand turns need of chance: cheap, and the same in every run.
struct Turns {
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func next(below limit: Int) -> Int { Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(limit)) >> 32) }
}
