import Wire

/// What a rule asks of a packet, apart from addresses.
package struct PacketClass: Equatable, Sendable {
  package var protocolNumber: UInt8
  /// TCP and UDP: the destination port. ICMP: type in the high byte, code in the low one. Else 0.
  package var port: UInt16

  package init(protocolNumber: UInt8, port: UInt16) {
    self.protocolNumber = protocolNumber
    self.port = port
  }
  package var icmpType: UInt8 { UInt8(truncatingIfNeeded: port >> 8) }
  package var icmpCode: UInt8 { UInt8(truncatingIfNeeded: port) }
}

/// Protocol and ports, or ICMP type and code, compiled so that one comparison of a range decides.
package struct ClassRange: Equatable, BitwiseCopyable, Sendable {
  package var everyProtocol: Bool
  package var protocolNumber: UInt8
  /// Ports of TCP and UDP; types of ICMP; otherwise 0...65535.
  package var low: UInt16
  package var high: UInt16
  /// An ICMP code; 0x100: every one.
  package var code: UInt16

  package init(protocolNumber: UInt8?, low: UInt16 = 0, high: UInt16 = .max, code: UInt16 = 0x100) {
    everyProtocol = protocolNumber == nil
    self.protocolNumber = protocolNumber ?? 0
    self.low = low
    self.high = high
    self.code = code
  }

  package func contains(_ packet: PacketClass) -> Bool {
    if everyProtocol { return true }
    guard packet.protocolNumber == protocolNumber else { return false }
    switch protocolNumber {
    case IPProtocol.tcp, IPProtocol.udp: return packet.port >= low && packet.port <= high
    case IPProtocol.icmp:
      let type = UInt16(packet.icmpType)
      return type >= low && type <= high && (code == 0x100 || code == UInt16(packet.icmpCode))
    default: return true
    }
  }

  /// Every packet of `protocolNumber` is in it.
  package func coversAll(of protocolNumber: UInt8) -> Bool {
    everyProtocol || self.protocolNumber == protocolNumber && low == 0 && high == .max
  }
}

/// One direction of all security groups of an ENI, as one set: any match allows.
package struct SecurityRules: Equatable, Sendable {
  package struct Rule: Equatable, Sendable {
    package var range: ClassRange
    /// The far end: `address` under `mask`, or, where `group` is not `UInt32.max`, a member of that group.
    package var address: UInt32
    package var mask: UInt32
    package var group: UInt32
    /// `sg web: tcp 443 from 0.0.0.0/0`
    package var text: String

    package init(range: ClassRange, prefix: IPv4Prefix, text: String) {
      self.range = range
      address = prefix.address.bits
      mask = prefix.mask
      group = .max
      self.text = text
    }

    package init(range: ClassRange, group: UInt32, text: String) {
      self.range = range
      address = 0
      mask = 0
      self.group = group
      self.text = text
    }

    /// The rule is open to 0.0.0.0/0.
    package var isOpen: Bool { group == .max && mask == 0 }
  }

  package struct Match: Equatable, Sendable {
    /// The first rule that allows it.
    package var rule: Int
    /// One of the rules that allow it is open to 0.0.0.0/0.
    package var isOpen: Bool
    /// Both a rule open to 0.0.0.0/0 and one that is not allow it.
    package var isMixed: Bool
  }

  package let rules: [Rule]
  let row: SecurityRulesRow
  private let memory = RuleMemory()

  package init(rules: [Rule]) {
    self.rules = rules
    let numbered = rules.enumerated().map { number, rule in
      RuleScan.Odd(number: number, range: rule.range, mask: rule.mask, address: rule.address, group: rule.group)
    }
    row = SecurityRulesRow(
      open: memory.scan(numbered.filter { rules[$0.number].isOpen }),
      narrow: memory.scan(numbered.filter { !rules[$0.number].isOpen }),
      opensAllTCP: rules.contains { $0.isOpen && $0.range.coversAll(of: IPProtocol.tcp) },
      opensAllUDP: rules.contains { $0.isOpen && $0.range.coversAll(of: IPProtocol.udp) })
  }

  package static func == (a: Self, b: Self) -> Bool { a.rules == b.rules }

  /// As `SecurityRulesRow.opensAll`.
  package func opensAll(of protocolNumber: UInt8) -> Bool { row.opensAll(of: protocolNumber) }

  /// As `SecurityRulesRow.match`.
  package func match(_ packet: PacketClass, remote: UInt32, groups: [UInt32]) -> Match? {
    groups.withUnsafeBufferPointer { row.match(packet, remote: remote, groups: $0) }
  }
}

/// The entries of a network ACL, both directions, by number; what none matches is denied (`*`).
package struct NetworkAclEntries: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package var range: ClassRange
    package var address: UInt32
    package var mask: UInt32
    package var allows: Bool
    /// `100 allow tcp 443 from 0.0.0.0/0`
    package var text: String

    package init(range: ClassRange, prefix: IPv4Prefix, allows: Bool, text: String) {
      self.range = range
      address = prefix.address.bits
      mask = prefix.mask
      self.allows = allows
      self.text = text
    }
  }

  package let id: String
  package let egress: [Entry]
  package let ingress: [Entry]
  /// These call an entry twice its index, and one more where it allows.
  let egressScan: RuleScan
  let ingressScan: RuleScan
  private let memory = RuleMemory()

  package init(id: String, egress: [Entry], ingress: [Entry]) {
    self.id = id
    self.egress = egress
    self.ingress = ingress
    func numbered(_ entries: [Entry]) -> [RuleScan.Odd] {
      entries.enumerated().map { number, entry in
        RuleScan.Odd(
          number: 2 * number + (entry.allows ? 1 : 0), range: entry.range, mask: entry.mask, address: entry.address,
          group: .max)
      }
    }
    egressScan = memory.scan(numbered(egress))
    ingressScan = memory.scan(numbered(ingress))
  }

  package static func == (a: Self, b: Self) -> Bool { a.id == b.id && a.egress == b.egress && a.ingress == b.ingress }

  /// The index of the first entry that matches; nil: `*`, which denies.
  package func first(isEgress: Bool, matching packet: PacketClass, remote: UInt32) -> Int? {
    let first = (isEgress ? egressScan : ingressScan).first(
      packet, remote: remote, groups: UnsafeBufferPointer(start: nil, count: 0))
    return first == .max ? nil : first / 2
  }
}

/// A compiled route table.
package struct Routes: Equatable, Sendable {
  package enum Target: Equatable, Sendable {
    case local
    /// The internet gateway attached to the VPC.
    case internetGateway
    /// A live ENI.
    case interface(Int)
    case blackhole
    case unmodelled
  }

  package struct Route: Equatable, Sendable {
    package var prefix: IPv4Prefix
    package var target: Target
    /// `0.0.0.0/0 igw-…`
    package var text: String
    package init(prefix: IPv4Prefix, target: Target, text: String) {
      self.prefix = prefix
      self.target = target
      self.text = text
    }
  }

  package var id: String
  package let routes: [Route]
  private let longest: LongestPrefixTable<UInt32>

  /// Of two routes with one prefix the first counts.
  package init(id: String, routes: [Route]) {
    self.id = id
    self.routes = routes
    var seen: Set<IPv4Prefix> = []
    longest = LongestPrefixTable(
      entries: routes.enumerated().filter { seen.insert($0.element.prefix).inserted }
        .map { ($0.element.prefix, UInt32($0.offset)) })
  }

  package static func == (a: Self, b: Self) -> Bool { a.id == b.id && a.routes == b.routes }

  /// The index of the most specific route; nil: none matches.
  package func find(_ address: UInt32) -> Int? { longest.lookup(address).map(Int.init) }
}
