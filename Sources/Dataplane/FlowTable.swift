import CLinux
import Packets
import Units
import Wire

/// Who talks to whom through one ENI, in the same words for both directions.
///
/// ```
///   high   local address 32 | remote address 32
///   low    local port 16 | remote port 16 | protocol 8 | ENI index 24
/// ```
/// Local is the ENI's side: the source of what leaves, the destination of what enters.
package struct FlowID: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt64

  package init(
    interface: Int, local: UInt32, remote: UInt32, localPort: UInt16, remotePort: UInt16, protocolNumber: UInt8
  ) {
    high = UInt64(local) << 32 | UInt64(remote)
    low =
      UInt64(localPort) << 48 | UInt64(remotePort) << 32 | UInt64(protocolNumber) << 24
      | UInt64(truncatingIfNeeded: interface) & 0xff_ffff
  }
}

/// What the path remembers of one flow through one ENI: a cache line.
///
/// Two ideas, kept apart. The *tracked connection* is AWS's: `isTracked`, `expiresAt`, who began it and how far it got.
/// The *decisions* are our speed: where each direction goes, valid while its generation is the ENI's view's.
package struct FlowEntry {
  package var id: FlowID
  /// Forgotten from this instant on.
  package var expiresAt: Int64
  /// The view's generation at the decision; 0: none.
  package var egressGeneration: UInt32 = 0
  package var ingressGeneration: UInt32 = 0
  /// The destination MAC for which the egress decision holds.
  package var egressMac: UInt64 = 0
  package var egressHop: Hop = .nowhere
  /// Addresses that the internet gateway writes; 0: none.
  package var egressSource: UInt32 = 0
  package var egressDestination: UInt32 = 0
  package var egressMarks: PacketMarks = []
  /// The marks of arrival for which the ingress decision holds.
  package var ingressMarks: PacketMarks = []
  package var epoch: UInt16
  package var progress = Progress()
  package var isInUse: Bool = true

  init(id: FlowID, expiresAt: Int64, epoch: UInt16) {
    self.id = id
    self.expiresAt = expiresAt
    self.epoch = epoch
  }

  /// How far a connection got.
  package struct Progress: OptionSet, Sendable {
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

  /// A packet of the flow passed: moves the connection on and says until when it is remembered now.
  mutating func advance(egress: Bool, tcpFlags: UInt8, now: Int64, timeouts: ConnectionTimeouts) {
    let isOriginal = progress.contains(.begunByEgress) == egress
    progress.insert(
      isOriginal
        ? (progress.contains(.originalOnce) ? .originalTwice : .originalOnce)
        : (progress.contains(.replyOnce) ? .replyTwice : .replyOnce))
    let protocolNumber = UInt8(truncatingIfNeeded: id.low >> 24)
    if protocolNumber == IPProtocol.tcp {
      if tcpFlags & 0x01 != 0 { progress.insert(isOriginal ? .originalFinished : .replyFinished) }
      if tcpFlags & 0x04 != 0 { progress.insert(.reset) }
      // A new SYN of the same ports begins the connection anew (RFC 9293 §3.6.1 lets a port pair be used again).
      if isOriginal, tcpFlags & 0x12 == 0x02 {
        progress.subtract([.originalFinished, .replyFinished, .reset, .replyOnce, .replyTwice, .originalTwice])
      }
    }
    let (until, overflow) = now.addingReportingOverflow(timeout(protocolNumber, timeouts).count)
    expiresAt = overflow ? .max : until
  }

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

/// Every flow that passed an ENI lately: open addressing, one cache line an entry.
///
/// At most a quarter of the lines are in use, so that nearly every look-up ends at the first (from one half on the cost
/// of a look-up is eight times higher, measured: mispredicted branches). An entry is never taken out by itself: one that
/// expired is no entry, and its line is used again by the next that comes by.
///
/// At `capacity` live entries `insert` returns nil. Not for sharing between threads.
package struct FlowTable: ~Copyable {
  package let capacity: Int
  private var lines: UnsafeMutablePointer<FlowEntry>
  private var lineCount: Int
  /// Lines that are not empty, expired ones included.
  private var used = 0

  package init(capacity: Int = 1 << 22, expected: Int = 1 << 8) {
    precondition(MemoryLayout<FlowEntry>.stride == 64, "a flow entry is one cache line")
    self.capacity = capacity
    lineCount = 4 * max(64, 1 << (Int.bitWidth - (max(expected, 1) - 1).leadingZeroBitCount))
    lines = Self.makeLines(lineCount)
  }

  deinit { release(lines, lineCount * 64) }

  private static func makeLines(_ count: Int) -> UnsafeMutablePointer<FlowEntry> {
    // Fresh pages are zero, and `isInUse` of a zero entry is false.
    reserve(count * 64).bindMemory(to: FlowEntry.self, capacity: count)
  }

  /// Multiply and fold, 128 bits to 64; 25 times cheaper than SipHash, measured.
  @inline(__always)
  private static func hash(_ id: FlowID) -> Int {
    let product = (id.high ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: id.low ^ 0xe703_7ed1_a0b4_28db)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  /// Asks for the line that `id` is likely in.
  @inline(__always)
  package func prefetch(_ id: FlowID) { prefetch_for_write(lines + Self.hash(id) & (lineCount - 1)) }

  /// The live entry of `id`, valid until the next `insert`; nil: none, or forgotten by `now`.
  @inline(__always)
  package func find(_ id: FlowID, epoch: UInt16, now: Int64) -> UnsafeMutablePointer<FlowEntry>? {
    let mask = lineCount - 1
    var index = Self.hash(id) & mask
    while lines[index].isInUse {
      if lines[index].id.high == id.high, lines[index].id.low == id.low {
        return lines[index].expiresAt > now && lines[index].epoch == epoch ? lines + index : nil
      }
      index = (index &+ 1) & mask  // Safe: masked.
    }
    return nil
  }

  /// A fresh entry for `id`, which has no live one. Nil at capacity.
  package mutating func insert(_ id: FlowID, epoch: UInt16, now: Int64) -> UnsafeMutablePointer<FlowEntry>? {
    if used >= lineCount / 4 { grow(now: now) }
    let mask = lineCount - 1
    var index = Self.hash(id) & mask
    var place: Int?
    while lines[index].isInUse {
      if lines[index].id == id {
        place = index
        break
      }
      if place == nil, lines[index].expiresAt <= now { place = index }
      index = (index + 1) & mask
    }
    if place == nil {
      guard used < capacity else { return nil }
      used += 1
    }
    let line = lines + (place ?? index)
    line.initialize(to: FlowEntry(id: id, expiresAt: .max, epoch: epoch))
    return line
  }

  /// Twice the lines if the live entries need it; the expired ones are left behind.
  private mutating func grow(now: Int64) {
    var live = 0
    for index in 0..<lineCount where lines[index].isInUse && lines[index].expiresAt > now { live += 1 }
    let newCount = live >= lineCount / 8 ? lineCount * 2 : lineCount
    guard newCount <= max(lineCount, 8 * capacity) else { return }
    let old = lines
    let oldCount = lineCount
    lines = Self.makeLines(newCount)
    lineCount = newCount
    used = 0
    let mask = newCount - 1
    for index in 0..<oldCount where old[index].isInUse && old[index].expiresAt > now {
      var to = Self.hash(old[index].id) & mask
      while lines[to].isInUse { to = (to + 1) & mask }
      (lines + to).initialize(to: old[index])
      used += 1
    }
    release(old, oldCount * 64)
  }

  /// Entries that are alive at `now`. Walks the whole table.
  package func count(at now: Instant) -> Int {
    (0..<lineCount).count { lines[$0].isInUse && lines[$0].expiresAt > now.nanoseconds }
  }
}
