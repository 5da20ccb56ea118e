import Wire

/// Why EC2 would refuse a call: its code, and a sentence.
///
/// Codes are those of the EC2 Developer Guide, "Error codes for the Amazon EC2 API", unless a refusal says otherwise.
/// A sentence is EC2's own where it was seen in public (the issue or file is named); after a semicolon follows what
/// helps: the limit, and whose it is. `Assumed:` marks a refusal whose code or sentence nobody documents.
package struct CloudError: Error, Equatable, Sendable, CustomStringConvertible {
  package var code: String
  package var message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "\(code): \(message)" }
}

// What is not there. The sentences are moto's (moto/ec2/exceptions.py), which copied them from EC2's answers.
extension CloudError {
  static func noSuch(_ id: VPC.ID) -> Self {
    Self(code: "InvalidVpcID.NotFound", message: "The vpc ID '\(id)' does not exist")
  }
  static func noSuch(_ id: Subnet.ID) -> Self {
    Self(code: "InvalidSubnetID.NotFound", message: "The subnet ID '\(id)' does not exist")
  }
  static func noSuch(_ id: SecurityGroup.ID) -> Self {
    Self(code: "InvalidGroup.NotFound", message: "The security group '\(id)' does not exist")
  }
  static func noSuch(_ id: NetworkAcl.ID) -> Self {
    Self(code: "InvalidNetworkAclID.NotFound", message: "The network acl ID '\(id)' does not exist")
  }
  static func noSuch(_ id: RouteTable.ID) -> Self {
    Self(code: "InvalidRouteTableID.NotFound", message: "The routeTable ID '\(id)' does not exist")
  }
  static func noSuch(_ id: InternetGateway.ID) -> Self {
    Self(code: "InvalidInternetGatewayID.NotFound", message: "The internetGateway ID '\(id)' does not exist")
  }
  static func noSuch(_ id: NetworkInterface.ID) -> Self {
    Self(code: "InvalidNetworkInterfaceID.NotFound", message: "The network interface ID '\(id)' does not exist")
  }
  static func noSuch(_ id: ElasticAddress.ID) -> Self {
    Self(code: "InvalidAllocationID.NotFound", message: "The allocation ID '\(id)' does not exist")
  }
  static func noSuch(_ id: Instance.ID) -> Self {
    Self(code: "InvalidInstanceID.NotFound", message: "The instance ID '\(id)' does not exist")
  }
  static func noSuchGateway(_ id: String) -> Self {
    Self(code: "InvalidGatewayID.NotFound", message: "The gateway ID '\(id)' does not exist")
  }
}

// Parameters.
extension CloudError {
  static func invalidValue(_ message: String) -> Self { Self(code: "InvalidParameterValue", message: message) }

  /// moto/ec2/exceptions.py, `MissingParameterError`.
  static func missing(_ parameter: String, _ why: String) -> Self {
    Self(code: "MissingParameter", message: "The request must contain the parameter \(parameter); \(why)")
  }

  /// Only a lab may choose its ids. `Assumed:`
  static func idTaken(_ id: String) -> Self { invalidValue("The ID '\(id)' is already held by another resource") }

  /// ansible/ansible#30053.
  static func differentNetworks(_ first: String, _ second: String) -> Self {
    Self(
      code: "InvalidParameter",
      message: "You have specified two resources that belong to different networks; \(first) and \(second)")
  }

  /// smoketurner/serverless-vpc-plugin#147, for a gateway; the same form for the others is `Assumed:`
  static func differentNetworks(_ table: RouteTable.ID, _ kind: String, _ other: String, why: String = "") -> Self {
    let why = why.isEmpty ? "" : "; \(why)"
    return invalidValue("route table \(table) and \(kind) \(other) belong to different networks\(why)")
  }
}
