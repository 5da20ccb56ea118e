/// Reads a JSON text (RFC 8259) into nodes with marks.
///
/// Several texts behind each other, as `cat a.json b.json` makes them, become a list. Numbers keep their spelling.
/// Foundation's reader tells neither line nor column of a value, and a complaint about an export needs both.
struct JSONText {
  static let depthLimit = 64

  /// Throws where `bytes` is not JSON.
  static func nodes(of bytes: [UInt8]) throws(Complaint) -> SourceNode {
    var reader = JSONText(bytes: bytes)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.at = 3 }
    reader.lineStart = reader.at
    reader.skipSpace()
    guard reader.at < bytes.count else { throw Complaint(nil, "the file is empty") }
    let first = try reader.value(depth: 0)
    var all = [first]
    reader.skipSpace()
    while reader.at < bytes.count {
      all.append(try reader.value(depth: 0))
      reader.skipSpace()
    }
    return all.count == 1 ? first : SourceNode(.list(all), at: first.mark)
  }

  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private var lineStart = 0
  /// How far the line's columns have been counted, and how many there are up to there: a text may be one long line.
  private var counted = (to: 0, columns: 0)

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var mark: SourceMark {
    mutating get {
      if counted.to < lineStart { counted = (lineStart, 0) }
      let end = min(at, bytes.count)
      // Columns count Unicode scalars: every byte but the later ones of a sequence.
      if counted.to < end { counted = (end, counted.columns + bytes[counted.to..<end].count { $0 & 0xc0 != 0x80 }) }
      return SourceMark(line: line, column: counted.columns + 1)
    }
  }

  private mutating func complaint(_ message: String) -> Complaint { Complaint(mark, "not JSON: \(message)") }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x0a:
        line += 1
        lineStart = at + 1
      case 0x20, 0x09, 0x0d: break
      default: return
      }
      at += 1
    }
  }

  private mutating func value(depth: Int) throws(Complaint) -> SourceNode {
    guard at < bytes.count else { throw complaint("the file ends where a value is due") }
    guard depth < Self.depthLimit else { throw complaint("nested too deeply: more than \(Self.depthLimit) levels") }
    let mark = mark
    switch bytes[at] {
    case UInt8(ascii: "{"): return SourceNode(.mapping(try members(depth: depth)), at: mark)
    case UInt8(ascii: "["): return SourceNode(.list(try elements(depth: depth)), at: mark)
    case UInt8(ascii: "\""): return SourceNode(.word(try string(), quoted: true), at: mark)
    default:
      let word = bareWord()
      if word == "null" { return SourceNode(.null, at: mark) }
      guard word == "true" || word == "false" || Self.isNumber(word) else {
        let what = word.isEmpty ? String(Unicode.Scalar(bytes[at])) : word
        throw Complaint(mark, "not JSON: \(quoted(what)) is no value")
      }
      return SourceNode(.word(word, quoted: false), at: mark)
    }
  }

  private mutating func members(depth: Int) throws(Complaint) -> [SourceNode.Member] {
    var members: [SourceNode.Member] = []
    var seen: Set<String> = []
    at += 1
    skipSpace()
    if take("}") { return members }
    while true {
      skipSpace()
      let keyMark = mark
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw complaint("a key between quotation marks is due")
      }
      let key = try string()
      guard seen.insert(key).inserted else { throw Complaint(keyMark, "the key \(quoted(key)) is here twice") }
      skipSpace()
      guard take(":") else { throw complaint("a colon is due") }
      skipSpace()
      members.append(SourceNode.Member(key: key, keyMark: keyMark, value: try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return members }
      guard take(",") else { throw complaint("a comma or } is due") }
    }
  }

  private mutating func elements(depth: Int) throws(Complaint) -> [SourceNode] {
    var elements: [SourceNode] = []
    at += 1
    skipSpace()
    if take("]") { return elements }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw complaint("a comma or ] is due") }
    }
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: sign) else { return false }
    at += 1
    return true
  }

  private mutating func string() throws(Complaint) -> String {
    let start = mark
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw Complaint(start, "not UTF-8") }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw complaint("a control character in a string")
      default:
        text.append(byte)
        at += 1
      }
    }
    throw Complaint(start, "not JSON: this string has no end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Complaint) {
    let sign = at + 1 < bytes.count ? bytes[at + 1] : 0
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      guard let high = hexadecimal(at + 2) else { throw complaint("four hexadecimal digits are due after \\u") }
      // RFC 8259 §7: characters beyond the first plane are two surrogates. One alone becomes U+FFFD.
      if (0xd800..<0xdc00).contains(high), at + 7 < bytes.count, bytes[at + 6] == UInt8(ascii: "\\"),
        bytes[at + 7] == UInt8(ascii: "u"), let low = hexadecimal(at + 8), (0xdc00..<0xe000).contains(low)
      {
        append(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00), to: &text)
        at += 12
        return
      }
      append(high, to: &text)
      at += 6
      return
    default: throw complaint("an escape that JSON does not know")
    }
    at += 2
  }

  private func append(_ code: UInt32, to text: inout [UInt8]) {
    text.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{fffd}").utf8)
  }

  private func hexadecimal(_ from: Int) -> UInt32? {
    guard from + 4 <= bytes.count else { return nil }
    var code: UInt32 = 0
    for byte in bytes[from..<from + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  private mutating func bareWord() -> String {
    let start = at
    while at < bytes.count, bytes[at] > 0x20, bytes[at] < 0x7f, !",:[]{}\"".utf8.contains(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// RFC 8259 §6.
  private static func isNumber(_ word: String) -> Bool {
    var rest = Substring(word)
    func digits(_ rest: inout Substring) -> Int {
      let count = rest.prefix { $0.isASCII && $0.isNumber }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.hasPrefix("-") { rest.removeFirst() }
    let leadsWithZero = rest.hasPrefix("0")
    let whole = digits(&rest)
    guard whole > 0, whole == 1 || !leadsWithZero else { return false }
    if rest.hasPrefix(".") {
      rest.removeFirst()
      guard digits(&rest) > 0 else { return false }
    }
    if let sign = rest.first, "eE".contains(sign) {
      rest.removeFirst()
      if let sign = rest.first, "+-".contains(sign) { rest.removeFirst() }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }
}
