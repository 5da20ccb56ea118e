import Dataplane
import Packets

/// What the stages cost, one beside the other: the path carries no clock, so it is cut short, or a part of it repeated.
extension PathBench {
  /// How far packets go before the sink has them: each extent does what the one before does, and one thing more.
  package enum Extent: Int, CaseIterable, Sendable {
    case nowhere, named, found, egress, namedArrivals, foundArrivals, throughPath
  }

  /// As `path.egress`, `passOn` and `path.ingress`, cut short.
  mutating func walk(to extent: Extent) {
    let (sender, receiver) = (BenchTables.sender(of: shard), BenchTables.receiver(of: shard))
    switch extent {
    case .nowhere: break
    case .named, .found:
      digest &+= UInt64(
        bitPattern: path.name(&burst, at: sender, isEgress: true, findsFlows: extent == .found, pool: pool))
    case .egress: path.egress(&burst, from: sender, pool: &pool)
    case .namedArrivals, .foundArrivals:
      path.egress(&burst, from: sender, pool: &pool)
      passOn()
      digest &+= UInt64(
        bitPattern: path.name(&burst, at: receiver, isEgress: false, findsFlows: extent == .foundArrivals, pool: pool))
    case .throughPath: walk()
    }
  }

  /// Carries a part of the path out `times` times for one burst of first packets, which stays in the cache; how many
  /// packets passed, all of them if the part is one that they meet.
  package mutating func `repeat`(_ part: Path.Part, _ times: Int) -> Int {
    sendBurst()
    if part.isOfArrival {
      path.egress(&burst, from: BenchTables.sender(of: shard), pool: &pool)
      passOn()
    }
    let index = part.isOfArrival ? BenchTables.receiver(of: shard) : BenchTables.sender(of: shard)
    if part != .parse, part != .parseArrival {
      _ = path.carryOut(part.isOfArrival ? .parseArrival : .parse, &burst, at: index, pool: pool)
    }
    var passed = 0
    for _ in 0..<times { passed += path.carryOut(part, &burst, at: index, pool: pool) }
    finish(freeing: resting)
    drain(freeing: resting)
    return passed
  }
}
