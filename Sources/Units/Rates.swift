/// Bits per second.
@frozen
public struct BitRate: Comparable, Hashable, Sendable {
  public var bitsPerSecond: Int64
  @inlinable public init(bitsPerSecond: Int64) { self.bitsPerSecond = bitsPerSecond }
  @inlinable public static func megabits(_ n: Int64) -> Self { Self(bitsPerSecond: n * 1_000_000) }
  @inlinable public static func gigabits(_ n: Int64) -> Self { Self(bitsPerSecond: n * 1_000_000_000) }
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.bitsPerSecond < b.bitsPerSecond }

  /// How long `bytes` take at this rate, rounded up to a whole nanosecond.
  @inlinable public func time(toSend bytes: ByteCount) -> Nanoseconds {
    let (high, low) = UInt64(bytes.count * 8).multipliedFullWidth(by: 1_000_000_000)
    let (quotient, remainder) = UInt64(bitsPerSecond).dividingFullWidth((high, low))
    return Nanoseconds(Int64(quotient) + (remainder == 0 ? 0 : 1))
  }
}

/// Packets per second.
@frozen
public struct PacketRate: Comparable, Hashable, Sendable {
  public var packetsPerSecond: Int64
  @inlinable public init(packetsPerSecond: Int64) { self.packetsPerSecond = packetsPerSecond }
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.packetsPerSecond < b.packetsPerSecond }
}

/// A number of bytes.
@frozen
public struct ByteCount: Comparable, Hashable, Sendable {
  public var count: Int64
  @inlinable public init(_ count: Int64) { self.count = count }
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.count < b.count }
}
