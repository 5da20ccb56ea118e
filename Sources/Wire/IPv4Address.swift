/// An IPv4 address. `bits` is in the machine's order: 10.0.1.11 is 0x0a00_010b.
@frozen
public struct IPv4Address: Hashable, Comparable, Sendable {
  public var bits: UInt32
  @inlinable public init(bits: UInt32) { self.bits = bits }
  @inlinable public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    bits = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  @inlinable public static var any: IPv4Address { IPv4Address(bits: 0) }
  @inlinable public static var broadcast: IPv4Address { IPv4Address(bits: .max) }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }

  /// 224.0.0.0/4 (RFC 5771).
  @inlinable public var isMulticast: Bool { bits >> 28 == 0xe }
  /// 127.0.0.0/8 (RFC 1122 §3.2.1.3).
  @inlinable public var isLoopback: Bool { bits >> 24 == 127 }
  /// 169.254.0.0/16 (RFC 3927).
  @inlinable public var isLinkLocal: Bool { bits >> 16 == 0xa9fe }
  /// 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918 §3).
  @inlinable public var isPrivate: Bool { bits >> 24 == 10 || bits >> 20 == 0xac1 || bits >> 16 == 0xc0a8 }
  /// 100.64.0.0/10 (RFC 6598 §7).
  @inlinable public var isShared: Bool { bits >> 22 == 0x6440 >> 6 }
}

extension IPv4Address: LosslessStringConvertible {
  /// Four decimal numbers and nothing else: no leading zeros, no spaces, no short forms.
  public init?(_ text: some StringProtocol) {
    var bits: UInt32 = 0
    var count = 0
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      guard count < 4, let octet = Self.octet(part) else { return nil }
      bits = bits << 8 | UInt32(octet)
      count += 1
    }
    guard count == 4 else { return nil }
    self.bits = bits
  }

  /// As `init(_:)` over any string.
  public init?(_ description: String) { self.init(description[...]) }

  static func octet(_ text: some StringProtocol) -> UInt8? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    guard text.utf8.count == 1 || text.utf8.first != 0x30 else { return nil }
    return UInt8(text)
  }

  public var description: String { "\(bits >> 24).\(bits >> 16 & 0xff).\(bits >> 8 & 0xff).\(bits & 0xff)" }
}
