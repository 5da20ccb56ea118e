/// Finds the highest rate at which a device loses no more than it may: RFC 2544 §26.1.
///
/// By bisection between 0 and the measured maximum. A trial that lost too much is repeated before it is believed, for
/// on a shared machine a burst of loss may have come from a neighbour: binary search with loss verification, as in
/// ETSI GS NFV-TST 009.
package struct ThroughputSearch: Sendable {
  /// Packets a second that the device delivers when it is offered more than it can take.
  package var maximum: Double
  /// The share of packets that may be lost; 0: none.
  package var lossTarget: Double
  /// How near the result is, as a share of the maximum.
  package var resolution = 0.005
  /// How often a trial that lost too much is repeated.
  package var verifications = 1

  package init(maximum: Double, lossTarget: Double) {
    self.maximum = maximum
    self.lossTarget = lossTarget
  }

  package struct Outcome: Equatable, Sendable {
    /// Packets a second; nil: not even the least rate that was tried passed.
    package var throughput: Double?
    package var trials = 0

    package init(throughput: Double? = nil, trials: Int = 0) {
      self.throughput = throughput
      self.trials = trials
    }
  }

  /// How many trials a search takes at most.
  package var mostTrials: Int { (1 + halvings) * (1 + verifications) }

  private var halvings: Int {
    var count = 0
    var width = 1.0
    while width > resolution {
      width /= 2
      count += 1
    }
    return count
  }

  /// `loss` tries a rate, in packets a second, and says the share that was lost.
  package func run(_ loss: (Double) -> Double) -> Outcome {
    var outcome = Outcome()
    func passes(_ rate: Double) -> Bool {
      for _ in 0...verifications {
        outcome.trials += 1
        if loss(rate) <= lossTarget { return true }
      }
      return false
    }
    if passes(maximum) {
      outcome.throughput = maximum
      return outcome
    }
    var (low, high) = (0.0, maximum)
    for _ in 0..<halvings {
      let middle = (low + high) / 2
      if passes(middle) { low = middle } else { high = middle }
    }
    outcome.throughput = low > 0 ? low : nil
    return outcome
  }
}

/// How much is lost at which rate: RFC 2544 §26.3.
package enum FrameLossCurve {
  package static let mostTrials = 10

  package struct Point: Equatable, Sendable {
    /// Of the maximum.
    package var share: Double
    /// Of the packets offered.
    package var loss: Double
  }

  /// From the maximum down in steps of a tenth, until two successive trials lost nothing.
  package static func run(maximum: Double, _ loss: (Double) -> Double) -> [Point] {
    var points: [Point] = []
    for tenths in stride(from: 10, through: 1, by: -1) {
      let share = Double(tenths) / 10
      points.append(Point(share: share, loss: loss(maximum * share)))
      if points.suffix(2).count == 2 && points.suffix(2).allSatisfy({ $0.loss == 0 }) { break }
    }
    return points
  }
}

/// The longest burst at the highest rate of which nothing is lost: RFC 2544 §26.4 and RFC 9004.
package enum BackToBack {
  /// A burst that long is not lengthened any more.
  package static let mostPackets = 1 << 20

  /// `lost` sends a burst of so many packets and says how many were lost. 0: of the first packet already.
  package static func longestBurst(_ lost: (Int) -> Int) -> Int {
    var fits = 0
    var length = 64
    while length < mostPackets, lost(length) == 0 {
      fits = length
      length *= 2
    }
    if length >= mostPackets {
      if lost(mostPackets) == 0 { return mostPackets }
      length = mostPackets
    }
    // Nothing of `fits` was lost, and something of `length`.
    while length - fits > 1 {
      let middle = fits + (length - fits) / 2
      if lost(middle) == 0 { fits = middle } else { length = middle }
    }
    return fits
  }

  /// How long the device's buffer lasts at `lineRate`: for the burst that it took, and without what it forwarded
  /// meanwhile. RFC 9004 §5.4, in seconds; rates in packets a second.
  package static func bufferSeconds(
    burst: Double, lineRate: Double, throughput: Double
  ) -> (implied: Double, corrected: Double) {
    let implied = burst / lineRate
    return (implied, implied - implied * throughput / lineRate)
  }
}
