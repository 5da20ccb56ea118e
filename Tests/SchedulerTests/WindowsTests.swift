import Scheduler
import Testing
import Units

@Suite("The windows in which shards run")
struct WindowsTests {
  /// A lookahead of 50 µs, 1 s to run.
  @Test(
    "begin at the earliest event and end with the lookahead, the next change or the run",
    arguments: [
      (0, 5_000_000, run(0, 50_000)),
      (400_000_000, .max, run(400_000_000, 400_050_000)),
      (0, 50_000, run(0, 50_000)),
      (0, 49_999, run(0, 49_999)),
      (0, 1, run(0, 1)),
      (0, 0, .change(at: Instant(nanoseconds: 0))),
      (7, 7, .change(at: Instant(nanoseconds: 7))),
      (8, 7, .change(at: Instant(nanoseconds: 7))),
      (.max, 7, .change(at: Instant(nanoseconds: 7))),
      (999_999_999, .max, run(999_999_999, 1_000_000_000)),
      (999_950_001, 2_000_000_000, run(999_950_001, 1_000_000_000)),
      (1_000_000_000, .max, .rest),
      (.max, 1_000_000_000, .rest),
      (.max, .max, .rest),
    ] as [(Int64, Int64, Turn)])
  func table(event: Int64, change: Int64, turn: Turn) throws {
    var windows = try Windows(lookahead: .microseconds(50), end: Instant(nanoseconds: 1_000_000_000))
    #expect(windows.next(event: Instant(nanoseconds: event), change: Instant(nanoseconds: change)) == turn)
  }

  @Test("follow one another without gap or overlap, jumping over idle time")
  func sequence() throws {
    var windows = try Windows(lookahead: .microseconds(10), end: .never)
    // Events at 0, 5 and 12 µs, a change at 12 µs, an event an hour later.
    let hour: Int64 = 3_600_000_000_000
    let turns = [(0, 12_000), (12_000, 12_000), (12_000, .max), (hour, .max), (.max, .max)].map { event, change in
      windows.next(event: Instant(nanoseconds: event), change: Instant(nanoseconds: change))
    }
    #expect(
      turns == [
        Self.run(0, 10_000), .change(at: Instant(nanoseconds: 12_000)), Self.run(12_000, 22_000),
        Self.run(hour, hour + 10_000), .rest,
      ])
    #expect(windows.reached == Instant(nanoseconds: hour + 10_000))
  }

  @Test("last to the next change where there is one shard, and overflow nothing")
  func oneShard() throws {
    var windows = try Windows(lookahead: Nanoseconds(.max), end: .never)
    let turn = windows.next(event: Instant(nanoseconds: 5), change: .never)
    #expect(turn == .run(Window(from: Instant(nanoseconds: 5), to: .never)))
  }

  @Test("are refused where servers are less than 1 µs apart", arguments: [.min, -1, 0, 999] as [Int64])
  func tooShort(lookahead: Int64) {
    #expect(throws: LookaheadTooShort(lookahead: Nanoseconds(lookahead))) {
      _ = try Windows(lookahead: Nanoseconds(lookahead), end: .never)
    }
  }

  @Test("are taken from 1 µs on, and the refusal names the least")
  func shortest() throws {
    #expect(try Windows(lookahead: Nanoseconds(1_000), end: .never).lookahead == .microseconds(1))
    #expect(
      LookaheadTooShort(lookahead: Nanoseconds(999)).description
        == "a latency of 0.000000999s between servers is too short: the least is 0.000001s (1us)")
  }

  @Test("never go back")
  func backward() async {
    await #expect(processExitsWith: .failure) {
      var windows = try Windows(lookahead: .microseconds(10), end: .never)
      _ = windows.next(event: .beginning, change: .never)
      _ = windows.next(event: Instant(nanoseconds: 9_999), change: .never)
    }
  }

  static func run(_ from: Int64, _ to: Int64) -> Turn {
    .run(Window(from: Instant(nanoseconds: from), to: Instant(nanoseconds: to)))
  }
}
