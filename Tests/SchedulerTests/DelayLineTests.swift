import Scheduler
import Support
import Testing
import Units

@Suite("A delay line")
struct DelayLineTests {
  @Test(
    "gives first what was sent first, ties included, through every growth and wrap", arguments: [1, 2, 3] as [UInt64])
  func firstInFirstOut(seed: UInt64) {
    var cases = SeededCases(seed: seed)
    var line = DelayLine<Int>(capacity: 1)
    var under: [Event<Int>] = []
    var now: Int64 = 0
    for step in 0..<5_000 {
      if UInt64.random(in: 0..<5, using: &cases) < (step / 500 % 2 == 0 ? 3 : 2) {
        now += .random(in: 0..<2, using: &cases)
        let event = Event(key: key(now, .random(in: 0..<9, using: &cases), UInt64(step)), payload: step)
        line.push(event.payload, at: event.key)
        under.append(event)
      } else {
        let event = line.pop()
        let expected = under.isEmpty ? nil : under.removeFirst()
        #expect(event?.key == expected?.key && event?.payload == expected?.payload, "seed \(cases.seed)")
      }
      #expect(line.count == under.count && line.first == under.first?.key, "seed \(cases.seed)")
      #expect(line.nextInstant == under.first?.key.instant ?? .never, "seed \(cases.seed)")
    }
    #expect(line.capacity > 1)
  }

  @Test("gives up to a window's end and not what arrives at it")
  func window() {
    var line = DelayLine<Int>()
    for instant in 1...3 { line.push(instant, at: key(Int64(instant))) }
    var arrived: [Int] = []
    while let event = line.pop(before: Instant(nanoseconds: 3)) { arrived.append(event.payload) }
    #expect(arrived == [1, 2])
    #expect(line.count == 1 && line.nextInstant == Instant(nanoseconds: 3))
  }

  @Test("refuses what would overtake, also once it is empty")
  func overtaking() async {
    await #expect(processExitsWith: .failure) {
      var line = DelayLine<Int>()
      line.push(1, at: key(10))
      _ = line.pop()
      line.push(2, at: key(9))
    }
  }
}
