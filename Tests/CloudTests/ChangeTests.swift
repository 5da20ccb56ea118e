import Cloud
import Testing
import Wire

@Suite("An ENI")
struct InterfaceChangeTests {
  @Test("goes to another instance with its addresses, its MAC and its Elastic IP address")
  func moves() throws {
    var tiny = try TinyCloud()
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth1, privateIpAddress: nil))
    let before = try #require(tiny.cloud.networkInterfaces[tiny.eth1])
    #expect(tiny.cloud.label(of: before) == "web/eth1")
    try tiny.cloud.apply(.detachNetworkInterface(tiny.eth1))
    #expect(!tiny.cloud.isLive(tiny.eth1))

    let second = try tiny.cloud.runInstance(
      name: "second", instanceType: "t3.small",
      interfaces: [.init(tiny.spare, deviceIndex: 0, deleteOnTermination: false)], state: .stopped)
    try tiny.cloud.apply(.attachNetworkInterface(tiny.eth1, instance: second, deviceIndex: 2))
    var after = try #require(tiny.cloud.networkInterfaces[tiny.eth1])
    #expect(tiny.cloud.label(of: after) == "second/eth2")
    #expect(!tiny.cloud.isLive(after), "its instance is stopped")
    #expect(after.attachment?.deleteOnTermination == false)
    #expect(after.attachment?.id.hasPrefix("eni-attach-") == true)
    after.attachment = before.attachment
    #expect(after == before, "all but the attachment travels")
    try tiny.cloud.apply(.startInstance(second))
    #expect(tiny.cloud.isLive(tiny.eth1))
  }

  @Test("changes its check, its groups and its secondary addresses")
  func attributes() throws {
    var tiny = try TinyCloud()
    try tiny.cloud.apply(.modifySourceDestCheck(tiny.eth0, false))
    #expect(tiny.cloud.networkInterfaces[tiny.eth0]?.sourceDestCheck == false)
    let group = try #require(tiny.cloud.defaultSecurityGroup(of: tiny.main)).id
    try tiny.cloud.apply(.modifySecurityGroups(tiny.eth0, [group]))
    #expect(tiny.cloud.networkInterfaces[tiny.eth0]?.securityGroups == [group])
    try tiny.cloud.apply(.assignPrivateIpAddress(tiny.eth0, address("10.0.1.254")))
    try tiny.cloud.apply(.assignPrivateIpAddress(tiny.eth0, address("10.0.1.40")))
    #expect(
      tiny.cloud.networkInterfaces[tiny.eth0]?.privateAddresses.map(\.address.description)
        == ["10.0.1.10", "10.0.1.254", "10.0.1.40"])
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth0, privateIpAddress: address("10.0.1.40")))
    try tiny.cloud.apply(.unassignPrivateIpAddress(tiny.eth0, address("10.0.1.40")))
    #expect(tiny.cloud.place(of: tiny.elastic) == nil, "unassigning an address disassociates it")
    #expect(tiny.cloud.elasticAddresses[tiny.elastic] != nil, "and it stays allocated")
    try tiny.cloud.apply(.assignPrivateIpAddress(tiny.eth1, address("10.0.1.40")))
  }
}

@Suite("An Elastic IP address")
struct ElasticAddressTests {
  /// AssociateAddress: "Reassociation is automatic".
  @Test("moves when it is associated anew, and is idempotent where it is")
  func moves() throws {
    var tiny = try TinyCloud()
    let publicIp = tiny.cloud.elasticAddresses[tiny.elastic]?.publicIp
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth0, privateIpAddress: nil))
    #expect(tiny.publicIp(of: tiny.eth0) == publicIp)
    let before = tiny.cloud
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth0, privateIpAddress: address("10.0.1.10")))
    #expect(tiny.cloud == before)
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth1, privateIpAddress: nil))
    #expect(tiny.publicIp(of: tiny.eth0) == nil)
    #expect(tiny.publicIp(of: tiny.eth1) == publicIp)
    let place = try #require(tiny.cloud.place(of: tiny.elastic))
    #expect(place.interface == tiny.eth1 && place.address == address("10.0.1.11"))
    try tiny.cloud.apply(.disassociateAddress(tiny.elastic))
    #expect(tiny.cloud.place(of: tiny.elastic) == nil)
    #expect(tiny.publicIp(of: tiny.eth1) == nil, "two ENIs: no automatic address")
  }

  @Test("leaves no automatic address behind when it moves to a secondary address of the same ENI")
  func movesWithin() throws {
    var tiny = try TinyCloud()
    try tiny.cloud.apply(.assignPrivateIpAddress(tiny.clientEth0, address("10.0.2.50")))
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.clientEth0, privateIpAddress: nil))
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.clientEth0, privateIpAddress: address("10.0.2.50")))
    #expect(tiny.publicIp(of: tiny.clientEth0) == nil)
    #expect(tiny.cloud.place(of: tiny.elastic)?.address == address("10.0.2.50"))
  }

  /// AssociateAddress: "the existing address is disassociated from the instance, but remains allocated".
  @Test("takes the place of another")
  func replaces() throws {
    var tiny = try TinyCloud()
    let second = try tiny.cloud.allocateAddress(name: "second")
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth0, privateIpAddress: nil))
    try tiny.cloud.apply(.associateAddress(second, tiny.eth0, privateIpAddress: nil))
    #expect(tiny.cloud.place(of: tiny.elastic) == nil)
    #expect(tiny.cloud.elasticAddresses[tiny.elastic] != nil)
    #expect(tiny.publicIp(of: tiny.eth0) == tiny.cloud.elasticAddresses[second]?.publicIp)
  }

  /// EC2 User Guide, "Public IPv4 addresses": an automatic one is released when an Elastic IP address is associated,
  /// and a new one comes when that is disassociated.
  @Test("takes the place of an automatic one, after which a new automatic one comes")
  func automatic() throws {
    var tiny = try TinyCloud()
    let first = try #require(tiny.publicIp(of: tiny.clientEth0))
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.clientEth0, privateIpAddress: nil))
    #expect(tiny.publicIp(of: tiny.clientEth0) == tiny.cloud.elasticAddresses[tiny.elastic]?.publicIp)
    #expect(!tiny.cloud.publicAddresses().keys.contains(first))
    try tiny.cloud.apply(.disassociateAddress(tiny.elastic))
    let second = try #require(tiny.publicIp(of: tiny.clientEth0))
    #expect(second != first)
  }

  @Test("is found by its public address")
  func map() throws {
    var tiny = try TinyCloud()
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth1, privateIpAddress: nil))
    let publicIp = try #require(tiny.publicIp(of: tiny.eth1))
    let map = tiny.cloud.publicAddresses()
    #expect(map.count == 2, "that of the client is automatic")
    let found = try #require(map[publicIp])
    #expect(found.interface == tiny.eth1 && found.privateAddress == address("10.0.1.11"))
    #expect(found.vpc == tiny.main && found.allocation == tiny.elastic)
    #expect(map.values.filter { $0.allocation == nil }.map(\.interface) == [tiny.clientEth0])
  }
}

/// EC2 User Guide, "Instance lifecycle", "Public IPv4 addresses".
@Suite("An instance")
struct InstanceChangeTests {
  @Test("has an automatic public address where its subnet says so and it has one ENI")
  func launch() throws {
    var tiny = try TinyCloud()
    #expect(tiny.publicIp(of: tiny.clientEth0) != nil)
    #expect(tiny.publicIp(of: tiny.eth0) == nil, "its subnet does not say so")
    let asked = try tiny.cloud.runInstance(
      name: "asked", instanceType: "t3.micro",
      interfaces: [.init(tiny.spare, deviceIndex: 0, deleteOnTermination: false)], associatePublicIpAddress: true)
    #expect(tiny.publicIp(of: tiny.spare) != nil)
    #expect(tiny.cloud.instances[asked]?.availabilityZone == "eu-west-1a")

    let one = try tiny.cloud.createNetworkInterface(name: "one", subnet: tiny.b)
    try tiny.cloud.runInstance(
      name: "refuses", instanceType: "t3.micro", interfaces: [.init(one, deviceIndex: 0, deleteOnTermination: true)],
      associatePublicIpAddress: false)
    #expect(tiny.publicIp(of: one) == nil)

    let two = try tiny.cloud.createNetworkInterface(name: "two", subnet: tiny.b)
    let three = try tiny.cloud.createNetworkInterface(name: "three", subnet: tiny.b)
    try tiny.cloud.runInstance(
      name: "both", instanceType: "t3.micro",
      interfaces: [
        .init(two, deviceIndex: 0, deleteOnTermination: true), .init(three, deviceIndex: 1, deleteOnTermination: true),
      ])
    #expect(tiny.publicIp(of: two) == nil, "more than one ENI")
  }

  @Test("loses its automatic address when it stops, and gets another when it starts")
  func stopStart() throws {
    var tiny = try TinyCloud()
    let before = try #require(tiny.cloud.networkInterfaces[tiny.clientEth0])
    let first = try #require(tiny.publicIp(of: tiny.clientEth0))
    try tiny.cloud.apply(.stopInstance(tiny.client))
    #expect(tiny.cloud.instances[tiny.client]?.state == .stopped)
    #expect(tiny.publicIp(of: tiny.clientEth0) == nil)
    #expect(tiny.cloud.networkInterfaces[tiny.clientEth0]?.attachment == before.attachment, "the ENI stays")
    #expect(!tiny.cloud.isLive(tiny.clientEth0))
    try tiny.cloud.apply(.startInstance(tiny.client))
    let second = try #require(tiny.publicIp(of: tiny.clientEth0))
    #expect(second != first)
    #expect(tiny.cloud.networkInterfaces[tiny.clientEth0]?.macAddress == before.macAddress)
    #expect(tiny.cloud.networkInterfaces[tiny.clientEth0]?.primaryAddress == before.primaryAddress)
  }

  @Test("gets no new address with more than one ENI, or with an Elastic IP address on a secondary address")
  func noNewAddress() throws {
    var tiny = try TinyCloud()
    let more = try tiny.cloud.createNetworkInterface(name: "more", subnet: tiny.b)
    try tiny.cloud.apply(.attachNetworkInterface(more, instance: tiny.client, deviceIndex: 1))
    #expect(tiny.publicIp(of: tiny.clientEth0) != nil, "an address once given stays while the instance runs")
    try tiny.cloud.apply(.stopInstance(tiny.client))
    try tiny.cloud.apply(.startInstance(tiny.client))
    #expect(tiny.publicIp(of: tiny.clientEth0) == nil)

    tiny = try TinyCloud()
    try tiny.cloud.apply(.assignPrivateIpAddress(tiny.clientEth0, address("10.0.2.50")))
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.clientEth0, privateIpAddress: address("10.0.2.50")))
    try tiny.cloud.apply(.stopInstance(tiny.client))
    try tiny.cloud.apply(.startInstance(tiny.client))
    #expect(tiny.publicIp(of: tiny.clientEth0) == nil)
    #expect(tiny.cloud.place(of: tiny.elastic)?.address == address("10.0.2.50"))
  }

  @Test("keeps its Elastic IP address over stop and start")
  func elastic() throws {
    var tiny = try TinyCloud()
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth0, privateIpAddress: nil))
    try tiny.cloud.apply(.stopInstance(tiny.web))
    try tiny.cloud.apply(.startInstance(tiny.web))
    #expect(tiny.cloud.place(of: tiny.elastic)?.interface == tiny.eth0)
  }

  @Test("may be started, stopped and terminated twice")
  func twice() throws {
    var tiny = try TinyCloud()
    let running = tiny.cloud
    try tiny.cloud.apply(.startInstance(tiny.web))
    #expect(tiny.cloud == running)
    try tiny.cloud.apply(.stopInstance(tiny.web))
    let stopped = tiny.cloud
    try tiny.cloud.apply(.stopInstance(tiny.web))
    #expect(tiny.cloud == stopped)
    try tiny.cloud.apply(.terminateInstance(tiny.web))
    let terminated = tiny.cloud
    try tiny.cloud.apply(.terminateInstance(tiny.web))
    #expect(tiny.cloud == terminated)
  }

  @Test("takes with it the ENIs that go on termination, and lets the others go")
  func terminate() throws {
    var tiny = try TinyCloud()
    try tiny.cloud.apply(.associateAddress(tiny.elastic, tiny.eth0, privateIpAddress: nil))
    try tiny.cloud.apply(.modifyRoutes(tiny.table, [route("0.0.0.0/0", .networkInterface(tiny.eth0))]))
    try tiny.cloud.apply(.terminateInstance(tiny.web))
    #expect(tiny.cloud.networkInterfaces[tiny.eth0] == nil)
    #expect(tiny.cloud.networkInterfaces[tiny.eth1]?.attachment == nil)
    #expect(tiny.cloud.networkInterfaces[tiny.eth1] != nil)
    #expect(tiny.cloud.elasticAddresses[tiny.elastic] != nil && tiny.cloud.place(of: tiny.elastic) == nil)
    let table = try #require(tiny.cloud.routeTables[tiny.table])
    #expect(table.routes.map { tiny.cloud.effectiveTarget(of: $0, in: table) } == [.local, .blackhole])
  }
}

@Suite("A route")
struct RouteChangeTests {
  @Test("stands beside local, and for a whole block of the VPC in its place")
  func local() throws {
    var tiny = try TinyCloud()
    let toInternet = route("0.0.0.0/0", .internetGateway(tiny.gateway))
    let inspected = route("10.0.2.0/24", .networkInterface(tiny.eth1))
    try tiny.cloud.apply(.modifyRoutes(tiny.table, [toInternet, inspected]))
    #expect(
      tiny.cloud.routeTables[tiny.table]?.routes.map(\.destination.description)
        == ["10.0.0.0/16", "0.0.0.0/0", "10.0.2.0/24"])
    let instead = route("10.0.0.0/16", .networkInterface(tiny.eth1))
    try tiny.cloud.apply(.modifyRoutes(tiny.table, [instead]))
    #expect(tiny.cloud.routeTables[tiny.table]?.routes == [instead])
    try tiny.cloud.apply(.modifyRoutes(tiny.table, []))
    #expect(tiny.cloud.routeTables[tiny.table]?.routes.map(\.target) == [.local])
  }

  /// VPC User Guide, "Subnet route tables": "larger than but overlaps 169.254.168.0/22".
  @Test("may be wider than what AWS keeps, and lead to a gateway that is not modelled")
  func wide() throws {
    var tiny = try TinyCloud()
    tiny.cloud.unmodelledTargets = ["nat-1"]
    try tiny.cloud.apply(
      .modifyRoutes(
        tiny.table,
        [route("169.254.0.0/16", .internetGateway(tiny.gateway)), route("0.0.0.0/0", .unmodelled("nat-1"))]))
    let table = try #require(tiny.cloud.routeTables[tiny.table])
    #expect(
      table.routes.map { tiny.cloud.effectiveTarget(of: $0, in: table) }
        == [.local, .internetGateway(tiny.gateway), .unmodelled("nat-1")])
    tiny.cloud.unmodelledTargets = []
    #expect(table.routes.map { tiny.cloud.effectiveTarget(of: $0, in: table) }.last == .blackhole)
  }

  @Test("is a blackhole while its ENI is not attached to a running instance, or its gateway is detached")
  func blackhole() throws {
    var tiny = try TinyCloud()
    let routes = [
      route("0.0.0.0/0", .internetGateway(tiny.gateway)), route("11.0.0.0/8", .networkInterface(tiny.eth1)),
      route("12.0.0.0/8", .networkInterface(tiny.spare)), route("13.0.0.0/8", .blackhole),
    ]
    try tiny.cloud.apply(.modifyRoutes(tiny.table, routes))
    func targets() throws -> [RouteTable.Target] {
      let table = try #require(tiny.cloud.routeTables[tiny.table])
      return table.routes.dropFirst().map { tiny.cloud.effectiveTarget(of: $0, in: table) }
    }
    #expect(try targets() == [routes[0].target, routes[1].target, .blackhole, .blackhole])
    try tiny.cloud.apply(.stopInstance(tiny.web))
    #expect(try targets() == [routes[0].target, .blackhole, .blackhole, .blackhole])
    try tiny.cloud.apply(.startInstance(tiny.web))
    #expect(try targets() == [routes[0].target, routes[1].target, .blackhole, .blackhole])
    try tiny.cloud.apply(.stopInstance(tiny.client))
    try tiny.cloud.apply(.detachInternetGateway(tiny.gateway))
    #expect(try targets().first == .blackhole)
    try tiny.cloud.apply(.attachInternetGateway(tiny.gateway, tiny.main))
    #expect(try targets().first == routes[0].target)
  }

  @Test("is looked up in the subnet's own table, or in the main one")
  func association() throws {
    var tiny = try TinyCloud()
    let main = try #require(tiny.cloud.mainRouteTable(of: tiny.main))
    func table() throws -> RouteTable.ID? { tiny.cloud.routeTable(of: try tiny.cloud.find(tiny.a))?.id }
    #expect(try table() == main.id)
    try tiny.cloud.apply(.associateRouteTable(tiny.table, tiny.a))
    try tiny.cloud.apply(.associateRouteTable(tiny.table, tiny.a))
    #expect(try table() == tiny.table)
    try tiny.cloud.apply(.disassociateRouteTable(tiny.a))
    #expect(try table() == main.id)
    try tiny.cloud.apply(.replaceNetworkAclAssociation(tiny.acl, tiny.a))
    #expect(tiny.cloud.subnets[tiny.a]?.networkAcl == tiny.acl)
  }
}
