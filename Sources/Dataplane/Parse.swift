import Packets
import Wire

/// Reads each frame's headers once, into the burst's columns, and ends the way of what is no packet.
///
/// Nothing here trusts a length that the frame claims: every load lies within the bytes that are there.
package struct Parse {
  /// Bytes of IPv4 that a VPC carries. EC2 User Guide, "Network MTU for your EC2 instance".
  package static let largestPacket = 9_001

  package init() {}

  package func callAsFunction(_ burst: inout Burst, pool: borrowing PacketPool) {
    for lane in 0..<burst.count { _ = self(&burst, lane, pool) }
  }

  /// Reads one lane's frame; false: it is no packet, and has been dropped.
  func callAsFunction(_ burst: inout Burst, _ lane: Int, _ pool: borrowing PacketPool) -> Bool {
    let frame = UnsafeRawPointer(pool.bytes(burst.handle[lane]))
    if burst.marks[lane].contains(.plain), read(PlainHeaders(known: frame), frame, lane, burst) { return true }
    guard let why = parse(frame, Int(burst.length[lane]), lane, &burst) else { return true }
    burst.drop(1 << UInt64(lane), because: why)
    return false
  }

  /// Fills a plain packet's columns; false: its destination is one that `parse` stops.
  private func read(_ plain: PlainHeaders, _ frame: UnsafeRawPointer, _ lane: Int, _ burst: borrowing Burst) -> Bool {
    let destination = UInt32(truncatingIfNeeded: plain.addresses)
    guard destination >> 28 != 0xe, destination != .max else { return false }
    burst.destinationMac[lane] = UInt64(bigEndian: frame.loadUnaligned(as: UInt64.self)) >> 16
    burst.etherType[lane] = EtherType.ipv4
    burst.source[lane] = UInt32(truncatingIfNeeded: plain.addresses >> 32)
    burst.destination[lane] = destination
    burst.protocolNumber[lane] = plain.protocolNumber
    burst.sourcePort[lane] = UInt16(truncatingIfNeeded: plain.ports >> 16)
    burst.destinationPort[lane] = UInt16(truncatingIfNeeded: plain.ports)
    burst.tcpFlags[lane] = plain.tcpFlags
    burst.transportOffset[lane] = 34
    burst.identification[lane] = UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: 18, as: UInt16.self))
    burst.fragment[lane] = UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: 20, as: UInt16.self))
    return true
  }

  /// Fills a lane's columns from a frame of `length` bytes, and says what is against it; nil: nothing.
  package func parse(_ frame: UnsafeRawPointer, _ length: Int, _ lane: Int, _ burst: inout Burst) -> DropReason? {
    guard length >= 14 else { return .headerTruncated }
    let mac = UInt64(bigEndian: frame.loadUnaligned(as: UInt64.self)) >> 16
    let etherType = UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: 12, as: UInt16.self))
    burst.destinationMac[lane] = mac
    burst.etherType[lane] = etherType
    guard etherType == EtherType.ipv4 else {
      if etherType == EtherType.arp {
        // A fragment may have stood in this lane before.
        burst.fragment[lane] = 0
        return length >= 42 ? nil : .headerTruncated
      }
      return mac >> 40 & 1 == 1 ? .broadcastNotCarried : .etherTypeNotCarried
    }
    guard mac >> 40 & 1 == 0 else { return .broadcastNotCarried }
    guard length >= 34 else { return .headerTruncated }

    // RFC 791 §3.1, from byte 14 on.
    let first = frame.load(fromByteOffset: 14, as: UInt8.self)
    let headerLength = Int(first & 0x0f) * 4
    guard first >> 4 == 4, headerLength >= 20 else { return .headerMalformed }
    let totalLength = Int(UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: 16, as: UInt16.self)))
    guard totalLength >= headerLength else { return .headerMalformed }
    guard length >= 14 + totalLength else { return .headerTruncated }
    guard totalLength <= Self.largestPacket else { return .frameTooLong }
    let header = UnsafeRawBufferPointer(start: frame + 14, count: headerLength)
    guard Checksum.fold(Checksum.sum(header.bytes)) == 0xffff else { return .checksumBad }

    let addresses = frame.loadUnaligned(fromByteOffset: 26, as: UInt64.self)
    burst.source[lane] = UInt32(truncatingIfNeeded: addresses).byteSwapped
    burst.destination[lane] = UInt32(truncatingIfNeeded: addresses >> 32).byteSwapped
    guard burst.destination[lane] >> 28 != 0xe, burst.destination[lane] != .max else { return .broadcastNotCarried }
    let protocolNumber = frame.load(fromByteOffset: 23, as: UInt8.self)
    burst.protocolNumber[lane] = protocolNumber
    burst.identification[lane] = UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: 18, as: UInt16.self))
    let fragment = UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: 20, as: UInt16.self))
    burst.fragment[lane] = fragment
    burst.transportOffset[lane] = UInt8(truncatingIfNeeded: 14 + headerLength)
    burst.sourcePort[lane] = 0
    burst.destinationPort[lane] = 0
    burst.tcpFlags[lane] = 0
    // A later fragment (RFC 791: offset not zero) has no transport header; `Fragments` gives it its first one's ports.
    guard fragment & 0x1fff == 0 else { return nil }
    return transport(frame + 14 + headerLength, totalLength - headerLength, protocolNumber, lane, &burst)
  }

  @inline(__always)
  private func transport(
    _ header: UnsafeRawPointer, _ length: Int, _ protocolNumber: UInt8, _ lane: Int, _ burst: inout Burst
  ) -> DropReason? {
    switch protocolNumber {
    case IPProtocol.udp:
      guard length >= 8 else { return .headerTruncated }
    case IPProtocol.tcp:
      guard length >= 20 else { return .headerTruncated }
      // RFC 9293 §3.1: data offset in words, then the flags.
      let dataOffset = Int(header.load(fromByteOffset: 12, as: UInt8.self) >> 4) * 4
      guard dataOffset >= 20, dataOffset <= length else { return .headerMalformed }
      burst.tcpFlags[lane] = header.load(fromByteOffset: 13, as: UInt8.self)
    case IPProtocol.icmp:
      guard length >= 8 else { return .headerTruncated }
      // RFC 792: type, code, checksum, and for queries an identifier.
      burst.sourcePort[lane] = UInt16(bigEndian: header.loadUnaligned(as: UInt16.self))
      burst.destinationPort[lane] = UInt16(bigEndian: header.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
      return nil
    default: return nil
    }
    burst.sourcePort[lane] = UInt16(bigEndian: header.loadUnaligned(as: UInt16.self))
    burst.destinationPort[lane] = UInt16(bigEndian: header.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    return nil
  }
}

/// The headers of the packets that most traffic is made of: TCP or UDP over IPv4 without options, whole and sound.
///
/// Read by five loads, where `Parse` walks the headers field by field; what is no such packet, `Parse` looks at.
///
/// ```
///   byte   0         8            14  16         24          26     30      34     36
///          MAC  MAC… …MAC  0800   45  length id… frag ttl p  sum    source  dest.  port   port
/// ```
package struct PlainHeaders {
  /// In the order of memory: the destination MAC, and two bytes of the source's.
  package var macs: UInt64
  /// Source, then destination.
  package var addresses: UInt64
  /// Source, then destination.
  package var ports: UInt32
  package var protocolNumber: UInt8
  package var tcpFlags: UInt8

  /// Of a frame that was found to hold them.
  @inline(__always)
  init(known frame: UnsafeRawPointer) {
    macs = 0
    addresses = frame.loadUnaligned(fromByteOffset: 26, as: UInt64.self).byteSwapped
    ports = frame.loadUnaligned(fromByteOffset: 34, as: UInt32.self).byteSwapped
    protocolNumber = frame.load(fromByteOffset: 23, as: UInt8.self)
    // A plain packet without TCP may be shorter, but no frame's memory is.
    tcpFlags = protocolNumber == IPProtocol.tcp ? frame.load(fromByteOffset: 47, as: UInt8.self) : 0
  }

  /// Nil: another kind of packet, or none. To how many a destination address is, is for `Parse` to ask.
  @inline(__always)
  package init?(_ frame: UnsafeRawPointer, length: Int) {
    guard length >= 42 else { return nil }
    macs = frame.loadUnaligned(as: UInt64.self)
    let type = frame.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    let middle = frame.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    let sums = frame.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    let ends = frame.loadUnaligned(fromByteOffset: 32, as: UInt64.self)
    addresses = (sums >> 16 | ends << 48).byteSwapped
    ports = UInt32(truncatingIfNeeded: ends >> 16).byteSwapped
    protocolNumber = UInt8(truncatingIfNeeded: middle >> 56)
    tcpFlags = 0
    let totalLength = Int(UInt16(truncatingIfNeeded: middle).byteSwapped)
    // EtherType 0x0800, version 4, 20 bytes of header; to one station; neither more fragments nor an offset.
    let kind = (type >> 32 & 0xff_ffff) ^ 0x45_0008 | macs & 1 | middle >> 32 & 0xff3f
    guard kind == 0, length >= 14 + totalLength, totalLength <= Parse.largestPacket else { return nil }
    // RFC 1071: the sum of the header's words, in whatever order of bytes, is all ones.
    let (sum, carry) = middle.addingReportingOverflow(sums)
    let (whole, carryToo) = sum.addingReportingOverflow(type >> 48 | (ends & 0xffff) << 16)
    var folded = (whole & 0xffff_ffff) &+ (whole >> 32) &+ (carry ? 1 : 0) &+ (carryToo ? 1 : 0)  // Safe: 34 bits.
    folded = (folded & 0xffff) &+ (folded >> 16)  // Safe: 19 bits.
    folded = (folded & 0xffff) &+ (folded >> 16)  // Safe: 17 bits.
    guard folded == 0xffff else { return nil }
    switch protocolNumber {
    case IPProtocol.udp: guard totalLength >= 28 else { return nil }
    case IPProtocol.tcp:
      guard totalLength >= 40 else { return nil }
      let dataOffset = Int(frame.load(fromByteOffset: 46, as: UInt8.self) >> 4) * 4
      guard dataOffset >= 20, 20 + dataOffset <= totalLength else { return nil }
      tcpFlags = frame.load(fromByteOffset: 47, as: UInt8.self)
    default: return nil
    }
  }
}
