import Dataplane
import Packets
import Testing
import Units
import Wire

@Suite("A tracked connection")
struct ConnectionTests {
  /// One packet: out of the ENI or into it, with TCP's flags.
  enum Packet {
    case out(TCPFlags)
    case `in`(TCPFlags)
  }

  /// Packets of a flow, and for how many seconds after the last of them it is remembered.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var protocolNumber: UInt8
    var packets: [Packet]
    var seconds: Int64
    init(_ name: String, _ protocolNumber: UInt8, _ packets: [Packet], _ seconds: Int64) {
      testDescription = name
      self.protocolNumber = protocolNumber
      self.packets = packets
      self.seconds = seconds
    }
  }

  private static let open: [Packet] = [.out(.syn), .in([.syn, .ack]), .out(.ack)]

  /// EC2 User Guide, "Security group connection tracking": TCP established 432,000 s, UDP 30 s and as a stream 180 s.
  static let cases: [Case] = [
    Case("TCP that was only asked for", 6, [.out(.syn)], 120), Case("and again", 6, [.out(.syn), .out(.syn)], 120),
    Case("TCP that was answered", 6, [.out(.syn), .in([.syn, .ack])], 432_000), Case("open TCP", 6, open, 432_000),
    Case("TCP that came in", 6, [.in(.syn), .out([.syn, .ack])], 432_000),
    Case("TCP met midstream", 6, [.out(.ack), .in(.ack)], 432_000),
    Case("TCP after one FIN", 6, open + [.out([.fin, .ack])], 432_000),
    Case("TCP after one FIN, twice", 6, open + [.out([.fin, .ack]), .out([.fin, .ack])], 432_000),
    Case("TCP after both FINs", 6, open + [.out([.fin, .ack]), .in([.fin, .ack])], 120),
    Case("and the last ACK", 6, open + [.in([.fin, .ack]), .out([.fin, .ack]), .in(.ack)], 120),
    Case("TCP after a RST", 6, open + [.in(.rst)], 120), Case("and more", 6, open + [.out(.rst), .in(.ack)], 120),
    Case("a refused SYN", 6, [.out(.syn), .in([.rst, .ack])], 120),
    Case("TCP begun anew", 6, open + [.in(.rst), .out(.syn)], 120),
    Case("TCP open anew", 6, open + [.in(.rst)] + open, 432_000),
    Case("a SYN from the far end does not begin it anew", 6, open + [.in(.rst), .in(.syn), .out(.ack)], 120),
    Case("one UDP question", 17, [.out([])], 30), Case("UDP questions", 17, [.out([]), .out([]), .out([])], 30),
    Case("a UDP question and its answer", 17, [.out([]), .in([])], 30),
    Case("one more question", 17, [.out([]), .in([]), .out([])], 30),
    Case("one more answer", 17, [.out([]), .in([]), .in([])], 30),
    Case("a UDP stream", 17, [.out([]), .in([]), .out([]), .in([])], 180),
    Case("a UDP stream that came in", 17, [.in([]), .in([]), .out([]), .out([])], 180),
    Case("an echo request", 1, [.out([])], 30), Case("echoes", 1, [.out([]), .in([]), .out([]), .in([])], 30),
    Case("GRE", 47, [.in([]), .out([])], 600), Case("IGMP", 2, [.out([])], 600),
    Case("SCTP", 132, [.out([]), .in([])], 600),
  ]

  @Test("lives as long as its packets say", arguments: cases)
  func lifetime(example: Case) {
    let bench = Bench(TinyTables(), from: 1_000)
    for packet in example.packets { bench.send(packet, example.protocolNumber) }
    #expect(bench.undelivered == 0)
    #expect(bench.expiresAt == bench.now + example.seconds * 1_000_000_000)
  }

  @Test("lives as long as its ENI's settings say", arguments: cases)
  func settings(example: Case) {
    var tables = TinyTables()
    tables.timeouts.tcpEstablished = .seconds(101)
    tables.timeouts.tcpOpeningOrClosing = .seconds(102)
    tables.timeouts.udp = .seconds(103)
    tables.timeouts.udpStream = .seconds(104)
    tables.timeouts.icmp = .seconds(105)
    tables.timeouts.other = .seconds(106)
    let kinds: [UInt8: [Int64: Int64]] = [6: [432_000: 101, 120: 102], 17: [30: 103, 180: 104], 1: [30: 105]]
    let bench = Bench(tables, from: 0)
    for packet in example.packets { bench.send(packet, example.protocolNumber) }
    let seconds = kinds[example.protocolNumber, default: [600: 106]][example.seconds] ?? 0
    #expect(bench.expiresAt == bench.now + seconds * 1_000_000_000)
  }

  /// To the nanosecond: the packet that comes in the instant of its end finds nothing, and begins anew.
  @Test("ends at its instant", arguments: [-1, 0, 1] as [Int64])
  func end(late: Int64) {
    let bench = Bench(TinyTables(), from: 0)
    bench.send(.out([]), 17)
    bench.send(.in([]), 17)
    bench.send(.out([]), 17)
    bench.now += 30_000_000_000 - Bench.step + late
    bench.send(.in([]), 17)
    // The fourth packet of one connection makes it a stream.
    let seconds: Int64 = late < 0 ? 180 : 30
    #expect(bench.expiresAt == bench.now + seconds * 1_000_000_000)
  }

  @Test("lives to the end of time, and not round it")
  func endOfTime() {
    let bench = Bench(TinyTables(), from: .max - 100)
    for packet in Self.open { bench.send(packet, 6) }
    #expect(bench.expiresAt == .max)
  }

  /// Packets between the web server and a peer, one after another.
  final class Bench {
    /// Between two packets, in nanoseconds.
    static let step: Int64 = 7
    private let path: TinyPath
    private(set) var undelivered = 0

    init(_ tables: TinyTables, from start: Int64) { path = TinyPath(tables, from: start) }

    var expiresAt: Int64? { path.expiresAt }
    var now: Int64 {
      get { path.now }
      set { path.now = newValue }
    }

    func send(_ packet: Packet, _ protocolNumber: UInt8) {
      now += Self.step
      let isOut = if case .out = packet { true } else { false }
      let fate = path.send(isOut ? .out : .in, Self.frame(packet, protocolNumber, isOut: isOut))
      if fate != (isOut ? .onward(Hop(interface: 1)) : .delivered) { undelivered += 1 }
    }

    private static func frame(_ packet: Packet, _ protocolNumber: UInt8, isOut: Bool) -> [UInt8] {
      let (here, there) = isOut ? (TinyTables.web, TinyTables.peer) : (TinyTables.peer, TinyTables.web)
      let ports: (UInt16, UInt16) = isOut ? (40_000, 80) : (80, 40_000)
      let transport: IPv4Frame.Transport
      switch (protocolNumber, packet) {
      case (6, .out(let flags)), (6, .in(let flags)):
        transport = .tcp(TCPFields(sourcePort: ports.0, destinationPort: ports.1, flags: flags))
      // Data that look like FIN and RST where TCP has its flags.
      case (17, _): transport = .udp(UDPFields(sourcePort: ports.0, destinationPort: ports.1))
      case (1, .out): transport = .icmp(.echoRequest(identifier: 9, sequence: 1))
      case (1, .in): transport = .icmp(.echoReply(identifier: 9, sequence: 1))
      default: transport = .bare(protocolNumber: protocolNumber)
      }
      return IPv4Frame(
        source: isOut ? TinyTables.webMac : TinyTables.routerMacs[0],
        destination: isOut ? TinyTables.routerMacs[0] : TinyTables.webMac,
        ip: IPv4Fields(source: here, destination: there), transport: transport
      ).bytes(payload: [UInt8](repeating: 0x05, count: 20))
    }
  }
}
