import Yams

/// Reads a YAML text into nodes with marks.
///
/// Yams parses; what is added here are bounds, so that no text can make vpclab hang or overflow its stack, and
/// complaints of one line.
enum YAMLText {
  /// Deeper than any lab, and far from the stack's end.
  static let depthLimit = 64
  /// Aliases count as what they stand for.
  static let nodeLimit = 4_000_000
  static let aliasLimit = 100
  /// With so few aliases even a text made to explode stays small (at most 3^(16/3) times what is written).
  static let aliasLimitBesideKeys = 16

  static func nodes(of text: String) throws(Complaint) -> SourceNode {
    let text = text.unicodeScalars.first == "\u{feff}" ? String(text.unicodeScalars.dropFirst()) : text
    try refuseControlCharacters(text)
    try refuseDeepNesting(text)
    try refuseManyAliases(text)
    let root = try compose(text)
    guard let root else { throw Complaint(nil, "the file is empty") }
    var budget = nodeLimit
    return try convert(root, depth: 0, budget: &budget)
  }

  private static func compose(_ text: String) throws(Complaint) -> Node? {
    do {
      // No resolver: `SourceNode` keeps words as they are written, and the lab's own tables say what they mean.
      return try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch let error as YamlError {
      throw complaint(error, text)
    } catch {
      throw Complaint(nil, "not YAML: \(error)")
    }
  }

  private static func complaint(_ error: YamlError, _ text: String) -> Complaint {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      let context = context.map { " (\($0.text) of line \($0.mark.line))" } ?? ""
      return Complaint(SourceMark(mark), "not YAML: \(problem)\(context)")
    case .composer(_, let problem, let mark, _):
      return Complaint(SourceMark(mark), "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.first ?? ""
      let first = SourceMark(context.mark)
      return Complaint(
        second(key, after: first, in: text) ?? first,
        "the key \(quoted(key)) is here twice (first in line \(first.line))")
    case .memory:
      return Complaint(nil, "not YAML: nested too deeply")
    case .reader(let problem, _, _, _):
      return Complaint(nil, "not YAML: \(problem)")
    default:
      return Complaint(nil, "not YAML: \(error)")
    }
  }

  /// The next line that begins with `key:` in the same column, as a repeated key of a block mapping does.
  private static func second(_ key: String, after first: SourceMark, in text: String) -> SourceMark? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for number in lines.indices.dropFirst(first.line) {
      let line = lines[number].unicodeScalars
      let indent = line.prefix { $0 == " " }.count
      if indent + 1 == first.column, line.dropFirst(indent).starts(with: (key + ":").unicodeScalars) {
        return SourceMark(line: number + 1, column: first.column)
      }
    }
    return nil
  }

  private static func convert(_ node: Node, depth: Int, budget: inout Int) throws(Complaint) -> SourceNode {
    let mark = node.mark.map { SourceMark($0) } ?? SourceMark(line: 1, column: 1)
    budget -= 1
    guard budget > 0 else {
      throw Complaint(mark, "the file has more than \(nodeLimit) words, aliases counted in full")
    }
    guard depth < depthLimit else { throw Complaint(mark, "nested too deeply: more than \(depthLimit) levels") }
    switch node {
    case .scalar(let scalar):
      try refuseTag(scalar.tag, mark)
      let plain = scalar.style == .plain
      if plain, nullWords.contains(scalar.string) { return SourceNode(.null, at: mark) }
      return SourceNode(.word(scalar.string, quoted: !plain), at: mark)
    case .sequence(let sequence):
      try refuseTag(sequence.tag, mark)
      var list: [SourceNode] = []
      list.reserveCapacity(sequence.count)
      for element in sequence { list.append(try convert(element, depth: depth + 1, budget: &budget)) }
      return SourceNode(.list(list), at: mark)
    case .mapping(let mapping):
      try refuseTag(mapping.tag, mark)
      var members: [SourceNode.Member] = []
      members.reserveCapacity(mapping.count)
      for (key, value) in mapping {
        let keyMark = key.mark.map { SourceMark($0) } ?? mark
        guard case .scalar(let word) = key else { throw Complaint(keyMark, "a key is a word, not a list or a mapping") }
        try refuseTag(word.tag, keyMark)
        guard word.string != "<<" else { throw Complaint(keyMark, "merge keys (<<) are not used in lab files") }
        let value = try convert(value, depth: depth + 1, budget: &budget)
        members.append(SourceNode.Member(key: word.string, keyMark: keyMark, value: value))
      }
      return SourceNode(.mapping(members), at: mark)
    case .alias:
      throw Complaint(mark, "an alias stands for nothing here")
    }
  }

  /// YAML 1.2.2 §10.2.1.1.
  private static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]
  private static let knownTags: Set<String> = [
    "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:float",
    "tag:yaml.org,2002:null", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
  ]

  private static func refuseTag(_ tag: Yams.Tag, _ mark: SourceMark) throws(Complaint) {
    guard !knownTags.contains(tag.description) else { return }
    throw Complaint(mark, "the YAML tag \(quoted(tag.description)) is not used in lab files")
  }
}

extension YAMLText {
  private static func refuseControlCharacters(_ text: String) throws(Complaint) {
    var line = 1
    var column = 1
    for scalar in text.unicodeScalars {
      // YAML 1.2.2 §5.1: c-printable.
      let printable =
        scalar == "\t" || scalar == "\n" || scalar == "\r" || (0x20...0x7e).contains(scalar.value)
        || scalar.value == 0x85 || (0xa0...0xfffd).contains(scalar.value) && scalar.value != 0xfeff
        || scalar.value >= 0x1_0000
      guard printable else {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        throw Complaint(SourceMark(line: line, column: column), "not YAML: the control character U+\(hex)")
      }
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
  }

  /// Yams builds its tree by recursion and takes it down by recursion, aliases included, so depth per alias and the
  /// number of aliases are bounded before it begins. Brackets in quoted words and comments count too; no lab has so
  /// many that never close.
  private static func refuseDeepNesting(_ text: String) throws(Complaint) {
    var line = 1
    var (brackets, indent, dashes) = (0, 0, 0)
    var atStart = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        (indent, dashes, atStart) = (0, 0, true)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        atStart = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        brackets = max(0, brackets - 1)
        atStart = false
      case UInt8(ascii: " ") where atStart: indent += 1
      // `- - - -` and `? ? ? ?` open a block at every sign.
      case UInt8(ascii: "-") where atStart, UInt8(ascii: "?") where atStart: dashes += 1
      default: atStart = false
      }
      // A rule under dashes (`# ------`) is no nesting: dashes count where spaces part them.
      guard brackets <= depthLimit, !atStart || indent <= 4 * depthLimit, dashes <= depthLimit || indent < dashes / 2
      else {
        throw Complaint(SourceMark(line: line, column: 1), "nested too deeply: more than \(depthLimit) levels")
      }
    }
  }

  /// Yams compares the keys of a mapping by all that they hold. A key that is an alias of an alias of … would keep it
  /// busy for ever, so a text with many aliases may not have keys that are not words.
  private static func refuseManyAliases(_ text: String) throws(Complaint) {
    let bytes = Array(text.utf8)
    func isName(_ at: Int) -> Bool { at < bytes.count && bytes[at] > 0x20 && !",[]{}:".utf8.contains(bytes[at]) }
    func isSpace(_ at: Int) -> Bool { at < bytes.count && (bytes[at] == 0x20 || (0x09...0x0d).contains(bytes[at])) }
    /// Whether a colon follows, behind spaces: then what ended at `at` is a key.
    func isKey(_ at: Int) -> Bool {
      var at = at
      while isSpace(at) { at += 1 }
      return at < bytes.count && bytes[at] == UInt8(ascii: ":")
    }
    var aliases = 0
    var line = 1
    var lineOfKey: Int?
    for at in bytes.indices {
      switch bytes[at] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "*") where isName(at + 1):
        aliases += 1
        var end = at + 1
        while isName(end) { end += 1 }
        if isKey(end) { lineOfKey = lineOfKey ?? line }
      case UInt8(ascii: "?") where isSpace(at + 1): lineOfKey = lineOfKey ?? line
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if isKey(at + 1) { lineOfKey = lineOfKey ?? line }
      default: break
      }
      guard aliases <= aliasLimit else {
        throw Complaint(SourceMark(line: line, column: 1), "more than \(aliasLimit) aliases")
      }
    }
    guard aliases > aliasLimitBesideKeys, let lineOfKey else { return }
    throw Complaint(SourceMark(line: lineOfKey, column: 1), "a key is a word, not a list, a mapping or an alias")
  }
}

extension SourceMark {
  init(_ mark: Yams.Mark) { self.init(line: mark.line, column: mark.column) }
}
