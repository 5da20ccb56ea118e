import Dataplane
import Packets
import Support
import Testing
import Units
import Wire

@Suite("An instance's allowances")
struct AllowanceMeterTests {
  struct Packet: Sendable {
    var at: Int64
    var bytes = 1_000
    var isEgress = true
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var limits: AllowanceLimits
    var packets: [Packet]
    var rulings: [AllowanceMeter.Ruling]
    /// bw_in, bw_out, pps
    var exceeded: [Int]
  }

  /// A packet of 1,000 bytes takes a millisecond at 8 Mbit/s; limits that are not named are out of reach.
  static func limits(
    packets: Int64 = 1_000_000_000, atOnce: Int64 = 1_000_000_000, peak: Int64 = 1 << 40, peakBits: Int64 = 1 << 40,
    baseline: Int64 = 1 << 40, credits: Int64 = 1 << 40, queue: Int64 = 1_000_000
  ) -> AllowanceLimits {
    AllowanceLimits(
      packetRate: PacketRate(packetsPerSecond: packets), packetBurst: atOnce, bandwidth: BitRate(bitsPerSecond: peak),
      bandwidthBurst: peakBits, baseline: BitRate(bitsPerSecond: baseline), credits: credits,
      longestQueue: Nanoseconds(queue))
  }

  static let cases = [
    Case(
      testDescription: "two packets at once and 1,000 a second: the third waits a millisecond, the fourth is too late",
      limits: limits(packets: 1_000, atOnce: 2, queue: 1_500_000),
      packets: [Packet(at: 0), Packet(at: 0), Packet(at: 0), Packet(at: 0), Packet(at: 600_000), Packet(at: 5_000_000)],
      rulings: [
        .pass(at: 0), .pass(at: 0), .pass(at: 1_000_000), .drop(.ppsAllowanceExceeded), .pass(at: 2_000_000),
        .pass(at: 5_000_000),
      ], exceeded: [0, 0, 3]),
    Case(
      testDescription: "in and out have one packet rate",
      limits: limits(packets: 1_000, atOnce: 1),
      packets: [Packet(at: 0), Packet(at: 0, isEgress: false), Packet(at: 0)],
      rulings: [.pass(at: 0), .pass(at: 1_000_000), .drop(.ppsAllowanceExceeded)], exceeded: [0, 0, 2]),
    Case(
      testDescription: "in and out have a bandwidth each",
      limits: limits(peak: 8_000_000, peakBits: 8_000),
      packets: [
        Packet(at: 0), Packet(at: 0, isEgress: false), Packet(at: 0), Packet(at: 0, isEgress: false), Packet(at: 0),
        Packet(at: 500_000, isEgress: false),
      ],
      rulings: [
        .pass(at: 0), .pass(at: 0), .pass(at: 1_000_000), .pass(at: 1_000_000), .drop(.bandwidthAllowanceExceeded),
        .drop(.bandwidthAllowanceExceeded),
      ], exceeded: [2, 2, 0]),
    Case(
      testDescription: "what is dropped is charged nowhere",
      limits: limits(packets: 1_000_000, atOnce: 2, peak: 8_000_000, peakBits: 8_000),
      packets: [Packet(at: 0), Packet(at: 0, bytes: 1_001), Packet(at: 0, bytes: 100), Packet(at: 900_000, bytes: 800)],
      // 8,008 bits are more than the bucket ever holds; 800 bits take 100 us; 6,400 more are there 800 us after those.
      rulings: [.pass(at: 0), .drop(.bandwidthAllowanceExceeded), .pass(at: 100_000), .pass(at: 900_000)],
      exceeded: [0, 2, 0]),
    Case(
      testDescription: "the peak while credits last, the baseline after",
      limits: limits(peak: 80_000_000, peakBits: 8_000, baseline: 8_000_000, credits: 24_000),
      packets: (0..<5).map { _ in Packet(at: 0) },
      // The fourth finds 1,600 bits earned meanwhile and waits for 6,400 more.
      rulings: [
        .pass(at: 0), .pass(at: 100_000), .pass(at: 200_000), .pass(at: 1_000_000), .drop(.bandwidthAllowanceExceeded),
      ], exceeded: [0, 4, 0]),
    Case(
      testDescription: "nobody overtakes who waits",
      limits: limits(peak: 8_000_000, peakBits: 8_000),
      packets: [Packet(at: 0), Packet(at: 0), Packet(at: 0, bytes: 1)],
      rulings: [.pass(at: 0), .pass(at: 1_000_000), .drop(.bandwidthAllowanceExceeded)], exceeded: [0, 2, 0]),
  ]

  @Test("queue what exceeds them, then drop it, and count both", arguments: cases)
  func rulings(_ a: Case) {
    var meter = AllowanceMeter(a.limits)
    let rulings = a.packets.map { meter.charge(bytes: $0.bytes, isEgress: $0.isEgress, at: $0.at) }
    #expect(rulings == a.rulings)
    let counters = meter.counters
    #expect([counters.bandwidthIn, counters.bandwidthOut, counters.packets] == a.exceeded)
    #expect(counters.named.map(\.count) == a.exceeded + [0])
  }

  @Test("come to the same whether packets of one instant are charged together or one by one")
  func together() {
    var dice = SeededCases(seed: 0xa110)
    var limits = Self.limits(packets: 2_000_000, atOnce: 90, peak: 10_000_000_000, peakBits: 600_000, queue: 40_000)
    limits.baseline = BitRate(bitsPerSecond: 3_300_000_000)
    limits.credits = 9_000_000
    var (one, other) = (AllowanceMeter(limits), AllowanceMeter(limits))
    var (now, together, apart, differing) = (Int64(0), 0, 0, 0)
    for _ in 0..<20_000 {
      now += Int64(dice.int(0...60_000))
      let sizes = (0..<dice.int(1...64)).map { _ in dice.int(60...1_500) }
      let isEgress = dice.chance(50)
      let all = sizes.reduce(0, +)
      let each = sizes.map { one.charge(bytes: $0, isEgress: isEgress, at: now) }
      if other.chargeTogether(packets: sizes.count, bytes: all, isEgress: isEgress, at: now) {
        together += 1
        if each.contains(where: { $0 != .pass(at: now) }) { differing += 1 }
      } else {
        apart += 1
        if each != sizes.map({ other.charge(bytes: $0, isEgress: isEgress, at: now) }) { differing += 1 }
      }
    }
    #expect(differing == 0, "seed \(dice.seed)")
    #expect(one.counters == other.counters)
    #expect(together > 1_000 && apart > 1_000, "\(together) together, \(apart) apart")
  }

  @Test("keep what leaves under every curve that they state, in every window")
  func curves() {
    var dice = SeededCases(seed: 0xc02e)
    let limits = Self.limits(
      packets: 1_000_000_000, peak: 2_000_000_000, peakBits: 60_000, baseline: 500_000_000, credits: 2_000_000,
      queue: 300_000)
    var meter = AllowanceMeter(limits)
    var peak = TokenBucketTests.Curve(rate: 2_000_000_000, depth: 60_000)
    var credits = TokenBucketTests.Curve(rate: 500_000_000, depth: 2_000_000)
    var (now, over, dropped, queued) = (Int64(0), 0, 0, 0)
    for _ in 0..<3_000 {
      now += dice.chance(70) ? 0 : Int64(dice.int(0...60_000))
      let bytes = dice.int(60...1_500)
      guard case .pass(let instant) = meter.charge(bytes: bytes, isEgress: true, at: now) else {
        dropped += 1
        continue
      }
      if instant > now { queued += 1 }
      #expect(instant - now <= 300_000)
      let bits = Int64(bytes) * 8
      if !peak.allows(bits, at: instant) || !credits.allows(bits, at: instant) { over += 1 }
      peak.taken.append((instant, bits))
      credits.taken.append((instant, bits))
    }
    #expect(over == 0, "seed \(dice.seed)")
    #expect(dropped > 100 && queued > 100, "\(dropped) dropped, \(queued) queued")
  }

  @Test("are charged at the end of either way, the same however packets travel together", arguments: [1, 5, 64])
  func path(size: Int) {
    // 300 packets of 60 bytes, some to where no rule lets them, in groups of one instant.
    var dice = SeededCases(seed: 0x9a7b)
    var packets: [(at: Int64, isBarred: Bool)] = []
    var now: Int64 = 0
    for _ in 0..<300 {
      now += dice.chance(80) ? 0 : Int64(dice.int(0...9_000))
      packets.append((now, dice.chance(20)))
    }
    let limits = Self.limits(packets: 400_000, atOnce: 20, queue: 20_000)
    // What one packet after the other comes to, without a path.
    var meter = AllowanceMeter(limits)
    let expected = packets.map { packet in
      packet.isBarred ? nil : meter.charge(bytes: 60, isEgress: true, at: packet.at)
    }
    #expect(expected.contains(.drop(.ppsAllowanceExceeded)))

    var tables = TinyTables()
    tables.egress = [TinyTables.allow("10.0.0.0/8", ClassRange(protocolNumber: 17, low: 53, high: 53))]
    var path = Path(tables: tables.make(), flows: FlowTable(expected: 64))
    path.allowances = Allowances([limits], numbers: [0, nil])
    var pool = PacketPool(smallLimit: 64, largeLimit: 1)
    var burst = Burst()
    var found: [AllowanceMeter.Ruling?] = []
    for start in stride(from: 0, to: packets.count, by: size) {
      burst.clear()
      for packet in packets[start..<min(start + size, packets.count)] {
        let frame = Self.datagram(to: packet.isBarred ? 54 : 53)
        guard let handle = pool.take(copying: frame) else { preconditionFailure("a burst has room") }
        burst.append(handle, length: UInt16(frame.count), at: packet.at, marks: [])
      }
      path.egress(&burst, from: 0, pool: &pool)
      for lane in 0..<burst.count {
        if burst.alive >> UInt64(lane) & 1 == 1 {
          found.append(.pass(at: burst.instant[lane]))
        } else {
          found.append(burst.reason[lane] == .securityGroupDeniesEgress ? nil : .drop(burst.reason[lane]))
          #expect(burst.stage[lane] == burst.reason[lane].stage)
        }
        pool.free(burst.handle[lane])
      }
    }
    #expect(found == expected)
    let counters = path.allowances?.counters(of: 0)
    #expect(counters == meter.counters)
    let assumed = path.assumed.members
    #expect(assumed.contains(.allowancesQueueBeforeTheyDrop))
  }

  /// 60 bytes of Ethernet, from the web server to its peer by their router.
  private static func datagram(to port: UInt16) -> [UInt8] {
    IPv4Frame(
      source: TinyTables.webMac, destination: TinyTables.routerMacs[0],
      ip: IPv4Fields(source: TinyTables.web, destination: TinyTables.peer),
      transport: .udp(UDPFields(sourcePort: 40_000, destinationPort: port))
    ).bytes(payload: [UInt8](repeating: 0, count: 60 - 42))
  }
}
