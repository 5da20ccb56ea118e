import Emulation
import Glibc

/// What the path, as the device under test of RFC 2544, was found to do.
struct DeviceFindings {
  var setting: PathBench.Setting
  /// Packets a second, delivered of more than it can take: the best of three trials.
  var maximum: Double
  var search: ThroughputSearch.Outcome
  /// Trials at the found rate; none where none was found.
  var repeats: [LoadTrial] = []
  /// How much of their time the core was this thread's: less than all is what others took, and loss.
  var processorShare = 0.0
  var delays: [Delays] = []
  var frameLoss: [FrameLossCurve.Point] = []
  /// Longest bursts without loss, one a trial; none where the throughput fills the line.
  var bursts: [Int] = []

  /// How long packets took at a share of the throughput.
  struct Delays {
    var share: Double
    /// Packets a second that were offered.
    var rate: Double
    var packets: Int
    /// Nanoseconds, as in `DeviceFindings.ranks`.
    var nanoseconds: [Int]
  }

  /// Shares of the packets whose delay was no longer; 0 is the least delay.
  static let ranks: [(name: String, share: Double)] = [
    ("min", 0), ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("max", 1),
  ]
  /// Of the throughput, where delays are told: RFC 2544 §26.2 asks for the first.
  static let delayShares = [1, 0.9, 0.5]

  /// The line rate that is back-to-back for these frames, in packets a second.
  var lineRate: Double {
    FrameRate.most(lineRate: 100_000_000_000, size: setting.frameLength + FrameRate.checkSequence)
  }
}

/// The search of `--ndr`: RFC 2544 §26 with the path as the device under test.
extension Bench {
  static let deviceBoundary = """
    Boundary of --ndr: a generator puts packets on a tx ring of 1,024 when the machine's clock says that they are \
    due, and what finds the ring full is lost; the path takes bursts as they stand there, every check and counter on; \
    the sink notes each packet's delay from due time to arrival. Generator, path and sink take turns on one core, so \
    all three are in every figure, and whatever takes that core from them for longer than the ring lasts is loss. \
    Counters are read when the rings are empty. RFC 2544 section 24 asks for trials of 60 seconds; --seconds says how \
    long these are (\(trialSeconds)). Frames are without FCS; line rates count it.
    """

  static let trialSeconds = 0.25
  /// RFC 2544 §26.2: at least 20.
  var trialCount: Int { trials ?? 20 }
  private static let maximumTrials = 3

  /// Trials of one row, at most.
  private var mostTrials: Int {
    Self.maximumTrials + ThroughputSearch(maximum: 1, lossTarget: 0).mostTrials
      + DeviceFindings.delayShares.count * trialCount + FrameLossCurve.mostTrials
  }

  /// What --ndr does not go with, and numbers out of range.
  func checkSearch(_ settings: [PathBench.Setting]) throws {
    guard ndr else {
      if lossTarget != nil { throw Ending.wrongInput("--loss-target goes with --ndr") }
      if trials != nil { throw Ending.wrongInput("--trials goes with --ndr") }
      return
    }
    if packets != nil { throw Ending.wrongInput("--ndr offers packets for --seconds, not a number of --packets") }
    if changes > 0 { throw Ending.wrongInput("--ndr changes no rules: leave --changes out") }
    if newFlows { throw Ending.wrongInput("--ndr offers established flows: leave --new-flows out") }
    if plot != nil { throw Ending.wrongInput("--plot draws the rows of a plain bench: leave --ndr out") }
    if capture != nil { throw Ending.wrongInput("--ndr captures nothing: leave --capture out") }
    if let lossTarget, !(0...100).contains(lossTarget) || lossTarget == 100 {
      throw Ending.wrongInput("--loss-target takes 0 to less than 100 percent, not \(lossTarget)")
    }
    if let trials, !(20...10_000).contains(trials) {
      throw Ending.wrongInput("--trials takes 20 to 10000, not \(trials): RFC 2544 section 26 asks for 20 or more")
    }
  }

  /// Measures every row, having said on standard error how long its trials take at most; the bursts of back-to-back
  /// frames come after them.
  func search(_ settings: [PathBench.Setting]) -> [DeviceFindings] {
    let length = seconds ?? Self.trialSeconds
    // Flows are made before a row, two entries each, at a million a second or more.
    let row = settings.map { Double(mostTrials) * length + 1 + Double($0.flows) / 1e6 }
    let total = Int(row.reduce(0, +)) + 1
    remark(
      "up to \(mostTrials) trials of \(length) s a row, \(settings.count) row\(settings.count == 1 ? "" : "s"): "
        + "\(total) s at most, and the back-to-back bursts")
    return settings.map { findings($0, seconds: length) }
  }

  private func findings(_ setting: PathBench.Setting, seconds: Double) -> DeviceFindings {
    var bench = PathBench(setting)
    bench.warmUp()
    var delays = DelayHistogram()
    func offer(_ rate: Double) -> LoadTrial {
      let packets = max(1, Int(rate * seconds))
      return bench.offer(rate: rate, packets: packets, delays: &delays, clock: Self.nanoseconds)
    }
    // More than any path takes: a packet a nanosecond.
    let maximum = (0..<Self.maximumTrials).map { _ in offer(1e9).rate }.max() ?? 0
    let target = (lossTarget ?? 0) / 100
    let search = ThroughputSearch(maximum: maximum, lossTarget: target).run { offer($0).loss }
    var findings = DeviceFindings(setting: setting, maximum: maximum, search: search)
    if let throughput = search.throughput {
      for share in DeviceFindings.delayShares {
        delays.clear()
        let start = (Self.nanoseconds(), Self.nanoseconds(CLOCK_THREAD_CPUTIME_ID))
        let made = (0..<trialCount).map { _ in offer(throughput * share) }
        let end = (Self.nanoseconds(), Self.nanoseconds(CLOCK_THREAD_CPUTIME_ID))
        if share == 1 {
          findings.repeats = made
          findings.processorShare = Double(end.1 - start.1) / Double(max(1, end.0 - start.0))
        }
        findings.delays.append(
          DeviceFindings.Delays(
            share: share, rate: throughput * share, packets: delays.count,
            nanoseconds: DeviceFindings.ranks.map { delays.delay(atShare: $0.share) ?? 0 }))
      }
    }
    findings.frameLoss = FrameLossCurve.run(maximum: maximum) { offer($0).loss }
    // RFC 9004 §5: only where the throughput is less than what the line carries.
    let lineRate = findings.lineRate
    if let throughput = search.throughput, throughput < lineRate {
      findings.bursts = (0..<trialCount).map { _ in
        BackToBack.longestBurst { length in
          bench.offer(rate: lineRate, packets: length, delays: &delays, clock: Self.nanoseconds).lost
        }
      }
    }
    return findings
  }

  /// The machine's clock, which only runs forward.
  private static func nanoseconds() -> Int { nanoseconds(CLOCK_MONOTONIC) }

  private static func nanoseconds(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
