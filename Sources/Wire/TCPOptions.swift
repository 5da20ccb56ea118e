/// The options of a TCP header that mean something here (RFC 9293 §3.2, RFC 7323, RFC 2018).
public struct TCPOptions: Equatable, Sendable {
  /// The longest segment that the sender takes (kind 2).
  public var maximumSegmentSize: UInt16?
  /// By how many bits the sender's windows are shifted (kind 3), 0...14.
  public var windowScale: UInt8?
  /// Selective acknowledgments may be sent (kind 4).
  public var isSACKPermitted = false
  /// The sender's clock and the last one it saw (kind 8).
  public var timestamps: TCPTimestamps?

  @inlinable public init(
    maximumSegmentSize: UInt16? = nil, windowScale: UInt8? = nil, isSACKPermitted: Bool = false,
    timestamps: TCPTimestamps? = nil
  ) {
    self.maximumSegmentSize = maximumSegmentSize
    self.windowScale = windowScale
    self.isSACKPermitted = isSACKPermitted
    self.timestamps = timestamps
  }

  /// Reads what it knows, steps over what it does not, and stops where a length cannot be.
  @inlinable public init(_ bytes: RawSpan) {
    var offset = 0
    while offset < bytes.byteCount {
      let kind = bytes.uint8(at: offset)
      if kind == Kind.end { return }
      if kind == Kind.noOperation {
        offset += 1
        continue
      }
      guard offset + 1 < bytes.byteCount else { return }
      let length = Int(bytes.uint8(at: offset + 1))
      guard length >= 2, length <= bytes.byteCount - offset else { return }
      read(kind, bytes.extracting(offset..<offset + length))
      offset += length
    }
  }

  @inlinable mutating func read(_ kind: UInt8, _ option: RawSpan) {
    switch (kind, option.byteCount) {
    case (Kind.maximumSegmentSize, 4): maximumSegmentSize = option.uint16(at: 2)
    // RFC 7323 §2.3: a receiver that is told more than 14 uses 14.
    case (Kind.windowScale, 3): windowScale = min(option.uint8(at: 2), 14)
    case (Kind.sackPermitted, 2): isSACKPermitted = true
    case (Kind.timestamps, 10): timestamps = TCPTimestamps(value: option.uint32(at: 2), echo: option.uint32(at: 6))
    default: break
    }
  }

  /// Bytes that `write` takes: a multiple of 4, at most 20.
  @inlinable public var length: Int {
    (maximumSegmentSize == nil ? 0 : 4) + (windowScale == nil ? 0 : 4) + (timestamps == nil ? 0 : 12)
      + (isSACKPermitted && timestamps == nil ? 4 : 0)
  }

  /// Writes `length` bytes at `start`, in Linux's order and with its padding (net/ipv4/tcp_output.c).
  @inlinable func write(to bytes: inout MutableRawSpan, at start: Int) {
    var offset = start
    if let maximumSegmentSize {
      bytes.store(0x0204_0000 | UInt32(maximumSegmentSize), at: offset)
      offset += 4
    }
    if isSACKPermitted || timestamps != nil {
      // Two bytes of "SACK permitted" or No Operation, before the timestamps' kind and length if there are any.
      let sack: UInt32 = isSACKPermitted ? 0x0402 : 0x0101
      bytes.store(timestamps == nil ? 0x0101_0000 | sack : sack << 16 | 0x080a, at: offset)
      offset += 4
    }
    if let timestamps {
      bytes.store(timestamps.value, at: offset)
      bytes.store(timestamps.echo, at: offset + 4)
      offset += 8
    }
    if let windowScale { bytes.store(0x0103_0300 | UInt32(windowScale), at: offset) }
  }

  @usableFromInline enum Kind {
    @inlinable static var end: UInt8 { 0 }
    @inlinable static var noOperation: UInt8 { 1 }
    @inlinable static var maximumSegmentSize: UInt8 { 2 }
    @inlinable static var windowScale: UInt8 { 3 }
    @inlinable static var sackPermitted: UInt8 { 4 }
    @inlinable static var timestamps: UInt8 { 8 }
  }
}

/// TCP's clocks (RFC 7323 §3.2).
public struct TCPTimestamps: Equatable, Sendable {
  /// `TSval`
  public var value: UInt32
  /// `TSecr`
  public var echo: UInt32

  @inlinable public init(value: UInt32, echo: UInt32) {
    self.value = value
    self.echo = echo
  }
}
