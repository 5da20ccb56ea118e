import Packets
import Wire

/// Answers ARP as a VPC does: for the subnet's router and for live addresses of the subnet, with the fabric's own word.
///
/// No guest ever sees another's ARP. The sender address of a request is ignored and it is never source-checked: a Linux
/// guest asks in the name of the packet's source (measured: arp_announce=0).
struct AddressResolution {
  enum Ruling: Equatable {
    case answer(MACAddress, for: UInt32)
    case drop(DropReason)
  }

  /// `frame` holds at least 42 bytes (RFC 826 over Ethernet and IPv4).
  func judge(_ frame: UnsafeMutableRawPointer, from me: Interface, _ tables: Tables) -> Ruling {
    let isEthernetAndIPv4 = frame.word(at: 14) == 0x0001_0800 && frame.half(at: 18) == 0x0604
    guard isEthernetAndIPv4, frame.half(at: 20) == 1 else { return .drop(.etherTypeNotCarried) }
    let asked = frame.word(at: 38)
    if asked == me.routerAddress || LocalServices.isLinkLocalService(asked) || asked == me.dnsAddress {
      return .answer(me.routerMac, for: asked)
    }
    guard tables.subnets[me.subnet].prefix.contains(IPv4Address(bits: asked)), let owner = tables.owner(of: asked, inVPC: me.vpc),
      owner != me.index, tables.rows[owner].subnet == me.subnet, tables.rows[owner].state == .live
    else { return .drop(.addressUnknown) }
    return .answer(tables.rows[owner].macAddress, for: asked)
  }

  /// Writes the answer to the request in `frame` over 42 bytes at `answer`.
  func write(_ mac: MACAddress, answering frame: UnsafeMutableRawPointer, to answer: UnsafeMutableRawPointer) {
    answer.copyMemory(from: frame, byteCount: 42)
    // To the asker, from the address asked for: operation 2, sender and target exchanged.
    answer.copyMemory(from: frame + 6, byteCount: 6)
    answer.setMac(mac, at: 6)
    answer.setHalf(2, at: 20)
    answer.setMac(mac, at: 22)
    (answer + 28).copyMemory(from: frame + 38, byteCount: 4)
    (answer + 32).copyMemory(from: frame + 22, byteCount: 10)
  }
}

extension UnsafeMutableRawPointer {
  func setMac(_ mac: MACAddress, at offset: Int) {
    setHalf(UInt16(truncatingIfNeeded: mac.bits >> 32), at: offset)
    setWord(UInt32(truncatingIfNeeded: mac.bits), at: offset + 2)
  }
}
