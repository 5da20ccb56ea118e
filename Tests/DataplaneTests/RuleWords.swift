import Dataplane
import Support
import Wire

/// A rule in EC2's own words (API reference, `IpPermission` and `NetworkAclEntry`), where -1 stands for all.
struct RuleWords: Equatable {
  /// -1, or IANA's number.
  var ipProtocol: Int
  /// A port; of ICMP the type, -1 for every one.
  var fromPort: Int
  /// A port; of ICMP the code, -1 for every one.
  var toPort: Int
  var block: IPv4Prefix

  /// As the path holds it.
  var range: ClassRange {
    switch ipProtocol {
    case -1: return ClassRange(protocolNumber: nil)
    case 1:
      let types = fromPort == -1 ? UInt16(0)...UInt16.max : UInt16(fromPort)...UInt16(fromPort)
      return ClassRange(
        protocolNumber: 1, low: types.lowerBound, high: types.upperBound, code: toPort == -1 ? 0x100 : UInt16(toPort))
    case 6, 17: return ClassRange(protocolNumber: UInt8(ipProtocol), low: UInt16(fromPort), high: UInt16(toPort))
    default: return ClassRange(protocolNumber: UInt8(ipProtocol))
    }
  }

  /// Whether it says something of the packet, word for word: ports count in TCP and UDP, type and code in ICMP.
  func names(_ packet: Probe) -> Bool {
    if ipProtocol == -1 { return true }
    guard ipProtocol == packet.protocolNumber else { return false }
    switch ipProtocol {
    case 6, 17: return (fromPort...toPort).contains(packet.port)
    case 1:
      let isType = fromPort == -1 || fromPort == packet.type
      let isCode = toPort == -1 || toPort == packet.code
      return isType && isCode
    default: return true
    }
  }

  /// First and last address as numbers, instead of a mask.
  func holds(_ address: UInt32) -> Bool {
    let size = block.length == 0 ? UInt64(1) << 32 : 1 << UInt64(32 - block.length)
    let first = UInt64(block.address.bits)
    return UInt64(address) >= first && UInt64(address) < first + size
  }
}

/// What rules ask of a packet.
struct Probe {
  var protocolNumber: Int
  var port = 0
  var type = 0
  var code = 0
  var remote: UInt32

  var packetClass: PacketClass {
    switch protocolNumber {
    case 6, 17: PacketClass(protocolNumber: UInt8(protocolNumber), port: UInt16(port))
    case 1: PacketClass(protocolNumber: 1, port: UInt16(type << 8 | code))
    default: PacketClass(protocolNumber: UInt8(protocolNumber), port: 0)
    }
  }
}

/// Rules and probes by dice, from pools so small that they meet, with every edge in them.
extension SeededCases {
  mutating func somePrefix() -> IPv4Prefix {
    let near = pick([0x0a00_0000, 0x0a00_0100, 0x0a00_01ff, 0xffff_ffff, 0, 0x8000_0000] as [UInt32])
    return IPv4Prefix(
      containing: IPv4Address(bits: near ^ UInt32(int(0...3))), length: pick([0, 0, 1, 8, 24, 30, 31, 32, int(0...32)]))
  }

  mutating func someAddress() -> UInt32 {
    let near = pick([0x0a00_0000, 0x0a00_0100, 0x0a00_01ff, 0xffff_ffff, 0, 0x8000_0000] as [UInt32])
    return chance(20) ? UInt32.random(in: 0 ... .max, using: &self) : near ^ UInt32(int(0...7))
  }

  private mutating func somePort() -> Int { pick([0, 1, 22, 23, 80, 443, 1_023, 1_024, 65_534, 65_535]) }

  mutating func someWords() -> RuleWords {
    let block = somePrefix()
    switch int(0...9) {
    case 0: return RuleWords(ipProtocol: -1, fromPort: -1, toPort: -1, block: block)
    case 1...5:
      let ports = pick([
        [0, 65_535], [0, 0], [65_535, 65_535], [somePort(), somePort()].sorted(), [somePort(), somePort()].sorted(),
      ])
      return RuleWords(ipProtocol: pick([6, 17]), fromPort: ports[0], toPort: ports[1], block: block)
    case 6...8:
      let type = pick([-1, -1, 0, 3, 8, 255])
      return RuleWords(ipProtocol: 1, fromPort: type, toPort: type == -1 ? -1 : pick([-1, 0, 3, 255]), block: block)
    default: return RuleWords(ipProtocol: pick([0, 2, 47, 58, 255]), fromPort: -1, toPort: -1, block: block)
    }
  }

  mutating func someProbe() -> Probe {
    Probe(
      protocolNumber: pick([6, 6, 17, 17, 1, 1, 0, 2, 47, 58, 255]), port: somePort(), type: pick([0, 3, 8, 254, 255]),
      code: pick([0, 1, 3, 254, 255]), remote: someAddress())
  }
}
