import Dataplane
import Emulation
import Glibc

/// What a stage costs.
struct BenchStage {
  var name: String
  var nanoseconds: Double
}

/// What the stages cost, of packets of known flows and of first packets.
struct BenchStages {
  static let method = """
    Nanoseconds of this thread's processor time a packet. Established flows: differences between runs of the bench \
    that are cut short after each pass, the least of \(repeats) runs each, taken in turn; small ones drown in the \
    noise and may come out below zero. First packets: each part carried out again and again for one burst that stays \
    in the cache, both sides' parts one by one; the rest is what a run with --new-flows takes beyond them, cache \
    misses among it. The path itself is the same as without --stages and reads no clock.
    """
  static let repeats = 25

  var established: [BenchStage]
  var firstPacket: [BenchStage]
}

extension Bench {
  func measureStages(_ setting: PathBench.Setting) -> BenchStages {
    BenchStages(established: establishedStages(setting), firstPacket: firstPacketStages(setting))
  }

  private func establishedStages(_ setting: PathBench.Setting) -> [BenchStage] {
    var bench = PathBench(setting.with(\.firstPackets, false))
    bench.warmUp()
    let extents = PathBench.Extent.allCases
    var least = [Double](repeating: .infinity, count: extents.count)
    for _ in 0..<BenchStages.repeats {
      for (number, extent) in extents.enumerated() {
        least[number] = min(least[number], nanoseconds(of: 100_000) { bench.forward(100_000, to: extent) })
      }
    }
    let names = [
      "generator, rings and sink", "egress: headers read, flow named", "egress: flow looked up",
      "egress: decision, counters, head written", "ingress: headers read, flow named", "ingress: flow looked up",
      "ingress: decision, counters",
    ]
    return names.enumerated().map { number, name in
      BenchStage(name: name, nanoseconds: least[number] - (number == 0 ? 0 : least[number - 1]))
    } + [BenchStage(name: "all", nanoseconds: least[extents.count - 1])]
  }

  private func firstPacketStages(_ setting: PathBench.Setting) -> [BenchStage] {
    let setting = setting.with(\.firstPackets, true).with(\.profile, .uniform)
    var bench = PathBench(setting)
    bench.warmUp()
    // Only what leaves the VPC meets the gateway.
    let parts = Path.Part.allCases.filter { $0 != .gateway || setting.translates }
    let times = 500
    var least = [Double](repeating: .infinity, count: parts.count)
    var (own, all) = (Double.infinity, Double.infinity)
    for _ in 0..<BenchStages.repeats {
      for (number, part) in parts.enumerated() {
        let count = times * setting.burst
        least[number] = min(least[number], nanoseconds(of: count) { _ = bench.repeat(part, times) })
      }
      own = min(own, nanoseconds(of: 50_000) { bench.forward(50_000, to: .nowhere) })
      all = min(all, nanoseconds(of: 50_000) { bench.forward(50_000) })
    }
    let known = zip(parts, least).map { BenchStage(name: $0.rawValue, nanoseconds: $1) }
    let rest = all - own - least.reduce(0, +)
    return [BenchStage(name: "generator, rings and sink", nanoseconds: own)] + known + [
      BenchStage(name: "the rest: flow named, made and remembered, head written", nanoseconds: rest),
      BenchStage(name: "all", nanoseconds: all),
    ]
  }

  /// Processor time, so that what else runs here does not count, for as little of it as can be.
  private func nanoseconds(of count: Int, _ work: () -> Void) -> Double {
    let before = processorTime()
    work()
    return (processorTime() - before) / Double(count)
  }

  private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  func tellStages(_ rows: [BenchRow]) {
    for row in rows {
      guard let stages = row.stages else { continue }
      let setting = row.setting
      for (kind, list) in [("established flows", stages.established), ("first packets", stages.firstPacket)] {
        let what = "\(setting.flows) flows, \(setting.rules) rules, \(kind)"
        print("\n" + Columns(["NS/PACKET", "STAGE (\(what))"], list.map { [hundredths($0.nanoseconds), $0.name] }).text)
      }
    }
    print("\n" + BenchStages.method)
  }

  func document(_ stages: BenchStages) -> Document {
    func list(_ stages: [BenchStage]) -> Document {
      .list(stages.map { .object([("stage", .text($0.name)), ("nanoseconds", .real($0.nanoseconds))]) })
    }
    return .object([
      ("established", list(stages.established)), ("firstPacket", list(stages.firstPacket)),
      ("method", .text(BenchStages.method)),
    ])
  }
}
