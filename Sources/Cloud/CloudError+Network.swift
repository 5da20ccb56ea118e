import Wire

// VPCs and subnets.
extension CloudError {
  /// moto/ec2/exceptions.py, `InvalidVPCRangeError`.
  static func vpcRange(_ block: IPv4Prefix, _ why: String) -> Self {
    Self(code: "InvalidVpc.Range", message: "The CIDR '\(block)' is invalid; \(why)")
  }

  /// moto/ec2/exceptions.py, `CidrLimitExceeded`.
  static func tooManyBlocks(_ name: String, limit: Int) -> Self {
    Self(
      code: "CidrLimitExceeded",
      message: "This network '\(name)' has met its maximum number of allowed CIDRs: \(limit)")
  }

  /// moto/ec2/exceptions.py, `InvalidSubnetRangeError`.
  static func subnetRange(_ block: IPv4Prefix, _ why: String) -> Self {
    Self(code: "InvalidSubnet.Range", message: "The CIDR '\(block)' is invalid; \(why)")
  }

  /// moto/ec2/exceptions.py, `InvalidSubnetConflictError`.
  static func subnetConflict(_ block: IPv4Prefix, with other: Subnet) -> Self {
    Self(
      code: "InvalidSubnet.Conflict",
      message: "The CIDR '\(block)' conflicts with another subnet; \(other.name) is \(other.cidrBlock)")
  }

  /// moto/ec2/exceptions.py, `InvalidAvailabilityZoneError`.
  static func zoneInvalid(_ zone: String, region: String) -> Self {
    invalidValue(
      "Value (\(zone)) for parameter availabilityZone is invalid. Subnets can currently only be created in the "
        + "following availability zones: those of \(region), such as \(region)a.")
  }
}

// Security groups.
extension CloudError {
  /// moto/ec2/exceptions.py, `InvalidSecurityGroupDuplicateError`.
  static func groupDuplicate(_ name: String, _ vpc: VPC) -> Self {
    Self(
      code: "InvalidGroup.Duplicate", message: "The security group '\(name)' already exists for VPC '\(vpc.id)'")
  }

  /// "The name 'default' is reserved"; the guide's own words.
  static func groupReserved() -> Self {
    Self(
      code: "InvalidGroup.Reserved",
      message: "The name 'default' is reserved, and cannot be used to create a new security group.")
  }

  /// aws-samples/aws-cloudfront-samples#53.
  static func tooManyRules(_ count: Int, limit: Int, _ direction: String, _ family: String, _ name: String) -> Self {
    Self(
      code: "RulesPerSecurityGroupLimitExceeded",
      message: "The maximum number of rules per security group has been reached; \(name) takes \(limit) \(direction) "
        + "rules for \(family), \(count) are given")
  }

  /// moto/ec2/exceptions.py, `InvalidPermissionDuplicateError`.
  static func ruleDuplicate(_ rule: SecurityGroup.Rule) -> Self {
    Self(code: "InvalidPermission.Duplicate", message: "The specified rule already exists; \(rule.sentence)")
  }

  /// Code from the guide, sentence `Assumed:`
  static func matchMalformed(_ why: String) -> Self {
    Self(code: "InvalidPermission.Malformed", message: "The specified rule is malformed; \(why)")
  }
}

// Network ACLs.
extension CloudError {
  /// moto/ec2/exceptions.py, `NetworkAclEntryAlreadyExistsError`.
  static func entryExists(_ number: Int) -> Self {
    Self(
      code: "NetworkAclEntryAlreadyExists", message: "The network acl entry identified by \(number) already exists.")
  }

  /// As AWS's workshop guides quote it.
  static func tooManyEntries(_ count: Int, limit: Int, _ direction: String, _ name: String) -> Self {
    Self(
      code: "NetworkAclEntryLimitExceeded",
      message: "The maximum number of network acl entries has been reached; \(name) takes \(limit) \(direction) "
        + "entries, \(count) are given")
  }

  /// The range is CreateNetworkAclEntry's: "positive integer from 1 to 32766". The sentence is `Assumed:`
  static func entryNumber(_ number: Int) -> Self {
    invalidValue("Value (\(number)) for parameter ruleNumber is invalid; it is 1 to 32766")
  }
}

// Routes.
extension CloudError {
  /// localstack/localstack#7915.
  static func routeExists(_ destination: IPv4Prefix) -> Self {
    Self(code: "RouteAlreadyExists", message: "The route identified by \(destination) already exists")
  }

  /// Code from the guide; the sentence is `Assumed:`
  static func tooManyRoutes(_ count: Int, limit: Int, _ name: String) -> Self {
    Self(
      code: "RouteLimitExceeded",
      message: "The maximum number of routes has been reached; \(name) takes \(limit), \(count) are given")
  }

  /// As users quote it for CreateRoute.
  static func routeInsideVpc(_ destination: IPv4Prefix) -> Self {
    invalidValue(
      "The destination CIDR block \(destination) is equal to or more specific than one of this VPC's CIDR blocks. This "
        + "route can target only an interface or an instance.")
  }

  /// VPC User Guide, "Subnet route tables": "must match the entire IPv4 or IPv6 CIDR block of a subnet in your VPC".
  /// The sentence is `Assumed:`
  static func routeNoSubnet(_ destination: IPv4Prefix) -> Self {
    invalidValue(
      "The destination CIDR block \(destination) is more specific than the local route and is not the whole CIDR block "
        + "of a subnet")
  }

  /// VPC User Guide, "Subnet route tables". The sentence is `Assumed:`
  static func routeReserved(_ destination: IPv4Prefix) -> Self {
    invalidValue("The destination CIDR block \(destination) lies in 169.254.168.0/22, which AWS keeps for itself")
  }

  /// Terraform's documentation of aws_route_table_association.
  static func tableConflict(_ id: RouteTable.ID) -> Self {
    Self(
      code: "Resource.AlreadyAssociated",
      message: "the specified association for route table \(id) conflicts with an existing association")
  }

  /// EC2 takes an association's id, a lab the subnet's; the sentence is `Assumed:`
  static func noTableAssociation(_ id: Subnet.ID) -> Self {
    Self(
      code: "InvalidAssociationID.NotFound",
      message: "The subnet '\(id)' is not explicitly associated with a route table")
  }
}

// Internet gateways.
extension CloudError {
  /// berlioz-the/berlioz#1.
  static func gatewayAttached(_ id: InternetGateway.ID, _ vpc: VPC.ID) -> Self {
    Self(code: "Resource.AlreadyAssociated", message: "resource \(id) is already attached to network \(vpc)")
  }

  /// binlab/terraform-aws-vault-ha-raft#54.
  static func vpcHasGateway(_ vpc: VPC.ID) -> Self {
    invalidValue("Network \(vpc) already has an internet gateway attached")
  }

  /// EC2's form is `resource igw-… is not attached to network vpc-…`; a lab names the gateway alone.
  static func gatewayNotAttached(_ id: InternetGateway.ID) -> Self {
    Self(code: "Gateway.NotAttached", message: "resource \(id) is not attached to any network")
  }

  /// hashicorp/terraform#497.
  static func mappedAddresses(_ vpc: VPC.ID, _ addresses: [IPv4Address]) -> Self {
    let first = addresses.prefix(3).map(\.description).joined(separator: ", ")
    return Self(
      code: "DependencyViolation",
      message: "Network \(vpc) has some mapped public address(es). Please unmap those public address(es) before "
        + "detaching the gateway; \(first)\(addresses.count > 3 ? " and others" : "")")
  }
}
