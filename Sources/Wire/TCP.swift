/// TCP's control bits (RFC 9293 §3.1).
public struct TCPFlags: OptionSet, Hashable, Sendable {
  public var rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  @inlinable public static var fin: Self { Self(rawValue: 1 << 0) }
  @inlinable public static var syn: Self { Self(rawValue: 1 << 1) }
  @inlinable public static var rst: Self { Self(rawValue: 1 << 2) }
  @inlinable public static var psh: Self { Self(rawValue: 1 << 3) }
  @inlinable public static var ack: Self { Self(rawValue: 1 << 4) }
  @inlinable public static var urg: Self { Self(rawValue: 1 << 5) }
  @inlinable public static var ece: Self { Self(rawValue: 1 << 6) }
  @inlinable public static var cwr: Self { Self(rawValue: 1 << 7) }
}

extension TCPFlags: CustomStringConvertible {
  /// `SYN,ACK`; `none` where no bit is set.
  public var description: String {
    let names = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"]
    let set = names.indices.filter { rawValue >> UInt8($0) & 1 == 1 }.map { names[$0] }
    return set.isEmpty ? "none" : set.joined(separator: ",")
  }
}

/// A TCP header (RFC 9293 §3.1) where it lies, in somebody else's bytes.
///
/// It exists only if every accessor is safe; it judges nothing else. `TCPFields` is its value form.
public struct TCPHeader: ~Escapable {
  /// Where each field begins, in bytes.
  @usableFromInline enum Offset {
    @inlinable static var sourcePort: Int { 0 }
    @inlinable static var destinationPort: Int { 2 }
    @inlinable static var sequence: Int { 4 }
    @inlinable static var acknowledgment: Int { 8 }
    @inlinable static var dataOffset: Int { 12 }
    @inlinable static var flags: Int { 13 }
    @inlinable static var window: Int { 14 }
    @inlinable static var checksum: Int { 16 }
    @inlinable static var urgentPointer: Int { 18 }
  }
  @inlinable public static var minimumLength: Int { 20 }
  @inlinable public static var maximumLength: Int { 60 }

  @usableFromInline let bytes: RawSpan

  /// Nil where the header with its options does not lie in `bytes`, which are the whole segment, as
  /// `IPv4Header.payload` gives it.
  @inlinable @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount >= Self.minimumLength else { return nil }
    let headerLength = Int(bytes.uint8(at: Offset.dataOffset) >> 4) * 4
    guard headerLength >= Self.minimumLength, headerLength <= bytes.byteCount else { return nil }
    self.bytes = bytes
  }

  @inlinable public var sourcePort: UInt16 { bytes.uint16(at: Offset.sourcePort) }
  @inlinable public var destinationPort: UInt16 { bytes.uint16(at: Offset.destinationPort) }
  @inlinable public var sequence: UInt32 { bytes.uint32(at: Offset.sequence) }
  @inlinable public var acknowledgment: UInt32 { bytes.uint32(at: Offset.acknowledgment) }
  /// Options included, 20...60.
  @inlinable public var headerLength: Int { Int(bytes.uint8(at: Offset.dataOffset) >> 4) * 4 }
  @inlinable public var flags: TCPFlags { TCPFlags(rawValue: bytes.uint8(at: Offset.flags)) }
  @inlinable public var window: UInt16 { bytes.uint16(at: Offset.window) }
  @inlinable public var checksum: UInt16 { bytes.uint16(at: Offset.checksum) }
  @inlinable public var urgentPointer: UInt16 { bytes.uint16(at: Offset.urgentPointer) }
  @inlinable public var options: TCPOptions { TCPOptions(bytes.extracting(Self.minimumLength..<headerLength)) }

  /// The segment and its pseudo header add up to all ones.
  @inlinable public func isChecksumValid(source: IPv4Address, destination: IPv4Address) -> Bool {
    let pseudo = Checksum.pseudoHeader(
      source: source, destination: destination, protocolNumber: IPProtocol.tcp, length: bytes.byteCount)
    return Checksum.fold(Checksum.sum(bytes, from: pseudo)) == 0xffff
  }

  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(headerLength..<bytes.byteCount) }
  }
}

/// What a TCP header says, once it has been believed. Options that `TCPOptions` does not know are not kept.
public struct TCPFields: Equatable, Sendable {
  public var sourcePort: UInt16
  public var destinationPort: UInt16
  public var sequence: UInt32
  public var acknowledgment: UInt32
  public var flags: TCPFlags
  /// As it stands in the header, not shifted.
  public var window: UInt16
  public var urgentPointer: UInt16
  public var options: TCPOptions

  @inlinable public init(
    sourcePort: UInt16, destinationPort: UInt16, sequence: UInt32 = 0, acknowledgment: UInt32 = 0, flags: TCPFlags,
    window: UInt16 = 65_535, urgentPointer: UInt16 = 0, options: TCPOptions = TCPOptions()
  ) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
    self.sequence = sequence
    self.acknowledgment = acknowledgment
    self.flags = flags
    self.window = window
    self.urgentPointer = urgentPointer
    self.options = options
  }

  /// Nil where there is no header to read.
  @inlinable public init?(_ bytes: RawSpan) {
    guard let header = TCPHeader(bytes) else { return nil }
    self.init(
      sourcePort: header.sourcePort, destinationPort: header.destinationPort, sequence: header.sequence,
      acknowledgment: header.acknowledgment, flags: header.flags, window: header.window,
      urgentPointer: header.urgentPointer, options: header.options)
  }

  @inlinable public var headerLength: Int { TCPHeader.minimumLength + options.length }

  /// Writes all of the header's bytes. The checksum, which covers the payload too, is left zero for `writeChecksum`.
  @inlinable public func write(to bytes: inout MutableRawSpan) {
    bytes.store(sourcePort, at: TCPHeader.Offset.sourcePort)
    bytes.store(destinationPort, at: TCPHeader.Offset.destinationPort)
    bytes.store(sequence, at: TCPHeader.Offset.sequence)
    bytes.store(acknowledgment, at: TCPHeader.Offset.acknowledgment)
    bytes.store(UInt8(truncatingIfNeeded: headerLength / 4) << 4, at: TCPHeader.Offset.dataOffset)
    bytes.store(flags.rawValue, at: TCPHeader.Offset.flags)
    bytes.store(window, at: TCPHeader.Offset.window)
    bytes.store(UInt16(0), at: TCPHeader.Offset.checksum)
    bytes.store(urgentPointer, at: TCPHeader.Offset.urgentPointer)
    options.write(to: &bytes, at: TCPHeader.minimumLength)
  }

  /// Writes the checksum of a whole segment into it.
  @inlinable public static func writeChecksum(
    of segment: inout MutableRawSpan, source: IPv4Address, destination: IPv4Address
  ) {
    segment.store(UInt16(0), at: TCPHeader.Offset.checksum)
    let pseudo = Checksum.pseudoHeader(
      source: source, destination: destination, protocolNumber: IPProtocol.tcp, length: segment.byteCount)
    segment.store(Checksum.finish(Checksum.sum(segment.bytes, from: pseudo)), at: TCPHeader.Offset.checksum)
  }
}
