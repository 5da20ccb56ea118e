import Testing
import Wire

/// A header as the tests below take it: good bytes, and who reads and writes them.
struct HeaderCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// A header and nothing after it.
  let good: [UInt8]
  /// There is a view.
  let isViewed: @Sendable (RawSpan) -> Bool
  /// There is a value.
  let isRead: @Sendable (RawSpan) -> Bool
  /// Reads `good` and writes what it said.
  let rewritten: @Sendable (RawSpan, inout MutableRawSpan) -> Void

  func readers(of bytes: [UInt8]) -> [String] {
    (isViewed(bytes.span.bytes) ? ["view"] : []) + (isRead(bytes.span.bytes) ? ["value"] : [])
  }
}

@Suite("A header")
struct HeaderTests {
  static let cases: [HeaderCase] = [
    HeaderCase(
      testDescription: "Ethernet", good: hex("020a00000114 020a0000010a 0800"),
      isViewed: { EthernetHeader($0)?.etherType != nil }, isRead: { EthernetFields($0) != nil },
      rewritten: { EthernetFields($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "802.1Q", good: hex("b064 0800"),
      isViewed: { VLANHeader($0)?.etherType != nil }, isRead: { VLANTag($0) != nil },
      rewritten: { VLANTag($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "ARP", good: hex("0001 0800 06 04 0002 020a00000114 0a000114 020a0000010a 0a00010a"),
      isViewed: { ARPHeader($0)?.operation != nil }, isRead: { ARPFields($0) != nil },
      rewritten: { ARPFields($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "IPv4", good: hex("45 00 0073 0000 4000 40 11 b861 c0a80001 c0a800c7"),
      isViewed: { IPv4Header($0)?.totalLength != nil }, isRead: { IPv4Fields($0) != nil },
      rewritten: { IPv4Fields($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "IPv4 with 40 bytes of options",
      good: hex("4f b9 003c 1234 2003 01 06 7c7c c0000201 c6336407") + [UInt8](repeating: 1, count: 40),
      isViewed: { IPv4Header($0)?.totalLength != nil }, isRead: { IPv4Fields($0) != nil },
      rewritten: { IPv4Fields($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "ICMP", good: hex("08 00 0000 335f 0001"),
      isViewed: { ICMPHeader($0)?.type != nil }, isRead: { ICMPFields($0) != nil },
      rewritten: { ICMPFields($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "UDP", good: hex("bced 0035 0038 0000"),
      isViewed: { UDPHeader($0)?.checksum != nil }, isRead: { UDPFields($0) != nil },
      rewritten: { UDPFields($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "TCP", good: hex("aeda 0050 f7993ade 01020304 50 18 faf0 0000 0007"),
      isViewed: { TCPHeader($0)?.checksum != nil }, isRead: { TCPFields($0) != nil },
      rewritten: { TCPFields($0)?.write(to: &$1) }),
    HeaderCase(
      testDescription: "TCP with every option",
      good: hex("aeda 0050 f7993ade 00000000 a0 c2 faf0 0000 0000 020405b4 0402 080a 4cc80c19 00000001 01 03030a"),
      isViewed: { TCPHeader($0)?.checksum != nil }, isRead: { TCPFields($0) != nil },
      rewritten: { TCPFields($0)?.write(to: &$1) }),
  ]

  @Test("is not made of fewer bytes than it has", arguments: cases)
  func truncated(header: HeaderCase) {
    for count in 0..<header.good.count {
      let bytes = Array(header.good[..<count])
      #expect(header.readers(of: bytes) == [], "\(count) bytes")
    }
    #expect(header.readers(of: header.good) == ["view", "value"])
  }

  @Test("is written back byte for byte over bytes that held something else", arguments: cases)
  func roundTrip(header: HeaderCase) {
    let (bytes, beyond) = written(header.good.count) { header.rewritten(header.good.span.bytes, &$0) }
    #expect(bytes == header.good)
    #expect(beyond == [UInt8](repeating: 0xa5, count: 8), "nothing is written after it")
    #expect(!header.good.contains(0xa5), "a byte that nobody wrote would be seen")
  }

  @Test("of IPv4 has version 4 and at least 20 bytes", arguments: 0...255 as ClosedRange<UInt8>)
  func versionAndLength(first: UInt8) {
    let bytes = [first] + [UInt8](repeating: 0, count: 59)
    #expect((IPv4Header(bytes.span.bytes)?.headerLength != nil) == (0x45...0x4f).contains(first))
  }

  @Test("of TCP has at least 20 bytes", arguments: 0...15 as ClosedRange<UInt8>)
  func dataOffset(words: UInt8) {
    var bytes = [UInt8](repeating: 0, count: 60)
    bytes[12] = words << 4 | 0x0f
    #expect((TCPHeader(bytes.span.bytes)?.headerLength != nil) == (words >= 5))
  }

  /// What ARP asks of a packet before it is believed, one byte after the other (RFC 826, "Packet Reception").
  @Test("of ARP is for Ethernet and IPv4, a request or a reply", arguments: 0..<8)
  func arpKind(offset: Int) {
    let good = hex("0001 0800 06 04 0001 020a0000010a 0a00010a 000000000000 0a000114")
    for value in UInt8.min ... .max {
      var bytes = good
      bytes[offset] = value
      let isGood = value == good[offset] || offset == 7 && value == 2
      #expect((ARPFields(bytes.span.bytes) != nil) == isGood, "byte \(offset) is \(value)")
    }
  }
}

@Suite("A field of an IPv4 header")
struct IPv4FieldTests {
  /// Bytes 6 and 7 (RFC 791 §3.1): reserved, DF, MF, then 13 bits that count in eights.
  @Test(
    "tells which piece of a packet it is",
    arguments: [
      (0x0000, 0, false, false), (0x4000, 0, true, false), (0x2000, 0, false, true), (0x8000, 0, false, false),
      (0x0001, 8, false, false), (0x20b9, 1_480, false, true), (0x1000, 32_768, false, false),
      (0x1fff, 65_528, false, false), (0x7fff, 65_528, true, true), (0xffff, 65_528, true, true),
    ])
  func fragment(field: Int, offset: Int, dontFragment: Bool, moreFragments: Bool) throws {
    var bytes = hex("45 00 0014 0000 0000 40 11 0000 0a00010a 0a000114")
    bytes[6] = UInt8(field >> 8)
    bytes[7] = UInt8(field & 0xff)
    let read = IPv4Fields(bytes.span.bytes)
    let fields = try #require(read)
    #expect(fields.fragmentOffset == offset)
    #expect(fields.dontFragment == dontFragment)
    #expect(fields.moreFragments == moreFragments)
    #expect(IPv4Header(bytes.span.bytes)?.isFragment == (offset > 0 || moreFragments))
    let again = written(20) { fields.write(to: &$0) }.bytes
    #expect(again[6] == UInt8(field >> 8 & 0x7f) && again[7] == UInt8(field & 0xff), "the reserved bit is zero")
  }

  /// RFC 2474 §3 and RFC 3168 §5 share a byte: six bits and two.
  @Test("tells its class and its congestion", arguments: UInt8.min ... .max)
  func typeOfService(byte: UInt8) throws {
    var bytes = hex("45 00 0014 0000 0000 40 11 0000 0a00010a 0a000114")
    bytes[1] = byte
    let read = IPv4Fields(bytes.span.bytes)
    let fields = try #require(read)
    #expect(fields.dscp == byte / 4 && fields.ecn == byte % 4)
    #expect(written(20) { fields.write(to: &$0) }.bytes[1] == byte)
  }
}

@Suite("A length that lies")
struct LyingLengthTests {
  /// Total length in a packet of 60 bytes with a header of 20: bytes of payload, whole, believed.
  @Test(
    "in an IPv4 header never reaches beyond the bytes",
    arguments: [
      (0, 0, false, false), (1, 0, false, false), (19, 0, false, false), (20, 0, true, true), (21, 1, true, true),
      (46, 26, true, true), (60, 40, true, true), (61, 40, false, true), (65_535, 40, false, true),
    ])
  func totalLength(claimed: Int, payload: Int, isWhole: Bool, isBelieved: Bool) throws {
    var bytes = [0x45] + [UInt8](repeating: 0, count: 59)
    bytes[2] = UInt8(claimed >> 8)
    bytes[3] = UInt8(claimed & 0xff)
    #expect(IPv4Header(bytes.span.bytes)?.totalLength == claimed)
    #expect(IPv4Header(bytes.span.bytes)?.payload.byteCount == payload)
    #expect(IPv4Header(bytes.span.bytes)?.isWhole == isWhole)
    #expect(IPv4Fields(bytes.span.bytes)?.payloadLength == (isBelieved ? claimed - 20 : nil))
  }

  /// The length in a datagram of 20 bytes.
  @Test(
    "in a UDP header never reaches beyond the bytes",
    arguments: [
      (0, 0, false, false), (7, 0, false, false), (8, 0, true, true), (9, 1, true, true), (20, 12, true, true),
      (21, 12, false, true), (65_535, 12, false, true),
    ])
  func datagramLength(claimed: Int, payload: Int, isWhole: Bool, isBelieved: Bool) throws {
    var bytes = [UInt8](repeating: 1, count: 20)
    bytes[4] = UInt8(claimed >> 8)
    bytes[5] = UInt8(claimed & 0xff)
    #expect(UDPHeader(bytes.span.bytes)?.datagramLength == claimed)
    #expect(UDPHeader(bytes.span.bytes)?.payload.byteCount == payload)
    #expect(UDPHeader(bytes.span.bytes)?.isWhole == isWhole)
    #expect(UDPFields(bytes.span.bytes)?.payloadLength == (isBelieved ? claimed - 8 : nil))
    if !isWhole {
      let isValid = UDPHeader(bytes.span.bytes)?.isChecksumValid(source: .any, destination: .any)
      #expect(isValid == false, "what is not there cannot be added up")
    }
  }
}
