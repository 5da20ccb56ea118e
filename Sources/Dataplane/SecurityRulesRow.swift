import Wire

/// `SecurityRules` without references, valid as long as they are: one index a group that the ENI carries.
struct SecurityRulesRow: BitwiseCopyable, @unchecked Sendable {
  /// The rules of one group, whose numbers follow those of the groups before.
  struct Part: BitwiseCopyable {
    var index: RuleIndex
    var firstNumber: UInt32
  }

  let parts: UnsafePointer<Part>
  let count: Int
  let opensAllTCP: Bool
  let opensAllUDP: Bool
  /// Some rule asks for the far end's groups.
  let namesGroups: Bool

  /// Whether a rule to or from 0.0.0.0/0 allows every port of the protocol: what the other direction of an untracked
  /// flow needs.
  @inline(__always)
  func opensAll(of protocolNumber: UInt8) -> Bool {
    switch protocolNumber {
    case IPProtocol.tcp: opensAllTCP
    case IPProtocol.udp: opensAllUDP
    default: false
    }
  }

  /// Nil: no rule allows it. `groups`: those of the far end, none where a reference must not match.
  @inline(__always)
  func match(_ packet: PacketClass, remote: UInt32, groups: UnsafeBufferPointer<UInt32>) -> SecurityRules.Match? {
    var (first, isOpen, isNarrow) = (RuleIndex.none, false, false)
    for place in 0..<count {
      let part = parts[place]
      let found = part.index.find(packet, remote: remote, groups: groups)
      // A later group's rules come after an earlier one's.
      if first == RuleIndex.none, found.first != RuleIndex.none { first = part.firstNumber &+ found.first }
      isOpen = isOpen || found.open != RuleIndex.none
      isNarrow = isNarrow || found.narrow != RuleIndex.none
    }
    return first == RuleIndex.none ? nil : .init(rule: Int(first), isOpen: isOpen, isMixed: isOpen && isNarrow)
  }

  /// Whether a rule open to 0.0.0.0/0 allows it.
  func isOpen(_ packet: PacketClass) -> Bool {
    for place in 0..<count where parts[place].index.firstOpen(packet) != RuleIndex.none { return true }
    return false
  }
}
