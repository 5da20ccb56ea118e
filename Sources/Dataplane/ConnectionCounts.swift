/// How many tracked connections each ENI's present attachment has in the flow table.
///
/// A connection of an earlier attachment counts no more, though its entry stays until its time is over: a number is
/// worth what it says only under its epoch.
struct ConnectionCounts: ~Copyable {
  private struct Count: BitwiseCopyable {
    var connections: UInt32 = 0
    var epoch: UInt16 = 0
  }

  private var counts: UnsafeMutablePointer<Count>
  private var capacity = 64

  init() {
    counts = .allocate(capacity: capacity)
    counts.initialize(repeating: Count(), count: capacity)
  }

  deinit { counts.deallocate() }

  /// `entry` became a tracked connection, of the ENI's present attachment.
  @inline(__always)
  mutating func add(_ entry: FlowEntry) {
    let interface = entry.id.interface
    if interface >= capacity { grow(to: interface) }
    if counts[interface].epoch != entry.epoch { counts[interface] = Count(epoch: entry.epoch) }
    counts[interface].connections &+= 1  // Safe: at most one an entry.
  }

  /// A tracked connection's entry ends.
  @inline(__always)
  mutating func remove(_ entry: FlowEntry) {
    let interface = entry.id.interface
    precondition(interface < capacity, "a tracked connection was counted")
    if counts[interface].epoch == entry.epoch { counts[interface].connections -= 1 }
  }

  func count(of interface: Int, epoch: UInt16) -> Int {
    interface < capacity && counts[interface].epoch == epoch ? Int(counts[interface].connections) : 0
  }

  @inline(never)
  private mutating func grow(to interface: Int) {
    let old = (counts, capacity)
    while capacity <= interface { capacity *= 2 }
    counts = .allocate(capacity: capacity)
    counts.initialize(repeating: Count(), count: capacity)
    counts.update(from: old.0, count: old.1)
    old.0.deallocate()
  }
}
