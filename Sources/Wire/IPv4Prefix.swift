/// An IPv4 address and a length (RFC 4632 §3.1). The bits beyond the length are zero.
@frozen
public struct IPv4Prefix: Hashable, Sendable {
  public let address: IPv4Address
  /// 0...32
  public let length: Int

  /// The prefix of `length` bits that `address` lies in: 10.0.1.7/24 is 10.0.1.0/24.
  @inlinable public init(containing address: IPv4Address, length: Int) {
    precondition((0...32).contains(length), "an IPv4 prefix has 0 to 32 bits")
    self.length = length
    self.address = IPv4Address(bits: address.bits & Self.mask(length))
  }

  @inlinable public static var everything: IPv4Prefix { IPv4Prefix(containing: .any, length: 0) }

  @inlinable static func mask(_ length: Int) -> UInt32 { length == 0 ? 0 : .max << UInt32(32 - length) }
  @inlinable public var mask: UInt32 { Self.mask(length) }
  @inlinable public func contains(_ other: IPv4Address) -> Bool { other.bits & mask == address.bits }
  @inlinable public func contains(_ other: IPv4Prefix) -> Bool { other.length >= length && contains(other.address) }
  @inlinable public func overlaps(_ other: IPv4Prefix) -> Bool { contains(other) || other.contains(self) }

  /// How many addresses it spans.
  @inlinable public var count: Int { 1 << (32 - length) }
  /// The `n`th address: 0 is the network's own.
  @inlinable public func address(at n: Int) -> IPv4Address {
    IPv4Address(bits: address.bits &+ UInt32(truncatingIfNeeded: n))  // Safe: addresses wrap round.
  }
  @inlinable public var last: IPv4Address { IPv4Address(bits: address.bits | ~mask) }
}

extension IPv4Prefix: CustomStringConvertible {
  /// `10.0.1.0/24`. Nil without a length, or where a bit beyond the length is set.
  public init?(_ text: some StringProtocol) {
    guard let (address, length) = Self.parts(text) else { return nil }
    self.init(containing: address, length: length)
    guard self.address == address else { return nil }
  }

  /// As `init(_:)`, but bits beyond the length are cleared, as EC2 does (100.68.0.18/18 is 100.68.0.0/18).
  public init?(canonicalising text: some StringProtocol) {
    guard let (address, length) = Self.parts(text) else { return nil }
    self.init(containing: address, length: length)
  }

  static func parts(_ text: some StringProtocol) -> (IPv4Address, Int)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPv4Address(parts[0]), let length = IPv4Address.octet(parts[1]), length <= 32
    else { return nil }
    return (address, Int(length))
  }

  public var description: String { "\(address)/\(length)" }
}
