import CLinux
import Packets
import Units
import Wire

/// Every flow that passed an ENI lately: open addressing, one cache line an entry.
///
/// At most a quarter of the lines are in use, so that nearly every look-up ends at the first (from one half on the cost
/// of a look-up is eight times higher, measured: mispredicted branches). A seeded hash keeps whoever chooses five-tuples
/// from choosing lines.
///
/// Nothing is done at once. A table that must grow moves to its new lines a few at a time (`step`, and each `insert`);
/// meanwhile a look-up that misses there asks the old ones. Entries that expired are found by a deadline each, taken out
/// a few a burst; until then they are passed over.
///
/// At `capacity` live entries `insert` returns nil. Not for sharing between threads.
package struct FlowTable: ~Copyable {
  /// Entries that are taken out, and entries that are moved, from one step to the next, at most.
  package static let mostPerStep = 64

  package let capacity: Int
  private(set) var lines: FlowLines
  /// The lines that are being left, and how far; nil: none are.
  private(set) var leaving: FlowLines?
  private var left = 0
  private var deadlines: Deadlines
  /// Entries, those included that expired and were not taken out yet.
  private var used = 0
  /// Entries that were moved since the last step began.
  package private(set) var moved = 0
  let hasher: FlowHash
  private var connections = ConnectionCounts()

  /// Room for `capacity` entries; memory for `expected` at first.
  package init(capacity: Int = 1 << 22, expected: Int = 1 << 8, seed: UInt64 = 0) {
    precondition(MemoryLayout<FlowEntry>.stride == 64, "a flow entry is one cache line")
    self.capacity = capacity
    hasher = FlowHash(seed: seed)
    lines = FlowLines(count: 4 * max(64, 1 << (Int.bitWidth - (max(expected, 1) - 1).leadingZeroBitCount)))
    deadlines = Deadlines(capacity: capacity)
  }

  deinit {
    lines.free()
    leaving?.free()
  }

  // MARK: Look-up

  @inline(__always)
  func hash(_ high: UInt64, _ low: UInt64) -> UInt64 { hasher.of(high, low) }

  package func prefetch(_ id: FlowID) { lines.prefetch(hash(id.high, id.low)) }

  /// The flow's entry, of whichever attachment, valid until the next `insert` or `step`; nil: none, or forgotten by `now`.
  @inline(__always)
  func find(_ high: UInt64, _ low: UInt64, hash: UInt64, now: Int64) -> UnsafeMutablePointer<FlowEntry>? {
    guard let entry = lines.find(high, low, hash) ?? leaving?.find(high, low, hash), entry.pointee.expiresAt > now else {
      return nil
    }
    return entry
  }

  /// As above, of the attachment `epoch` alone.
  package func find(_ id: FlowID, epoch: UInt16, now: Int64) -> UnsafeMutablePointer<FlowEntry>? {
    guard let entry = find(id.high, id.low, hash: hash(id.high, id.low), now: now), entry.pointee.epoch == epoch else {
      return nil
    }
    return entry
  }

  /// A fresh entry for `id`, which has no live one. Nil at capacity.
  package mutating func insert(_ id: FlowID, epoch: UInt16, now: Int64) -> UnsafeMutablePointer<FlowEntry>? {
    let hash = hash(id.high, id.low)
    let held = lines.find(id.high, id.low, hash) ?? leaving?.find(id.high, id.low, hash)
    return insert(id, hash, over: held, epoch: epoch, now: now)
  }

  /// As above; `held`: the flow's entry, which expired or is of another attachment, or nil where there is none.
  @inline(__always)
  mutating func insert(
    _ id: FlowID, _ hash: UInt64, over held: UnsafeMutablePointer<FlowEntry>?, epoch: UInt16, now: Int64
  ) -> UnsafeMutablePointer<FlowEntry>? {
    precondition(epoch > 0, "an entry has an epoch")
    if let held {
      // Its deadline stays.
      if held.pointee.isTracked { connections.remove(held.pointee) }
      held.pointee.begin(id, epoch: epoch)
      return held
    }
    if used >= capacity || used >= lines.count / 4 || leaving != nil { guard makeRoom(by: now) else { return nil } }
    used += 1
    deadlines.push(id, at: Self.deadline(.max, now: now))
    return lines.put(id, hash, epoch: epoch)
  }

  /// What `insert` has to do but rarely. False: the table is at its capacity.
  @inline(never)
  private mutating func makeRoom(by now: Int64) -> Bool {
    // At capacity those make room that expired by now, however many deadlines must be looked at for one of them.
    while used >= capacity { guard reviewDeadline(by: now) else { return false } }
    if used >= lines.count / 4, leaving == nil { grow() }
    // Nobody who calls `step` between bursts gets near one half.
    if moved < Self.mostPerStep || used >= lines.count / 2 { move(lines: 8, entries: 1) }
    return true
  }

  // MARK: Tracked connections

  /// Makes a tracked connection of an entry, which is none yet.
  package mutating func track(_ entry: UnsafeMutablePointer<FlowEntry>) {
    entry.pointee.progress.insert(.tracked)
    connections.add(entry.pointee)
  }

  /// How many tracked connections the attachment `epoch` of an ENI has at `now`: made, neither expired nor replaced.
  package mutating func trackedConnections(of interface: Int, epoch: UInt16, now: Int64) -> Int {
    // No deadline is after its entry's end, so those that are due hold everything that expired.
    while reviewDeadline(by: now) {}
    return connections.count(of: interface, epoch: epoch)
  }

  /// Entries that are alive at `now`. Walks the whole table.
  package func count(at now: Instant) -> Int {
    lines.live(at: now.nanoseconds) + (leaving?.live(at: now.nanoseconds) ?? 0)
  }

  /// How many lines a look-up of the flow reads, those that are being left included.
  package func probes(_ id: FlowID) -> Int {
    let hash = hash(id.high, id.low)
    let there = lines.probes(id, hash)
    return there.isFound ? there.count : there.count + (leaving?.probes(id, hash).count ?? 0)
  }

  /// Bytes of memory that lines and deadlines take.
  package var footprint: Int { (lines.count + (leaving?.count ?? 0)) * 64 + deadlines.count * Deadlines.stride }

  // MARK: In small steps

  /// What is done between bursts, so that with a burst's inserts at most 64 entries move, and at most 64 deadlines are
  /// looked at. Nothing that a look-up finds depends on it.
  @inline(__always)
  package mutating func step(now: Int64) {
    moved = 0
    if leaving != nil { move(lines: Self.mostPerStep, entries: Self.mostPerStep / 4) }
    if deadlines.earliest <= now { reviewDeadlines(by: now) }
  }

  @inline(never)
  private mutating func reviewDeadlines(by now: Int64) {
    // Their lines were last touched as long ago as their timeouts are.
    for place in 0..<Self.linesAhead { fetch(deadlineAhead: place) }
    var rest = Self.mostPerStep
    while rest > 0, reviewDeadline(by: now) {
      fetch(deadlineAhead: Self.linesAhead - 1)
      rest -= 1
    }
  }

  /// How many deadlines before it is looked at an entry's line is asked for.
  private static let linesAhead = 16

  @inline(__always)
  private func fetch(deadlineAhead place: Int) {
    if let id = deadlines.soon(place) { lines.prefetchPair(hash(id.high, id.low)) }
  }

  /// No connection is forgotten sooner after its last packet. EC2 User Guide, "Idle connection tracking timeout": the
  /// shortest that may be set is 30 s.
  private static let shortestTimeout = Nanoseconds.seconds(30).count

  /// An entry's deadline is never after it expires, however its timeout is changed.
  private static func deadline(_ expiresAt: Int64, now: Int64) -> Int64 {
    let (soon, overflow) = now.addingReportingOverflow(shortestTimeout)
    return min(expiresAt, overflow ? .max : soon)
  }

  /// Takes the entry with the earliest deadline out, or sets it a new one; false: none is due.
  private mutating func reviewDeadline(by now: Int64) -> Bool {
    guard let id = deadlines.pop(by: now) else { return false }
    let hash = hash(id.high, id.low)
    guard let entry = lines.find(id.high, id.low, hash) ?? leaving?.find(id.high, id.low, hash) else {
      preconditionFailure("a deadline has an entry")
    }
    if entry.pointee.expiresAt > now {
      deadlines.push(id, at: Self.deadline(entry.pointee.expiresAt, now: now))
    } else {
      if entry.pointee.isTracked { connections.remove(entry.pointee) }
      if lines.holds(entry) { lines.remove(entry, hasher) } else { leaving?.remove(entry, hasher) }
      used -= 1
    }
    return true
  }

  private mutating func grow() {
    leaving = lines
    left = 0
    lines = FlowLines(count: lines.count * 2)
  }

  /// Moves what stands in the next lines that are being left.
  private mutating func move(lines mostLines: Int, entries most: Int) {
    guard let old = leaving else { return }
    let last = min(old.count, left + mostLines)
    var rest = most
    while left < last {
      let line = old.base + left
      // What followed an entry may move up into its line.
      while line.pointee.epoch != 0 {
        guard rest > 0 else { return }
        lines.move(line.pointee, hash(line.pointee.id.high, line.pointee.id.low))
        old.remove(line, hasher)
        moved += 1
        rest -= 1
      }
      left += 1
    }
    if left == old.count {
      old.free()
      leaving = nil
    }
  }
}

/// Multiply and fold, 128 bits to 64, and multiply again; 20 times cheaper than SipHash, measured.
///
/// The low bits of the fold alone follow patterns in the names: under 1 seed of 50, a scan of ports or of addresses
/// filled thousands of lines in a row. The second product's upper half depends on all of its bits.
package struct FlowHash {
  private let first: UInt64
  private let second: UInt64

  package init(seed: UInt64) {
    first = seed &* 0xd6e8_feb8_6659_fd93 ^ 0x9e37_79b9_7f4a_7c15
    second = (seed >> 32 | seed << 32) &* 0xa076_1d64_78bd_642f ^ 0xe703_7ed1_a0b4_28db
  }

  /// 32 bits.
  @inline(__always)
  func of(_ high: UInt64, _ low: UInt64) -> UInt64 {
    let product = (high ^ first).multipliedFullWidth(by: low ^ second)
    return ((product.high ^ product.low) &* 0x9e37_79b9_7f4a_7c15) >> 32
  }

  package func of(_ id: FlowID) -> UInt64 { of(id.high, id.low) }
}

/// Memory of lines, a power of two of them; an entry stands in its hash's line or in the nearest after it that was free.
struct FlowLines {
  let base: UnsafeMutablePointer<FlowEntry>
  let mask: UInt64

  init(count: Int) {
    // Fresh pages are zero, and so is the epoch of an empty line.
    base = reserve(count * 64).bindMemory(to: FlowEntry.self, capacity: count)
    mask = UInt64(count - 1)
  }

  func free() { release(base, count * 64) }

  var count: Int { Int(mask) + 1 }

  func holds(_ entry: UnsafeMutablePointer<FlowEntry>) -> Bool { entry >= base && entry < base + count }

  /// Asks for the line that an entry with this hash is likely in.
  @inline(__always)
  func prefetch(_ hash: UInt64) { prefetch_for_write(base + Int(truncatingIfNeeded: hash & mask)) }

  /// As above, and for the line after it, which is looked at where an entry is taken out.
  @inline(__always)
  func prefetchPair(_ hash: UInt64) {
    prefetch_for_write(base + Int(truncatingIfNeeded: hash & mask))
    prefetch_for_write(base + Int(truncatingIfNeeded: (hash &+ 1) & mask))  // Safe: masked.
  }

  @inline(__always)
  func find(_ high: UInt64, _ low: UInt64, _ hash: UInt64) -> UnsafeMutablePointer<FlowEntry>? {
    var index = hash & mask
    while true {
      let line = base + Int(truncatingIfNeeded: index)
      if line.pointee.id.high == high, line.pointee.id.low == low, line.pointee.epoch != 0 { return line }
      if line.pointee.epoch == 0 { return nil }
      index = (index &+ 1) & mask  // Safe: masked.
    }
  }

  /// As `find`, where the entry is not forgotten by `now`: an empty line's time is over, so whether it is one need not
  /// be asked where the name is found.
  @inline(__always)
  func findLive(_ high: UInt64, _ low: UInt64, _ hash: UInt64, now: Int64) -> UnsafeMutablePointer<FlowEntry>? {
    var index = hash & mask
    while true {
      let line = base + Int(truncatingIfNeeded: index)
      if line.pointee.id.high == high, line.pointee.id.low == low { return line.pointee.expiresAt > now ? line : nil }
      if line.pointee.epoch == 0 { return nil }
      index = (index &+ 1) & mask  // Safe: masked.
    }
  }

  func probes(_ id: FlowID, _ hash: UInt64) -> (count: Int, isFound: Bool) {
    var count = 1
    var index = hash & mask
    while base[Int(index)].epoch != 0, base[Int(index)].id != id {
      index = (index + 1) & mask
      count += 1
    }
    return (count, base[Int(index)].epoch != 0)
  }

  /// Puts a fresh entry in, of a flow that has none.
  @inline(__always)
  func put(_ id: FlowID, _ hash: UInt64, epoch: UInt16) -> UnsafeMutablePointer<FlowEntry> {
    let line = free(hash)
    line.pointee.begin(id, epoch: epoch)
    return line
  }

  /// Puts an entry in that is not there.
  func move(_ entry: FlowEntry, _ hash: UInt64) { free(hash).pointee = entry }

  /// The free line for an entry that is not there.
  @inline(__always)
  private func free(_ hash: UInt64) -> UnsafeMutablePointer<FlowEntry> {
    var index = hash & mask
    while base[Int(truncatingIfNeeded: index)].epoch != 0 { index = (index &+ 1) & mask }  // Safe: masked.
    return base + Int(truncatingIfNeeded: index)
  }

  /// Empties a line, and moves those that it held up closer to their hash's line (Knuth, TAOCP 6.4, algorithm R).
  func remove(_ entry: UnsafeMutablePointer<FlowEntry>, _ hasher: FlowHash) {
    var hole = UInt64(entry - base)
    var index = hole
    while true {
      index = (index &+ 1) & mask  // Safe: masked.
      let line = base + Int(truncatingIfNeeded: index)
      guard line.pointee.epoch != 0 else { break }
      let home = hasher.of(line.pointee.id.high, line.pointee.id.low) & mask
      guard (index &- home) & mask >= (index &- hole) & mask else { continue }
      base[Int(truncatingIfNeeded: hole)] = line.pointee
      hole = index
    }
    base[Int(truncatingIfNeeded: hole)].stamp = FlowStamp(generation: 0, epoch: 0)
    base[Int(truncatingIfNeeded: hole)].expiresAt = .min
  }

  func live(at now: Int64) -> Int { (0..<count).count { base[$0].epoch != 0 && base[$0].expiresAt > now } }
}
