import Packets
import Testing

@Suite("Pools that share their memory")
struct PacketMemoryTests {
  @Test("find each other's frames, and give none out twice")
  func shares() throws {
    let memory = PacketMemory(shares: 2, smallLimit: 3, largeLimit: 2)
    var first = PacketPool(of: memory, share: 0)
    var second = PacketPool(of: memory, share: 1)
    var taken: [PacketHandle] = []
    for length in [64, 64, 64, 9_015, 9_015] {
      taken += [first.take(length: length), second.take(length: length)].compactMap(\.self)
    }
    try #require(taken.count == 10)
    for length in [64, 9_015] {
      let beyond = [first.take(length: length), second.take(length: length)]
      #expect(beyond == [nil, nil])
    }
    #expect(Set(taken).count == 10)
    // What one writes, over a frame's whole room, the other reads; and no frame lies in another.
    for (number, handle) in taken.enumerated() {
      let room = number < 6 ? PacketPool.smallCapacity : PacketPool.largeCapacity
      let own = number % 2 == 0 ? first.bytes(handle) : second.bytes(handle)
      own.initializeMemory(as: UInt8.self, repeating: UInt8(number + 1), count: room)
    }
    for (number, handle) in taken.enumerated() {
      let room = number < 6 ? PacketPool.smallCapacity : PacketPool.largeCapacity
      let others = number % 2 == 0 ? second.bytes(handle) : first.bytes(handle)
      let found = Set(UnsafeRawBufferPointer(start: others, count: room))
      #expect(found == [UInt8(number + 1)], "frame \(number)")
      let length = number % 2 == 0 ? second.note(handle).pointee.length : first.note(handle).pointee.length
      #expect(length == (number < 6 ? 64 : 9_015))
    }
  }

  @Test("have no more shares than there are, and no more lines than a handle counts")
  func limits() async {
    await #expect(processExitsWith: .failure) {
      _ = PacketPool(of: PacketMemory(shares: 2, smallLimit: 1, largeLimit: 1), share: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = PacketMemory(shares: 1 << 10, smallLimit: 1 << 20, largeLimit: 1 << 20)
    }
  }
}
