import Benchmark
import Packets

func benchmarkPackets() {
  for size in [1, 64] {
    measure("ring, in and out, \(size) at a time") {
      let ring = Ring(capacity: 1_024)
      let handles = UnsafeMutablePointer<PacketHandle>.allocate(capacity: size)
      handles.initialize(repeating: PacketHandle(bits: 1), count: size)
      return {
        var rest = thousand
        while rest > 0 {
          let count = ring.enqueue(handles, count: min(size, rest))
          rest -= ring.dequeue(into: handles, count: count)
        }
        blackHole(handles[0].bits)
      }
    }
  }
}
