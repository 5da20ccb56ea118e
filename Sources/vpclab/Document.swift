/// A JSON document's value. Objects keep the order in which their keys are written, so that the same result is the same
/// bytes.
indirect enum Document {
  case null
  case flag(Bool)
  case whole(Int)
  /// Beyond 2^63 too.
  case natural(UInt64)
  case real(Double)
  case text(String)
  case list([Document])
  case object([(String, Document)])

  static func texts(_ strings: [String]) -> Document { .list(strings.map { .text($0) }) }
  static func optional(_ string: String?) -> Document { string.map { .text($0) } ?? .null }
  static func optional(_ number: Double?) -> Document { number.map { .real($0) } ?? .null }

  /// The document over several lines, two spaces a level.
  func rendered() -> String {
    var text = ""
    write(to: &text, indent: "")
    return text
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .flag(let value): text += value ? "true" : "false"
    case .whole(let value): text += String(value)
    case .natural(let value): text += String(value)
    case .real(let value): text += value.isFinite ? Self.number(value) : "null"
    case .text(let value): text += Self.quoted(value)
    case .list(let values):
      Self.write(values.map { (nil, $0) }, between: ("[", "]"), to: &text, indent: indent)
    case .object(let members):
      Self.write(members.map { ($0.0, $0.1) }, between: ("{", "}"), to: &text, indent: indent)
    }
  }

  private static func write(
    _ members: [(String?, Document)], between ends: (String, String), to text: inout String, indent: String
  ) {
    guard !members.isEmpty else {
      text += ends.0 + ends.1
      return
    }
    text += ends.0
    for (number, (key, value)) in members.enumerated() {
      text += (number == 0 ? "\n" : ",\n") + indent + "  "
      if let key { text += quoted(key) + ": " }
      value.write(to: &text, indent: indent + "  ")
    }
    text += "\n" + indent + ends.1
  }

  /// The shortest digits that read back as the same number; whole numbers keep one zero behind the point.
  private static func number(_ value: Double) -> String { "\(value)" }

  /// RFC 8259 §7.
  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
