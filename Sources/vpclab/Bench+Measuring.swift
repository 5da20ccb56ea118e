import CAllocations
import Emulation

extension Bench {
  func measure(_ setting: PathBench.Setting) throws -> BenchRow {
    var row = setting.threads == 1 ? measureAlone(setting) : measureTeam(setting)
    guard row.counts.isConserved else {
      let counts = row.counts
      throw Ending.failed(
        "packets got lost: sent \(counts.sent), delivered \(counts.delivered), dropped \(counts.dropped), in flight "
          + "\(counts.inFlight); \(counts.framesAtRest) of \(counts.frames) frames are at rest")
    }
    if stages { row.stages = measureStages(setting) }
    return row
  }

  private func measureAlone(_ setting: PathBench.Setting) -> BenchRow {
    var bench = PathBench(setting)
    bench.warmUp()
    let warm = bench.sent
    var rates: [Double] = []
    rates.reserveCapacity(Self.repeats)
    let allocationsBefore = allocation_count()
    var elapsed = 0.0
    for number in 0..<Self.repeats {
      let run = stretch(&bench, packets: packets.map { part(number, of: Self.repeats, $0) })
      if run.packets > 0 { rates.append(run.rate) }
      elapsed += run.seconds
    }
    let forwarded = bench.sent - warm
    let allocations = allocation_count() - allocationsBefore
    var counts = BenchCounts()
    counts.add(bench)
    return BenchRow(
      setting: setting, packets: forwarded, seconds: elapsed, rates: rates, ownNanoseconds: ownCost(&bench),
      allocations: perPacket(allocations, forwarded), counts: counts)
  }

  /// One thread and all threads in turn, so that what disturbs the machine disturbs them alike.
  private func measureTeam(_ setting: PathBench.Setting) -> BenchRow {
    let one = BenchShards(setting.with(\.threads, 1).with(\.crossing, 0))
    let all = BenchShards(setting)
    for shards in [one, all] { _ = shards.onEachThread { $1.warmUp() } }
    let warm = all.counts.sent
    var team = BenchTeam(each: [], alone: [], ratios: [])
    var rates: [Double] = []
    var runs: [[Stretch]] = []
    var elapsed = 0.0
    for number in 0..<Self.repeats {
      let packets = packets.map { part(number, of: Self.repeats, $0) }
      let alone = together(one, packets: packets)
      let run = together(all, packets: packets)
      runs.append(run.each)
      elapsed += run.all.seconds
      guard run.all.packets > 0 else { continue }
      team.alone.append(alone.all.rate)
      rates.append(run.all.rate)
      team.ratios.append(run.all.rate / alone.all.rate)
    }
    let forwarded = all.counts.sent - warm
    team.each = (0..<setting.threads).map { shard in
      runs.reduce(0.0) { $0 + Double($1[shard].packets) } / runs.reduce(0.0) { $0 + $1[shard].seconds } / 1e6
    }
    let allocations = runs.reduce(0) { $0 + $1[0].allocations }
    let own = one.onEachThread { ownCost(&$1) }
    return BenchRow(
      setting: setting, packets: forwarded, seconds: elapsed, rates: rates, ownNanoseconds: own[0],
      allocations: perPacket(allocations, forwarded), counts: all.counts, team: team)
  }

  /// Every shard at once, each its part of `packets`: from the first packet until nothing is on its way.
  private func together(_ shards: BenchShards, packets: Int?) -> (all: Stretch, each: [Stretch]) {
    let count = shards.setting.threads
    let clock = ContinuousClock()
    let start = clock.now
    let each = shards.onEachThread { shard, bench in
      stretch(&bench, packets: packets.map { part(shard, of: count, $0) })
    }
    let sum = each.reduce(0) { $0 + $1.packets }
    return (Stretch(packets: sum, seconds: (clock.now - start).inSeconds, allocations: 0), each)
  }

  struct Stretch: Sendable {
    var packets: Int
    var seconds: Double
    /// Of the whole process meanwhile.
    var allocations: UInt
    /// Million packets a second.
    var rate: Double { Double(packets) / seconds / 1e6 }
  }

  /// Forwards exactly `packets`, or for a repeat's share of the seconds.
  private func stretch(_ bench: inout PathBench, packets: Int?) -> Stretch {
    let seconds = (seconds ?? 2) / Double(Self.repeats)
    let clock = ContinuousClock()
    let allocationsBefore = allocation_count()
    let start = clock.now
    var count = 0
    var changed = 0
    while packets.map({ count < $0 }) ?? ((clock.now - start).inSeconds < seconds) {
      let piece = min(4_096, packets.map { $0 - count } ?? 4_096)
      bench.forward(piece)
      count += piece
      while changes > 0, (clock.now - start).inSeconds * Double(changes) >= Double(changed + 1) {
        bench.changeRule()
        changed += 1
      }
    }
    let time = (clock.now - start).inSeconds
    return Stretch(packets: count, seconds: time, allocations: allocation_count() - allocationsBefore)
  }

  /// Part `number` of `count` that add up to `whole`.
  private func part(_ number: Int, of count: Int, _ whole: Int) -> Int {
    whole / count + (number < whole % count ? 1 : 0)
  }

  private func perPacket(_ allocations: UInt, _ packets: Int) -> Double {
    (Double(allocations) / Double(max(1, packets)) * 1e6).rounded() / 1e6
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
