import Glibc

/// Somebody who takes frames from strangers.
package struct FrameParser {
  package let name: String
  package let parse: (UnsafeRawBufferPointer) -> Void
  package init(_ name: String, parse: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.name = name
    self.parse = parse
  }
}

/// Broken frames by the million: good ones, mutated by seeded dice, shown to every parser.
///
/// ```
///   | … | the mutated frame | page that nobody may read |
/// ```
/// A frame ends where a forbidden page begins, so one byte read too far ends the process. Mutation `n` of a seed is the
/// same frame whatever came before it.
package final class FrameMutations {
  /// The longest frame that comes out: a jumbo frame with an 802.1Q tag fits.
  package static let longest = 9_280

  package let seed: UInt64
  private let originals: [[UInt8]]
  private let frame = UnsafeMutablePointer<UInt8>.allocate(capacity: FrameMutations.longest)
  private var count = 0
  private let mapped: UnsafeMutableRawPointer
  private let mappedCount: Int
  private let forbidden: UnsafeMutableRawPointer
  private var random: SeededCases

  /// Mutations of `originals`, none of which is empty.
  package init(of originals: [[UInt8]], seed: UInt64) {
    precondition(!originals.isEmpty && originals.allSatisfy { !$0.isEmpty }, "there is something to mutate")
    self.originals = originals
    random = SeededCases(seed: seed)
    self.seed = random.seed
    let page = sysconf(Int32(_SC_PAGESIZE))
    let room = (Self.longest + page - 1) / page * page
    mappedCount = room + page
    let memory = mmap(nil, mappedCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { preconditionFailure("no memory for a frame") }
    mapped = memory
    forbidden = memory + room
    precondition(mprotect(forbidden, page, PROT_NONE) == 0, "a page can be forbidden")
  }

  deinit {
    munmap(mapped, mappedCount)
    frame.deallocate()
  }

  /// `VPCLAB_MUTATIONS` of the environment, otherwise two million.
  package static var ordinaryCount: Int { getenv("VPCLAB_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 2_000_000 }

  /// Shows mutations 0..<`count` to every parser.
  package func run(count: Int, _ parsers: [FrameParser]) {
    print("let seed: UInt64 = 0x\(String(seed, radix: 16))  // \(count) mutations")
    for n in 0..<count {
      let frame = mutation(n)
      for parser in parsers { parser.parse(frame) }
    }
  }

  /// The `n`th broken frame; valid until the next one is asked for.
  package func mutation(_ n: Int) -> UnsafeRawBufferPointer {
    random = SeededCases(exactly: seed ^ UInt64(n) &* 0xd6e8_feb8_6659_fd93)
    copy(originals[below(originals.count)])
    for _ in 0...below(3) {
      switch below(8) {
      case 0, 1: flipBits()
      case 2: truncate()
      case 3: splice()
      case 4, 5, 6: attackHeader()
      default: insertOrExtend()
      }
    }
    // Whoever checks the header's checksum would see nothing else of what was done to the frame.
    if below(4) > 0 { healHeader() }
    let start = forbidden - count
    start.copyMemory(from: frame, byteCount: count)
    return UnsafeRawBufferPointer(start: start, count: count)
  }

  // MARK: Mutations

  private func flipBits() {
    for _ in 0...below(6) {
      let offset = below(2) == 0 ? below(64) : below(max(count, 1))
      set(offset, get(offset) ^ 1 << UInt8(below(8)))
    }
  }

  private func truncate() { count = below(2) == 0 ? min(count, below(80)) : below(count + 1) }

  private func splice() {
    let other = originals[below(originals.count)]
    let start = min(below(120), count)
    let skip = min(below(120), other.count)
    let length = min(other.count - skip, Self.longest - start)
    for index in 0..<length { frame[start + index] = other[skip + index] }
    count = start + length
  }

  private func insertOrExtend() {
    switch below(3) {
    case 0 where count >= 14 && count + 4 <= Self.longest:
      // An 802.1Q tag before the type.
      for index in stride(from: count - 1, through: 12, by: -1) { frame[index + 4] = frame[index] }
      count += 4
      set16(12, 0x8100)
      set16(14, UInt16(truncatingIfNeeded: random.next()))
    case 1:
      let added = min(below(1_600), Self.longest - count)
      for index in 0..<added { frame[count + index] = UInt8(truncatingIfNeeded: index) }
      count += added
    default:
      let start = below(max(count, 1))
      for index in start..<min(count, start + below(64)) { frame[index] = UInt8(truncatingIfNeeded: random.next()) }
    }
  }

  /// Makes one field of a header lie: a length, a type, an offset; in the packet, or in the one an ICMP error quotes.
  private func attackHeader() {
    if below(8) == 0 {
      let types: [UInt16] = [0x0800, 0x0806, 0x8100, 0x86dd, 0, 1_500, 0xffff]
      set16(12, types[below(types.count)])
      return
    }
    var packet = get(12) == 0x81 ? 18 : 14
    if below(4) == 0 { packet += headerLength(packet) + 8 }
    let segment = packet + headerLength(packet)
    switch below(12) {
    case 0: set(packet, below(2) == 0 ? 0x40 | UInt8(below(16)) : UInt8(truncatingIfNeeded: random.next()))
    case 1, 2: set16(packet + 2, edge(count - packet))
    case 3: set16(packet + 6, below(2) == 0 ? edge(count) : UInt16(truncatingIfNeeded: random.next()))
    case 4: set(packet + 9, [0, 1, 2, 6, 17, 47, 50, 132, 255][below(9)])
    case 5, 6: set16(segment + 4, edge(count - segment))
    case 7: set(segment + 12, UInt8(below(16)) << 4)
    case 8:
      // A TCP option with a length of its own.
      let option = segment + 20 + below(24)
      set(option, [0, 1, 2, 3, 4, 5, 8, 19, 28, 30, 254][below(11)])
      set(option + 1, [0, 1, 2, 3, 4, 10, 39, 40, 41, 255][below(10)])
    case 9: set(segment, UInt8(below(20)))
    case 10: set(packet + below(8), UInt8(truncatingIfNeeded: random.next()))
    default: set16(packet + 6, [0x2000, 0x4000, 0x8000, 0x2001, 0x00b9, 0x1fff, 0x3fff][below(7)])
    }
  }

  private func healHeader() {
    let packet = get(12) == 0x81 ? 18 : 14
    let end = packet + headerLength(packet)
    guard end <= count, end >= packet + 20 else { return }
    set16(packet + 10, 0)
    var sum: UInt32 = 0
    for offset in stride(from: packet, to: end, by: 2) { sum += UInt32(frame[offset]) << 8 | UInt32(frame[offset + 1]) }
    sum = (sum & 0xffff) + (sum >> 16)
    sum = (sum & 0xffff) + (sum >> 16)
    set16(packet + 10, ~UInt16(truncatingIfNeeded: sum))
  }

  // MARK: Bytes

  /// A number at which lengths go wrong; `rest` bytes are there.
  private func edge(_ rest: Int) -> UInt16 {
    let edges = [0, 1, 7, 8, 9, 19, 20, 21, 27, 28, 59, 60, 61, 576, 0x7fff, 0x8000, 0xfffe, 0xffff]
    let choice = below(edges.count + 6)
    return UInt16(truncatingIfNeeded: choice < edges.count ? edges[choice] : rest + choice - edges.count - 3)
  }

  private func headerLength(_ packet: Int) -> Int { Int(get(packet) & 0x0f) * 4 }

  private func copy(_ original: [UInt8]) {
    count = min(original.count, Self.longest)
    for index in 0..<count { frame[index] = original[index] }
  }

  private func below(_ limit: Int) -> Int { Int(truncatingIfNeeded: (random.next() >> 33) % UInt64(limit)) }
  private func get(_ offset: Int) -> UInt8 { offset < count ? frame[offset] : 0 }
  private func set(_ offset: Int, _ value: UInt8) { if offset < count { frame[offset] = value } }
  private func set16(_ offset: Int, _ value: UInt16) {
    set(offset, UInt8(value >> 8))
    set(offset + 1, UInt8(value & 0xff))
  }
}
