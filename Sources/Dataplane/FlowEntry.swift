import Packets
import Units
import Wire

/// What the path remembers of one flow through one ENI: a cache line.
///
/// Two ideas, kept apart. The *tracked connection* is AWS's: `isTracked`, `expiresAt`, who began it and how far it got.
/// The *decisions*, one a direction, are our speed: where a packet goes, valid while `stamp` is the ENI's view's.
package struct FlowEntry: BitwiseCopyable {
  package var id: FlowID
  /// Forgotten from this instant on.
  package var expiresAt: Int64
  /// What left and what came in since the counts were last taken.
  package var egressCount = FlowCount()
  package var ingressCount = FlowCount()
  /// Whose decisions there are, and what they say beside the fields below.
  var stamp: FlowStamp
  var egressHop: Hop = .nowhere
  /// Addresses that the internet gateway writes; 0: none.
  var egressSource: UInt32 = 0
  var egressDestination: UInt32 = 0
  package var progress = Progress()
  /// What `progress` and the protocol make of the ENI's timeouts.
  private var patience = ConnectionTimeouts.Kind.other

  /// Makes the line a fresh entry, as if for ever.
  @inline(__always)
  mutating func begin(_ id: FlowID, epoch: UInt16) {
    self.id = id
    expiresAt = .max
    egressCount = FlowCount()
    ingressCount = FlowCount()
    stamp = FlowStamp(generation: 0, epoch: epoch)
    egressHop = .nowhere
    egressSource = 0
    egressDestination = 0
    progress = Progress()
    patience = .other
  }

  /// The attachment that it belongs to; 0: the line is empty.
  package var epoch: UInt16 { stamp.epoch }

  /// How far a connection got.
  package struct Progress: OptionSet, BitwiseCopyable, Sendable {
    package var rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static var tracked: Progress { Progress(rawValue: 1 << 0) }
    /// The first packet left the ENI; otherwise it came in.
    package static var begunByEgress: Progress { Progress(rawValue: 1 << 1) }
    package static var leftOnce: Progress { Progress(rawValue: 1 << 2) }
    package static var leftTwice: Progress { Progress(rawValue: 1 << 3) }
    package static var enteredOnce: Progress { Progress(rawValue: 1 << 4) }
    package static var enteredTwice: Progress { Progress(rawValue: 1 << 5) }
    package static var leftFinished: Progress { Progress(rawValue: 1 << 6) }
    package static var enteredFinished: Progress { Progress(rawValue: 1 << 7) }
    package static var reset: Progress { Progress(rawValue: 1 << 8) }
  }

  package var isTracked: Bool { progress.contains(.tracked) }

  /// A packet of `length` bytes passed: counts it, moves the connection on and says until when it is remembered now.
  /// `timeouts`: nanoseconds by `ConnectionTimeouts.Kind`.
  @inline(__always)
  mutating func advance(egress: Bool, length: UInt16, tcpFlags: UInt8, now: Int64, _ timeouts: UnsafePointer<Int64>) {
    if egress { egressCount.add(length) } else { ingressCount.add(length) }
    // RFC 9293 §3.1: FIN 1, SYN 2, RST 4. Of most packets there is nothing new to say.
    if !progress.contains(egress ? .leftTwice : .enteredTwice) || tcpFlags & 0x07 != 0 {
      moveOn(egress: egress, tcpFlags: tcpFlags)
    }
    let (until, overflow) = now.addingReportingOverflow(timeouts[Int(patience.rawValue)])
    expiresAt = overflow ? .max : until
  }

  @inline(never)
  private mutating func moveOn(egress: Bool, tcpFlags: UInt8) {
    if egress {
      progress.insert(progress.contains(.leftOnce) ? .leftTwice : .leftOnce)
    } else {
      progress.insert(progress.contains(.enteredOnce) ? .enteredTwice : .enteredOnce)
    }
    let protocolNumber = UInt8(truncatingIfNeeded: id.low >> 24)
    if protocolNumber == IPProtocol.tcp {
      if tcpFlags & 0x01 != 0 { progress.insert(egress ? .leftFinished : .enteredFinished) }
      if tcpFlags & 0x04 != 0 { progress.insert(.reset) }
      // A new SYN of the same ports, without an ACK (16), begins the connection anew (RFC 9293 §3.6.1 lets a port pair be
      // used again).
      if progress.contains(.begunByEgress) == egress, tcpFlags & 0x12 == 0x02 {
        progress.subtract([.leftOnce, .leftTwice, .enteredOnce, .enteredTwice, .leftFinished, .enteredFinished, .reset])
        progress.insert(egress ? .leftOnce : .enteredOnce)
      }
    }
    patience = timeout(protocolNumber)
  }

  private func timeout(_ protocolNumber: UInt8) -> ConnectionTimeouts.Kind {
    switch protocolNumber {
    case IPProtocol.tcp:
      let closing = progress.contains(.reset) || progress.isSuperset(of: [.leftFinished, .enteredFinished])
      let established = progress.isSuperset(of: [.leftOnce, .enteredOnce])
      return established && !closing ? .tcpEstablished : .tcpOpeningOrClosing
    case IPProtocol.udp:
      // More than one request and answer make a stream.
      return progress.isSuperset(of: [.leftTwice, .enteredTwice]) ? .udpStream : .udp
    case IPProtocol.icmp: return .icmp
    default: return .other
    }
  }
}

/// Of which attachment and of which view of its ENI an entry's decisions are, and their small parts, in one word, so that
/// one comparison says whether a decision holds.
///
/// ```
///   generation 32 | epoch 16 | decisions 4 | marks that leaving sets 3 | marks of arrival 2
/// ```
/// Of a tracked connection the generation is the view's without its security groups, so that a rule that changes leaves
/// its decisions as they are; of any other flow it has its upper bit set and counts the rules' changes too.
struct FlowStamp: BitwiseCopyable, Equatable {
  var word: UInt64

  /// No decisions; `epoch` 0: the line is empty.
  init(generation: UInt32, epoch: UInt16) { word = UInt64(generation) | UInt64(epoch) << 32 }

  private init(word: UInt64) { self.word = word }

  private static var egress: UInt64 { 1 << 48 }
  private static var ingress: UInt64 { 1 << 49 }
  /// The egress decision is for frames to the subnet's router; otherwise for those to the target's own MAC.
  private static var byRouter: UInt64 { 1 << 50 }
  private static var translating: UInt64 { 1 << 51 }
  private static var view: UInt64 { 1 << 48 - 1 }

  var epoch: UInt16 { UInt16(truncatingIfNeeded: word >> 32) }

  /// What an entry's stamp has in common with this view's if it holds a decision for frames to the router, or to the
  /// target.
  @inline(__always)
  func decidesEgress(as view: FlowStamp, byRouter: Bool) -> Bool {
    let wanted = view.word | Self.egress | (byRouter ? Self.byRouter : 0)
    return (word ^ wanted) & (Self.view | Self.egress | Self.byRouter) == 0
  }

  /// As above, for a packet that arrives with `marks`.
  @inline(__always)
  func decidesIngress(as view: FlowStamp, marks: PacketMarks) -> Bool {
    let wanted = view.word | Self.ingress | UInt64(marks.rawValue & 3) << 55
    return (word ^ wanted) & (Self.view | Self.ingress | 3 << 55) == 0
  }

  var translates: Bool { word & Self.translating != 0 }

  /// `.enteredSubnet`, `.forwarded`, `.translated`.
  var marks: PacketMarks {
    @inline(__always) get {
      PacketMarks(rawValue: UInt16(truncatingIfNeeded: word >> 52 & 3 | (word >> 54 & 1) << 6))
    }
  }

  /// Makes the decisions those of `now`'s view: what an older one decided counts no more.
  private mutating func take(_ now: FlowStamp) { if (word ^ now.word) & Self.view != 0 { word = now.word } }

  mutating func decideEgress(as view: FlowStamp, byRouter: Bool, translates: Bool, marks: PacketMarks) {
    take(view)
    word &= ~(Self.byRouter | Self.translating | 7 << 52)
    let bits = UInt64(marks.rawValue & 3) | UInt64(marks.rawValue >> 6 & 1) << 2
    word |= Self.egress | (byRouter ? Self.byRouter : 0) | (translates ? Self.translating : 0) | bits << 52
  }

  mutating func decideIngress(as view: FlowStamp, marks: PacketMarks) {
    take(view)
    word = word & ~(3 << 55) | Self.ingress | UInt64(marks.rawValue & 3) << 55
  }

  mutating func forgetEgress() { word &= ~Self.egress }
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
