import Cloud
import Units
import Wire

/// What a value of a lab file may be. The reader checks by it and the JSON Schema is printed from it, so that the two
/// cannot drift apart.
indirect enum LabShape: Sendable {
  case word(LabWord)
  case list(LabShape)
  /// A mapping whose keys are the user's names for what is told behind them; the text says what one is called.
  case named(String, LabShape)
  /// A mapping from any text to text.
  case texts
  case section(LabSection)
  /// One of several; they differ in kind (word, list, mapping).
  case either([LabShape])
}

/// A mapping with keys of its own.
struct LabSection: Sendable {
  /// With its article: "a subnet".
  var name: String
  var keys: [LabKey]
  /// Keys that AWS has and a later version will carry.
  var later: [String] = []
  /// EC2's JSON, where keys may begin with a capital as the AWS CLI prints them.
  var isLonghand = false
}

struct LabKey: Sendable {
  var name: String
  var shape: LabShape
  var summary: String
  var isRequired = false

  init(_ name: String, _ shape: LabShape, _ summary: String, required: Bool = false) {
    self.name = name
    self.shape = shape
    self.summary = summary
    isRequired = required
  }
}

/// What a word may say.
enum LabWord: Sendable {
  case text
  case boolean
  case integer(ClosedRange<Int>)
  /// 0 to 2^64-1.
  case seed
  /// A decimal fraction above zero.
  case factor
  case duration
  case rate
  case address
  case prefix
  case macAddress
  case choice([String])
  /// `2026-01-31T12:00:00Z`, or seconds since 1970-01-01.
  case timestamp
  case securityGroupRule
  case networkAclEntry
  case route
  case addressOrBoolean
}

extension LabWord {
  /// Why `text` is not such a word; nil where it is. Shorthands are read where their meaning is needed.
  func refusal(of text: String) -> Refusal? {
    do throws(Refusal) {
      switch self {
      case .text, .securityGroupRule, .networkAclEntry, .route: break
      case .boolean: _ = try Self.boolean(text)
      case .integer(let range): _ = try Self.integer(text, in: range)
      case .seed:
        guard UInt64(text) != nil else { throw Refusal("\(quoted(text)) is no whole number from 0 to 2^64-1") }
      case .factor:
        guard let factor = Double(text), factor.isFinite, factor >= 1e-6, factor <= 1e6 else {
          throw Refusal("\(quoted(text)) is no number from 0.000001 to 1000000")
        }
      case .duration: _ = try Quantities.duration(text)
      case .rate: _ = try Quantities.rate(text)
      case .address: _ = try RuleText.address(text)
      case .prefix: _ = try RuleText.prefix(text)
      case .macAddress:
        guard MACAddress(text) != nil else {
          throw Refusal("\(quoted(text)) is no MAC address such as 02:00:00:00:00:01")
        }
      case .choice(let words):
        guard words.contains(text) else { throw Refusal(unknownWord("word", text, among: words)) }
      case .timestamp: _ = try Timestamp.nanoseconds(text)
      case .addressOrBoolean:
        if text != "true", text != "false" { _ = try RuleText.address(text) }
      }
      return nil
    } catch {
      return error
    }
  }

  static func boolean(_ text: String) throws(Refusal) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    case "yes", "on", "Yes", "On", "True", "TRUE", "1":
      throw Refusal("\(quoted(text)) is neither true nor false; did you mean true?")
    case "no", "off", "No", "Off", "False", "FALSE", "0":
      throw Refusal("\(quoted(text)) is neither true nor false; did you mean false?")
    default: throw Refusal("\(quoted(text)) is neither true nor false")
    }
  }

  static func integer(_ text: String, in range: ClosedRange<Int>) throws(Refusal) -> Int {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw Refusal("\(quoted(text)) is no whole number")
    }
    guard let number = Int(text), range.contains(number) else {
      throw Refusal("\(text.prefix(24)) is not between \(range.lowerBound) and \(range.upperBound)")
    }
    return number
  }
}

extension LabShape {
  /// Throws at the first thing below `node` that the tables do not know. `key` is what the value is called.
  func check(_ node: SourceNode, _ key: String) throws(Complaint) {
    switch self {
    case .word(let word):
      guard let text = node.text else {
        if node.isNull { throw node.complaint("\(quoted(key)) has no value") }
        throw node.complaint("\(quoted(key)) is a word, not \(node.kind)")
      }
      if let refusal = word.refusal(of: text) {
        throw Complaint(node.mark(at: refusal.offset), "\(key): \(refusal.message)")
      }
    case .list(let element):
      guard let list = node.list else {
        if node.isNull { throw node.complaint("\(quoted(key)) has no value; an empty list is []") }
        throw node.complaint("\(quoted(key)) is a list, not \(node.kind); write [\u{2026}]")
      }
      for node in list { try element.check(node, key) }
    case .named(let what, let shape):
      guard let members = node.members else {
        throw node.complaint("\(quoted(key)) is a mapping of names, not \(node.kind): each key names \(what)")
      }
      for member in members {
        if let refusal = Self.nameRefusal(member.key) { throw Complaint(member.keyMark, "\(refusal) names \(what)") }
        try shape.check(member.value, member.key)
      }
    case .texts:
      guard let members = node.members else { throw node.complaint("\(quoted(key)) is a mapping, not \(node.kind)") }
      for member in members where member.value.text == nil {
        throw member.value.complaint("\(quoted(member.key)) is a word, not \(member.value.kind)")
      }
    case .section(let section): try section.check(node, key)
    case .either(let shapes): try Self.either(shapes, node, key)
    }
  }

  private static func either(_ shapes: [LabShape], _ node: SourceNode, _ key: String) throws(Complaint) {
    for shape in shapes where shape.takes(node) { return try shape.check(node, key) }
    if node.isNull { throw node.complaint("\(quoted(key)) has no value") }
    let kinds = shapes.map(\.kind).joined(separator: " or ")
    throw node.complaint("\(quoted(key)) is \(kinds), not \(node.kind)")
  }

  private func takes(_ node: SourceNode) -> Bool {
    switch self {
    case .word: node.text != nil
    case .list: node.list != nil
    case .named, .texts, .section: node.members != nil
    case .either(let shapes): shapes.contains { $0.takes(node) }
    }
  }

  private var kind: String {
    switch self {
    case .word: "a word"
    case .list: "a list"
    case .named, .texts, .section: "a mapping"
    case .either(let shapes): shapes.map(\.kind).joined(separator: " or ")
    }
  }

  /// Names stand in references (`VPC/NAME`, `sg:NAME`), in file names of captures and on the command line.
  static func nameRefusal(_ name: String) -> String? {
    if name.isEmpty { return "nothing" }
    if name.utf8.count > 128 { return "\(quoted(name)), longer than 128 bytes," }
    let forbidden = name.unicodeScalars.first {
      $0.properties.isWhitespace || $0.value < 0x21 || $0.value == 0x7f
        || "/\\:,\"'*?<>|[]{}".unicodeScalars.contains($0)
    }
    if let forbidden {
      return forbidden.properties.isWhitespace
        ? "\(quoted(name)), with a space in it," : "\(quoted(name)), with \"\(forbidden)\" in it,"
    }
    if let first = name.first, ".-~".contains(first) { return "\(quoted(name)), with \"\(first)\" before it," }
    return nil
  }
}

extension LabSection {
  /// The table's key that a written one means; longhand may begin with a capital.
  func canonical(_ key: String) -> String {
    guard isLonghand, let first = key.first, first.isUppercase else { return key }
    return first.lowercased() + key.dropFirst()
  }

  func check(_ node: SourceNode, _ key: String) throws(Complaint) {
    guard let members = node.members else {
      throw node.complaint("\(quoted(key)) is \(name): a mapping, not \(node.kind)")
    }
    var seen: Set<String> = []
    for member in members {
      let key = canonical(member.key)
      guard let known = keys.first(where: { $0.name == key }) else { throw unknown(member) }
      guard seen.insert(key).inserted else { throw Complaint(member.keyMark, "the key \(quoted(key)) is here twice") }
      try known.shape.check(member.value, key)
    }
    for known in keys where known.isRequired && !seen.contains(known.name) {
      throw node.complaint("\(name) needs \(quoted(known.name))")
    }
  }

  private func unknown(_ member: SourceNode.Member) -> Complaint {
    let key = canonical(member.key)
    if later.contains(key) {
      return Complaint(member.keyMark, "\(quoted(member.key)) is not carried by this version of vpclab")
    }
    if let near = nearestWord(to: key, among: keys.map(\.name)) {
      return Complaint(member.keyMark, "unknown key \(quoted(member.key)) in \(name); did you mean \(quoted(near))?")
    }
    if let near = nearestWord(to: key, among: later) {
      return Complaint(
        member.keyMark,
        "unknown key \(quoted(member.key)) in \(name); \(quoted(near)) is not carried by this version of vpclab")
    }
    return Complaint(
      member.keyMark,
      "unknown key \(quoted(member.key)) in \(name); there is \(keys.map(\.name).joined(separator: ", "))")
  }
}
