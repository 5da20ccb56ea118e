import Packets
import Units
import Wire

/// A packet cut into pieces no longer than an MTU, header and all (RFC 791 §3.2). The last piece may be shorter; the
/// others carry a multiple of 8 bytes. No piece at all where the MTU has no room for 8.
struct FragmentPieces: Sequence, IteratorProtocol {
  private let packet: UnsafeRawBufferPointer
  private let original: IPv4Fields?
  private let step: Int
  private var offset = 0

  init(packet: UnsafeRawBufferPointer, mtu: Int) {
    self.packet = packet
    original = IPv4Fields(packet.bytes)
    step = Swift.max(0, mtu - (original?.headerLength ?? 0)) / 8 * 8
  }

  struct Piece {
    var ip: IPv4Fields
    var payload: UnsafeRawBufferPointer

    func makeFrame(pool: inout PacketPool) -> PacketHandle? {
      let bare = IPv4Frame.Transport.bare(protocolNumber: ip.protocolNumber)
      let frame = IPv4Frame(source: .zero, destination: .zero, ip: ip, transport: bare)
      let length = frame.length(payload: payload.count)
      guard let handle = pool.take(length: length) else { return nil }
      frame.write(to: UnsafeMutableRawBufferPointer(start: pool.bytes(handle), count: length), payload: payload)
      return handle
    }
  }

  mutating func next() -> Piece? {
    guard let original, step > 0, packet.count >= original.headerLength + original.payloadLength,
      offset < original.payloadLength
    else { return nil }
    let count = Swift.min(step, original.payloadLength - offset)
    var ip = original
    ip.fragmentOffset = original.fragmentOffset + offset
    ip.moreFragments = original.moreFragments || offset + count < original.payloadLength
    guard ip.fragmentOffset <= 65_528 else { return nil }
    let start = original.headerLength + offset
    offset += count
    return Piece(ip: ip, payload: UnsafeRawBufferPointer(rebasing: packet[start..<start + count]))
  }
}

/// Fragments that wait for the rest of their packet (RFC 791 §3.2, RFC 815), 30 s at most (net.ipv4.ipfrag_time).
///
/// Linux drops the whole packet where two fragments overlap (net/ipv4/ip_fragment.c, RFC 5722's reasoning), and so does
/// this. At the limit the oldest packet is forgotten.
struct Reassembly {
  static let patience = Nanoseconds.seconds(30)
  static let limit = 64

  struct Key: Hashable {
    var source: IPv4Address
    var destination: IPv4Address
    var identification: UInt16
    var protocolNumber: UInt8
  }

  private struct Partial {
    var expires: Instant
    var pieces: [(offset: Int, bytes: [UInt8])] = []
    var total: Int?
    /// The first fragment's IPv4 header, for the whole.
    var header: IPv4Fields?

    var isComplete: Bool { total != nil && header != nil && pieces.reduce(0) { $0 + $1.bytes.count } == total }
  }

  private var partials: [Key: Partial] = [:]

  /// Takes a fragment in. The whole packet, without fragment fields, when it was the last that was missing.
  mutating func add(_ packet: borrowing IPv4Header, now: Instant) -> [UInt8]? {
    let key = Key(
      source: packet.source, destination: packet.destination, identification: packet.identification,
      protocolNumber: packet.protocolNumber)
    let payload = packet.payload
    let offset = packet.fragmentOffset
    let end = offset + payload.byteCount
    var partial = partials[key] ?? Partial(expires: now + Self.patience)
    let isOverlapping = partial.pieces.contains { offset < $0.offset + $0.bytes.count && $0.offset < end }
    // All but the last carry eights; nothing lies behind the last.
    let isWrong =
      end > IPv4Header.maximumTotalLength - IPv4Header.minimumLength || payload.byteCount == 0
      || (packet.moreFragments && payload.byteCount % 8 != 0) || (partial.total.map { end > $0 } ?? false)
      || (!packet.moreFragments && (partial.total != nil || partial.pieces.contains { $0.offset >= end }))
    guard !isOverlapping, !isWrong else {
      partials[key] = nil
      return nil
    }
    partial.pieces.append((offset, (0..<payload.byteCount).map { payload.uint8(at: $0) }))
    if !packet.moreFragments { partial.total = end }
    if offset == 0 {
      var header = IPv4Fields(source: packet.source, destination: packet.destination, timeToLive: packet.timeToLive)
      header.identification = packet.identification
      header.dscp = packet.dscp
      header.protocolNumber = packet.protocolNumber
      partial.header = header
    }
    guard partial.isComplete, let header = partial.header else {
      if partials[key] == nil, partials.count >= Self.limit { forgetOldest() }
      partials[key] = partial
      return nil
    }
    partials[key] = nil
    let whole = IPv4Frame(
      source: .zero, destination: .zero, ip: header, transport: .bare(protocolNumber: header.protocolNumber))
    let pieces = partial.pieces.sorted { $0.offset < $1.offset }.flatMap(\.bytes)
    return Array(whole.bytes(payload: pieces).dropFirst(EthernetHeader.length))
  }

  mutating func forget(before now: Instant) {
    guard !partials.isEmpty else { return }
    partials = partials.filter { $0.value.expires > now }
  }

  private mutating func forgetOldest() {
    func rank(_ key: Key) -> (IPv4Address, IPv4Address, UInt16, UInt8) {
      (key.source, key.destination, key.identification, key.protocolNumber)
    }
    let oldest = partials.min {
      $0.value.expires != $1.value.expires ? $0.value.expires < $1.value.expires : rank($0.key) < rank($1.key)
    }
    if let oldest { partials[oldest.key] = nil }
  }
}
