/// A length of time.
@frozen
public struct Nanoseconds: Comparable, Hashable, Sendable {
  public var count: Int64
  @inlinable public init(_ count: Int64) { self.count = count }

  @inlinable public static func microseconds(_ n: Int64) -> Self { Self(n * 1_000) }
  @inlinable public static func milliseconds(_ n: Int64) -> Self { Self(n * 1_000_000) }
  @inlinable public static func seconds(_ n: Int64) -> Self { Self(n * 1_000_000_000) }
  @inlinable public static var zero: Nanoseconds { Nanoseconds(0) }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.count < b.count }
  @inlinable public static func + (a: Self, b: Self) -> Self { Self(a.count + b.count) }
  @inlinable public static func * (a: Self, n: Int64) -> Self { Self(a.count * n) }

  /// As a fraction of seconds, for people and for JSON only.
  public var inSeconds: Double { Double(count) / 1e9 }
}

extension Nanoseconds: CustomStringConvertible {
  /// Seconds with as many digits as say something: `3s`, `0.00005s`.
  public var description: String {
    let magnitude = count.magnitude
    let whole = magnitude / 1_000_000_000
    var digits = String(magnitude % 1_000_000_000)
    digits = String(repeating: "0", count: 9 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return (count < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits) + "s"
  }
}
