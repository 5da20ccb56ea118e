/// Numbers in a frame's bytes as the RFCs draw them, high byte first, with nothing of `Wire`'s own reading.
extension [UInt8] {
  /// 16 bits.
  package func word(_ at: Int) -> UInt16 { UInt16(self[at]) << 8 | UInt16(self[at + 1]) }
  /// 32 bits.
  package func long(_ at: Int) -> UInt32 { UInt32(word(at)) << 16 | UInt32(word(at + 2)) }

  package mutating func put(_ value: UInt16, at: Int) {
    self[at] = UInt8(value >> 8)
    self[at + 1] = UInt8(value & 0xff)
  }
  package mutating func put(_ value: UInt32, at: Int) {
    put(UInt16(value >> 16), at: at)
    put(UInt16(value & 0xffff), at: at + 2)
  }

  /// The one's complement sum of 16-bit words (RFC 1071), word by word; an odd last byte is a word's high half.
  package func sum(_ range: Range<Int>) -> UInt16 {
    var sum: UInt32 = 0
    for i in range { sum += (i - range.lowerBound) % 2 == 0 ? UInt32(self[i]) << 8 : UInt32(self[i]) }
    while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
    return UInt16(sum)
  }

  /// Makes the checksum of the IPv4 header that begins at byte 14 right again.
  package mutating func healHeader() {
    put(UInt16(0), at: 24)
    put(~sum(14..<14 + Int(self[14] & 0x0f) * 4), at: 24)
  }
}
