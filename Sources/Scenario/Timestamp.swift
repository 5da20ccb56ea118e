/// RFC 3339 dates and times: `2026-01-31T12:00:00.5Z`. Everything is UTC; an offset is taken off.
enum Timestamp {
  /// Nanoseconds since 1970-01-01, from a date and time or from a whole number of seconds.
  static func nanoseconds(_ text: String) throws(Refusal) -> Int64 {
    let limit: Int64 = 253_402_300_799  // 9999-12-31T23:59:59Z
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      guard let seconds = Int64(text), seconds <= latest else {
        throw Refusal("\(quoted(text)) seconds after 1970 is beyond 2262")
      }
      return seconds * 1_000_000_000
    }
    guard let (seconds, fraction) = parts(text) else {
      throw Refusal("\(quoted(text)) is no date and time such as 2026-01-31T12:00:00Z")
    }
    guard seconds >= 0, seconds <= min(latest, limit) else {
      throw Refusal("\(quoted(text)) is not between 1970 and 2262")
    }
    return seconds * 1_000_000_000 + fraction
  }

  /// So that the sum with any lab's length still fits 63 bits of nanoseconds.
  private static let latest: Int64 = 9_100_000_000

  private static func parts(_ text: String) -> (seconds: Int64, nanoseconds: Int64)? {
    var rest = Array(text.utf8)[...]
    func number(_ digits: Int) -> Int64? {
      guard rest.count >= digits, rest.prefix(digits).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      let value = rest.prefix(digits).reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
      rest = rest.dropFirst(digits)
      return value
    }
    func take(_ signs: String) -> Bool {
      guard let first = rest.first, signs.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      (1...12).contains(month), day >= 1, day <= days(in: month, year)
    else { return nil }
    let midnight = daysSince1970(year, month, day) * 86_400
    if rest.isEmpty { return (midnight, 0) }
    guard take("Tt "), let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else {
      return nil
    }
    var seconds = midnight + hour * 3600 + minute * 60
    var fraction: Int64 = 0
    if take(":") {
      guard let second = number(2), second < 60 else { return nil }
      seconds += second
      if take(".") {
        let digits = rest.prefix { (0x30...0x39).contains($0) }.count
        guard (1...9).contains(digits), let value = number(digits) else { return nil }
        fraction = (digits..<9).reduce(value) { value, _ in value * 10 }
      }
    }
    if take("Zz") || rest.isEmpty { return rest.isEmpty ? (seconds, fraction) : nil }
    let east = rest.first == UInt8(ascii: "+")
    guard take("+-"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60, rest.isEmpty
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return (east ? seconds - offset : seconds + offset, fraction)
  }

  private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(in month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The Gregorian calendar's count, March first so that leap days end a year.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// As `nanoseconds` reads it.
  static func text(_ nanoseconds: Int64) -> String {
    let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    var year: Int64 = 1970
    var days = seconds / 86_400
    while days >= (isLeap(year) ? 366 : 365) {
      days -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month: Int64 = 1
    while days >= Self.days(in: month, year) {
      days -= Self.days(in: month, year)
      month += 1
    }
    func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }
    var text =
      "\(year)-\(two(month))-\(two(days + 1))T"
      + "\(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if fraction > 0 {
      var digits = String(fraction)
      digits = String(repeating: "0", count: 9 - digits.count) + digits
      while digits.hasSuffix("0") { digits.removeLast() }
      text += "." + digits
    }
    return text + "Z"
  }
}
