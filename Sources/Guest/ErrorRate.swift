import Units
import Wire

/// How many ICMP errors a guest sends: Linux, Documentation/networking/ip-sysctl.rst, with its defaults.
///
/// - `icmp_ratelimit` 1000 ms: to one destination one a second, after up to six at once (net/ipv4/inetpeer.c,
///   `inet_peer_xrlim_allow`).
/// - `icmp_msgs_per_sec` 1000 and `icmp_msgs_burst` 50: to all together (net/ipv4/icmp.c, `icmp_global_allow`,
///   which takes one credit on average; here it is always one).
///
/// Both ask first whether the type is limited at all (`icmp_ratemask` 6168: unreachable, time exceeded and
/// others; never fragmentation needed).
struct ErrorRate {
  private static let interval = Nanoseconds.seconds(1).count
  private static let mostTogether = 6 * interval
  private static let burst: Int64 = 50
  /// Destinations remembered; those that have waited longest have the most to say again, and are forgotten.
  private static let mostDestinations = 4_096

  /// Nanoseconds that a destination has waited, and when that was.
  private struct Waited {
    var tokens: Int64
    var last: Int64
  }

  private var credit: Int64 = burst
  private var refilled: Int64 = 0
  private var destinations: [IPv4Address: Waited] = [:]

  /// Whether an error may go to `destination` now, which then counts.
  mutating func allows(_ error: ICMPFields, to destination: IPv4Address, now: Instant) -> Bool {
    let isLimited =
      error.type == ICMPType.destinationUnreachable && error.code != 4 || error.type == ICMPType.timeExceeded
    guard isLimited else { return true }
    let now = now.nanoseconds
    return takeCredit(now) && takeTokens(destination, now)
  }

  private mutating func takeCredit(_ now: Int64) -> Bool {
    // A credit a millisecond, given out every 20 ms.
    let passed = min(now - refilled, Self.interval)
    if passed >= Self.interval / 50 {
      credit = min(credit + passed / 1_000_000, Self.burst)
      refilled = now
    }
    guard credit > 0 else { return false }
    credit -= 1
    return true
  }

  private mutating func takeTokens(_ destination: IPv4Address, _ now: Int64) -> Bool {
    var waited = destinations[destination] ?? Waited(tokens: Self.mostTogether, last: now)
    waited.tokens = min(waited.tokens + now - waited.last, Self.mostTogether)
    waited.last = now
    let allows = waited.tokens >= Self.interval
    if allows { waited.tokens -= Self.interval }
    if destinations.count >= Self.mostDestinations, destinations[destination] == nil {
      destinations = destinations.filter { now - $0.value.last < Self.mostTogether }
    }
    destinations[destination] = waited
    return allows
  }
}
