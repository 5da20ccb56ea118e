import Wire

/// Rules as a first packet meets them: which of them name it takes a few look-ups, however many they are.
///
/// Every rule is a rectangle: ranges of protocol and port by a prefix, or by a group's members. The edges of all of
/// them cut ports, and addresses, into classes; each class has a row of bits, one a rule, that says which rules name it
/// (Lakshman and Stiliadis, SIGCOMM 1998). The first bit that a packet's two rows have in common is the first rule.
///
/// ```
///   protocol 8 | port 16 | 0 ─ trie ─ row    0 1 1 0 0 1 …
///   far end's address 32     ─ trie ─ row    1 0 1 0 0 1 …     and one row a group that rules name
///                                                ^ the first rule that names both
///   row    the first open rule | summary | words of 64 rules each      a bit of the summary: this word is not zero
/// ```
/// The summary's last bit stands for all words from the 64th on. Rules open to 0.0.0.0/0 need no address and have no
/// bit: of them each class of ports knows the first. Plain memory without references, valid as long as the `TableMemory`
/// that it was made in.
struct RuleIndex: BitwiseCopyable, @unchecked Sendable {
  /// A rule, and what it is called.
  struct Rule {
    var number: Int
    var range: ClassRange
    var mask: UInt32
    var address: UInt32
    /// `UInt32.max`: none.
    var group: UInt32

    /// Nothing but protocol and port matters.
    var isOpen: Bool { group == .max && mask == 0 }
  }

  /// The numbers of the first open rule and of the first other rule that name a packet; `none`: none does.
  struct Found {
    var open: UInt32
    var narrow: UInt32
    @inline(__always) var first: UInt32 { min(open, narrow) }
  }

  static var none: UInt32 { .max }

  fileprivate struct Parts: BitwiseCopyable {
    /// Where a class's row begins, in words.
    var ports: RangeTrie
    var addresses: RangeTrie
    var rows: UnsafePointer<UInt64>
    /// By bit, the rule's number.
    var numbers: UnsafePointer<UInt32>
    /// Groups that rules name, ascending, and where the row of each begins.
    var groups: UnsafePointer<UInt32>
    var groupRows: UnsafePointer<UInt32>
    var groupCount: Int
    /// Words of a row, without those before them.
    var words: Int
  }

  fileprivate let parts: UnsafePointer<Parts>

  /// Some rule asks for the far end's groups.
  var namesGroups: Bool { parts.pointee.groupCount > 0 }

  /// `groups`: those of the far end.
  @inline(never)
  func find(_ packet: PacketClass, remote: UInt32, groups: UnsafeBufferPointer<UInt32>) -> Found {
    let rows = parts.pointee.rows
    let row = rows + parts.pointee.ports.value(of: packet.key)
    let open = UInt32(truncatingIfNeeded: row[0])
    guard row[1] != 0 else { return Found(open: open, narrow: Self.none) }
    var bit = common(row, rows + parts.pointee.addresses.value(of: remote))
    if parts.pointee.groupCount > 0 { bit = min(bit, common(row, groups)) }
    return Found(open: open, narrow: bit == .max ? Self.none : parts.pointee.numbers[bit])
  }

  /// The number of the first open rule that names a packet.
  @inline(__always)
  func firstOpen(_ packet: PacketClass) -> UInt32 {
    UInt32(truncatingIfNeeded: parts.pointee.rows[parts.pointee.ports.value(of: packet.key)])
  }

  /// The first bit that a row has in common with one of the groups'.
  @inline(never)
  private func common(_ row: UnsafePointer<UInt64>, _ groups: UnsafeBufferPointer<UInt32>) -> Int {
    var first = Int.max
    for group in groups {
      guard let place = place(of: group) else { continue }
      first = min(first, common(row, parts.pointee.rows + Int(parts.pointee.groupRows[place])))
    }
    return first
  }

  /// The first bit that two rows have in common; `Int.max`: none.
  @inline(__always)
  private func common(_ one: UnsafePointer<UInt64>, _ other: UnsafePointer<UInt64>) -> Int {
    var summary = one[1] & other[1]
    while summary != 0 {
      var word = summary.trailingZeroBitCount
      repeat {
        // Safe: a row has that word.
        let bits = one[2 &+ word] & other[2 &+ word]
        if bits != 0 { return word &* 64 &+ bits.trailingZeroBitCount }
        word &+= 1
      } while word > 63 && word < parts.pointee.words
      summary &= summary &- 1
    }
    return .max
  }

  /// Where a group stands among those that rules name.
  private func place(of group: UInt32) -> Int? {
    var (low, high) = (0, parts.pointee.groupCount)
    while low < high {
      let middle = (low &+ high) / 2  // Safe: far below the greatest number.
      if parts.pointee.groups[middle] < group { low = middle &+ 1 } else { high = middle }
    }
    return low < parts.pointee.groupCount && parts.pointee.groups[low] == group ? low : nil
  }
}

extension PacketClass {
  /// As tries have it: protocol 8 | port 16 | 0.
  @inline(__always) var key: UInt32 { UInt32(protocolNumber) << 24 | UInt32(port) << 8 }
}

extension RuleIndex {
  /// An index of `rules`, whose numbers ascend, in `memory`.
  init(_ rules: [Rule], in memory: TableMemory) {
    let narrow = rules.filter { !$0.isOpen }
    let open = rules.filter(\.isOpen)
    let words = (narrow.count + 63) / 64
    // Bits of open rules stand behind those of the others, in words of their own.
    var ports = ClassCutter(bits: 64 * words + open.count)
    for (bit, rule) in narrow.enumerated() { for keys in rule.range.keys { ports.name(keys, by: bit) } }
    for (bit, rule) in open.enumerated() { for keys in rule.range.keys { ports.name(keys, by: 64 * words + bit) } }
    var addresses = ClassCutter(bits: 64 * words)
    for (bit, rule) in narrow.enumerated() where rule.group == .max {
      addresses.name(rule.address...(rule.address | ~rule.mask), by: bit)
    }
    var rows = Rows(words: words)
    let portTrie = ports.cut { row in
      let place = row.indices.dropFirst(words).first { row[$0] != 0 }
      let first = place.map { open[64 * ($0 - words) + row[$0].trailingZeroBitCount].number }
      return rows.add(row, open: first.map { UInt32($0) } ?? Self.none)
    }
    let addressTrie = addresses.cut { rows.add($0, open: Self.none) }
    let groups = Set(narrow.map(\.group)).subtracting([.max]).sorted()
    let groupRows = groups.map { group in
      var row = [UInt64](repeating: 0, count: words)
      for (bit, rule) in narrow.enumerated() where rule.group == group { row[bit / 64] |= 1 << UInt64(bit % 64) }
      return UInt32(rows.add(row, open: Self.none))
    }
    parts = memory.copy([
      Parts(
        ports: RangeTrie(at: memory.copy(portTrie)), addresses: RangeTrie(at: memory.copy(addressTrie)),
        rows: memory.copy(rows.all), numbers: memory.copy(narrow.map { UInt32($0.number) }),
        groups: memory.copy(groups), groupRows: memory.copy(groupRows), groupCount: groups.count, words: words)
    ])
  }

  /// Rows, one after another, while they are written; the first is that of no rule.
  private struct Rows {
    let words: Int
    var all: [UInt64]

    init(words: Int) {
      self.words = words
      all = [UInt64(RuleIndex.none)] + [UInt64](repeating: 0, count: 1 + words)
    }

    /// Where the row begins whose bits are the first words of `bits`.
    mutating func add(_ bits: [UInt64], open: UInt32) -> Int {
      let start = all.count
      var summary: UInt64 = 0
      for word in 0..<words where bits[word] != 0 { summary |= 1 << UInt64(min(word, 63)) }
      all.append(UInt64(open))
      all.append(summary)
      all.append(contentsOf: bits.prefix(words))
      return start
    }
  }
}

/// Cuts all numbers of 32 bits at the edges of ranges, and says of each piece which ranges hold it.
private struct ClassCutter {
  private let words: Int
  private var edges: [(at: UInt32, bit: Int)] = []

  init(bits: Int) { words = (bits + 63) / 64 }

  mutating func name(_ range: ClosedRange<UInt32>, by bit: Int) {
    // The bit is turned on where the range begins and off after it ends.
    edges.append((range.lowerBound, bit))
    if range.upperBound < .max { edges.append((range.upperBound + 1, bit)) }
  }

  /// The trie from each number to what `value` makes of the bits of its class, 0 for that of no range.
  func cut(value: ([UInt64]) -> Int) -> [UInt32] {
    var trie = RangeTrieBuilder()
    let sorted = edges.sorted { $0.at < $1.at }
    var row = [UInt64](repeating: 0, count: words)
    var next = 0
    while next < sorted.count {
      let start = sorted[next].at
      while next < sorted.count, sorted[next].at == start {
        row[sorted[next].bit / 64] ^= 1 << UInt64(sorted[next].bit % 64)
        next += 1
      }
      guard row.contains(where: { $0 != 0 }) else { continue }
      trie.fill(start, through: next < sorted.count ? sorted[next].at - 1 : .max, with: value(row))
    }
    return trie.entries
  }
}

extension ClassRange {
  /// The packets that it names, as ranges of `PacketClass.key`; no two of them touch.
  fileprivate var keys: [ClosedRange<UInt32>] {
    func range(_ low: UInt32, _ high: UInt32) -> ClosedRange<UInt32> {
      let start = UInt32(protocolNumber) << 24
      return (start | low << 8)...(start | high << 8 | 0xff)
    }
    if everyProtocol { return [0...UInt32.max] }
    switch protocolNumber {
    case IPProtocol.tcp, IPProtocol.udp: return low > high ? [] : [range(UInt32(low), UInt32(high))]
    case IPProtocol.icmp:
      let last = min(high, 0xff)
      guard low <= last, code <= 0x100 else { return [] }
      if code == 0x100 { return [range(UInt32(low) << 8, UInt32(last) << 8 | 0xff)] }
      return (low...last).map { range(UInt32($0) << 8 | UInt32(code), UInt32($0) << 8 | UInt32(code)) }
    default: return [range(0, 0xffff)]
    }
  }
}
