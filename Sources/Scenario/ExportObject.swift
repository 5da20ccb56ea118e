import Wire

/// A JSON object of an `aws ec2 describe-*` answer, read with a complaint for everything that is not as it should be.
struct ExportObject {
  let node: SourceNode
  let file: String
  /// With its article: "a subnet".
  let what: String

  func complaint(_ message: String, at place: SourceNode? = nil) -> LabFileError {
    LabFileError(file: file, mark: (place ?? node).mark, message: message)
  }

  func has(_ key: String) -> Bool { node[key].map { !$0.isNull } ?? false }

  /// Nil where the key is absent or null.
  func text(_ key: String) throws(LabFileError) -> String? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let text = value.text else { throw complaint("\(key) of \(what) is a string, not \(value.kind)", at: value) }
    return text
  }

  func required(_ key: String) throws(LabFileError) -> String {
    guard let text = try text(key), !text.isEmpty else { throw complaint("\(what) has no \(key)") }
    return text
  }

  func boolean(_ key: String) throws(LabFileError) -> Bool? {
    guard let text = try text(key) else { return nil }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default: throw complaint("\(key) of \(what) is true or false, not \(quoted(text))", at: node[key])
    }
  }

  func integer(_ key: String) throws(LabFileError) -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = Int(text) else {
      throw complaint("\(key) of \(what) is a number, not \(quoted(text))", at: node[key])
    }
    return number
  }

  func address(_ key: String) throws(LabFileError) -> IPv4Address? {
    guard let text = try text(key), !text.isEmpty else { return nil }
    guard let address = IPv4Address(text) else {
      throw complaint("\(key) of \(what) is an IPv4 address, not \(quoted(text))", at: node[key])
    }
    return address
  }

  func prefix(_ key: String) throws(LabFileError) -> IPv4Prefix? {
    guard let text = try text(key), !text.isEmpty else { return nil }
    guard let prefix = IPv4Prefix(canonicalising: text) else {
      throw complaint("\(key) of \(what) is an IPv4 CIDR block, not \(quoted(text))", at: node[key])
    }
    return prefix
  }

  func object(_ key: String, _ what: String) throws(LabFileError) -> ExportObject? {
    guard let value = node[key], !value.isNull else { return nil }
    // A state is an object in some answers and a word in others: the word stands for itself.
    if value.text != nil { return nil }
    guard value.members != nil else {
      throw complaint("\(key) of \(self.what) is an object, not \(value.kind)", at: value)
    }
    return ExportObject(node: value, file: file, what: what)
  }

  func list(_ key: String, _ what: String) throws(LabFileError) -> [ExportObject] {
    guard let value = node[key], !value.isNull else { return [] }
    guard let elements = value.list else {
      throw complaint("\(key) of \(self.what) is a list, not \(value.kind)", at: value)
    }
    var objects: [ExportObject] = []
    for element in elements {
      if element.isNull { continue }
      guard case .mapping = element.content else {
        throw complaint("\(what) is an object, not \(element.kind)", at: element)
      }
      objects.append(ExportObject(node: element, file: file, what: what))
    }
    return objects
  }

  /// The word of a state that is `{"State": …}`, `{"Name": …}` or the word itself.
  func state(_ key: String) throws(LabFileError) -> String? {
    if let object = try object(key, "the \(key)") {
      if let state = try object.text("State") { return state }
      if let name = try object.text("Name") { return name }
      return try object.text("Code")
    }
    return try text(key)
  }
}
