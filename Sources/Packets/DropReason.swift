/// Every way in which a packet can leave the lab early.
///
/// A case is added here first. Its name is the counter, the capture comment, the JSON word and the row that
/// `vpclab reasons` prints. Cases are added, never renamed.
public enum DropReason: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  // What the frame is.
  case headerTruncated
  case headerMalformed
  case frameTooLong
  case checksumBad
  case etherTypeNotCarried
  case broadcastNotCarried
  case unknownDestinationMac
  case addressUnknown
  // Whose address it carries.
  case sourceCheckFailed
  case destinationCheckFailed
  // What the rules say.
  case securityGroupDeniesEgress
  case securityGroupDeniesIngress
  case networkAclDeniesEgress
  case networkAclDeniesIngress
  // Where it would go.
  case noRoute
  case routeIsBlackhole
  case targetNotModelled
  case noPublicAddress
  case gatewayRejectsSpoofed
  case gatewayNotAttached
  case destinationPrivate
  case sourcePrivate
  case localServiceSilent
  // Fragments.
  case fragmentBeforeFirst
  case fragmentationNeeded
  case timeToLiveExpired
  // What it may use.
  case conntrackAllowanceExceeded
  case ppsAllowanceExceeded
  case bandwidthAllowanceExceeded
  case linkQueueFull
  case rxRingFull
  // Whom it would reach.
  case interfaceDetached
  case instanceNotRunning
  // What the guest says.
  case guestReversePathFilter
  case guestMartian
  case guestNoSocket
  case guestNoRoute
  case guestNeighborUnreachable
  case guestChecksumBad
  case guestHeaderBad

  /// The word in captures, JSON and prose.
  public var name: String { Self.names[Int(rawValue)] }
  /// Asked for once: a case's name comes by reflection, which takes as long as ten packets.
  private static let names = allCases.map { String(describing: $0) }

  /// Nil where `name` is no reason's.
  public init?(name: some StringProtocol) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// One sentence for the person who asks why.
  public var sentence: String {
    switch self {
    case .headerTruncated: "The frame ends inside a header."
    case .headerMalformed: "A header contradicts itself: its version, its length or its options cannot be."
    case .frameTooLong: "The frame is longer than the largest that a VPC carries (9,001 bytes of IP)."
    case .checksumBad: "The IPv4 header's checksum is wrong."
    case .etherTypeNotCarried: "A VPC carries IPv4, IPv6 (where the ENI has it) and ARP requests; nothing else."
    case .broadcastNotCarried: "A VPC carries neither broadcast nor multicast."
    case .unknownDestinationMac: "The destination MAC is neither the subnet router's nor a live ENI's of the subnet."
    case .addressUnknown: "No live ENI has the destination address."
    case .sourceCheckFailed: "The source address is none of the ENI's own, and its source/dest check is on."
    case .destinationCheckFailed: "The destination address is none of the ENI's own, and its source/dest check is on."
    case .securityGroupDeniesEgress: "No egress rule of the ENI's security groups allows it."
    case .securityGroupDeniesIngress: "No ingress rule of the ENI's security groups allows it."
    case .networkAclDeniesEgress: "The network ACL of the subnet that it leaves denies it."
    case .networkAclDeniesIngress: "The network ACL of the subnet that it enters denies it."
    case .noRoute: "The subnet's route table has no route to the destination."
    case .routeIsBlackhole: "The most specific route's target does not exist any more, or is not in use."
    case .targetNotModelled: "The route's target is a kind of gateway that this version of vpclab does not carry."
    case .noPublicAddress: "The internet gateway has no public address for it to translate."
    case .gatewayRejectsSpoofed: "The gateway takes only source addresses of ENIs of its VPC."
    case .gatewayNotAttached: "The internet gateway is not attached to the VPC."
    case .destinationPrivate: "An internet gateway carries nothing to RFC 1918 and RFC 6598 addresses."
    case .sourcePrivate: "An internet gateway takes nothing from RFC 1918 and RFC 6598 addresses outside."
    case .localServiceSilent: "A service of the VPC took the packet, and vpclab's does not answer it in this version."
    case .fragmentBeforeFirst: "A later fragment came before the first one, which alone names the ports."
    case .fragmentationNeeded: "It is longer than the MTU of its way, and its DF bit forbids to cut it."
    case .timeToLiveExpired: "The time to live ran out at a router."
    case .conntrackAllowanceExceeded:
      "The connection must be tracked and the table is full (conntrack_allowance_exceeded)."
    case .ppsAllowanceExceeded:
      "The instance's packet rate is used up and the queue before it too long (pps_allowance_exceeded)."
    case .bandwidthAllowanceExceeded:
      "The instance's bandwidth is used up and the queue before it too long (bw_in_ or bw_out_allowance_exceeded)."
    case .linkQueueFull: "The queue of the server's uplink is full."
    case .rxRingFull: "The guest has posted no buffer to receive into."
    case .interfaceDetached: "The ENI was detached, or is attached to no instance."
    case .instanceNotRunning: "The instance is not running."
    case .guestReversePathFilter:
      "The guest's rp_filter: its route back to the sender does not allow the card it came by."
    case .guestMartian: "The guest takes no packet to or from such an address."
    case .guestNoSocket: "The guest has nothing that listens there."
    case .guestNoRoute: "The guest has no route to the destination."
    case .guestNeighborUnreachable: "Nobody answered the guest's ARP requests for the next hop."
    case .guestChecksumBad: "The guest found a wrong checksum in a transport or ICMP header."
    case .guestHeaderBad: "The guest found a transport or ICMP header cut short or contradicting itself."
    }
  }

  /// Where on its way a packet ends for this reason, first of all.
  public var stage: Stage {
    switch self {
    case .headerTruncated, .headerMalformed, .frameTooLong, .checksumBad, .etherTypeNotCarried, .broadcastNotCarried:
      .parse
    case .unknownDestinationMac, .addressUnknown, .interfaceDetached, .instanceNotRunning: .target
    case .sourceCheckFailed: .sourceCheck
    case .destinationCheckFailed: .destinationCheck
    case .securityGroupDeniesEgress: .securityGroupEgress
    case .securityGroupDeniesIngress: .securityGroupIngress
    case .networkAclDeniesEgress: .networkAclEgress
    case .networkAclDeniesIngress: .networkAclIngress
    case .noRoute, .routeIsBlackhole, .targetNotModelled: .route
    case .noPublicAddress, .gatewayRejectsSpoofed, .gatewayNotAttached, .destinationPrivate, .sourcePrivate: .gateway
    case .localServiceSilent: .localServices
    case .fragmentBeforeFirst: .securityGroupEgress
    case .fragmentationNeeded, .timeToLiveExpired: .guest
    case .conntrackAllowanceExceeded, .ppsAllowanceExceeded, .bandwidthAllowanceExceeded: .allowance
    case .linkQueueFull, .rxRingFull: .fabric
    case .guestReversePathFilter, .guestMartian, .guestNoSocket, .guestNoRoute, .guestNeighborUnreachable,
      .guestChecksumBad, .guestHeaderBad:
      .guest
    }
  }

  /// The explanation code of AWS's Reachability Analyzer for the same finding, where there is one.
  /// Source: docs.aws.amazon.com, VPC Reachability Analyzer, "Explanation codes".
  public var analyzerCode: String? {
    switch self {
    case .sourceCheckFailed, .destinationCheckFailed: "ENI_SOURCE_DEST_CHECK_RESTRICTION"
    case .securityGroupDeniesEgress, .securityGroupDeniesIngress: "ENI_SG_RULES_MISMATCH"
    case .networkAclDeniesEgress, .networkAclDeniesIngress: "SUBNET_ACL_RESTRICTION"
    case .noRoute: "NO_ROUTE_TO_DESTINATION"
    case .routeIsBlackhole: "BAD_STATE_ROUTE"
    case .noPublicAddress: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"
    case .gatewayRejectsSpoofed: "GATEWAY_REJECTS_SPOOFED_TRAFFIC"
    case .destinationPrivate: "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"
    case .sourcePrivate: "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS"
    case .addressUnknown: "UNKNOWN_DESTINATION"
    case .interfaceDetached: "BAD_STATE_ATTACHMENT"
    case .instanceNotRunning: "BAD_STATE"
    default: nil
    }
  }
}
