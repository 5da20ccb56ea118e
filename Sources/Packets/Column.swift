/// One fact of up to 64 packets, side by side in the memory of the burst that they are in.
///
/// A column is where its burst's memory is: it is valid as long as the burst. Lanes are 0..<64 by construction (a lane
/// comes from a mask of 64 bits or from below `Burst.count`), so loops over a column are plain loads and stores, which
/// the compiler turns into vector code.
@frozen
public struct Column<Element: BitwiseCopyable> {
  @usableFromInline let base: UnsafeMutablePointer<Element>

  @inlinable init(_ memory: UnsafeMutableRawPointer) { base = memory.assumingMemoryBound(to: Element.self) }

  func fill(with value: Element) {
    UnsafeMutableRawPointer(base).bindMemory(to: Element.self, capacity: 64).initialize(repeating: value, count: 64)
  }

  /// All lanes, for those who fill or empty them at once; valid as long as the burst.
  @inlinable public var lanes: UnsafeMutablePointer<Element> { base }

  @inlinable public subscript(lane: Int) -> Element {
    get { base[lane] }
    nonmutating set { base[lane] = newValue }
  }
}
