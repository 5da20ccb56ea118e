import Cloud
import Lab
import OrderedCollections
import Scenario
import Support
import Testing
import Wire

@Suite("An import reads back as the same cloud")
struct RoundTripTests {
  @Test("of hybrid-cloud")
  func hybrid() throws {
    let lab = try Export.read(hybridCloud()).lab
    let text = LabFile.write(lab)
    let back = try LabFile.read(text: text, name: "import.yaml")
    expectSame(back.cloud, lab.cloud)
    #expect(text.contains("groupName: Arista Demo"))
    #expect(text.contains("- 0.0.0.0/0 via igw\n"))
    #expect(text.contains("- 0.0.0.0/0 via blackhole\n"))
    #expect(text.contains("name: border_01"))
  }

  /// Their public addresses are chosen by the lab, so all else is compared.
  @Test("of the bundled labs, but for what only happens", arguments: BundledLabs.names)
  func bundled(_ name: String) throws {
    let lab = try LabSource.load(name).description
    let back = try LabFile.read(text: LabFile.write(lab), name: "again.yaml")
    var (cloud, expected) = (back.cloud, lab.cloud)
    cloud.internetHosts = []
    expected.internetHosts = []
    expectSame(cloud, expected)
    #expect(back.guests == lab.guests)
  }

  @Test("of random clouds", arguments: 0..<60)
  func random(_ seed: UInt64) throws {
    var lab = LabDescription(name: "random")
    lab.cloud = RandomCloud(seed: seed).built()
    let problems = lab.cloud.validate().filter { $0.severity == .fatal }
    #expect(problems == [], "seed \(seed)")
    let text = LabFile.write(lab)
    do {
      let back = try LabFile.read(text: text, name: "import.yaml")
      expectSame(back.cloud, lab.cloud)
    } catch {
      Issue.record("seed \(seed): \(error)\n\(text)")
    }
  }

  /// Piece by piece, so that a difference is seen where it is.
  private func expectSame(_ a: CloudState, _ b: CloudState) {
    #expect(a.region == b.region)
    #expect(Array(a.vpcs.values) == Array(b.vpcs.values))
    #expect(Array(a.subnets.values) == Array(b.subnets.values))
    #expect(Array(a.securityGroups.values) == Array(b.securityGroups.values))
    #expect(Array(a.networkAcls.values) == Array(b.networkAcls.values))
    #expect(Array(a.routeTables.values) == Array(b.routeTables.values))
    #expect(Array(a.internetGateways.values) == Array(b.internetGateways.values))
    #expect(Array(a.elasticAddresses.values) == Array(b.elasticAddresses.values))
    #expect(Array(a.instances.values) == Array(b.instances.values))
    #expect(Array(a.networkInterfaces.values) == Array(b.networkInterfaces.values))
    #expect(a.unmodelledTargets == b.unmodelledTargets)
    #expect(a.quotas == b.quotas)
    #expect(a == b)
  }
}

/// An account as an export would hold it: ids for names, resources by VPC.
struct RandomCloud {
  private var dice: SeededCases
  private var cloud = CloudState()
  private var count = 0

  init(seed: UInt64) { dice = SeededCases(seed: seed) }

  private mutating func id<Resource>(_ prefix: String) -> ResourceID<Resource> {
    count += 1
    let digits = String(count, radix: 16)
    return ResourceID("\(prefix)-" + String(repeating: "0", count: 17 - digits.count) + digits)
  }

  private mutating func flip(_ of: Int = 2) -> Bool { Int.random(in: 0..<of, using: &dice) == 0 }
  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }

  private mutating func tags() -> [Cloud.Tag] {
    var tags: [Cloud.Tag] = []
    let names = [
      "plain", "with space", "", "ünï \u{1F98A}", "a: b", "- dash", "\"quoted\"", "null", "true", "tab\there", "#5",
      "new\nline",
    ]
    if flip() { tags.append(Cloud.Tag(key: "Name", value: names[number(0...names.count - 1)])) }
    if flip(3) {
      tags.append(Cloud.Tag(key: "aws:cloudformation:stack-name", value: names[number(0...names.count - 1)]))
    }
    if flip(3) { tags.append(Cloud.Tag(key: "Owner", value: names[number(0...names.count - 1)])) }
    if flip(4) { tags.reverse() }
    return tags
  }

  mutating func build() {
    cloud.region = "eu-central-1"
    cloud.unmodelledTargets = ["nat-0123456789abcdef0", "pcx-11112222", "vgw-33334444"]
    for number in 0..<number(1...3) { addVpc(number) }
    if flip() {
      let gateway: InternetGateway.ID = id("igw")
      cloud.internetGateways[gateway] = InternetGateway(id: gateway, name: gateway.text, vpc: nil)
    }
    addInterfaces()
    for vpc in cloud.vpcs.keys { addRoutes(in: vpc) }
    cloud.raiseQuotasToWhatIsHeld()
  }

  func built() -> CloudState {
    var copy = self
    copy.build()
    return copy.cloud
  }

  private mutating func addVpc(_ number: Int) {
    let id: VPC.ID = id("vpc")
    var vpc = VPC(
      id: id, name: id.text, cidrBlocks: [IPv4Prefix(containing: IPv4Address(10, UInt8(number), 0, 0), length: 16)])
    if flip() { vpc.cidrBlocks.append(IPv4Prefix(containing: IPv4Address(100, 64, 0, 0), length: 20)) }
    vpc.tags = tags()
    vpc.isDefault = flip(4)
    cloud.vpcs[id] = vpc
    if flip() || number == 0 {
      let gateway: InternetGateway.ID = self.id("igw")
      var held = InternetGateway(id: gateway, name: gateway.text, vpc: id)
      held.tags = tags()
      cloud.internetGateways[gateway] = held
    }
    for index in 0..<self.number(1...3) { addAcl(id, isDefault: index == 0) }
    for index in 0..<self.number(1...3) {
      let table: RouteTable.ID = self.id("rtb")
      var held = RouteTable(id: table, name: table.text, vpc: id)
      held.isMain = index == 0
      held.tags = tags()
      cloud.routeTables[table] = held
    }
    var groups: [SecurityGroup.ID] = []
    for index in 0..<self.number(1...4) {
      let group: SecurityGroup.ID = self.id("sg")
      // Edited accounts have been seen with two groups of one name.
      var held = SecurityGroup(id: group, name: index == 0 || flip(6) ? "default" : "group \(index)", vpc: id)
      held.description = flip() ? "of \(index)" : ""
      held.tags = tags()
      cloud.securityGroups[group] = held
      groups.append(group)
    }
    for group in groups { addRules(to: group, groups) }
    for index in 0..<self.number(1...3) { addSubnet(id, number, index) }
  }

  private mutating func match() -> TrafficMatch {
    switch number(0...7) {
    case 0: return .everything
    case 1: return TrafficMatch(protocolNumber: 6, ports: 443...443)
    case 2: return TrafficMatch(protocolNumber: 17, ports: 1024...65535)
    case 3: return TrafficMatch(protocolNumber: 6)
    case 4: return TrafficMatch(protocolNumber: 1, icmpType: 8, icmpCode: flip() ? 0 : nil)
    case 5: return TrafficMatch(protocolNumber: 1)
    case 6: return TrafficMatch(protocolNumber: 58)
    default: return TrafficMatch(protocolNumber: UInt8(number(80...200)))
    }
  }

  private mutating func prefix() -> IPv4Prefix {
    flip(3)
      ? .everything
      : IPv4Prefix(containing: IPv4Address(bits: UInt32.random(in: 0...(.max), using: &dice)), length: number(8...32))
  }

  private mutating func addAcl(_ vpc: VPC.ID, isDefault: Bool) {
    let id: NetworkAcl.ID = id("acl")
    var acl = NetworkAcl(id: id, name: id.text, vpc: vpc)
    acl.isDefault = isDefault
    acl.tags = tags()
    for index in 0..<number(0...25) {
      acl.ingress.append(
        NetworkAcl.Entry(
          ruleNumber: 10 + 10 * index, action: flip() ? .allow : .deny, match: match(), cidrBlock: prefix()))
    }
    acl.egress = flip() ? [.allowAll] : []
    cloud.networkAcls[id] = acl
  }

  private mutating func addRules(to group: SecurityGroup.ID, _ groups: [SecurityGroup.ID]) {
    var seen: Set<SecurityGroup.Rule> = []
    func rules(_ random: inout Self) -> [SecurityGroup.Rule] {
      var rules: [SecurityGroup.Rule] = []
      for _ in 0..<random.number(0...6) {
        let peer: SecurityGroup.Peer =
          switch random.number(0...6) {
          case 0: .ipv6("2001:db8::/32")
          case 1: .prefixList("pl-68a54001")
          case 2: .group(groups[random.number(0...groups.count - 1)])
          case 3: .group("sg-0ffffffffffffffff")
          default: .cidr(random.prefix())
          }
        let match = random.match()
        guard seen.insert(SecurityGroup.Rule(match, peer)).inserted else { continue }
        rules.append(SecurityGroup.Rule(match, peer, description: random.flip(3) ? "why: \"because\"" : nil))
      }
      return rules
    }
    let ingress = rules(&self)
    seen = []
    let egress = flip() ? [.allOut] : rules(&self)
    cloud.securityGroups[group]?.ingress = ingress
    cloud.securityGroups[group]?.egress = egress
  }

  private mutating func addSubnet(_ vpc: VPC.ID, _ number: Int, _ index: Int) {
    let id: Subnet.ID = id("subnet")
    let acls = cloud.networkAcls.values.filter { $0.vpc == vpc }
    let tables = cloud.routeTables.values.filter { $0.vpc == vpc }
    var subnet = Subnet(
      id: id, name: id.text, vpc: vpc,
      cidrBlock: IPv4Prefix(containing: IPv4Address(10, UInt8(number), UInt8(index), 0), length: 24),
      availabilityZone: "eu-central-1a", networkAcl: acls[self.number(0...acls.count - 1)].id)
    if flip() { subnet.routeTable = tables[self.number(0...tables.count - 1)].id }
    subnet.mapPublicIpOnLaunch = flip()
    subnet.tags = tags()
    cloud.subnets[id] = subnet
  }

  private mutating func addInterfaces() {
    var free: [NetworkInterface] = []
    var next: [Subnet.ID: Int] = [:]
    for subnet in Array(cloud.subnets.values) {
      for _ in 0..<number(0...2) {
        let instance: Instance.ID = id("i")
        var held = Instance(
          id: instance, name: instance.text, instanceType: flip(5) ? "x99.huge" : "m5.large",
          availabilityZone: "eu-central-1a")
        held.state = [.running, .stopped, .pending][number(0...2)]
        held.tags = tags()
        if flip(4) { held.associatePublicIpAddress = flip() }
        cloud.instances[instance] = held
        for index in [0, 1, 3].prefix(number(1...3)) {
          var interface = interface(in: subnet, &next)
          interface.attachment = NetworkInterface.Attachment(
            id: "eni-attach-\(instance.text.dropFirst(2).dropLast(1))\(index)", instance: instance, deviceIndex: index,
            deleteOnTermination: flip())
          if index == 0, cloud.internetGateway(of: subnet.vpc) != nil, flip(3) {
            count += 1
            interface.privateAddresses[0].association = .init(
              publicIp: IPv4Address(54, 1, UInt8(count / 256), UInt8(count % 256)), allocation: nil)
            cloud.instances[instance]?.associatePublicIpAddress = true
          }
          cloud.networkInterfaces[interface.id] = interface
        }
      }
      if flip() { free.append(interface(in: subnet, &next)) }
    }
    for interface in free { cloud.networkInterfaces[interface.id] = interface }
  }

  private mutating func interface(in subnet: Subnet, _ next: inout [Subnet.ID: Int]) -> NetworkInterface {
    let id: NetworkInterface.ID = id("eni")
    var addresses: [NetworkInterface.PrivateAddress] = []
    for _ in 0..<number(1...3) {
      let n = next[subnet.id, default: 4]
      next[subnet.id] = n + 1
      addresses.append(NetworkInterface.PrivateAddress(subnet.cidrBlock.address(at: n)))
    }
    if addresses.count > 1, cloud.internetGateway(of: subnet.vpc) != nil, flip() {
      let elastic: ElasticAddress.ID = self.id("eipalloc")
      let publicIp = IPv4Address(3, 0, UInt8(count / 256), UInt8(count % 256))
      var held = ElasticAddress(id: elastic, name: elastic.text, publicIp: publicIp)
      held.tags = tags()
      cloud.elasticAddresses[elastic] = held
      addresses[1].association = .init(publicIp: publicIp, allocation: elastic)
    }
    let groups = cloud.securityGroups.values.filter { $0.vpc == subnet.vpc }.map(\.id)
    var interface = NetworkInterface(
      id: id, name: id.text, subnet: subnet.id, macAddress: MACAddress(bits: 0x0200_0000_0000 | UInt64(count)),
      privateAddresses: addresses, securityGroups: Array(groups.prefix(number(1...groups.count))))
    // Far above what the subnet's addresses reach.
    if subnet.cidrBlock.count >= 256, flip(4), let at = next[subnet.id], at < 100 {
      let used = cloud.networkInterfaces.values.count { $0.subnet == subnet.id && !$0.ipv4Prefixes.isEmpty }
      if used < 6 {
        interface.ipv4Prefixes = [IPv4Prefix(containing: subnet.cidrBlock.address(at: 128 + 16 * used), length: 28)]
      }
    }
    interface.sourceDestCheck = !flip(3)
    interface.description = flip(3) ? "it's: \"mine\"" : ""
    interface.tags = tags()
    if flip(4) { interface.connectionTracking.tcpEstablishedTimeout = 350 }
    if flip(4) { interface.connectionTracking.udpTimeout = 60 }
    if flip(5) {
      interface.requesterManaged = true
      interface.interfaceType = "vpc_endpoint"
    }
    return interface
  }

  private mutating func addRoutes(in vpc: VPC.ID) {
    let interfaces = cloud.networkInterfaces.values.filter { cloud.subnets[$0.subnet]?.vpc == vpc }.map(\.id)
    let local =
      cloud.vpcs[vpc]?.cidrBlocks.map { RouteTable.Route(destination: $0, target: .local, origin: .createRouteTable) }
      ?? []
    for id in cloud.routeTables.keys where cloud.routeTables[id]?.vpc == vpc {
      var routes = local
      if flip() {
        let target: RouteTable.Target =
          cloud.internetGateway(of: vpc).map { .internetGateway($0.id) } ?? .unmodelled("nat-0123456789abcdef0")
        routes.append(RouteTable.Route(destination: .everything, target: target))
      }
      for index in 0..<number(0...4) {
        let target: RouteTable.Target =
          switch number(0...3) {
          case 0: .blackhole
          case 1: .unmodelled("vgw-33334444")
          case 2 where !interfaces.isEmpty: .networkInterface(interfaces[number(0...interfaces.count - 1)])
          default: .unmodelled("pcx-11112222")
          }
        routes.append(
          RouteTable.Route(
            destination: IPv4Prefix(containing: IPv4Address(172, 16, UInt8(index), 0), length: 24), target: target,
            origin: flip(3) ? .propagated : .createRoute))
      }
      cloud.routeTables[id]?.routes = routes
    }
  }
}
