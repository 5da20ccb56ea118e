import Dataplane
import Support
import Testing

@Suite("A flow table that is full")
struct FlowTableCapacityTests {
  static let capacities = [1, 2, 63, 64, 65, 256, 257, 1_000, 5_000]

  @Test(
    "refuses a flow too many, loses none, and gives room again that became free",
    arguments: capacities)
  func full(capacity: Int) {
    var random = SeededCases(seed: 0x5eed_0324 &+ UInt64(capacity))
    let ids = FlowIDs.ordinary.make(3 * capacity, &random)
    var table = FlowTable(capacity: capacity, expected: random.pick([1, capacity]))
    var alive: [FlowID: FlowEntry.Progress] = [:]
    var now: Int64 = 0
    var wrong: [String] = []
    func isWhole(_ table: borrowing FlowTable) -> Bool {
      var isWhole = true
      for (id, mark) in alive where table.find(id, epoch: 1, now: now)?.pointee.progress != mark {
        isWhole = false
      }
      return isWhole
    }
    // Each round some of them end, all of them, or none, and as many find room again.
    for round in 0..<12 {
      for id in ids.shuffled(using: &random) where alive[id] == nil {
        let entry = table.insert(id, epoch: 1, now: now)
        if (entry != nil) != (alive.count < capacity) {
          wrong.append("round \(round): \(alive.count) of \(capacity)")
        }
        guard let entry else { continue }
        entry.pointee.progress = FlowEntry.Progress(rawValue: UInt16(random.int(1...0x7fff)) << 1)
        alive[id] = entry.pointee.progress
      }
      if alive.count != capacity || !isWhole(table) { wrong.append("round \(round): lost") }
      let leaving = alive.keys.sorted { ($0.high, $0.low) < ($1.high, $1.low) }.prefix(
        random.pick([0, 1, capacity / 2, capacity]))
      for id in leaving {
        // No idle timeout is shorter. EC2 User Guide, "Idle connection tracking timeout".
        table.find(id, epoch: 1, now: now)?.pointee.expiresAt = now + 30_000_000_000
        alive[id] = nil
      }
      now += 31_000_000_000
      if !isWhole(table) { wrong.append("round \(round): lost in the end") }
    }
    #expect(wrong.prefix(3) == [], "seed \(random.seed), \(wrong.count) wrong")
  }
}
