import Dataplane
import Support

/// Names of flows for tests of the flow table, each family of them unlike the others in how its bits are spread.
enum FlowIDs: CaseIterable {
  /// As a lab has them: few hosts, ephemeral ports.
  case ordinary
  /// One pair of hosts; only the remote port differs, and beyond 65,536 of them the local one.
  case ports
  /// Only high bits of the addresses differ.
  case highBits
  /// One ENI after another, with the same flow.
  case interfaces
  /// One half of the name is that constant with which a table that multiplies the halves would get zero for all.
  case foldedToNothing
  /// All bits by dice.
  case random

  /// `count` names, no two of them the same.
  func make(_ count: Int, _ random: inout SeededCases) -> [FlowID] {
    var seen: Set<FlowID> = []
    var made: [FlowID] = []
    var number = 0
    while made.count < count {
      let id = id(number, &random)
      number += 1
      if seen.insert(id).inserted { made.append(id) }
    }
    return made
  }

  private func id(_ number: Int, _ random: inout SeededCases) -> FlowID {
    let bits = UInt32(truncatingIfNeeded: number)
    func named(_ local: UInt32, _ remote: UInt32, _ ports: UInt32, interface: Int = 1) -> FlowID {
      FlowID(
        interface: interface, local: local, remote: remote, localPort: UInt16(truncatingIfNeeded: ports >> 16),
        remotePort: UInt16(truncatingIfNeeded: ports), protocolNumber: 6)
    }
    switch self {
    case .ordinary:
      let port = UInt32(random.int(32_768...60_999))
      return named(0x0a00_010b, 0x0a00_0204 &+ UInt32(random.int(0...7)), 443 << 16 | port)
    case .ports: return named(0x0a00_010b, 0x0a00_0204, bits)
    case .highBits: return named(bits << 16, bits & 0xffff_0000, 0x01bb_c000)
    case .interfaces: return named(0x0a00_010b, 0x0a00_0204, 0x01bb_c000, interface: number & 0xff_ffff)
    case .foldedToNothing: return named(0x9e37_79b9, 0x7f4a_7c15, bits)
    case .random:
      var id = named(0, 0, 0)
      (id.high, id.low) = (random.next(), random.next())
      return id
    }
  }
}
