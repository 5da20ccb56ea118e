/// A behaviour that no AWS document states, and what vpclab chose. `vpclab assumptions` prints them; every run and
/// every explanation names those that its result rests on.
public enum Assumption: UInt8, CaseIterable, Sendable {
  case answerByOtherInterfaceIsNewFlow
  case frameToForeignMacGoesToAddressOwner
  case groupReferenceNotThroughMiddlebox
  case icmpIdleTimeout
  case tcpOpeningAndClosingTimeout
  case icmpReplyWithoutRequestIsNotTracked
  case midstreamPacketOpensConnection
  case relatedErrorsPass
  case fragmentsFollowTheFirst
  case errorsTranslatedAtGateway
  case badHeaderChecksumDropped
  case openRuleAmongSeveral
  case detachEndsConnections
  case blackholeDoesNotFallThrough
  case allInstancesRunning
  case guestIsPlain
  case latencyIsConstant
  case guestFollowsAddressesAtOnce
  case allowancesQueueBeforeTheyDrop

  public var name: String { String(describing: self) }

  /// What was chosen, in one sentence.
  public var sentence: String {
    switch self {
    case .answerByOtherInterfaceIsNewFlow:
      "An answer that leaves by another ENI than the request came in by is a new flow to that ENI's security groups."
    case .frameToForeignMacGoesToAddressOwner:
      "A frame to an ENI's MAC whose destination address belongs to another ENI of the subnet goes to that other ENI."
    case .groupReferenceNotThroughMiddlebox:
      "A rule that names a group does not match what an ENI forwards for another (as through a middlebox)."
    case .icmpIdleTimeout: "A tracked ICMP exchange is forgotten after 30 s without a packet, as UDP."
    case .tcpOpeningAndClosingTimeout:
      "A tracked TCP connection that is opening or closing is forgotten after 120 s without a packet."
    case .icmpReplyWithoutRequestIsNotTracked:
      "An ICMP reply without a tracked request is judged by the rules and makes no tracked connection."
    case .midstreamPacketOpensConnection:
      "A TCP packet of no tracked connection is judged by the rules as a new flow, whatever its flags."
    case .relatedErrorsPass:
      "An ICMP error about a tracked connection, or about a flow that open rules pass untracked, passes the groups."
    case .fragmentsFollowTheFirst:
      "Later fragments have the ports of the first one for 30 s; one that comes before its first is dropped."
    case .errorsTranslatedAtGateway: "An internet gateway translates the packet quoted in an ICMP error too."
    case .badHeaderChecksumDropped: "A packet whose IPv4 header checksum is wrong is dropped at the sender's ENI."
    case .openRuleAmongSeveral:
      "A flow that several rules allow is untracked if one is open to 0.0.0.0/0 (and the other direction is open)."
    case .detachEndsConnections: "Detaching an ENI ends its tracked connections."
    case .blackholeDoesNotFallThrough: "A blackhole route that is the most specific one is not passed over."
    case .allInstancesRunning: "Every instance of the export is taken as running."
    case .guestIsPlain: "A guest of which nothing is said is plain Linux: every address configured, one routing table."
    case .latencyIsConstant: "The latency between any two servers is one constant."
    case .guestFollowsAddressesAtOnce:
      "Amazon Linux takes addresses that an ENI gains or loses at once; its scripts look once a minute."
    case .allowancesQueueBeforeTheyDrop:
      "What exceeds an instance's allowance waits for at most 1 ms, packets counted first and bits after, then drops."
    }
  }
}

/// Which assumptions a result rests on.
@frozen
public struct AssumptionSet: Hashable, Sendable {
  public var bits: UInt64 = 0
  @inlinable public init() {}
  @inlinable public mutating func insert(_ assumption: Assumption) { bits |= 1 << UInt64(assumption.rawValue) }
  @inlinable public mutating func formUnion(_ other: AssumptionSet) { bits |= other.bits }
  /// In the order of `Assumption`.
  public var members: [Assumption] { Assumption.allCases.filter { bits >> UInt64($0.rawValue) & 1 == 1 } }
}
