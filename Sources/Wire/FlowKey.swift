/// The five-tuple: between which two ends a packet travels, and in which direction.
///
/// An ICMP query has no ports. Its request is written as if sent from port `identifier` to the service "type and code"
/// (`type << 8 | code`), and its reply the other way round, so that a reply's key is its request's, reversed, as it is
/// in TCP and UDP.
@frozen
public struct FlowKey: Hashable, Sendable {
  public var source: IPv4Address
  public var destination: IPv4Address
  public var sourcePort: UInt16
  public var destinationPort: UInt16
  public var protocolNumber: UInt8

  @inlinable public init(
    source: IPv4Address, destination: IPv4Address, protocolNumber: UInt8, sourcePort: UInt16 = 0,
    destinationPort: UInt16 = 0
  ) {
    self.source = source
    self.destination = destination
    self.protocolNumber = protocolNumber
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
  }

  /// The key of the packets that come back.
  @inlinable public var reversed: Self {
    Self(
      source: destination, destination: source, protocolNumber: protocolNumber, sourcePort: destinationPort,
      destinationPort: sourcePort)
  }

  /// The key of a packet: its ports where it has some, zeros where its protocol has none.
  ///
  /// Nil where no flow can be told: a later fragment, an ICMP error (its flow is that of the packet in it), a header
  /// cut short.
  @inlinable public init?(_ packet: borrowing IPv4Header) {
    guard packet.fragmentOffset == 0 else { return nil }
    self.init(source: packet.source, destination: packet.destination, protocolNumber: packet.protocolNumber)
    let payload = packet.payload
    switch protocolNumber {
    // RFC 792: an ICMP error brings the first 8 bytes, and with them the ports, which is all that is asked for here.
    case IPProtocol.tcp, IPProtocol.udp:
      guard payload.byteCount >= 4 else { return nil }
      sourcePort = payload.uint16(at: 0)
      destinationPort = payload.uint16(at: 2)
    case IPProtocol.icmp:
      guard let icmp = ICMPHeader(payload), !icmp.isError else { return nil }
      if let request = ICMPType.request(answeredBy: icmp.type) {
        sourcePort = UInt16(request) << 8 | UInt16(icmp.code)
        destinationPort = icmp.identifier
      } else {
        sourcePort = icmp.identifier
        destinationPort = UInt16(icmp.type) << 8 | UInt16(icmp.code)
      }
    default: break
    }
  }
}

extension FlowKey: CustomStringConvertible {
  /// `tcp 10.0.2.4:49152 > 10.0.1.11:443`
  public var description: String {
    "\(IPProtocol.name(protocolNumber)) \(source):\(sourcePort) > \(destination):\(destinationPort)"
  }
}
