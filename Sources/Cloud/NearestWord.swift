/// The word among `candidates` that someone who typed `word` most likely meant, or nil where none is near.
///
/// Near is a small edit distance (a letter wrong, missing, too many, or two swapped) for the length of the word, or a
/// word cut short (`cidr` for `cidrBlock`). Upper and lower case are the same. Of equally near words the first wins.
package func nearestWord(to word: String, among candidates: some Sequence<String>) -> String? {
  let typed = Array(word.lowercased().utf8.prefix(64))
  guard !typed.isEmpty else { return nil }
  let allowed =
    switch typed.count {
    case ...3: 1
    case 4...5: 2
    default: max(2, typed.count / 3)
    }
  var best: (word: String, distance: Int)?
  for candidate in candidates {
    let bytes = Array(candidate.lowercased().utf8.prefix(64))
    let distance: Int
    if typed.count >= 3, bytes.starts(with: typed) || (bytes.count >= 3 && typed.starts(with: bytes)) {
      distance = min(2, abs(bytes.count - typed.count))
    } else if abs(bytes.count - typed.count) <= allowed {
      distance = editDistance(typed, bytes)
      if distance > allowed { continue }
    } else {
      continue
    }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.word
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment) from `a` to `b`.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in 0..<b.count {
      row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1) }
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
