/// Writes the little YAML that a lab file needs: block mappings, block lists, and one-line mappings and lists.
struct YAMLWriter {
  indirect enum Value {
    /// A word, quoted where it must be.
    case word(String)
    /// `[a, b]` on one line.
    case row([Value])
    /// `{ a: b }` on one line.
    case inline([(String, Value)])
    /// An entry a line.
    case list([Value])
    case mapping([(String, Value)])
  }

  private(set) var text = ""

  mutating func comment(_ line: String) { text += "# \(line)\n" }

  mutating func write(_ members: [(String, Value)], indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    for (key, value) in members {
      text += "\(margin)\(Self.word(key)):"
      switch value {
      case .mapping(let members) where !members.isEmpty:
        text += "\n"
        write(members, indent: indent + 2)
      case .list(let elements) where !elements.isEmpty:
        text += "\n"
        for element in elements { text += "\(margin)  - \(Self.line(element))\n" }
      default: text += " \(Self.line(value))\n"
      }
    }
  }

  private static func line(_ value: Value) -> String {
    switch value {
    case .word(let text): word(text)
    case .row(let elements), .list(let elements): "[" + elements.map(line).joined(separator: ", ") + "]"
    case .inline(let members), .mapping(let members):
      members.isEmpty ? "{}" : "{ " + members.map { "\(word($0.0)): \(line($0.1))" }.joined(separator: ", ") + " }"
    }
  }

  /// Plain where that is safe, between double quotes otherwise (YAML 1.2.2 §7.3.1).
  static func word(_ text: String) -> String {
    if isPlain(text) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        let isPrintable =
          (0x20...0x7e).contains(scalar.value) || (0xa1...0x2027).contains(scalar.value)
          || (0x202a...0xfdff).contains(scalar.value) && scalar.value != 0xfeff || scalar.value >= 0x1_0000
        if isPrintable { quoted.unicodeScalars.append(scalar) } else { quoted += escape(scalar.value) }
      }
    }
    return quoted + "\""
  }

  private static func escape(_ code: UInt32) -> String {
    let digits = String(code, radix: 16)
    return code <= 0xffff
      ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      : "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Letters, digits and a few signs, with single spaces between words, and nothing that YAML takes for null.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, first != 0x20, last != 0x20, text.utf8.count < 80
    else {
      return false
    }
    if ["null", "Null", "NULL", "~", "y", "n", "yes", "no", "on", "off"].contains(text.lowercased()) { return false }
    let isWordLike = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || "_./+ ".utf8.contains(byte) || byte == UInt8(ascii: "-")
    }
    let startsPlain = !"-. ".utf8.contains(first)
    return isWordLike && startsPlain && !text.contains("  ")
  }
}
