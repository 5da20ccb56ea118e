import Emulation
import Support
import Testing

@Suite("A histogram of delays")
struct DelayHistogramTests {
  /// The nearest rank, looked up in the sorted delays.
  private static func rank(_ sorted: [Int], _ share: Double) -> Int {
    var place = 0
    while Double(place + 1) < share * Double(sorted.count) { place += 1 }
    return sorted[min(place, sorted.count - 1)]
  }

  @Test("says of any share of them what a sorted list says, to a 64th", arguments: 1...40 as ClosedRange<UInt64>)
  func percentiles(seed: UInt64) {
    var cases = SeededCases(seed: seed)
    var histogram = DelayHistogram()
    let widest = cases.int(0...61)
    let delays = (0..<cases.int(1...3_000)).map { _ in cases.int(0...(1 << cases.int(0...widest))) }
    for delay in delays { histogram.note(delay) }
    let sorted = delays.sorted()
    #expect(histogram.count == delays.count)
    #expect(histogram.least == sorted.first && histogram.greatest == sorted.last)
    #expect(histogram.delay(atShare: 0) == sorted.first && histogram.delay(atShare: 1) == sorted.last)
    for share in [0.001, 0.1, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999] {
      let exact = Self.rank(sorted, share)
      let said = histogram.delay(atShare: share) ?? -1
      #expect(said >= exact && said - exact <= exact / 64, "share \(share), \(exact), seed \(cases.seed)")
    }
  }

  @Test("is exact below 64 ns and at the ends of what a number holds")
  func edges() {
    for delay in [0, 1, 62, 63, 64, 65, 127, 128, 129, .max] {
      var histogram = DelayHistogram()
      histogram.note(delay)
      for share in [0, 0.5, 1] { #expect(histogram.delay(atShare: share) == delay) }
    }
  }

  @Test("of nothing says nothing, also after it was cleared; what came before it was due took no time")
  func empty() {
    var histogram = DelayHistogram()
    #expect(histogram.delay(atShare: 0.5) == nil)
    histogram.note(-7)
    #expect(histogram.least == 0 && histogram.greatest == 0 && histogram.count == 1)
    histogram.note(1_000)
    histogram.clear()
    #expect(histogram.delay(atShare: 0.5) == nil)
    #expect(histogram.count == 0)
    histogram.note(5)
    #expect(histogram.delay(atShare: 1) == 5 && histogram.least == 5)
  }
}
