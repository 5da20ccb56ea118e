import Units

extension Nanoseconds {
  /// A length of time as a lab file spells it: `50us`, `1s`. Nil where it is none, or has no unit.
  package init?(quantity text: String) {
    guard let duration = try? Quantities.duration(text) else { return nil }
    self = duration
  }
}
