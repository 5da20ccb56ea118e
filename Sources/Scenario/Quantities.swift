import Cloud
import Units

/// Durations and rates as a lab file writes them: a number and its unit.
enum Quantities {
  /// Longer than any lab; sums of a few stay far from overflow.
  static let longestDuration = Nanoseconds.seconds(366 * 86_400)

  static let durationUnits: [(name: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
  ]

  /// SI prefixes: 1 kbit is 1,000 bits.
  static let rateUnits: [(name: String, bitsPerSecond: Int64)] = [
    ("bit/s", 1), ("kbit/s", 1_000), ("Mbit/s", 1_000_000), ("Gbit/s", 1_000_000_000), ("Tbit/s", 1_000_000_000_000),
  ]

  /// `50us`, `1.5s`, `1m30s`; throws a sentence.
  static func duration(_ text: String) throws(Refusal) -> Nanoseconds {
    let units = "ns, us, ms, s, m or h"
    guard !text.isEmpty else { throw Refusal("a duration is a number and its unit (\(units))") }
    if text.hasPrefix("-") { throw Refusal("a duration is not negative, and \(quoted(text)) is") }
    var rest = text[...]
    var total: Int64 = 0
    var lastUnit = Int64.max
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard !number.isEmpty else { throw Refusal("\(quoted(text)) is no duration: a number and its unit (\(units))") }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
      rest = rest.dropFirst(unit.count)
      guard !unit.isEmpty else {
        throw Refusal("\(quoted(text)) has no unit; \(units) follows the number, as in \(quoted(String(number) + "s"))")
      }
      guard let factor = durationUnits.first(where: { $0.name == unit })?.nanoseconds else {
        let near = Self.unit(spelledOut: unit).map { "; did you mean \(quoted($0))?" } ?? ""
        throw Refusal("unknown unit \(quoted(unit)) of a duration (\(units))\(near)")
      }
      guard factor < lastUnit else { throw Refusal("\(quoted(text)) is no duration: larger units come first") }
      lastUnit = factor
      guard let count = scaled(number, by: factor) else {
        throw Refusal("\(quoted(text)) is no whole number of nanoseconds")
      }
      guard count <= longestDuration.count - total else { throw Refusal("\(quoted(text)) is longer than a year") }
      total += count
    }
    return Nanoseconds(total)
  }

  private static func unit(spelledOut unit: Substring) -> String? {
    switch unit.trimmingPrefix(" ").lowercased() {
    case "sec", "secs", "second", "seconds": "s"
    case "min", "mins", "minute", "minutes": "m"
    case "hour", "hours", "hr", "hrs": "h"
    case "msec", "millis", "milliseconds": "ms"
    case "usec", "micros", "microseconds": "us"
    case "nsec", "nanos", "nanoseconds": "ns"
    default: nil
    }
  }

  /// `10Gbit/s`; throws a sentence.
  static func rate(_ text: String) throws(Refusal) -> BitRate {
    let units = rateUnits.map(\.name).joined(separator: ", ")
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard !number.isEmpty else { throw Refusal("\(quoted(text)) is no rate: a number and its unit (\(units))") }
    guard !unit.isEmpty else {
      throw Refusal("\(quoted(text)) has no unit; \(units) follows the number, as in \(quoted(number + "Gbit/s"))")
    }
    guard let factor = rateUnits.first(where: { $0.name == unit })?.bitsPerSecond else {
      let near =
        nearestWord(to: String(unit), among: rateUnits.map(\.name)).map { "; did you mean \(quoted($0))?" } ?? ""
      throw Refusal("unknown unit \(quoted(unit)) of a rate (\(units))\(near)")
    }
    guard let bits = scaled(number, by: factor), bits > 0, bits <= 1_000_000_000_000_000 else {
      throw Refusal("\(quoted(text)) is not between 1 bit/s and 1000 Tbit/s")
    }
    return BitRate(bitsPerSecond: bits)
  }

  /// The shortest spelling that `duration` reads as the same.
  static func text(_ duration: Nanoseconds) -> String {
    for unit in ["h", "m", "s", "ms", "us"] {
      if let factor = durationUnits.first(where: { $0.name == unit })?.nanoseconds, duration.count > 0,
        duration.count % factor == 0
      {
        return "\(duration.count / factor)\(unit)"
      }
    }
    return duration.count == 0 ? "0s" : "\(duration.count)ns"
  }

  /// The shortest spelling that `rate` reads as the same.
  static func text(_ rate: BitRate) -> String {
    for unit in rateUnits.reversed() where rate.bitsPerSecond % unit.bitsPerSecond == 0 {
      return "\(rate.bitsPerSecond / unit.bitsPerSecond)\(unit.name)"
    }
    return "\(rate.bitsPerSecond)bit/s"
  }

  /// `1.5` times `factor`, exactly; nil where it is no whole number or too large.
  private static func scaled(_ number: Substring, by factor: Int64) -> Int64? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]) else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return product }
    guard let digits = Int64(parts[1]), parts[1].count <= 12 else { return nil }
    var divisor: Int64 = 1
    for _ in 0..<parts[1].count { divisor *= 10 }
    let (numerator, tooLarge) = digits.multipliedReportingOverflow(by: factor)
    guard !tooLarge, numerator % divisor == 0 else { return nil }
    let (sum, beyond) = product.addingReportingOverflow(numerator / divisor)
    return beyond ? nil : sum
  }
}

/// Why a word is refused, before its place is known. `offset` counts characters into the word.
struct Refusal: Error {
  var message: String
  var offset: Int
  init(_ message: String, at offset: Int = 0) {
    self.message = message
    self.offset = offset
  }
}
