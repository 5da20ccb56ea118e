import Packets
import Wire

/// Who talks to whom through one ENI, in the same words for both directions.
///
/// ```
///   high   local address 32 | remote address 32
///   low    local port 16 | remote port 16 | protocol 8 | ENI index 24
/// ```
/// Local is the ENI's side: the source of what leaves, the destination of what enters.
package struct FlowID: Hashable, BitwiseCopyable, Sendable {
  package var high: UInt64
  package var low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package init(
    interface: Int, local: UInt32, remote: UInt32, localPort: UInt16, remotePort: UInt16, protocolNumber: UInt8
  ) {
    high = UInt64(local) << 32 | UInt64(remote)
    low =
      UInt64(localPort) << 48 | UInt64(remotePort) << 32 | UInt64(protocolNumber) << 24
      | UInt64(truncatingIfNeeded: interface) & 0xff_ffff
  }

  /// The ENI's index.
  package var interface: Int { Int(low & 0xff_ffff) }
}

extension FlowID {
  /// The flow of a lane's packet; nil for an ICMP error, which belongs to another's.
  init?(_ burst: borrowing Burst, _ lane: Int, interface: Int, isEgress: Bool) {
    self.init(
      source: burst.source[lane], destination: burst.destination[lane], protocolNumber: burst.protocolNumber[lane],
      sourcePort: burst.sourcePort[lane], destinationPort: burst.destinationPort[lane], interface: interface,
      isEgress: isEgress)
  }

  /// As above, from the numbers themselves; ICMP's as `Burst` keeps them.
  @inline(__always)
  init?(
    source: UInt32, destination: UInt32, protocolNumber: UInt8, sourcePort: UInt16, destinationPort: UInt16,
    interface: Int, isEgress: Bool
  ) {
    var localPort = isEgress ? sourcePort : destinationPort
    var remotePort = isEgress ? destinationPort : sourcePort
    if protocolNumber == IPProtocol.icmp {
      let type = UInt8(truncatingIfNeeded: sourcePort >> 8)
      switch ICMPKind(type: type) {
      case .error: return nil
      case .request, .reply:
        // The identifier, at whose end the request is made, its type, and the code, which rules may name. Types of
        // requests are below 0x80.
        let isRequest = ICMPKind(type: type) == .request
        localPort = destinationPort
        remotePort = UInt16(ICMPKind.requestType(of: type)) << 8 | sourcePort & 0xff
        if isRequest == isEgress { remotePort |= 0x8000 }
      case .other:
        localPort = sourcePort
        remotePort = .max
      }
    } else if protocolNumber != IPProtocol.tcp && protocolNumber != IPProtocol.udp {
      localPort = 0
      remotePort = 0
    }
    self.init(
      interface: interface, local: isEgress ? source : destination, remote: isEgress ? destination : source,
      localPort: localPort, remotePort: remotePort, protocolNumber: protocolNumber)
  }
}
