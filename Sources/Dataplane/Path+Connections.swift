import Units

/// How many tracked connections there are, which is what the conntrack allowance counts. At an instant that is not after
/// the horizon: entries that expired by then are forgotten, and nobody asks for them any more.
extension Path {
  /// Those of an ENI's present attachment at `now`: made, and neither expired nor ended by a detachment.
  package mutating func trackedConnections(of interface: Int, at now: Instant) -> Int {
    precondition(now <= horizon, "some ENIs are still before that instant")
    return flows.trackedConnections(of: interface, epoch: tables.rows[interface].trackedStamp.epoch, now: now.nanoseconds)
  }

  /// Those of all ENIs that are attached to an instance.
  package mutating func trackedConnections(ofInstance id: String, at now: Instant) -> Int {
    var count = 0
    for interface in tables.interfaces(ofInstance: id) { count += trackedConnections(of: interface, at: now) }
    return count
  }
}
