import Packets
import Wire

/// What a burst's columns are to say of one frame.
struct HeaderColumns: Equatable {
  var destinationMac: UInt64 = 0
  var etherType: UInt16 = 0
  var source: UInt32 = 0
  var destination: UInt32 = 0
  var protocolNumber: UInt8 = 0
  var identification: UInt16 = 0
  var fragment: UInt16 = 0
  var transportOffset: UInt8 = 0
  var sourcePort: UInt16 = 0
  var destinationPort: UInt16 = 0
  var tcpFlags: UInt8 = 0

  init() {}

  /// What stands in a lane. Of ARP the columns hold no more than the Ethernet header, and that it is no fragment.
  init(_ burst: borrowing Burst, _ lane: Int) {
    destinationMac = burst.destinationMac[lane]
    etherType = burst.etherType[lane]
    fragment = burst.fragment[lane]
    guard etherType != EtherType.arp else { return }
    source = burst.source[lane]
    destination = burst.destination[lane]
    protocolNumber = burst.protocolNumber[lane]
    identification = burst.identification[lane]
    transportOffset = burst.transportOffset[lane]
    sourcePort = burst.sourcePort[lane]
    destinationPort = burst.destinationPort[lane]
    tcpFlags = burst.tcpFlags[lane]
  }
}

/// A frame read through `Wire`'s checked views, one rule after another, with nothing of the path's code.
///
/// A frame may have several faults; which of them ends its way is nobody's business here.
struct SlowReading {
  private(set) var faults: Set<DropReason> = []
  /// Of a frame without faults.
  private(set) var columns = HeaderColumns()

  init(_ frame: UnsafeRawBufferPointer) {
    let bytes = frame.bytes
    guard let ethernet = EthernetHeader(bytes) else {
      faults = [.headerTruncated]
      return
    }
    columns.destinationMac = ethernet.destination.bits
    columns.etherType = ethernet.etherType
    switch ethernet.etherType {
    case EtherType.arp: if frame.count < 14 + 28 { faults = [.headerTruncated] }
    case EtherType.ipv4:
      if ethernet.destination.isGroup { faults = [.broadcastNotCarried] }
      read(packet: ethernet.payload)
    default:
      faults = [.etherTypeNotCarried]
      if ethernet.destination.isGroup { faults.insert(.broadcastNotCarried) }
    }
  }

  init(_ frame: [UInt8]) { self = frame.withUnsafeBytes { Self($0) } }

  /// RFC 791 §3.1; the longest packet is that of a jumbo frame (EC2 User Guide, "Network MTU for your EC2 instance").
  private mutating func read(packet bytes: RawSpan) {
    guard bytes.byteCount >= 20 else { return insert(.headerTruncated) }
    let headerLength = Int(bytes.uint8(at: 0) & 0x0f) * 4
    let totalLength = Int(bytes.uint16(at: 2))
    let isSane = bytes.uint8(at: 0) >> 4 == 4 && headerLength >= 20 && totalLength >= headerLength
    if !isSane { insert(.headerMalformed) }
    if bytes.byteCount < headerLength || bytes.byteCount < totalLength { insert(.headerTruncated) }
    if totalLength > 9_001 { insert(.frameTooLong) }
    let isThere = headerLength >= 20 && headerLength <= bytes.byteCount
    if isThere, !Self.addsUp(bytes.extracting(0..<headerLength)) { insert(.checksumBad) }
    let destination = bytes.ipv4Address(at: 16)
    if destination.isMulticast || destination == .broadcast { insert(.broadcastNotCarried) }
    guard isSane, isThere, totalLength <= bytes.byteCount, let ip = IPv4Header(bytes) else { return }

    columns.source = ip.source.bits
    columns.destination = destination.bits
    columns.protocolNumber = ip.protocolNumber
    columns.identification = ip.identification
    columns.fragment = bytes.uint16(at: 6)
    columns.transportOffset = UInt8(14 + headerLength)
    if ip.fragmentOffset == 0 { read(transport: ip.payload, ip.protocolNumber) }
  }

  private mutating func read(transport bytes: RawSpan, _ protocolNumber: UInt8) {
    switch protocolNumber {
    case IPProtocol.tcp:
      guard bytes.byteCount >= 20 else { return insert(.headerTruncated) }
      // A data offset beyond the packet's end may be taken for either.
      guard let tcp = TCPHeader(bytes) else {
        if Int(bytes.uint8(at: 12) >> 4) * 4 > bytes.byteCount { insert(.headerTruncated) }
        return insert(.headerMalformed)
      }
      columns.sourcePort = tcp.sourcePort
      columns.destinationPort = tcp.destinationPort
      columns.tcpFlags = tcp.flags.rawValue
    case IPProtocol.udp:
      guard let udp = UDPHeader(bytes) else { return insert(.headerTruncated) }
      columns.sourcePort = udp.sourcePort
      columns.destinationPort = udp.destinationPort
    case IPProtocol.icmp:
      guard let icmp = ICMPHeader(bytes) else { return insert(.headerTruncated) }
      columns.sourcePort = UInt16(icmp.type) << 8 | UInt16(icmp.code)
      columns.destinationPort = icmp.identifier
    default: break
    }
  }

  private mutating func insert(_ fault: DropReason) { faults.insert(fault) }

  /// RFC 1071 §1, two bytes at a time.
  private static func addsUp(_ header: RawSpan) -> Bool {
    var sum: UInt32 = 0
    for offset in stride(from: 0, to: header.byteCount, by: 2) { sum += UInt32(header.uint16(at: offset)) }
    while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
    return sum == 0xffff
  }

  /// Whether `ruling` is one of the faults, or none where there is none.
  func allows(_ ruling: DropReason?) -> Bool { ruling.map(faults.contains) ?? faults.isEmpty }
}
