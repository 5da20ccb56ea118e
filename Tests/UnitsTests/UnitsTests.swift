import Testing
import Units

@Suite("A bit rate")
struct BitRateTests {
  /// bytes * 8 / rate, rounded up: a frame is not there before its last bit is.
  @Test(
    "takes its time for bytes, rounded up to a nanosecond",
    arguments: [
      (0, 10_000_000_000, 0), (1, 1_000_000_000, 8), (1, 10_000_000_000, 1), (64, 10_000_000_000, 52),
      (1_500, 10_000_000_000, 1_200), (1_514, 25_000_000_000, 485), (9_015, 100_000_000, 721_200),
      (1, 1, 8_000_000_000), (1, 3, 2_666_666_667), (9_015, 200_000_000_000, 361),
      (1_000_000_000_000, 1_000_000_000, 8_000_000_000_000),
    ] as [(Int64, Int64, Int64)])
  func time(bytes: Int64, bitsPerSecond: Int64, nanoseconds: Int64) {
    let rate = BitRate(bitsPerSecond: bitsPerSecond)
    #expect(rate.time(toSend: ByteCount(bytes)) == Nanoseconds(nanoseconds))
  }

  @Test("is the same by any name")
  func names() {
    #expect(BitRate.gigabits(5) == BitRate(bitsPerSecond: 5_000_000_000))
    #expect(BitRate.megabits(5_000) == .gigabits(5))
    #expect(BitRate.megabits(4_999) < .gigabits(5))
  }
}

@Suite("An instant")
struct InstantTests {
  @Test("saturates at never")
  func saturation() {
    #expect(Instant.never + Nanoseconds(1) == .never)
    #expect(Instant.never + Nanoseconds(.max) == .never)
    #expect(Instant(nanoseconds: .max - 1) + Nanoseconds(1) == .never)
    #expect(Instant(nanoseconds: .max - 2) + Nanoseconds(1) < .never)
    #expect(Instant.beginning + Nanoseconds(.max) == .never)
    #expect(Instant.never + .zero == .never)
  }

  @Test("is a length of time from another")
  func difference() {
    let now = Instant.beginning + .milliseconds(3)
    #expect(now - .beginning == .microseconds(3_000))
    #expect(.beginning - now == Nanoseconds(-3_000_000))
    #expect(.beginning < now && now < .never)
  }
}

@Suite("A length of time")
struct NanosecondsTests {
  @Test(
    "is written in seconds, with as many digits as say something",
    arguments: [
      (0, "0s"), (1, "0.000000001s"), (50_000, "0.00005s"), (1_000_000, "0.001s"), (1_500_000_000, "1.5s"),
      (3_000_000_000, "3s"), (10_000_000_000, "10s"), (1_000_000_001, "1.000000001s"), (-1, "-0.000000001s"),
      (-1_500_000_000, "-1.5s"), (.max, "9223372036.854775807s"), (.min, "-9223372036.854775808s"),
    ] as [(Int64, String)])
  func description(count: Int64, expected: String) {
    #expect(Nanoseconds(count).description == expected)
    #expect(Instant(nanoseconds: count).description == expected)
  }

  @Test("is the same by any name")
  func names() {
    #expect(Nanoseconds.seconds(2) == .milliseconds(2_000))
    #expect(Nanoseconds.milliseconds(2) == .microseconds(2_000))
    #expect(Nanoseconds.microseconds(2) == Nanoseconds(2_000))
    #expect(Nanoseconds.milliseconds(2) * 3 + .microseconds(1) == Nanoseconds(6_001_000))
    #expect(Nanoseconds.milliseconds(1_500).inSeconds == 1.5)
  }
}
