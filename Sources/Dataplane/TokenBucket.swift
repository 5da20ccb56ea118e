import Units

/// Lets `rate` tokens a second through on average and `depth` at once; integers throughout, so that it makes no
/// difference how finely time is cut.
///
/// The level is counted in billionths of a token, so that a nanosecond adds exactly `rate` of them; in 128 bits, for the
/// credits of an instance reach terabits.
/// ```
///   0 <= level <= depth × 10⁹
/// ```
package struct TokenBucket: BitwiseCopyable, Sendable {
  package let rate: Int64
  /// Billionths of a token.
  private let capacity: Int128
  private var level: Int128
  private var filledAt: Int64

  private static var billion: Int128 { 1_000_000_000 }

  /// Full at `start`. A rate and a depth of at least 1.
  package init(rate: Int64, depth: Int64, full start: Instant = .beginning) {
    precondition(rate > 0 && depth > 0, "a bucket lets something through")
    self.rate = rate
    capacity = Int128(depth) * Self.billion
    level = capacity
    filledAt = start.nanoseconds
  }

  /// What is in it at `now`; an instant that has been brings nothing.
  @inline(__always)
  private func level(at now: Int64) -> Int128 {
    // Safe: 63 bits by 63, and the capacity has 93; instants are from 0 on.
    now > filledAt ? min(capacity, level &+ Int128(rate) &* Int128(now &- filledAt)) : level
  }

  @inline(__always)
  private static func billionths(_ tokens: Int64) -> Int128 { Int128(tokens) &* billion }  // Safe: 63 bits by 30.

  /// The first instant, neither before `now` nor before the last one that took from it, at which `count` tokens are
  /// there if nobody takes any; `Int64.max` where they never are.
  @inline(__always)
  package func instant(holding count: Int64, from now: Int64) -> Int64 {
    let missing = Self.billionths(count) &- level(at: now)  // Safe: both are far below 127 bits.
    return missing <= 0 ? max(now, filledAt) : instant(bringing: missing, count, from: max(now, filledAt))
  }

  @inline(never)
  private func instant(bringing missing: Int128, _ count: Int64, from now: Int64) -> Int64 {
    guard Self.billionths(count) <= capacity else { return .max }
    // Rounded up: a nanosecond earlier there are too few.
    return Int64(clamping: Int128(now) + (missing + Int128(rate) - 1) / Int128(rate))
  }

  /// Takes tokens at `now`, or at the last instant that took some, if that is later. There must be as many.
  @inline(__always)
  package mutating func take(_ tokens: Int64, at now: Int64) {
    level = level(at: now) &- Self.billionths(tokens)  // Safe: as above.
    filledAt = max(filledAt, now)
    precondition(level >= 0, "nobody takes tokens that are not there")
  }

  /// What is left in it, in billionths, when `tokens` are taken at `now`; negative if too few are there, or if others
  /// have taken some at a later instant.
  @inline(__always)
  func rest(after tokens: Int64, at now: Int64) -> Int128 {
    filledAt > now ? -1 : level(at: now) &- Self.billionths(tokens)  // Safe: as above.
  }

  /// Takes tokens at `now`, which leaves what `rest` said of them, not less than nothing.
  @inline(__always)
  mutating func leave(_ rest: Int128, at now: Int64) {
    level = rest
    filledAt = now
  }
}
