/// The Internet checksum (RFC 1071) and its incremental update (RFC 1624).
public enum Checksum {
  /// The one's complement sum of `bytes`, added to `start`; not yet folded or complemented.
  ///
  /// An odd last byte counts as the high half of a word (RFC 1071 §4.1), so only the last piece may be odd.
  @inlinable public static func sum(_ bytes: RawSpan, from start: UInt64 = 0) -> UInt64 {
    var sum = start
    var offset = 0
    let count = bytes.byteCount
    while offset + 4 <= count {
      let word = UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
      sum += UInt64(word)
      offset += 4
    }
    if offset + 2 <= count {
      sum += UInt64(UInt16(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)))
      offset += 2
    }
    if offset < count { sum += UInt64(bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)) << 8 }
    return sum
  }

  /// Folds a sum to 16 bits, not complemented.
  @inlinable public static func fold(_ sum: UInt64) -> UInt16 {
    var folded = (sum & 0xffff_ffff) + (sum >> 32)
    folded = (folded & 0xffff) + (folded >> 16)
    folded = (folded & 0xffff) + (folded >> 16)
    folded = (folded & 0xffff) + (folded >> 16)
    return UInt16(truncatingIfNeeded: folded)
  }

  /// What a header says: the complement of the folded sum.
  @inlinable public static func finish(_ sum: UInt64) -> UInt16 { ~fold(sum) }

  /// What TCP and UDP add before their own bytes (RFC 9293 §3.1, RFC 768). `length` is header and data.
  @inlinable public static func pseudoHeader(
    source: IPv4Address, destination: IPv4Address, protocolNumber: UInt8, length: Int
  ) -> UInt64 {
    UInt64(source.bits) + UInt64(destination.bits) + UInt64(protocolNumber) + UInt64(length)
  }

  /// `checksum` after a 32-bit field went from `old` to `new`.
  ///
  /// RFC 1624 eqn. 3: HC' = ~(~HC + ~m + m'); updated, not recomputed, so that a frame that came in damaged goes out
  /// damaged.
  @inlinable public static func updated(_ checksum: UInt16, from old: UInt32, to new: UInt32) -> UInt16 {
    finish(UInt64(~checksum) + UInt64(~old) + UInt64(new))
  }
}
