import Scheduler
import Support
import Testing
import Units

func key(_ instant: Int64, _ origin: UInt32 = 0, _ sequence: UInt64 = 0) -> EventKey {
  EventKey(instant: Instant(nanoseconds: instant), origin: origin, sequence: sequence)
}

@Suite("An event queue")
struct EventQueueTests {
  @Test("orders by instant, then origin, then sequence")
  func order() {
    let ordered = [
      key(-1, 9, 9), key(0, 0, 0), key(0, 0, 1), key(0, 0, .max), key(0, 1, 0), key(0, .max, 0), key(1, 0, 0),
      key(1, 0, 1), key(.max, 0, 0), key(.max, .max, .max),
    ]
    for (a, low) in ordered.enumerated() {
      for (b, high) in ordered.enumerated() { #expect((low < high) == (a < b)) }
    }
  }

  @Test("gives ties in the order of origin and sequence, however they came in", arguments: 0..<24)
  func ties(permutation: Int) {
    let keys = [key(5, 1, 7), key(5, 1, 8), key(5, 2, 0), key(5, 3, 0)]
    var left = keys
    var queue = EventQueue<Int>(capacity: 1)
    var choice = permutation
    for size in (1...4).reversed() {
      let next = left.remove(at: choice % size)
      choice /= size
      queue.push(keys.firstIndex(of: next) ?? -1, at: next)
    }
    var given: [Int] = []
    while let event = queue.pop() {
      #expect(event.key == keys[event.payload])
      given.append(event.payload)
    }
    #expect(given == [0, 1, 2, 3])
  }

  @Test("knows its earliest event, and that there is none")
  func earliest() {
    var queue = EventQueue<UInt8>()
    #expect(queue.isEmpty && queue.first == nil && queue.nextInstant == .never)
    #expect(queue.pop() == nil)
    queue.push(1, at: key(7))
    queue.push(2, at: key(3))
    #expect(queue.count == 2 && queue.first == key(3) && queue.nextInstant == Instant(nanoseconds: 3))
    #expect(queue.pop(before: Instant(nanoseconds: 3)) == nil, "a window does not hold its end")
    #expect(queue.pop(before: Instant(nanoseconds: 4))?.payload == 2)
    #expect(queue.pop()?.payload == 1)
    #expect(queue.isEmpty && queue.pop() == nil)
  }

  /// The oracle: an array that is sorted anew after each push.
  @Test("gives what a sorted array gives", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func oracle(seed: UInt64) {
    var cases = SeededCases(seed: seed)
    var queue = EventQueue<UInt64>(capacity: 1)
    var sorted: [EventKey] = []
    // Few instants and origins, so that ties are frequent; growth and shrinkage in turn.
    for step in 0..<6_000 as Range<UInt64> {
      let pushes = step / 1_000 % 2 == 0 ? 3 : 1
      if UInt64.random(in: 0..<4, using: &cases) < pushes {
        let new = key(.random(in: 0..<50, using: &cases), .random(in: 0..<5, using: &cases), step)
        queue.push(step, at: new)
        sorted.insert(new, at: sorted.firstIndex { new < $0 } ?? sorted.count)
      } else {
        let event = queue.pop()
        let expected = sorted.isEmpty ? nil : sorted.removeFirst()
        #expect(event?.key == expected && event?.payload == expected?.sequence, "seed \(cases.seed)")
      }
      #expect(queue.count == sorted.count && queue.first == sorted.first, "seed \(cases.seed)")
    }
    for expected in sorted { #expect(queue.pop()?.key == expected, "seed \(cases.seed)") }
    #expect(queue.count == 0)
  }
}
