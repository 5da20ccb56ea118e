import Cloud
import Testing
import Wire

/// Each limit on both sides: the last call that passes, the first that does not.
@Suite("A limit")
struct LimitTests {
  /// EC2 User Guide: t3.medium 3 ENIs, t3.micro 2, c5.large 3, c5.18xlarge 15.
  @Test(
    "of ENIs is the instance type's",
    arguments: [("t3.medium", 3), ("t3.micro", 2), ("c5.large", 3), ("c5.18xlarge", 15)])
  func interfaces(type: String, limit: Int) throws {
    var tiny = try TinyCloud()
    let primary = try tiny.cloud.createNetworkInterface(name: "p", subnet: tiny.a)
    let instance = try tiny.cloud.runInstance(
      name: "x", instanceType: type, interfaces: [.init(primary, deviceIndex: 0, deleteOnTermination: true)])
    for n in 1..<limit {
      let more = try tiny.cloud.createNetworkInterface(name: "n\(n)", subnet: tiny.a)
      try tiny.cloud.apply(.attachNetworkInterface(more, instance: instance, deviceIndex: n))
    }
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.attachNetworkInterface(tiny.spare, instance: instance, deviceIndex: limit))
    }
    #expect(error?.code == "AttachmentLimitExceeded")
    #expect(error?.message == "Interface count \(limit + 1) exceeds the limit for \(type); \(type) takes \(limit) ENIs")
    #expect(tiny.cloud.interfaces(of: instance).count == limit)
  }

  @Test("of ENIs holds at launch too")
  func launch() throws {
    var tiny = try TinyCloud()
    var launch: [CloudState.LaunchInterface] = []
    for n in 0..<4 {
      let id = try tiny.cloud.createNetworkInterface(name: "n\(n)", subnet: tiny.a)
      launch.append(.init(id, deviceIndex: n, deleteOnTermination: true))
    }
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.runInstance(name: "x", instanceType: "t3.medium", interfaces: launch)
    }
    #expect(error?.code == "AttachmentLimitExceeded")
    try tiny.cloud.runInstance(name: "x", instanceType: "t3.medium", interfaces: Array(launch.prefix(3)))
  }

  @Test("of addresses per ENI is the instance type's: t3.medium 6")
  func addresses() throws {
    var tiny = try TinyCloud()
    for n in 30..<35 { try tiny.cloud.apply(.assignPrivateIpAddress(tiny.eth0, address("10.0.1.\(n)"))) }
    #expect(tiny.cloud.networkInterfaces[tiny.eth0]?.privateAddresses.count == 6)
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.assignPrivateIpAddress(tiny.eth0, address("10.0.1.35")))
    }
    #expect(error?.code == "PrivateIpAddressLimitExceeded")
    #expect(error?.message.hasSuffix("t3.medium takes 6 IPv4 addresses per ENI") == true)
  }

  @Test("of addresses counts a delegated prefix as one")
  func prefixes() throws {
    var tiny = try TinyCloud()
    for n in 1...5 { try tiny.cloud.apply(.assignIpv4Prefix(tiny.eth0, prefix("10.0.1.\(32 + 16 * n)/28"))) }
    #expect(tiny.cloud.networkInterfaces[tiny.eth0]?.ownAddresses.count == 1 + 5 * 16)
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.assignIpv4Prefix(tiny.eth0, prefix("10.0.1.128/28")))
    }
    #expect(error?.code == "PrivateIpAddressLimitExceeded")
    try tiny.cloud.apply(.unassignIpv4Prefix(tiny.eth0, prefix("10.0.1.48/28")))
    try tiny.cloud.apply(.assignIpv4Prefix(tiny.eth0, prefix("10.0.1.128/28")))
  }

  @Test("of hypervisors: no prefix is delegated to an instance on Xen")
  func xen() throws {
    var tiny = try TinyCloud()
    let eni = try tiny.cloud.createNetworkInterface(name: "n", subnet: tiny.a, ipv4Prefixes: [prefix("10.0.1.64/28")])
    let launch = CloudState.LaunchInterface(eni, deviceIndex: 0, deleteOnTermination: true)
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.runInstance(name: "x", instanceType: "t2.medium", interfaces: [launch])
    }
    #expect(error?.message == "Prefix delegation is supported on instances of the Nitro System; t2.medium is none")
    try tiny.cloud.runInstance(name: "x", instanceType: "t3.medium", interfaces: [launch])
  }

  @Test("of addresses is asked again when an ENI is attached")
  func addressesAtAttach() throws {
    var tiny = try TinyCloud()
    for n in 30..<36 { try tiny.cloud.apply(.assignPrivateIpAddress(tiny.spare, address("10.0.1.\(n)"))) }
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.attachNetworkInterface(tiny.spare, instance: tiny.web, deviceIndex: 2))
    }
    #expect(error?.code == "InvalidInterface.IpAddressLimitExceeded")
    try tiny.cloud.apply(.unassignPrivateIpAddress(tiny.spare, address("10.0.1.30")))
    try tiny.cloud.apply(.attachNetworkInterface(tiny.spare, instance: tiny.web, deviceIndex: 2))
  }

  /// Amazon VPC quotas: 5 groups per ENI, up to 16 on request.
  @Test("of groups per ENI is 5, and 16 when raised", arguments: [(nil, 5), (16, 16), (100, 16)] as [(Int?, Int)])
  func groups(raised: Int?, limit: Int) throws {
    var tiny = try TinyCloud()
    if let raised { tiny.cloud.quotas.securityGroupsPerInterface = raised }
    var groups: [SecurityGroup.ID] = []
    for n in 0..<limit { groups.append(try tiny.cloud.createSecurityGroup(name: "g\(n)", vpc: tiny.main)) }
    try tiny.cloud.apply(.modifySecurityGroups(tiny.eth0, groups))
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.modifySecurityGroups(tiny.eth0, groups + [tiny.group]))
    }
    #expect(error?.code == "SecurityGroupsPerInterfaceLimitExceeded")
  }

  /// Amazon VPC quotas: 60 rules a direction, IPv4 and IPv6 apart; a group as peer counts for both.
  @Test("of rules per group is 60 for each family and direction")
  func rules() throws {
    var tiny = try TinyCloud()
    let ipv4 = (0..<60).map { rule(UInt16($0)) }
    let ipv6 = (0..<60).map { rule(UInt16($0), .ipv6("::/0")) }
    try tiny.cloud.apply(.modifySecurityGroupRules(tiny.group, ingress: ipv4 + ipv6, egress: ipv4 + ipv6))
    for extra in [rule(60), rule(60, .ipv6("::/0")), rule(60, .group(tiny.group)), rule(60, .prefixList("pl-1"))] {
      let error = #expect(throws: CloudError.self) {
        try tiny.cloud.apply(.modifySecurityGroupRules(tiny.group, ingress: ipv4 + ipv6 + [extra], egress: nil))
      }
      #expect(error?.code == "RulesPerSecurityGroupLimitExceeded")
      #expect(throws: CloudError.self) {
        try tiny.cloud.apply(.modifySecurityGroupRules(tiny.group, ingress: nil, egress: ipv4 + ipv6 + [extra]))
      }
    }
  }

  /// Amazon VPC quotas: rules per group times groups per ENI stays within 1,000.
  @Test("of rules per group can be raised to 1,000 by the groups per ENI", arguments: [(5, 200), (10, 100), (1, 1000)])
  func product(groups: Int, limit: Int) throws {
    var tiny = try TinyCloud()
    tiny.cloud.quotas.securityGroupsPerInterface = groups
    tiny.cloud.quotas.rulesPerSecurityGroup = 10_000
    let rules = (0...limit).map { rule(UInt16($0)) }
    try tiny.cloud.apply(.modifySecurityGroupRules(tiny.group, ingress: Array(rules.dropLast()), egress: nil))
    #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.modifySecurityGroupRules(tiny.group, ingress: rules, egress: nil))
    }
  }

  /// Amazon VPC quotas: 20 rules a direction, at most 40 on request.
  @Test("of ACL entries is 20, and 40 when raised", arguments: [(nil, 20), (40, 40), (99, 40)] as [(Int?, Int)])
  func entries(raised: Int?, limit: Int) throws {
    var tiny = try TinyCloud()
    if let raised { tiny.cloud.quotas.entriesPerNetworkAcl = raised }
    let entries = (1...limit).map(entry)
    try tiny.cloud.apply(.modifyNetworkAclEntries(tiny.acl, ingress: entries, egress: entries))
    let error = #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.modifyNetworkAclEntries(tiny.acl, ingress: entries + [entry(limit + 1)], egress: nil))
    }
    #expect(error?.code == "NetworkAclEntryLimitExceeded")
  }

  @Test("of ACL numbers is 1 to 32766")
  func entryNumbers() throws {
    var tiny = try TinyCloud()
    try tiny.cloud.apply(.modifyNetworkAclEntries(tiny.acl, ingress: [entry(32766), entry(1)], egress: nil))
    #expect(tiny.cloud.networkAcls[tiny.acl]?.ingress.map(\.ruleNumber) == [1, 32766], "they stand in order")
  }

  /// Amazon VPC quotas: 500 routes per table.
  @Test("of routes is 500 beside local")
  func routes() throws {
    var tiny = try TinyCloud()
    let routes = (0...500).map { route("11.\($0 / 256).\($0 % 256).0/24", .internetGateway(tiny.gateway)) }
    try tiny.cloud.apply(.modifyRoutes(tiny.table, Array(routes.dropLast())))
    let error = #expect(throws: CloudError.self) { try tiny.cloud.apply(.modifyRoutes(tiny.table, routes)) }
    #expect(error?.code == "RouteLimitExceeded")
  }

  /// Amazon VPC quotas: 5 blocks. VPC User Guide: /16 to /28.
  @Test("of a VPC's blocks is five, each a /16 to /28")
  func blocks() throws {
    var cloud = CloudState()
    let blocks = (0..<6).map { prefix("10.\($0).0.0/16") }
    try cloud.createVpc(name: "five", cidrBlocks: Array(blocks.prefix(5)))
    let error = #expect(throws: CloudError.self) { try cloud.createVpc(name: "six", cidrBlocks: blocks) }
    #expect(error?.code == "CidrLimitExceeded")
    let small = try cloud.createVpc(name: "small", cidrBlocks: [prefix("10.0.0.0/28")])
    try cloud.createSubnet(name: "all", vpc: small, cidrBlock: prefix("10.0.0.0/28"))
  }

  /// EC2 User Guide, "Security group connection tracking": seconds 60-432,000, 60-180, 30-60.
  @Test(
    "of an ENI's timeouts is what the guide says",
    arguments: [
      (60, 60, 30, true), (432_000, 180, 60, true), (59, 180, 30, false), (432_001, 180, 30, false),
      (60, 59, 30, false), (60, 181, 30, false), (60, 180, 29, false), (60, 180, 61, false),
    ])
  func timeouts(established: Int, stream: Int, datagram: Int, allowed: Bool) throws {
    var tiny = try TinyCloud()
    var tracking = NetworkInterface.ConnectionTracking()
    tracking.tcpEstablishedTimeout = established
    tracking.udpStreamTimeout = stream
    tracking.udpTimeout = datagram
    if allowed {
      let id = try tiny.cloud.createNetworkInterface(name: "x", subnet: tiny.a, connectionTracking: tracking)
      #expect(tiny.cloud.networkInterfaces[id]?.connectionTracking == tracking)
    } else {
      let error = #expect(throws: CloudError.self) {
        try tiny.cloud.createNetworkInterface(name: "x", subnet: tiny.a, connectionTracking: tracking)
      }
      #expect(error?.code == "InvalidParameterValue")
    }
  }

  @Test("is raised to what an account already holds")
  func raised() throws {
    var tiny = try TinyCloud()
    tiny.cloud.securityGroups[tiny.group]?.ingress = (0..<90).map { rule(UInt16($0)) }
    let rules = (0..<80).map { rule(UInt16($0)) }
    #expect(throws: CloudError.self) {
      try tiny.cloud.apply(.modifySecurityGroupRules(tiny.group, ingress: rules, egress: nil))
    }
    tiny.cloud.raiseQuotasToWhatIsHeld()
    #expect(tiny.cloud.quotas.rulesPerSecurityGroup == 90)
    #expect(tiny.cloud.quotas.entriesPerNetworkAcl == 20, "what is not exceeded stays")
    try tiny.cloud.apply(.modifySecurityGroupRules(tiny.group, ingress: rules, egress: nil))
  }
}
