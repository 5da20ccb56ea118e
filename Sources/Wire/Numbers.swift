/// IEEE 802 Ethernet types that mean something here.
public enum EtherType {
  public static let ipv4: UInt16 = 0x0800
  public static let arp: UInt16 = 0x0806
  public static let vlan: UInt16 = 0x8100
  public static let ipv6: UInt16 = 0x86dd
}

/// IANA's protocol numbers that mean something here.
public enum IPProtocol {
  public static let icmp: UInt8 = 1
  public static let tcp: UInt8 = 6
  public static let udp: UInt8 = 17

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
