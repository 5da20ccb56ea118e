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
  @inline(__always)
  func write(
    to memory: UnsafeMutableRawPointer, frame: UnsafeRawBufferPointer, comment: UnsafeRawBufferPointer
  ) -> Int {
    var cursor = BlockCursor(memory)
    cursor.put(PcapngBlock.enhancedPacket)
    cursor.put(0 as UInt32)  // The length is written last.
    cursor.put(interface)
    cursor.put(UInt32(truncatingIfNeeded: time >> 32))
    cursor.put(UInt32(truncatingIfNeeded: time))
    cursor.put(UInt32(truncatingIfNeeded: captured))
    cursor.put(UInt32(truncatingIfNeeded: frame.count))
    cursor.put(frame, count: captured)
    if comment.count > 0 {
      cursor.put(code: 1, length: UInt16(truncatingIfNeeded: comment.count))
      cursor.put(comment, count: comment.count)
    }
    cursor.put(code: 2, length: 4)
    cursor.put(direction.rawValue)
    cursor.put(code: 5, length: 8)
    cursor.put(id.bits)
    cursor.put(code: 0, length: 0)
    let length = cursor.memory - memory + 4
    cursor.put(UInt32(truncatingIfNeeded: length))
    (memory + 4).storeBytes(of: UInt32(truncatingIfNeeded: length).littleEndian, as: UInt32.self)
    return length
  }
}

/// Where the next little-endian number of a block goes.
private struct BlockCursor {
  var memory: UnsafeMutableRawPointer

  @inline(__always) init(_ memory: UnsafeMutableRawPointer) { self.memory = memory }

  @inline(__always) mutating func put<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) {
    memory.storeBytes(of: value.littleEndian, as: Number.self)
    memory += MemoryLayout<Number>.size
  }

  @inline(__always) mutating func put(code: UInt16, length: UInt16) {
    put(UInt32(code) | UInt32(length) << 16)
  }

  /// The first `count` bytes, then zeros up to the next 32-bit word.
  @inline(__always) mutating func put(_ bytes: UnsafeRawBufferPointer, count: Int) {
    guard count > 0, let base = bytes.baseAddress else { return }
    let padded = PcapngBlock.padded(count)
    // The last word first: what the bytes do not cover stays zero.
    (memory + padded - 4).storeBytes(of: 0, as: UInt32.self)
    memory.copyMemory(from: base, byteCount: count)
    memory += padded
  }
}
