import Units

/// What lies between servers: one latency, and one rate for every server's uplink.
///
/// Placement, and models of latency and bandwidth with their sources, come into this room; whoever asks keeps asking
/// the same question: when does a frame that is ready now arrive?
package struct Fabric {
  /// One way, between any two servers and to the internet.
  package let latency: Nanoseconds
  /// Nil: without limit.
  package let uplink: BitRate?
  /// How long a frame may wait for its server's uplink before the queue is full.
  package static let longestWait = Nanoseconds.milliseconds(10)
  /// Preamble, start of frame, check sequence and gap: 8 + 4 + 12 bytes (IEEE 802.3 §4.4.2).
  package static let ethernetOverhead: Int64 = 24

  private var busyUntil: [Int: Instant] = [:]

  package init(latency: Nanoseconds, uplink: BitRate?) {
    self.latency = latency
    self.uplink = uplink
  }

  /// When a frame of `length` bytes, ready on `server` at `now`, is at its target; nil: the uplink's queue is full.
  package mutating func arrival(from server: Int, length: Int, at now: Instant) -> Instant? {
    guard let uplink else { return now + latency }
    let begins = max(now, busyUntil[server] ?? now)
    guard begins - now <= Self.longestWait else { return nil }
    let ends = begins + uplink.time(toSend: ByteCount(Int64(length) + Self.ethernetOverhead))
    busyUntil[server] = ends
    return ends + latency
  }
}
