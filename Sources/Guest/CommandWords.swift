import Wire

/// The words of a line, read from the left, each with its column.
///
/// `&&`, `;` and the line's end part commands; `#` at the beginning of a word ends the line.
struct CommandWords {
  struct Word {
    var text: Substring
    var column: Int
  }

  private var words: [Word] = []
  private var next = 0
  /// Where the line ends, for complaints about what is missing.
  private let end: Int

  init(_ line: String) {
    end = line.utf8.count + 1
    var rest = line[...]
    var column = 1
    func isBlank(_ c: Character) -> Bool { c == " " || c == "\t" || c == "\r" }
    while let first = rest.first {
      if isBlank(first) {
        rest.removeFirst()
        column += 1
        continue
      }
      if first == "#" { break }
      var count = 0
      if first == ";" || first == "\n" || first == "\r\n" {
        count = 1
      } else if rest.hasPrefix("&&") {
        count = 2
      } else {
        let word = rest.prefix { !isBlank($0) && $0 != ";" && $0 != "\n" && $0 != "\r\n" }
        count = word.firstRange(of: "&&").map { word.distance(from: word.startIndex, to: $0.lowerBound) } ?? word.count
      }
      words.append(Word(text: rest.prefix(count), column: column))
      rest = rest.dropFirst(count)
      column += count
    }
  }

  /// The next word's column, or the line's end.
  var column: Int { next < words.count ? words[next].column : end }

  private static func isSeparator(_ word: Word) -> Bool {
    word.text == ";" || word.text == "&&" || word.text == "\n" || word.text == "\r\n"
  }

  /// Steps over separators and says whether a command follows.
  mutating func skipSeparators() -> Bool {
    while next < words.count, Self.isSeparator(words[next]) { next += 1 }
    return next < words.count
  }

  /// The next word of this command, which stays.
  func peek() -> Substring? {
    guard next < words.count, !Self.isSeparator(words[next]) else { return nil }
    return words[next].text
  }

  /// The next word of this command.
  mutating func take() -> Word? {
    guard peek() != nil else { return nil }
    next += 1
    return words[next - 1]
  }

  /// The next word, or a complaint that `what` is missing.
  mutating func take(_ what: String) throws(GuestCommandError) -> Word {
    let column = column
    guard let word = take() else { throw GuestCommandError("\(what) is missing", column: column) }
    return word
  }

  /// The next word if it is `text`.
  mutating func skip(_ text: String) -> Bool {
    guard peek() == text[...] else { return false }
    next += 1
    return true
  }

  // MARK: Values

  mutating func address(_ what: String) throws(GuestCommandError) -> IPv4Address {
    let word = try take(what)
    guard let address = IPv4Address(word.text) else {
      throw GuestCommandError("'\(word.text)' is no IPv4 address: \(what) is expected", column: word.column)
    }
    return address
  }

  /// An address, with /32 where it has no length.
  mutating func addressAndLength(_ what: String) throws(GuestCommandError) -> (IPv4Address, length: Int) {
    let word = try take(what)
    if let address = IPv4Address(word.text) { return (address, 32) }
    let parts = word.text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPv4Address(parts[0]), let length = Self.decimal(parts[1]), length <= 32
    else {
      throw GuestCommandError(
        "'\(word.text)' is no IPv4 address with a length: \(what) is expected", column: word.column)
    }
    return (address, Int(length))
  }

  /// `default` or `all`, an address, or a prefix whose bits beyond the length are zero.
  mutating func prefix(_ what: String) throws(GuestCommandError) -> IPv4Prefix {
    if let word = peek(), ["default", "all", "any"].contains(word) {
      _ = take()
      return .everything
    }
    let column = column
    let (address, length) = try addressAndLength(what)
    let prefix = IPv4Prefix(containing: address, length: length)
    guard prefix.address == address else {
      throw GuestCommandError(
        "Invalid prefix for given prefix length: \(address)/\(length) has bits beyond its length", column: column,
        nearest: "\(prefix)")
    }
    return prefix
  }

  mutating func number(_ what: String, _ range: ClosedRange<UInt32>) throws(GuestCommandError) -> UInt32 {
    let word = try take(what)
    guard let number = Self.decimal(word.text), range.contains(number) else {
      throw GuestCommandError(
        "'\(word.text)' is no \(what): a number from \(range.lowerBound) to \(range.upperBound) is expected",
        column: word.column)
    }
    return number
  }

  /// `main`, `local`, `default` or a number (rt_tables).
  mutating func table() throws(GuestCommandError) -> UInt32 {
    let word = try take("a table")
    let names = ["main": RoutingTable.main, "local": RoutingTable.local, "default": RoutingTable.default]
    if let table = names[String(word.text)] { return table }
    guard let number = Self.decimal(word.text), number > 0 else {
      throw GuestCommandError(
        "'\(word.text)' is no table: a number from 1, main, local or default is expected", column: word.column,
        nearest: nearestWord(to: word.text, among: names.keys.sorted()))
    }
    return number
  }

  mutating func device() throws(GuestCommandError) -> GuestCommand.DeviceWord {
    let word = try take("a card")
    return GuestCommand.DeviceWord(name: String(word.text), column: word.column)
  }

  static func decimal(_ text: some StringProtocol) -> UInt32? {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return UInt32(text)
  }
}
