import Packets
import Wire

/// Stateful, per ENI: the union of its groups' rules, and the connections that they let begin.
struct SecurityGroups {
  /// What the groups say of one packet.
  enum Ruling {
    /// A tracked connection, which passes whatever the rules say now.
    case tracked
    /// An ICMP error about a flow that passes.
    case related
    /// Rule number `rule` allows it. `tracks`: it begins a tracked connection.
    case allowed(rule: Int, tracks: Bool)
    case denied
  }

  private let interface: Interface

  init(_ interface: Interface) { self.interface = interface }

  /// The rules of a flow that begins in the direction `isEgress`, and those of the other direction.
  @inline(__always)
  private func rules(isEgress: Bool) -> (UnsafePointer<SecurityRulesRow>, UnsafePointer<SecurityRulesRow>) {
    isEgress
      ? (interface.egressRules, interface.ingressRules) : (interface.ingressRules, interface.egressRules)
  }

  /// Judges a packet that has no tracked connection.
  ///
  /// A TCP or UDP flow is untracked where a rule open to 0.0.0.0/0 permits it and the other direction has a rule for all
  /// ports to or from 0.0.0.0/0; everything else is tracked. EC2 User Guide, "Security group connection tracking". It is
  /// the flow that is open, so a packet that answers is asked as what it answers: `original`.
  @inline(__always)
  func judge(
    _ packet: PacketClass, remote: UInt32, groups: UnsafeBufferPointer<UInt32>, isEgress: Bool,
    answering original: PacketClass?, assumed: inout AssumptionSet
  ) -> Ruling {
    let (rules, others) = rules(isEgress: isEgress)
    guard let match = rules.pointee.match(packet, remote: remote, groups: groups) else { return .denied }
    // Where the other direction is not open, the flow is tracked anyway.
    if match.isMixed, others.pointee.opensAll(of: packet.protocolNumber) { assumed.insert(.openRuleAmongSeveral) }
    let untracked =
      if let original {
        passesUntracked(original, isEgress: !isEgress)
      } else {
        match.isOpen && others.pointee.opensAll(of: packet.protocolNumber)
      }
    return .allowed(rule: match.rule, tracks: !untracked)
  }

  /// Whether open rules pass the flow untracked, begun in the direction `isEgress`.
  func passesUntracked(_ packet: PacketClass, isEgress: Bool) -> Bool {
    let (rules, others) = rules(isEgress: isEgress)
    guard others.pointee.opensAll(of: packet.protocolNumber) else { return false }
    return rules.pointee.isOpen(packet)
  }
}

/// The packet that an ICMP error quotes (RFC 792: its header and at least 8 bytes).
struct QuotedPacket {
  var source: UInt32
  var destination: UInt32
  var protocolNumber: UInt8
  var sourcePort: UInt16
  var destinationPort: UInt16

  /// Nil where too little is quoted, or where a later fragment is.
  init?(_ frame: UnsafeMutableRawPointer, length: Int, icmp: Int) {
    let at = icmp + 8
    guard length >= at + 28, frame.load(fromByteOffset: at, as: UInt8.self) >> 4 == 4 else { return nil }
    let headerLength = Int(frame.load(fromByteOffset: at, as: UInt8.self) & 0x0f) * 4
    guard headerLength >= 20, length >= at + headerLength + 8, frame.half(at: at + 6) & 0x1fff == 0 else { return nil }
    source = frame.word(at: at + 12)
    destination = frame.word(at: at + 16)
    protocolNumber = frame.load(fromByteOffset: at + 9, as: UInt8.self)
    let transport = at + headerLength
    sourcePort = 0
    destinationPort = 0
    switch protocolNumber {
    case IPProtocol.tcp, IPProtocol.udp:
      sourcePort = frame.half(at: transport)
      destinationPort = frame.half(at: transport + 2)
    case IPProtocol.icmp:
      sourcePort = frame.half(at: transport)
      destinationPort = frame.half(at: transport + 4)
    default: break
    }
  }

  /// What a rule asks of it.
  var packetClass: PacketClass { PacketClass(protocolNumber: protocolNumber, sourcePort: sourcePort, destinationPort: destinationPort) }
  /// What a rule asks of the packets that it answers.
  var originalClass: PacketClass { PacketClass(protocolNumber: protocolNumber, sourcePort: destinationPort, destinationPort: sourcePort) }
}

extension PacketClass {
  init(protocolNumber: UInt8, sourcePort: UInt16, destinationPort: UInt16) {
    switch protocolNumber {
    case IPProtocol.tcp, IPProtocol.udp: self.init(protocolNumber: protocolNumber, port: destinationPort)
    case IPProtocol.icmp: self.init(protocolNumber: protocolNumber, port: sourcePort)
    default: self.init(protocolNumber: protocolNumber, port: 0)
    }
  }

  init(_ burst: borrowing Burst, _ lane: Int) {
    self.init(
      protocolNumber: burst.protocolNumber[lane], sourcePort: burst.sourcePort[lane],
      destinationPort: burst.destinationPort[lane])
  }
}
