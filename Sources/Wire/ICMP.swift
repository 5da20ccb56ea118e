/// ICMP's message types that mean something here (RFC 792, RFC 950; IANA "ICMP Type Numbers").
public enum ICMPType {
  @inlinable public static var echoReply: UInt8 { 0 }
  @inlinable public static var destinationUnreachable: UInt8 { 3 }
  @inlinable public static var sourceQuench: UInt8 { 4 }
  @inlinable public static var redirect: UInt8 { 5 }
  @inlinable public static var echoRequest: UInt8 { 8 }
  @inlinable public static var timeExceeded: UInt8 { 11 }
  @inlinable public static var parameterProblem: UInt8 { 12 }
  @inlinable public static var timestampRequest: UInt8 { 13 }
  @inlinable public static var timestampReply: UInt8 { 14 }
  @inlinable public static var informationRequest: UInt8 { 15 }
  @inlinable public static var informationReply: UInt8 { 16 }
  @inlinable public static var addressMaskRequest: UInt8 { 17 }
  @inlinable public static var addressMaskReply: UInt8 { 18 }

  /// A message about another packet, which follows it (RFC 1122 §3.2.2).
  @inlinable public static func isError(_ type: UInt8) -> Bool {
    type == destinationUnreachable || type == sourceQuench || type == redirect || type == timeExceeded
      || type == parameterProblem
  }

  /// The type that answers a request of `type`; nil where `type` is no request's.
  @inlinable public static func reply(to type: UInt8) -> UInt8? {
    switch type {
    case echoRequest: echoReply
    case timestampRequest, informationRequest, addressMaskRequest: type + 1
    default: nil
    }
  }

  /// The type that a reply of `type` answers; nil where `type` is no reply's.
  @inlinable public static func request(answeredBy type: UInt8) -> UInt8? {
    switch type {
    case echoReply: echoRequest
    case timestampReply, informationReply, addressMaskReply: type - 1
    default: nil
    }
  }
}

/// An ICMP header (RFC 792) where it lies, in somebody else's bytes: the eight that every message has.
///
/// It exists only if every accessor is safe; it judges nothing else. `ICMPFields` is its value form.
public struct ICMPHeader: ~Escapable {
  /// Where each field begins, in bytes.
  @usableFromInline enum Offset {
    @inlinable static var type: Int { 0 }
    @inlinable static var code: Int { 1 }
    @inlinable static var checksum: Int { 2 }
    @inlinable static var rest: Int { 4 }
    @inlinable static var identifier: Int { 4 }
    @inlinable static var sequence: Int { 6 }
  }
  @inlinable public static var length: Int { 8 }

  @usableFromInline let bytes: RawSpan

  /// `bytes` is the whole message, as `IPv4Header.payload` gives it.
  @inlinable @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount >= Self.length else { return nil }
    self.bytes = bytes
  }

  @inlinable public var type: UInt8 { bytes.uint8(at: Offset.type) }
  @inlinable public var code: UInt8 { bytes.uint8(at: Offset.code) }
  @inlinable public var checksum: UInt16 { bytes.uint16(at: Offset.checksum) }
  /// Bytes 4 to 7, which mean something else in each type.
  @inlinable public var rest: UInt32 { bytes.uint32(at: Offset.rest) }
  /// Which requests and replies belong together; only in those.
  @inlinable public var identifier: UInt16 { bytes.uint16(at: Offset.identifier) }
  @inlinable public var sequence: UInt16 { bytes.uint16(at: Offset.sequence) }
  @inlinable public var isError: Bool { ICMPType.isError(type) }
  /// The message adds up to all ones, its checksum included.
  @inlinable public var isChecksumValid: Bool { Checksum.fold(Checksum.sum(bytes)) == 0xffff }
  /// An echo's data; in an error, the beginning of the packet that it is about.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(Self.length..<bytes.byteCount) }
  }
}

/// What an ICMP header says.
public struct ICMPFields: Equatable, Sendable {
  public var type: UInt8
  public var code: UInt8
  /// Bytes 4 to 7, which mean something else in each type.
  public var rest: UInt32

  @inlinable public init(type: UInt8, code: UInt8 = 0, rest: UInt32 = 0) {
    self.type = type
    self.code = code
    self.rest = rest
  }

  @inlinable public init(type: UInt8, identifier: UInt16, sequence: UInt16) {
    self.init(type: type, rest: UInt32(identifier) << 16 | UInt32(sequence))
  }

  @inlinable public static func echoRequest(identifier: UInt16, sequence: UInt16) -> Self {
    Self(type: ICMPType.echoRequest, identifier: identifier, sequence: sequence)
  }
  @inlinable public static func echoReply(identifier: UInt16, sequence: UInt16) -> Self {
    Self(type: ICMPType.echoReply, identifier: identifier, sequence: sequence)
  }
  /// `code`: 0 net, 1 host, 2 protocol, 3 port, 13 administratively prohibited (RFC 792, RFC 1812 §5.2.7.1).
  @inlinable public static func destinationUnreachable(code: UInt8) -> Self {
    Self(type: ICMPType.destinationUnreachable, code: code)
  }
  /// "Fragmentation needed and DF set", with the next hop's MTU (RFC 1191 §4).
  @inlinable public static func fragmentationNeeded(mtu: UInt16) -> Self {
    Self(type: ICMPType.destinationUnreachable, code: 4, rest: UInt32(mtu))
  }
  /// "Time to live exceeded in transit".
  @inlinable public static var timeExceeded: Self { Self(type: ICMPType.timeExceeded) }

  @inlinable public var identifier: UInt16 { UInt16(truncatingIfNeeded: rest >> 16) }
  @inlinable public var sequence: UInt16 { UInt16(truncatingIfNeeded: rest) }
  @inlinable public var isError: Bool { ICMPType.isError(type) }

  /// Nil where there is no header to read.
  @inlinable public init?(_ bytes: RawSpan) {
    guard let header = ICMPHeader(bytes) else { return nil }
    self.init(type: header.type, code: header.code, rest: header.rest)
  }

  /// Writes all eight bytes. The checksum, which covers what follows too, is left zero for `writeChecksum`.
  @inlinable public func write(to bytes: inout MutableRawSpan) {
    bytes.store(type, at: ICMPHeader.Offset.type)
    bytes.store(code, at: ICMPHeader.Offset.code)
    bytes.store(UInt16(0), at: ICMPHeader.Offset.checksum)
    bytes.store(rest, at: ICMPHeader.Offset.rest)
  }

  /// Writes the checksum of a whole message into it.
  @inlinable public static func writeChecksum(of message: inout MutableRawSpan) {
    message.store(UInt16(0), at: ICMPHeader.Offset.checksum)
    message.store(Checksum.finish(Checksum.sum(message.bytes)), at: ICMPHeader.Offset.checksum)
  }
}
