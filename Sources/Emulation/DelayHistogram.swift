/// Delays, counted in classes that are never wider than a 64th of what they hold.
///
/// ```
///   0, 1, 2 … 63 ns each      64 … 127 ns each      128, 130 … 254      256, 260 … 508      …
/// ```
/// The least and the greatest are kept exactly. Noting one costs a few instructions and allocates nothing.
package struct DelayHistogram: ~Copyable {
  private let classes: UnsafeMutablePointer<Int>
  package private(set) var count = 0
  /// Nanoseconds; 0 while there is none.
  package private(set) var least = 0
  package private(set) var greatest = 0

  /// 63 bits: 64 classes of one, then 64 for each further bit.
  private static let classCount = 64 + 57 * 64

  package init() {
    classes = .allocate(capacity: Self.classCount)
    classes.initialize(repeating: 0, count: Self.classCount)
  }

  deinit { classes.deallocate() }

  @inline(__always)
  package mutating func note(_ nanoseconds: Int) {
    let delay = max(0, nanoseconds)
    classes[Self.index(of: delay)] &+= 1  // Safe: 2^63 delays are never noted.
    least = count == 0 ? delay : min(least, delay)
    greatest = max(greatest, delay)
    count &+= 1
  }

  /// The delay that `share` of all did not exceed, to a 64th; nil while there is none.
  ///
  /// The nearest rank: of `count` delays in order the one at place ⌈share × count⌉, from 1.
  package func delay(atShare share: Double) -> Int? {
    guard count > 0 else { return nil }
    let place = share * Double(count)
    let rank = max(1, min(count, Int(place) + (place > Double(Int(place)) ? 1 : 0)))
    if rank == 1 { return least }
    var passed = 0
    for index in 0..<Self.classCount {
      passed += classes[index]
      if passed >= rank { return min(greatest, max(least, Self.last(of: index))) }
    }
    return greatest
  }

  package mutating func clear() {
    classes.update(repeating: 0, count: Self.classCount)
    (count, least, greatest) = (0, 0, 0)
  }

  @inline(__always)
  private static func index(of delay: Int) -> Int {
    guard delay >= 64 else { return delay }
    // The six bits after the first one say the class.
    let shift = 57 - delay.leadingZeroBitCount
    return 64 + shift &<< 6 + (delay &>> shift) - 64
  }

  /// The longest delay of a class.
  private static func last(of index: Int) -> Int {
    guard index >= 64 else { return index }
    let shift = (index - 64) / 64
    return ((64 + (index - 64) % 64) << shift) + (1 << shift) - 1
  }
}
