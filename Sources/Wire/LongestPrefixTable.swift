/// Finds the value of the longest prefix that an address lies in (RFC 1812 §5.2.4.3).
///
/// Up to eight prefixes are all compared, the shortest first, and the last that fits counts: no branch to guess wrong.
/// More become a trie of 16, 8 and 8 bits whose inner prefixes were pushed down to the leaves, so that a lookup reads
/// at most three numbers:
/// ```
///   first 16 bits   | leaf | block | leaf | …   65,536 entries
///   next 8 bits            | leaf | block | …   256 entries a block
///   last 8 bits                   | leaf | …    256 entries a block
///
///   leaf: 0, or 1 + the index of its value;  block: bit 31, and where in `blocks` the block begins
/// ```
/// Made once and only read from then on; a lookup allocates nothing.
public struct LongestPrefixTable<Value: Sendable>: Sendable {
  /// How many prefixes are still compared one by one.
  @inlinable public static var linearLimit: Int { 8 }

  /// Mask and address of each prefix, the shortest first; empty where there is a trie.
  @usableFromInline let masks: [UInt32]
  @usableFromInline let addresses: [UInt32]
  /// In the order of the prefixes, the shortest first.
  @usableFromInline let values: [Value]
  /// Empty where the prefixes are compared.
  @usableFromInline let roots: [UInt32]
  @usableFromInline let blocks: [UInt32]

  /// A table of `entries` in any order; of two with the same prefix the later one counts.
  public init(entries: [(IPv4Prefix, Value)]) {
    let prefixes = entries.map(\.0)
    // Shortest first, among equals the earlier first: the last one that fits is the one that counts.
    let order = prefixes.indices.sorted { (prefixes[$0].length, $0) < (prefixes[$1].length, $1) }
    values = order.map { entries[$0].1 }
    let isSmall = order.count <= Self.linearLimit
    masks = isSmall ? order.map { prefixes[$0].mask } : []
    addresses = isSmall ? order.map { prefixes[$0].address.bits } : []
    var trie = PrefixTrie(isEmpty: isSmall)
    if !isSmall { for (index, entry) in order.enumerated() { trie.insert(prefixes[entry], index: index) } }
    roots = trie.roots
    blocks = trie.blocks
  }

  /// The value of the longest prefix that holds `bits`; nil where none does.
  @inlinable public func lookup(_ bits: UInt32) -> Value? {
    var leaf = 0
    if roots.isEmpty {
      for index in masks.indices where bits & masks[index] == addresses[index] { leaf = index + 1 }
    } else {
      var entry = roots[Int(bits >> 16)]
      if entry & PrefixTrie.isBlock != 0 { entry = blocks[Int(entry & PrefixTrie.index) + Int(bits >> 8 & 0xff)] }
      if entry & PrefixTrie.isBlock != 0 { entry = blocks[Int(entry & PrefixTrie.index) + Int(bits & 0xff)] }
      leaf = Int(entry)
    }
    return leaf == 0 ? nil : values[leaf - 1]
  }

  /// The value of the longest prefix that holds `address`; nil where none does.
  @inlinable public func lookup(_ address: IPv4Address) -> Value? { lookup(address.bits) }
}

/// The numbers of a `LongestPrefixTable` while they are written.
@usableFromInline
struct PrefixTrie {
  @inlinable static var isBlock: UInt32 { 1 << 31 }
  @inlinable static var index: UInt32 { ~isBlock }

  var roots: [UInt32]
  var blocks: [UInt32] = []

  init(isEmpty: Bool) { roots = [UInt32](repeating: 0, count: isEmpty ? 0 : 1 << 16) }

  /// Prefixes come shortest first, so each one only overwrites leaves of shorter ones.
  mutating func insert(_ prefix: IPv4Prefix, index: Int) {
    let leaf = UInt32(index + 1)
    let bits = prefix.address.bits
    let root = Int(bits >> 16)
    if prefix.length <= 16 {
      Self.fill(&roots, from: root, count: 1 << (16 - prefix.length), with: leaf)
      return
    }
    roots[root] = block(below: roots[root])
    let entry = Int(roots[root] & Self.index) + Int(bits >> 8 & 0xff)
    if prefix.length <= 24 {
      Self.fill(&blocks, from: entry, count: 1 << (24 - prefix.length), with: leaf)
      return
    }
    blocks[entry] = block(below: blocks[entry])
    let start = Int(blocks[entry] & Self.index) + Int(bits & 0xff)
    Self.fill(&blocks, from: start, count: 1 << (32 - prefix.length), with: leaf)
  }

  /// `entry` if it is a block; otherwise a new block of 256 copies of that leaf.
  private mutating func block(below entry: UInt32) -> UInt32 {
    guard entry & Self.isBlock == 0 else { return entry }
    let start = UInt32(blocks.count)
    blocks.append(contentsOf: repeatElement(entry, count: 256))
    return Self.isBlock | start
  }

  private static func fill(_ entries: inout [UInt32], from start: Int, count: Int, with leaf: UInt32) {
    for index in start..<start + count { entries[index] = leaf }
  }
}
