import Guest
import Packets

/// Every key of a lab file: where it may stand, what its value may be, and what it means.
///
/// The reader refuses what is not here, and `vpclab schema` prints what is.
enum LabKeys {
  static let lab = LabSection(
    name: "a lab",
    keys: [
      LabKey("lab", .word(.text), "The lab's name; otherwise the file's."),
      LabKey("description", .word(.text), "One sentence for people."),
      LabKey("region", .word(.text), "The AWS Region, such as ap-northeast-2; us-east-1 otherwise."),
      LabKey("recorded", .word(.boolean), "An account as recorded: explain takes its instances as running."),
      LabKey("seed", .word(.seed), "What the dice begin with; 1 otherwise."),
      LabKey("startsAt", .word(.timestamp), "What lab instant 0 is called in captures; 1970-01-01 otherwise."),
      LabKey("duration", .word(.duration), "How long the lab runs; otherwise until nothing is pending, at most 60s."),
      LabKey("fabric", .section(fabric), "What lies between servers."),
      LabKey("quotas", .section(quotas), "Amazon VPC quotas that were raised."),
      LabKey("vpcs", .named("a VPC", .section(vpc)), "VPCs by name."),
      LabKey(
        "internetGateways", .named("an internet gateway", .section(freeInternetGateway)),
        "Internet gateways that no VPC owns: detached at the start, or attached by `vpc`."),
      LabKey("elasticIps", .named("an Elastic IP address", .section(elasticIp)), "Elastic IP addresses by name."),
      LabKey("instances", .named("an instance", .section(instance)), "Instances by name."),
      LabKey(
        "networkInterfaces", .named("a network interface", .section(networkInterface)),
        "ENIs that no instance owns: detached, or attached by an instance's `eni`."),
      LabKey("unmodelledTargets", .list(.word(.text)), "Ids of gateways that exist and that vpclab does not carry."),
      LabKey("traffic", .list(.section(traffic)), "What the guests and the internet send."),
      LabKey("timeline", .list(.section(timeline)), "What changes while the lab runs."),
      LabKey("expect", .list(.section(expectation)), "What must hold at the end."),
    ],
    later: [
      "natGateways", "natGateway", "vpcPeeringConnections", "vpnGateways", "vpnConnections", "customerGateways",
      "transitGateways", "transitGatewayAttachments", "egressOnlyInternetGateways", "placementGroups", "prefixLists",
      "vpcEndpoints", "loadBalancers", "targetGroups", "dhcpOptions", "flowLogs", "autoScalingGroups",
      "launchTemplates",
      "localGateways", "carrierGateways", "networkFirewalls", "ipv6",
    ])

  static let fabric = LabSection(
    name: "the fabric",
    keys: [
      LabKey("latency", .word(.duration), "One way between any two servers, and to the internet; 50us otherwise."),
      LabKey("bandwidth", .word(.rate), "Of each server's uplink; without limit otherwise."),
    ],
    later: ["jitter", "loss", "profile", "zones", "racks", "reordering", "duplication"])

  static let quotas = LabSection(
    name: "quotas",
    keys: [
      LabKey("rulesPerSecurityGroup", .word(.integer(1...1000)), "In one direction; 60 otherwise."),
      LabKey("securityGroupsPerInterface", .word(.integer(1...16)), "5 otherwise."),
      LabKey("entriesPerNetworkAcl", .word(.integer(1...40)), "In one direction; 20 otherwise."),
      LabKey("routesPerRouteTable", .word(.integer(1...1000)), "500 otherwise."),
      LabKey("cidrBlocksPerVpc", .word(.integer(1...50)), "5 otherwise."),
    ])

  static let tags = LabShape.either([
    .list(
      .section(
        LabSection(
          name: "a tag",
          keys: [
            LabKey("key", .word(.text), "The tag's key.", required: true),
            LabKey("value", .word(.text), "The tag's value.", required: true),
          ], isLonghand: true))),
    .texts,
  ])

  static let id = LabKey("id", .word(.text), "The resource's id; otherwise EC2-shaped from a hash of its name.")
  static let nameTag = LabKey("name", .word(.text), "The Name tag.")
  static let tagList = LabKey("tags", tags, "Tags: a mapping, or EC2's list of key and value.")

  static let vpc = LabSection(
    name: "a VPC",
    keys: [
      id, nameTag,
      LabKey("region", .word(.text), "Its AWS Region, where it is not the lab's."),
      LabKey("cidrBlock", .word(.prefix), "The primary IPv4 block, /16 to /28.", required: true),
      LabKey("secondaryCidrBlocks", .list(.word(.prefix)), "Further IPv4 blocks."),
      LabKey("isDefault", .word(.boolean), "Whether it is the Region's default VPC."),
      LabKey("subnets", .named("a subnet", .section(subnet)), "Subnets by name."),
      LabKey(
        "securityGroups", .named("a security group", .section(securityGroup)),
        "Security groups by name; `default` is the VPC's own."),
      LabKey(
        "networkAcls", .named("a network ACL", .section(networkAcl)),
        "Network ACLs by name; `default` is the VPC's own."),
      LabKey(
        "routeTables", .named("a route table", .section(routeTable)), "Route tables by name; `main` is the VPC's own."),
      LabKey(
        "internetGateway", .either([.word(.boolean), .section(internetGateway)]),
        "Whether an internet gateway is attached."),
      LabKey(
        "internetGateways", .named("an internet gateway", .section(internetGateway)),
        "The attached internet gateway, by name."),
      tagList,
    ],
    later: [
      "ipv6CidrBlock", "ipv6CidrBlocks", "amazonProvidedIpv6CidrBlock", "ipv6CidrBlockAssociationSet", "natGateways",
      "natGateway", "vpcPeeringConnections", "vpnGateways", "vpnGateway", "egressOnlyInternetGateway",
      "egressOnlyInternetGateways", "dhcpOptions", "dhcpOptionsId", "enableDnsSupport", "enableDnsHostnames",
      "instanceTenancy", "vpcEndpoints", "flowLogs", "prefixLists", "networkAddressUsage",
    ])

  static let internetGateway = LabSection(
    name: "an internet gateway", keys: [id, nameTag, tagList], later: ["routeTable"])

  static let freeInternetGateway = LabSection(
    name: "an internet gateway",
    keys: [id, nameTag, LabKey("vpc", .word(.text), "The VPC that it is attached to; none otherwise."), tagList],
    later: ["routeTable"])

  static let subnet = LabSection(
    name: "a subnet",
    keys: [
      id, nameTag,
      LabKey("cidrBlock", .word(.prefix), "An IPv4 block of the VPC's, /16 to /28.", required: true),
      LabKey("availabilityZone", .word(.text), "Such as ap-northeast-2a; the Region's first otherwise."),
      LabKey("networkAcl", .word(.text), "Its network ACL; the VPC's default one otherwise."),
      LabKey("routeTable", .word(.text), "Its route table; the VPC's main one otherwise."),
      LabKey("mapPublicIpOnLaunch", .word(.boolean), "Whether instances get a public IPv4 address; false otherwise."),
      tagList,
    ],
    later: [
      "ipv6CidrBlock", "ipv6CidrBlocks", "ipv6CidrBlockAssociationSet", "assignIpv6AddressOnCreation", "ipv6Native",
      "enableDns64", "outpostArn", "availabilityZoneId", "mapCustomerOwnedIpOnLaunch", "enableLniAtDeviceIndex",
      "privateDnsNameOptionsOnLaunch", "natGateway",
    ])
}

// Rules.
extension LabKeys {
  static let securityGroup = LabSection(
    name: "a security group",
    keys: [
      id, nameTag,
      LabKey("groupName", .word(.text), "GroupName, where it is not the key."),
      LabKey("description", .word(.text), "GroupDescription."),
      LabKey("ingress", rules, "What may come in: PROTO [PORT[-PORT] | TYPE/CODE] from (CIDR | sg:NAME | self)."),
      LabKey(
        "egress", rules, "What may go out: PROTO [PORT[-PORT] | TYPE/CODE] to (CIDR | sg:NAME | self); all otherwise."),
      LabKey("ipPermissions", .list(.section(permission)), "Ingress rules in EC2's JSON shape."),
      LabKey("ipPermissionsEgress", .list(.section(permission)), "Egress rules in EC2's JSON shape."),
      tagList,
    ])

  static let rules = LabShape.list(.either([.word(.securityGroupRule), .section(permission)]))

  static let permission = LabSection(
    name: "a rule",
    keys: [
      LabKey("rule", .word(.securityGroupRule), "The shorthand, where a description goes with it."),
      LabKey("description", .word(.text), "The rule's description."),
      LabKey("ipProtocol", .word(.text), "tcp, udp, icmp, icmpv6, a number, or -1."),
      LabKey("fromPort", .word(.integer(-1...65535)), "First port, or ICMP type."),
      LabKey("toPort", .word(.integer(-1...65535)), "Last port, or ICMP code."),
      LabKey("ipRanges", peers("cidrIp", .prefix), "IPv4 blocks."),
      LabKey("ipv6Ranges", peers("cidrIpv6", .text), "IPv6 blocks: kept, matching no IPv4 packet."),
      LabKey("userIdGroupPairs", .list(.section(groupPair)), "Security groups."),
      LabKey("prefixListIds", peers("prefixListId", .text), "Prefix lists: kept, matching nothing in this version."),
    ], isLonghand: true)

  private static func peers(_ key: String, _ word: LabWord) -> LabShape {
    .list(
      .section(
        LabSection(
          name: "a peer",
          keys: [
            LabKey(key, .word(word), "The peer.", required: true),
            LabKey("description", .word(.text), "The rule's description."),
          ], isLonghand: true)))
  }

  static let groupPair = LabSection(
    name: "a group pair",
    keys: [
      LabKey("groupId", .word(.text), "The group's id, or its name in the lab."),
      LabKey("groupName", .word(.text), "The group's name."),
      LabKey("description", .word(.text), "The rule's description."),
      LabKey("userId", .word(.text), "The group's account; not used."),
      LabKey("vpcId", .word(.text), "The group's VPC; not used."),
      LabKey("vpcPeeringConnectionId", .word(.text), "Not used."),
      LabKey("peeringStatus", .word(.text), "Not used."),
    ], isLonghand: true)

  static let networkAcl = LabSection(
    name: "a network ACL",
    keys: [
      id, nameTag,
      LabKey("isDefault", .word(.boolean), "Whether it is the VPC's default network ACL."),
      LabKey(
        "ingress", aclEntries, "NUMBER (allow|deny) PROTO [PORT[-PORT] | TYPE/CODE] from CIDR; nothing otherwise."),
      LabKey("egress", aclEntries, "NUMBER (allow|deny) PROTO [PORT[-PORT] | TYPE/CODE] to CIDR; nothing otherwise."),
      LabKey("entries", .list(.section(aclEntry)), "Entries in EC2's JSON shape."),
      tagList,
    ])

  static let aclEntries = LabShape.list(.either([.word(.networkAclEntry), .section(aclEntry)]))

  static let aclEntry = LabSection(
    name: "a network ACL entry",
    keys: [
      LabKey(
        "ruleNumber", .word(.integer(1...32767)), "1 to 32766; 32767 is the entry that denies the rest.", required: true
      ),
      LabKey("ruleAction", .word(.choice(["allow", "deny"])), "allow or deny.", required: true),
      LabKey("egress", .word(.boolean), "Whether it is for what leaves the subnet."),
      LabKey("protocol", .word(.text), "tcp, udp, icmp, a number, or -1.", required: true),
      LabKey(
        "portRange",
        .section(
          LabSection(
            name: "a port range",
            keys: [
              LabKey("from", .word(.integer(-1...65535)), "First port."),
              LabKey("to", .word(.integer(-1...65535)), "Last port."),
            ], isLonghand: true)), "Ports."),
      LabKey(
        "icmpTypeCode",
        .section(
          LabSection(
            name: "an ICMP type and code",
            keys: [
              LabKey("type", .word(.integer(-1...255)), "-1: every type."),
              LabKey("code", .word(.integer(-1...255)), "-1: every code."),
            ], isLonghand: true)), "ICMP type and code."),
      LabKey("cidrBlock", .word(.prefix), "The peer's IPv4 block."),
    ],
    later: ["ipv6CidrBlock"], isLonghand: true)

  static let routeTable = LabSection(
    name: "a route table",
    keys: [
      id, nameTag,
      LabKey("main", .word(.boolean), "Whether it is the VPC's main route table."),
      LabKey("routes", routes, "CIDR via (igw | eni:INSTANCE/ethN | blackhole); `local` is implied."),
      tagList,
    ],
    later: ["propagatingVgws", "associations"])

  static let routes = LabShape.list(.either([.word(.route), .section(route)]))

  static let route = LabSection(
    name: "a route",
    keys: [
      LabKey("destinationCidrBlock", .word(.prefix), "The destination.", required: true),
      LabKey("gatewayId", .word(.text), "An internet gateway, `local`, or a gateway that vpclab does not carry."),
      LabKey("networkInterfaceId", .word(.text), "An ENI."),
      LabKey("instanceId", .word(.text), "The instance of the ENI; not used beside it."),
      LabKey("instanceOwnerId", .word(.text), "Not used."),
      LabKey("state", .word(.choice(["active", "blackhole"])), "blackhole: the target is gone."),
      LabKey(
        "origin", .word(.choice(["CreateRouteTable", "CreateRoute", "EnableVgwRoutePropagation"])),
        "How the route came; CreateRoute otherwise."),
    ] + unmodelledRouteKeys.map { LabKey($0, .word(.text), "A gateway that vpclab does not carry, by id.") },
    later: ["destinationIpv6CidrBlock", "destinationPrefixListId"], isLonghand: true)

  static let unmodelledRouteKeys = [
    "natGatewayId", "vpcPeeringConnectionId", "transitGatewayId", "vpcEndpointId", "egressOnlyInternetGatewayId",
    "carrierGatewayId", "localGatewayId", "coreNetworkArn",
  ]
}

// What lives in a network.
extension LabKeys {
  static let elasticIp = LabSection(
    name: "an Elastic IP address",
    keys: [id, nameTag, LabKey("publicIp", .word(.address), "The address; one of nobody's otherwise."), tagList],
    later: ["publicIpv4Pool", "networkBorderGroup", "carrierIp"])

  private static let interfaceKeys: [LabKey] = [
    id, nameTag,
    LabKey("subnet", .word(.text), "The subnet's name or id."),
    LabKey("privateIpAddress", .word(.address), "The primary address; the subnet's lowest free one otherwise."),
    LabKey(
      "secondaryPrivateIpAddresses", .list(.either([.word(.address), .section(secondaryAddress)])),
      "Secondary private IPv4 addresses."),
    LabKey("ipv4Prefixes", .list(.word(.prefix)), "Delegated /28 prefixes, whose addresses count as its own."),
    LabKey("macAddress", .word(.macAddress), "One that follows from the id otherwise."),
    LabKey("securityGroups", .list(.word(.text)), "Names or ids; the VPC's default group otherwise."),
    LabKey("sourceDestCheck", .word(.boolean), "true otherwise."),
    LabKey("description", .word(.text), "The ENI's description."),
    LabKey("elasticIp", .word(.text), "The Elastic IP address of the primary address, by name."),
    LabKey("connectionTracking", .section(connectionTracking), "Idle timeouts of tracked connections."),
    LabKey("requesterManaged", .word(.boolean), "Whether it belongs to a service; false otherwise."),
    LabKey("interfaceType", .word(.text), "EC2's word; `interface` otherwise."),
    LabKey(
      "publicIp", .word(.addressOrBoolean),
      "An auto-assigned public address: true, false, or which; as the subnet says otherwise."),
    tagList,
  ]

  private static let laterInterfaceKeys = [
    "ipv6Addresses", "ipv6AddressCount", "ipv6Prefixes", "ipv4PrefixCount", "enaExpress",
    "enaSrdSpecification", "enaQueueCount", "networkCardIndex", "primaryIpv6", "secondaryPrivateIpAddressCount",
    "bandwidth", "placement", "mtu",
  ]

  static let networkInterface = LabSection(
    name: "a network interface", keys: interfaceKeys, later: laterInterfaceKeys)

  static let instanceInterface = LabSection(
    name: "an interface",
    keys: interfaceKeys + [
      LabKey("eni", .word(.text), "A free-standing ENI of `networkInterfaces` that is attached here."),
      LabKey(
        "deleteOnTermination", .word(.boolean), "true otherwise; false for a free-standing ENI."),
      LabKey("attachmentId", .word(.text), "The attachment's id."),
    ], later: laterInterfaceKeys)

  static let secondaryAddress = LabSection(
    name: "a secondary address",
    keys: [
      LabKey("privateIpAddress", .word(.address), "The address.", required: true),
      LabKey("elasticIp", .word(.text), "Its Elastic IP address, by name."),
      LabKey("publicIp", .word(.address), "Its public address that is no Elastic IP address."),
    ])

  static let connectionTracking = LabSection(
    name: "connection tracking",
    keys: [
      LabKey("tcpEstablishedTimeout", .word(.duration), "60s to 432000s; the instance type's otherwise."),
      LabKey("udpStreamTimeout", .word(.duration), "60s to 180s; 180s otherwise."),
      LabKey("udpTimeout", .word(.duration), "30s to 60s; 30s otherwise."),
    ])

  static let instance = LabSection(
    name: "an instance",
    keys: [
      id, nameTag,
      LabKey("instanceType", .word(.text), "Such as t3.medium; see `vpclab types`.", required: true),
      LabKey(
        "state", .word(.choice(["running", "stopped", "pending", "stopping", "shutting-down", "terminated"])),
        "running otherwise."),
      LabKey("availabilityZone", .word(.text), "That of eth0 otherwise."),
      LabKey(
        "associatePublicIpAddress", .word(.boolean),
        "Whether eth0 is to have a public address; as its subnet says otherwise."),
      LabKey("interfaces", .named("an interface", .section(instanceInterface)), "eth0, eth1, … by device index."),
      LabKey(
        "guest", .either([.word(guestPresets), .section(guest)]), "Its Linux; a preset alone may be a word."),
      tagList,
    ],
    later: [
      "placement", "placementGroup", "enaSupport", "sriovNetSupport", "userData", "metadataOptions", "tenancy",
      "cpuOptions",
      "networkPerformanceOptions", "ipv6AddressCount", "autoScalingGroup", "hostId",
    ])

  static let guestPresets = LabWord.choice(GuestPreset.allCases.map(\.rawValue))

  static let guest = LabSection(
    name: "a guest",
    keys: [
      LabKey("preset", .word(guestPresets), "Which distribution's network set-up; plain otherwise."),
      LabKey("commands", .list(.word(.text)), "ip and sysctl commands, typed at the start."),
    ],
    later: ["listen", "applications", "services", "image"])
}

// What happens.
extension LabKeys {
  private static let port = LabShape.word(.integer(1...65535))
  /// `icmp: true`, `icmp: echo`, or nothing behind it.
  private static let icmp = LabShape.either([
    .word(.choice(["true", "echo"])), .section(LabSection(name: "icmp", keys: [])),
  ])

  static let traffic = LabSection(
    name: "a flow",
    keys: [
      LabKey("from", .word(.text), "INSTANCE, an address, INSTANCE/ethN, eni-…, internet or internet:IP."),
      LabKey("to", .word(.text), "As `from`."),
      LabKey("tcp", port, "A connection to this port: handshake, request, answer, end."),
      LabKey("udp", port, "A datagram to this port, which is answered."),
      LabKey("icmp", icmp, "An echo request."),
      LabKey("start", .word(.duration), "When the first request leaves; 0s otherwise."),
      LabKey("count", .word(.integer(1...1_000_000_000)), "How many requests; 1 otherwise."),
      LabKey("every", .word(.duration), "The time between two requests; 1s otherwise."),
      LabKey("size", .word(.integer(0...1_073_741_824)), "Bytes of application data in a request; 64 otherwise."),
      LabKey("sourcePort", port, "The guest's choice otherwise."),
      LabKey("replay", .word(.text), "A capture file whose frames are sent between mapped ENIs."),
      LabKey("as", .named("a recorded address", .word(.text)), "ADDRESS: INSTANCE/ethN or internet:IP, for replay."),
      LabKey("speed", .word(.factor), "2: twice as fast as recorded; 1 otherwise."),
      LabKey(
        "order", .word(.choice(["causal", "open"])), "causal holds a frame until what its sender had heard has arrived."
      ),
      LabKey("inject", .word(.text), "A capture file whose frames are sent as they are."),
      LabKey("at", .word(.text), "The ENI that injected frames leave by."),
      LabKey(
        "destinationMac", .word(.choice(["router"])), "Replace the destination MAC by the router's."),
    ],
    later: ["rate", "bandwidth", "ipv6", "answerSize", "connections", "listen", "loss"])

  static let timeline = LabSection(
    name: "a change",
    keys: [
      LabKey("at", .word(.duration), "When.", required: true),
      LabKey("modify", .word(.text), "INSTANCE/ethN, an ENI, sg:NAME, acl:NAME, rtb:NAME or subnet:NAME."),
      LabKey("attach", .word(.text), "An ENI to an instance, or igw:NAME to a VPC."),
      LabKey("detach", .word(.text), "INSTANCE/ethN, an ENI, or igw:NAME."),
      LabKey("associate", .word(.text), "An Elastic IP address with `to`, or rtb:NAME with a `subnet`."),
      LabKey("disassociate", .word(.text), "An Elastic IP address, or subnet:NAME from its route table."),
      LabKey("start", .word(.text), "An instance."),
      LabKey("stop", .word(.text), "An instance."),
      LabKey("terminate", .word(.text), "An instance."),
      LabKey("guest", .word(.text), "An instance in which `commands` are typed."),
      LabKey("commands", .list(.word(.text)), "ip and sysctl commands."),
      LabKey("sourceDestCheck", .word(.boolean), "Of an ENI."),
      LabKey("securityGroups", .list(.word(.text)), "Of an ENI, from here on."),
      LabKey("secondaryPrivateIpAddresses", .list(.word(.address)), "Of an ENI, from here on."),
      LabKey("ipv4Prefixes", .list(.word(.prefix)), "Of an ENI, from here on."),
      LabKey(
        "ingress", .list(.either([.word(.text), .section(ruleOrEntry)])), "Of a group or a network ACL, from here on."),
      LabKey(
        "egress", .list(.either([.word(.text), .section(ruleOrEntry)])), "Of a group or a network ACL, from here on."),
      LabKey("routes", routes, "Of a route table, from here on, without `local`."),
      LabKey("routeTable", .word(.text), "Of a subnet."),
      LabKey("networkAcl", .word(.text), "Of a subnet."),
      LabKey("instance", .word(.text), "Where an ENI is attached."),
      LabKey("deviceIndex", .word(.integer(0...255)), "1 is eth1; the lowest free one otherwise."),
      LabKey("vpc", .word(.text), "Where an internet gateway is attached."),
      LabKey("subnet", .word(.text), "That a route table is associated with."),
      LabKey("to", .word(.text), "The ENI or instance that an Elastic IP address goes to."),
      LabKey("privateIpAddress", .word(.address), "Which of the ENI's addresses; the primary one otherwise."),
    ],
    later: ["fail", "restore", "create", "delete", "replace", "move", "instanceType", "placement"])

  static let timelineVerbs = [
    "modify", "attach", "detach", "associate", "disassociate", "start", "stop", "terminate", "guest",
  ]

  /// Which of the two is meant tells the thing that is modified.
  private static let ruleOrEntry = LabSection(
    name: "a rule",
    keys: permission.keys
      + aclEntry.keys.filter { key in !permission.keys.contains { $0.name == key.name } }
      .map { LabKey($0.name, $0.shape, $0.summary) }, later: aclEntry.later, isLonghand: true)

  private static let outcomes = LabWord.choice(["delivered", "dropped", "left"])

  static let expectation = LabSection(
    name: "an expectation",
    keys: [
      LabKey("from", .word(.text), "As in traffic."),
      LabKey("to", .word(.text), "As in traffic."),
      LabKey("tcp", port, "Requests to this port."),
      LabKey("udp", port, "Requests to this port."),
      LabKey("icmp", icmp, "Echo requests."),
      LabKey("before", .word(.duration), "Requests that left before."),
      LabKey("after", .word(.duration), "Requests that left at or after."),
      LabKey("at", .word(.text), "Where the drop is."),
      LabKey("verdict", .word(outcomes), "What becomes of the request."),
      LabKey("because", .word(.choice(DropReason.allCases.map(\.name))), "The drop's reason."),
      LabKey("enters", .word(.text), "The ENI by which the request comes in."),
      LabKey("leaves", .word(.text), "The ENI by which the answer goes out."),
      LabKey("answer", .word(outcomes), "What becomes of the answer."),
    ],
    later: ["latency", "count", "throughput", "loss", "path"])
}
