/// The JSON Schema (2020-12) of lab files, for editors: printed from the tables that the reader checks by.
package enum LabSchema {
  package static var json: String {
    var printer = SchemaPrinter()
    let root = printer.reference(to: LabKeys.lab)
    let members: [(String, SchemaValue)] = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("A vpclab lab file")),
      ("description", .text("A VPC, its instances, their traffic, what changes and what must hold.")),
    ]
    return SchemaValue.object(members + root + [("$defs", .object(printer.definitions))]).text(indent: 0) + "\n"
  }
}

/// JSON with its members in order.
indirect enum SchemaValue {
  case text(String)
  case number(Int)
  case boolean(Bool)
  case list([SchemaValue])
  case object([(String, SchemaValue)])

  func text(indent: Int) -> String {
    let margin = String(repeating: "  ", count: indent)
    switch self {
    case .text(let text): return Self.quoted(text)
    case .number(let number): return "\(number)"
    case .boolean(let boolean): return "\(boolean)"
    case .list(let elements):
      let isFlat = elements.allSatisfy { if case .object = $0 { false } else { true } }
      if isFlat { return "[" + elements.map { $0.text(indent: 0) }.joined(separator: ", ") + "]" }
      return "[\n" + elements.map { margin + "  " + $0.text(indent: indent + 1) }.joined(separator: ",\n")
        + "\n\(margin)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { "\(margin)  \(Self.quoted($0.0)): \($0.1.text(indent: indent + 1))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    }
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// A definition per section; a section is known by its name and its keys.
struct SchemaPrinter {
  typealias Members = [(String, SchemaValue)]
  private(set) var definitions: Members = []
  private var names: [String: String] = [:]

  mutating func reference(to section: LabSection) -> Members {
    let identity = section.name + "|" + section.keys.map(\.name).joined(separator: ",")
    if let name = names[identity] { return [("$ref", .text("#/$defs/\(name)"))] }
    let base = section.name.split(separator: " ").drop { ["a", "an", "the"].contains($0) }
      .enumerated().map { $0 == 0 ? $1.lowercased() : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    var name = base
    var count = 2
    while names.values.contains(name) {
      name = "\(base)\(count)"
      count += 1
    }
    names[identity] = name
    let definition = SchemaValue.object(object(section))
    definitions.append((name, definition))
    return [("$ref", .text("#/$defs/\(name)"))]
  }

  private mutating func object(_ section: LabSection) -> Members {
    var properties: Members = []
    for key in section.keys {
      let members = schema(of: key.shape) + [("description", .text(key.summary))]
      properties.append((key.name, .object(members)))
      if section.isLonghand {
        properties.append((key.name.prefix(1).uppercased() + key.name.dropFirst(), .object(members)))
      }
    }
    let required = section.isLonghand ? [] : section.keys.filter(\.isRequired).map { SchemaValue.text($0.name) }
    var members: Members = [
      ("type", required.isEmpty ? .list([.text("object"), .text("null")]) : .text("object")),
      ("properties", .object(properties)), ("additionalProperties", .boolean(false)),
    ]
    if !required.isEmpty { members.append(("required", .list(required))) }
    return members
  }

  private mutating func schema(of shape: LabShape) -> Members {
    switch shape {
    case .word(let word): return schema(of: word)
    case .list(let element): return [("type", .text("array")), ("items", .object(schema(of: element)))]
    case .named(_, let element):
      return [
        ("type", .list([.text("object"), .text("null")])),
        (
          "propertyNames", .object([("pattern", .text(#"^[^\s/\\:,"'*?<>|\[\]{}.~-][^\s/\\:,"'*?<>|\[\]{}]{0,127}$"#))])
        ),
        ("additionalProperties", .object(schema(of: element))),
      ]
    case .texts:
      return [("type", .text("object")), ("additionalProperties", .object(schema(of: .word(.text))))]
    case .section(let section): return reference(to: section)
    case .either(let shapes):
      var alternatives: [SchemaValue] = []
      for shape in shapes { alternatives.append(.object(schema(of: shape))) }
      return [("anyOf", .list(alternatives))]
    }
  }

  private func schema(of word: LabWord) -> Members {
    func pattern(_ text: String) -> Members { [("type", .text("string")), ("pattern", .text(text))] }
    let octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
    let address = "\(octet)(\\.\(octet)){3}"
    let protocolWord = "(tcp|udp|icmp|icmpv6|all|-1|[0-9]{1,3})( [-0-9/]+)?"
    switch word {
    case .text: return [("type", .list([.text("string"), .text("number"), .text("boolean")]))]
    case .boolean: return [("type", .text("boolean"))]
    case .integer(let range):
      return [
        ("type", .text("integer")), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
      ]
    case .seed: return [("type", .text("integer")), ("minimum", .number(0))]
    case .factor: return [("type", .text("number")), ("exclusiveMinimum", .number(0))]
    case .duration: return pattern("^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$")
    case .rate:
      return pattern("^[0-9]+(\\.[0-9]+)? ?(\(Quantities.rateUnits.map(\.name).joined(separator: "|")))$")
    case .address: return pattern("^\(address)$")
    case .prefix: return pattern("^\(address)/(3[0-2]|[12]?[0-9])$")
    case .macAddress: return pattern("^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$")
    case .choice(let words):
      var values = words.map { SchemaValue.text($0) }
      for (text, value) in [("true", true), ("false", false)] where words.contains(text) {
        values.append(.boolean(value))
      }
      return [("enum", .list(values))]
    case .timestamp: return [("type", .list([.text("string"), .text("integer")]))]
    case .securityGroupRule: return pattern("^\(protocolWord) (from|to) \\S+$")
    case .networkAclEntry: return pattern("^[0-9]+ (allow|deny) \(protocolWord) (from|to) \\S+$")
    case .route: return pattern("^\\S+ via \\S+$")
    case .addressOrBoolean:
      return [("anyOf", .list([.object([("type", .text("boolean"))]), .object(pattern("^\(address)$"))]))]
    }
  }
}
