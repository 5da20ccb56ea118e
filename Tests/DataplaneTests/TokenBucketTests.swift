import Dataplane
import Support
import Testing
import Units

@Suite("A token bucket")
struct TokenBucketTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var rate: Int64
    var depth: Int64
    /// The most that one taker wants, and the longest pause before it, in nanoseconds.
    var most: Int
    var pause: Int
    var testDescription: String { "\(rate) a second, \(depth) at once" }
  }

  static let cases = [
    Case(rate: 1, depth: 1, most: 1, pause: 3_000_000_000), Case(rate: 7, depth: 3, most: 3, pause: 500_000_000),
    Case(rate: 1_000_000, depth: 64, most: 5, pause: 3_000),
    Case(rate: 25_000_000_000, depth: 100_000, most: 72_120, pause: 4_000),
    // Credits of an hour at 10 Gbit/s.
    Case(rate: 750_000_000, depth: 36_000_000_000_000, most: 200_000_000_000, pause: 100_000_000),
    Case(rate: .max, depth: .max, most: 1 << 40, pause: 10),
  ]

  /// Whole numbers throughout, from what was taken alone: the bucket's law, over every window.
  struct Curve {
    var rate: Int128
    var depth: Int128
    /// What was taken, and when.
    var taken: [(instant: Int64, tokens: Int64)] = []

    /// No window that ends with taking `tokens` at `instant` has more in it than the bucket lets through.
    func allows(_ tokens: Int64, at instant: Int64) -> Bool {
      var sum = Int128(tokens)
      if sum > depth { return false }
      for one in taken.reversed() {
        sum += Int128(one.tokens)
        if (sum - depth) * 1_000_000_000 > rate * (Int128(instant) - Int128(one.instant)) { return false }
      }
      return true
    }
  }

  @Test("lets out what its curve allows in every window, and not a nanosecond later than that", arguments: cases)
  func curve(_ a: Case) {
    var dice = SeededCases(seed: 0x70c3)
    var bucket = TokenBucket(rate: a.rate, depth: a.depth)
    var curve = Curve(rate: Int128(a.rate), depth: Int128(a.depth))
    var now: Int64 = 0
    var (early, late, waited) = (0, 0, 0)
    for _ in 0..<600 {
      now += dice.chance(50) ? 0 : Int64(dice.int(0...a.pause))
      let tokens = Int64(dice.int(1...a.most))
      let previous = curve.taken.last?.instant ?? 0
      let instant = bucket.instant(holding: tokens, from: now)
      bucket.take(tokens, at: instant)
      if !curve.allows(tokens, at: instant) { early += 1 }
      if instant > max(now, previous) {
        waited += 1
        if curve.allows(tokens, at: instant - 1) { late += 1 }
      }
      curve.taken.append((instant, tokens))
    }
    #expect(early == 0, "seed \(dice.seed)")
    #expect(late == 0, "seed \(dice.seed)")
    #expect(a.rate == .max || waited > 20, "\(waited) waited")
  }

  @Test("never has more than its depth")
  func never() {
    let bucket = TokenBucket(rate: 10, depth: 5)
    #expect(bucket.instant(holding: 5, from: 3) == 3)
    #expect(bucket.instant(holding: 6, from: 3) == .max)
  }

  @Test("fills by its rate however finely it is asked")
  func cut() {
    // 3 tokens a second: the third of three is there after a second and not a nanosecond before.
    var bucket = TokenBucket(rate: 3, depth: 3)
    bucket.take(3, at: 0)
    for instant in stride(from: Int64(0), through: 999_999_999, by: 1_234_567) {
      bucket.take(0, at: instant)
      #expect(bucket.instant(holding: 3, from: instant) == 1_000_000_000)
    }
    #expect(bucket.instant(holding: 1, from: 0) == 999_999_999 / 1_234_567 * 1_234_567)
  }

  @Test("has a rate and a depth, and gives nothing that it has not")
  func limits() async {
    await #expect(processExitsWith: .failure) { _ = TokenBucket(rate: 0, depth: 1) }
    await #expect(processExitsWith: .failure) { _ = TokenBucket(rate: 1, depth: 0) }
    await #expect(processExitsWith: .failure) {
      var bucket = TokenBucket(rate: 1, depth: 1)
      bucket.take(2, at: 0)
    }
  }
}
