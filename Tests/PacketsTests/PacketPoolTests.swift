import Packets
import Testing
import Units

@Suite("A packet pool")
struct PacketPoolTests {
  @Test("gives as many frames as its limits say, each slab for itself")
  func exhaustion() {
    var pool = PacketPool(smallLimit: 3, largeLimit: 2)
    let small = (0..<5).map { _ in pool.take(length: 64) }
    #expect(small.map { $0 != nil } == [true, true, true, false, false])
    let large = (0..<4).map { _ in pool.take(length: 9_015) }
    #expect(large.map { $0 != nil } == [true, true, false, false], "an empty slab does not help itself at the other")
    let inUse = pool.inUse
    #expect(inUse == 5)
    #expect(Set(small.compactMap(\.self) + large.compactMap(\.self)).count == 5, "no two have the same handle")
    let areLarge = (small + large).compactMap(\.self).map { pool.isLarge($0) }
    #expect(areLarge == [false, false, false, true, true])
  }

  @Test("takes back what it gave, and gives it again", arguments: [64, 9_015])
  func reuse(length: Int) throws {
    var pool = PacketPool(smallLimit: 2, largeLimit: 2)
    let first = try take(length, from: &pool)
    let second = try take(length, from: &pool)
    pool.free(first)
    let afterOne = pool.inUse
    #expect(afterOne == 1)
    let again = [pool.take(length: length), pool.take(length: length)]
    #expect(again == [first, nil])
    pool.free(first)
    pool.free(second)
    let afterAll = pool.inUse
    #expect(afterAll == 0)
    // Last freed, first taken.
    let three = [pool.take(length: length), pool.take(length: length), pool.take(length: length)]
    #expect(three == [second, first, nil])
  }

  @Test(
    "chooses the slab by the length",
    arguments: [
      (0, "small"), (64, "small"), (2_112, "small"), (2_113, "large"), (9_015, "large"), (9_280, "large"),
      (9_281, "none"), (65_535, "none"), (1 << 40, "none"),
    ])
  func slab(length: Int, expected: String) {
    var pool = PacketPool(smallLimit: 1, largeLimit: 1)
    let handle = pool.take(length: length)
    let slab = handle.map { pool.isLarge($0) ? "large" : "small" } ?? "none"
    #expect(slab == expected)
    guard let handle else { return }
    let count = pool.frame(handle).count
    #expect(count == length)
  }

  /// An odd number of pairs of cache lines keeps headers off the same few cache sets.
  @Test("lays packets an odd number of pairs of cache lines apart, each note beside its header")
  func stride() {
    var pool = PacketPool(smallLimit: 4, largeLimit: 4)
    for (length, capacity) in [(64, PacketPool.smallCapacity), (9_015, PacketPool.largeCapacity)] {
      let stride = capacity + 64
      #expect(stride % 128 == 0 && stride / 128 % 2 == 1)
      let handles = (0..<4).compactMap { _ in pool.take(length: length) }
      let addresses = handles.map { UInt(bitPattern: pool.bytes($0)) }
      let notes = handles.map { UInt(bitPattern: pool.note($0)) }
      #expect(zip(addresses, addresses.dropFirst()).allSatisfy { $1 - $0 == UInt(stride) })
      #expect(zip(notes, addresses).allSatisfy { $1 - $0 == 64 })
      #expect(notes.allSatisfy { $0 % 128 == 0 }, "note and header are a pair")
    }
  }

  @Test("gives a fresh note with every frame")
  func freshNote() throws {
    var pool = PacketPool(smallLimit: 1, largeLimit: 1)
    for length in [100, 5_000] {
      let handle = try take(length, from: &pool)
      let note = pool.note(handle)
      note.pointee.id = PacketID(origin: 3, count: 4)
      note.pointee.sent = Instant(nanoseconds: 5)
      note.pointee.instant = Instant(nanoseconds: 6)
      note.pointee.marks = [.traced, .translated]
      note.pointee.sender = 7
      note.pointee.target = 8
      note.pointee.traffic = 9
      note.pointee.recorded = 10
      note.pointee.request = 11
      note.pointee.cause = PacketID(origin: 12, count: 13)
      pool.free(handle)
      let again = pool.take(length: length + 1)
      #expect(again == handle)
      let fresh = pool.note(handle).pointee
      #expect(fresh.length == length + 1)
      #expect(fresh.id == .unassigned && fresh.cause == .unassigned)
      #expect(fresh.sent == .beginning && fresh.instant == .beginning)
      #expect(fresh.marks.isEmpty)
      let indices = [fresh.sender, fresh.target, fresh.traffic, fresh.recorded, fresh.request]
      #expect(indices.allSatisfy { $0 == .max })
    }
  }

  @Test("keeps a frame where it is, with what is in it, while others come and go")
  func stability() throws {
    var pool = PacketPool(smallLimit: 5_000, largeLimit: 500)
    var held: [(handle: PacketHandle, address: UnsafeMutableRawPointer, length: Int, mark: UInt8)] = []
    for n in 0..<5_000 {
      let length = n % 11 == 0 ? 9_280 : 2_112
      let handle = try take(length, from: &pool)
      let bytes = pool.bytes(handle)
      bytes.initializeMemory(as: UInt8.self, repeating: UInt8(n % 251), count: length)
      held.append((handle, bytes, length, UInt8(n % 251)))
      if n % 3 == 2 {
        let freed = held.remove(at: n * 7 % held.count)
        pool.free(freed.handle)
      }
    }
    let inUse = pool.inUse
    #expect(inUse == held.count)
    var wrong = 0
    for frame in held {
      if pool.bytes(frame.handle) != frame.address { wrong += 1 }
      if !pool.frame(frame.handle).allSatisfy({ $0 == frame.mark }) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test("copies a frame in", arguments: [0, 1, 64, 2_112, 2_113, 9_280])
  func copying(count: Int) throws {
    var pool = PacketPool(smallLimit: 1, largeLimit: 1)
    let contents = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31) }
    let taken = pool.take(copying: contents)
    let handle = try #require(taken)
    let copy = Array(pool.frame(handle))
    #expect(copy == contents)
    let another = pool.take(copying: contents)
    #expect(another == nil, "the slab is empty")
  }

  @Test("copies nothing that is too long for it")
  func tooLong() {
    var pool = PacketPool(smallLimit: 1, largeLimit: 1)
    let handle = pool.take(copying: [UInt8](repeating: 0, count: 9_281))
    #expect(handle == nil)
    let inUse = pool.inUse
    #expect(inUse == 0)
  }
}

/// A frame that must be there: `#require` cannot hold a pool.
private func take(_ length: Int, from pool: inout PacketPool) throws -> PacketHandle {
  let handle = pool.take(length: length)
  return try #require(handle)
}

@Suite("A packet's id")
struct PacketIDTests {
  @Test(
    "is an origin and a count",
    arguments: [(0, 0), (1, 0), (0, 1), (0xff_fffe, 0xff_ffff_ffff), (7, 1 << 39)] as [(UInt32, UInt64)])
  func parts(origin: UInt32, count: UInt64) {
    let id = PacketID(origin: origin, count: count)
    #expect(id.origin == origin)
    #expect(id.count == count)
    #expect(id != .unassigned)
  }

  @Test("is ordered by origin, then by count")
  func order() {
    #expect(PacketID(origin: 1, count: 5) < PacketID(origin: 1, count: 6))
    #expect(PacketID(origin: 1, count: 0xff_ffff_ffff) < PacketID(origin: 2, count: 0))
  }
}
