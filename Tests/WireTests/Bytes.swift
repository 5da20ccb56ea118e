/// The bytes of a text of hexadecimal digits, however they are spaced; a piece after `//` is a remark.
func hex(_ text: String) -> [UInt8] {
  let digits = text.split(separator: "\n").flatMap { line -> [Int] in
    var rest = line
    if let slash = line.firstIndex(of: "/") { rest = line[..<slash] }
    return rest.compactMap(\.hexDigitValue)
  }
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// What `write` makes of `count` bytes that all held 0xa5; eight more lie after them, to see whether it goes too far.
func written(_ count: Int, _ write: (inout MutableRawSpan) -> Void) -> (bytes: [UInt8], beyond: [UInt8]) {
  var bytes = [UInt8](repeating: 0xa5, count: count + 8)
  var elements = bytes.mutableSpan
  var raw = elements.mutableBytes
  write(&raw)
  return (Array(bytes[..<count]), Array(bytes[count...]))
}
