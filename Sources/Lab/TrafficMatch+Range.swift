import Cloud
import Dataplane
import Wire

extension ClassRange {
  /// What a rule of the cloud says of protocol, ports, type and code.
  init(_ match: TrafficMatch) {
    switch match.protocolNumber {
    case nil: self.init(protocolNumber: nil)
    case IPProtocol.icmp:
      self.init(
        protocolNumber: IPProtocol.icmp, low: match.icmpType.map(UInt16.init) ?? 0,
        high: match.icmpType.map(UInt16.init) ?? .max, code: match.icmpCode.map(UInt16.init) ?? 0x100)
    case let number?:
      self.init(protocolNumber: number, low: match.ports?.lowerBound ?? 0, high: match.ports?.upperBound ?? .max)
    }
  }
}

extension TrafficMatch: CustomStringConvertible {
  /// As the lab file's shorthand has it: `tcp 443`, `icmp 8/0`, `all`.
  package var description: String {
    guard let protocolNumber else { return "all" }
    var text = IPProtocol.name(protocolNumber)
    if protocolNumber == IPProtocol.icmp {
      if let icmpType { text += " \(icmpType)" + (icmpCode.map { "/\($0)" } ?? "") }
    } else if let ports {
      text += ports.count == 1 ? " \(ports.lowerBound)" : " \(ports.lowerBound)-\(ports.upperBound)"
    }
    return text
  }
}
