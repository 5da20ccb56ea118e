/// IEEE 802 Ethernet types that mean something here.
public enum EtherType {
  @inlinable public static var ipv4: UInt16 { 0x0800 }
  @inlinable public static var arp: UInt16 { 0x0806 }
  @inlinable public static var vlan: UInt16 { 0x8100 }
  @inlinable public static var ipv6: UInt16 { 0x86dd }
}

/// IANA's protocol numbers that mean something here.
public enum IPProtocol {
  @inlinable public static var icmp: UInt8 { 1 }
  @inlinable public static var tcp: UInt8 { 6 }
  @inlinable public static var udp: UInt8 { 17 }

  /// `tcp`, `udp`, `icmp`, otherwise the number.
  public static func name(_ number: UInt8) -> String {
    switch number {
    case icmp: "icmp"
    case tcp: "tcp"
    case udp: "udp"
    default: String(number)
    }
  }
}
