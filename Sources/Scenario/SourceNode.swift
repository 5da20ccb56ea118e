/// A piece of a YAML or JSON text that knows where it stands.
struct SourceNode {
  enum Content {
    case null
    /// The text of a word; `quoted` tells `"true"` from `true`.
    case word(String, quoted: Bool)
    case list([SourceNode])
    /// In the file's order; no key twice.
    case mapping([Member])
  }

  struct Member {
    var key: String
    var keyMark: SourceMark
    var value: SourceNode
  }

  var content: Content
  var mark: SourceMark

  init(_ content: Content, at mark: SourceMark) {
    self.content = content
    self.mark = mark
  }

  /// What a person would call it.
  var kind: String {
    switch content {
    case .null: "nothing"
    case .word: "a word"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// The text of a word, quoted or not.
  var text: String? {
    if case .word(let text, _) = content { text } else { nil }
  }

  var list: [SourceNode]? {
    if case .list(let nodes) = content { nodes } else { nil }
  }

  /// Null is a mapping without members.
  var members: [Member]? {
    switch content {
    case .mapping(let members): members
    case .null: []
    default: nil
    }
  }

  subscript(key: String) -> SourceNode? {
    guard case .mapping(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Where the word that begins `offset` characters into this node's text stands in the file. A text that spans
  /// lines is pointed at as a whole.
  func mark(at offset: Int) -> SourceMark {
    guard case .word(let text, let quoted) = content, !text.unicodeScalars.contains("\n") else { return mark }
    return mark.right(by: offset + (quoted ? 1 : 0))
  }

  func complaint(_ message: String) -> Complaint { Complaint(mark, message) }
}
