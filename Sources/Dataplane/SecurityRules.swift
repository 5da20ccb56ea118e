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

/// One direction of one security group's rules.
package final class SecurityGroupRules: Sendable {
  package let rules: [SecurityRules.Rule]
  let index: RuleIndex
  private let memory = TableMemory()

  package init(_ rules: [SecurityRules.Rule]) {
    self.rules = rules
    let numbered = rules.enumerated().map { number, rule in
      RuleIndex.Rule(number: number, range: rule.range, mask: rule.mask, address: rule.address, group: rule.group)
    }
    index = RuleIndex(numbered, in: memory)
  }

  func opensAll(of protocolNumber: UInt8) -> Bool {
    rules.contains { $0.isOpen && $0.range.coversAll(of: protocolNumber) }
  }
}

/// One direction of all security groups of an ENI, as one set: any match allows.
package struct SecurityRules: Equatable, @unchecked Sendable {
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

  /// In the order in which the ENI carries them. Several ENIs' rules share a group's.
  package let groups: [SecurityGroupRules]
  let row: UnsafePointer<SecurityRulesRow>
  private let memory = TableMemory()

  package init(groups: [SecurityGroupRules]) {
    self.groups = groups
    var parts: [SecurityRulesRow.Part] = []
    var count = 0
    for group in groups {
      parts.append(SecurityRulesRow.Part(index: group.index, firstNumber: UInt32(count)))
      count += group.rules.count
    }
    row = memory.copy([
      SecurityRulesRow(
        parts: memory.copy(parts), count: parts.count,
        opensAllTCP: groups.contains { $0.opensAll(of: IPProtocol.tcp) },
        opensAllUDP: groups.contains { $0.opensAll(of: IPProtocol.udp) },
        namesGroups: groups.contains { $0.index.namesGroups })
    ])
  }

  package init(rules: [Rule]) { self.init(groups: [SecurityGroupRules(rules)]) }

  /// All of them, by number.
  package var rules: [Rule] { groups.flatMap(\.rules) }

  package static func == (a: Self, b: Self) -> Bool {
    a.groups.elementsEqual(b.groups) { $0 === $1 } || a.rules == b.rules
  }

  /// As `SecurityRulesRow.opensAll`.
  package func opensAll(of protocolNumber: UInt8) -> Bool { row.pointee.opensAll(of: protocolNumber) }

  /// As `SecurityRulesRow.match`.
  package func match(_ packet: PacketClass, remote: UInt32, groups: [UInt32]) -> Match? {
    groups.withUnsafeBufferPointer { row.pointee.match(packet, remote: remote, groups: $0) }
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
  let egressIndex: RuleIndex
  let ingressIndex: RuleIndex
  private let memory = TableMemory()

  package init(id: String, egress: [Entry], ingress: [Entry]) {
    self.id = id
    self.egress = egress
    self.ingress = ingress
    func numbered(_ entries: [Entry]) -> [RuleIndex.Rule] {
      entries.enumerated().map { number, entry in
        RuleIndex.Rule(
          number: 2 * number + (entry.allows ? 1 : 0), range: entry.range, mask: entry.mask, address: entry.address,
          group: .max)
      }
    }
    egressIndex = RuleIndex(numbered(egress), in: memory)
    ingressIndex = RuleIndex(numbered(ingress), in: memory)
  }

  package static func == (a: Self, b: Self) -> Bool { a.id == b.id && a.egress == b.egress && a.ingress == b.ingress }

  /// The index of the first entry that matches; nil: `*`, which denies.
  package func first(isEgress: Bool, matching packet: PacketClass, remote: UInt32) -> Int? {
    let found = (isEgress ? egressIndex : ingressIndex).find(
      packet, remote: remote, groups: UnsafeBufferPointer(start: nil, count: 0))
    return found.first == RuleIndex.none ? nil : Int(found.first / 2)
  }
}
