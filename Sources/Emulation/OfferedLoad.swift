import Packets
import Units

/// Packets that fall due one after the other, always the same time apart.
///
/// Packet n is due at `start + n / rate`, to 2^-20 ns.
package struct DueTimes: Equatable, Sendable {
  /// Packets that have not been taken or skipped.
  package private(set) var rest: Int
  private let start: Int
  private let interval: Int
  private var offset = 0

  /// `packets` at `rate` a second, the first due at `start`, in nanoseconds.
  package init(rate: Double, packets: Int, start: Int) {
    precondition(rate > 0 && packets >= 0, "a load has a rate")
    // An interval of at least 2^-20 ns, and of at most an hour.
    interval = max(1, Int(min(1e9 / rate, 3.6e12) * Double(1 << 20)))
    rest = packets
    self.start = start
  }

  /// When the next packet is due, in nanoseconds.
  @inline(__always) package var next: Int { start + offset >> 20 }

  /// Takes the next packet if it is due at `now`, and says when it was.
  @inline(__always)
  package mutating func take(by now: Int) -> Int? {
    guard rest > 0, next <= now else { return nil }
    let due = next
    rest -= 1
    offset += interval
    return due
  }

  /// Leaves out all that are due at `now`, and says how many.
  package mutating func skip(by now: Int) -> Int {
    guard rest > 0, next <= now else { return 0 }
    let count = min(rest, ((now - start) << 20 + (1 << 20 - 1) - offset) / interval + 1)
    rest -= count
    offset += count * interval
    return count
  }
}

/// What became of an offered load, read when all rings were empty.
package struct LoadTrial: Equatable, Sendable {
  package var offered = 0
  package var delivered = 0
  /// From the first packet's due time until the rings were empty.
  package var nanoseconds = 0

  package var lost: Int { offered - delivered }
  /// The share of the offered packets that was lost.
  package var loss: Double { offered == 0 ? 0 : Double(lost) / Double(offered) }
  /// Delivered packets a second.
  package var rate: Double { nanoseconds == 0 ? 0 : Double(delivered) * 1e9 / Double(nanoseconds) }
}

/// The path as the device under test of RFC 2544, in the time of `clock`.
///
/// ```
///   packet n is due at n / rate ─→ tx ring, or lost if it is full ─→ path, bursts as they stand ─→ rx ring ─→ sink
///                                                                              the delay from due time to here ↑
/// ```
/// Generator, path and sink take turns on one core: while one works, packets fall due for the others.
extension PathBench {
  /// Offers `packets` at `rate` a second and waits until the rings are empty; `clock` says nanoseconds.
  package mutating func offer(
    rate: Double, packets: Int, delays: inout DelayHistogram, clock: () -> Int
  ) -> LoadTrial {
    let start = clock()
    let before = delivered
    var due = DueTimes(rate: rate, packets: packets, start: start)
    var time = start
    while true {
      putDuePackets(&due, by: time)
      _ = due.skip(by: time)
      if tx.isEmpty {
        guard due.rest > 0 else { break }
        time = clock()
        continue
      }
      let arrived = delivered
      carryBurst()
      time = clock()
      noteDelays(of: delivered - arrived, at: time, in: &delays)
    }
    return LoadTrial(offered: packets, delivered: delivered - before, nanoseconds: time - start)
  }

  /// Puts what is due on the tx ring, as far as there is room.
  private mutating func putDuePackets(_ due: inout DueTimes, by time: Int) {
    var room = tx.capacity - tx.count
    while room > 0 {
      let most = min(room, setting.burst)
      var count = 0
      while count < most, let instant = due.take(by: time) {
        pool.note(next[count]).pointee.sent = Instant(nanoseconds: Int64(instant))
        count += 1
      }
      guard count > 0 else { break }
      generate(count)
      room -= count
    }
  }

  /// Takes what stands on the tx ring, a burst at most, all the way to the sink.
  private mutating func carryBurst() {
    takeBurst(setting.burst)
    walk()
    finish(freeing: resting)
    drain(freeing: resting)
  }

  /// The sink gave the frames of `count` packets back; their notes still say when they were due.
  @inline(__always)
  private func noteDelays(of count: Int, at time: Int, in delays: inout DelayHistogram) {
    for index in 0..<count {
      delays.note(time - Int(pool.note(handles[index]).pointee.sent.nanoseconds))
    }
  }
}
