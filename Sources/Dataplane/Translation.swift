import Packets
import Wire

/// Writes other addresses into a frame and keeps its checksums as right, or as wrong, as they were (RFC 1624).
///
/// An ICMP error quotes the packet it is about, whose addresses are the error's own the other way round: the quoted
/// destination is translated with the error's source, the quoted source with its destination (RFC 5508 §4.2).
package struct Translation {
  /// 0 leaves an address as it is.
  var source: UInt32
  var destination: UInt32

  package init(source: UInt32, destination: UInt32) {
    self.source = source
    self.destination = destination
  }

  /// `frame` holds `length` bytes, up to the packet's end, that `Parse` found to be IPv4 with its transport header at `transportOffset`.
  package func rewrite(_ frame: UnsafeMutableRawPointer, _ length: Int, transportOffset: Int, isFirstFragment: Bool, protocolNumber: UInt8) {
    for (offset, new) in [(26, source), (30, destination)] where new != 0 {
      let old = frame.word(at: offset)
      frame.setWord(new, at: offset)
      frame.updateChecksum(at: 24, from: old, to: new)
      guard isFirstFragment else { continue }
      switch protocolNumber {
      case IPProtocol.tcp: frame.updateChecksum(at: transportOffset + 16, from: old, to: new)
      case IPProtocol.udp: frame.updateUDPChecksum(at: transportOffset + 6, from: old, to: new)
      case IPProtocol.icmp:
        if ICMPKind(type: frame.load(fromByteOffset: transportOffset, as: UInt8.self)) == .error {
          rewriteQuoted(frame, length, icmp: transportOffset, isSource: offset == 26, old, new)
        }
      default: break
      }
    }
  }

  /// The quoted packet begins 8 bytes into the ICMP message (RFC 792).
  private func rewriteQuoted(
    _ frame: UnsafeMutableRawPointer, _ length: Int, icmp: Int, isSource: Bool, _ old: UInt32, _ new: UInt32
  ) {
    let quoted = icmp + 8
    guard length >= quoted + 20, frame.load(fromByteOffset: quoted, as: UInt8.self) >> 4 == 4 else { return }
    // The quoted packet went the other way.
    let offset = quoted + (isSource ? 16 : 12)
    guard frame.word(at: offset) == old else { return }
    frame.setWord(new, at: offset)
    frame.updateChecksum(at: icmp + 2, from: old, to: new)
    frame.updateQuotedChecksum(at: quoted + 10, outer: icmp + 2, from: old, to: new)
    let headerLength = Int(frame.load(fromByteOffset: quoted, as: UInt8.self) & 0x0f) * 4
    let isFirst = UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: quoted + 6, as: UInt16.self)) & 0x1fff == 0
    guard headerLength >= 20, isFirst else { return }
    switch frame.load(fromByteOffset: quoted + 9, as: UInt8.self) {
    case IPProtocol.udp where length >= quoted + headerLength + 8:
      let at = quoted + headerLength + 6
      if frame.half(at: at) != 0 { frame.updateQuotedChecksum(at: at, outer: icmp + 2, from: old, to: new, isUDP: true) }
    case IPProtocol.tcp where length >= quoted + headerLength + 18:
      frame.updateQuotedChecksum(at: quoted + headerLength + 16, outer: icmp + 2, from: old, to: new)
    default: break
    }
  }
}

/// What an ICMP type is for (RFC 792, RFC 950).
enum ICMPKind: Equatable {
  case request
  case reply
  case error
  case other

  init(type: UInt8) {
    switch type {
    case 8, 13, 15, 17: self = .request
    case 0, 14, 16, 18: self = .reply
    case 3, 4, 5, 11, 12: self = .error
    default: self = .other
    }
  }

  /// The request's type for a request or a reply.
  static func requestType(of type: UInt8) -> UInt8 {
    switch type {
    case 0: 8
    case 14: 13
    case 16: 15
    case 18: 17
    default: type
    }
  }
}

extension UnsafeMutableRawPointer {
  /// Where the IPv4 packet of the frame ends. Ethernet's padding follows, and is nobody's data; `Parse` has seen to it that
  /// the frame is not shorter.
  var endOfPacket: Int { 14 + Int(half(at: 16)) }
  func word(at offset: Int) -> UInt32 { UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
  func setWord(_ value: UInt32, at offset: Int) { storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt32.self) }
  func half(at offset: Int) -> UInt16 { UInt16(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self)) }
  func setHalf(_ value: UInt16, at offset: Int) { storeBytes(of: value.bigEndian, toByteOffset: offset, as: UInt16.self) }

  /// The checksum at `offset`, after a field under it went from `old` to `new`.
  func updateChecksum(at offset: Int, from old: UInt32, to new: UInt32) {
    setHalf(Checksum.updated(half(at: offset), from: old, to: new), at: offset)
  }

  /// As `updateChecksum`; RFC 768: zero means that there is none, and a sum that comes out as zero is sent as all ones.
  func updateUDPChecksum(at offset: Int, from old: UInt32, to new: UInt32) {
    let checksum = half(at: offset)
    guard checksum != 0 else { return }
    let updated = Checksum.updated(checksum, from: old, to: new)
    setHalf(updated == 0 ? 0xffff : updated, at: offset)
  }

  /// The checksum at `offset`, itself under the one at `outer`.
  func updateQuotedChecksum(at offset: Int, outer: Int, from old: UInt32, to new: UInt32, isUDP: Bool = false) {
    let before = half(at: offset)
    if isUDP { updateUDPChecksum(at: offset, from: old, to: new) } else { updateChecksum(at: offset, from: old, to: new) }
    updateChecksum(at: outer, from: UInt32(before), to: UInt32(half(at: offset)))
  }
}
