import Foundation

/// A Swift file of the repository.
struct SourceFile: Sendable {
  /// From the repository's root: `Sources/Lab/Fix.swift`.
  var path: String
  var text: String
  /// The text without comments and without what stands between quotation marks, line by line.
  var code: [String]

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  /// `Lab`, `LabTests`.
  var room: String { String(path.split(separator: "/").dropFirst().first ?? "") }
  /// Tables that were made from a list and are read by nobody line by line.
  var isGenerated: Bool { path == "Sources/Cloud/InstanceTypeTable.swift" }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// What the rooms are made of.
  static let sources = all(under: "Sources")
  static let tests = all(under: "Tests")

  static func all(under folder: String) -> [SourceFile] {
    let names = FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      guard let text = try? String(contentsOfFile: "\(root)/\(folder)/\(name)", encoding: .utf8) else { return nil }
      let code = SourceText.code(of: text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return SourceFile(path: "\(folder)/\(name)", text: text, code: code)
    }
  }

  /// The modules that it imports.
  var imports: [String] {
    code.compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard let place = words.firstIndex(of: "import"), words[..<place].allSatisfy(Self.mayStandBeforeImport) else {
        return nil
      }
      let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let name = words[(place + 1)...].first { !kinds.contains($0) }
      return name.flatMap { $0.split(separator: ".").first.map(String.init) }
    }
  }

  private static func mayStandBeforeImport(_ word: String) -> Bool {
    word.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains(word)
  }
}

/// Tells code from what is only said in it.
enum SourceText {
  private enum Context {
    /// Within parentheses of an interpolation, how many more are open.
    case code(open: Int)
    case string(quotes: Int, hashes: Int)
  }

  /// `text` with its line breaks, its comments left out, and every string literal as `""`; what a literal interpolates
  /// is code.
  static func code(of text: String) -> String {
    let all = Array(text.unicodeScalars)
    var kept = String.UnicodeScalarView()
    var contexts: [Context] = [.code(open: 0)]
    var place = 0
    func starts(_ word: String, at index: Int) -> Bool {
      index + word.unicodeScalars.count <= all.count && zip(word.unicodeScalars, all[index...]).allSatisfy { $0 == $1 }
    }
    func run(of scalar: Unicode.Scalar, at index: Int) -> Int { all[index...].prefix { $0 == scalar }.count }
    while place < all.count {
      switch contexts[contexts.count - 1] {
      case .code(let open):
        let hashes = run(of: "#", at: place)
        if starts("//", at: place) {
          place += all[place...].prefix { $0 != "\n" }.count
        } else if starts("\"", at: place + hashes) {
          let quotes = run(of: "\"", at: place + hashes) >= 3 ? 3 : 1
          contexts.append(.string(quotes: quotes, hashes: hashes))
          kept.append(contentsOf: "\"\"".unicodeScalars)
          place += hashes + quotes
        } else if all[place] == ")", open == 0, contexts.count > 1 {
          contexts.removeLast()
          place += 1
        } else {
          if all[place] == "(" { contexts[contexts.count - 1] = .code(open: open + 1) }
          if all[place] == ")" { contexts[contexts.count - 1] = .code(open: open - 1) }
          kept.append(all[place])
          place += 1
        }
      case .string(let quotes, let hashes):
        let end = String(repeating: "\"", count: quotes) + String(repeating: "#", count: hashes)
        if starts(end, at: place) {
          contexts.removeLast()
          place += quotes + hashes
        } else if all[place] == "\\", run(of: "#", at: min(place + 1, all.count)) >= hashes {
          place += 1 + hashes
          if starts("(", at: place) {
            contexts.append(.code(open: 0))
            kept.append(" ")
          }
          place += 1
        } else {
          if all[place] == "\n" { kept.append("\n") }
          place += 1
        }
      }
    }
    return String(kept)
  }
}
