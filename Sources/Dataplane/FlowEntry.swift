import Packets
import Units
import Wire

/// What the path remembers of one flow through one ENI: a cache line.
///
/// Two ideas, kept apart. The *tracked connection* is AWS's: `isTracked`, `expiresAt`, who began it and how far it got.
/// The *decisions*, one a direction, are our speed: where a packet goes, valid while `generation` is the ENI's view's.
package struct FlowEntry: BitwiseCopyable {
  package var id: FlowID
  /// Forgotten from this instant on.
  package var expiresAt: Int64
  /// What left and what came in since the counts were last taken.
  package var egressCount = FlowCount()
  package var ingressCount = FlowCount()
  /// The view's generation that the decisions are of.
  var generation: UInt32 = 0
  var egressHop: Hop = .nowhere
  /// Addresses that the internet gateway writes; 0: none.
  var egressSource: UInt32 = 0
  var egressDestination: UInt32 = 0
  package var progress = Progress()
  /// The attachment that it belongs to; 0: the line is empty.
  package var epoch: UInt16
  var decisions = Decisions()
  /// Marks that the egress decision sets, and those of arrival for which the ingress decision holds.
  private var marks: UInt8 = 0

  init(id: FlowID, expiresAt: Int64, epoch: UInt16) {
    self.id = id
    self.expiresAt = expiresAt
    self.epoch = epoch
  }

  /// Which decisions there are.
  struct Decisions: OptionSet, BitwiseCopyable {
    var rawValue: UInt8
    static let egress = Decisions(rawValue: 1 << 0)
    static let ingress = Decisions(rawValue: 1 << 1)
    /// The egress decision is for frames to the subnet's router; otherwise for those to the target's own MAC.
    static let byRouter = Decisions(rawValue: 1 << 2)
    static let translates = Decisions(rawValue: 1 << 3)
  }

  /// `.enteredSubnet`, `.forwarded` and `.translated` alone are decided, and fit in four bits.
  var egressMarks: PacketMarks {
    @inline(__always) get { PacketMarks(rawValue: UInt16(marks & 3) | UInt16(marks & 4) << 4) }
    set { marks = marks & 0xf0 | UInt8(newValue.rawValue & 3) | UInt8(newValue.rawValue >> 4 & 4) }
  }
  var ingressMarks: PacketMarks {
    @inline(__always) get { PacketMarks(rawValue: UInt16(marks >> 4 & 3)) }
    set { marks = marks & 0x0f | UInt8(newValue.rawValue & 3) << 4 }
  }

  /// Makes the decisions those of `now`'s view: what an older one decided counts no more.
  mutating func take(generation now: UInt32) {
    guard generation != now else { return }
    generation = now
    decisions = []
  }
  /// How far a connection got.
  package struct Progress: OptionSet, BitwiseCopyable, Sendable {
    package var rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let tracked = Progress(rawValue: 1 << 0)
    /// The first packet left the ENI; otherwise it came in.
    package static let begunByEgress = Progress(rawValue: 1 << 1)
    package static let originalOnce = Progress(rawValue: 1 << 2)
    package static let originalTwice = Progress(rawValue: 1 << 3)
    package static let replyOnce = Progress(rawValue: 1 << 4)
    package static let replyTwice = Progress(rawValue: 1 << 5)
    package static let originalFinished = Progress(rawValue: 1 << 6)
    package static let replyFinished = Progress(rawValue: 1 << 7)
    package static let reset = Progress(rawValue: 1 << 8)
  }

  package var isTracked: Bool { progress.contains(.tracked) }

  /// A packet of `length` bytes passed: counts it, moves the connection on and says until when it is remembered now.
  @inline(__always)
  mutating func advance(egress: Bool, length: UInt16, tcpFlags: UInt8, now: Int64, timeouts: ConnectionTimeouts) {
    if egress { egressCount.add(length) } else { ingressCount.add(length) }
    let isOriginal = progress.contains(.begunByEgress) == egress
    // Once, then twice, of the direction that the packet has: two bits side by side.
    let shift: UInt16 = isOriginal ? 2 : 4
    let seen = progress.rawValue >> shift & 3
    progress.rawValue |= ((seen << 1 | 1) & 3) << shift
    let protocolNumber = UInt8(truncatingIfNeeded: id.low >> 24)
    if protocolNumber == IPProtocol.tcp { follow(tcpFlags, isOriginal: isOriginal) }
    let (until, overflow) = now.addingReportingOverflow(timeout(protocolNumber, timeouts).count)
    expiresAt = overflow ? .max : until
  }

  private mutating func follow(_ tcpFlags: UInt8, isOriginal: Bool) {
    // RFC 9293 §3.1: FIN 1, SYN 2, RST 4, ACK 16.
    if tcpFlags & 0x01 != 0 { progress.insert(isOriginal ? .originalFinished : .replyFinished) }
    if tcpFlags & 0x04 != 0 { progress.insert(.reset) }
    // A new SYN of the same ports begins the connection anew (RFC 9293 §3.6.1 lets a port pair be used again).
    if isOriginal, tcpFlags & 0x12 == 0x02 {
      progress.subtract([.originalFinished, .replyFinished, .reset, .replyOnce, .replyTwice, .originalTwice])
    }
  }

  @inline(__always)
  func timeout(_ protocolNumber: UInt8, _ timeouts: ConnectionTimeouts) -> Nanoseconds {
    switch protocolNumber {
    case IPProtocol.tcp:
      let closing =
        progress.contains(.reset) || progress.isSuperset(of: [.originalFinished, .replyFinished])
      let established = progress.isSuperset(of: [.originalOnce, .replyOnce])
      return established && !closing ? timeouts.tcpEstablished : timeouts.tcpOpeningOrClosing
    case IPProtocol.udp:
      // More than one request and answer make a stream.
      return progress.isSuperset(of: [.originalTwice, .replyTwice]) ? timeouts.udpStream : timeouts.udp
    case IPProtocol.icmp: return timeouts.icmp
    default: return timeouts.other
    }
  }
}

/// Packets and bytes of one direction of a flow, until somebody takes them.
///
/// ```
///   packets 28 | bytes 36          bytes of frame, without FCS
/// ```
package struct FlowCount: BitwiseCopyable, Sendable {
  private var both: UInt64 = 0

  package var packets: Int { Int(both >> 36) }
  package var bytes: Int { Int(both & (1 << 36 - 1)) }

  @inline(__always)
  mutating func add(_ length: UInt16) {
    // Safe: whoever is about to overflow stays where it is, which takes 2^27 packets or 2^35 bytes without a reader.
    if both & (1 << 63 | 1 << 35) == 0 { both &+= 1 << 36 | UInt64(length) }
  }
}
