import Dataplane
import Support
import Testing
import Units

/// The oracle is a dictionary: who was put in, under which epoch, and when it is forgotten.
@Suite("The flow table, beside a dictionary")
struct FlowTableTests {
  private struct Known {
    var epoch: UInt16
    var expiresAt: Int64
    /// What tells its entry from others.
    var mark: FlowEntry.Progress
  }

  private static let second: Int64 = 1_000_000_000

  private static func mark(_ random: inout SeededCases) -> FlowEntry.Progress {
    // Whatever the table itself does not count: connections are made with `track`.
    FlowEntry.Progress(rawValue: UInt16(random.int(1...0x7fff)) << 1)
  }

  /// How many flows come and go, and for how many the table was made.
  static let sizes: [(flows: Int, expected: Int)] = [(5, 1), (70, 1), (1_000, 1), (1_000, 1_000), (20_000, 64)]

  @Test("finds, keeps and forgets the same flows", arguments: FlowIDs.allCases, sizes)
  func model(family: FlowIDs, size: (flows: Int, expected: Int)) {
    // A thousand names that fold to one place are enough to look through.
    let count = family == .foldedToNothing ? min(size.flows, 300) : size.flows
    var random = SeededCases(seed: 0x5eed_0321 &+ UInt64(count))
    let ids = family.make(count, &random)
    var table = FlowTable(expected: size.expected)
    var model: [FlowID: Known] = [:]
    var epochs: [UInt16] = [1, 1, 1, 1]
    var now: Int64 = 0
    var wrong: [String] = []
    for step in 0..<max(20_000, 6 * count) {
      let id = random.pick(ids)
      // Whose ENI it is: a new epoch forgets all of one ENI's flows.
      let owner = Int(truncatingIfNeeded: id.high ^ id.low >> 32) & 3
      if random.int(0...999) == 0 { epochs[random.int(0...3)] &+= 1 }
      now += random.int(0...count) > 0 ? Int64(random.int(0...1_000_000)) : Int64(random.int(0...40)) * Self.second
      let known = model[id].flatMap { $0.epoch == epochs[owner] && $0.expiresAt > now ? $0 : nil }
      let found = table.find(id, epoch: epochs[owner], now: now)
      if (found == nil) != (known == nil) || found?.pointee.epoch != known?.epoch
        || found?.pointee.progress != known?.mark || found.map({ $0.pointee.id != id }) ?? false
      {
        wrong.append("step \(step): \(id)")
      }
      if let found {
        // It lives on, ends soon, ends now, or is as if for ever.
        let until = random.pick([now + 30 * Self.second, now + 1, now, .max, now + 432_000 * Self.second])
        if random.chance(50) {
          found.pointee.expiresAt = until
          model[id]?.expiresAt = until
        }
      } else if random.chance(80) {
        guard let fresh = table.insert(id, epoch: epochs[owner], now: now) else {
          wrong.append("step \(step): no room")
          continue
        }
        if fresh.pointee.id != id || fresh.pointee.progress != [] || fresh.pointee.epoch != epochs[owner] {
          wrong.append("step \(step): a fresh entry is blank")
        }
        let known = Known(
          epoch: epochs[owner], expiresAt: now + Int64(random.int(1...60)) * Self.second, mark: Self.mark(&random))
        fresh.pointee.progress = known.mark
        fresh.pointee.expiresAt = known.expiresAt
        model[id] = known
      }
    }
    for (id, known) in model {
      let found = table.find(id, epoch: known.epoch, now: now)
      if (found != nil) != (known.expiresAt > now) || found.map({ $0.pointee.progress != known.mark }) ?? false {
        wrong.append("in the end: \(id)")
      }
      if table.find(id, epoch: known.epoch &+ 1, now: now) != nil { wrong.append("in another epoch: \(id)") }
    }
    #expect(wrong.prefix(3) == [], "seed \(random.seed), \(wrong.count) wrong")
  }

  @Test("counts the flows that are alive", arguments: FlowIDs.allCases)
  func counted(family: FlowIDs) {
    var random = SeededCases(seed: 0x5eed_0322)
    let ids = family.make(500, &random)
    var table = FlowTable(expected: 1)
    for (number, id) in ids.enumerated() {
      table.insert(id, epoch: 1, now: 0)?.pointee.expiresAt = Int64(number + 1)
      let count = table.count(at: .beginning)
      #expect(count == number + 1)
    }
    for instant in [0, 1, 2, 250, 499, 500, 501] as [Int64] {
      let count = table.count(at: Instant(nanoseconds: instant))
      #expect(count == max(0, 500 - Int(instant)), "an entry ends at its instant")
    }
  }

  /// From a table for one flow to one for as many as are there, through every size between.
  @Test("grows without losing one of them", arguments: [FlowIDs.ordinary, .ports, .interfaces, .random])
  func growth(family: FlowIDs) {
    var random = SeededCases(seed: 0x5eed_0323)
    let ids = family.make(100_000, &random)
    var table = FlowTable(capacity: 200_000, expected: 1)
    var lost = 0
    for (number, id) in ids.enumerated() {
      table.insert(id, epoch: 1, now: 0)?.pointee.expiresAt = Int64(number + 1)
      // One that was put in long ago, each time.
      let earlier = random.int(0...number)
      if table.find(ids[earlier], epoch: 1, now: 0)?.pointee.expiresAt != Int64(earlier + 1) { lost += 1 }
    }
    for (number, id) in ids.enumerated() where table.find(id, epoch: 1, now: 0)?.pointee.expiresAt != Int64(number + 1)
    {
      lost += 1
    }
    #expect(lost == 0, "seed \(random.seed)")
    let count = table.count(at: .beginning)
    #expect(count == ids.count)
  }

  @Test("takes the place of a flow of an earlier epoch, also where it is full")
  func epochs() {
    var random = SeededCases(seed: 0x5eed_0325)
    let ids = FlowIDs.ordinary.make(100, &random)
    var table = FlowTable(capacity: 100, expected: 1)
    for epoch in [1, 2, 3, .max] as [UInt16] {
      for id in ids {
        let earlier = table.find(id, epoch: epoch, now: 5)
        #expect(earlier == nil)
        let entry = table.insert(id, epoch: epoch, now: 5)
        entry?.pointee.progress = FlowEntry.Progress(rawValue: epoch << 1)
        #expect(entry?.pointee.epoch == epoch)
      }
      for id in ids {
        let mark = table.find(id, epoch: epoch, now: 5)?.pointee.progress
        #expect(mark?.rawValue == epoch << 1)
      }
    }
  }
}
