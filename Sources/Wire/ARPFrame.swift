/// A frame that carries ARP over Ethernet and IPv4: 42 bytes, not padded, as a virtual card sends it.
public struct ARPFrame: Equatable, Sendable {
  public var source: MACAddress
  public var destination: MACAddress
  public var arp: ARPFields

  @inlinable public init(source: MACAddress, destination: MACAddress, arp: ARPFields) {
    self.source = source
    self.destination = destination
    self.arp = arp
  }

  /// "Who has `address`?", to everybody.
  @inlinable public static func request(
    for address: IPv4Address, from senderMAC: MACAddress, _ senderAddress: IPv4Address
  ) -> Self {
    Self(source: senderMAC, destination: .broadcast, arp: .request(for: address, from: senderMAC, senderAddress))
  }

  /// The answer to `request`, to the one who asked: what was asked for is at `mac`.
  @inlinable public static func reply(to request: ARPFields, from mac: MACAddress) -> Self {
    Self(source: mac, destination: request.senderMAC, arp: request.reply(from: mac))
  }

  @inlinable public static var length: Int { EthernetHeader.length + ARPHeader.length }

  /// Writes the whole frame into the first 42 bytes.
  @inlinable public func write(to frame: UnsafeMutableRawBufferPointer) {
    precondition(frame.count >= Self.length, "a frame has room for ARP")
    var ethernet = frame.mutableBytes
    EthernetFields(destination: destination, source: source, etherType: EtherType.arp).write(to: &ethernet)
    var packet = UnsafeMutableRawBufferPointer(rebasing: frame[EthernetHeader.length...]).mutableBytes
    arp.write(to: &packet)
  }

  /// The whole frame.
  public func bytes() -> [UInt8] {
    var frame = [UInt8](repeating: 0, count: Self.length)
    frame.withUnsafeMutableBytes { write(to: $0) }
    return frame
  }
}
