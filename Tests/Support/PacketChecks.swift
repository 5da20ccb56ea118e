import Wire

/// A frame's IPv4 packet as one readable line, so that a test compares text.
///
/// ```
///   10.0.2.4:49152 > 10.0.1.11:443 tcp SYN ttl 64 ok
///   10.0.2.4:49152 > 10.0.1.11:53 udp 32 bytes ttl 64 ok
///   10.0.2.4 > 10.0.1.11 icmp echo request id 7 seq 1 56 bytes ttl 64 ok
///   10.0.1.1 > 10.0.2.4 icmp time exceeded ttl 64 ok [10.0.2.4:49152 > 10.0.1.11:443 tcp SYN ttl 1 ok]
///   10.0.2.4 > 10.0.1.11 udp fragment at 1480 1480 bytes more ttl 64 ok
///   10.0.2.4:49152 > 10.0.1.11:443 tcp SYN ttl 64 wrong: ip checksum, tcp checksum
/// ```
/// `ok` says that every length and every checksum, worked out anew, is right.
package struct IPv4Packet: CustomStringConvertible {
  package let ip: IPv4Fields
  /// What the header says about ports, flags or type; nil in later fragments and other protocols.
  package let transport: IPv4Frame.Transport?
  /// After the transport header, if there is one.
  package let payload: [UInt8]
  /// What is wrong, in words; empty if nothing is.
  package let faults: [String]

  /// Nil where `frame` is no Ethernet frame with an IPv4 header that can be read.
  package init?(_ frame: [UInt8]) {
    guard frame.count >= 14, frame[12] == 0x08, frame[13] == 0x00 else { return nil }
    self.init(packet: Array(frame[14...]), isQuoted: false)
  }

  package init?(_ frame: UnsafeRawBufferPointer) { self.init(Array(frame)) }

  /// `isQuoted`: inside an ICMP error, where the end may be missing.
  init?(packet: [UInt8], isQuoted: Bool) {
    guard let ip = IPv4Fields(packet.span.bytes) else { return nil }
    self.ip = ip
    let end = min(packet.count, ip.headerLength + ip.payloadLength)
    let segment = Array(packet[ip.headerLength..<end])
    let isCut = segment.count < ip.payloadLength
    var faults: [String] = []
    if isCut && !isQuoted { faults.append("total length") }
    if PlainChecksum.sum(packet[..<ip.headerLength]) != 0xffff { faults.append("ip checksum") }
    let isFirst = ip.fragmentOffset == 0
    let read = isFirst ? Self.transport(of: segment, protocolNumber: ip.protocolNumber) : nil
    transport = read
    payload = Array(segment[min(segment.count, read?.headerLength ?? 0)...])
    let name = IPProtocol.name(ip.protocolNumber)
    if isFirst && read == nil && !isQuoted && ["tcp", "udp", "icmp"].contains(name) { faults.append("\(name) header") }
    if case .udp(let udp) = read, udp.payloadLength + 8 != ip.payloadLength, !ip.moreFragments {
      faults.append("udp length")
    }
    if let read, !isCut, !ip.moreFragments, Self.isDamaged(segment, of: packet, read) {
      faults.append("\(name) checksum")
    }
    self.faults = faults
  }

  private static func transport(of segment: [UInt8], protocolNumber: UInt8) -> IPv4Frame.Transport? {
    let bytes = segment.span.bytes
    switch protocolNumber {
    case IPProtocol.tcp: return TCPFields(bytes).map { .tcp($0) }
    case IPProtocol.udp: return UDPFields(bytes).map { .udp($0) }
    case IPProtocol.icmp: return ICMPFields(bytes).map { .icmp($0) }
    default: return nil
    }
  }

  private static func isDamaged(_ segment: [UInt8], of packet: [UInt8], _ transport: IPv4Frame.Transport) -> Bool {
    switch transport {
    case .icmp: return PlainChecksum.sum(segment) != 0xffff
    case .udp where segment[6] == 0 && segment[7] == 0: return false  // RFC 768: the sender made none.
    case .udp, .tcp:
      let pseudoHeader = PlainChecksum.pseudoHeader(ofPacket: packet, length: segment.count)
      return PlainChecksum.sum(segment, pseudoHeader: pseudoHeader) != 0xffff
    case .bare: return false
    }
  }

  package var description: String {
    var words = ["\(ip.source)\(port(\.source)) > \(ip.destination)\(port(\.destination))"]
    words.append(IPProtocol.name(ip.protocolNumber))
    if ip.fragmentOffset > 0 || ip.moreFragments { words.append("fragment at \(ip.fragmentOffset)") }
    var quoted: String?
    switch transport {
    case .tcp(let tcp): words.append(tcp.flags.description)
    case .icmp(let icmp):
      words.append(Self.words(for: icmp))
      if icmp.isError { quoted = IPv4Packet(packet: payload, isQuoted: true)?.description ?? "unreadable" }
    default: break
    }
    if quoted == nil && !payload.isEmpty { words.append("\(payload.count) bytes") }
    if ip.moreFragments { words.append("more") }
    words.append("ttl \(ip.timeToLive)")
    words.append(faults.isEmpty ? "ok" : "wrong: " + faults.joined(separator: ", "))
    if let quoted { words.append("[\(quoted)]") }
    return words.joined(separator: " ")
  }

  private func port(_ end: KeyPath<(source: UInt16, destination: UInt16), UInt16>) -> String {
    switch transport {
    case .tcp(let tcp): ":\((tcp.sourcePort, tcp.destinationPort)[keyPath: end])"
    case .udp(let udp): ":\((udp.sourcePort, udp.destinationPort)[keyPath: end])"
    default: ""
    }
  }

  /// RFC 792's words.
  private static func words(for icmp: ICMPFields) -> String {
    let tag = "id \(icmp.identifier) seq \(icmp.sequence)"
    switch (icmp.type, icmp.code) {
    case (8, 0): return "echo request \(tag)"
    case (0, 0): return "echo reply \(tag)"
    case (3, 0): return "net unreachable"
    case (3, 1): return "host unreachable"
    case (3, 2): return "protocol unreachable"
    case (3, 3): return "port unreachable"
    case (3, 4): return "fragmentation needed mtu \(icmp.sequence)"
    case (3, 13): return "administratively prohibited"
    case (11, 0): return "time exceeded"
    default: return "type \(icmp.type) code \(icmp.code)"
    }
  }
}

/// One line for any frame: IPv4 as `IPv4Packet` says it, ARP, or what else it is.
///
/// ```
///   arp who-has 10.0.1.11 tell 10.0.2.4
///   arp 10.0.1.11 is-at 02:00:00:00:00:0b
/// ```
package func line(_ frame: [UInt8]) -> String {
  guard let ethernet = EthernetFields(frame.span.bytes) else { return "\(frame.count) bytes, no header" }
  if let packet = IPv4Packet(frame) { return packet.description }
  guard ethernet.etherType == EtherType.arp, let arp = ARPFields(frame.span.bytes.extracting(14..<frame.count)) else {
    return "type 0x\(String(ethernet.etherType, radix: 16)), \(frame.count - 14) bytes"
  }
  switch arp.operation {
  case .request: return "arp who-has \(arp.targetAddress) tell \(arp.senderAddress)"
  case .reply: return "arp \(arp.senderAddress) is-at \(arp.senderMAC)"
  }
}

/// As `line`, of a frame in a pool.
package func line(_ frame: UnsafeRawBufferPointer) -> String { line(Array(frame)) }

/// As `line`, with the MAC addresses before it: `02:00:00:00:00:01 > 02:00:00:00:00:02, arp …`.
package func lineWithMACs(_ frame: [UInt8]) -> String {
  guard let ethernet = EthernetFields(frame.span.bytes) else { return line(frame) }
  return "\(ethernet.source) > \(ethernet.destination), \(line(frame))"
}
