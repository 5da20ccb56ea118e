import Lab
import Scenario
import Testing
import Units

@Suite("Durations, rates and dates in a lab file")
struct QuantityTests {
  static let durations: [(String, Int64)] = [
    ("50us", 50_000), ("50µs", 50_000), ("1s", 1_000_000_000), ("1m30s", 90_000_000_000), ("1.5s", 1_500_000_000),
    ("2h", 7_200_000_000_000), ("0s", 0), ("250ms", 250_000_000), ("7ns", 7), ("0.000000001s", 1),
  ]

  @Test("carry units", arguments: durations)
  func duration(_ text: String, _ nanoseconds: Int64) throws {
    let lab = try LabFile.read(text: "duration: \(text)\n", name: "lab.yaml")
    #expect(lab.duration == Nanoseconds(nanoseconds))
  }

  static let rates: [(String, Int64)] = [
    ("10Gbit/s", 10_000_000_000), ("2.5 Gbit/s", 2_500_000_000), ("100Mbit/s", 100_000_000), ("64kbit/s", 64_000),
    ("9600bit/s", 9_600),
  ]

  @Test("of links are bits per second", arguments: rates)
  func rate(_ text: String, _ bits: Int64) throws {
    let lab = try LabFile.read(text: "fabric: { bandwidth: \(text) }\n", name: "lab.yaml")
    #expect(lab.fabric.bandwidth == BitRate(bitsPerSecond: bits))
  }

  // date -u -d @N
  static let dates: [(String, Int64)] = [
    ("1970-01-01", 0), ("2026-01-31T12:00:00Z", 1_769_860_800), ("2000-02-29T23:59:59Z", 951_868_799),
    ("2026-01-31T12:00:00+09:00", 1_769_828_400), ("1700000000", 1_700_000_000),
  ]

  @Test("of a lab's beginning are UTC", arguments: dates)
  func date(_ text: String, _ seconds: Int64) throws {
    let lab = try LabFile.read(text: "startsAt: \(text)\n", name: "lab.yaml")
    #expect(lab.startsAt == seconds * 1_000_000_000)
  }
}
