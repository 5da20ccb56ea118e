import Support
import Wire

/// The bytes of a frame after the fabric wrote new addresses into it, and whether two frames are the same but for the
/// two ways in which one's complement writes zero.
struct EvaluatorFrame {
  var bytes: [UInt8]
  /// Where checksums stand that were updated.
  private var checksums: Set<Int> = []
  /// Which of them must not become zero.
  private var nonzero: Set<Int> = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Ethernet: to whom.
  mutating func write(destinationMac: MACAddress) {
    bytes.put(UInt16(truncatingIfNeeded: destinationMac.bits >> 32), at: 0)
    bytes.put(UInt32(truncatingIfNeeded: destinationMac.bits), at: 2)
  }

  /// The internet gateway's 1:1 translation: the header's address, and in an ICMP error the same address where it
  /// stands in the packet that is quoted (`Assumption.errorsTranslatedAtGateway`).
  mutating func translateSource(of packet: EvaluatorPacket, to new: IPv4Address) {
    translate(packet, field: 12, from: packet.source, to: new, quotedField: 16)
  }
  mutating func translateDestination(of packet: EvaluatorPacket, to new: IPv4Address) {
    translate(packet, field: 16, from: packet.destination, to: new, quotedField: 12)
  }

  private mutating func translate(
    _ packet: EvaluatorPacket, field: Int, from old: IPv4Address, to new: IPv4Address, quotedField: Int
  ) {
    replace(old, by: new, at: 14 + field, headerChecksum: 14 + 10)
    guard !packet.isLaterFragment else { return }
    if packet.isTCP { adjust(packet.transport + 16, from: old, to: new) }
    if packet.isUDP { adjust(packet.transport + 6, from: old, to: new, zeroMeansNone: true) }
    if packet.isICMPError {
      let message = packet.transport..<packet.end
      let before = bytes.sum(message)
      translateQuoted(from: packet.transport + 8, end: packet.end, field: quotedField, old, new)
      let after = bytes.sum(message)
      checksums.insert(packet.transport + 2)
      bytes.put(
        Self.subtract(bytes.word(packet.transport + 2), Self.difference(after, before)), at: packet.transport + 2)
    }
  }

  private mutating func translateQuoted(from at: Int, end: Int, field: Int, _ old: IPv4Address, _ new: IPv4Address) {
    guard end >= at + 20, bytes[at] >> 4 == 4 else { return }
    let headerLength = Int(bytes[at] & 0x0f) * 4
    guard headerLength >= 20, end >= at + headerLength, bytes.long(at + field) == old.bits else { return }
    replace(old, by: new, at: at + field, headerChecksum: at + 10)
    let transport = at + headerLength
    guard bytes.word(at + 6) & 0x1fff == 0 else { return }
    if bytes[at + 9] == 6, end >= transport + 18 { adjust(transport + 16, from: old, to: new) }
    if bytes[at + 9] == 17, end >= transport + 8 { adjust(transport + 6, from: old, to: new, zeroMeansNone: true) }
  }

  private mutating func replace(_ old: IPv4Address, by new: IPv4Address, at: Int, headerChecksum: Int) {
    bytes.put(new.bits, at: at)
    adjust(headerChecksum, from: old, to: new)
  }

  /// A checksum is the complement of a sum, so it falls by what the sum rises (RFC 1624), whatever it was.
  private mutating func adjust(_ at: Int, from old: IPv4Address, to new: IPv4Address, zeroMeansNone: Bool = false) {
    if zeroMeansNone && bytes.word(at) == 0 { return }
    checksums.insert(at)
    let rise = Self.difference(Self.residue(new), Self.residue(old))
    let checksum = Self.subtract(bytes.word(at), rise)
    // RFC 768: "If the computed checksum is zero, it is transmitted as all ones".
    bytes.put(zeroMeansNone && checksum == 0 ? 0xffff : checksum, at: at)
    if zeroMeansNone { nonzero.insert(at) }
  }

  // Arithmetic modulo 65,535, which is what one's complement is.
  private static func residue(_ address: IPv4Address) -> UInt16 {
    UInt16(((address.bits >> 16) + (address.bits & 0xffff)) % 65_535)
  }
  private static func difference(_ a: UInt16, _ b: UInt16) -> UInt16 { subtract(a, b) }
  private static func subtract(_ a: UInt16, _ b: UInt16) -> UInt16 {
    UInt16((Int(a) % 65_535 - Int(b) % 65_535 + 65_535) % 65_535)
  }

  /// The same bytes as `other`, where a checksum that was updated may write zero as either of its two forms.
  func isSame(as other: [UInt8]) -> Bool { firstDifference(from: other) == nil }

  /// Where `other` differs first. Who sent the frame on the last leg (bytes 6 to 11) is not compared.
  func firstDifference(from other: [UInt8]) -> Int? {
    if bytes.count != other.count { return min(bytes.count, other.count) }
    var i = 0
    while i < bytes.count {
      if checksums.contains(i) {
        if bytes.word(i) % 65_535 != other.word(i) % 65_535 { return i }
        if nonzero.contains(i) && other.word(i) == 0 { return i }
        i += 2
        continue
      }
      if bytes[i] != other[i] && !(6..<12).contains(i) { return i }
      i += 1
    }
    return nil
  }
}
