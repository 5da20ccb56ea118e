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
  /// What became of the packets.
  var counts: BenchCounts
  /// Nil: there was one thread.
  var team: BenchTeam?
  /// Nil: nobody asked what the stages cost.
  var stages: BenchStages?

  var median: Double { rates.median }
}

/// What several threads did beside one.
struct BenchTeam {
  /// Million packets a second of each thread, over all repeats.
  var each: [Double]
  /// Million packets a second of one thread alone, one number a repeat, measured right before all of them.
  var alone: [Double]
  /// All by one, a repeat.
  var ratios: [Double]
}

extension [Double] {
  /// The middle one, or the upper one of the two; NaN of none.
  var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}
