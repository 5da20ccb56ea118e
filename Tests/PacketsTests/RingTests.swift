import Foundation
import Packets
import Testing

@Suite("A ring")
struct RingTests {
  /// Every small ring: how big, how far it has turned already, how full it is, how many come or go at once.
  struct Case {
    let capacity: Int
    let turned: Int
    let fill: Int
    let batch: Int
  }

  static var everySmallRing: [Case] {
    [1, 2, 4, 8].flatMap { capacity in
      (0...2 * capacity).flatMap { turned in
        (0...capacity).flatMap { fill in
          (0...capacity + 2).map { Case(capacity: capacity, turned: turned, fill: fill, batch: $0) }
        }
      }
    }
  }

  /// A ring of `fill` handles, numbered from 0, after `turned` others have passed through.
  private func ring(_ a: Case) -> Ring {
    let ring = Ring(capacity: a.capacity)
    for n in 0..<a.turned {
      _ = ring.enqueue(PacketHandle(bits: UInt32(1_000 + n)))
      _ = ring.dequeue()
    }
    for n in 0..<a.fill { _ = ring.enqueue(PacketHandle(bits: UInt32(n))) }
    return ring
  }

  private func drain(_ ring: Ring) -> [UInt32] {
    var found: [UInt32] = []
    while let handle = ring.dequeue() { found.append(handle.bits) }
    return found
  }

  @Test("takes as many as fit, keeps their order, and refuses the rest")
  func enqueue() {
    var wrong: [Case] = []
    for a in Self.everySmallRing {
      let ring = ring(a)
      let handles = (0..<a.batch).map { PacketHandle(bits: UInt32(100 + $0)) }
      let fitted = ring.enqueue(handles, count: handles.count)
      let fits = min(a.batch, a.capacity - a.fill)
      let expected = (0..<a.fill).map { UInt32($0) } + (0..<fits).map { UInt32(100 + $0) }
      if fitted != fits || ring.count != a.fill + fits || drain(ring) != expected { wrong.append(a) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("gives as many as there are, the oldest first, and leaves the rest")
  func dequeue() {
    var wrong: [Case] = []
    for a in Self.everySmallRing {
      let ring = ring(a)
      var handles = [PacketHandle](repeating: PacketHandle(bits: 77), count: a.capacity + 2)
      let found = ring.dequeue(into: &handles, count: a.batch)
      let ready = min(a.batch, a.fill)
      let expected = (0..<ready).map { UInt32($0) } + [UInt32](repeating: 77, count: a.capacity + 2 - ready)
      let rest = (ready..<a.fill).map { UInt32($0) }
      if found != ready || handles.map(\.bits) != expected || drain(ring) != rest { wrong.append(a) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("is full and empty exactly where it says so", arguments: [1, 2, 4, 1_024])
  func limits(capacity: Int) {
    let ring = Ring(capacity: capacity)
    #expect(ring.isEmpty && ring.count == 0)
    #expect(ring.dequeue() == nil)
    for n in 0..<capacity { #expect(ring.enqueue(PacketHandle(bits: UInt32(n)))) }
    #expect(!ring.enqueue(PacketHandle(bits: 9_999)))
    #expect(ring.count == capacity)
    for n in 0..<capacity { #expect(ring.dequeue()?.bits == UInt32(n)) }
    #expect(ring.dequeue() == nil)
    #expect(ring.isEmpty)
  }

  @Test("has a capacity that is a power of two")
  func capacity() async {
    await #expect(processExitsWith: .failure) { _ = Ring(capacity: -1) }
    await #expect(processExitsWith: .failure) { _ = Ring(capacity: 0) }
    await #expect(processExitsWith: .failure) { _ = Ring(capacity: 3) }
  }

  @Test("moves a million handles from one thread to another, in order", arguments: [1, 7, 64, 300])
  func twoThreads(batch: Int) {
    let total: UInt32 = 1_000_000
    let ring = Ring(capacity: 256)
    let producer = Thread {
      var handles = [PacketHandle](repeating: PacketHandle(bits: 0), count: batch)
      var next: UInt32 = 0
      while next < total {
        let count = min(batch, Int(total - next))
        for index in 0..<count { handles[index] = PacketHandle(bits: next + UInt32(index)) }
        let fitted = ring.enqueue(handles, count: count)
        next += UInt32(fitted)
        if fitted == 0 { sched_yield() }
      }
    }
    producer.start()
    var handles = [PacketHandle](repeating: PacketHandle(bits: 0), count: batch)
    var next: UInt32 = 0
    var misplaced = 0
    while next < total {
      let found = ring.dequeue(into: &handles, count: batch)
      for index in 0..<found {
        if handles[index].bits != next { misplaced += 1 }
        next += 1
      }
      if found == 0 { sched_yield() }
    }
    #expect(misplaced == 0)
    #expect(ring.isEmpty)
  }
}
