import Wire

/// Reads a frame with every view and value of `Wire`, and writes down what ought not to be.
///
/// Views judge nothing, so nearly every frame is read to its end; what must hold of any bytes is said here.
final class WireLaws {
  /// Each law that was broken, and the number of the first frame that broke it.
  private(set) var broken: [String: Int] = [:]
  /// Keeps what was read alive.
  private(set) var sum: UInt64 = 0
  private var frames = 0
  private var scratch = [UInt8](repeating: 0, count: 64)
  private var counts = Counts()

  private struct Counts {
    var ethernet = 0, vlan = 0, arp = 0, ipv4 = 0, icmp = 0, udp = 0, tcp = 0, quoted = 0, key = 0, error = 0
  }

  func check(_ frame: UnsafeRawBufferPointer) {
    frames += 1
    let bytes = frame.bytes
    guard let header = EthernetHeader(bytes), let fields = EthernetFields(bytes) else {
      holds(frame.count < 14, "14 bytes are an Ethernet header")
      return
    }
    counts.ethernet += 1
    holds(header.payload.byteCount == frame.count - 14, "Ethernet's payload is the rest")
    holds(same(bytes, 14) { fields.write(to: &$0) }, "Ethernet is written as it was read")
    tagged(header.payload)
    arp(header.payload)
    ipv4(header.payload, depth: 0)
  }

  /// How often each kind of header was there, so that one sees that the mutations reach it.
  var reached: [String: Int] {
    [
      "ethernet": counts.ethernet, "vlan": counts.vlan, "arp": counts.arp, "ipv4": counts.ipv4, "icmp": counts.icmp,
      "udp": counts.udp, "tcp": counts.tcp, "quoted": counts.quoted, "key": counts.key, "error": counts.error,
    ]
  }

  private func tagged(_ bytes: RawSpan) {
    guard let header = VLANHeader(bytes), let tag = VLANTag(bytes) else {
      return holds(bytes.byteCount < 4, "4 bytes are a tag")
    }
    counts.vlan += 1
    holds(tag.priority <= 7 && tag.identifier <= 4_095, "a tag's fields are in their range")
    holds(same(bytes, 4) { tag.write(to: &$0) }, "a tag is written as it was read")
    // Whatever the outer type says: a view reads what is there.
    ipv4(header.payload, depth: 0)
  }

  private func arp(_ bytes: RawSpan) {
    guard let header = ARPHeader(bytes) else { return holds(bytes.byteCount < 28, "28 bytes are an ARP packet") }
    sum &+= header.senderMAC.bits &+ UInt64(header.targetAddress.bits)
    guard let fields = ARPFields(bytes) else {
      return holds(!header.isIPv4OverEthernet || !(1...2).contains(header.operation), "ARP for IPv4 is read")
    }
    counts.arp += 1
    holds(same(bytes, 28) { fields.write(to: &$0) }, "ARP is written as it was read")
  }

  private func ipv4(_ bytes: RawSpan, depth: Int) {
    guard let header = IPv4Header(bytes) else { return }
    if depth == 0 { counts.ipv4 += 1 } else { counts.quoted += 1 }
    let payload = header.payload
    sum &+= UInt64(header.checksum) &+ UInt64(header.identification) &+ UInt64(header.dscp) &+ UInt64(header.ecn)
    holds((20...60).contains(header.headerLength), "an IPv4 header has 20 to 60 bytes")
    holds(header.options.byteCount == header.optionsLength, "the options are what is after 20 bytes")
    holds(header.headerLength + payload.byteCount <= bytes.byteCount, "the payload lies in the bytes")
    holds(header.headerLength + payload.byteCount <= max(header.totalLength, header.headerLength), "and in the packet")
    if header.isWhole { holds(header.headerLength + payload.byteCount == header.totalLength, "whole is whole") }
    if let fields = IPv4Fields(bytes) { reread(fields, isSame: header.optionsLength == 0, header, bytes) }
    if let key = FlowKey(header) {
      counts.key += 1
      holds(key.reversed.reversed == key, "twice reversed is the same")
      holds(header.fragmentOffset == 0, "a later fragment has no key")
    }
    // The error itself is made of few of them: it allocates.
    if frames % 64 == 0 { error(about: bytes, header) }
    udp(payload, header)
    tcp(payload, header)
    icmp(payload, depth: depth)
  }

  private func reread(_ fields: IPv4Fields, isSame: Bool, _ header: borrowing IPv4Header, _ bytes: RawSpan) {
    holds(fields.headerLength + fields.payloadLength == header.totalLength, "the value says the same length")
    scratch.withUnsafeMutableBytes { memory in
      var raw = memory.mutableBytes
      fields.write(to: &raw)
      holds(IPv4Fields(memory.bytes) == fields, "an IPv4 value is read as it was written")
      guard let again = IPv4Header(memory.bytes) else { return holds(false, "what was written can be read") }
      holds(again.isChecksumValid, "what was written has the right checksum")
      // Byte for byte, where there was nothing that a value does not keep: options, the reserved bit. 0xffff and 0 are
      // the same checksum.
      guard isSame, header.isChecksumValid, header.checksum != 0xffff, bytes.uint8(at: 6) & 0x80 == 0 else { return }
      holds((0..<20).allSatisfy { memory[$0] == bytes.uint8(at: $0) }, "an IPv4 header is written as it was read")
    }
  }

  private func udp(_ bytes: RawSpan, _ ip: borrowing IPv4Header) {
    guard let header = UDPHeader(bytes) else { return holds(bytes.byteCount < 8, "8 bytes are a UDP header") }
    counts.udp += 1
    holds(8 + header.payload.byteCount <= bytes.byteCount, "UDP's payload lies in the bytes")
    if header.isChecksumValid(source: ip.source, destination: ip.destination) { sum &+= 1 }
    guard let fields = UDPFields(bytes) else { return holds(header.datagramLength < 8, "a UDP header is believed") }
    scratch.withUnsafeMutableBytes { memory in
      var raw = memory.mutableBytes
      fields.write(to: &raw)
      holds(UDPFields(memory.bytes) == fields, "a UDP value is read as it was written")
    }
  }

  private func tcp(_ bytes: RawSpan, _ ip: borrowing IPv4Header) {
    guard let header = TCPHeader(bytes), let fields = TCPFields(bytes) else { return }
    counts.tcp += 1
    holds((20...60).contains(header.headerLength), "a TCP header has 20 to 60 bytes")
    holds(header.headerLength + header.payload.byteCount == bytes.byteCount, "TCP's payload is the rest")
    if header.isChecksumValid(source: ip.source, destination: ip.destination) { sum &+= 1 }
    scratch.withUnsafeMutableBytes { memory in
      var raw = memory.mutableBytes
      fields.write(to: &raw)
      holds(TCPFields(memory.bytes) == fields, "a TCP value is read as it was written")
    }
  }

  private func icmp(_ bytes: RawSpan, depth: Int) {
    guard let header = ICMPHeader(bytes), let fields = ICMPFields(bytes) else {
      return holds(bytes.byteCount < 8, "8 bytes are an ICMP header")
    }
    counts.icmp += 1
    holds(fields.isError == header.isError, "view and value agree about errors")
    holds(fields.identifier == header.identifier && fields.sequence == header.sequence, "and about the rest")
    if header.isChecksumValid { sum &+= 1 }
    scratch.withUnsafeMutableBytes { memory in
      var raw = memory.mutableBytes
      fields.write(to: &raw)
      holds(ICMPFields(memory.bytes) == fields, "an ICMP value is read as it was written")
    }
    if header.isError && depth < 2 { ipv4(header.payload, depth: depth + 1) }
  }

  private func error(about bytes: RawSpan, _ header: borrowing IPv4Header) {
    let frame = ICMPError.frame(.timeExceeded, about: bytes, from: .any, source: .zero, destination: .zero)
    holds((frame != nil) == ICMPError.mayBeSent(about: header), "an error is made where it may be sent")
    guard let frame else { return }
    counts.error += 1
    holds(frame.count <= 14 + 576, "an error is short")
    holds(frame.count - 42 <= bytes.byteCount, "an error quotes what is there")
  }

  /// `write` makes the first `count` bytes again.
  private func same(_ bytes: RawSpan, _ count: Int, _ write: (inout MutableRawSpan) -> Void) -> Bool {
    scratch.withUnsafeMutableBytes { memory in
      var raw = memory.mutableBytes
      write(&raw)
      return (0..<count).allSatisfy { memory[$0] == bytes.uint8(at: $0) }
    }
  }

  private func holds(_ condition: Bool, _ law: String) {
    if !condition && broken[law] == nil { broken[law] = frames - 1 }
  }
}
