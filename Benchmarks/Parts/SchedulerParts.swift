import Benchmark
import Scheduler
import Units

func benchmarkScheduler() {
  for count in [1_000, 100_000, 1_000_000] {
    measure("earliest event out and another in, \(count) pending") {
      let pending = Pending(count)
      return { pending.run() }
    }
  }
}

/// Events of which each, when it happens, is followed by another within a second of lab time.
private final class Pending {
  private var queue = EventQueue<UInt64>(capacity: 1 << 20)
  private var turns = Turns()
  private var sequence: UInt64 = 0

  init(_ count: Int) { for _ in 0..<count { Self.push(after: 0, &queue, &turns, &sequence) } }

  func run() { Self.run(&queue, &turns, &sequence) }

  private static func run(_ queue: inout EventQueue<UInt64>, _ turns: inout Turns, _ sequence: inout UInt64) {
    for _ in 0..<thousand {
      guard let event = queue.pop() else { preconditionFailure("events are pending") }
      push(after: event.key.instant.nanoseconds, &queue, &turns, &sequence)
    }
    blackHole(queue.nextInstant.nanoseconds)
  }

  private static func push(
    after now: Int64, _ queue: inout EventQueue<UInt64>, _ turns: inout Turns, _ sequence: inout UInt64
  ) {
    sequence += 1
    let instant = Instant(nanoseconds: now + Int64(1 + turns.next(below: 1_000_000_000)))
    queue.push(sequence, at: EventKey(instant: instant, origin: 1, sequence: sequence))
  }
}
