/// A UDP header (RFC 768) where it lies, in somebody else's bytes.
///
/// It exists only if every accessor is safe; it judges nothing else. `UDPFields` is its value form.
public struct UDPHeader: ~Escapable {
  /// Where each field begins, in bytes.
  @usableFromInline enum Offset {
    @inlinable static var sourcePort: Int { 0 }
    @inlinable static var destinationPort: Int { 2 }
    @inlinable static var length: Int { 4 }
    @inlinable static var checksum: Int { 6 }
  }
  @inlinable public static var length: Int { 8 }

  @usableFromInline let bytes: RawSpan

  @inlinable @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount >= Self.length else { return nil }
    self.bytes = bytes
  }

  @inlinable public var sourcePort: UInt16 { bytes.uint16(at: Offset.sourcePort) }
  @inlinable public var destinationPort: UInt16 { bytes.uint16(at: Offset.destinationPort) }
  /// What the header claims for itself and its data, not what is there.
  @inlinable public var datagramLength: Int { Int(bytes.uint16(at: Offset.length)) }
  @inlinable public var checksum: UInt16 { bytes.uint16(at: Offset.checksum) }
  /// False where the sender made none: zero.
  @inlinable public var hasChecksum: Bool { checksum != 0 }

  /// The datagram that the length claims has room for its header and lies in the bytes.
  @inlinable public var isWhole: Bool { datagramLength >= Self.length && datagramLength <= bytes.byteCount }

  /// There is no checksum, or the datagram and its pseudo header add up to all ones. False where it is not whole.
  @inlinable public func isChecksumValid(source: IPv4Address, destination: IPv4Address) -> Bool {
    guard hasChecksum else { return true }
    guard isWhole else { return false }
    let pseudo = Checksum.pseudoHeader(
      source: source, destination: destination, protocolNumber: IPProtocol.udp, length: datagramLength)
    return Checksum.fold(Checksum.sum(bytes.extracting(0..<datagramLength), from: pseudo)) == 0xffff
  }

  /// What the length claims, as far as it is there. Empty where the length is shorter than the header.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) get {
      bytes.extracting(Self.length..<max(Self.length, min(datagramLength, bytes.byteCount)))
    }
  }
}

/// What a UDP header says, once it has been believed.
public struct UDPFields: Equatable, Sendable {
  public var sourcePort: UInt16
  public var destinationPort: UInt16
  /// Bytes after the header.
  public var payloadLength: Int

  @inlinable public init(sourcePort: UInt16, destinationPort: UInt16, payloadLength: Int = 0) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
    self.payloadLength = payloadLength
  }

  /// Nil where there is no header to read, and where the length is shorter than the header. The payload need not be
  /// there: an ICMP error brings only its beginning.
  @inlinable public init?(_ bytes: RawSpan) {
    guard let header = UDPHeader(bytes), header.datagramLength >= UDPHeader.length else { return nil }
    self.init(
      sourcePort: header.sourcePort, destinationPort: header.destinationPort,
      payloadLength: header.datagramLength - UDPHeader.length)
  }

  /// Writes all eight bytes. The checksum, which covers the payload too, is left zero for `writeChecksum`.
  @inlinable public func write(to bytes: inout MutableRawSpan) {
    let total = UDPHeader.length + payloadLength
    precondition((UDPHeader.length...65_535).contains(total), "a UDP datagram is at most 65,535 bytes long")
    bytes.store(sourcePort, at: UDPHeader.Offset.sourcePort)
    bytes.store(destinationPort, at: UDPHeader.Offset.destinationPort)
    bytes.store(UInt16(truncatingIfNeeded: total), at: UDPHeader.Offset.length)
    bytes.store(UInt16(0), at: UDPHeader.Offset.checksum)
  }

  /// Writes the checksum of a whole datagram into it.
  ///
  /// RFC 768: "If the computed checksum is zero, it is transmitted as all ones": zero says that there is none.
  @inlinable public static func writeChecksum(
    of datagram: inout MutableRawSpan, source: IPv4Address, destination: IPv4Address
  ) {
    datagram.store(UInt16(0), at: UDPHeader.Offset.checksum)
    let pseudo = Checksum.pseudoHeader(
      source: source, destination: destination, protocolNumber: IPProtocol.udp, length: datagram.byteCount)
    let checksum = Checksum.finish(Checksum.sum(datagram.bytes, from: pseudo))
    datagram.store(checksum == 0 ? 0xffff : checksum, at: UDPHeader.Offset.checksum)
  }
}
