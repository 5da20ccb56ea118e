/// What a host or a router says about a packet that it could not help: which packets, and how much of them.
public enum ICMPError {
  /// The longest error message, as an IPv4 packet.
  ///
  /// RFC 792 asks for the header and 8 bytes of the packet; RFC 1812 §4.3.2.3 for as much as fits into 576 bytes, and
  /// Linux sends so much (net/ipv4/icmp.c, `icmp_send`): we do as they do.
  @inlinable public static var longestPacket: Int { 576 }

  /// How many bytes of a packet its error brings along: at most 548.
  @inlinable public static func quotedLength(of packet: borrowing IPv4Header) -> Int {
    min(packet.headerLength + packet.payload.byteCount, longestPacket - IPv4Header.minimumLength - ICMPHeader.length)
  }

  /// False for packets about which nobody may complain (RFC 1122 §3.2.2, RFC 1812 §4.3.2.7): an ICMP error, a later
  /// fragment, a packet to more than one host or from none. A frame to a group MAC is for the caller to know.
  @inlinable public static func mayBeSent(about packet: borrowing IPv4Header) -> Bool {
    let source = packet.source
    guard packet.fragmentOffset == 0, !packet.destination.isMulticast, packet.destination != .broadcast,
      source != .any, source != .broadcast, !source.isMulticast, !source.isLoopback
    else { return false }
    guard packet.protocolNumber == IPProtocol.icmp else { return true }
    // A message too short to say its type may be an error.
    guard let icmp = ICMPHeader(packet.payload) else { return false }
    return !icmp.isError
  }

  /// The whole frame of an error about the packet that lies in `original` (without its Ethernet header).
  ///
  /// Nil where `original` is no IPv4 packet, or one about which nobody may complain.
  public static func frame(
    _ error: ICMPFields, about original: RawSpan, from address: IPv4Address, source: MACAddress,
    destination: MACAddress, timeToLive: UInt8 = 64
  ) -> [UInt8]? {
    guard let packet = IPv4Header(original), mayBeSent(about: packet) else { return nil }
    let quoted = original.extracting(0..<quotedLength(of: packet))
    // RFC 1812 §4.3.2.5: precedence 6, which is the class selector CS6 (RFC 2474 §4.2.2).
    var ip = IPv4Fields(source: address, destination: packet.source, timeToLive: timeToLive)
    ip.dscp = 48
    let frame = IPv4Frame(source: source, destination: destination, ip: ip, transport: .icmp(error))
    return frame.bytes(payload: (0..<quoted.byteCount).map { quoted.uint8(at: $0) })
  }
}
