import Benchmark
import Dataplane
import Packets
import Wire

func benchmarkDataplane() {
  measure("parse, 64 bytes of UDP") {
    let parser = Parser()
    return { parser.run() }
  }
  for count in [1_000, 64_000, 1_000_000] {
    measure("flow found among \(count), 50 at a time") {
      let flows = Flows(count)
      return { flows.find() }
    }
  }
  // A block of 2,048 deadlines is two allocations, until flows are forgotten and their blocks are used again.
  measure("flow made", most: 2) {
    let flows = Flows(0, expected: 1_000_000)
    return { flows.make() }
  }
  for count in [10, 100, 1_000] {
    measure("first match among \(count) rules, the last one") {
      let rules = SecurityRules(rules: (1...count).map { rule($0 == count ? nil : $0) })
      let packet = PacketClass(protocolNumber: IPProtocol.udp, port: 9)
      return {
        var sum = 0
        for turn in 0..<thousand {
          sum &+= rules.match(packet, remote: 0x0a01_0000 | UInt32(turn), groups: [])?.rule ?? -1
        }
        precondition(sum == thousand * (count - 1), "the last rule matches")
      }
    }
  }
}

/// UDP to a port of its own from a block of its own; nil: what matches.
private func rule(_ number: Int?) -> SecurityRules.Rule {
  guard let number else {
    let block = IPv4Prefix(containing: IPv4Address(10, 1, 0, 0), length: 16)
    return .init(range: ClassRange(protocolNumber: IPProtocol.udp, low: 9, high: 9), prefix: block, text: "udp 9")
  }
  let port = UInt16(1_000 + number)
  let block = IPv4Prefix(containing: IPv4Address(172, 16, UInt8(number & 0xff), 0), length: 24)
  return .init(range: ClassRange(protocolNumber: IPProtocol.udp, low: port, high: port), prefix: block, text: "udp")
}

/// A burst of 50 frames, parsed twenty times.
private final class Parser {
  private var pool = PacketPool(smallLimit: 64, largeLimit: 1)
  private var burst = Burst()

  init() {
    for number in 0..<50 {
      guard let packet = pool.take(copying: Self.frame(port: UInt16(1_024 + number))) else { return }
      burst.append(packet, length: 64, at: 0, marks: [])
    }
  }

  func run() {
    for _ in 0..<thousand / 50 {
      burst.restart(count: 50)
      Parse()(&burst, pool: pool)
    }
    precondition(burst.alive == Burst.first(50), "the frames are sound")
    blackHole(burst.sourcePort[49])
  }

  private static func frame(port: UInt16) -> [UInt8] {
    let fields = IPv4Frame(
      source: MACAddress(bits: 0x0200_0000_0104), destination: MACAddress(bits: 0x0a00_0000_0001),
      ip: IPv4Fields(source: IPv4Address(10, 0, 1, 4), destination: IPv4Address(10, 0, 2, 4)),
      transport: .udp(UDPFields(sourcePort: port, destinationPort: 9)))
    var frame = [UInt8](repeating: 0, count: 64)
    frame.withUnsafeMutableBytes { fields.writeHeaders(to: $0) }
    return frame
  }
}

/// A flow table, asked as the path asks: first for the lines of some flows, then for the flows.
private final class Flows {
  private var table: FlowTable
  private var count: Int
  private var turns = Turns()

  init(_ count: Int, expected: Int? = nil) {
    self.count = 0
    table = FlowTable(capacity: 1 << 21, expected: expected ?? count)
    while self.count < count { add() }
  }

  func find() { Self.find(table, count, &turns) }

  func make() { for _ in 0..<thousand { add() } }

  private func add() {
    let entry = table.insert(Self.id(count), epoch: 1, now: 0)
    precondition(entry != nil, "the table has room")
    count += 1
  }

  private static func find(_ table: borrowing FlowTable, _ count: Int, _ turns: inout Turns) {
    var expiry: Int64 = 0
    for _ in 0..<thousand / 50 {
      var later = turns
      for _ in 0..<50 { table.prefetch(id(turns.next(below: count))) }
      for _ in 0..<50 { expiry |= table.find(id(later.next(below: count)), epoch: 1, now: 0)?.pointee.expiresAt ?? 0 }
    }
    precondition(expiry == .max, "flows are found")
  }

  private static func id(_ number: Int) -> FlowID {
    FlowID(
      interface: 1, local: 0x0a00_0104, remote: 0x0a00_0204, localPort: UInt16(1_024 + number & 0x3fff),
      remotePort: UInt16(1_024 + number >> 14), protocolNumber: IPProtocol.udp)
  }
}
