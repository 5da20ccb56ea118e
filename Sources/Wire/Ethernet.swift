/// An Ethernet header (IEEE 802.3 §3.2, type interpretation) where it lies, in somebody else's bytes.
///
/// It exists only if every accessor is safe; it judges nothing else. `EthernetFields` is its value form.
public struct EthernetHeader: ~Escapable {
  /// Where each field begins, in bytes.
  @usableFromInline enum Offset {
    @inlinable static var destination: Int { 0 }
    @inlinable static var source: Int { 6 }
    @inlinable static var etherType: Int { 12 }
  }
  @inlinable public static var length: Int { 14 }

  @usableFromInline let bytes: RawSpan

  @inlinable @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount >= Self.length else { return nil }
    self.bytes = bytes
  }

  @inlinable public var destination: MACAddress { bytes.macAddress(at: Offset.destination) }
  @inlinable public var source: MACAddress { bytes.macAddress(at: Offset.source) }
  @inlinable public var etherType: UInt16 { bytes.uint16(at: Offset.etherType) }
  /// Everything after the header, padding included.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(Self.length..<bytes.byteCount) }
  }
}

/// What an Ethernet header says.
public struct EthernetFields: Equatable, Sendable {
  public var destination: MACAddress
  public var source: MACAddress
  public var etherType: UInt16

  @inlinable public init(destination: MACAddress, source: MACAddress, etherType: UInt16) {
    self.destination = destination
    self.source = source
    self.etherType = etherType
  }

  /// Nil where there is no header to read.
  @inlinable public init?(_ bytes: RawSpan) {
    guard let header = EthernetHeader(bytes) else { return nil }
    self.init(destination: header.destination, source: header.source, etherType: header.etherType)
  }

  /// Writes all fourteen bytes.
  @inlinable public func write(to bytes: inout MutableRawSpan) {
    bytes.store(destination, at: EthernetHeader.Offset.destination)
    bytes.store(source, at: EthernetHeader.Offset.source)
    bytes.store(etherType, at: EthernetHeader.Offset.etherType)
  }
}
