import Units
import Wire

/// Values of members, once `LabShape.check` has found nothing wrong: nil where the key is absent.
extension SourceNode {
  /// By its key, or by the key with a capital, as EC2's JSON has it.
  func value(_ key: String) -> SourceNode? {
    guard case .mapping(let members) = content else { return nil }
    let capital = key.prefix(1).uppercased() + key.dropFirst()
    return members.first { $0.key == key || $0.key == capital }?.value
  }

  func member(_ key: String) -> Member? {
    guard case .mapping(let members) = content else { return nil }
    return members.first { $0.key == key }
  }

  func text(_ key: String) -> String? { value(key)?.text }
  func boolean(_ key: String) -> Bool? { text(key).map { $0 == "true" } }
  func integer(_ key: String) -> Int? { text(key).flatMap { Int($0) } }
  func address(_ key: String) -> IPv4Address? { text(key).flatMap { IPv4Address($0) } }
  func prefix(_ key: String) -> IPv4Prefix? { text(key).flatMap { IPv4Prefix(canonicalising: $0) } }
  func prefixes(_ key: String) -> [IPv4Prefix] {
    elements(key).compactMap { $0.text.flatMap { IPv4Prefix(canonicalising: $0) } }
  }
  func duration(_ key: String) -> Nanoseconds? { text(key).flatMap { try? Quantities.duration($0) } }
  func elements(_ key: String) -> [SourceNode] { value(key)?.list ?? [] }
  func named(_ key: String) -> [Member] { value(key)?.members ?? [] }

  /// The first word at or below this node that contains `text` as a whole word, for pointing at what EC2 refused.
  func place(of word: String) -> SourceMark? {
    switch content {
    case .null: return nil
    case .word(let text, _): return text == word ? mark : nil
    case .list(let nodes):
      for node in nodes { if let found = node.place(of: word) { return found } }
      return nil
    case .mapping(let members):
      for member in members { if let found = member.value.place(of: word) { return found } }
      return nil
    }
  }

  /// Every word at or below this node.
  var words: [(text: String, mark: SourceMark)] {
    switch content {
    case .null: []
    case .word(let text, _): [(text, mark)]
    case .list(let nodes): nodes.flatMap(\.words)
    case .mapping(let members): members.flatMap(\.value.words)
    }
  }
}
