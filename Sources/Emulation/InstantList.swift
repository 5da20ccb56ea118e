import Units

/// What will happen at which instant; of one instant in the order in which it was asked for.
///
/// ```
///   elements  | taken … | 1s | 1s | 3s | …      ascending; what was taken goes a thousand at a time
///                        ^next
/// ```
struct InstantList<Element> {
  /// How much that has happened is kept, so that a long list is not moved up each time.
  private static var mostOld: Int { 1_024 }

  private var elements: [(at: Instant, element: Element)] = []
  private var next = 0

  /// `never`: the list is empty.
  var nextInstant: Instant { next < elements.count ? elements[next].at : .never }

  mutating func insert(_ element: Element, at instant: Instant) {
    if elements.last.map({ $0.at <= instant }) ?? true {
      elements.append((instant, element))
      return
    }
    let place = elements[next...].lastIndex { $0.at <= instant }.map { $0 + 1 } ?? next
    elements.insert((instant, element), at: place)
  }

  /// Takes the next out. There must be one.
  mutating func pop() -> Element {
    let element = elements[next].element
    next += 1
    if next == elements.count {
      elements.removeAll(keepingCapacity: true)
      next = 0
    } else if next == Self.mostOld {
      elements.removeFirst(next)
      next = 0
    }
    return element
  }
}
