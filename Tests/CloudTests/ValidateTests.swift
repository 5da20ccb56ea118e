import Cloud
import OrderedCollections
import Support
import Testing
import Wire

@Suite("A cloud that was read")
struct ValidateTests {
  @Test("has no problem when calls could have made it")
  func clean() throws {
    #expect(try TinyCloud().cloud.validate() == [])
    #expect(CloudState().validate() == [])
  }

  struct Broken: CustomTestStringConvertible {
    var what: String
    var severity: CloudProblem.Severity
    var says: String
    var breaking: @Sendable (inout TinyCloud) -> Void
    var testDescription: String { what }
    init(
      _ what: String, _ severity: CloudProblem.Severity, _ says: String,
      _ breaking: @escaping @Sendable (inout TinyCloud) -> Void
    ) {
      self.what = what
      self.severity = severity
      self.says = says
      self.breaking = breaking
    }
  }

  static let broken: [Broken] = [
    Broken("ENI in an unknown subnet", .fatal, "its subnet subnet-0 is not held") {
      $0.cloud.networkInterfaces[$0.eth0]?.subnet = "subnet-0"
    },
    Broken("ENI without address", .fatal, "no private address") {
      $0.cloud.networkInterfaces[$0.eth0]?.privateAddresses = []
    },
    Broken("ENI outside its subnet", .fatal, "outside its subnet's 10.0.1.0/24") {
      $0.cloud.networkInterfaces[$0.eth0]?.privateAddresses = [.init(address("10.0.2.77"))]
    },
    Broken("two ENIs, one address", .fatal, "its address 10.0.1.10 is") {
      $0.cloud.networkInterfaces[$0.eth1]?.privateAddresses = [.init(address("10.0.1.10"))]
    },
    Broken("two ENIs, one MAC", .fatal, "its MAC") {
      let mac = $0.cloud.networkInterfaces[$0.eth0]?.macAddress ?? .zero
      $0.cloud.networkInterfaces[$0.eth1]?.macAddress = mac
    },
    Broken("two ENIs, one device index", .fatal, "at device index 0 too") {
      $0.cloud.networkInterfaces[$0.eth1]?.attachment?.deviceIndex = 0
    },
    Broken("an unknown security group", .fatal, "its security group sg-0 is not held") {
      $0.cloud.networkInterfaces[$0.eth0]?.securityGroups = ["sg-0"]
    },
    Broken("an unknown instance", .harmless, "its instance i-0 is not held") {
      $0.cloud.networkInterfaces[$0.eth1]?.attachment?.instance = "i-0"
    },
    Broken("an instance of an unknown type", .harmless, "z9.huge is not in the table") {
      $0.cloud.instances[$0.web]?.instanceType = "z9.huge"
    },
    Broken("an instance in another zone than its ENI", .fatal, "its instance") {
      $0.cloud.instances[$0.web]?.availabilityZone = "eu-west-1c"
    },
    Broken("a subnet of an unknown VPC", .fatal, "its VPC vpc-0 is not held") {
      $0.cloud.subnets[$0.o]?.vpc = "vpc-0"
    },
    Broken("a subnet outside its VPC", .fatal, "is in none of") {
      $0.cloud.subnets[$0.b]?.cidrBlock = prefix("10.2.0.0/24")
    },
    Broken("subnets that overlap", .fatal, "10.0.1.0/24 overlaps") {
      $0.cloud.subnets[$0.b]?.cidrBlock = prefix("10.0.0.0/22")
    },
    Broken("a subnet with an unknown ACL", .fatal, "its network ACL acl-0 is not held") {
      $0.cloud.subnets[$0.a]?.networkAcl = "acl-0"
    },
    Broken("a subnet with an unknown table", .fatal, "its route table rtb-0 is not held") {
      $0.cloud.subnets[$0.a]?.routeTable = "rtb-0"
    },
    Broken("no main table", .fatal, "no main route table") { tiny in
      for id in tiny.cloud.routeTables.keys { tiny.cloud.routeTables[id]?.isMain = false }
    },
    Broken("two main tables", .fatal, "2 main route tables") { $0.cloud.routeTables[$0.table]?.isMain = true },
    Broken("two gateways", .fatal, "2 internet gateways") {
      $0.cloud.internetGateways["igw-2"] = InternetGateway(id: "igw-2", name: "two", vpc: $0.main)
    },
    Broken("a route to an unknown ENI", .harmless, "11.0.0.0/8 goes to eni-0, which is not held: a blackhole") {
      $0.cloud.routeTables[$0.table]?.routes.append(route("11.0.0.0/8", .networkInterface("eni-0")))
    },
    Broken("a route to a detached gateway", .harmless, "a blackhole") {
      $0.cloud.routeTables[$0.table]?.routes.append(route("0.0.0.0/0", .internetGateway($0.gateway)))
      $0.cloud.internetGateways[$0.gateway]?.vpc = nil
    },
    Broken("two routes to one destination", .fatal, "two routes go to 11.0.0.0/8") {
      $0.cloud.routeTables[$0.table]?.routes += [route("11.0.0.0/8", .blackhole), route("11.0.0.0/8", .blackhole)]
    },
    Broken("a stale rule", .harmless, "it matches nothing") {
      $0.cloud.securityGroups[$0.group]?.ingress = [rule(1, .group("sg-0"))]
    },
    Broken("ACL entries out of order", .fatal, "not in the order") {
      $0.cloud.networkAcls[$0.acl]?.ingress = [entry(2), entry(1)]
    },
    Broken("two public addresses alike", .fatal, "its public address") {
      let publicIp = $0.publicIp(of: $0.clientEth0) ?? .any
      $0.cloud.networkInterfaces[$0.eth0]?.privateAddresses[0].association = .init(
        publicIp: publicIp, allocation: nil)
    },
    Broken("an allocation of another address", .fatal, "not 1.2.3.4") {
      $0.cloud.networkInterfaces[$0.eth0]?.privateAddresses[0].association = .init(
        publicIp: address("1.2.3.4"), allocation: $0.elastic)
    },
  ]

  @Test("says what is wrong, and how badly", arguments: broken)
  func problems(broken: Broken) throws {
    var tiny = try TinyCloud()
    broken.breaking(&tiny)
    let problems = tiny.cloud.validate()
    #expect(problems.contains { $0.severity == broken.severity && $0.sentence.contains(broken.says) }, "\(problems)")
  }

  @Test("may be broken in any way: it is judged, and a change is done or refused", arguments: 0..<40 as Range<UInt64>)
  func seeded(seed: UInt64) throws {
    var random = SeededCases(seed: seed)
    var tiny = try TinyCloud()
    for _ in 0..<60 {
      tiny.breakSomething(using: &random)
      _ = tiny.cloud.validate()
      _ = tiny.cloud.publicAddresses()
      for table in tiny.cloud.routeTables.values {
        for route in table.routes { _ = tiny.cloud.effectiveTarget(of: route, in: table) }
      }
      let before = tiny.cloud
      do throws(CloudError) { try tiny.cloud.apply(tiny.anyChange(using: &random)) } catch {
        #expect(tiny.cloud == before, "seed \(random.seed): a refused change leaves no trace")
        #expect(!error.code.isEmpty && !error.message.isEmpty)
      }
    }
  }
}

extension TinyCloud {
  private func any<Element>(_ elements: some Collection<Element>, using random: inout SeededCases) -> Element? {
    elements.randomElement(using: &random)
  }

  private func anyAddress(using random: inout SeededCases) -> IPv4Address {
    random.next() % 3 == 0
      ? IPv4Address(bits: UInt32(truncatingIfNeeded: random.next()))
      : IPv4Address(10, 0, UInt8(random.next() % 3), UInt8(truncatingIfNeeded: random.next()))
  }

  private func anyPrefix(using random: inout SeededCases) -> IPv4Prefix {
    IPv4Prefix(containing: anyAddress(using: &random), length: Int(random.next() % 33))
  }

  private func anyInterface(using random: inout SeededCases) -> NetworkInterface.ID {
    random.next() % 8 == 0 ? "eni-0" : any(cloud.networkInterfaces.keys, using: &random) ?? "eni-0"
  }
  private func anySubnet(using random: inout SeededCases) -> Subnet.ID {
    random.next() % 8 == 0 ? "subnet-0" : any(cloud.subnets.keys, using: &random) ?? "subnet-0"
  }
  private func anyInstance(using random: inout SeededCases) -> Instance.ID {
    random.next() % 8 == 0 ? "i-0" : any(cloud.instances.keys, using: &random) ?? "i-0"
  }
  private func anyTarget(using random: inout SeededCases) -> RouteTable.Target {
    switch random.next() % 5 {
    case 0: .local
    case 1: .internetGateway(random.next() % 2 == 0 ? gateway : "igw-0")
    case 2: .networkInterface(anyInterface(using: &random))
    case 3: .blackhole
    default: .unmodelled("nat-1")
    }
  }

  mutating func breakSomething(using random: inout SeededCases) {
    let interface = anyInterface(using: &random)
    let subnet = anySubnet(using: &random)
    let instance = anyInstance(using: &random)
    let address = anyAddress(using: &random)
    let block = anyPrefix(using: &random)
    let target = anyTarget(using: &random)
    let coin = random.next() % 2 == 0
    let states: [Instance.State] = [.pending, .running, .stopping, .stopped, .shuttingDown, .terminated]
    let state = states.randomElement(using: &random) ?? .running
    let type = ["", "t3.medium", "🙂,🙂"].randomElement(using: &random) ?? ""
    switch random.next() % 20 {
    case 0: cloud.networkInterfaces[interface]?.subnet = subnet
    case 1: cloud.networkInterfaces[interface]?.privateAddresses = []
    case 2: cloud.networkInterfaces[interface]?.privateAddresses.append(.init(address))
    case 3:
      cloud.networkInterfaces[interface]?.attachment = .init(
        id: "", instance: instance, deviceIndex: coin ? .min : .max, deleteOnTermination: true)
    case 4: cloud.networkInterfaces[interface]?.requesterManaged.toggle()
    case 5: cloud.networkInterfaces[interface]?.securityGroups = ["sg-0", group]
    case 6: cloud.subnets[subnet]?.cidrBlock = block
    case 7: cloud.subnets[subnet]?.vpc = coin ? "vpc-0" : other
    case 8: cloud.subnets[subnet] = nil
    case 9: cloud.vpcs[coin ? main : other]?.cidrBlocks = []
    case 10: cloud.vpcs[main] = nil
    case 11: cloud.instances[instance]?.state = state
    case 12: cloud.instances[instance]?.instanceType = type
    case 13: cloud.instances[instance] = nil
    case 14: cloud.routeTables[table]?.routes.append(.init(destination: block, target: target))
    case 15: cloud.internetGateways[gateway]?.vpc = coin ? nil : "vpc-0"
    case 16: cloud.elasticAddresses[elastic] = nil
    case 17: cloud.networkAcls[acl]?.ingress = [entry(.max), entry(.min)]
    case 18: cloud.securityGroups[group] = nil
    default: cloud.quotas.securityGroupsPerInterface = coin ? .min : .max
    }
  }

  func anyChange(using random: inout SeededCases) -> CloudChange {
    let interface = anyInterface(using: &random)
    let subnet = anySubnet(using: &random)
    let instance = anyInstance(using: &random)
    let address = anyAddress(using: &random)
    let destination = anyPrefix(using: &random)
    switch random.next() % 19 {
    case 0: return .attachNetworkInterface(interface, instance: instance, deviceIndex: Int(random.next() % 4))
    case 1: return .detachNetworkInterface(interface)
    case 2: return .modifySourceDestCheck(interface, false)
    case 3: return .modifySecurityGroups(interface, [group])
    case 4: return .assignPrivateIpAddress(interface, address)
    case 5: return .unassignPrivateIpAddress(interface, address)
    case 6: return .modifySecurityGroupRules(group, ingress: [rule(1)], egress: nil)
    case 7: return .modifyNetworkAclEntries(acl, ingress: nil, egress: [entry(1)])
    case 8: return .modifyRoutes(table, [.init(destination: destination, target: anyTarget(using: &random))])
    case 9: return .associateRouteTable(table, subnet)
    case 10: return .disassociateRouteTable(subnet)
    case 11: return .replaceNetworkAclAssociation(acl, subnet)
    case 12: return .associateAddress(elastic, interface, privateIpAddress: random.next() % 2 == 0 ? nil : address)
    case 13: return .disassociateAddress(elastic)
    case 14: return .attachInternetGateway(gateway, main)
    case 15: return .detachInternetGateway(gateway)
    case 16: return .startInstance(instance)
    case 17: return .stopInstance(instance)
    default: return .terminateInstance(instance)
    }
  }
}
