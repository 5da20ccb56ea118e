import Benchmark
import Wire

func benchmarkWire() {
  for length in [20, 64, 1_500] {
    measure("checksum of \(length) bytes") {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      return {
        var sum: UInt64 = 0
        for _ in 0..<thousand { sum = UInt64(Checksum.fold(Checksum.sum(bytes.span.bytes, from: sum))) }
        blackHole(sum)
      }
    }
  }
  for count in [10, 10_000] {
    measure("longest prefix of \(count)") {
      var turns = Turns()
      let table = LongestPrefixTable(entries: (0..<count).map { ($0 == 0 ? .everything : route(&turns), $0) })
      return {
        var turns = Turns()
        var sum = 0
        for _ in 0..<thousand {
          sum &+= table.lookup(UInt32(10 << 24) | UInt32(truncatingIfNeeded: turns.next() >> 40)) ?? 0
        }
        blackHole(sum)
      }
    }
  }
}

/// A prefix of 16 to 28 bits within 10.0.0.0/8.
private func route(_ turns: inout Turns) -> IPv4Prefix {
  let address = IPv4Address(bits: UInt32(10 << 24) | UInt32(truncatingIfNeeded: turns.next() >> 40))
  return IPv4Prefix(containing: address, length: 16 + turns.next(below: 13))
}
