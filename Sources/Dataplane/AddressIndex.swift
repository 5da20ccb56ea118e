/// A small number for each of many addresses: open addressing, at most half full, made once and only read from then on.
///
/// Plain memory without references; `free` gives it back.
struct AddressIndex: @unchecked Sendable {
  private struct Slot: BitwiseCopyable {
    var key: UInt64
    /// -1: the slot is empty.
    var value: Int
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let mask: Int

  /// Of two entries with one key the later counts.
  init(_ entries: [(key: UInt64, value: Int)]) {
    var count = 4
    while count < 2 * entries.count { count *= 2 }
    mask = count - 1
    slots = .allocate(capacity: count)
    slots.initialize(repeating: Slot(key: 0, value: -1), count: count)
    for entry in entries { slots[place(of: entry.key)] = Slot(key: entry.key, value: entry.value) }
  }

  func free() { slots.deallocate() }

  static func key(_ address: UInt32, inVPC vpc: Int) -> UInt64 { UInt64(truncatingIfNeeded: vpc) << 32 | UInt64(address) }

  @inline(__always)
  subscript(key: UInt64) -> Int? {
    let value = slots[place(of: key)].value
    return value < 0 ? nil : value
  }

  /// Where the key stands, or would.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    // Fibonacci hashing (Knuth, TAOCP 6.4): the upper bits of the product are the well mixed ones.
    var place = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
    while slots[place].value >= 0, slots[place].key != key { place = (place &+ 1) & mask }  // Safe: masked.
    return place
  }
}

/// The security groups behind each private address, in one row of numbers.
struct GroupLists: @unchecked Sendable {
  private let index: AddressIndex
  /// A list's length, then the list.
  private let lists: UnsafeMutablePointer<UInt32>

  init(_ vpcs: [VPCView]) {
    var entries: [(key: UInt64, value: Int)] = []
    var all: [UInt32] = []
    for (number, vpc) in vpcs.enumerated() {
      for (address, groups) in vpc.groups {
        entries.append((AddressIndex.key(address, inVPC: number), all.count))
        all.append(UInt32(groups.count))
        all += groups
      }
    }
    index = AddressIndex(entries)
    lists = .allocate(capacity: max(1, all.count))
    lists.initialize(from: all, count: all.count)
  }

  func free() {
    index.free()
    lists.deallocate()
  }

  @inline(__always)
  subscript(address: UInt32, vpc: Int) -> UnsafeBufferPointer<UInt32> {
    guard let start = index[AddressIndex.key(address, inVPC: vpc)] else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: lists + start + 1, count: Int(lists[start]))
  }
}
