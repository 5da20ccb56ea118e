import Packets

/// When to look at which flow's entry again, one item an entry.
///
/// Most are as far ahead as every other when they are set, so they stand in a line, the earliest first; the others in a
/// heap.
struct Deadlines: ~Copyable {
  static let stride = MemoryLayout<Deadline>.stride

  private var line = DeadlineLine()
  private var heap: DeadlineHeap

  init(capacity: Int) { heap = DeadlineHeap(capacity: capacity) }

  var count: Int { line.count + heap.count }

  /// `Int64.max` where there is none.
  @inline(__always)
  var earliest: Int64 { min(line.earliest, heap.earliest) }

  @inline(__always)
  mutating func push(_ id: FlowID, at instant: Int64) {
    if instant >= line.latest { line.append(Deadline(instant: instant, id: id)) } else { heap.push(id, at: instant) }
  }

  /// A flow whose deadline is likely to come `place` after the next one, if that can be told at once.
  @inline(__always)
  func soon(_ place: Int) -> FlowID? { line.item(place) }

  /// The flow with the earliest deadline, if that is not after `now`.
  @inline(__always)
  mutating func pop(by now: Int64) -> FlowID? {
    if line.earliest <= heap.earliest { return line.earliest <= now ? line.removeFirst() : nil }
    return heap.pop(by: now)
  }
}

struct Deadline: BitwiseCopyable {
  var instant: Int64
  var id: FlowID
}

/// Deadlines in ascending order, in blocks that are used again.
struct DeadlineLine: ~Copyable {
  private static let blockLength = 2_048

  private struct Block {
    var next: UnsafeMutablePointer<Block>?
    let items: UnsafeMutablePointer<Deadline>
  }

  private var first: UnsafeMutablePointer<Block>
  private var last: UnsafeMutablePointer<Block>
  private var spare: UnsafeMutablePointer<Block>?
  /// Where the first item stands in the first block, and the next one's place in the last.
  private var head = 0
  private var tail = 0
  private(set) var count = 0
  private(set) var earliest = Int64.max
  private(set) var latest = Int64.min

  init() {
    first = Self.makeBlock()
    last = first
  }

  deinit {
    spare.map { last.pointee.next = $0 }
    var block: UnsafeMutablePointer<Block>? = first
    while let this = block {
      block = this.pointee.next
      this.pointee.items.deallocate()
      this.deallocate()
    }
  }

  private static func makeBlock() -> UnsafeMutablePointer<Block> {
    let block = UnsafeMutablePointer<Block>.allocate(capacity: 1)
    block.initialize(to: Block(next: nil, items: .allocate(capacity: blockLength)))
    return block
  }

  /// The item `place` after the first, where it stands in the same block.
  @inline(__always)
  func item(_ place: Int) -> FlowID? {
    place < count && head &+ place < Self.blockLength ? first.pointee.items[head &+ place].id : nil  // Safe: small.
  }

  /// `item` is not before any other.
  @inline(__always)
  mutating func append(_ item: Deadline) {
    if tail == Self.blockLength { startBlock() }
    last.pointee.items[tail] = item
    tail &+= 1  // Safe: within a block.
    if count == 0 { earliest = item.instant }
    count &+= 1  // Safe: at most one an entry.
    latest = item.instant
  }

  @inline(never)
  private mutating func startBlock() {
    let block = spare ?? Self.makeBlock()
    spare = block.pointee.next
    block.pointee.next = nil
    last.pointee.next = block
    last = block
    tail = 0
  }

  /// There is one.
  @inline(__always)
  mutating func removeFirst() -> FlowID {
    let id = first.pointee.items[head].id
    head &+= 1  // Safe: within a block.
    count &-= 1  // Safe: there is one.
    if head == Self.blockLength, let next = first.pointee.next {
      first.pointee.next = spare
      spare = first
      first = next
      head = 0
    }
    if count == 0 {
      (head, tail) = (0, 0)
      last = first
      (earliest, latest) = (.max, .min)
    } else {
      earliest = first.pointee.items[head].instant
    }
    return id
  }
}

/// A heap of four children.
struct DeadlineHeap: ~Copyable {
  private typealias Item = Deadline

  private let capacity: Int
  private let items: UnsafeMutablePointer<Item>
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    items = reserve(max(1, capacity) * Deadlines.stride).bindMemory(to: Item.self, capacity: capacity)
  }

  deinit { release(items, max(1, capacity) * Deadlines.stride) }

  /// `Int64.max` where there is none.
  @inline(__always)
  var earliest: Int64 { count == 0 ? .max : items[0].instant }

  mutating func push(_ id: FlowID, at instant: Int64) {
    precondition(count < capacity, "one deadline an entry")
    var place = count
    count += 1
    while place > 0 {
      let parent = (place - 1) / 4
      guard items[parent].instant > instant else { break }
      items[place] = items[parent]
      place = parent
    }
    items[place] = Item(instant: instant, id: id)
  }

  /// The flow with the earliest deadline, if that is not after `now`.
  mutating func pop(by now: Int64) -> FlowID? {
    guard earliest <= now, count > 0 else { return nil }
    let first = items[0].id
    count -= 1
    let last = items[count]
    var place = 0
    while 4 * place + 1 < count {
      let children = 4 * place + 1
      var least = children
      for child in children..<min(children + 4, count) where items[child].instant < items[least].instant { least = child }
      guard items[least].instant < last.instant else { break }
      items[place] = items[least]
      place = least
    }
    if count > 0 { items[place] = last }
    return first
  }
}
