import Dataplane
import Packets
import Support
import Testing
import Wire

/// `frame` with other addresses, as the path writes them: what the parser found decides what is rewritten.
func translated(_ frame: [UInt8], source: IPv4Address?, destination: IPv4Address?) -> [UInt8] {
  var frame = frame
  let read = Headers(frame)
  precondition(read.ruling == nil, "a translated packet is one that the parser took")
  frame.withUnsafeMutableBytes { read.translate($0, source: source, destination: destination) }
  return frame
}

@Suite("A translation")
struct TranslationTests {
  /// Which addresses are written.
  enum Ends: CaseIterable { case source, destination, both }

  /// Two ends, and what they are translated to, by dice.
  struct Addresses {
    var old: (source: IPv4Address, destination: IPv4Address)
    var new: (source: IPv4Address, destination: IPv4Address)
    let ends: Ends

    init(_ ends: Ends, _ packets: inout RandomPackets) {
      self.ends = ends
      old = (packets.address(), packets.address())
      new = (packets.address(), packets.address())
      if ends == .source { new.destination = old.destination }
      if ends == .destination { new.source = old.source }
    }

    func forth(_ frame: [UInt8]) -> [UInt8] {
      translated(
        frame, source: ends == .destination ? nil : new.source, destination: ends == .source ? nil : new.destination)
    }
    func back(_ frame: [UInt8]) -> [UInt8] {
      translated(
        frame, source: ends == .destination ? nil : old.source, destination: ends == .source ? nil : old.destination)
    }
  }

  /// The oracle is the sender: the same packet, made between the other addresses, with all its sums added up anew.
  @Test(
    "makes the packet that would have been sent between the other addresses, and makes it undone",
    arguments: RandomPackets.Kind.allCases.filter { $0 != .errorAboutError }, Ends.allCases)
  func remade(kind: RandomPackets.Kind, ends: Ends) {
    var packets = RandomPackets(random: SeededCases(seed: 0x5eed_0311))
    var wrong: [String] = []
    for _ in 0..<2_000 {
      let addresses = Addresses(ends, &packets)
      var twin = packets
      let (frame, quotation) = packets.frame(kind, addresses.old.source, addresses.old.destination)
      var expected = twin.frame(kind, addresses.new.source, addresses.new.destination).bytes
      if let quotation, frame.count < quotation.start + 20 {
        // Less than a header is quoted: nothing tells what it is, so the message stays as it is.
        expected = Array(expected[..<(quotation.start - 8)]) + frame[(quotation.start - 8)...]
      }
      let after = addresses.forth(frame)
      if after != expected { wrong.append("forth \(frame), not \(expected) but \(after)") }
      if addresses.back(after) != frame { wrong.append("back \(after)") }
      if IPv4Packet(after)?.faults != [] { wrong.append("faults \(after)") }
    }
    #expect(wrong.prefix(2) == [], "seed \(packets.random.seed), \(wrong.count) of 2,000")
  }

  @Test(
    "of every piece of a packet is that of the packet",
    arguments: [.udp, .udpWithoutChecksum, .tcp, .echo] as [RandomPackets.Kind])
  func pieces(kind: RandomPackets.Kind) {
    var packets = RandomPackets(random: SeededCases(seed: 0x5eed_0312))
    var wrong: [String] = []
    for _ in 0..<2_000 {
      let addresses = Addresses(packets.random.pick(Ends.allCases), &packets)
      var twin = packets
      let whole = packets.frame(kind, addresses.old.source, addresses.old.destination).bytes
      let pieces = packets.pieces(of: whole)
      let other = twin.frame(kind, addresses.new.source, addresses.new.destination).bytes
      let after = pieces.map(addresses.forth)
      if after != twin.pieces(of: other) { wrong.append("forth \(pieces)") }
      if after.map(addresses.back) != pieces { wrong.append("back \(after)") }
    }
    #expect(wrong.prefix(2) == [], "seed \(packets.random.seed), \(wrong.count) of 2,000")
  }

  @Test("of what the parser takes leaves every checksum as right or as wrong as it was")
  func laws() {
    var packets = RandomPackets(random: SeededCases(seed: 0x5eed_0313))
    let laws = TranslationLaws()
    for round in 0..<40_000 {
      let kind = packets.random.pick(RandomPackets.Kind.allCases)
      var frame = packets.frame(kind, packets.address(), packets.address()).bytes
      if round % 2 == 1, frame.count > 34 {
        frame[packets.random.int(34...frame.count - 1)] ^= UInt8(packets.random.int(1...255))
      }
      if round % 7 == 1 { frame += [1, 2, 3] }
      frame.withUnsafeMutableBytes { laws.check(UnsafeRawBufferPointer($0)) }
    }
    #expect(laws.broken == [:], "seed \(packets.random.seed)")
    #expect(laws.reached.count == 7 && laws.reached.values.allSatisfy { $0 > 1_000 }, "\(laws.reached)")
  }

  /// RFC 1624 §4: 0x5555 becomes 0x3285 under the checksum 0xdd2f, which becomes 0x0000, and not 0xffff.
  @Test("updates RFC 1624's example")
  func rfc1624() {
    func made(_ source: IPv4Address, _ free: UInt16) -> [UInt8] {
      MadeFrames.frame(.bare(protocolNumber: 47)) { ($0.source, $0.identification) = (source, free) }
    }
    let old = IPv4Address(10, 0, 0x55, 0x55)
    let free = UInt16((Int(made(old, 0).word(24)) - 0xdd2f + 65_535) % 65_535)
    #expect(made(old, free).word(24) == 0xdd2f)
    let after = translated(made(old, free), source: IPv4Address(10, 0, 0x32, 0x85), destination: nil)
    #expect(after.word(24) == 0x0000)
    #expect(translated(after, source: old, destination: nil) == made(old, free))
  }
}
