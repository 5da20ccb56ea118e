/// The top-level keys of `aws ec2 describe-*` answers.
enum ExportKeys {
  /// What becomes part of the cloud.
  static let used = [
    "Reservations", "NetworkInterfaces", "Subnets", "Vpcs", "RouteTables", "NetworkAcls", "SecurityGroups",
    "InternetGateways", "Addresses", "Tags", "AvailabilityZones",
  ]

  /// Gateways that this version does not carry: the key of the list, and that of an element's id.
  static let gateways: [(list: String, id: String)] = [
    ("NatGateways", "NatGatewayId"), ("VpcPeeringConnections", "VpcPeeringConnectionId"),
    ("VpnGateways", "VpnGatewayId"), ("TransitGateways", "TransitGatewayId"), ("VpcEndpoints", "VpcEndpointId"),
    ("EgressOnlyInternetGateways", "EgressOnlyInternetGatewayId"), ("CarrierGateways", "CarrierGatewayId"),
    ("LocalGateways", "LocalGatewayId"), ("CoreNetworks", "CoreNetworkArn"),
  ]

  static func isKnown(_ key: String) -> Bool { used.contains(key) || gateways.contains { $0.list == key } }
}
