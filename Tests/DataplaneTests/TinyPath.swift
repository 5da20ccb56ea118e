import Dataplane
import Packets
import Units
import Wire

/// A path over `TinyTables`, shown one packet of the web server's after another.
final class TinyPath {
  enum Way {
    case out
    /// From the fabric; from another subnet, where the network ACL has its say, or from the same.
    case `in`
    case inFromSameSubnet
    case fromOutside
  }

  enum Fate: Equatable {
    case onward(Hop)
    case delivered
    case taken
    case dropped(DropReason)
  }

  var now: Int64
  /// The last packet, as the path left it.
  private(set) var frame: [UInt8] = []
  private var pool = PacketPool(smallLimit: 8, largeLimit: 1)
  private var path: Path
  private var burst = Burst()
  private var flow = FlowID(interface: 0, local: 0, remote: 0, localPort: 0, remotePort: 0, protocolNumber: 0)
  private var epoch: UInt16

  init(_ tables: TinyTables, from start: Int64 = 0) {
    path = Path(tables: tables.make(), flows: FlowTable(expected: 1))
    epoch = tables.epoch
    now = start
  }

  func change(to tables: TinyTables) {
    path.tables = tables.make()
    epoch = tables.epoch
  }

  /// When the flow of the last packet is forgotten; nil: it is not known.
  var expiresAt: Int64? { path.flows.find(flow, epoch: epoch, now: now)?.pointee.expiresAt }
  var isTracked: Bool { path.flows.find(flow, epoch: epoch, now: now)?.pointee.isTracked ?? false }
  var assumed: [Assumption] { path.assumed.members }

  func send(_ way: Way, _ bytes: [UInt8]) -> Fate {
    guard let handle = pool.take(copying: bytes) else { preconditionFailure("one packet has room") }
    burst.clear()
    let marks: PacketMarks = if case .in = way { .enteredSubnet } else { [] }
    burst.append(handle, length: UInt16(bytes.count), at: now, marks: marks)
    switch way {
    case .out: path.egress(&burst, from: 0, pool: &pool)
    case .in, .inFromSameSubnet: path.ingress(&burst, to: 0, pool: &pool)
    case .fromOutside: path.gateway(&burst, pool: &pool)
    }
    (flow.high, flow.low) = (burst.flowHigh[0], burst.flowLow[0])
    frame = Array(pool.frame(handle))
    pool.free(handle)
    for answer in path.answers { pool.free(answer.packet) }
    path.answers.removeAll()
    if burst.dropped == 1 { return .dropped(burst.reason[0]) }
    if burst.taken == 1 { return .taken }
    switch way {
    case .out, .fromOutside: return .onward(burst.hop[0])
    case .in, .inFromSameSubnet: return .delivered
    }
  }
}
