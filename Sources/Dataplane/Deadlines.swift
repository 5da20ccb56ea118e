import Packets

/// When to look at which flow's entry again: a heap of four children, one item an entry.
struct Deadlines: ~Copyable {
  static let stride = MemoryLayout<Item>.stride

  private struct Item: BitwiseCopyable {
    var instant: Int64
    var id: FlowID
  }

  private let capacity: Int
  private let items: UnsafeMutablePointer<Item>
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    items = reserve(max(1, capacity) * Self.stride).bindMemory(to: Item.self, capacity: capacity)
  }

  deinit { release(items, max(1, capacity) * Self.stride) }

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
