/// An IPv4 header (RFC 791 §3.1) where it lies, in somebody else's bytes.
///
/// It exists only if every accessor is safe; it judges nothing else. `IPv4Fields` is its value form.
public struct IPv4Header: ~Escapable {
  /// Where each field begins, in bytes.
  @usableFromInline enum Offset {
    @inlinable static var versionAndLength: Int { 0 }
    @inlinable static var typeOfService: Int { 1 }
    @inlinable static var totalLength: Int { 2 }
    @inlinable static var identification: Int { 4 }
    @inlinable static var fragment: Int { 6 }
    @inlinable static var timeToLive: Int { 8 }
    @inlinable static var protocolNumber: Int { 9 }
    @inlinable static var checksum: Int { 10 }
    @inlinable static var source: Int { 12 }
    @inlinable static var destination: Int { 16 }
  }
  @inlinable public static var minimumLength: Int { 20 }
  @inlinable public static var maximumLength: Int { 60 }
  /// The longest packet that the total length can say.
  @inlinable public static var maximumTotalLength: Int { 65_535 }

  @usableFromInline let bytes: RawSpan

  /// Nil where the version is not 4, or the header with its options does not lie in `bytes`.
  @inlinable @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount >= Self.minimumLength else { return nil }
    let first = bytes.uint8(at: Offset.versionAndLength)
    let headerLength = Int(first & 0x0f) * 4
    guard first >> 4 == 4, headerLength >= Self.minimumLength, headerLength <= bytes.byteCount else { return nil }
    self.bytes = bytes
  }

  /// Options included, 20...60.
  @inlinable public var headerLength: Int { Int(bytes.uint8(at: Offset.versionAndLength) & 0x0f) * 4 }
  @inlinable public var optionsLength: Int { headerLength - Self.minimumLength }
  /// The differentiated services code point (RFC 2474 §3), 0...63.
  @inlinable public var dscp: UInt8 { bytes.uint8(at: Offset.typeOfService) >> 2 }
  /// Explicit congestion notification (RFC 3168 §5), 0...3.
  @inlinable public var ecn: UInt8 { bytes.uint8(at: Offset.typeOfService) & 3 }
  /// What the header claims, not what is there.
  @inlinable public var totalLength: Int { Int(bytes.uint16(at: Offset.totalLength)) }
  @inlinable public var identification: UInt16 { bytes.uint16(at: Offset.identification) }
  @inlinable public var dontFragment: Bool { bytes.uint16(at: Offset.fragment) & 0x4000 != 0 }
  @inlinable public var moreFragments: Bool { bytes.uint16(at: Offset.fragment) & 0x2000 != 0 }
  /// In bytes, a multiple of 8.
  @inlinable public var fragmentOffset: Int { Int(bytes.uint16(at: Offset.fragment) & 0x1fff) * 8 }
  /// A piece of a packet, whichever one.
  @inlinable public var isFragment: Bool { bytes.uint16(at: Offset.fragment) & 0x3fff != 0 }
  @inlinable public var timeToLive: UInt8 { bytes.uint8(at: Offset.timeToLive) }
  @inlinable public var protocolNumber: UInt8 { bytes.uint8(at: Offset.protocolNumber) }
  @inlinable public var checksum: UInt16 { bytes.uint16(at: Offset.checksum) }
  @inlinable public var source: IPv4Address { bytes.ipv4Address(at: Offset.source) }
  @inlinable public var destination: IPv4Address { bytes.ipv4Address(at: Offset.destination) }

  /// The header adds up to all ones, its checksum included (RFC 1071 §1).
  @inlinable public var isChecksumValid: Bool {
    Checksum.fold(Checksum.sum(ofIPv4Header: bytes, length: headerLength)) == 0xffff
  }
  /// The packet that the total length claims has room for its header and lies in the bytes.
  @inlinable public var isWhole: Bool { totalLength >= headerLength && totalLength <= bytes.byteCount }
  @inlinable public var options: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(Self.minimumLength..<headerLength) }
  }
  /// What the total length claims, as far as it is there; Ethernet's padding is left out. Empty where the total length
  /// is shorter than the header.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(headerLength..<max(headerLength, min(totalLength, bytes.byteCount))) }
  }
}

/// What an IPv4 header says, once it has been believed.
public struct IPv4Fields: Equatable, Sendable {
  public var source: IPv4Address
  public var destination: IPv4Address
  public var protocolNumber: UInt8
  public var timeToLive: UInt8 = 64
  public var identification: UInt16 = 0
  public var dontFragment = false
  public var moreFragments = false
  /// In bytes, a multiple of 8, at most 65,528.
  public var fragmentOffset = 0
  /// 0...63
  public var dscp: UInt8 = 0
  /// 0...3
  public var ecn: UInt8 = 0
  /// A multiple of 4, at most 40. Which options there were is not kept: they are written as No Operation.
  public var optionsLength = 0
  /// Bytes after the header.
  public var payloadLength: Int

  @inlinable public init(
    source: IPv4Address, destination: IPv4Address, protocolNumber: UInt8 = 0, timeToLive: UInt8 = 64,
    payloadLength: Int = 0
  ) {
    self.source = source
    self.destination = destination
    self.protocolNumber = protocolNumber
    self.timeToLive = timeToLive
    self.payloadLength = payloadLength
  }

  /// Nil where there is no header to read, and where the total length is shorter than the header. The payload need not
  /// be there: an ICMP error brings only its beginning.
  @inlinable public init?(_ bytes: RawSpan) {
    guard let header = IPv4Header(bytes), header.totalLength >= header.headerLength else { return nil }
    self.init(
      source: header.source, destination: header.destination, protocolNumber: header.protocolNumber,
      timeToLive: header.timeToLive, payloadLength: header.totalLength - header.headerLength)
    identification = header.identification
    dontFragment = header.dontFragment
    moreFragments = header.moreFragments
    fragmentOffset = header.fragmentOffset
    dscp = header.dscp
    ecn = header.ecn
    optionsLength = header.optionsLength
  }

  @inlinable public var headerLength: Int { IPv4Header.minimumLength + optionsLength }

  /// Writes all of the header's bytes, with its checksum.
  @inlinable public func write(to bytes: inout MutableRawSpan) {
    precondition(optionsLength & 3 == 0 && (0...40).contains(optionsLength), "IPv4 options are 0, 4, ... 40 bytes long")
    precondition(fragmentOffset & 7 == 0 && (0...65_528).contains(fragmentOffset), "IPv4 counts fragments in eights")
    let total = headerLength + payloadLength
    precondition((headerLength...65_535).contains(total), "an IPv4 packet is at most 65,535 bytes long")
    let flags: UInt16 = (dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0)
    bytes.store(0x40 | UInt8(truncatingIfNeeded: headerLength / 4), at: IPv4Header.Offset.versionAndLength)
    bytes.store(dscp << 2 | ecn & 3, at: IPv4Header.Offset.typeOfService)
    bytes.store(UInt16(truncatingIfNeeded: total), at: IPv4Header.Offset.totalLength)
    bytes.store(identification, at: IPv4Header.Offset.identification)
    bytes.store(flags | UInt16(truncatingIfNeeded: fragmentOffset / 8), at: IPv4Header.Offset.fragment)
    bytes.store(timeToLive, at: IPv4Header.Offset.timeToLive)
    bytes.store(protocolNumber, at: IPv4Header.Offset.protocolNumber)
    bytes.store(UInt16(0), at: IPv4Header.Offset.checksum)
    bytes.store(source, at: IPv4Header.Offset.source)
    bytes.store(destination, at: IPv4Header.Offset.destination)
    for offset in IPv4Header.minimumLength..<headerLength { bytes.store(UInt8(1), at: offset) }
    let sum = Checksum.sum(ofIPv4Header: bytes.bytes, length: headerLength)
    bytes.store(Checksum.finish(sum), at: IPv4Header.Offset.checksum)
  }
}
