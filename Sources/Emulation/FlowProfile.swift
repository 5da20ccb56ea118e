import Glibc

/// How often each flow sends.
package enum FlowProfile: String, CaseIterable, Sendable {
  /// All alike.
  case uniform
  /// Few flows send most packets: Zipf's law, the flow of rank k as often as k to the power of -1.1.
  case heavyTailed = "heavy-tailed"

  /// Zipf's exponent; nil where no flow is heavier than another.
  package var exponent: Double? { self == .heavyTailed ? 1.1 : nil }
}

/// Flows drawn beforehand by Zipf's law, to be used round and round: drawing them meanwhile would take longer than the
/// path.
package struct FlowDraws: ~Copyable {
  /// A power of two.
  package static let count = 1 << 20

  private let flows: UnsafeMutablePointer<UInt32>
  private var next = 0

  /// Draws among `flowCount` flows; of rank 1 is flow 0.
  package init(among flowCount: Int, exponent: Double, seed: UInt64) {
    var sums = [Double](repeating: 0, count: flowCount)
    var sum = 0.0
    for rank in 1...flowCount {
      sum += pow(Double(rank), -exponent)
      sums[rank - 1] = sum
    }
    flows = .allocate(capacity: Self.count)
    var dice = BenchDice(seed: seed)
    for draw in 0..<Self.count {
      let wanted = Double(dice.next() >> 11) * 0x1p-53 * sum
      (flows + draw).initialize(to: UInt32(Self.first(sums, above: wanted)))
    }
  }

  deinit { flows.deallocate() }

  /// Where the first of `sums`, which ascend, stands that is above `wanted`.
  private static func first(_ sums: [Double], above wanted: Double) -> Int {
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return low
  }

  @inline(__always)
  package mutating func take() -> Int {
    let flow = Int(flows[next])
    next = (next &+ 1) & (Self.count - 1)  // Safe: masked.
    return flow
  }
}

/// Xorshift: three shifts a throw (Marsaglia, Journal of Statistical Software 8 (14), 2003).
struct BenchDice {
  private var state: UInt64

  /// Seeds that lie side by side begin far apart.
  init(seed: UInt64) {
    // Not zero, where it would stay.
    state = (seed &+ 1) &* 0x9e37_79b9_7f4a_7c15 | 1
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  @inline(__always)
  mutating func next(below limit: Int) -> Int {
    // Swift shifts before it multiplies.
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(limit)) >> 32)
  }
}
