import Packets
import Support
import Wire

/// A frame as the evaluator reads it: field by field out of an array of bytes, with nothing of the path's own reading.
struct EvaluatorPacket {
  let bytes: [UInt8]
  let destinationMac: UInt64
  let source: IPv4Address
  let destination: IPv4Address
  let protocolNumber: UInt8
  let identification: UInt16
  let hasMoreFragments: Bool
  let fragmentOffset: Int
  /// Where the transport header begins, and where the packet ends, in bytes of the frame.
  let transport: Int
  let end: Int
  /// TCP and UDP; in a later fragment those of the first one, once it is known.
  var sourcePort: UInt16 = 0
  var destinationPort: UInt16 = 0
  var tcpFlags: UInt8 = 0
  var icmpType: UInt8 = 0
  var icmpCode: UInt8 = 0
  var icmpIdentifier: UInt16 = 0

  var isTCP: Bool { protocolNumber == 6 }
  var isUDP: Bool { protocolNumber == 17 }
  var isICMP: Bool { protocolNumber == 1 }
  var isLaterFragment: Bool { fragmentOffset > 0 }
  var isFirstFragment: Bool { fragmentOffset == 0 && hasMoreFragments }
  var isICMPError: Bool { isICMP && [3, 4, 5, 11, 12].contains(icmpType) }
  var isICMPReply: Bool { isICMP && [0, 14, 16, 18].contains(icmpType) }
  var isICMPRequest: Bool { isICMP && [8, 13, 15, 17].contains(icmpType) }
}

/// What a frame turned out to be.
enum EvaluatorReading {
  case refused(DropReason)
  case arpRequest(sender: IPv4Address, senderMac: UInt64, target: IPv4Address)
  case packet(EvaluatorPacket)
}

extension EvaluatorPacket {
  /// Reads a frame as the fabric does before it decides anything. `DropReason` has a sentence for each refusal.
  static func read(_ bytes: [UInt8]) -> EvaluatorReading {
    guard bytes.count >= 14 else { return .refused(.headerTruncated) }
    switch bytes.word(12) {
    case 0x0806: return readARP(bytes)
    case 0x0800: break
    default: return .refused(.etherTypeNotCarried)
    }
    guard bytes.count >= 14 + 20 else { return .refused(.headerTruncated) }
    let headerLength = Int(bytes[14] & 0x0f) * 4
    let totalLength = Int(bytes.word(16))
    if bytes[14] >> 4 != 4 || headerLength < 20 || totalLength < headerLength { return .refused(.headerMalformed) }
    if bytes.count < 14 + headerLength { return .refused(.headerTruncated) }
    if totalLength > 9001 { return .refused(.frameTooLong) }
    if bytes.count < 14 + totalLength { return .refused(.headerTruncated) }
    if bytes.sum(14..<14 + headerLength) != 0xffff { return .refused(.checksumBad) }

    var packet = EvaluatorPacket(
      bytes: bytes, destinationMac: UInt64(bytes.word(0)) << 32 | UInt64(bytes.long(2)),
      source: IPv4Address(bits: bytes.long(26)), destination: IPv4Address(bits: bytes.long(30)),
      protocolNumber: bytes[23], identification: bytes.word(18), hasMoreFragments: bytes.word(20) & 0x2000 != 0,
      fragmentOffset: Int(bytes.word(20) & 0x1fff) * 8, transport: 14 + headerLength, end: 14 + totalLength)
    if !packet.isLaterFragment, let why = packet.readTransport() { return .refused(why) }
    // The group bit of the first octet; broadcast is a group too.
    if bytes[0] & 1 == 1 || packet.destination.isMulticast || packet.destination == .broadcast {
      return .refused(.broadcastNotCarried)
    }
    return .packet(packet)
  }

  private mutating func readTransport() -> DropReason? {
    let length = end - transport
    let at = transport
    if isTCP {
      guard length >= 20 else { return .headerTruncated }
      let headerLength = Int(bytes[at + 12] >> 4) * 4
      if headerLength < 20 || headerLength > length { return .headerMalformed }
      tcpFlags = bytes[at + 13]
    }
    if isTCP || isUDP {
      guard length >= 8 else { return .headerTruncated }
      sourcePort = bytes.word(at)
      destinationPort = bytes.word(at + 2)
    }
    if isICMP {
      guard length >= 8 else { return .headerTruncated }
      icmpType = bytes[at]
      icmpCode = bytes[at + 1]
      icmpIdentifier = bytes.word(at + 4)
    }
    return nil
  }

  private static func readARP(_ bytes: [UInt8]) -> EvaluatorReading {
    guard bytes.count >= 14 + 28 else { return .refused(.headerTruncated) }
    guard bytes.word(20) == 1 else { return .refused(.etherTypeNotCarried) }
    return .arpRequest(
      sender: IPv4Address(bits: bytes.long(28)), senderMac: UInt64(bytes.word(22)) << 32 | UInt64(bytes.long(24)),
      target: IPv4Address(bits: bytes.long(38)))
  }

  /// The packet that an ICMP error is about, as far as it is quoted: enough to know its flow, or nil.
  ///
  /// RFC 792: "The internet header plus the first 64 bits of the original datagram's data".
  var quoted: EvaluatorPacket? {
    guard isICMPError, !isLaterFragment else { return nil }
    let at = transport + 8
    guard end >= at + 20, bytes[at] >> 4 == 4 else { return nil }
    let headerLength = Int(bytes[at] & 0x0f) * 4
    guard headerLength >= 20, end >= at + headerLength + 8 else { return nil }
    var inner = EvaluatorPacket(
      bytes: bytes, destinationMac: 0, source: IPv4Address(bits: bytes.long(at + 12)),
      destination: IPv4Address(bits: bytes.long(at + 16)), protocolNumber: bytes[at + 9],
      identification: bytes.word(at + 4), hasMoreFragments: bytes.word(at + 6) & 0x2000 != 0,
      fragmentOffset: Int(bytes.word(at + 6) & 0x1fff) * 8, transport: at + headerLength, end: end)
    guard !inner.isLaterFragment else { return nil }
    if inner.isTCP || inner.isUDP {
      inner.sourcePort = bytes.word(inner.transport)
      inner.destinationPort = bytes.word(inner.transport + 2)
    }
    if inner.isICMP {
      inner.icmpType = bytes[inner.transport]
      inner.icmpCode = bytes[inner.transport + 1]
      inner.icmpIdentifier = bytes.word(inner.transport + 4)
    }
    return inner
  }
}
