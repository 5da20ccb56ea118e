import Cloud
import Dataplane
import Lab
import Packets
import Support
import Units
import Wire

/// Puts the same packets before the path and before the evaluator, and stops where they differ.
final class Comparison {
  private var pool = PacketPool(smallLimit: 1 << 14, largeLimit: 1 << 10)
  private var path: Path
  private var burst = Burst()
  private var compiled: CompiledCloud
  private var tables: Tables { compiled.tables }
  private var maker: RandomCloud
  private var evaluator: Evaluator
  private var traffic: RandomTraffic
  private var random: SeededCases
  private var clock: Int64 = 0
  private var underWay: [NetworkInterface.ID: [Arrival]] = [:]
  private var log: [String] = []
  private(set) var tally: Tally

  private struct Arrival {
    var packet: PacketHandle
    var transit: Transit
  }

  /// A cloud, and dice for what happens in it, that follow from `seed`.
  init(seed: UInt64, tally: Tally) {
    var dice = SeededCases(exactly: seed)
    maker = RandomCloud.make(using: SeededCases(exactly: dice.next()))
    compiled = CompiledCloud(maker.cloud)
    let tables = compiled.tables
    path = Path(tables: tables)
    var routers: [Subnet.ID: MACAddress] = [:]
    for subnet in tables.subnets { routers[Subnet.ID(subnet.id)] = subnet.routerMac }
    evaluator = Evaluator(maker.cloud, routerMacs: routers)
    traffic = RandomTraffic(maker.cloud, routerMacs: routers, random: SeededCases(exactly: dice.next()))
    random = dice
    self.tally = tally
  }

  /// Runs until `count` packets were judged.
  func run(_ count: Int) throws {
    let end = tally.cases + count
    while tally.cases < end {
      switch random.int(0...99) {
      case 0..<8: change()
      case 8..<11: sleep()
      case 11..<13: try countConnections()
      case 13..<46: try send()
      case 46..<56: try sendFromOutside()
      default: try deliver()
      }
    }
    // Whatever is still under way arrives.
    while !underWay.isEmpty { try deliver() }
  }

  // MARK: What happens

  private func change() {
    maker.cloud = evaluator.cloud
    guard let change = maker.someChange() else { return }
    var next = maker.cloud
    guard (try? next.apply(change)) != nil else { return tally.count("change refused") }
    maker.cloud = next
    evaluator.change(to: next)
    traffic.cloud = next
    compiled = compiled.changed(to: next)
    path.tables = tables
    tally.count("change")
    record("change \(change)")
  }

  private func sleep() {
    let timeouts: [Int64] = [1, 29, 30, 31, 60, 119, 120, 121, 180, 350, 600, 1_000, 432_000]
    clock += random.pick(timeouts) * second + Int64(random.int(-1...1))
  }

  /// As many connections are tracked of each ENI, and of each instance, as the evaluator remembers.
  private func countConnections() throws {
    let now = Instant(nanoseconds: clock)
    for instance in evaluator.cloud.instances.values {
      var all = 0
      for interface in evaluator.cloud.interfaces(of: instance.id) {
        guard let index = index(of: interface.id) else { continue }
        let expected = evaluator.trackedConnections(of: interface, at: clock)
        let counted = path.trackedConnections(of: index, at: now)
        guard counted == expected else {
          throw Mismatch(text: report("tracked connections of \(name(interface.id))", "\(expected)", "\(counted)"))
        }
        all += expected
        if expected > 0 { tally.count("connections counted") }
      }
      let counted = path.trackedConnections(ofInstance: instance.id.text, at: now)
      guard counted == all else {
        throw Mismatch(text: report("tracked connections of \(instance.name)", "\(all)", "\(counted)"))
      }
    }
  }

  private func send() throws {
    let all = evaluator.cloud.networkInterfaces.values.map(\.id)
    guard let sender = all.randomElement(using: &random), let index = index(of: sender) else { return }
    // Who is not there sends nothing, as a rule.
    if !evaluator.cloud.isLive(sender), !random.chance(20) { return }
    fill {
      self.traffic.frame(from: sender)
    } first: { frame in
      guard case .packet(let packet) = EvaluatorPacket.read(frame) else { return nil }
      return self.edge(of: packet, at: sender, .egress)
    }
    let frames = framesOfBurst()
    path.egress(&burst, from: index, pool: &pool)
    var answers: [(NetworkInterface.ID, [UInt8])] = []
    for lane in 0..<burst.count {
      let opinion = evaluator.egress(frames[lane], from: sender, at: burst.instant[lane])
      if case .taken(let answer?) = opinion { answers.append((sender, answer)) }
      try settle(opinion, lane, frames[lane], "\(name(sender)) sends")
    }
    try settleAnswers(answers, index)
  }

  private func sendFromOutside() throws {
    fill {
      self.traffic.frame(from: nil)
    } first: { _ in
      nil
    }
    let frames = framesOfBurst()
    path.gateway(&burst, pool: &pool)
    for lane in 0..<burst.count {
      try settle(evaluator.gateway(frames[lane]), lane, frames[lane], "internet sends")
    }
  }

  private func deliver() throws {
    guard let receiver = underWay.keys.sorted().randomElement(using: &random), var waiting = underWay[receiver],
      let index = index(of: receiver)
    else { return }
    let count = min(waiting.count, random.pick([1, 1, 2, random.int(1...64), 64, 64]))
    let arrivals = Array(waiting.prefix(count))
    waiting.removeFirst(count)
    underWay[receiver] = waiting.isEmpty ? nil : waiting
    burst.clear()
    for (lane, arrival) in arrivals.enumerated() {
      if lane == 0, case .packet(let packet) = EvaluatorPacket.read(Array(pool.frame(arrival.packet))) {
        jump(to: edge(of: packet, at: receiver, .ingress))
      }
      advance()
      append(arrival.packet)
    }
    let frames = framesOfBurst()
    path.ingress(&burst, to: index, pool: &pool)
    for lane in 0..<burst.count {
      let opinion = evaluator.ingress(frames[lane], to: receiver, arrivals[lane].transit, at: burst.instant[lane])
      if case .delivered = opinion { traffic.note(frames[lane], receivedBy: receiver) }
      try settle(opinion, lane, frames[lane], "\(name(receiver)) gets")
    }
  }

  // MARK: Bursts and time

  private func fill(_ frame: () -> [UInt8], first: ([UInt8]) -> Int64?) {
    burst.clear()
    for lane
      in 0..<random.pick([1, 1, 1, 1, 2, 3, 5, random.int(1...20), random.int(1...Burst.capacity), Burst.capacity])
    {
      let bytes = frame()
      if lane == 0 { jump(to: first(bytes)) }
      guard let packet = pool.take(copying: bytes) else { preconditionFailure("the pool is large enough") }
      advance()
      append(packet)
    }
  }

  private func append(_ packet: PacketHandle) {
    let note = pool.note(packet)
    note.pointee.instant = Instant(nanoseconds: clock)
    burst.append(packet, length: note.pointee.length, at: clock, marks: note.pointee.marks)
  }

  private func advance() {
    if random.chance(1) { clock += Int64(random.int(0...40)) * second }
    clock += random.chance(30) ? 0 : Int64(random.int(1...500_000))
  }

  /// To the very instant at which what is remembered of a packet is forgotten, or one nanosecond to either side of it.
  private func jump(to edge: Int64?) {
    guard let edge, random.chance(12) else { return }
    clock = max(clock, edge + Int64(random.int(-1...1)))
  }

  private func edge(of packet: EvaluatorPacket, at id: NetworkInterface.ID, _ direction: Direction) -> Int64? {
    guard let me = evaluator.cloud.networkInterfaces[id] else { return nil }
    if packet.isLaterFragment {
      return evaluator.firstPieces[Evaluator.PieceKey(packet, at: id, direction)].map { $0.seen + 30 * second }
    }
    guard let connection = evaluator.connections[evaluator.key(of: packet, at: id, direction)] else { return nil }
    return connection.last + evaluator.timeout(of: connection, packet.protocolNumber, at: me)
  }

  private func framesOfBurst() -> [[UInt8]] { (0..<burst.count).map { Array(pool.frame(burst.handle[$0])) } }

  private func index(of interface: NetworkInterface.ID) -> Int? {
    tables.interfaces.first { $0.id == interface.text }?.index
  }

  // MARK: Two opinions

  /// Compares what became of a lane with `opinion`, and takes the packet where it goes.
  private func settle(_ opinion: Opinion, _ lane: Int, _ frame: [UInt8], _ what: String) throws {
    let packet = burst.handle[lane]
    let bit: UInt64 = 1 << UInt64(lane)
    let after = Array(pool.frame(packet))
    let fate =
      burst.dropped & bit != 0
      ? "dropped \(burst.reason[lane].name)"
      : burst.taken & bit != 0 ? "taken" : "alive, next \(place(burst.hop[lane]))"
    record("\(what) \(sentence(frame)): \(fate)", at: burst.instant[lane])
    var agrees = false
    switch opinion {
    case .dropped(let why): agrees = burst.dropped & bit != 0 && burst.reason[lane] == why
    case .taken: agrees = burst.taken & bit != 0
    case .onward(let target, let expected, _):
      agrees = burst.alive & bit != 0 && burst.hop[lane].interface == index(of: target) && expected.isSame(as: after)
    case .left(var expected):
      // Whose MAC a frame bears outside is nobody's business here.
      expected.write(destinationMac: MACAddress(bits: UInt64(after.word(0)) << 32 | UInt64(after.long(2))))
      agrees = burst.alive & bit != 0 && burst.hop[lane] == .internet && expected.isSame(as: after)
    case .delivered: agrees = burst.alive & bit != 0 && after == frame
    }
    guard agrees else { throw mismatch(opinion, fate, frame, after, what) }
    tally.count(opinion, evaluator.facts)

    switch opinion {
    case .onward(let target, _, let transit):
      pool.note(packet).pointee.marks = burst.marks[lane]
      underWay[target, default: []].append(Arrival(packet: packet, transit: transit))
    case .left:
      traffic.note(after, receivedBy: nil)
      pool.free(packet)
    default: pool.free(packet)
    }
  }

  /// The fabric's own frames: the same bytes, and nothing stops them on their way in.
  private func settleAnswers(_ expected: [(NetworkInterface.ID, [UInt8])], _ index: Int) throws {
    let answers = path.answers
    path.answers.removeAll()
    let frames = answers.map { Array(pool.frame($0.packet)) }
    let agrees =
      frames.count == expected.count
      && zip(frames, expected).allSatisfy { Self.isSameAnswer($0, $1.1) }
    guard agrees else {
      throw Mismatch(text: report("answers differ", "\(expected.map { $0.1 })", "\(frames)"))
    }
    burst.clear()
    for answer in answers.prefix(Burst.capacity) { append(answer.packet) }
    path.ingress(&burst, to: index, pool: &pool)
    guard burst.dropped == 0, burst.taken == 0 else {
      throw Mismatch(text: report("an answer of the fabric is stopped", "delivered", "\(burst.reason[0].name)"))
    }
    for answer in answers { pool.free(answer.packet) }
    tally.count("answer", answers.count)
  }

  /// Identification, time to live and checksums are the fabric's; everything else follows from the question.
  private static func isSameAnswer(_ frame: [UInt8], _ expected: [UInt8]) -> Bool {
    guard frame.count > 14, frame.word(12) == expected.word(12) else { return false }
    if frame.word(12) == 0x0806 { return frame == expected }
    guard case .packet(let got) = EvaluatorPacket.read(frame),
      case .packet(let wanted) = EvaluatorPacket.read(fixed(expected))
    else { return false }
    return got.source == wanted.source && got.destination == wanted.destination && got.icmpType == wanted.icmpType
      && frame.sum(got.transport..<got.end) == 0xffff
      && frame[(got.transport + 4)..<got.end] == expected[(wanted.transport + 4)..<wanted.end]
  }

  private static func fixed(_ frame: [UInt8]) -> [UInt8] {
    var frame = frame
    frame.healHeader()
    return frame
  }

  // MARK: Words

  private func record(_ line: String, at instant: Int64? = nil) {
    log.append("\(Instant(nanoseconds: instant ?? clock)) \(line)")
    if log.count > 8000 { log.removeFirst(200) }
  }

  private func name(_ id: NetworkInterface.ID) -> String {
    evaluator.cloud.networkInterfaces[id].map(evaluator.cloud.label) ?? id.text
  }

  private func place(_ hop: Hop) -> String {
    if let index = hop.interface { return tables.interfaces[index].label }
    return hop == .internet ? "internet" : "nowhere"
  }

  private func mismatch(_ opinion: Opinion, _ fate: String, _ frame: [UInt8], _ after: [UInt8], _ what: String)
    -> Mismatch
  {
    var expected: String
    var bytes = ""
    switch opinion {
    case .dropped(let why): expected = "dropped \(why.name)"
    case .taken: expected = "taken"
    case .delivered: expected = "delivered"
    case .left(let frame), .onward(_, let frame, _):
      expected = "onward"
      if case .onward(let target, _, _) = opinion { expected += " to \(name(target))" }
      if let at = frame.firstDifference(from: after) {
        bytes = "\nbytes differ at \(at):\n  evaluator \(frame.bytes.prefix(120))\n  path      \(after.prefix(120))"
      }
    }
    expected += " \(evaluator.facts.map(\.rawValue))"
    for (key, connection) in evaluator.connections where what.hasPrefix(name(key.interface)) {
      bytes += "\n  \(key.protocolNumber) \(key.local) \(key.remote) \(key.talk) \(connection)"
    }
    return Mismatch(text: report("\(what) \(sentence(frame))", expected, fate) + bytes)
  }

  private func report(_ what: String, _ evaluator: String, _ path: String) -> String {
    let history = log.suffix(25).joined(separator: "\n")
    return "\(sentences(self.evaluator.cloud))\n\(history)\n\(what)\n  evaluator: \(evaluator)\n  path:      \(path)"
  }
}
