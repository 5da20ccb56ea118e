import Support
import Testing
import Wire

@Suite("The Internet checksum")
struct ChecksumTests {
  /// RFC 1071 §3: the words 0001, f203, f4f5 and f6f7 make 2ddf0, which is ddf2.
  @Test("adds up RFC 1071's example")
  func rfc1071() {
    let bytes = hex("0001 f203 f4f5 f6f7")
    #expect(Checksum.fold(Checksum.sum(bytes.span.bytes)) == 0xddf2)
    #expect(Checksum.finish(Checksum.sum(bytes.span.bytes)) == 0x220d)
  }

  /// RFC 1624 §4: 5555 becomes 3285 under dd2f. RFC 1141's way gave ffff, which is wrong.
  @Test("is updated as in RFC 1624's example")
  func rfc1624() { #expect(Checksum.updated(0xdd2f, from: 0x5555, to: 0x3285) == 0x0000) }

  @Test("agrees with RFC 1071's two bytes at a time, at every length")
  func oracle() {
    var random = SeededCases(seed: 0x5eed_0101)
    var wrong: [Int] = []
    for length in 0...300 {
      for kind in 0..<4 {
        let bytes = (0..<length).map { _ -> UInt8 in
          kind == 0 ? 0xff : kind == 1 ? 0 : UInt8.random(in: 0...255, using: &random)
        }
        if Checksum.fold(Checksum.sum(bytes.span.bytes)) != PlainChecksum.sum(bytes) { wrong.append(length) }
      }
    }
    #expect(wrong.isEmpty, "seed \(random.seed)")
  }

  @Test("does not overflow over the longest packet, after the largest start")
  func longest() {
    let bytes = [UInt8](repeating: 0xff, count: 65_535)
    let pseudo = Checksum.pseudoHeader(
      source: .broadcast, destination: .broadcast, protocolNumber: 255, length: 65_535)
    let plain = [UInt8](repeating: 0xff, count: 8) + [0, 255, 255, 255]
    let sum = Checksum.fold(Checksum.sum(bytes.span.bytes, from: pseudo))
    #expect(sum == PlainChecksum.sum(bytes, pseudoHeader: plain))
  }

  @Test("of pieces is that of the whole, where only the last is odd")
  func pieces() {
    var random = SeededCases(seed: 0x5eed_0102)
    let bytes = (0..<101).map { _ in UInt8.random(in: 0...255, using: &random) }
    for cut in stride(from: 0, through: 100, by: 2) {
      let head = Checksum.sum(bytes.span.bytes.extracting(0..<cut))
      let whole = Checksum.sum(bytes.span.bytes.extracting(cut..<101), from: head)
      #expect(Checksum.fold(whole) == PlainChecksum.sum(bytes))
    }
  }

  /// An address, or two ports, or time to live and protocol change; what a translation or a router does.
  @Test("updated is the checksum made anew", arguments: [0, 4, 8, 12, 16, 20, 36])
  func incremental(offset: Int) {
    var random = SeededCases(seed: 0x5eed_0103 &+ UInt64(offset))
    var wrong: [[UInt8]] = []
    for round in 0..<20_000 {
      var bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
      // All zeros and all ones are where one's complement has two names for one number.
      let extremes: [UInt8] = [0, 0xff]
      if round % 4 == 0 { bytes = bytes.map { _ in extremes.randomElement(using: &random) ?? 0 } }
      bytes[0] = 0x45
      bytes[10] = 0
      bytes[11] = 0
      // What changes leaves out the checksum itself (bytes 10 and 11).
      let changed = offset == 8 ? 2 : 4
      let before = ~PlainChecksum.sum(bytes)
      let old = word(bytes, offset, changed)
      for index in offset..<offset + changed where index > 0 {
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
      if Checksum.updated(before, from: old, to: word(bytes, offset, changed)) != ~PlainChecksum.sum(bytes) {
        wrong.append(bytes)
      }
    }
    #expect(wrong.isEmpty, "seed \(random.seed)")
  }

  private func word(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt32 {
    bytes[offset..<offset + count].reduce(0) { $0 << 8 | UInt32($1) }
  }

  @Test("that came in wrong is as wrong after an update")
  func staysWrong() {
    let good: UInt16 = 0x1df8
    for damage in [1, 0x8000, 0x00ff] as [UInt16] {
      let updated = Checksum.updated(good ^ damage, from: 0x0a00_010a, to: 0x3400_0001)
      #expect(updated != Checksum.updated(good, from: 0x0a00_010a, to: 0x3400_0001))
    }
  }
}

@Suite("A UDP checksum")
struct UDPChecksumTests {
  let source = IPv4Address(10, 0, 2, 4)
  let destination = IPv4Address(10, 0, 1, 11)

  /// RFC 768: computed zero is sent as all ones. The last two bytes of data are chosen so that it comes out as zero.
  @Test("that comes out as zero is sent as all ones, and is right")
  func zero() throws {
    var bytes = hex("c000 0035 000a 0000 0000")
    seal(&bytes)
    bytes[8] = bytes[6]
    bytes[9] = bytes[7]
    seal(&bytes)
    #expect(Array(bytes[6...7]) == [0xff, 0xff])
    #expect(UDPHeader(bytes.span.bytes)?.isChecksumValid(source: source, destination: destination) == true)
  }

  @Test("of zero is none, whatever the data are")
  func none() {
    let bytes = hex("c000 0035 000a 0000 1234")
    #expect(UDPHeader(bytes.span.bytes)?.hasChecksum == false)
    #expect(UDPHeader(bytes.span.bytes)?.isChecksumValid(source: source, destination: destination) == true)
  }

  @Test("leaves out what lies after the datagram")
  func padding() {
    var bytes = hex("c000 0035 0009 0000 7f")
    seal(&bytes)
    let padded = bytes + [1, 2, 3]
    #expect(UDPHeader(padded.span.bytes)?.isChecksumValid(source: source, destination: destination) == true)
  }

  @Test("is wrong after any bit changed", arguments: 0..<80)
  func anyBit(bit: Int) {
    var bytes = hex("c000 0035 000a 0000 1234")
    seal(&bytes)
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    #expect(UDPHeader(bytes.span.bytes)?.isChecksumValid(source: source, destination: destination) == false)
  }

  private func seal(_ bytes: inout [UInt8]) {
    var elements = bytes.mutableSpan
    var raw = elements.mutableBytes
    UDPFields.writeChecksum(of: &raw, source: source, destination: destination)
  }
}
