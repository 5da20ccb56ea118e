import Units

/// A stretch of lab time: from `from` up to, and not including, `to`.
package struct Window: Hashable, Sendable {
  package var from: Instant
  package var to: Instant

  package init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }
}

/// What the world does next.
package enum Turn: Hashable, Sendable {
  /// All shards take what the user changed at this instant; then the world asks again.
  case change(at: Instant)
  /// Each shard runs its own events of the window, in order and without the others; then all meet.
  case run(Window)
  /// Nothing happens any more before the end.
  case rest
}

/// The windows in which shards run without each other.
///
/// What a shard sends another arrives `lookahead` later at the earliest, so within that time none can affect another:
/// ```
///   reached          event                    event + lookahead
///   ───┴───────────────┼──────────────────────────┼───────► lab time
///           idle: free │ window                   │           it ends earlier at the next change and at the end
/// ```
/// At one instant changes come before packets. Events and changes at or after `end` do not happen.
package struct Windows: Sendable {
  /// The least lookahead that is worth a meeting of all shards.
  package static let shortestLookahead = Nanoseconds.microseconds(1)

  /// The minimum latency between servers of different shards; whatever is longer than the run where there is one shard.
  package let lookahead: Nanoseconds
  /// Where lab time ends.
  package let end: Instant
  /// Everything before this instant has happened.
  package private(set) var reached = Instant.beginning

  /// Refuses a lookahead below 1 µs.
  package init(lookahead: Nanoseconds, end: Instant) throws(LookaheadTooShort) {
    guard lookahead >= Self.shortestLookahead else { throw LookaheadTooShort(lookahead: lookahead) }
    self.lookahead = lookahead
    self.end = end
  }

  /// The next turn, where `event` is the earliest pending event of any shard and `change` the earliest change that has
  /// not been made; `never` where there is none.
  package mutating func next(event: Instant, change: Instant) -> Turn {
    precondition(event >= reached && change >= reached, "nothing happens before an instant that has been reached")
    let earliest = min(event, change)
    guard earliest < end && earliest < .never else { return .rest }
    if change <= event {
      reached = change
      return .change(at: change)
    }
    let window = Window(from: event, to: min(event + lookahead, change, end))
    reached = window.to
    return .run(window)
  }
}

/// Servers are so close to each other that shards would meet for every packet.
package struct LookaheadTooShort: Error, Hashable, Sendable, CustomStringConvertible {
  package var lookahead: Nanoseconds

  package init(lookahead: Nanoseconds) { self.lookahead = lookahead }

  package var description: String {
    "a latency of \(lookahead) between servers is too short: the least is \(Windows.shortestLookahead) (1us)"
  }
}
