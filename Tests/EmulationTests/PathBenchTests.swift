import Emulation
import Packets
import Testing

@Suite("The bench")
struct PathBenchTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var setting: PathBench.Setting
    var testDescription: String {
      "\(setting.ways) \(setting.sizes) \(setting.profile) burst \(setting.burst)"
        + (setting.translates ? " nat" : "") + (setting.firstPackets ? " new flows" : "")
    }

    init(_ ways: PathBench.Ways, change: (inout PathBench.Setting) -> Void) {
      setting = PathBench.Setting(frameLength: 64, flows: 500, rules: 10, ways: ways)
      change(&setting)
    }
  }

  static let cases = PathBench.Ways.allCases.flatMap { ways in
    [
      Case(ways) { _ in }, Case(ways) { $0.translates = true }, Case(ways) { $0.firstPackets = true },
      Case(ways) { $0.sizes = .imix }, Case(ways) { $0.sizes = .fixed(9_015) }, Case(ways) { $0.burst = 3 },
      Case(ways) { $0.profile = .heavyTailed }, Case(ways) { $0.seed = 7 },
    ]
  }

  @Test("gets every packet that it sends to the sink, and sends exactly as many as asked", arguments: cases)
  func delivers(_ a: Case) {
    var bench = PathBench(a.setting)
    for count in [1, 64, 12_345] { bench.forward(count) }
    var counts = BenchCounts()
    counts.add(bench)
    #expect(counts.sent == 12_410)
    #expect(counts.delivered == 12_410)
    #expect(counts.dropped == 0)
    #expect(counts.isConserved, "\(counts)")
  }

  @Test("finds no packet lost where several threads work", arguments: [(2, 0), (2, 50), (2, 100), (3, 50), (4, 100)])
  func shards(threads: Int, crossing: Int) {
    var setting = PathBench.Setting(frameLength: 64, flows: 640, rules: 10, ways: .both)
    setting.threads = threads
    setting.crossing = crossing
    let shards = BenchShards(setting)
    for _ in 0..<3 {
      // No shard as many as another.
      let sent = shards.onEachThread { number, bench in
        bench.forward(20_000 + number)
        return 20_000 + number
      }
      #expect(sent == (0..<threads).map { 20_000 + $0 })
    }
    let counts = shards.counts
    #expect(counts.sent == 3 * (0..<threads).reduce(0) { $0 + 20_000 + $1 })
    #expect(counts.delivered == counts.sent)
    #expect(counts.inFlight == 0)
    #expect(counts.isConserved, "\(counts)")
    let share = Double(counts.crossed) / Double(counts.sent) * 100
    #expect(abs(share - Double(crossing)) < 2, "\(share) % crossed")
  }

  @Test("has the simple IMIX, 7 : 4 : 1, with four bytes of FCS each")
  func imix() {
    let lengths = FrameSizes.imix.sequence.map { $0 + 4 }
    let counts = Dictionary(lengths.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(counts == [64: 7, 594: 4, 1_518: 1])
    // (7 × 60 + 4 × 590 + 1514) ÷ 12 = 357.8
    #expect(FrameSizes.imix.mean == 358)
  }

  /// Over four flows with exponent 1 the shares are 12, 6, 4 and 3 of 25.
  @Test("draws flows by Zipf's law")
  func zipf() {
    var draws = FlowDraws(among: 4, exponent: 1, seed: 3)
    var found = [0, 0, 0, 0]
    for _ in 0..<FlowDraws.count { found[draws.take()] += 1 }
    for (count, of25) in zip(found, [12.0, 6, 4, 3]) {
      #expect(abs(Double(count) / Double(FlowDraws.count) - of25 / 25) < 0.005, "\(found)")
    }
  }

  @Test("draws the same flows from the same seed, and others from another")
  func seeds() {
    func first(_ seed: UInt64) -> [Int] {
      var draws = FlowDraws(among: 1_000, exponent: 1.1, seed: seed)
      return (0..<100).map { _ in draws.take() }
    }
    #expect(first(5) == first(5))
    #expect(first(5) != first(6))
  }
}
