/// What each number of 32 bits falls under, where ranges cut them up: a trie of up to four steps of 8 bits.
///
/// ```
///   root   | value | node | value | …   256 entries of 32 bits, by the number's upper 8 bits
///   node           | value | node | …   as many, by the next 8; and so on
///
///   entry  a value below 2^31, or bit 31 and where in `entries` the node begins
/// ```
/// Plain memory without references, valid as long as whoever it was written for.
struct RangeTrie: BitwiseCopyable, @unchecked Sendable {
  private let entries: UnsafePointer<UInt32>

  init(at entries: UnsafePointer<UInt32>) { self.entries = entries }

  static var isNode: UInt32 { 1 << 31 }

  @inline(__always)
  func value(of number: UInt32) -> Int {
    var entry = entries[Int(number >> 24)]
    var shift: UInt32 = 16
    while entry & Self.isNode != 0 {
      entry = entries[Int(entry & ~Self.isNode) &+ Int(number &>> shift & 0xff)]
      shift &-= 8  // Safe: the fourth step ends at a value.
    }
    return Int(entry)
  }
}

/// A `RangeTrie` while it is written; at first every number's value is 0.
struct RangeTrieBuilder {
  private(set) var entries = [UInt32](repeating: 0, count: 256)

  /// Gives the numbers from `first` to `last` the value, whatever theirs was.
  mutating func fill(_ first: UInt32, through last: UInt32, with value: Int) {
    fill(node: 0, shift: 24, first, last, UInt32(value))
  }

  private mutating func fill(node: Int, shift: UInt32, _ first: UInt32, _ last: UInt32, _ value: UInt32) {
    // The numbers that one of the node's entries stands for.
    let span: UInt32 = 1 << shift &- 1  // Safe: at least 1 is shifted.
    for slot in Int(first >> shift & 0xff)...Int(last >> shift & 0xff) {
      let least = first & ~(span << 8 | 0xff) | UInt32(slot) << shift
      let (from, to) = (max(first, least), min(last, least | span))
      if from == least, to == least | span {
        entries[node + slot] = value
      } else {
        fill(node: makeNode(at: node + slot), shift: shift - 8, from, to, value)
      }
    }
  }

  /// The node below an entry, made of 256 copies of its value where there was none.
  private mutating func makeNode(at entry: Int) -> Int {
    let held = entries[entry]
    if held & RangeTrie.isNode != 0 { return Int(held & ~RangeTrie.isNode) }
    let start = entries.count
    entries.append(contentsOf: repeatElement(held, count: 256))
    entries[entry] = RangeTrie.isNode | UInt32(start)
    return start
  }
}

/// Plain memory for what is written once and only read from then on.
final class TableMemory: @unchecked Sendable {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  /// A copy of `elements`; of none, memory that must not be read.
  func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    block.initialize(from: elements, count: elements.count)
    blocks.append(UnsafeMutableRawPointer(block))
    return UnsafePointer(block)
  }
}
