import Dataplane
import Packets
import Support
import Testing
import Wire

@Suite("The parser")
struct ParseTests {
  /// A frame with one thing changed, and what the parser is to say of it; nil: it goes on.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var frame: [UInt8]
    var expected: DropReason?

    init(
      _ name: String, _ original: [UInt8], _ expected: DropReason?, heals: Bool = true,
      _ change: (inout [UInt8]) -> Void = { _ in }
    ) {
      testDescription = name
      frame = original
      self.expected = expected
      change(&frame)
      if heals, frame.count >= 34, frame.word(12) == 0x0800, frame[14] & 0x0f >= 5 { frame.healHeader() }
    }
  }

  static let cases: [Case] = [
    Case("UDP", MadeFrames.udp, nil), Case("TCP", MadeFrames.tcp, nil), Case("ICMP", MadeFrames.echo, nil),
    Case("GRE", MadeFrames.other, nil), Case("an ARP request", MadeFrames.arp[0], nil),
    Case("an ARP reply, which another stage refuses", MadeFrames.arp[1], nil),
    Case("no bytes", [], .headerTruncated), Case("13 bytes", Array(MadeFrames.udp[..<13]), .headerTruncated),
    Case("an ARP packet without its last byte", Array(MadeFrames.arp[0][..<41]), .headerTruncated),
    Case("version 6", MadeFrames.udp, .headerMalformed) { $0[14] = 0x65 },
    Case("version 5", MadeFrames.udp, .headerMalformed) { $0[14] = 0x55 },
    Case("a header of 16 bytes", MadeFrames.udp, .headerMalformed) { $0[14] = 0x44 },
    Case("a packet shorter than its header", MadeFrames.udp, .headerMalformed) { $0.put(UInt16(19), at: 16) },
    Case("a packet that claims a byte too many", MadeFrames.udp, .headerTruncated) { $0.put($0.word(16) + 1, at: 16) },
    Case("Ethernet's padding", MadeFrames.udp, nil) { $0 += [UInt8](repeating: 0xa5, count: 13) },
    Case("a UDP header of 7 bytes, and padding", MadeFrames.udp, .headerTruncated) { $0.put(UInt16(27), at: 16) },
    Case("a UDP header of 8 bytes, and padding", MadeFrames.udp, nil) { $0.put(UInt16(28), at: 16) },
    Case("a TCP header of 19 bytes, and padding", MadeFrames.tcp, .headerTruncated) { $0.put(UInt16(39), at: 16) },
    Case("a TCP header of 20 bytes, and padding", MadeFrames.tcp, nil) { $0.put(UInt16(40), at: 16) },
    Case("a TCP data offset of 16 bytes", MadeFrames.tcp, .headerMalformed) { $0[46] = 0x40 },
    Case("a TCP data offset beyond the packet", MadeFrames.tcp, .headerMalformed) { $0[46] = 0xf0 },
    Case("an ICMP header of 7 bytes, and padding", MadeFrames.echo, .headerTruncated) { $0.put(UInt16(27), at: 16) },
    Case("an ICMP header of 8 bytes, and padding", MadeFrames.echo, nil) { $0.put(UInt16(28), at: 16) },
    Case("a later fragment of TCP with 5 bytes", MadeFrames.fragments[4], nil),
    Case("a wrong header checksum", MadeFrames.udp, .checksumBad, heals: false) { $0[24] ^= 0x80 },
    Case("a changed time to live", MadeFrames.udp, .checksumBad, heals: false) { $0[22] -= 1 },
    Case("a changed option", MadeFrames.tcpOptions, .checksumBad, heals: false) { $0[73] = 7 },
    Case("9,001 bytes of IP", MadeFrames.longest, nil), Case("9,002 bytes of IP", MadeFrames.tooLong, .frameTooLong),
    Case("a VLAN tag", MadeFrames.strangeTypes[0], .etherTypeNotCarried),
    Case("IPv6", MadeFrames.strangeTypes[1], .etherTypeNotCarried),
    Case("the broadcast MAC", MadeFrames.toMany[0], .broadcastNotCarried),
    Case("a multicast MAC", MadeFrames.toMany[1], .broadcastNotCarried),
    Case("224.0.0.0", MadeFrames.toMany[4], .broadcastNotCarried),
    Case("239.255.255.255", MadeFrames.toMany[6], .broadcastNotCarried),
    Case("255.255.255.255", MadeFrames.toMany[7], .broadcastNotCarried),
    Case("240.0.0.0", MadeFrames.udp, nil) { $0.put(UInt32(0xf000_0000), at: 30) },
    Case("223.255.255.255", MadeFrames.udp, nil) { $0.put(UInt32(0xdfff_ffff), at: 30) },
  ]

  @Test("says what is against a frame", arguments: cases)
  func known(example: Case) {
    let bench = ParseBench()
    bench.show(example.frame)
    bench.parse()
    example.frame.withUnsafeBytes { bench.read(inPlace: $0) }
    #expect(bench.met == [example.expected: 2])
    #expect(bench.disagreements.isEmpty, "and the slow reading says the same")
  }

  @Test("reads a lane as it would read it alone, at every truncation of every frame")
  func truncated() throws {
    let bench = ParseBench()
    for frame in try MadeFrames.all + RecordedFrames.all() + [MadeFrames.longest, MadeFrames.tooLong] {
      // Ethernet 14, IPv4 60, TCP 60, and an ICMP error's 8 with another 60 and 8: all headers end before 150.
      let lengths = Array(0...min(frame.count, 150)) + [max(0, frame.count - 1), frame.count]
      for length in lengths {
        let cut = Array(frame[..<length])
        bench.show(cut)
        // The same, with a header that knows of it, so that the cut goes through what follows.
        guard length >= 34, cut.word(12) == 0x0800, length >= 14 + Int(cut[14] & 0x0f) * 4 else { continue }
        var knowing = cut
        knowing.put(UInt16(length - 14), at: 16)
        knowing.healHeader()
        bench.show(knowing)
      }
    }
    bench.parse()
    #expect(bench.disagreements == [])
    for reason in [nil, .headerTruncated, .headerMalformed, .etherTypeNotCarried, .broadcastNotCarried] as [DropReason?]
    {
      #expect(bench.met[reason, default: 0] > 100, "\(String(describing: reason))")
    }
  }

  @Test("believes no length that a header claims")
  func lyingLengths() {
    let bench = ParseBench()
    for original in [MadeFrames.udp, MadeFrames.tcp, MadeFrames.tcpOptions, MadeFrames.echo] + MadeFrames.fragments {
      for first in 0...255 {
        var frame = original
        frame[14] = UInt8(first)
        bench.show(frame)
        let end = 14 + (first & 0x0f) * 4
        if first & 0x0f >= 5 && end <= frame.count { frame.healHeader() }
        bench.show(frame)
      }
      for total in Array(0...200) + [9_000, 9_001, 9_002, 0x7fff, 0x8000, 0xffff] {
        var frame = original
        frame.put(UInt16(total), at: 16)
        frame.healHeader()
        bench.show(frame)
      }
      let transport = 14 + Int(original[14] & 0x0f) * 4
      for offset in 0...15 where original.count > transport + 12 {
        var frame = original
        frame[transport + 12] = UInt8(offset) << 4
        bench.show(frame)
      }
    }
    bench.parse()
    #expect(bench.disagreements == [])
  }

  /// One burst after another in the same columns, so that what an earlier frame left there would be seen.
  @Test("fills columns that hold whatever an earlier burst left, good frames among bad ones")
  func bursts() throws {
    var random = SeededCases(seed: 0x5eed_0301)
    let good = try MadeFrames.all + RecordedFrames.all().filter { $0.count < 300 } + [MadeFrames.longest]
    let bench = ParseBench()
    for _ in 0..<5_000 {
      let count = random.pick([1, 2, 3, random.int(1...63), 63])
      for _ in 0..<count {
        var frame = random.pick(good)
        if random.chance(15) { frame = Array(frame.prefix(random.int(0...80))) }
        if random.chance(10), frame.count > 34 { frame[random.int(0...33)] ^= 1 << UInt8(random.int(0...7)) }
        bench.show(frame)
      }
      bench.parse(dead: random.chance(20) ? random.next() & Burst.first(count) : 0)
    }
    #expect(bench.disagreements == [], "seed \(random.seed)")
    #expect(bench.met[nil, default: 0] > 10_000)
  }
}
