/// A 48-bit Ethernet address (IEEE 802), in the low bits: 02:00:00:00:00:01 is 0x0200_0000_0001.
@frozen
public struct MACAddress: Hashable, Sendable {
  public var bits: UInt64
  @inlinable public init(bits: UInt64) { self.bits = bits & 0xffff_ffff_ffff }

  @inlinable public static var broadcast: MACAddress { MACAddress(bits: 0xffff_ffff_ffff) }
  @inlinable public static var zero: MACAddress { MACAddress(bits: 0) }
  /// Broadcast is a group address too.
  @inlinable public var isGroup: Bool { bits >> 40 & 1 == 1 }
}

extension MACAddress: LosslessStringConvertible {
  /// Six pairs of hexadecimal digits between colons.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    var bits: UInt64 = 0
    for part in parts {
      guard part.utf8.count == 2, part.allSatisfy(\.isHexDigit), let octet = UInt8(part, radix: 16) else { return nil }
      bits = bits << 8 | UInt64(octet)
    }
    self.bits = bits
  }

  public var description: String {
    (0..<6).map { i in
      let octet = UInt8(truncatingIfNeeded: bits >> UInt64(40 - 8 * i))
      return (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }.joined(separator: ":")
  }
}
