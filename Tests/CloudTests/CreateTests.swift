import Cloud
import Testing
import Wire

@Suite("A new VPC")
struct NewVpcTests {
  /// VPC User Guide, "Default security groups", "Default network ACL", "Main route table".
  @Test("comes with its group, its ACL and its main table")
  func defaults() throws {
    var cloud = CloudState()
    let id = try cloud.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16"), prefix("10.1.0.0/16")])
    let group = try #require(cloud.defaultSecurityGroup(of: id))
    #expect(group.name == "default")
    #expect(group.ingress == [SecurityGroup.Rule(.everything, .group(group.id))])
    #expect(group.egress == [SecurityGroup.Rule(.everything, .cidr(prefix("0.0.0.0/0")))])

    let acl = try #require(cloud.defaultNetworkAcl(of: id))
    let allowAll = NetworkAcl.Entry(
      ruleNumber: 100, action: .allow, match: .everything, cidrBlock: prefix("0.0.0.0/0"))
    #expect(acl.ingress == [allowAll] && acl.egress == [allowAll])

    let table = try #require(cloud.mainRouteTable(of: id))
    #expect(table.routes.map(\.destination) == [prefix("10.0.0.0/16"), prefix("10.1.0.0/16")])
    #expect(table.routes.allSatisfy { $0.target == .local && $0.origin == .createRouteTable })
  }

  @Test("has an id that follows from its name, and no second one the same")
  func ids() throws {
    var first = CloudState()
    var second = CloudState()
    let a = try first.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16")])
    let b = try second.createVpc(name: "main", cidrBlocks: [prefix("10.9.0.0/16")])
    let c = try second.createVpc(name: "main", cidrBlocks: [prefix("10.8.0.0/16")])
    #expect(a == b)
    #expect(b != c)
    #expect(a.text.hasPrefix("vpc-") && a.text.count == "vpc-".count + 17)
    let given = try second.createVpc(name: "x", cidrBlocks: [prefix("10.7.0.0/16")], id: "vpc-1")
    #expect(given == "vpc-1")
  }

  @Test("gives its subnets and groups what EC2 gives when nothing is said")
  func children() throws {
    var cloud = CloudState()
    let vpc = try cloud.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16")])
    let subnet = try cloud.createSubnet(name: "a", vpc: vpc, cidrBlock: prefix("10.0.1.0/24"))
    #expect(cloud.subnets[subnet]?.availabilityZone == "us-east-1a")
    #expect(cloud.subnets[subnet]?.networkAcl == cloud.defaultNetworkAcl(of: vpc)?.id)
    #expect(cloud.subnets[subnet]?.routeTable == nil)
    let group = try cloud.createSecurityGroup(name: "web", vpc: vpc)
    #expect(cloud.securityGroups[group]?.ingress == [])
    #expect(cloud.securityGroups[group]?.egress == [.allOut])
    let acl = try cloud.createNetworkAcl(name: "closed", vpc: vpc)
    #expect(cloud.networkAcls[acl]?.ingress == [] && cloud.networkAcls[acl]?.egress == [])
    let table = try cloud.createRouteTable(name: "t", vpc: vpc)
    #expect(cloud.routeTables[table]?.routes.map(\.target) == [.local])
  }
}

@Suite("A new ENI")
struct NewInterfaceTests {
  /// VPC User Guide, "Subnet sizing": of a /28, eleven addresses are free.
  @Test("takes the lowest free address from .4 until the subnet is full")
  func addresses() throws {
    var cloud = CloudState()
    let vpc = try cloud.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16")])
    let subnet = try cloud.createSubnet(name: "a", vpc: vpc, cidrBlock: prefix("10.0.1.16/28"))
    _ = try cloud.createNetworkInterface(name: "given", subnet: subnet, privateIpAddress: address("10.0.1.21"))
    var got: [String] = []
    for n in 0..<10 {
      let id = try cloud.createNetworkInterface(name: "n\(n)", subnet: subnet)
      got.append(cloud.networkInterfaces[id]?.primaryAddress.description ?? "")
    }
    #expect(got == [20, 22, 23, 24, 25, 26, 27, 28, 29, 30].map { "10.0.1.\($0)" })
    let error = #expect(throws: CloudError.self) { try cloud.createNetworkInterface(name: "x", subnet: subnet) }
    #expect(error?.code == "InsufficientFreeAddressesInSubnet")
  }

  @Test("spares addresses that are meant for others")
  func sparing() throws {
    var cloud = CloudState()
    let vpc = try cloud.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16")])
    let subnet = try cloud.createSubnet(name: "a", vpc: vpc, cidrBlock: prefix("10.0.1.0/24"))
    let id = try cloud.createNetworkInterface(
      name: "n", subnet: subnet, secondaryPrivateIpAddresses: [address("10.0.1.6")], secondaryPrivateIpAddressCount: 1,
      sparing: [address("10.0.1.4"), address("10.0.1.5")])
    #expect(
      cloud.networkInterfaces[id]?.privateAddresses.map(\.address.description) == ["10.0.1.7", "10.0.1.6", "10.0.1.8"])
  }

  /// IEEE 802: the second-lowest bit of the first octet says locally administered, the lowest says group.
  @Test("has a MAC of its own: locally administered, unicast, 02 06 0a or 0e, the same on every machine")
  func macs() throws {
    var cloud = CloudState()
    let vpc = try cloud.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16")])
    let subnet = try cloud.createSubnet(name: "a", vpc: vpc, cidrBlock: prefix("10.0.0.0/16"))
    for n in 0..<300 { try cloud.createNetworkInterface(name: "n\(n)", subnet: subnet) }
    let macs = cloud.networkInterfaces.values.map(\.macAddress)
    #expect(Set(macs).count == 300)
    #expect(Set(macs.map { $0.bits >> 40 }) == [0x02, 0x06, 0x0a, 0x0e])
    var again = CloudState()
    let otherVpc = try again.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16")])
    let otherSubnet = try again.createSubnet(name: "a", vpc: otherVpc, cidrBlock: prefix("10.0.0.0/16"))
    for n in 0..<300 { try again.createNetworkInterface(name: "n\(n)", subnet: otherSubnet) }
    #expect(again == cloud)
  }

  @Test("keeps the MAC it is given, unless another has it or it names a group")
  func givenMac() throws {
    var tiny = try TinyCloud()
    let mac = try #require(MACAddress("02:90:c0:b7:9e:d1"))
    let id = try tiny.cloud.createNetworkInterface(name: "x", subnet: tiny.a, macAddress: mac)
    #expect(tiny.cloud.networkInterfaces[id]?.macAddress == mac)
    for bad in [mac, .broadcast, .zero] {
      let error = #expect(throws: CloudError.self) {
        try tiny.cloud.createNetworkInterface(name: "y", subnet: tiny.a, macAddress: bad)
      }
      #expect(error?.code == "InvalidParameterValue")
    }
  }

  @Test("wears its VPC's default group where none is named")
  func defaultGroup() throws {
    let tiny = try TinyCloud()
    let group = try #require(tiny.cloud.defaultSecurityGroup(of: tiny.main))
    #expect(tiny.cloud.networkInterfaces[tiny.spare]?.securityGroups == [group.id])
  }
}

@Suite("A new Elastic IP address")
struct NewElasticAddressTests {
  /// RFC 5737 §3, RFC 2544 appendix C.2.2.
  @Test("is of a range that belongs to nobody, and never one that another has")
  func unique() throws {
    var cloud = CloudState()
    cloud.internetHosts = [address("198.51.100.2")]
    let taken = try cloud.allocateAddress(name: "given", publicIp: address("198.51.100.3"))
    for n in 0..<600 { try cloud.allocateAddress(name: "e\(n)") }
    let addresses = cloud.elasticAddresses.values.map(\.publicIp)
    #expect(Set(addresses).count == 601)
    #expect(!addresses.contains(address("198.51.100.2")))
    #expect(cloud.elasticAddresses[taken]?.publicIp == address("198.51.100.3"))
    let ranges = [prefix("198.51.100.0/24"), prefix("192.0.2.0/24"), prefix("198.18.0.0/15")]
    #expect(addresses.allSatisfy { one in ranges.contains { $0.contains(one) && one != $0.address && one != $0.last } })
  }
}
