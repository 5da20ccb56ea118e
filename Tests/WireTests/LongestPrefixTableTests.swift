import Support
import Testing
import Wire

@Suite("A table of prefixes")
struct LongestPrefixTableTests {
  /// A route table as a VPC has it, and where its packets go.
  static let routes: [(String, UInt32)] = [
    ("0.0.0.0/0", 1), ("10.0.0.0/16", 2), ("10.0.1.0/24", 3), ("10.0.1.128/25", 4), ("10.0.1.200/32", 5),
  ]
  static let found: [(String, UInt32)] = [
    ("8.8.8.8", 1), ("10.1.0.0", 1), ("9.255.255.255", 1), ("10.0.0.0", 2), ("10.0.255.255", 2), ("10.0.2.1", 2),
    ("10.0.1.0", 3), ("10.0.1.127", 3), ("10.0.1.128", 4), ("10.0.1.199", 4), ("10.0.1.200", 5), ("10.0.1.201", 4),
    ("0.0.0.0", 1), ("255.255.255.255", 1),
  ]

  @Test("finds the most specific route, looked through or as a trie", arguments: found)
  func mostSpecific(address: String, expected: UInt32) throws {
    let address = try #require(IPv4Address(address))
    let entries = try Self.routes.map { (try #require(IPv4Prefix($0.0)), $0.1) }
    #expect(LongestPrefixTable(entries: entries).lookup(address) == expected)
    // Four more make it a trie; nothing that is asked for lies in them.
    let others = (0..<4).map { (IPv4Prefix(containing: IPv4Address(172, 16, $0, 0), length: 24), UInt32(9)) }
    #expect(LongestPrefixTable(entries: entries + others).lookup(address) == expected)
  }

  @Test("finds nothing where nothing is", arguments: [0, 9])
  func nothing(count: Int) {
    let entries = (0..<count).map { (IPv4Prefix(containing: IPv4Address(10, UInt8($0), 0, 0), length: 16), UInt32($0)) }
    let table = LongestPrefixTable(entries: entries)
    for address in [IPv4Address.any, .broadcast, IPv4Address(9, 255, 255, 255), IPv4Address(10, 9, 0, 0)] {
      #expect(table.lookup(address) == nil)
    }
  }

  @Test("holds the later of two entries for one prefix", arguments: [1, 8, 9])
  func later(count: Int) {
    let first = (0..<count).map { (IPv4Prefix(containing: IPv4Address(10, 0, UInt8($0), 0), length: 24), UInt32($0)) }
    let table = LongestPrefixTable(entries: first + first.map { ($0.0, $0.1 + 100) })
    for n in 0..<count { #expect(table.lookup(IPv4Address(10, 0, UInt8(n), 5)) == UInt32(n + 100)) }
  }

  @Test("agrees with looking through all of them", arguments: [0, 1, 2, 7, 8, 9, 10, 50, 300, 3_000])
  func oracle(count: Int) throws {
    var random = SeededCases(seed: 0x5eed_0001 &+ UInt64(count))
    for _ in 0..<(count > 100 ? 2 : 20) {
      let entries = (0..<count).map { (prefix(&random), UInt32($0)) }
      let table = LongestPrefixTable(entries: entries)
      var wrong: [String] = []
      for address in probes(of: entries, &random) where table.lookup(address.bits) != naive(entries, address) {
        wrong.append(address.description)
      }
      #expect(wrong.isEmpty, "seed \(random.seed)")
    }
  }

  /// Long and short ones, most of them near each other, so that they lie in each other.
  private func prefix(_ random: inout SeededCases) -> IPv4Prefix {
    let bits = UInt32.random(in: 0 ... .max, using: &random)
    let near = Int.random(in: 0..<4, using: &random) > 0 ? 0x0a00_0000 | bits & 0x0001_ffff : bits
    return IPv4Prefix(containing: IPv4Address(bits: near), length: Int.random(in: 0...32, using: &random))
  }

  /// The first and last address of prefixes, the ones beside them, and some that have nothing to do with them.
  private func probes(of entries: [(IPv4Prefix, UInt32)], _ random: inout SeededCases) -> [IPv4Address] {
    let edges = entries.shuffled(using: &random).prefix(100).flatMap { prefix, _ in
      [prefix.address.bits, prefix.last.bits, prefix.address.bits &- 1, prefix.last.bits &+ 1]
    }
    let others = (0..<100).map { _ in UInt32.random(in: 0 ... .max, using: &random) }
    return (edges + others).map(IPv4Address.init(bits:))
  }

  private func naive(_ entries: [(IPv4Prefix, UInt32)], _ address: IPv4Address) -> UInt32? {
    var best: (length: Int, value: UInt32)?
    for (prefix, value) in entries where prefix.contains(address) && prefix.length >= best?.length ?? 0 {
      best = (prefix.length, value)
    }
    return best?.value
  }
}
