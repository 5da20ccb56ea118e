import CLinux
import Glibc

/// The slabs that own all frames of a shard, and the notes beside them.
///
/// ```
///   slab 0 (small)  | frame 0 · 2,112 bytes | frame 1 | …          stride: 33 cache lines
///   slab 1 (large)  | frame 0 · 9,280 bytes | frame 1 | …          stride: 145 cache lines
///   notes, per slab | 64 bytes | 64 bytes | …
///
///   0 <= inUse <= highWater <= limit, for each slab
/// ```
/// An odd number of cache lines keeps frames' headers off the same few cache sets (a stride of 2,048 made touching
/// headers up to twice as slow, measured). Address space for `limit` frames is reserved at the start and filled by the
/// kernel page by page as frames are first used, so the slab grows by itself and a handle stays where it is.
///
/// At the limit `take` returns nil and the caller holds its input back; the pool never drops a packet.
/// Whoever holds a handle owns the frame until `free`. Not for sharing between threads.
public struct PacketPool: ~Copyable {
  /// The longest frame a slab of small frames holds, in bytes.
  public static var smallCapacity: Int { 2_112 }
  /// The longest frame at all, in bytes: 9,001 of IP and 14 of Ethernet fit, with room to spare.
  public static var largeCapacity: Int { 9_280 }

  @usableFromInline var small: Slab
  @usableFromInline var large: Slab

  /// Room for `smallLimit` frames of up to 2,112 bytes and `largeLimit` of up to 9,280.
  public init(smallLimit: Int = 1 << 20, largeLimit: Int = 1 << 17) {
    small = Slab(stride: Self.smallCapacity, limit: smallLimit)
    large = Slab(stride: Self.largeCapacity, limit: largeLimit)
  }

  deinit {
    small.unmap()
    large.unmap()
  }

  /// Frames in somebody's hands.
  @inlinable public var inUse: Int { small.inUse + large.inUse }

  /// A frame with room for `length` bytes; what lies in it is what its last owner left. Its note is fresh.
  ///
  /// Nil at the limit, and where `length` exceeds `largeCapacity`.
  @inlinable public mutating func take(length: Int) -> PacketHandle? {
    let handle: PacketHandle
    if length <= Self.smallCapacity {
      guard let index = small.take() else { return nil }
      handle = PacketHandle(bits: UInt32(truncatingIfNeeded: index))
    } else {
      guard length <= Self.largeCapacity, let index = large.take() else { return nil }
      handle = PacketHandle(bits: UInt32(truncatingIfNeeded: index) | 1 << 31)
    }
    var fresh = PacketNote()
    fresh.length = UInt16(truncatingIfNeeded: length)
    note(handle).pointee = fresh
    return handle
  }

  /// Gives a frame back. Its handle is dead from here on.
  @inlinable public mutating func free(_ handle: PacketHandle) {
    if handle.isLarge { large.give(handle.index) } else { small.give(handle.index) }
  }

  /// The frame's first byte; valid for the handle's capacity while the handle is held.
  @inlinable public func bytes(_ handle: PacketHandle) -> UnsafeMutableRawPointer {
    handle.isLarge
      ? large.frames + handle.index &* Self.largeCapacity
      : small.frames + handle.index &* Self.smallCapacity
  }

  /// The frame's note; valid while the handle is held.
  @inlinable public func note(_ handle: PacketHandle) -> UnsafeMutablePointer<PacketNote> {
    (handle.isLarge ? large.notes : small.notes) + handle.index
  }

  /// The frame as a span of `length` bytes.
  @inlinable public func frame(_ handle: PacketHandle) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes(handle), count: Int(note(handle).pointee.length))
  }

  /// A new frame that holds `contents`; nil as in `take`.
  public mutating func take(copying contents: UnsafeRawBufferPointer) -> PacketHandle? {
    guard let handle = take(length: contents.count) else { return nil }
    if let base = contents.baseAddress { bytes(handle).copyMemory(from: base, byteCount: contents.count) }
    return handle
  }

  /// A new frame that holds `contents`; nil as in `take`.
  public mutating func take(copying contents: [UInt8]) -> PacketHandle? {
    contents.withUnsafeBytes { take(copying: $0) }
  }
}

/// Frames of one stride, and the free ones among them (last freed, first taken: still in the cache).
@usableFromInline
struct Slab {
  @usableFromInline let frames: UnsafeMutableRawPointer
  @usableFromInline let notes: UnsafeMutablePointer<PacketNote>
  @usableFromInline let freed: UnsafeMutablePointer<UInt32>
  @usableFromInline var freedCount = 0
  @usableFromInline var highWater = 0
  @usableFromInline let limit: Int
  let stride: Int

  init(stride: Int, limit: Int) {
    precondition(limit > 0 && limit < 1 << 31, "a slab holds 1 to 2^31 - 1 frames")
    precondition(MemoryLayout<PacketNote>.stride == 64, "a note is one cache line")
    self.stride = stride
    self.limit = limit
    frames = reserve(stride * limit)
    notes = reserve(MemoryLayout<PacketNote>.stride * limit).bindMemory(to: PacketNote.self, capacity: limit)
    freed = reserve(MemoryLayout<UInt32>.stride * limit).bindMemory(to: UInt32.self, capacity: limit)
  }

  func unmap() {
    release(frames, stride * limit)
    release(notes, MemoryLayout<PacketNote>.stride * limit)
    release(freed, MemoryLayout<UInt32>.stride * limit)
  }

  @usableFromInline var inUse: Int { highWater - freedCount }

  @inlinable mutating func take() -> Int? {
    if freedCount > 0 {
      freedCount &-= 1  // Safe: it was above zero.
      return Int(freed[freedCount])
    }
    guard highWater < limit else { return nil }
    highWater &+= 1  // Safe: below limit.
    return highWater &- 1
  }

  @inlinable mutating func give(_ index: Int) {
    freed[freedCount] = UInt32(truncatingIfNeeded: index)
    freedCount &+= 1  // Safe: at most limit handles are out.
  }
}

/// `count` bytes of address space, zero, backed by memory as they are first touched; huge pages where there are any.
package func reserve(_ count: Int) -> UnsafeMutableRawPointer {
  let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
  let mapped = mmap(nil, count, PROT_READ | PROT_WRITE, flags, -1, 0)
  guard let mapped, mapped != MAP_FAILED else { preconditionFailure("no address space for \(count) bytes") }
  if count >= 2 << 20 { madvise(mapped, count, MADV_HUGEPAGE) }
  return mapped
}

/// Gives back what `reserve` gave.
package func release(_ memory: UnsafeMutableRawPointer, _ count: Int) { munmap(memory, count) }
