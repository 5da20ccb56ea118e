/// Which packet this is, from the moment it is sent to its end, through every translation on the way.
///
/// Every ENI, gateway, service and endpoint is an origin with a counter of its own, so an id does not depend on
/// threads: 24 bits of origin, 40 bits of counter.
@frozen
public struct PacketID: Hashable, Comparable, Sendable {
  public var bits: UInt64
  @inlinable public init(bits: UInt64) { self.bits = bits }
  @inlinable public init(origin: UInt32, count: UInt64) {
    bits = UInt64(origin) << 40 | count & 0xff_ffff_ffff
  }
  /// No packet's. Whoever takes a frame off a tx ring gives it the next id of its origin, unless it has one already.
  @inlinable public static var unassigned: PacketID { PacketID(bits: .max) }
  @inlinable public var origin: UInt32 { UInt32(truncatingIfNeeded: bits >> 40) }
  @inlinable public var count: UInt64 { bits & 0xff_ffff_ffff }
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }
}

/// Where a packet lies in the pool, in cache lines from the pool's first.
@frozen
public struct PacketHandle: Hashable, Sendable {
  public var bits: UInt32
  @inlinable public init(bits: UInt32) { self.bits = bits }
}
