import Wire

/// Rules as a first packet meets them: eight at a time, four vectors of bounds, masks and addresses.
///
/// ```
///   low     protocol 8 | port 16      the packets that a rule is about are one range of protocol and port (ICMP: type and
///   high    protocol 8 | port 16      code), both ends included; every protocol is 0 … 2^31-1
///   mask, address                     the far end
/// ```
/// What cannot be said so, a group's members for one, stands beside them and is asked one by one. Plain memory without
/// references, valid as long as the `RuleMemory` that it was made from.
struct RuleScan: BitwiseCopyable, @unchecked Sendable {
  /// A rule that the vectors cannot hold.
  struct Odd: BitwiseCopyable {
    var number: Int
    var range: ClassRange
    var mask: UInt32
    var address: UInt32
    /// `UInt32.max`: none.
    var group: UInt32
  }

  fileprivate let rules: UnsafePointer<SIMD8<Int32>>
  fileprivate let vectors: Int
  fileprivate let numbers: UnsafePointer<Int>
  fileprivate let odd: UnsafeBufferPointer<Odd>

  /// The number of the first rule that matches; `Int.max`: none does. `groups`: those of the far end.
  @inline(__always)
  func first(_ packet: PacketClass, remote: UInt32, groups: UnsafeBufferPointer<UInt32>) -> Int {
    let key = SIMD8(repeating: Int32(packet.protocolNumber) << 16 | Int32(packet.port))
    let far = SIMD8(repeating: Int32(bitPattern: remote))
    var found = Int.max
    for vector in 0..<vectors {
      // Vector against vector: a scalar on the right of a comparison falls to a loop (measured: 33 times slower). Signed
      // numbers, for SSE2 compares no others.
      let four = rules + 4 &* vector
      let misses = (four[0] .> key) .| (key .> four[1])
      let matches = (far & four[2]) .== four[3] .& .!misses
      guard any(matches) else { continue }
      var lane = 0
      while !matches[lane] { lane &+= 1 }  // Safe: one of the eight matches.
      found = numbers[8 &* vector &+ lane]
      break
    }
    for rule in odd where rule.number < found && rule.range.contains(packet) && remote & rule.mask == rule.address {
      if rule.group == .max || groups.contains(rule.group) { return rule.number }
    }
    return found
  }
}

/// The memory of scans.
final class RuleMemory: @unchecked Sendable {
  private var memory: [UnsafeMutableRawPointer] = []

  deinit { for block in memory { block.deallocate() } }

  /// A scan of `rules`, which it calls by their own numbers, ascending.
  func scan(_ rules: [RuleScan.Odd]) -> RuleScan {
    let (plain, odd) = (rules.filter { $0.keys != nil }, rules.filter { $0.keys == nil })
    let vectors = (plain.count + 7) / 8
    let lanes = allocate(SIMD8<Int32>.self, 4 * vectors)
    for vector in 0..<vectors {
      // Nothing is at least one and at most zero.
      (lanes + 4 * vector).initialize(to: SIMD8(repeating: 1))
      (lanes + 4 * vector + 1).initialize(repeating: .zero, count: 3)
    }
    let numbers = allocate(Int.self, 8 * vectors)
    numbers.initialize(repeating: .max, count: 8 * vectors)
    for (place, rule) in plain.enumerated() {
      guard let (low, high) = rule.keys else { continue }
      let (vector, lane) = place.quotientAndRemainder(dividingBy: 8)
      lanes[4 * vector][lane] = low
      lanes[4 * vector + 1][lane] = high
      lanes[4 * vector + 2][lane] = Int32(bitPattern: rule.mask)
      lanes[4 * vector + 3][lane] = Int32(bitPattern: rule.address)
      numbers[place] = rule.number
    }
    let others = allocate(RuleScan.Odd.self, odd.count)
    others.initialize(from: odd, count: odd.count)
    return RuleScan(
      rules: UnsafePointer(lanes), vectors: vectors, numbers: UnsafePointer(numbers),
      odd: UnsafeBufferPointer(start: others, count: odd.count))
  }

  private func allocate<Element>(_ type: Element.Type, _ count: Int) -> UnsafeMutablePointer<Element> {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
    memory.append(UnsafeMutableRawPointer(block))
    return block
  }
}

extension RuleScan.Odd {
  /// The range of protocol and port that holds the rule's packets; nil: no one range does, or a group says more.
  fileprivate var keys: (low: Int32, high: Int32)? {
    guard group == .max else { return nil }
    if range.everyProtocol { return (0, .max) }
    let start = Int32(range.protocolNumber) << 16
    switch range.protocolNumber {
    case IPProtocol.tcp, IPProtocol.udp: return (start | Int32(range.low), start | Int32(range.high))
    case IPProtocol.icmp:
      guard range.code == 0x100, range.low <= 0xff else { return nil }
      return (start | Int32(range.low) << 8, start | Int32(min(range.high, 0xff)) << 8 | 0xff)
    default: return (start, start | 0xffff)
    }
  }
}

/// `SecurityRules` without references, valid as long as they are.
struct SecurityRulesRow: BitwiseCopyable, Sendable {
  /// Rules open to 0.0.0.0/0, and the rest.
  let open: RuleScan
  let narrow: RuleScan
  let opensAllTCP: Bool
  let opensAllUDP: Bool

  /// Whether a rule to or from 0.0.0.0/0 allows every port of the protocol: what the other direction of an untracked
  /// flow needs.
  func opensAll(of protocolNumber: UInt8) -> Bool {
    switch protocolNumber {
    case IPProtocol.tcp: opensAllTCP
    case IPProtocol.udp: opensAllUDP
    default: false
    }
  }

  /// Nil: no rule allows it. `groups`: those of the far end, none where a reference must not match.
  func match(_ packet: PacketClass, remote: UInt32, groups: UnsafeBufferPointer<UInt32>) -> SecurityRules.Match? {
    let (open, narrow) = (
      open.first(packet, remote: remote, groups: groups), narrow.first(packet, remote: remote, groups: groups)
    )
    let first = min(open, narrow)
    guard first != .max else { return nil }
    return SecurityRules.Match(rule: first, isOpen: open != .max, isMixed: open != .max && narrow != .max)
  }
}
