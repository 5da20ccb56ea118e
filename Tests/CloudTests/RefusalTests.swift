import Cloud
import Testing
import Wire

/// One refused call: what is done to the tiny cloud, and the code with which EC2 answers.
struct Refusal: CustomTestStringConvertible {
  var call: String
  var code: String
  /// A part of the sentence, where it names a limit.
  var says: String
  var perform: @Sendable (inout TinyCloud) throws -> Void
  var testDescription: String { "\(call) | \(code)" }

  init(
    _ call: String, _ code: String, says: String = "",
    _ perform: @escaping @Sendable (inout TinyCloud) throws -> Void
  ) {
    self.call = call
    self.code = code
    self.says = says
    self.perform = perform
  }
}

func rule(_ port: UInt16, _ peer: SecurityGroup.Peer = .cidr(prefix("0.0.0.0/0"))) -> SecurityGroup.Rule {
  SecurityGroup.Rule(TrafficMatch(protocolNumber: IPProtocol.tcp, ports: port...port), peer)
}
func entry(_ number: Int) -> NetworkAcl.Entry {
  NetworkAcl.Entry(ruleNumber: number, action: .allow, match: .everything, cidrBlock: prefix("0.0.0.0/0"))
}
func route(_ destination: String, _ target: RouteTable.Target) -> RouteTable.Route {
  RouteTable.Route(destination: prefix(destination), target: target)
}

/// EC2 Developer Guide, "Error codes for the Amazon EC2 API"; sentences as the issues named in `CloudError` quote them.
private let refusedChanges: [Refusal] = [
  Refusal("attach: no such ENI", "InvalidNetworkInterfaceID.NotFound") {
    try $0.cloud.apply(.attachNetworkInterface("eni-0", instance: $0.web, deviceIndex: 2))
  },
  Refusal("attach: no such instance", "InvalidInstanceID.NotFound") {
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: "i-0", deviceIndex: 2))
  },
  Refusal("attach: in use", "InvalidNetworkInterface.InUse", says: "in use.") {
    try $0.cloud.apply(.attachNetworkInterface($0.eth1, instance: $0.web, deviceIndex: 2))
  },
  Refusal("attach: another zone", "InvalidParameterCombination", says: "same availability zone") {
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: $0.client, deviceIndex: 1))
  },
  Refusal("attach: device index taken", "InvalidParameterValue", says: "at device index '1'.") {
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: $0.web, deviceIndex: 1))
  },
  Refusal("attach: device index 0", "InvalidParameterValue") {
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: $0.web, deviceIndex: 0))
  },
  Refusal("attach: device index below 0", "InvalidParameterValue") {
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: $0.web, deviceIndex: -1))
  },
  Refusal("attach: device index without end", "InvalidParameterValue") {
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: $0.web, deviceIndex: .max))
  },
  Refusal("attach: terminated instance", "IncorrectInstanceState") {
    try $0.cloud.apply(.terminateInstance($0.web))
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: $0.web, deviceIndex: 2))
  },
  Refusal("attach: requester-managed", "AuthFailure", says: "permission") {
    $0.cloud.networkInterfaces[$0.spare]?.requesterManaged = true
    try $0.cloud.apply(.attachNetworkInterface($0.spare, instance: $0.web, deviceIndex: 2))
  },
  Refusal("detach: the primary", "OperationNotPermitted", says: "device index 0 and networkCard index 0") {
    try $0.cloud.apply(.detachNetworkInterface($0.eth0))
  },
  Refusal("detach: not attached", "InvalidAttachmentID.NotFound") {
    try $0.cloud.apply(.detachNetworkInterface($0.spare))
  },
  Refusal("detach: no such ENI", "InvalidNetworkInterfaceID.NotFound") {
    try $0.cloud.apply(.detachNetworkInterface("eni-0"))
  },
  Refusal("detach: requester-managed", "OperationNotPermitted", says: "'ela-attach' attachments") {
    $0.cloud.networkInterfaces[$0.eth1]?.requesterManaged = true
    $0.cloud.networkInterfaces[$0.eth1]?.attachment?.id = "ela-attach-0123"
    try $0.cloud.apply(.detachNetworkInterface($0.eth1))
  },
  Refusal("source/dest check: requester-managed", "AuthFailure") {
    $0.cloud.networkInterfaces[$0.eth1]?.requesterManaged = true
    try $0.cloud.apply(.modifySourceDestCheck($0.eth1, false))
  },
  Refusal("groups: none", "InvalidParameterValue") { try $0.cloud.apply(.modifySecurityGroups($0.eth0, [])) },
  Refusal("groups: unknown", "InvalidGroup.NotFound") { try $0.cloud.apply(.modifySecurityGroups($0.eth0, ["sg-0"])) },
  Refusal("groups: another VPC's", "InvalidParameter", says: "different networks") {
    try $0.cloud.apply(.modifySecurityGroups($0.eth0, [$0.otherGroup]))
  },
  Refusal("groups: twice", "InvalidParameterValue") {
    try $0.cloud.apply(.modifySecurityGroups($0.eth0, [$0.group, $0.group]))
  },
  Refusal("assign: outside the subnet", "InvalidParameterValue", says: "does not fall within the subnet's") {
    try $0.cloud.apply(.assignPrivateIpAddress($0.eth0, address("10.0.2.9")))
  },
  Refusal("assign: below the subnet", "InvalidParameterValue") {
    try $0.cloud.apply(.assignPrivateIpAddress($0.eth0, address("0.0.0.0")))
  },
  Refusal("assign: the network's own", "InvalidParameterValue", says: "reserved address range") {
    try $0.cloud.apply(.assignPrivateIpAddress($0.eth0, address("10.0.1.0")))
  },
  Refusal("assign: .3", "InvalidParameterValue", says: "reserved address range") {
    try $0.cloud.apply(.assignPrivateIpAddress($0.eth0, address("10.0.1.3")))
  },
  Refusal("assign: the last", "InvalidParameterValue", says: "reserved address range") {
    try $0.cloud.apply(.assignPrivateIpAddress($0.eth0, address("10.0.1.255")))
  },
  Refusal("assign: in use", "InvalidIPAddress.InUse", says: "10.0.1.11 belongs to web/eth1") {
    try $0.cloud.apply(.assignPrivateIpAddress($0.eth0, address("10.0.1.11")))
  },
  Refusal("unassign: the primary", "InvalidParameterValue", says: "cannot be unassigned") {
    try $0.cloud.apply(.unassignPrivateIpAddress($0.eth0, address("10.0.1.10")))
  },
  Refusal("unassign: not there", "InvalidParameterValue", says: "are not assigned to interface") {
    try $0.cloud.apply(.unassignPrivateIpAddress($0.eth0, address("10.0.1.99")))
  },
  Refusal("delegate: a /27", "InvalidParameterValue", says: "a delegated IPv4 prefix is a /28") {
    try $0.cloud.apply(.assignIpv4Prefix($0.eth0, prefix("10.0.1.32/27")))
  },
  Refusal("delegate: the router's", "InvalidParameterValue", says: "reserved address range") {
    try $0.cloud.apply(.assignIpv4Prefix($0.eth0, prefix("10.0.1.0/28")))
  },
  Refusal("delegate: the last address's", "InvalidParameterValue", says: "reserved address range") {
    try $0.cloud.apply(.assignIpv4Prefix($0.eth0, prefix("10.0.1.240/28")))
  },
  Refusal("delegate: another subnet's", "InvalidParameterValue", says: "does not fall within") {
    try $0.cloud.apply(.assignIpv4Prefix($0.eth0, prefix("10.0.2.16/28")))
  },
  Refusal("delegate: twice", "InvalidIPAddress.InUse", says: "10.0.1.64 belongs to web/eth0") {
    try $0.cloud.apply(.assignIpv4Prefix($0.eth0, prefix("10.0.1.64/28")))
    try $0.cloud.apply(.assignIpv4Prefix($0.eth1, prefix("10.0.1.64/28")))
  },
  Refusal("assign: out of a delegated prefix", "InvalidIPAddress.InUse", says: "10.0.1.79 belongs to web/eth0") {
    try $0.cloud.apply(.assignIpv4Prefix($0.eth0, prefix("10.0.1.64/28")))
    try $0.cloud.apply(.assignPrivateIpAddress($0.eth1, address("10.0.1.79")))
  },
  Refusal("take back: not delegated", "InvalidParameterValue", says: "10.0.1.64/28 is not assigned to interface") {
    try $0.cloud.apply(.unassignIpv4Prefix($0.eth0, prefix("10.0.1.64/28")))
  },
  Refusal("rules: twice, whatever the description", "InvalidPermission.Duplicate") {
    var again = rule(443)
    again.description = "again"
    try $0.cloud.apply(.modifySecurityGroupRules($0.group, ingress: [rule(443), again], egress: nil))
  },
  Refusal("rules: unknown group as peer", "InvalidGroup.NotFound") {
    try $0.cloud.apply(.modifySecurityGroupRules($0.group, ingress: nil, egress: [rule(443, .group("sg-0"))]))
  },
  Refusal("rules: another VPC's group as peer", "InvalidParameter") {
    try $0.cloud.apply(.modifySecurityGroupRules($0.group, ingress: [rule(443, .group($0.otherGroup))], egress: nil))
  },
  Refusal("rules: ports without TCP or UDP", "InvalidPermission.Malformed") {
    let match = TrafficMatch(protocolNumber: 47, ports: 1...2)
    try $0.cloud.apply(
      .modifySecurityGroupRules($0.group, ingress: [.init(match, .cidr(.everything))], egress: nil))
  },
  Refusal("rules: an ICMP code without a type", "InvalidPermission.Malformed") {
    let match = TrafficMatch(protocolNumber: IPProtocol.icmp, icmpCode: 4)
    try $0.cloud.apply(
      .modifySecurityGroupRules($0.group, ingress: [.init(match, .cidr(.everything))], egress: nil))
  },
  Refusal("rules: no such group", "InvalidGroup.NotFound") {
    try $0.cloud.apply(.modifySecurityGroupRules("sg-0", ingress: [], egress: []))
  },
  Refusal("ACL entries: a number twice", "NetworkAclEntryAlreadyExists", says: "identified by 7 already") {
    try $0.cloud.apply(.modifyNetworkAclEntries($0.acl, ingress: [entry(7), entry(7)], egress: nil))
  },
  Refusal("ACL entries: 0", "InvalidParameterValue") {
    try $0.cloud.apply(.modifyNetworkAclEntries($0.acl, ingress: nil, egress: [entry(0)]))
  },
  Refusal("ACL entries: 32767", "InvalidParameterValue") {
    try $0.cloud.apply(.modifyNetworkAclEntries($0.acl, ingress: [entry(32767)], egress: nil))
  },
  Refusal("ACL entries: no such ACL", "InvalidNetworkAclID.NotFound") {
    try $0.cloud.apply(.modifyNetworkAclEntries("acl-0", ingress: [], egress: nil))
  },
  Refusal("ACL association: another VPC's", "InvalidParameter") {
    try $0.cloud.apply(.replaceNetworkAclAssociation($0.acl, $0.o))
  },
  Refusal("ACL association: no such subnet", "InvalidSubnetID.NotFound") {
    try $0.cloud.apply(.replaceNetworkAclAssociation($0.acl, "subnet-0"))
  },
]

private let refusedRoutesAndAddresses: [Refusal] = [
  Refusal("routes: no such table", "InvalidRouteTableID.NotFound") { try $0.cloud.apply(.modifyRoutes("rtb-0", [])) },
  Refusal("routes: one destination twice", "RouteAlreadyExists") {
    let one = route("0.0.0.0/0", .internetGateway($0.gateway))
    try $0.cloud.apply(.modifyRoutes($0.table, [one, one]))
  },
  Refusal("routes: local", "RouteAlreadyExists", says: "10.0.0.0/16") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("10.0.0.0/16", .local)]))
  },
  Refusal("routes: gateway unknown", "InvalidInternetGatewayID.NotFound") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("0.0.0.0/0", .internetGateway("igw-0"))]))
  },
  Refusal("routes: gateway of another VPC", "InvalidParameterValue", says: "belong to different networks") {
    try $0.cloud.apply(.modifyRoutes($0.otherTable, [route("0.0.0.0/0", .internetGateway($0.gateway))]))
  },
  Refusal("routes: gateway attached to none", "InvalidParameterValue", says: "attached to no network") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("0.0.0.0/0", .internetGateway($0.loose))]))
  },
  Refusal("routes: ENI unknown", "InvalidNetworkInterfaceID.NotFound") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("0.0.0.0/0", .networkInterface("eni-0"))]))
  },
  Refusal("routes: ENI of another VPC", "InvalidParameterValue", says: "belong to different networks") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("0.0.0.0/0", .networkInterface($0.foreign))]))
  },
  Refusal("routes: NAT gateway unknown", "InvalidGatewayID.NotFound") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("0.0.0.0/0", .unmodelled("nat-0"))]))
  },
  Refusal("routes: inside the VPC, to a gateway", "InvalidParameterValue", says: "equal to or more specific") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("10.0.1.0/24", .internetGateway($0.gateway))]))
  },
  Refusal("routes: the VPC itself, to a gateway", "InvalidParameterValue", says: "equal to or more specific") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("10.0.0.0/16", .internetGateway($0.gateway))]))
  },
  Refusal("routes: half a subnet", "InvalidParameterValue", says: "not the whole CIDR block") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("10.0.1.0/25", .networkInterface($0.eth1))]))
  },
  Refusal("routes: 169.254.168.0/22", "InvalidParameterValue", says: "AWS keeps") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("169.254.168.0/22", .internetGateway($0.gateway))]))
  },
  Refusal("routes: 169.254.169.254/32", "InvalidParameterValue", says: "AWS keeps") {
    try $0.cloud.apply(.modifyRoutes($0.table, [route("169.254.169.254/32", .internetGateway($0.gateway))]))
  },
  Refusal("table association: another VPC's subnet", "InvalidParameterValue") {
    try $0.cloud.apply(.associateRouteTable($0.table, $0.o))
  },
  Refusal("table association: the subnet has one", "Resource.AlreadyAssociated", says: "conflicts with an existing") {
    $0.cloud.subnets[$0.a]?.routeTable = $0.table
    try $0.cloud.apply(.associateRouteTable($0.secondTable, $0.a))
  },
  Refusal("table disassociation: the subnet has none", "InvalidAssociationID.NotFound") {
    try $0.cloud.apply(.disassociateRouteTable($0.a))
  },
  Refusal("EIP: no such allocation", "InvalidAllocationID.NotFound") {
    try $0.cloud.apply(.associateAddress("eipalloc-0", $0.eth0, privateIpAddress: nil))
  },
  Refusal("EIP: no such ENI", "InvalidNetworkInterfaceID.NotFound") {
    try $0.cloud.apply(.associateAddress($0.elastic, "eni-0", privateIpAddress: nil))
  },
  Refusal("EIP: not the ENI's private address", "InvalidParameterValue") {
    try $0.cloud.apply(.associateAddress($0.elastic, $0.eth0, privateIpAddress: address("10.0.1.11")))
  },
  Refusal("EIP: a VPC without internet gateway", "Gateway.NotAttached", says: "not attached to any internet gateway") {
    try $0.cloud.apply(.associateAddress($0.elastic, $0.foreign, privateIpAddress: nil))
  },
  Refusal("EIP: a pending instance", "IncorrectInstanceState") {
    $0.cloud.instances[$0.web]?.state = .pending
    try $0.cloud.apply(.associateAddress($0.elastic, $0.eth0, privateIpAddress: nil))
  },
  Refusal("EIP: a service's ENI", "AuthFailure") {
    $0.cloud.networkInterfaces[$0.eth1]?.requesterManaged = true
    try $0.cloud.apply(.associateAddress($0.elastic, $0.eth1, privateIpAddress: nil))
  },
  Refusal("EIP: disassociate what is nowhere", "InvalidAssociationID.NotFound") {
    try $0.cloud.apply(.disassociateAddress($0.elastic))
  },
  Refusal("EIP: disassociate what is not allocated", "InvalidAllocationID.NotFound") {
    try $0.cloud.apply(.disassociateAddress("eipalloc-0"))
  },
  Refusal("gateway: attach it twice", "Resource.AlreadyAssociated", says: "already attached to network") {
    try $0.cloud.apply(.attachInternetGateway($0.gateway, $0.other))
  },
  Refusal("gateway: a second for the VPC", "InvalidParameterValue", says: "already has an internet gateway attached") {
    try $0.cloud.apply(.attachInternetGateway($0.loose, $0.main))
  },
  Refusal("gateway: no such gateway", "InvalidInternetGatewayID.NotFound") {
    try $0.cloud.apply(.attachInternetGateway("igw-0", $0.other))
  },
  Refusal("gateway: no such VPC", "InvalidVpcID.NotFound") {
    try $0.cloud.apply(.attachInternetGateway($0.loose, "vpc-0"))
  },
  Refusal("gateway: detach while addresses are mapped", "DependencyViolation", says: "mapped public address(es)") {
    try $0.cloud.apply(.detachInternetGateway($0.gateway))
  },
  Refusal("gateway: detach what is not attached", "Gateway.NotAttached") {
    try $0.cloud.apply(.detachInternetGateway($0.loose))
  },
  Refusal("start: terminated", "IncorrectInstanceState", says: "from which it can be started") {
    try $0.cloud.apply(.terminateInstance($0.web))
    try $0.cloud.apply(.startInstance($0.web))
  },
  Refusal("stop: terminated", "IncorrectInstanceState", says: "from which it can be stopped") {
    try $0.cloud.apply(.terminateInstance($0.web))
    try $0.cloud.apply(.stopInstance($0.web))
  },
  Refusal("stop: pending", "IncorrectInstanceState", says: "never reached the 'running' state") {
    $0.cloud.instances[$0.web]?.state = .pending
    try $0.cloud.apply(.stopInstance($0.web))
  },
  Refusal("terminate: no such instance", "InvalidInstanceID.NotFound") {
    try $0.cloud.apply(.terminateInstance("i-0"))
  },
]

private let refusedCreations: [Refusal] = [
  Refusal("vpc: no block", "MissingParameter") { try $0.cloud.createVpc(name: "x", cidrBlocks: []) },
  Refusal("vpc: /15", "InvalidVpc.Range", says: "/16 to /28") {
    try $0.cloud.createVpc(name: "x", cidrBlocks: [prefix("10.0.0.0/15")])
  },
  Refusal("vpc: /29", "InvalidVpc.Range") { try $0.cloud.createVpc(name: "x", cidrBlocks: [prefix("10.0.0.0/29")]) },
  Refusal("vpc: loopback", "InvalidVpc.Range", says: "127.0.0.0/8") {
    try $0.cloud.createVpc(name: "x", cidrBlocks: [prefix("127.1.0.0/16")])
  },
  Refusal("vpc: blocks that overlap", "InvalidVpc.Range", says: "overlaps") {
    try $0.cloud.createVpc(name: "x", cidrBlocks: [prefix("10.0.0.0/16"), prefix("10.0.1.0/24")])
  },
  Refusal("vpc: two private families", "InvalidVpc.Range") {
    try $0.cloud.createVpc(name: "x", cidrBlocks: [prefix("10.0.0.0/16"), prefix("192.168.0.0/16")])
  },
  Refusal("vpc: an id that is held", "InvalidParameterValue") {
    try $0.cloud.createVpc(name: "x", cidrBlocks: [prefix("10.0.0.0/16")], id: $0.main)
  },
  Refusal("subnet: no such VPC", "InvalidVpcID.NotFound") {
    try $0.cloud.createSubnet(name: "x", vpc: "vpc-0", cidrBlock: prefix("10.0.5.0/24"))
  },
  Refusal("subnet: /29", "InvalidSubnet.Range", says: "/16 to /28") {
    try $0.cloud.createSubnet(name: "x", vpc: $0.main, cidrBlock: prefix("10.0.5.0/29"))
  },
  Refusal("subnet: outside its VPC", "InvalidSubnet.Range", says: "main is 10.0.0.0/16") {
    try $0.cloud.createSubnet(name: "x", vpc: $0.main, cidrBlock: prefix("10.1.0.0/24"))
  },
  Refusal("subnet: overlaps another", "InvalidSubnet.Conflict", says: "a is 10.0.1.0/24") {
    try $0.cloud.createSubnet(name: "x", vpc: $0.main, cidrBlock: prefix("10.0.0.0/23"))
  },
  Refusal("subnet: a zone of another Region", "InvalidParameterValue", says: "eu-west-1a") {
    try $0.cloud.createSubnet(
      name: "x", vpc: $0.main, cidrBlock: prefix("10.0.5.0/24"), availabilityZone: "us-east-1a")
  },
  Refusal("subnet: the Region as zone", "InvalidParameterValue") {
    try $0.cloud.createSubnet(name: "x", vpc: $0.main, cidrBlock: prefix("10.0.5.0/24"), availabilityZone: "eu-west-1")
  },
  Refusal("group: default", "InvalidGroup.Reserved") {
    try $0.cloud.createSecurityGroup(name: "default", vpc: $0.main)
  },
  Refusal("group: a name twice", "InvalidGroup.Duplicate") {
    try $0.cloud.createSecurityGroup(name: "web", vpc: $0.main)
  },
  Refusal("ENI: no such subnet", "InvalidSubnetID.NotFound") {
    try $0.cloud.createNetworkInterface(name: "x", subnet: "subnet-0")
  },
  Refusal("ENI: an address twice", "InvalidIPAddress.InUse") {
    try $0.cloud.createNetworkInterface(
      name: "x", subnet: $0.a, privateIpAddress: address("10.0.1.5"),
      secondaryPrivateIpAddresses: [address("10.0.1.5")])
  },
  Refusal("ENI: another VPC's group", "InvalidParameter") {
    try $0.cloud.createNetworkInterface(name: "x", subnet: $0.a, securityGroups: [$0.otherGroup])
  },
  Refusal("EIP: a private address", "InvalidParameterValue") {
    try $0.cloud.allocateAddress(name: "x", publicIp: address("10.0.0.1"))
  },
  Refusal("EIP: a multicast address", "InvalidParameterValue") {
    try $0.cloud.allocateAddress(name: "x", publicIp: address("224.0.0.1"))
  },
  Refusal("EIP: an address that is allocated", "InvalidAddress.InUse") {
    try $0.cloud.allocateAddress(name: "x", publicIp: $0.cloud.elasticAddresses[$0.elastic]?.publicIp)
  },
  Refusal("run: no such type", "InvalidParameterValue", says: "the nearest is 't3.medium'") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "t3.meduim", interfaces: [.init($0.spare, deviceIndex: 0, deleteOnTermination: false)])
  },
  Refusal("run: without a primary ENI", "MissingParameter") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "t3.micro", interfaces: [.init($0.spare, deviceIndex: 1, deleteOnTermination: false)])
  },
  Refusal("run: an ENI in use", "InvalidNetworkInterface.InUse") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "t3.micro", interfaces: [.init($0.eth0, deviceIndex: 0, deleteOnTermination: false)])
  },
  Refusal("run: one ENI twice", "InvalidNetworkInterface.InUse") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "t3.micro",
      interfaces: [
        .init($0.spare, deviceIndex: 0, deleteOnTermination: false),
        .init($0.spare, deviceIndex: 1, deleteOnTermination: false),
      ])
  },
  Refusal("run: ENIs of two zones", "InvalidParameterCombination") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "t3.micro",
      interfaces: [
        .init($0.spare, deviceIndex: 0, deleteOnTermination: false),
        .init($0.there, deviceIndex: 1, deleteOnTermination: false),
      ])
  },
  Refusal("run: a public address with two ENIs", "InvalidParameterCombination", says: "multiple network interfaces") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "c5.large",
      interfaces: [
        .init($0.spare, deviceIndex: 0, deleteOnTermination: false),
        .init($0.many, deviceIndex: 1, deleteOnTermination: false),
      ], associatePublicIpAddress: true)
  },
  Refusal("run: addresses beyond the type's", "InvalidInterface.IpAddressLimitExceeded", says: "t3.micro takes 2") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "t3.micro", interfaces: [.init($0.many, deviceIndex: 0, deleteOnTermination: false)])
  },
  Refusal("run: pending", "InvalidParameterValue") {
    try $0.cloud.runInstance(
      name: "x", instanceType: "t3.micro", interfaces: [.init($0.spare, deviceIndex: 0, deleteOnTermination: false)],
      state: .pending)
  },
]

@Suite("A refused call")
struct RefusalTests {
  @Test(
    "has EC2's code, and leaves the cloud as it was",
    arguments: refusedChanges + refusedRoutesAndAddresses + refusedCreations)
  func refused(refusal: Refusal) throws {
    var tiny = try TinyCloud()
    let error = #expect(throws: CloudError.self) { try refusal.perform(&tiny) }
    #expect(error?.code == refusal.code)
    #expect(refusal.says.isEmpty || error?.message.contains(refusal.says) == true, "\(error?.message ?? "")")
    // What the first time set the stage is done by now: the second time only the refused call is left.
    let before = tiny.cloud
    #expect(throws: CloudError.self) { try refusal.perform(&tiny) }
    #expect(tiny.cloud == before)
  }
}
