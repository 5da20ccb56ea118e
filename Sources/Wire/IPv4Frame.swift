/// A frame that carries IPv4, said in fields: what a guest sends, and what a router says about a packet.
///
/// ```
///   | Ethernet 14 | IPv4 20...60 | transport 0...60 | payload |
///   0             14             payloadOffset - …  payloadOffset   length(payload:)
/// ```
/// Lengths, protocol number, type and checksums are worked out as it is written; what the fields say of them is not
/// asked.
public struct IPv4Frame: Equatable, Sendable {
  /// What follows the IPv4 header, before the payload.
  public enum Transport: Equatable, Sendable {
    case udp(UDPFields)
    case tcp(TCPFields)
    case icmp(ICMPFields)
    /// Nothing: the payload is all of it. Later fragments are written so.
    case bare(protocolNumber: UInt8)

    @inlinable public var headerLength: Int {
      switch self {
      case .udp: UDPHeader.length
      case .tcp(let tcp): tcp.headerLength
      case .icmp: ICMPHeader.length
      case .bare: 0
      }
    }

    @inlinable public var protocolNumber: UInt8 {
      switch self {
      case .udp: IPProtocol.udp
      case .tcp: IPProtocol.tcp
      case .icmp: IPProtocol.icmp
      case .bare(let number): number
      }
    }
  }

  public var source: MACAddress
  public var destination: MACAddress
  public var ip: IPv4Fields
  public var transport: Transport

  @inlinable public init(source: MACAddress, destination: MACAddress, ip: IPv4Fields, transport: Transport) {
    self.source = source
    self.destination = destination
    self.ip = ip
    self.transport = transport
  }

  /// Where the payload begins.
  @inlinable public var payloadOffset: Int { EthernetHeader.length + ip.headerLength + transport.headerLength }
  /// Bytes of the whole frame around `payload` bytes.
  @inlinable public func length(payload: Int) -> Int { payloadOffset + payload }

  /// Writes every header, with its checksum, around a payload that lies in `frame` already, from `payloadOffset` on.
  ///
  /// All of `frame` is the frame: it is `length(payload:)` bytes long.
  @inlinable public func writeHeaders(to frame: UnsafeMutableRawBufferPointer) {
    precondition(frame.count >= payloadOffset, "a frame has room for its headers")
    var fields = ip
    fields.protocolNumber = transport.protocolNumber
    fields.payloadLength = frame.count - EthernetHeader.length - ip.headerLength
    var ethernet = frame.mutableBytes
    EthernetFields(destination: destination, source: source, etherType: EtherType.ipv4).write(to: &ethernet)
    var packet = UnsafeMutableRawBufferPointer(rebasing: frame[EthernetHeader.length...]).mutableBytes
    fields.write(to: &packet)
    var segment = UnsafeMutableRawBufferPointer(rebasing: frame[(EthernetHeader.length + ip.headerLength)...])
      .mutableBytes
    switch transport {
    case .udp(var udp):
      udp.payloadLength = segment.byteCount - UDPHeader.length
      udp.write(to: &segment)
      UDPFields.writeChecksum(of: &segment, source: ip.source, destination: ip.destination)
    case .tcp(let tcp):
      tcp.write(to: &segment)
      TCPFields.writeChecksum(of: &segment, source: ip.source, destination: ip.destination)
    case .icmp(let icmp):
      icmp.write(to: &segment)
      ICMPFields.writeChecksum(of: &segment)
    case .bare: break
    }
  }

  /// Writes the whole frame. `frame` is `length(payload: payload.count)` bytes long.
  @inlinable public func write(to frame: UnsafeMutableRawBufferPointer, payload: UnsafeRawBufferPointer) {
    precondition(frame.count == length(payload: payload.count), "a frame is as long as its headers and its payload")
    UnsafeMutableRawBufferPointer(rebasing: frame[payloadOffset...]).copyMemory(from: payload)
    writeHeaders(to: frame)
  }

  /// The whole frame.
  public func bytes(payload: [UInt8] = []) -> [UInt8] {
    var frame = [UInt8](repeating: 0, count: length(payload: payload.count))
    frame.withUnsafeMutableBytes { frame in payload.withUnsafeBytes { write(to: frame, payload: $0) } }
    return frame
  }
}
