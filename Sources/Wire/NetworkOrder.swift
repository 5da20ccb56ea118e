/// Numbers as headers hold them: unaligned, high byte first (RFC 791, appendix B). Every load and store is checked.
extension RawSpan {
  @inlinable public func uint8(at offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
  @inlinable public func uint16(at offset: Int) -> UInt16 {
    UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }
  @inlinable public func uint32(at offset: Int) -> UInt32 {
    UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
  @inlinable public func macAddress(at offset: Int) -> MACAddress {
    MACAddress(bits: UInt64(uint16(at: offset)) << 32 | UInt64(uint32(at: offset + 2)))
  }
  @inlinable public func ipv4Address(at offset: Int) -> IPv4Address { IPv4Address(bits: uint32(at: offset)) }
}

extension MutableRawSpan {
  @inlinable @_lifetime(self: copy self)
  public mutating func store(_ value: UInt8, at offset: Int) {
    storeBytes(of: value, toByteOffset: offset, as: UInt8.self)
  }
  @inlinable @_lifetime(self: copy self)
  public mutating func store(_ value: UInt16, at offset: Int) {
    storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt16.self)
  }
  @inlinable @_lifetime(self: copy self)
  public mutating func store(_ value: UInt32, at offset: Int) {
    storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt32.self)
  }
  @inlinable @_lifetime(self: copy self)
  public mutating func store(_ value: MACAddress, at offset: Int) {
    store(UInt16(truncatingIfNeeded: value.bits >> 32), at: offset)
    store(UInt32(truncatingIfNeeded: value.bits), at: offset + 2)
  }
  @inlinable @_lifetime(self: copy self)
  public mutating func store(_ value: IPv4Address, at offset: Int) { store(value.bits, at: offset) }
}
