import Emulation
import Support
import Testing

@Suite("Packets that fall due")
struct DueTimesTests {
  @Test(
    "are as far apart as their rate says, for as many as there are",
    arguments: [(1.0, 3), (3, 10), (1e6, 5_000), (14_880_952, 100_000), (1e9, 5_000), (4e9, 64)])
  func apart(rate: Double, packets: Int) {
    var due = DueTimes(rate: rate, packets: packets, start: 1_000_000_007)
    for number in 0..<packets {
      let exact = Double(number) * 1e9 / rate
      let next = due.next - 1_000_000_007
      // 2^-20 ns a packet are cut off, and the whole is cut to nanoseconds.
      #expect(Double(next) < exact + 1e-6, "packet \(number)")
      #expect(Double(next) > exact - 1.001 - Double(number) * 0x1p-20, "packet \(number)")
      #expect(due.take(by: due.next - 1) == nil, "not before its time")
      #expect(due.take(by: due.next) == 1_000_000_007 + next)
    }
    #expect(due.rest == 0)
    #expect(due.take(by: .max) == nil)
  }

  @Test("are each taken or left out once, and none before its time", arguments: 1...50 as ClosedRange<UInt64>)
  func once(seed: UInt64) {
    var cases = SeededCases(seed: seed)
    let (rate, packets) = (Double(cases.int(1...2_000_000_000)) / 2, cases.int(0...3_000))
    // A plain list of the same due times.
    var lister = DueTimes(rate: rate, packets: packets, start: -5)
    var list: [Int] = []
    while let due = lister.take(by: .max) { list.append(due) }
    #expect(list.count == packets)
    var due = DueTimes(rate: rate, packets: packets, start: -5)
    var (now, place) = (-5, 0)
    while place < packets {
      now += cases.int(0...Int(4e9 / rate) + 1)
      for _ in 0..<cases.int(0...5) {
        let expected = place < packets && list[place] <= now ? list[place] : nil
        #expect(due.take(by: now) == expected, "seed \(cases.seed)")
        if expected != nil { place += 1 }
      }
      guard cases.chance(30) else { continue }
      let left = list[place...].prefix { $0 <= now }.count
      #expect(due.skip(by: now) == left, "seed \(cases.seed)")
      place += left
      #expect(due.rest == packets - place)
    }
  }
}

@Suite("The path under an offered load")
struct OfferedLoadTests {
  /// Time that passes only when it is asked for.
  final class SteadyClock {
    var time = 0
    let step: Int
    init(step: Int) { self.step = step }
    func read() -> Int {
      defer { time += step }
      return time
    }
  }

  /// What becomes of `packets` a nanosecond apart: a tx ring of 1,024, of which the device takes `burst` a turn, and a
  /// turn takes `step` ns. Counted packet by packet.
  private static func plainly(packets: Int, step: Int, burst: Int) -> (delivered: Int, delays: [Int], time: Int) {
    var (ring, delays) = ([Int](), [Int]())
    var (next, time) = (0, 0)
    var now = 0
    while true {
      while next < packets, next <= now {
        if ring.count < 1_024 { ring.append(next) }
        next += 1
      }
      if ring.isEmpty && next == packets { break }
      let taken = min(burst, ring.count)
      time += step
      now = time
      delays += ring.prefix(taken).map { now - $0 }
      ring.removeFirst(taken)
    }
    return (delays.count, delays, now)
  }

  struct Load: CustomTestStringConvertible {
    var packets: Int
    var step: Int
    var burst: Int
    var testDescription: String { "\(packets) packets, \(step) ns a turn of \(burst)" }
  }

  static let loads = [
    Load(packets: 1, step: 10, burst: 64), Load(packets: 1_000, step: 1, burst: 64),
    Load(packets: 10_000, step: 64, burst: 64), Load(packets: 10_000, step: 65, burst: 64),
    Load(packets: 10_000, step: 128, burst: 64), Load(packets: 10_000, step: 2_000, burst: 64),
    Load(packets: 1_024, step: 1_000_000, burst: 64), Load(packets: 1_026, step: 1_000_000, burst: 64),
    Load(packets: 3_000, step: 7, burst: 3), Load(packets: 3_000, step: 3, burst: 1),
    Load(packets: 0, step: 1, burst: 1),
  ]

  @Test("loses what finds the tx ring full, and delays the rest as a plain queue does", arguments: loads)
  func queue(_ load: Load) {
    var setting = PathBench.Setting(frameLength: 64, flows: 10, rules: 1, ways: .both)
    setting.burst = load.burst
    var bench = PathBench(setting)
    bench.warmUp()
    var delays = DelayHistogram()
    let clock = SteadyClock(step: load.step)
    // Once for the start, which a turn does not take.
    let trial = bench.offer(rate: 1e9, packets: load.packets, delays: &delays, clock: clock.read)
    let plain = Self.plainly(packets: load.packets, step: load.step, burst: load.burst)
    #expect(trial.offered == load.packets)
    #expect(trial.delivered == plain.delivered)
    #expect(trial.lost == load.packets - plain.delivered)
    #expect(trial.nanoseconds == plain.time)
    #expect(delays.count == plain.delivered)
    #expect(delays.least == plain.delays.min() ?? 0)
    #expect(delays.greatest == plain.delays.max() ?? 0)
  }
}
