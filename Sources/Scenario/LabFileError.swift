import Cloud

/// What is wrong with a lab file or an export: one line that names the place and, where there is one, the nearest valid
/// word.
package struct LabFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// As the user typed it.
  package var file: String
  /// Nil where the file as a whole is meant.
  package var mark: SourceMark?
  package var message: String

  package init(file: String, mark: SourceMark? = nil, message: String) {
    self.file = file
    self.mark = mark
    self.message = message
  }

  /// `lab.yaml:7:9: unknown key "cidrBlok" in a subnet; did you mean "cidrBlock"?`
  package var description: String {
    let place = mark.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(printable(file))\(place): \(printable(message))"
  }
}

/// Where something stands in a text; lines and columns count from 1, columns in Unicode scalars.
package struct SourceMark: Hashable, Sendable {
  package var line: Int
  package var column: Int
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  func right(by columns: Int) -> SourceMark { SourceMark(line: line, column: column + columns) }
}

/// A `LabFileError` before anybody knows the file's name.
struct Complaint: Error {
  var mark: SourceMark?
  var message: String
  init(_ mark: SourceMark?, _ message: String) {
    self.mark = mark
    self.message = message
  }

  func inFile(_ file: String) -> LabFileError { LabFileError(file: file, mark: mark, message: message) }
}

/// `text` on one line: control characters, which could move a terminal's cursor, become their escapes.
func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  var line = ""
  for scalar in text.unicodeScalars {
    if isControl(scalar) {
      line += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      line.unicodeScalars.append(scalar)
    }
  }
  return line
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
}

/// A user's word between quotation marks, cut short where it is very long.
func quoted(_ text: some StringProtocol) -> String {
  guard let end = text.index(text.startIndex, offsetBy: 60, limitedBy: text.endIndex), end != text.endIndex else {
    return "\"\(text)\""
  }
  return "\"\(text[..<end])…\""
}

/// `unknown SUBJECT "WORD"; did you mean …?`, or what there is where nothing is near.
func unknownWord(_ subject: String, _ word: some StringProtocol, among words: [String]) -> String {
  let word = String(word)
  // One letter is near any other.
  if word.utf8.count > 1, let near = nearestWord(to: word, among: words) {
    return "unknown \(subject) \(quoted(word)); did you mean \(quoted(near))?"
  }
  guard !words.isEmpty else { return "unknown \(subject) \(quoted(word)); there is none" }
  let some = words.prefix(12).joined(separator: ", ") + (words.count > 12 ? ", …" : "")
  return "unknown \(subject) \(quoted(word)); there is \(some)"
}
