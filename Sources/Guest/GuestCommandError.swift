/// Why a line typed in a guest is not understood, or not obeyed.
package struct GuestCommandError: Error, Equatable, Sendable {
  package var message: String
  /// Where in the line, from 1.
  package var column: Int
  /// The valid word that is nearest to the wrong one, where one is near.
  package var nearest: String?

  package init(_ message: String, column: Int, nearest: String? = nil) {
    self.message = message
    self.column = column
    self.nearest = nearest
  }
}

extension GuestCommandError: CustomStringConvertible {
  /// `'lokup' is no part of ip rule (nearest: 'lookup')`, without the column.
  package var description: String { nearest.map { "\(message) (nearest: '\($0)')" } ?? message }
}

/// The word of `candidates` that `word` was probably meant to be; nil where none is near.
func nearestWord(to word: some StringProtocol, among candidates: [String]) -> String? {
  let scored = candidates.map { (word: $0, distance: editDistance(Array(word.utf8), Array($0.utf8))) }
  guard let best = scored.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
  return best.distance <= max(2, best.word.utf8.count / 2) ? best.word : nil
}

/// How many bytes must be changed, added or taken away (Levenshtein). Words longer than 64 bytes are near nothing.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  guard a.count <= 64 else { return .max }
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let change = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
