import Packets

/// One enhanced packet block: a frame, when and where it was captured, and what is known of it.
///
/// ```
///    0 | type 6        | 4 | total length | 8 | interface |
///   12 | time, high    | 16 | time, low   | 20 | captured length | 24 | original length |
///   28 | captured bytes, padded to 4 |
///      | opt_comment, padded to 4 (if any) | epb_flags 8 | epb_packetid 12 | opt_endofopt 4 | total length 4 |
/// ```
/// `epb_verdict` is never written: Wireshark 4.0 writes it back under a wrong code and then refuses its own file, so
/// the verdict stands in the comment.
/// Source: draft-ietf-opsawg-pcapng, section 4.3.
struct PacketBlock {
  var interface: UInt32
  /// Nanoseconds since 1970-01-01.
  var time: UInt64
  var captured: Int
  var direction: CaptureDirection
  var id: PacketID

  /// All but the captured bytes and the comment's text, with 3 bytes of padding for the frame.
  static let largestOverhead = 28 + 3 + 4 + 24 + 4

  /// Writes the block to `memory`, which has room for it, and says how long it is.
  ///
  /// Neighbouring fields go out as one number, for a burst of packets spends its time here.
  @inline(__always)
  func write(
    to memory: UnsafeMutableRawPointer, frame: UnsafeRawBufferPointer, comment: UnsafeRawBufferPointer
  ) -> Int {
    let padded = PcapngBlock.padded(captured)
    let text = comment.count > 0 ? 4 + PcapngBlock.padded(comment.count) : 0
    let length = 28 + padded + text + 24 + 4
    let lengthField = UInt32(truncatingIfNeeded: length)
    var cursor = BlockCursor(memory)
    cursor.put(PcapngBlock.enhancedPacket, lengthField)
    cursor.put(interface)
    cursor.put(UInt32(truncatingIfNeeded: time >> 32), UInt32(truncatingIfNeeded: time))
    cursor.put(UInt32(truncatingIfNeeded: captured), UInt32(truncatingIfNeeded: frame.count))
    cursor.put(frame, count: captured)
    if text > 0 {
      cursor.put(BlockCursor.option(code: 1, length: comment.count))
      cursor.put(comment, count: comment.count)
    }
    cursor.put(BlockCursor.option(code: 2, length: 4), direction.rawValue)
    cursor.put(BlockCursor.option(code: 5, length: 8))
    cursor.put(id.bits)
    cursor.put(BlockCursor.option(code: 0, length: 0), lengthField)
    return length
  }
}

/// Where the next little-endian number of a block goes.
private struct BlockCursor {
  var memory: UnsafeMutableRawPointer

  @inline(__always) init(_ memory: UnsafeMutableRawPointer) { self.memory = memory }

  @inline(__always) static func option(code: UInt32, length: Int) -> UInt32 {
    code | UInt32(truncatingIfNeeded: length) << 16
  }

  @inline(__always) mutating func put<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) {
    memory.storeBytes(of: value.littleEndian, as: Number.self)
    memory += MemoryLayout<Number>.size
  }

  /// Two words, one after the other.
  @inline(__always) mutating func put(_ first: UInt32, _ second: UInt32) { put(UInt64(first) | UInt64(second) << 32) }

  /// The first `count` bytes, then zeros up to the next 32-bit word.
  @inline(__always) mutating func put(_ bytes: UnsafeRawBufferPointer, count: Int) {
    guard count > 0, let base = bytes.baseAddress else { return }
    let padded = PcapngBlock.padded(count)
    // The last word first: what the bytes do not cover stays zero.
    (memory + padded - 4).storeBytes(of: 0, as: UInt32.self)
    if count >= 16 && count <= 128 {
      copyShort(from: base, count: count)
    } else {
      memory.copyMemory(from: base, byteCount: count)
    }
    memory += padded
  }

  /// 16 to 128 bytes, sixteen at a time, without a call; the last sixteen overlap those before.
  @inline(__always) private func copyShort(from base: UnsafeRawPointer, count: Int) {
    typealias Sixteen = SIMD2<UInt64>
    var offset = 0
    while offset &+ 16 < count {  // Safe: count is at most 128.
      let piece = base.loadUnaligned(fromByteOffset: offset, as: Sixteen.self)
      memory.storeBytes(of: piece, toByteOffset: offset, as: Sixteen.self)
      offset &+= 16
    }
    let end = base.loadUnaligned(fromByteOffset: count &- 16, as: Sixteen.self)
    memory.storeBytes(of: end, toByteOffset: count &- 16, as: Sixteen.self)
  }
}
