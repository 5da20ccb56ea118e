/// Seeded dice: the same seed throws the same numbers, on every machine.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014). Every origin has
/// dice of its own, so that one more throw here does not change what is thrown there.
package struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64
  package init(seed: UInt64) { state = seed }

  /// The dice of `origin` in a lab with `seed`.
  package init(seed: UInt64, origin: UInt32) {
    var parent = Dice(seed: seed ^ UInt64(origin) &* 0xd6e8_feb8_6659_fd93)
    state = parent.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
