/// A point on the lab's clock, in nanoseconds since the lab began.
@frozen
public struct Instant: Comparable, Hashable, Sendable {
  public var nanoseconds: Int64
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  @inlinable public static var beginning: Instant { Instant(nanoseconds: 0) }
  /// Later than anything that happens.
  @inlinable public static var never: Instant { Instant(nanoseconds: .max) }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }
  @inlinable public static func - (a: Self, b: Self) -> Nanoseconds { Nanoseconds(a.nanoseconds - b.nanoseconds) }

  /// Saturates at `never`, so that "for ever from now" is an instant too.
  @inlinable public static func + (a: Self, b: Nanoseconds) -> Self {
    let (sum, overflow) = a.nanoseconds.addingReportingOverflow(b.count)
    return overflow ? .never : Self(nanoseconds: sum)
  }
}

extension Instant: CustomStringConvertible {
  /// Seconds with as many digits as say something: `3s`, `0.00005s`.
  public var description: String { Nanoseconds(nanoseconds).description }
}
