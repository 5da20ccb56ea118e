import Cloud
import Dataplane
import Lab
import Packets
import Support
import Wire

/// Sends the same packets through several paths that differ in where their bursts begin and end, and stops where one of
/// them comes to something else.
final class BurstSplit {
  private var maker: RandomCloud
  private var traffic: RandomTraffic
  private var compiled: CompiledCloud
  private var tables: Tables { compiled.tables }
  private let players: [BurstPlayer]
  private var random: SeededCases
  private var clock: Int64 = 0
  private var underWay: [NetworkInterface.ID: [BurstPlayer.Arrival]] = [:]
  /// All flows that were ever named.
  private var flows: Set<FlowID> = []
  /// How often which fate was met.
  private(set) var tally: [String: Int]

  init(seed: UInt64, tally: [String: Int]) {
    var dice = SeededCases(exactly: seed)
    maker = RandomCloud.make(using: SeededCases(exactly: dice.next()))
    compiled = CompiledCloud(maker.cloud)
    let tables = compiled.tables
    var routers: [Subnet.ID: MACAddress] = [:]
    for subnet in tables.subnets { routers[Subnet.ID(subnet.id)] = subnet.routerMac }
    traffic = RandomTraffic(maker.cloud, routerMacs: routers, random: SeededCases(exactly: dice.next()))
    // Now and then a table that is soon full.
    let capacity = dice.pick([1 << 20, 1 << 20, 40, 8])
    let sizes: [(name: String, sizes: [Int])] = [
      ("one by one", [1]), ("in fours", [4]), ("64 at a time", [64]), ("by dice", [1, 2, 3, 17, 40, 63, 64]),
    ]
    players =
      sizes.map { BurstPlayer($0.name, tables, sizes: $0.sizes, capacity: capacity) }
      + [BurstPlayer("64 at a time, judged anew", tables, sizes: [64], capacity: capacity, traces: true)]
    random = dice
    self.tally = tally
  }

  /// Until `count` packets were played.
  func run(_ count: Int) throws {
    var played = 0
    while played < count {
      switch random.int(0...99) {
      case 0..<8: change()
      case 8..<12: clock += Int64(random.pick([1, 30, 31, 120, 180, 600])) * second
      case 12..<48: played += try send()
      case 48..<58: played += try sendFromOutside()
      default: played += try deliver()
      }
    }
    try compareFlows(flows)
  }

  /// `count` mutations of what is sent in this cloud.
  func runBroken(_ count: Int, seed: UInt64) throws {
    let senders = Array(maker.cloud.networkInterfaces.keys).filter { maker.cloud.isLive($0) } + [nil]
    for sender in senders {
      let originals = (0..<200).map { _ in traffic.frame(from: sender) }.filter { !$0.isEmpty }
      let mutations = FrameMutations(of: originals, seed: seed)
      var number = 0
      while number < count / senders.count {
        let frames = (0..<150).map { _ in
          number += 1
          // One in three as it was, so that there are decisions to recall.
          return random.chance(33) ? random.pick(originals) : Array(mutations.mutation(number))
        }
        let arrivals = frames.map { BurstPlayer.Arrival(frame: $0, instant: tick()) }
        guard let sender else {
          _ = try play(.gateway, arrivals, by: nil)
          continue
        }
        if let index = index(of: sender) { _ = try play(.egress(index), arrivals, by: sender) }
      }
    }
    // What got through arrives.
    while !underWay.isEmpty { _ = try deliver() }
    try compareFlows(flows)
  }

  private func change() {
    guard let change = maker.someChange() else { return }
    var next = maker.cloud
    guard (try? next.apply(change)) != nil else { return }
    maker.cloud = next
    traffic.cloud = next
    compiled = compiled.changed(to: next)
    for player in players { player.change(to: tables) }
  }

  private func send() throws -> Int {
    guard let sender = maker.cloud.networkInterfaces.keys.randomElement(using: &random), let index = index(of: sender)
    else { return 0 }
    return try play(.egress(index), arrivals { self.traffic.frame(from: sender) }, by: sender)
  }

  private func sendFromOutside() throws -> Int {
    try play(.gateway, arrivals { self.traffic.frame(from: nil) }, by: nil)
  }

  private func deliver() throws -> Int {
    guard let receiver = underWay.keys.sorted().randomElement(using: &random), let waiting = underWay[receiver],
      let index = index(of: receiver)
    else { return 0 }
    underWay[receiver] = nil
    let arrivals = waiting.map { BurstPlayer.Arrival(frame: $0.frame, instant: tick(), marks: $0.marks) }
    return try play(.ingress(index), arrivals, by: receiver)
  }

  private func arrivals(_ frame: () -> [UInt8]) -> [BurstPlayer.Arrival] {
    (0..<random.pick([1, 3, 10, 65, random.int(1...200)])).map { _ in
      BurstPlayer.Arrival(frame: frame(), instant: tick())
    }
  }

  /// Many packets at the same instant, now and then half a minute later.
  private func tick() -> Int64 {
    if random.chance(1) { clock += Int64(random.int(0...40)) * second }
    clock += random.chance(50) ? 0 : Int64(random.int(1...500_000))
    return clock
  }

  private func index(of interface: NetworkInterface.ID) -> Int? {
    tables.interfaces.first { $0.id == interface.text }?.index
  }

  // MARK: All of one opinion

  private func play(
    _ way: BurstPlayer.Way, _ packets: [BurstPlayer.Arrival], by who: NetworkInterface.ID?
  ) throws -> Int {
    let expected = players[0].play(way, packets)
    for player in players.dropFirst() { try compare(player.play(way, packets), expected, player, way, packets) }
    let named = Set(players.flatMap(\.named))
    for player in players { player.named = [] }
    flows.formUnion(named)
    try compareFlows(named)

    for (packet, outcome) in zip(packets, expected.outcomes) {
      switch outcome.fate {
      case .dropped(let why, _, _): tally[why.name, default: 0] += 1
      case .taken: tally["taken", default: 0] += 1
      case .onward(let hop, let marks):
        tally["onward", default: 0] += 1
        if case .ingress = way {
          traffic.note(packet.frame, receivedBy: who)
        } else if let target = hop.interface {
          let id = NetworkInterface.ID(tables.interfaces[target].id)
          underWay[id, default: []].append(BurstPlayer.Arrival(frame: outcome.frame, instant: 0, marks: marks))
        } else {
          traffic.note(outcome.frame, receivedBy: nil)
        }
      }
    }
    tally["answers", default: 0] += expected.answers.count
    return packets.count
  }

  private func compare(
    _ played: BurstPlayer.Played, _ expected: BurstPlayer.Played, _ player: BurstPlayer, _ way: BurstPlayer.Way,
    _ packets: [BurstPlayer.Arrival]
  ) throws {
    guard player.traces ? played.judgedAnew != expected.judgedAnew : played != expected else { return }
    var text = "\(way), \(packets.count) packets, \(player.name):"
    for (number, packet) in packets.enumerated() where played.outcomes[number] != expected.outcomes[number] {
      text += "\n\(number) \(sentence(packet.frame))\n  \(played.outcomes[number])\n  \(expected.outcomes[number])"
    }
    if played.answers != expected.answers { text += "\nanswers \(played.answers)\n        \(expected.answers)" }
    if played.assumed != expected.assumed { text += "\nassumed \(played.assumed)\n        \(expected.assumed)" }
    throw Mismatch(text: text)
  }

  private func compareFlows(_ flows: Set<FlowID>) throws {
    for flow in flows {
      let expected = players[0].connection(flow, at: clock)
      tally[expected == nil ? "no connection" : "connection", default: 0] += 1
      for player in players.dropFirst() where player.connection(flow, at: clock) != expected {
        let found = player.connection(flow, at: clock)
        throw Mismatch(
          text: "\(player.name): \(flow) \(String(describing: found)), not \(String(describing: expected))")
      }
    }
  }
}
