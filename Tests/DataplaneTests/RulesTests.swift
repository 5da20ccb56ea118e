import Dataplane
import Support
import Testing
import Wire

@Suite("A rule's protocol, ports, type and code")
struct ClassRangeTests {
  /// A rule, a packet, and whether the one names the other.
  static let cases: [(RuleWords, Probe, Bool)] = {
    func words(_ number: Int, _ from: Int, _ to: Int) -> RuleWords {
      RuleWords(ipProtocol: number, fromPort: from, toPort: to, block: .everything)
    }
    func tcp(_ port: Int) -> Probe { Probe(protocolNumber: 6, port: port, remote: 0) }
    func udp(_ port: Int) -> Probe { Probe(protocolNumber: 17, port: port, remote: 0) }
    func icmp(_ type: Int, _ code: Int) -> Probe { Probe(protocolNumber: 1, type: type, code: code, remote: 0) }
    let gre = Probe(protocolNumber: 47, remote: 0)
    return [
      (words(6, 80, 443), tcp(79), false), (words(6, 80, 443), tcp(80), true), (words(6, 80, 443), tcp(443), true),
      (words(6, 80, 443), tcp(444), false), (words(6, 80, 443), udp(80), false), (words(6, 22, 22), tcp(22), true),
      (words(6, 22, 22), tcp(21), false), (words(6, 22, 22), tcp(23), false), (words(6, 0, 0), tcp(0), true),
      (words(6, 0, 0), tcp(1), false), (words(6, 65_535, 65_535), tcp(65_535), true),
      (words(6, 65_535, 65_535), tcp(65_534), false), (words(17, 0, 65_535), udp(0), true),
      (words(17, 0, 65_535), udp(65_535), true), (words(17, 0, 65_535), tcp(5), false),
      (words(17, 0, 65_535), icmp(0, 0), false), (words(-1, -1, -1), tcp(0), true), (words(-1, -1, -1), gre, true),
      (words(-1, -1, -1), icmp(255, 255), true), (words(1, -1, -1), icmp(0, 0), true),
      (words(1, -1, -1), icmp(255, 255), true), (words(1, -1, -1), tcp(8), false), (words(1, 8, -1), icmp(8, 0), true),
      (words(1, 8, -1), icmp(8, 255), true), (words(1, 8, -1), icmp(0, 8), false), (words(1, 3, 4), icmp(3, 4), true),
      (words(1, 3, 4), icmp(3, 3), false), (words(1, 3, 4), icmp(4, 3), false), (words(1, 0, 0), icmp(0, 0), true),
      (words(1, 0, 0), icmp(0, 1), false), (words(1, 255, 255), icmp(255, 255), true), (words(47, -1, -1), gre, true),
      (words(47, -1, -1), tcp(47), false), (words(50, -1, -1), gre, false),
    ]
  }()

  @Test("hold what EC2's words say", arguments: cases)
  func known(words: RuleWords, packet: Probe, expected: Bool) {
    #expect(words.range.contains(packet.packetClass) == expected)
    #expect(words.names(packet) == expected, "the oracle too")
  }

  @Test("cover a protocol only where they leave nothing of it out")
  func coversAll() {
    var random = SeededCases(seed: 0x5eed_0331)
    for _ in 0..<20_000 {
      let words = random.someWords()
      for number in [6, 17] {
        let all = [0, 1, 22, 443, 65_534, 65_535].allSatisfy {
          words.names(Probe(protocolNumber: number, port: $0, remote: 0))
        }
        #expect(words.range.coversAll(of: UInt8(number)) == all, "\(words)")
      }
    }
  }
}

@Suite("The rules of security groups")
struct SecurityRulesTests {
  /// A rule in EC2's words, from a block or, where `group` is set, from the members of a group.
  struct Rule {
    var words: RuleWords
    var group: UInt32?

    var compiled: SecurityRules.Rule {
      group.map { SecurityRules.Rule(range: words.range, group: $0, text: "") }
        ?? SecurityRules.Rule(range: words.range, prefix: words.block, text: "")
    }
    var isOpen: Bool { group == nil && words.block == .everything }
    func allows(_ probe: Probe, _ groups: [UInt32]) -> Bool {
      words.names(probe) && (group.map { groups.contains($0) } ?? words.holds(probe.remote))
    }
  }

  @Test(
    "allow what one of them allows, and say which, and whether the world is allowed it",
    arguments: [0, 1, 2, 5, 20, 60, 200, 1_000, 5_000])
  func oracle(count: Int) {
    var random = SeededCases(seed: 0x5eed_0332 &+ UInt64(count))
    var wrong: [String] = []
    var allowed = 0
    var mixed = 0
    for _ in 0..<(count > 60 ? 6 : 200) {
      let rules = (0..<count).map { _ in
        Rule(words: random.someWords(), group: random.chance(25) ? random.pick([0, 1, 2, 0xffff_fffe]) : nil)
      }
      // An ENI carries one group or several; where one ends and the next begins shows nowhere.
      let cuts = [0] + (0..<random.pick([0, 0, 1, 4])).map { _ in random.int(0...count) }.sorted() + [count]
      let compiled = SecurityRules(
        groups: zip(cuts, cuts.dropFirst()).map { SecurityGroupRules(rules[$0..<$1].map(\.compiled)) })
      for _ in 0..<100 {
        let probe = random.someProbe()
        let groups: [UInt32] = random.pick([[], [0], [1, 2], [0, 0xffff_fffe]])
        let matching = rules.indices.filter { rules[$0].allows(probe, groups) }
        let open = matching.filter { rules[$0].isOpen }
        let found = compiled.match(probe.packetClass, remote: probe.remote, groups: groups)
        let isMixed = !open.isEmpty && open.count < matching.count
        if found?.rule != matching.first || found?.isOpen ?? false != !open.isEmpty
          || found?.isMixed ?? false != isMixed
        {
          wrong.append("\(rules) \(probe) \(groups): \(String(describing: found))")
        }
        allowed += matching.isEmpty ? 0 : 1
        mixed += isMixed ? 1 : 0
      }
      for number in [6, 17] as [UInt8] {
        let opens = rules.contains { $0.isOpen && $0.words.range.coversAll(of: number) }
        if compiled.opensAll(of: number) != opens { wrong.append("\(rules) opens all of \(number)") }
      }
      // Untracked flows are TCP's and UDP's. EC2 User Guide, "Untracked connections".
      if compiled.opensAll(of: 1) || compiled.opensAll(of: 47) { wrong.append("\(rules) opens all of ICMP") }
    }
    #expect(wrong.prefix(2) == [], "seed \(random.seed), \(wrong.count) wrong")
    let enough = count > 60 ? 100 : 500
    #expect((allowed > enough || count < 2) && (mixed > 100 || count < 5), "\(allowed) allowed, \(mixed) mixed")
  }
}

@Suite("The entries of a network ACL")
struct NetworkAclEntriesTests {
  @Test("are asked in their order, and the first that names the packet decides", arguments: [0, 1, 2, 5, 40, 300])
  func oracle(count: Int) {
    var random = SeededCases(seed: 0x5eed_0333 &+ UInt64(count))
    var wrong: [String] = []
    for _ in 0..<(count > 40 ? 20 : 400) {
      let words = (0..<count).map { _ in random.someWords() }
      let entries = words.map {
        NetworkAclEntries.Entry(range: $0.range, prefix: $0.block, allows: random.chance(50), text: "")
      }
      let acl = NetworkAclEntries(id: "acl-1", egress: entries, ingress: entries.reversed())
      for _ in 0..<100 {
        let probe = random.someProbe()
        let matching = words.indices.filter { words[$0].names(probe) && words[$0].holds(probe.remote) }
        let egress = acl.first(isEgress: true, matching: probe.packetClass, remote: probe.remote)
        let ingress = acl.first(isEgress: false, matching: probe.packetClass, remote: probe.remote)
        // Inward the same entries stand the other way round.
        if egress != matching.first || ingress != matching.last.map({ count - 1 - $0 }) {
          wrong.append("\(words) \(probe): \(String(describing: egress)), \(String(describing: ingress))")
        }
      }
    }
    #expect(wrong.prefix(2) == [], "seed \(random.seed), \(wrong.count) wrong")
  }
}
