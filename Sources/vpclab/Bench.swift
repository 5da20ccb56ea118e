import ArgumentParser
import CAllocations
import Emulation
import Packets

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Packets per second of the path.", discussion: Self.boundary)

  static let boundary = """
    Boundary: a generator writes headers into a frame that is not in the first-level cache, flows in random order; the \
    packet goes from a tx ring through egress and ingress paths into the other ENI's rx ring, every check and counter \
    on; a sink reads the headers and frees the frame. mpps includes generator and sink; their cost alone stands \
    beside it.
    """

  @Option(help: "Bytes of frame, one or several: 64,512,1500.") var size = "64"
  @Option(help: "Flows, one or several: 1000,100000,1000000.") var flows = "1000,100000,1000000"
  @Option(help: "Security-group rules a direction.") var rules = 20
  @Option(help: "Threads; this version's path runs on one.") var threads = 1
  @Option(help: "Seconds a row, over all repeats.") var seconds: Double?
  @Option(help: "Packets a row, exactly, instead of seconds.") var packets: Int?
  @Option(help: "egress, ingress or both.") var path = "both"
  @Option(help: "Rule changes per second.") var changes = 0
  @Option(help: "Packets that travel together, 1 to 64.") var burst = 64
  @Flag(help: "From a private to a public address: the internet gateway translates every packet twice.") var nat = false
  @Flag(help: "Every packet begins a flow; --flows of them are remembered at a time.") var newFlows = false
  @Flag(help: "An RFC 2544 search.") var ndr = false
  @Flag(help: "One JSON document.") var json = false

  private static let repeats = 5

  private struct Row {
    var setting: PathBench.Setting
    var size: Int
    var packets: Int
    var seconds: Double
    var rates: [Double]
    var ownNanoseconds: Double
    var allocations: Double
    var median: Double { rates.sorted()[rates.count / 2] }
  }

  mutating func run() throws {
    if ndr { throw Ending.wrongInput("--ndr: the RFC 2544 search is not carried by this version of vpclab") }
    guard threads == 1 else { throw Ending.wrongInput("--threads \(threads): this version's path runs on one thread") }
    guard let ways = PathBench.Ways(rawValue: path) else {
      throw Ending.wrongInput("--path takes egress, ingress or both, not \"\(path)\"")
    }
    guard (1...10_000).contains(rules) else { throw Ending.wrongInput("--rules takes 1 to 10000, not \(rules)") }
    guard (0...1_000_000).contains(changes) else {
      throw Ending.wrongInput("--changes takes 0 to 1000000 a second, not \(changes)")
    }
    guard (1...64).contains(burst) else { throw Ending.wrongInput("--burst takes 1 to 64, not \(burst)") }
    if let seconds, !(seconds > 0 && seconds <= 3_600) {
      throw Ending.wrongInput("--seconds takes more than 0 and at most 3600")
    }
    if let packets, packets < 1 { throw Ending.wrongInput("--packets takes 1 or more, not \(packets)") }
    var rows: [Row] = []
    for size in try numbers(size, option: "--size", in: 64...9_015) {
      for flows in try numbers(flows, option: "--flows", in: 1...8_000_000) {
        var setting = PathBench.Setting(frameLength: size, flows: flows, rules: rules, ways: ways)
        setting.burst = burst
        setting.translates = nat
        setting.firstPackets = newFlows
        rows.append(measure(setting, size: size))
      }
    }
    if json { print(document(rows).rendered()) } else { tell(rows) }
  }

  private func numbers(_ text: String, option: String, in range: ClosedRange<Int>) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let number = Int(part), range.contains(number) else {
        throw Ending.wrongInput(
          "\(option) takes \(range.lowerBound) to \(range.upperBound), several between commas, not \"\(part)\"")
      }
      return number
    }
  }

  private func measure(_ setting: PathBench.Setting, size: Int) -> Row {
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
    return Row(
      setting: setting, size: size, packets: forwarded, seconds: elapsed, rates: rates, ownNanoseconds: own,
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

  private func document(_ rows: [Row]) -> Document {
    .object([
      (
        "results",
        .list(
          rows.map { row in
            .object([
              ("size", .whole(row.size)), ("flows", .whole(row.setting.flows)), ("rules", .whole(row.setting.rules)),
              ("threads", .whole(1)), ("path", .text(row.setting.ways.rawValue)), ("packets", .whole(row.packets)),
              ("seconds", .real(row.seconds)),
              (
                "mpps",
                .object([
                  ("min", .real(row.rates.min() ?? 0)), ("median", .real(row.median)),
                  ("max", .real(row.rates.max() ?? 0)),
                ])
              ), ("nanosecondsPerPacket", .real(1e3 / row.median)),
              ("generatorAndSinkNanoseconds", .real(row.ownNanoseconds)),
              ("allocationsPerPacket", .real(row.allocations)),
            ])
          })
      ), ("boundary", .text(Self.boundary)), ("repeats", .whole(Self.repeats)), ("changesPerSecond", .whole(changes)),
    ])
  }

  private func tell(_ rows: [Row]) {
    print(Self.boundary + "\n")
    func text(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
    let cells = rows.map { row in
      [
        String(row.size), String(row.setting.flows), String(row.setting.rules), row.setting.ways.rawValue,
        text(row.rates.min() ?? 0), text(row.median), text(row.rates.max() ?? 0), text(1e3 / row.median),
        text(row.ownNanoseconds), "\(row.allocations)",
      ]
    }
    let headings = [
      "SIZE", "FLOWS", "RULES", "PATH", "MPPS MIN", "MEDIAN", "MAX", "NS/PACKET", "OF IT GENERATOR+SINK",
      "ALLOCATIONS/PACKET",
    ]
    print(Columns(headings, cells).text)
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
