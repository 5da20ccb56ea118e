import Support
import Testing
import Wire

/// Frames as Linux sent them (tcpdump), read beside what tshark 4 says of them.
@Suite("A recorded frame")
struct KnownFrameTests {
  static let syn = hex(
    """
    020a00000114 020a0000010a 0800                    // Ethernet: to, from, IPv4
    45 00 003c 6492 4000 40 06 c00c 0a00010a 0a000114 // IPv4: 60 bytes, DF, ttl 64, TCP, 10.0.1.10 to 10.0.1.20
    aeda 0050 f7993ade 00000000 a0 02 faf0 fc6a 0000  // TCP: 44762 to 80, SYN, window 64240
    0204 05b4 0402 080a 4cc80c19 00000000 01 0303 0a  // MSS 1460, SACK permitted, timestamps, NOP, window scale 10
    """)

  @Test("of TCP is read and written back byte for byte")
  func tcp() throws {
    let sent = MACAddress(bits: 0x020a_0000_010a)
    let taken = MACAddress(bits: 0x020a_0000_0114)
    var ip = IPv4Fields(source: IPv4Address(10, 0, 1, 10), destination: IPv4Address(10, 0, 1, 20))
    ip.identification = 25_746
    ip.dontFragment = true
    let options = TCPOptions(
      maximumSegmentSize: 1_460, windowScale: 10, isSACKPermitted: true,
      timestamps: TCPTimestamps(value: 1_288_178_713, echo: 0))
    let tcp = TCPFields(
      sourcePort: 44_762, destinationPort: 80, sequence: 4_154_014_430, flags: .syn, window: 64_240, options: options)
    #expect(IPv4Frame(source: sent, destination: taken, ip: ip, transport: .tcp(tcp)).bytes() == Self.syn)
    #expect(TCPFields(Self.syn.span.bytes.extracting(34..<74)) == tcp)
    #expect(line(Self.syn) == "10.0.1.10:44762 > 10.0.1.20:80 tcp SYN ttl 64 ok")
  }

  static let query = hex(
    """
    020a00000114 020a0000010a 0800                    // Ethernet
    45 00 004c 468c 0000 40 11 1df8 0a00010a 0a000114 // IPv4: 76 bytes, UDP
    bced 0035 0038 214c                               // UDP: 48365 to 53, 56 bytes
    3794 0120 0001 0000 0000 0001                     // DNS: a query with one question and one additional record
    03 776562 03 6c6162 00 0001 0001                  // web.lab, A, IN
    00 0029 04d0 00000000 000c 000a 0008 af7488e965555fc9 // OPT with a cookie
    """)

  @Test("of UDP is read and written back byte for byte")
  func udp() throws {
    let udp = UDPFields(sourcePort: 48_365, destinationPort: 53, payloadLength: 48)
    #expect(UDPFields(Self.query.span.bytes.extracting(34..<90)) == udp)
    var ip = IPv4Fields(source: IPv4Address(10, 0, 1, 10), destination: IPv4Address(10, 0, 1, 20))
    ip.identification = 18_060
    let frame = IPv4Frame(
      source: MACAddress(bits: 0x020a_0000_010a), destination: MACAddress(bits: 0x020a_0000_0114), ip: ip,
      transport: .udp(udp))
    #expect(frame.bytes(payload: Array(Self.query[42...])) == Self.query)
    #expect(line(Self.query) == "10.0.1.10:48365 > 10.0.1.20:53 udp 48 bytes ttl 64 ok")
  }

  static let unreachable = hex(
    """
    020a0000010a 020a00000114 0800                    // Ethernet
    45 c0 0058 2946 0000 40 01 3a82 0a000114 0a00010a // IPv4: CS6 (RFC 1812 §4.3.2.5), ICMP
    03 03 1354 00000000                               // port unreachable
    45 00 003c a92f 0000 01 11 fa64 0a00010a 0a000114 // the packet: ttl 1, UDP
    a13d 829a 0028 d0a3                               // 41277 to 33434
    404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f
    """)

  @Test("of an ICMP error is what we would send")
  func icmpError() throws {
    let original = Self.unreachable.span.bytes.extracting(42..<102)
    let made = ICMPError.frame(
      .destinationUnreachable(code: 3), about: original, from: IPv4Address(10, 0, 1, 20),
      source: MACAddress(bits: 0x020a_0000_0114), destination: MACAddress(bits: 0x020a_0000_010a))
    let error = try #require(made)
    // The identification (bytes 18 and 19) is the sender's own, and with it the header's checksum (24 and 25).
    let own = [18, 19, 24, 25]
    #expect(error.indices.filter { !own.contains($0) }.allSatisfy { error[$0] == Self.unreachable[$0] })
    #expect(error.count == Self.unreachable.count)
    #expect(
      line(Self.unreachable) == "10.0.1.20 > 10.0.1.10 icmp port unreachable ttl 64 ok "
        + "[10.0.1.10:41277 > 10.0.1.20:33434 udp 32 bytes ttl 1 ok]")
  }

  static let whoHas = hex(
    """
    ffffffffffff 020a0000010a 0806                    // Ethernet: to all, ARP
    0001 0800 06 04 0001                              // Ethernet, IPv4, request
    020a0000010a 0a00010a                             // sender
    000000000000 0a000114                             // target
    """)

  @Test("of ARP is read and written back byte for byte")
  func arp() throws {
    let asker = MACAddress(bits: 0x020a_0000_010a)
    let target = IPv4Address(10, 0, 1, 20)
    #expect(ARPFrame.request(for: target, from: asker, IPv4Address(10, 0, 1, 10)).bytes() == Self.whoHas)
    #expect(line(Self.whoHas) == "arp who-has 10.0.1.20 tell 10.0.1.10")
    // The answer as `http.pcap` has it, second frame.
    let read = ARPFields(Self.whoHas.span.bytes.extracting(14..<42))
    let request = try #require(read)
    let reply = ARPFrame.reply(to: request, from: MACAddress(bits: 0x020a_0000_0114)).bytes()
    #expect(reply == (try RecordedFrames.load("http")[1]))
    #expect(line(reply) == "arp 10.0.1.20 is-at 02:0a:00:00:01:14")
    #expect(lineWithMACs(reply).hasPrefix("02:0a:00:00:01:14 > 02:0a:00:00:01:0a, arp "))
  }

  @Test("with a VLAN tag is read after the tag")
  func vlan() {
    let tagged = hex("020a00000114 020a0000010a 8100 b064 0800") + Self.syn[14...]
    #expect(EthernetFields(tagged.span.bytes)?.etherType == EtherType.vlan)
    let tag = VLANTag(tagged.span.bytes.extracting(14..<tagged.count))
    #expect(tag == VLANTag(identifier: 100, priority: 5, isDropEligible: true, etherType: 0x0800))
    #expect(TCPFields(tagged.span.bytes.extracting(38..<78))?.destinationPort == 80)
  }
}

@Suite("A recording")
struct RecordingTests {
  /// How many frames of what tshark counts (`-T fields -e eth.type -e ip.proto -E occurrence=f`).
  struct Counts: Equatable {
    var arp = 0
    var ipv6 = 0
    var tcp = 0
    var udp = 0
    var icmp = 0
  }

  static let counts: [(String, Counts)] = [
    ("dns", Counts(tcp: 30, udp: 6)), ("http", Counts(arp: 2, tcp: 198)),
    ("icmp", Counts(arp: 2, ipv6: 12, udp: 3, icmp: 41)), ("iperf3-tcp", Counts(arp: 1, tcp: 149)),
    ("iperf3-udp", Counts(tcp: 14, udp: 186)), ("iperf3-udp-frag", Counts(tcp: 14, udp: 86)),
    ("ssh", Counts(tcp: 25)), ("tls", Counts(tcp: 47)),
  ]

  @Test("holds what tshark counts, and nothing is wrong with it", arguments: counts)
  func counted(name: String, expected: Counts) throws {
    var counts = Counts()
    var wrong: [String] = []
    for frame in try RecordedFrames.load(name) {
      switch EthernetFields(frame.span.bytes)?.etherType {
      case EtherType.arp: counts.arp += 1
      case EtherType.ipv6: counts.ipv6 += 1
      default:
        let packet = try #require(IPv4Packet(frame))
        if packet.ip.protocolNumber == IPProtocol.tcp { counts.tcp += 1 }
        if packet.ip.protocolNumber == IPProtocol.udp { counts.udp += 1 }
        if packet.ip.protocolNumber == IPProtocol.icmp { counts.icmp += 1 }
        if !packet.faults.isEmpty { wrong.append(packet.description) }
      }
    }
    #expect(counts == expected)
    #expect(wrong.isEmpty)
  }

  /// tshark: ping of 4,000 bytes, three pieces; the second one says its offset.
  @Test("of a fragmented ping tells its pieces")
  func fragments() throws {
    let lines = try RecordedFrames.load("icmp")[20..<23].map { line($0) }
    #expect(
      lines == [
        "10.0.1.10 > 10.0.1.20 icmp fragment at 0 echo request id 13152 seq 1 1472 bytes more ttl 64 ok",
        "10.0.1.10 > 10.0.1.20 icmp fragment at 1480 1480 bytes more ttl 64 ok",
        "10.0.1.10 > 10.0.1.20 icmp fragment at 2960 1048 bytes ttl 64 ok",
      ])
  }
}

@Suite("A frame's line")
struct PacketLineTests {
  static let damages: [(Int, UInt8, String)] = [
    (8 + 14, 63, "10.0.1.10:48365 > 10.0.1.20:53 udp 48 bytes ttl 63 wrong: ip checksum"),
    (60, 0, "10.0.1.10:48365 > 10.0.1.20:53 udp 48 bytes ttl 64 wrong: udp checksum"),
    (12, 0x86, "type 0x8600, 76 bytes"),
  ]

  @Test("says what is wrong", arguments: damages)
  func damaged(offset: Int, value: UInt8, expected: String) {
    var frame = KnownFrameTests.query
    frame[offset] = value
    #expect(line(frame) == expected)
  }

  @Test("says what is missing")
  func cut() {
    let query = KnownFrameTests.query
    #expect(line(Array(query[..<13])) == "13 bytes, no header")
    #expect(line(Array(query[..<20])) == "type 0x800, 6 bytes")
    #expect(line(Array(query[..<38])) == "10.0.1.10 > 10.0.1.20 udp 4 bytes ttl 64 wrong: total length, udp header")
    #expect(line(Array(query[..<80])) == "10.0.1.10:48365 > 10.0.1.20:53 udp 38 bytes ttl 64 wrong: total length")
  }
}
