import CLinux
import Glibc

/// The slabs that own all packets of a shard: each a note, and its frame right after.
///
/// ```
///   small   | note 64 | frame 2,112 | note | frame | …     34 cache lines a packet
///   large   | note 64 | frame 9,280 | note | frame | …     146 cache lines a packet
///
///   0 <= inUse <= highWater <= limit, for each slab
/// ```
/// A handle counts cache lines from the first small packet on, so that finding a frame is one shift and one addition.
/// Pools that share a `PacketMemory` count from the same line: each finds the others' frames too.
/// Note and header lie side by side, for a processor fetches lines in pairs; packets lie 17 and 73 pairs apart, odd
/// numbers, which keeps headers off the same few cache sets (a stride of 2,048 made touching them up to twice as slow,
/// measured).
/// Address space for `limit` packets is reserved at the start and filled by the kernel page by page as they are first
/// used, so a slab grows by itself and a handle stays where it is.
///
/// At the limit `take` returns nil and the caller holds its input back; the pool never drops a packet.
/// Whoever holds a handle owns the frame until `free`, which is its own pool's. Not for sharing between threads.
public struct PacketPool: ~Copyable {
  /// The longest frame a slab of small frames holds, in bytes.
  public static var smallCapacity: Int { 2_112 }
  /// The longest frame at all, in bytes: 9,001 of IP and 14 of Ethernet fit, with room to spare.
  public static var largeCapacity: Int { 9_280 }

  @usableFromInline let memory: UnsafeMutableRawPointer
  private let owner: PacketMemory
  /// Both slabs, small and large, elsewhere, so that lending the pool out copies little.
  @usableFromInline let slabs: UnsafeMutablePointer<Slab>
  @inlinable var small: Slab { slabs[0] }
  @inlinable var large: Slab { slabs[1] }

  /// Room for `smallLimit` frames of up to 2,112 bytes and `largeLimit` of up to 9,280.
  public init(smallLimit: Int = 1 << 20, largeLimit: Int = 1 << 17) {
    self.init(of: PacketMemory(shares: 1, smallLimit: smallLimit, largeLimit: largeLimit), share: 0)
  }

  /// The pool of one share of `memory`, from 0; no share has two.
  public init(of memory: PacketMemory, share: Int) {
    precondition(MemoryLayout<PacketNote>.stride == 64, "a note is one cache line")
    precondition((0..<memory.shares).contains(share), "the memory has as many shares as it was asked for")
    let first = share * memory.linesPerShare
    let small = Slab(first: first, lines: PacketMemory.smallLines, limit: memory.smallLimit)
    slabs = .allocate(capacity: 2)
    slabs.initialize(to: small)
    (slabs + 1).initialize(to: Slab(first: small.end, lines: PacketMemory.largeLines, limit: memory.largeLimit))
    owner = memory
    self.memory = memory.base
  }

  deinit {
    small.unmap()
    large.unmap()
    slabs.deallocate()
  }

  /// Frames in somebody's hands.
  @inlinable public var inUse: Int { small.inUse + large.inUse }

  /// The frame, one of this pool's own, has room for more than 2,112 bytes.
  @inlinable public func isLarge(_ handle: PacketHandle) -> Bool { Int(handle.bits) >= large.first }

  /// How many frames of `length` bytes it holds at most.
  @inlinable public func limit(forLength length: Int) -> Int {
    length <= Self.smallCapacity ? small.limit : length <= Self.largeCapacity ? large.limit : 0
  }

  /// How many more frames of `length` bytes can be taken.
  @inlinable public func room(forLength length: Int) -> Int {
    max(0, limit(forLength: length) - (length <= Self.smallCapacity ? small.inUse : large.inUse))
  }

  /// A frame with room for `length` bytes; what lies in it is what its last owner left. Its note is fresh.
  ///
  /// Nil at the limit, and where `length` exceeds `largeCapacity`.
  @inlinable public mutating func take(length: Int) -> PacketHandle? {
    let line: UInt32
    if length <= Self.smallCapacity {
      guard let taken = slabs[0].take() else { return nil }
      line = taken
    } else {
      guard length <= Self.largeCapacity, let taken = slabs[1].take() else { return nil }
      line = taken
    }
    let handle = PacketHandle(bits: line)
    var fresh = PacketNote()
    fresh.length = UInt16(truncatingIfNeeded: length)
    note(handle).initialize(to: fresh)
    return handle
  }

  /// Gives a frame back. Its handle is dead from here on.
  @inlinable public mutating func free(_ handle: PacketHandle) {
    if isLarge(handle) { slabs[1].give(handle.bits) } else { slabs[0].give(handle.bits) }
  }

  /// The frame's first byte; valid for the handle's capacity while the handle is held.
  @inlinable public func bytes(_ handle: PacketHandle) -> UnsafeMutableRawPointer {
    memory + (Int(handle.bits) &<< 6 &+ 64)  // Safe: below the end of the memory.
  }

  /// The frame's note; valid while the handle is held.
  @inlinable public func note(_ handle: PacketHandle) -> UnsafeMutablePointer<PacketNote> {
    (memory + Int(handle.bits) &<< 6).assumingMemoryBound(to: PacketNote.self)
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

/// Address space for the packets of one pool, or of several that find each other's frames: a share each.
///
/// It goes when the last pool does.
public final class PacketMemory: @unchecked Sendable {
  static let smallLines = 1 + PacketPool.smallCapacity / 64
  static let largeLines = 1 + PacketPool.largeCapacity / 64

  /// Reserved once and never moved; what lies in it is the pools'.
  let base: UnsafeMutableRawPointer
  let shares: Int
  let smallLimit: Int
  let largeLimit: Int

  /// Limits of each share.
  public init(shares: Int, smallLimit: Int, largeLimit: Int) {
    self.shares = shares
    self.smallLimit = smallLimit
    self.largeLimit = largeLimit
    let lines = shares * (smallLimit * Self.smallLines + largeLimit * Self.largeLines)
    precondition(lines < 1 << 32, "a handle counts 2^32 lines")
    base = reserve(lines * 64)
  }

  deinit { release(base, shares * linesPerShare * 64) }

  var linesPerShare: Int { smallLimit * Self.smallLines + largeLimit * Self.largeLines }
}

/// Packets of one size, and the free ones among them (last freed, first taken: still in the cache).
@usableFromInline
struct Slab {
  /// Where the first packet begins, and how far apart they are, in cache lines.
  @usableFromInline let first: Int
  @usableFromInline let lines: Int
  @usableFromInline let limit: Int
  @usableFromInline let freed: UnsafeMutablePointer<UInt32>
  @usableFromInline var freedCount = 0
  @usableFromInline var highWater = 0

  init(first: Int, lines: Int, limit: Int) {
    precondition(limit > 0 && limit < 1 << 31, "a slab holds 1 to 2^31 - 1 frames")
    self.first = first
    self.lines = lines
    self.limit = limit
    freed = reserve(MemoryLayout<UInt32>.stride * limit).bindMemory(to: UInt32.self, capacity: limit)
  }

  func unmap() { release(freed, MemoryLayout<UInt32>.stride * limit) }

  @usableFromInline var inUse: Int { highWater - freedCount }
  var end: Int { first + lines * limit }

  @inlinable mutating func take() -> UInt32? {
    if freedCount > 0 {
      freedCount &-= 1  // Safe: it was above zero.
      return freed[freedCount]
    }
    guard highWater < limit else { return nil }
    highWater &+= 1  // Safe: below limit.
    return UInt32(truncatingIfNeeded: first &+ (highWater &- 1) &* lines)  // Safe: below the end.
  }

  @inlinable mutating func give(_ line: UInt32) {
    freed[freedCount] = line
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
