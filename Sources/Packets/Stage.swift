/// The places on a packet's way at which something is decided. The order is `Path.swift`'s.
public enum Stage: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case guest
  case parse
  case addressResolution
  case sourceCheck
  case localServices
  case securityGroupEgress
  case target
  case route
  case networkAclEgress
  case gateway
  case allowance
  case fabric
  case networkAclIngress
  case securityGroupIngress
  case destinationCheck

  /// The word in captures, JSON and prose.
  public var name: String { Self.names[Int(rawValue)] }
  /// Asked for once, as `DropReason`'s.
  private static let names = allCases.map { String(describing: $0) }
}
