/// The top-level keys of `aws ec2 describe-*` answers.
enum ExportKeys {
  /// What becomes part of the cloud.
  static let used = [
    "Reservations", "NetworkInterfaces", "Subnets", "Vpcs", "RouteTables", "NetworkAcls", "SecurityGroups",
    "InternetGateways", "Addresses", "Tags", "AvailabilityZones",
  ]

  /// With its article.
  static let what: [String: String] = [
    "Reservations": "a reservation", "NetworkInterfaces": "a network interface", "Subnets": "a subnet", "Vpcs": "a VPC",
    "RouteTables": "a route table", "NetworkAcls": "a network ACL", "SecurityGroups": "a security group",
    "InternetGateways": "an internet gateway", "Addresses": "an Elastic IP address", "Tags": "a tag",
    "AvailabilityZones": "an Availability Zone",
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
