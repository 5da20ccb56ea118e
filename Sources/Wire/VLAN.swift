/// An 802.1Q tag (IEEE 802.1Q §9.6) where it lies, in somebody else's bytes: the four that follow the type 0x8100.
///
/// It exists only if every accessor is safe; it judges nothing else. `VLANTag` is its value form.
public struct VLANHeader: ~Escapable {
  /// Where each field begins, in bytes.
  @usableFromInline enum Offset {
    @inlinable static var control: Int { 0 }
    @inlinable static var etherType: Int { 2 }
  }
  @inlinable public static var length: Int { 4 }

  @usableFromInline let bytes: RawSpan

  @inlinable @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount >= Self.length else { return nil }
    self.bytes = bytes
  }

  @inlinable var control: UInt16 { bytes.uint16(at: Offset.control) }
  /// The priority code point, 0...7.
  @inlinable public var priority: UInt8 { UInt8(truncatingIfNeeded: control >> 13) }
  @inlinable public var isDropEligible: Bool { control & 0x1000 != 0 }
  /// The VLAN, 0...4095; 0 is a tag that only carries a priority.
  @inlinable public var identifier: UInt16 { control & 0x0fff }
  /// What follows the tag.
  @inlinable public var etherType: UInt16 { bytes.uint16(at: Offset.etherType) }
  /// Everything after the tag.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(Self.length..<bytes.byteCount) }
  }
}

/// What an 802.1Q tag says.
public struct VLANTag: Equatable, Sendable {
  /// 0...7
  public var priority: UInt8
  public var isDropEligible: Bool
  /// 0...4095
  public var identifier: UInt16
  public var etherType: UInt16

  @inlinable public init(identifier: UInt16, priority: UInt8 = 0, isDropEligible: Bool = false, etherType: UInt16) {
    self.identifier = identifier
    self.priority = priority
    self.isDropEligible = isDropEligible
    self.etherType = etherType
  }

  /// Nil where there is no tag to read.
  @inlinable public init?(_ bytes: RawSpan) {
    guard let header = VLANHeader(bytes) else { return nil }
    self.init(
      identifier: header.identifier, priority: header.priority, isDropEligible: header.isDropEligible,
      etherType: header.etherType)
  }

  /// Writes all four bytes.
  @inlinable public func write(to bytes: inout MutableRawSpan) {
    let control = UInt16(priority & 7) << 13 | (isDropEligible ? 0x1000 : 0) | identifier & 0x0fff
    bytes.store(control, at: VLANHeader.Offset.control)
    bytes.store(etherType, at: VLANHeader.Offset.etherType)
  }
}
