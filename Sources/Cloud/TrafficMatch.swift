/// Protocol and ports, or ICMP type and code, of a security-group rule or an ACL entry.
package struct TrafficMatch: Hashable, Sendable {
  /// Nil: every protocol (-1 in the API).
  package var protocolNumber: UInt8?
  /// For TCP and UDP; nil: every port.
  package var ports: ClosedRange<UInt16>?
  /// For ICMP; nil: every type.
  package var icmpType: UInt8?
  /// For ICMP; nil: every code.
  package var icmpCode: UInt8?

  package init(
    protocolNumber: UInt8?, ports: ClosedRange<UInt16>? = nil, icmpType: UInt8? = nil, icmpCode: UInt8? = nil
  ) {
    self.protocolNumber = protocolNumber
    self.ports = ports
    self.icmpType = icmpType
    self.icmpCode = icmpCode
  }

  package static let everything = TrafficMatch(protocolNumber: nil)
}
