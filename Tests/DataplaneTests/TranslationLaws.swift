import Dataplane
import Packets
import Support
import Wire

/// Translates any frame that the parser takes, and writes down what ought not to be.
///
/// A checksum that was right stays right, and a wrong one stays as wrong: what its bytes add up to, modulo 65,535, is
/// what it was. Nothing but addresses and checksums changes. The way back leads to where it began.
final class TranslationLaws {
  /// Each law that was broken, and how the first frame begins that broke it.
  private(set) var broken: [String: [UInt8]] = [:]
  private(set) var reached: [String: Int] = [:]
  private let parsed = Headers()
  private var before: [UInt8] = []
  private var count: UInt32 = 0

  /// `frame` lies in memory that may be written.
  func check(_ frame: UnsafeRawBufferPointer) {
    parsed.read(frame)
    guard parsed.ruling == nil, parsed.columns.etherType == EtherType.ipv4 else { return }
    before = Array(frame)
    // Any two addresses, and the two that one's complement has two names for.
    count &+= 1
    let new = count % 16 == 0 ? UInt32.max : count &* 0x9e37_79b9 | 1
    let (source, destination) = (parsed.columns.source, parsed.columns.destination)
    let ends = count % 4
    func translate(_ source: UInt32, _ destination: UInt32) {
      parsed.translate(
        UnsafeMutableRawBufferPointer(mutating: frame), source: ends == 1 ? nil : IPv4Address(bits: source),
        destination: ends == 2 ? nil : IPv4Address(bits: destination))
    }
    let other = ~new | 1
    translate(new, other)
    compare(frame)
    // Nothing is translated to 0.0.0.0, so there is no way back to it; nor from a quotation that names the new address.
    let quoted = Int(parsed.columns.transportOffset) + 8
    let namesNew = before.count >= quoted + 20 && (before.long(quoted + 12) == other || before.long(quoted + 16) == new)
    guard source != 0, destination != 0, !namesNew else { return }
    translate(source, destination)
    let isSame = before.indices.allSatisfy { before[$0] == frame[$0] || Self.isZero(before, frame, $0) }
    holds(isSame, "the way back leads to where it began")
  }

  private func compare(_ frame: UnsafeRawBufferPointer) {
    let transport = Int(parsed.columns.transportOffset)
    let end = 14 + Int(word(frame, 16))
    keeps(frame, 14..<transport, "the header's sum")
    var mayChange = [24..<26, 26..<34]
    let pseudoHeader = 26..<34
    switch parsed.columns.fragment & 0x1fff == 0 ? parsed.columns.protocolNumber : 0 {
    case IPProtocol.tcp:
      keeps(frame, transport..<end, "TCP's sum", with: pseudoHeader)
      mayChange.append(transport + 16..<transport + 18)
    case IPProtocol.udp:
      mayChange.append(transport + 6..<transport + 8)
      if word(transport + 6) == 0 {
        holds(word(frame, transport + 6) == 0, "UDP without a checksum stays so")
      } else {
        keeps(frame, transport..<end, "UDP's sum", with: pseudoHeader)
        holds(word(frame, transport + 6) != 0, "UDP with a checksum keeps one")
      }
    case IPProtocol.icmp:
      keeps(frame, transport..<end, "ICMP's sum")
      if [3, 4, 5, 11, 12].contains(before[transport]) {
        mayChange.append(transport + 2..<transport + 4)
        if end >= transport + 28 { mayChange += quoted(frame, from: transport + 8, to: end) }
      }
    default: break
    }
    let isUntouched = before.indices.allSatisfy { at in
      before[at] == frame[at] || mayChange.contains { $0.contains(at) }
    }
    holds(isUntouched, "nothing but addresses and checksums changes")
  }

  /// Which bytes of a quoted packet may change.
  private func quoted(_ frame: UnsafeRawBufferPointer, from at: Int, to end: Int) -> [Range<Int>] {
    let header = Int(before[at] & 0x0f) * 4
    guard before[at] >> 4 == 4, header >= 20, at + header <= end else { return [at + 10..<at + 20] }
    keeps(frame, at..<at + header, "the quoted header's sum")
    var mayChange = [at + 10..<at + 20]
    let transport = at + header
    guard word(at + 6) & 0x1fff == 0 else { return mayChange }
    let addresses = at + 12..<at + 20
    if before[at + 9] == IPProtocol.udp, end >= transport + 8 {
      mayChange.append(transport + 6..<transport + 8)
      let isNone = word(transport + 6) == 0
      holds(isNone == (word(frame, transport + 6) == 0), "quoted UDP has a checksum if it had one")
      if !isNone { keeps(frame, transport..<end, "quoted UDP's sum", with: addresses) }
    }
    if before[at + 9] == IPProtocol.tcp, end >= transport + 18 {
      mayChange.append(transport + 16..<transport + 18)
      keeps(frame, transport..<end, "quoted TCP's sum", with: addresses)
    }
    return mayChange
  }

  // MARK: Sums

  private func keeps(
    _ frame: UnsafeRawBufferPointer, _ range: Range<Int>, _ what: String, with other: Range<Int> = 0..<0
  ) {
    var was: UInt64 = 0
    var now: UInt64 = 0
    for range in [range, other] {
      var isHigh = true
      for at in range {
        was += isHigh ? UInt64(before[at]) << 8 : UInt64(before[at])
        now += isHigh ? UInt64(frame[at]) << 8 : UInt64(frame[at])
        isHigh.toggle()
      }
    }
    reached[what, default: 0] += 1
    holds(was % 65_535 == now % 65_535, "\(what) stays what it was")
  }

  /// Whether the word that byte `at` is in is zero in both, by one of one's complement's two names.
  private static func isZero(_ a: [UInt8], _ b: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    let low = at & ~1
    guard low + 1 < a.count else { return false }
    let (x, y) = (a.word(low), UInt16(b[low]) << 8 | UInt16(b[low + 1]))
    return (x == 0 || x == .max) && (y == 0 || y == .max)
  }

  private func word(_ at: Int) -> UInt16 { before.word(at) }
  private func word(_ frame: UnsafeRawBufferPointer, _ at: Int) -> UInt16 {
    UInt16(frame[at]) << 8 | UInt16(frame[at + 1])
  }

  private func holds(_ condition: Bool, _ law: String) {
    if !condition && broken[law] == nil { broken[law] = Array(before.prefix(160)) }
  }
}
