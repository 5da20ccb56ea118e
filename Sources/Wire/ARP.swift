/// What an ARP packet asks or answers (RFC 826, `ar$op`).
public enum ARPOperation: UInt16, Sendable {
  case request = 1
  case reply = 2
}

/// An ARP packet (RFC 826, "Packet format") with room for Ethernet and IPv4 addresses, where it lies.
///
/// It exists only if every accessor is safe; it judges nothing else. `ARPFields` is its value form.
public struct ARPHeader: ~Escapable {
  /// Where each field begins, in bytes.
  @usableFromInline enum Offset {
    @inlinable static var hardwareType: Int { 0 }
    @inlinable static var protocolType: Int { 2 }
    @inlinable static var hardwareLength: Int { 4 }
    @inlinable static var protocolLength: Int { 5 }
    @inlinable static var operation: Int { 6 }
    @inlinable static var senderMAC: Int { 8 }
    @inlinable static var senderAddress: Int { 14 }
    @inlinable static var targetMAC: Int { 18 }
    @inlinable static var targetAddress: Int { 24 }
  }
  @inlinable public static var length: Int { 28 }

  @usableFromInline let bytes: RawSpan

  @inlinable @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount >= Self.length else { return nil }
    self.bytes = bytes
  }

  /// Ethernet (1) and IPv4 (0x0800) with addresses of 6 and 4 bytes; otherwise the addresses mean nothing.
  @inlinable public var isIPv4OverEthernet: Bool {
    bytes.uint32(at: Offset.hardwareType) == 0x0001_0800 && bytes.uint16(at: Offset.hardwareLength) == 0x0604
  }
  /// 1 is a request, 2 a reply; `ARPOperation` knows these two.
  @inlinable public var operation: UInt16 { bytes.uint16(at: Offset.operation) }
  @inlinable public var senderMAC: MACAddress { bytes.macAddress(at: Offset.senderMAC) }
  @inlinable public var senderAddress: IPv4Address { bytes.ipv4Address(at: Offset.senderAddress) }
  @inlinable public var targetMAC: MACAddress { bytes.macAddress(at: Offset.targetMAC) }
  @inlinable public var targetAddress: IPv4Address { bytes.ipv4Address(at: Offset.targetAddress) }
}

/// What an ARP packet says, once it has been believed: Ethernet, IPv4, a request or a reply.
public struct ARPFields: Equatable, Sendable {
  public var operation: ARPOperation
  public var senderMAC: MACAddress
  public var senderAddress: IPv4Address
  public var targetMAC: MACAddress
  public var targetAddress: IPv4Address

  @inlinable public init(
    operation: ARPOperation, senderMAC: MACAddress, senderAddress: IPv4Address, targetMAC: MACAddress,
    targetAddress: IPv4Address
  ) {
    self.operation = operation
    self.senderMAC = senderMAC
    self.senderAddress = senderAddress
    self.targetMAC = targetMAC
    self.targetAddress = targetAddress
  }

  /// "Who has `address`? Tell `senderAddress`."
  @inlinable public static func request(
    for address: IPv4Address, from senderMAC: MACAddress, _ senderAddress: IPv4Address
  ) -> Self {
    Self(
      operation: .request, senderMAC: senderMAC, senderAddress: senderAddress, targetMAC: .zero, targetAddress: address)
  }

  /// The answer that says: what was asked for is at `mac`.
  @inlinable public func reply(from mac: MACAddress) -> Self {
    Self(
      operation: .reply, senderMAC: mac, senderAddress: targetAddress, targetMAC: senderMAC,
      targetAddress: senderAddress)
  }

  /// Nil where there is no packet to read, other kinds of addresses, or another operation.
  @inlinable public init?(_ bytes: RawSpan) {
    guard let header = ARPHeader(bytes), header.isIPv4OverEthernet,
      let operation = ARPOperation(rawValue: header.operation)
    else { return nil }
    self.init(
      operation: operation, senderMAC: header.senderMAC, senderAddress: header.senderAddress,
      targetMAC: header.targetMAC, targetAddress: header.targetAddress)
  }

  /// Writes all 28 bytes.
  @inlinable public func write(to bytes: inout MutableRawSpan) {
    bytes.store(UInt32(0x0001_0800), at: ARPHeader.Offset.hardwareType)
    bytes.store(UInt16(0x0604), at: ARPHeader.Offset.hardwareLength)
    bytes.store(operation.rawValue, at: ARPHeader.Offset.operation)
    bytes.store(senderMAC, at: ARPHeader.Offset.senderMAC)
    bytes.store(senderAddress, at: ARPHeader.Offset.senderAddress)
    bytes.store(targetMAC, at: ARPHeader.Offset.targetMAC)
    bytes.store(targetAddress, at: ARPHeader.Offset.targetAddress)
  }
}
