/// Something in a cloud that was read as a whole (an export) and not built call by call, and that cannot be as it says.
package struct CloudProblem: Equatable, Sendable, CustomStringConvertible {
  package enum Severity: String, Sendable {
    /// The cloud contradicts itself, or lacks what decides about packets: no answer about it can be trusted.
    case fatal
    /// AWS knows such a state (a stale rule, a blackhole), or it decides nothing.
    case harmless
  }

  package var severity: Severity
  /// The id of the resource it is about.
  package var resource: String
  /// Without the resource: `its subnet subnet-1 is not held`.
  package var sentence: String

  package var description: String { "\(resource): \(sentence)" }

  static func fatal(_ resource: String, _ sentence: String) -> Self {
    Self(severity: .fatal, resource: resource, sentence: sentence)
  }
  static func harmless(_ resource: String, _ sentence: String) -> Self {
    Self(severity: .harmless, resource: resource, sentence: sentence)
  }
}
