import Packets
import Units

/// What an instance type grants: rates that all ENIs of the instance share.
package struct AllowanceLimits: Equatable, Sendable {
  /// Packets a second, in and out together, and how many at once.
  package var packetRate: PacketRate
  package var packetBurst: Int64
  /// Bits a second while there are credits, of each direction, and bits at once.
  package var bandwidth: BitRate
  package var bandwidthBurst: Int64
  /// Bits a second that credits are earned at, and the most of them, in bits.
  package var baseline: BitRate
  package var credits: Int64
  /// How long a packet waits at most before it is dropped.
  package var longestQueue: Nanoseconds

  /// Assumed: no document says how long the queue is; 1 ms holds 1,250 packets of 1,500 bytes at 15 Gbit/s.
  package static let usualQueue = Nanoseconds(1_000_000)

  package init(
    packetRate: PacketRate, packetBurst: Int64, bandwidth: BitRate, bandwidthBurst: Int64, baseline: BitRate,
    credits: Int64, longestQueue: Nanoseconds = Self.usualQueue
  ) {
    self.packetRate = packetRate
    self.packetBurst = packetBurst
    self.bandwidth = bandwidth
    self.bandwidthBurst = bandwidthBurst
    self.baseline = baseline
    self.credits = credits
    self.longestQueue = longestQueue
  }
}

/// Packets that met an allowance that was used up, queued or dropped.
package struct AllowanceCounters: Equatable, Sendable {
  package var bandwidthIn = 0
  package var bandwidthOut = 0
  package var packets = 0
  package var connections = 0
  package init() {}

  /// By the names of `ethtool -S`. EC2 User Guide, "Monitor network performance for ENA settings".
  package var named: [(name: String, count: Int)] {
    [
      ("bw_in_allowance_exceeded", bandwidthIn), ("bw_out_allowance_exceeded", bandwidthOut),
      ("pps_allowance_exceeded", packets), ("conntrack_allowance_exceeded", connections),
    ]
  }
}

/// The allowances of one instance, charged packet by packet in the order of their instants.
///
/// ```
///   packet ─→ PPS, both directions ─→ bandwidth of its direction: a peak, and credits earned at the baseline ─→
/// ```
/// A packet that finds too few tokens waits for them, behind those that wait already; one that would wait too long is
/// dropped and charged nowhere. EC2 User Guide, "Monitor network performance for ENA settings": excess is queued, then
/// dropped, and counted either way. Assumed: packets are counted first and bits after; bits are those of the frame
/// without FCS.
package struct AllowanceMeter {
  package enum Ruling: Equatable, Sendable {
    /// At this instant: its own, or later if it had to wait.
    case pass(at: Int64)
    case drop(DropReason)
  }

  package var counters = AllowanceCounters()
  private let longestQueue: Int64
  private var packets: TokenBucket
  private var out: Bandwidth
  private var into: Bandwidth

  package init(_ limits: AllowanceLimits) {
    longestQueue = limits.longestQueue.count
    packets = TokenBucket(rate: limits.packetRate.packetsPerSecond, depth: limits.packetBurst)
    out = Bandwidth(limits)
    into = out
  }

  private struct Bandwidth {
    var peak: TokenBucket
    var credits: TokenBucket

    init(_ limits: AllowanceLimits) {
      peak = TokenBucket(rate: limits.bandwidth.bitsPerSecond, depth: limits.bandwidthBurst)
      credits = TokenBucket(rate: limits.baseline.bitsPerSecond, depth: limits.credits)
    }

    /// When both hold as many, from `now` on.
    @inline(__always)
    func instant(holding bits: Int64, from now: Int64) -> Int64 {
      credits.instant(holding: bits, from: peak.instant(holding: bits, from: now))
    }

    @inline(__always)
    mutating func take(_ bits: Int64, at now: Int64) {
      peak.take(bits, at: now)
      credits.take(bits, at: now)
    }
  }

  /// Charges one packet of `bytes`, which is here at `now`.
  package mutating func charge(bytes: Int, isEgress: Bool, at now: Int64) -> Ruling {
    let bits = Int64(bytes) * 8
    let counted = packets.instant(holding: 1, from: now)
    if counted > now { counters.packets += 1 }
    guard counted - now <= longestQueue else { return .drop(.ppsAllowanceExceeded) }
    let leaves = isEgress ? out.instant(holding: bits, from: counted) : into.instant(holding: bits, from: counted)
    if leaves > counted {
      if isEgress { counters.bandwidthOut += 1 } else { counters.bandwidthIn += 1 }
    }
    guard leaves - now <= longestQueue else { return .drop(.bandwidthAllowanceExceeded) }
    packets.take(1, at: counted)
    if isEgress { out.take(bits, at: leaves) } else { into.take(bits, at: leaves) }
    return .pass(at: leaves)
  }

  /// Charges packets that are all here at `now`, if each of them would pass at once; false: nothing was charged.
  ///
  /// What it comes to is what charging them one by one comes to.
  @inline(__always)
  package mutating func chargeTogether(packets count: Int, bytes: Int, isEgress: Bool, at now: Int64) -> Bool {
    isEgress
      ? Self.chargeTogether(count, bytes, now, &packets, &out) : Self.chargeTogether(count, bytes, now, &packets, &into)
  }

  @inline(__always)
  private static func chargeTogether(
    _ count: Int, _ bytes: Int, _ now: Int64, _ packets: inout TokenBucket, _ bandwidth: inout Bandwidth
  ) -> Bool {
    let bits = Int64(bytes) * 8
    let left = packets.rest(after: Int64(count), at: now)
    let (peak, credits) = (bandwidth.peak.rest(after: bits, at: now), bandwidth.credits.rest(after: bits, at: now))
    guard left >= 0, peak >= 0, credits >= 0 else { return false }
    packets.leave(left, at: now)
    bandwidth.peak.leave(peak, at: now)
    bandwidth.credits.leave(credits, at: now)
    return true
  }
}
