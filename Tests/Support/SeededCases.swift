import Glibc

/// Random numbers for a test, and the line that brings the same ones back.
///
/// SplitMix64; `VPCLAB_TEST_SEED` in the environment (`0x…` or decimal) replaces the seed that a test names.
package struct SeededCases: RandomNumberGenerator {
  package let seed: UInt64
  private var state: UInt64

  package init(seed: UInt64) { self.init(exactly: Self.seedOfEnvironment ?? seed) }

  /// Whatever the environment says: for numbers derived from a seed that was chosen already.
  package init(exactly seed: UInt64) {
    self.seed = seed
    state = seed
  }

  private static let seedOfEnvironment: UInt64? = getenv("VPCLAB_TEST_SEED").flatMap { text in
    let text = String(cString: text)
    return text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  package mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  package mutating func chance(_ percent: Int) -> Bool { int(0...99) < percent }
  package mutating func pick<Element>(_ choices: [Element]) -> Element { choices[int(0...choices.count - 1)] }
}
