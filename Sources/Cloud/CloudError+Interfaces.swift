import Wire

// ENIs and their attachments.
extension CloudError {
  /// hashicorp/terraform-provider-aws#27513.
  static func interfaceInUse(_ id: NetworkInterface.ID) -> Self {
    Self(code: "InvalidNetworkInterface.InUse", message: "Interface: [\(id)] in use.")
  }

  /// aws/aws-k8s-tester#70, on the ENI of a load balancer.
  static func requesterManaged(_ id: NetworkInterface.ID) -> Self {
    Self(
      code: "AuthFailure",
      message: "You do not have permission to access the specified resource; \(id) is requester-managed: it belongs to "
        + "the service that made it")
  }

  /// boto/boto3#2218.
  static func serviceAttachment(_ attachment: String) -> Self {
    let prefix = attachment.split(separator: "-").prefix(2).joined(separator: "-")
    return Self(
      code: "OperationNotPermitted", message: "You are not allowed to manage '\(prefix)' attachments.")
  }

  /// redhat-performance/cloud-governance#950.
  static func primaryStays() -> Self {
    Self(
      code: "OperationNotPermitted",
      message: "The network interface at device index 0 and networkCard index 0 cannot be detached.")
  }

  /// EC2 takes an attachment's id, a lab the ENI's; the sentence is `Assumed:`
  static func notAttached(_ id: NetworkInterface.ID) -> Self {
    Self(code: "InvalidAttachmentID.NotFound", message: "The network interface '\(id)' is not attached to an instance")
  }

  /// Code and sentence as terraform users quote them for AttachNetworkInterface.
  static func otherZone(_ interface: String, _ instance: String) -> Self {
    Self(
      code: "InvalidParameterCombination",
      message: "You may not attach a network interface to an instance if they are not in the same availability zone; "
        + "the interface is in \(interface), the instance in \(instance)")
  }

  /// lstoll/k8s-vpcnet#71.
  static func deviceIndexTaken(_ index: Int, _ instance: Instance.ID) -> Self {
    invalidValue("Instance '\(instance)' already has an interface attached at device index '\(index)'.")
  }

  /// Index 0 is filled at launch (EC2 User Guide, "Network interface attachments"). The sentence is `Assumed:`
  static func deviceIndexInvalid(_ index: Int) -> Self {
    invalidValue(
      index == 0
        ? "Device index '0' is the primary network interface's, which is attached at launch"
        : "Invalid value '\(index)' for deviceIndex; it is 1 to 255")
  }

  /// cilium/cilium#15877.
  static func tooManyInterfaces(_ count: Int, _ type: InstanceType) -> Self {
    Self(
      code: "AttachmentLimitExceeded",
      message: "Interface count \(count) exceeds the limit for \(type.name); "
        + "\(type.name) takes \(type.maximumInterfaces) ENIs")
  }

  /// aws/amazon-vpc-cni-k8s#989.
  static func tooManyAddresses(_ type: InstanceType) -> Self {
    Self(
      code: "PrivateIpAddressLimitExceeded",
      message: "Number of private addresses will exceed limit; "
        + "\(type.name) takes \(type.ipv4AddressesPerInterface) IPv4 addresses per ENI")
  }

  /// As for a launch; for AttachNetworkInterface, and the sentence, `Assumed:`
  static func addressesExceedType(_ count: Int, _ id: NetworkInterface.ID, _ type: InstanceType) -> Self {
    Self(
      code: "InvalidInterface.IpAddressLimitExceeded",
      message: "Interface \(id) has \(count) private addresses; "
        + "\(type.name) takes \(type.ipv4AddressesPerInterface) IPv4 addresses per ENI")
  }

  /// kubernetes-sigs/aws-load-balancer-controller#682.
  static func tooManyGroups(limit: Int) -> Self {
    Self(
      code: "SecurityGroupsPerInterfaceLimitExceeded",
      message: "The maximum number of security groups per interface has been reached; an ENI takes \(limit)")
  }

  /// ModifyNetworkInterfaceAttribute: "You must specify at least one group". The code and the sentence are `Assumed:`
  static func noGroup() -> Self { invalidValue("A network interface has at least one security group") }

  /// `Assumed:` that EC2 refuses rather than forgets the second.
  static func groupTwice(_ id: SecurityGroup.ID) -> Self {
    invalidValue("The security group '\(id)' is specified more than once")
  }
}

// Addresses.
extension CloudError {
  /// EC2 User Guide, "Prefix delegation for Amazon EC2 network interfaces": IPv4 prefixes are /28. The code and the
  /// sentence are `Assumed:`
  static func prefixLength(_ prefix: IPv4Prefix) -> Self {
    invalidValue("\(prefix) cannot be delegated; a delegated IPv4 prefix is a /28")
  }

  /// The same page; the code and the sentence are `Assumed:`
  static func prefixesNeedNitro(_ type: InstanceType) -> Self {
    Self(
      code: "UnsupportedOperation",
      message: "Prefix delegation is supported on instances of the Nitro System; \(type.name) is none")
  }

  /// `Assumed:` as for an address.
  static func prefixNotAssigned(_ prefix: IPv4Prefix, _ id: NetworkInterface.ID) -> Self {
    invalidValue("\(prefix) is not assigned to interface \(id)")
  }

  /// JamesWoolfenden/terraform-aws-cassandra#18.
  static func addressOutside(_ address: IPv4Address, _ subnet: Subnet) -> Self {
    invalidValue(
      "Address \(address) does not fall within the subnet's address range; \(subnet.name) is \(subnet.cidrBlock)")
  }

  /// As operators' guides quote it for RunInstances.
  static func addressReserved(_ address: IPv4Address, _ subnet: Subnet) -> Self {
    invalidValue(
      "Address \(address) is in subnet's reserved address range; AWS keeps the first four addresses and the last of "
        + "\(subnet.cidrBlock)")
  }

  /// pulumi/pulumi-aws#2169.
  static func addressInUse(_ address: IPv4Address, by holder: String) -> Self {
    Self(
      code: "InvalidIPAddress.InUse",
      message: "The specified address is already in use; \(address) belongs to \(holder)")
  }

  /// As EKS's documentation quotes it.
  static func subnetFull(_ subnet: Subnet) -> Self {
    Self(
      code: "InsufficientFreeAddressesInSubnet",
      message: "The specified subnet does not have enough free addresses to satisfy the request; \(subnet.name) is "
        + "\(subnet.cidrBlock)")
  }

  /// As callers of UnassignPrivateIpAddresses match it.
  static func notAssigned(_ address: IPv4Address, _ id: NetworkInterface.ID) -> Self {
    invalidValue("Some of the specified addresses are not assigned to interface \(id): \(address)")
  }

  /// As callers of UnassignPrivateIpAddresses quote it.
  static func primaryAddressStays(_ address: IPv4Address) -> Self {
    invalidValue(
      "Value (\(address)) for parameter privateIpAddress is invalid. The primary IP address of an interface cannot be "
        + "unassigned.")
  }

  /// Only a lab may choose a MAC. `Assumed:`
  static func macInvalid(_ address: MACAddress) -> Self {
    invalidValue("MAC address \(address) is no unicast address")
  }
  /// Only a lab may choose a MAC. `Assumed:`
  static func macInUse(_ address: MACAddress, by holder: String) -> Self {
    invalidValue("MAC address \(address) is already in use; it belongs to \(holder)")
  }

  /// Only a lab may choose a public address. `Assumed:`
  static func publicAddressInUse(_ address: IPv4Address) -> Self {
    Self(code: "InvalidAddress.InUse", message: "The public address \(address) is already allocated")
  }
  /// Only a lab may choose a public address. `Assumed:`
  static func notPublic(_ address: IPv4Address) -> Self {
    invalidValue("\(address) is no public IPv4 address")
  }
  /// The pool of documentation and benchmark addresses has run out.
  static func noPublicAddress() -> Self {
    Self(
      code: "InsufficientAddressCapacity",
      message: "Not enough addresses available to satisfy the request; give the address yourself")
  }

  /// hashicorp/terraform-provider-aws#2181.
  static func noGateway(_ vpc: VPC.ID) -> Self {
    Self(code: "Gateway.NotAttached", message: "Network \(vpc) is not attached to any internet gateway")
  }

  /// EC2 takes an association's id, a lab the allocation's; the sentence is `Assumed:`
  static func notAssociated(_ id: ElasticAddress.ID) -> Self {
    Self(code: "InvalidAssociationID.NotFound", message: "The address '\(id)' is not associated")
  }
}

// Instances.
extension CloudError {
  /// As users quote it for RunInstances and ModifyInstanceAttribute.
  static func noSuchType(_ name: String) -> Self {
    let nearest = InstanceType.nearestName(to: name).map { "; the nearest is '\($0)'" } ?? ""
    return invalidValue("Invalid value '\(name)' for InstanceType.\(nearest)")
  }

  /// burstable-ai/burst#42.
  static func cannotStart(_ id: Instance.ID, _ state: Instance.State) -> Self {
    Self(
      code: "IncorrectInstanceState",
      message: "The instance '\(id)' is not in a state from which it can be started; it is \(state.rawValue)")
  }

  /// As for starting; `pending`: cloud-custodian/cloud-custodian#6014.
  static func cannotStop(_ id: Instance.ID, _ state: Instance.State) -> Self {
    Self(
      code: "IncorrectInstanceState",
      message: state == .pending
        ? "Instance '\(id)' cannot be stopped as it has never reached the 'running' state."
        : "The instance '\(id)' is not in a state from which it can be stopped; it is \(state.rawValue)")
  }

  /// The code as the guide lists it; the sentence is `Assumed:`
  static func notRunningOrStopped(_ id: Instance.ID, _ state: Instance.State) -> Self {
    Self(
      code: "IncorrectInstanceState",
      message: "Instance '\(id)' is not 'running' or 'stopped'; it is \(state.rawValue)")
  }

  /// "ensure that the instance that the interface is attached to is not in the 'pending' state"; sentence `Assumed:`
  static func pendingInstance(_ id: Instance.ID) -> Self {
    Self(code: "IncorrectInstanceState", message: "The pending instance '\(id)' is not in a valid state for this call")
  }

  /// As users quote it for RunInstances.
  static func publicAddressNeedsOneInterface() -> Self {
    Self(
      code: "InvalidParameterCombination",
      message: "The associatePublicIPAddress parameter cannot be specified when launching with multiple network "
        + "interfaces.")
  }
}
