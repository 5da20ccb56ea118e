import Dataplane
import Support
import Testing

/// The oracle is a dictionary: which flow is tracked, under which attachment of its ENI, and until when.
@Suite("Tracked connections, counted per ENI")
struct ConnectionCountTests {
  private struct Known {
    var epoch: UInt16
    var expiresAt: Int64
    var isTracked: Bool
  }

  private static let second: Int64 = 1_000_000_000

  @Test(
    "are as many as were made, less those that ended or whose ENI was detached",
    arguments: [(flows: 40, interfaces: 1), (400, 3), (3_000, 70)], [false, true])
  func model(size: (flows: Int, interfaces: Int), isNarrow: Bool) {
    var random = SeededCases(seed: 0x5eed_0371 &+ UInt64(size.flows))
    let ids = (0..<size.flows).map { number in
      FlowID(
        interface: number % size.interfaces * 7, local: 0x0a00_010b, remote: 0x0a00_0204 &+ UInt32(number / 50),
        localPort: 443, remotePort: UInt16(1_024 + number), protocolNumber: 6)
    }
    // A table that is often full, and one that never is.
    var table = FlowTable(capacity: isNarrow ? size.flows / 2 : 1 << 16, expected: 1)
    var model: [FlowID: Known] = [:]
    var epochs = [UInt16](repeating: 1, count: size.interfaces)
    var now: Int64 = 0
    var wrong: [String] = []
    var (made, most) = (0, 0)
    for step in 0..<8 * size.flows {
      now += Int64(random.int(0...2 * size.interfaces)) * Self.second / Int64(size.flows / 10)
      let id = random.pick(ids)
      let place = id.interface / 7
      // Detached, and attached again.
      if random.int(0...size.flows) == 0 { epochs[place] += 1 }
      let known = model[id].flatMap { $0.epoch == epochs[place] && $0.expiresAt > now ? $0 : nil }
      if let entry = table.find(id, epoch: epochs[place], now: now), let known {
        // One that open rules passed begins as a connection; one that is closed has the shortest time to live.
        if !known.isTracked, random.chance(30) {
          table.track(entry)
          model[id]?.isTracked = true
        }
        entry.pointee.expiresAt = now + random.pick([30, 120, 432_000]) * Self.second
        model[id]?.expiresAt = entry.pointee.expiresAt
      } else if let entry = table.insert(id, epoch: epochs[place], now: now) {
        let isTracked = random.chance(70)
        if isTracked { table.track(entry) }
        entry.pointee.expiresAt = now + Int64(random.int(30...90)) * Self.second
        model[id] = Known(epoch: epochs[place], expiresAt: entry.pointee.expiresAt, isTracked: isTracked)
        made += 1
      }
      if random.chance(20) { table.step(now: now) }
      guard random.chance(10) else { continue }
      let asked = random.int(0...size.interfaces - 1)
      let expected = model.count {
        $0.key.interface == asked * 7 && $0.value.isTracked && $0.value.epoch == epochs[asked]
          && $0.value.expiresAt > now
      }
      let counted = table.trackedConnections(of: asked * 7, epoch: epochs[asked], now: now)
      if counted != expected { wrong.append("step \(step): \(counted), not \(expected), of ENI \(asked)") }
      most = max(most, expected)
    }
    #expect(wrong.prefix(3) == [], "seed \(random.seed), \(wrong.count) wrong")
    #expect(made > size.flows && most > 3, "\(made) made, \(most) at a time")
  }

  @Test("of an ENI that never had one are none")
  func none() {
    var table = FlowTable(expected: 1)
    for interface in [0, 63, 64, 1_000_000, 0xff_ffff] {
      let count = table.trackedConnections(of: interface, epoch: 1, now: 0)
      #expect(count == 0)
    }
  }
}
