import Packets
import Wire

/// The VPC's own services: Amazon DNS, instance metadata, the time service, the subnet's router.
///
/// Neither security groups nor network ACLs judge what goes to them or comes from them. AWS VPC User Guide, "Control
/// traffic to your AWS resources using security groups". The router answers pings (observed: a host can ping its own
/// subnet's router, not another's); the others take packets and, in this version, answer nothing.
struct LocalServices {
  /// 169.254.168.0/22, which AWS keeps to itself. AWS VPC User Guide, "Subnet route tables".
  static func isLinkLocalService(_ address: UInt32) -> Bool { address & 0xffff_fc00 == 0xa9fe_a800 }

  /// The service that `address` means to an ENI; nil: none.
  func name(of address: UInt32, for me: Interface) -> String? {
    switch address {
    case me.routerAddress: return "the subnet's router"
    case me.dnsAddress, 0xa9fe_a9fd: return "Amazon DNS"
    case 0xa9fe_a9fe: return "instance metadata"
    case 0xa9fe_a97b: return "Amazon Time Sync"
    default: return Self.isLinkLocalService(address) ? "a link-local service" : nil
    }
  }

  /// Whether the frame is a whole, sound echo request to the router, which answers it.
  func answersEcho(_ frame: UnsafeMutableRawPointer, _ burst: borrowing Burst, _ lane: Int, router: UInt32) -> Bool {
    guard burst.destination[lane] == router, burst.protocolNumber[lane] == IPProtocol.icmp,
      burst.sourcePort[lane] == 0x0800, burst.fragment[lane] & 0x3fff == 0
    else { return false }
    let offset = Int(burst.transportOffset[lane])
    let message = UnsafeRawBufferPointer(start: frame + offset, count: 14 + Int(frame.half(at: 16)) - offset)
    return Checksum.fold(Checksum.sum(message.bytes)) == 0xffff
  }

  /// Turns the copy of an echo request at `frame` into its answer.
  func turnIntoReply(_ frame: UnsafeMutableRawPointer, transportOffset: Int, routerMac: MACAddress) {
    let requester = frame.loadUnaligned(fromByteOffset: 6, as: (UInt32, UInt16).self)
    frame.storeBytes(of: requester.0, as: UInt32.self)
    frame.storeBytes(of: requester.1, toByteOffset: 4, as: UInt16.self)
    frame.setMac(routerMac, at: 6)
    let (source, destination) = (frame.word(at: 26), frame.word(at: 30))
    frame.setWord(destination, at: 26)
    frame.setWord(source, at: 30)
    // Exchanging two words leaves the header's sum as it is; 8 becomes 0 in the ICMP message.
    frame.setHalf(0, at: transportOffset)
    frame.updateChecksum(at: transportOffset + 2, from: 0x0800, to: 0)
  }
}
