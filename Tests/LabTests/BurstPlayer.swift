import Dataplane
import Packets
import Support
import Units
import Wire

/// A path that gets its packets in bursts of its own sizes, and says what became of each.
final class BurstPlayer {
  /// Where packets come from, and whose ENI it is, as an index.
  enum Way { case egress(Int), gateway, ingress(Int) }

  struct Arrival {
    var frame: [UInt8]
    var instant: Int64
    var marks: PacketMarks = []
  }

  /// What became of one packet, and every byte of it.
  struct Outcome: Equatable {
    enum Fate: Equatable {
      case onward(Hop, PacketMarks)
      case taken
      case dropped(DropReason, Stage, rule: UInt32)
    }
    var fate: Fate
    var frame: [UInt8]
  }

  /// A frame that the fabric made, and the number of the packet that it answers.
  struct Answer: Equatable {
    var packet: UInt64
    var interface: Int
    var instant: Instant
    var frame: [UInt8]
  }

  struct Played: Equatable {
    var outcomes: [Outcome] = []
    var answers: [Answer] = []
    var assumed: [Assumption] = []

    /// Without the mark that a packet's headers are known, which is nobody's who judges each packet anew.
    var judgedAnew: Played {
      var played = self
      for number in outcomes.indices {
        guard case .onward(let hop, let marks) = outcomes[number].fate else { continue }
        played.outcomes[number].fate = .onward(hop, marks.subtracting(.plain))
      }
      return played
    }
  }

  /// What a flow's connection came to.
  struct Connection: Equatable {
    var expiresAt: Int64
    var progress: FlowEntry.Progress
  }

  let name: String
  let traces: Bool
  /// Flows that were named since the last time that somebody asked.
  var named: Set<FlowID> = []
  private let sizes: [Int]
  private var random: SeededCases
  private var pool = PacketPool(smallLimit: 512, largeLimit: 128)
  private var path: Path
  private var burst = Burst()

  /// Bursts of one of `sizes`. One that traces recalls nothing, and judges each packet anew.
  init(_ name: String, _ tables: Tables, sizes: [Int], capacity: Int, traces: Bool = false) {
    self.name = name
    self.sizes = sizes
    random = SeededCases(exactly: 7)
    self.traces = traces
    path = Path(tables: tables, flows: FlowTable(capacity: capacity, expected: 1))
    if traces { path.journeys = Journeys() }
  }

  func change(to tables: Tables) { path.tables = tables }

  /// All of `packets`, in order.
  func play(_ way: Way, _ packets: [Arrival]) -> Played {
    var played = Played()
    while played.outcomes.count < packets.count {
      burst.clear()
      let first = played.outcomes.count
      for packet in packets[first...].prefix(random.pick(sizes)) { append(packet, number: first + burst.count) }
      switch way {
      case .egress(let index): path.egress(&burst, from: index, pool: &pool)
      case .gateway: path.gateway(&burst, pool: &pool)
      case .ingress(let index): path.ingress(&burst, to: index, pool: &pool)
      }
      for lane in 0..<burst.count {
        played.outcomes.append(outcome(lane, way))
        var id = FlowID(interface: 0, local: 0, remote: 0, localPort: 0, remotePort: 0, protocolNumber: 0)
        (id.high, id.low) = (burst.flowHigh[lane], burst.flowLow[lane])
        named.insert(id)
        pool.free(burst.handle[lane])
      }
      for answer in path.answers {
        let note = pool.note(answer.packet).pointee
        played.answers.append(
          Answer(
            packet: note.cause.bits, interface: answer.interface, instant: answer.instant,
            frame: Array(pool.frame(answer.packet))))
        pool.free(answer.packet)
      }
      path.answers.removeAll()
    }
    played.assumed = path.assumed.members
    // Nobody asks for the steps.
    if path.journeys != nil { path.journeys = Journeys() }
    return played
  }

  func connection(_ flow: FlowID, at now: Int64) -> Connection? {
    let interface = Int(flow.low & 0xff_ffff)
    guard interface < path.tables.interfaces.count else { return nil }
    return path.flows.find(flow, epoch: path.tables.interfaces[interface].epoch, now: now).map {
      Connection(expiresAt: $0.pointee.expiresAt, progress: $0.pointee.progress)
    }
  }

  /// Behind the frame's end lies what nobody else has there.
  private func append(_ packet: Arrival, number: Int) {
    guard let handle = pool.take(copying: packet.frame) else { preconditionFailure("the pool is large enough") }
    let end = pool.bytes(handle) + packet.frame.count
    let capacity = pool.isLarge(handle) ? PacketPool.largeCapacity : PacketPool.smallCapacity
    for offset in 0..<min(64, capacity - packet.frame.count) {
      end.storeBytes(of: UInt8(random.int(0...255)), toByteOffset: offset, as: UInt8.self)
    }
    pool.note(handle).pointee.id = PacketID(bits: UInt64(number))
    let marks = packet.marks.union(traces ? .traced : [])
    burst.append(handle, length: UInt16(packet.frame.count), at: packet.instant, marks: marks)
  }

  private func outcome(_ lane: Int, _ way: Way) -> Outcome {
    let bit: UInt64 = 1 << UInt64(lane)
    let frame = Array(pool.frame(burst.handle[lane]))
    if burst.dropped & bit != 0 {
      return Outcome(fate: .dropped(burst.reason[lane], burst.stage[lane], rule: burst.rule[lane]), frame: frame)
    }
    if burst.taken & bit != 0 { return Outcome(fate: .taken, frame: frame) }
    // Who has arrived goes nowhere.
    let hop = if case .ingress = way { Hop.nowhere } else { burst.hop[lane] }
    return Outcome(fate: .onward(hop, burst.marks[lane].subtracting(.traced)), frame: frame)
  }
}
