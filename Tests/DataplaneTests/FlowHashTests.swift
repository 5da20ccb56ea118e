import Dataplane
import Support
import Testing

/// Look-ups are counted in lines that they read, never in time.
@Suite("A flow table under five-tuples that somebody chose")
struct FlowHashTests {
  /// How many flows come, and how many bits of their places whoever chose them made the same.
  private static let flood = 3_000
  private static let sameBits: UInt64 = 1 << 14 - 1

  /// Names that one seed's hash sends to one place: the hash is known, and whoever knows the seed tries until it fits.
  private static func colliding(_ seed: UInt64) -> [FlowID] {
    let hash = FlowHash(seed: seed)
    var found: [FlowID] = []
    var number: UInt32 = 0
    while found.count < flood {
      let id = FlowID(
        interface: 1, local: 0x0a00_010b, remote: 0x0a00_0000 | number >> 12, localPort: 443,
        remotePort: 1_024 + UInt16(number & 0xfff), protocolNumber: 6)
      if hash.of(id) & sameBits == 0 { found.append(id) }
      number += 1
    }
    return found
  }

  /// The most lines that looking up one of `ids` reads, when all are in a table with that seed.
  private static func longest(_ ids: [FlowID], seed: UInt64) -> Int {
    var table = FlowTable(expected: ids.count, seed: seed)
    for id in ids { _ = table.insert(id, epoch: 1, now: 0) }
    return ids.map { table.probes($0) }.max() ?? 0
  }

  @Test("finds each in a few lines where its seed is not known, and in thousands where it is", arguments: [1, 0x5eed])
  func flooded(seed: UInt64) {
    let chosen = Self.colliding(seed)
    let known = Self.longest(chosen, seed: seed)
    #expect(known >= Self.flood, "else the flood shows nothing")
    var random = SeededCases(seed: 0x5eed_0361)
    let others = [0, seed ^ 1, seed + 1, seed << 32] + (0..<40).map { _ in random.next() }
    for other in others {
      let longest = Self.longest(chosen, seed: other)
      #expect(longest <= 32, "\(longest) lines under seed \(other), cases of \(random.seed)")
    }
  }

  /// Scans whose names differ in one field only, by a constant from one to the next.
  enum Scan: CaseIterable {
    case remotePorts, localPorts, remoteAddresses, remoteBlocks, localAddresses, interfaces

    func id(_ number: Int) -> FlowID {
      let bits = UInt32(number)
      var (local, remote, interface): (UInt32, UInt32, Int) = (0x0a00_010b, 0x0a00_0204, 1)
      var (localPort, remotePort): (UInt16, UInt16) = (443, 50_000)
      switch self {
      case .remotePorts: remotePort = UInt16(bits)
      case .localPorts: localPort = UInt16(bits)
      case .remoteAddresses: remote &+= bits
      case .remoteBlocks: remote &+= bits << 8
      case .localAddresses: local &+= bits
      case .interfaces: interface = number
      }
      return FlowID(
        interface: interface, local: local, remote: remote, localPort: localPort, remotePort: remotePort,
        protocolNumber: 6)
    }
  }

  @Test("finds each of a scan's in a few lines, whatever the seed", arguments: Scan.allCases)
  func scanned(scan: Scan) {
    let ids = (0..<16_384).map(scan.id)
    var random = SeededCases(seed: 0x5eed_0362)
    for seed in (0..<100).map({ UInt64($0) }) + (0..<200).map({ _ in random.next() }) {
      let longest = Self.longest(ids, seed: seed)
      #expect(longest <= 32, "\(longest) lines under seed \(seed), cases of \(random.seed)")
    }
  }
}
