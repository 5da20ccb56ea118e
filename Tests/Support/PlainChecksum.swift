/// The Internet checksum as RFC 1071 §4.1 writes it down, two bytes at a time: the oracle of the fast one.
package enum PlainChecksum {
  /// The folded one's complement sum; 0xffff over bytes that hold their own right checksum.
  package static func sum(_ bytes: some Collection<UInt8>, pseudoHeader: [UInt8] = []) -> UInt16 {
    var sum: UInt32 = 0
    for piece in [pseudoHeader, Array(bytes)] {
      var high = true
      for byte in piece {
        sum += high ? UInt32(byte) << 8 : UInt32(byte)
        sum = (sum & 0xffff) + (sum >> 16)
        high.toggle()
      }
    }
    return UInt16(sum)
  }

  /// The twelve bytes before a TCP segment or a UDP datagram (RFC 9293 §3.1): addresses, zero, protocol, length.
  package static func pseudoHeader(ofPacket packet: [UInt8], length: Int) -> [UInt8] {
    packet[12..<20] + [0, packet[9], UInt8(length >> 8), UInt8(length & 0xff)]
  }
}
