import Benchmark
import Cloud
import Lab
import Wire

/// Compiling a cloud of 10,000 ENIs with 1,000 security groups, and again after one of them lost a rule.
func benchmarkCompile() {
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .peakMemoryResident], timeUnits: .microseconds, warmupIterations: 1,
    maxDuration: .seconds(5), maxIterations: 20)
  Benchmark("compile 10,000 ENIs", configuration: configuration) { benchmark in
    let large = LargeCloud.shared
    benchmark.startMeasurement()
    blackHole(CompiledCloud(large.cloud))
    benchmark.stopMeasurement()
  }
  var last: CompiledCloud?
  Benchmark("compile after a rule changed", configuration: configuration) { benchmark in
    let before = last ?? CompiledCloud(LargeCloud.shared.cloud)
    var cloud = before.cloud
    let id = LargeCloud.shared.groups[benchmark.currentIteration % LargeCloud.shared.groups.count]
    guard let group = cloud.securityGroups[id] else { return }
    try? cloud.apply(.modifySecurityGroupRules(id, ingress: Array(group.ingress.dropLast()), egress: nil))
    benchmark.startMeasurement()
    last = before.changed(to: cloud)
    benchmark.stopMeasurement()
  }
}

/// One VPC of 50 subnets; every ENI on an instance of its own, in three groups of ten rules, a third of which name
/// other groups.
struct LargeCloud {
  static let shared = LargeCloud()

  private(set) var cloud = CloudState()
  let groups = (0..<1_000).map { SecurityGroup.ID("sg-\($0)") }

  private init() {
    let vpc = VPC.ID("vpc-large")
    let block = IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 16)
    cloud.vpcs[vpc] = VPC(id: vpc, name: "large", cidrBlocks: [block])
    var acl = NetworkAcl(id: "acl-large", name: "default", vpc: vpc)
    acl.isDefault = true
    acl.ingress = [.init(ruleNumber: 100, action: .allow, match: .everything, cidrBlock: .everything)]
    acl.egress = acl.ingress
    cloud.networkAcls[acl.id] = acl
    var table = RouteTable(id: "rtb-large", name: "main", vpc: vpc)
    table.isMain = true
    table.routes = [.init(destination: block, target: .local)]
    cloud.routeTables[table.id] = table
    for number in groups.indices { cloud.securityGroups[groups[number]] = group(number, vpc) }
    for number in 0..<50 {
      let id = Subnet.ID("subnet-\(number)")
      cloud.subnets[id] = Subnet(
        id: id, name: "s\(number)", vpc: vpc,
        cidrBlock: IPv4Prefix(containing: IPv4Address(10, 0, UInt8(number), 0), length: 24),
        availabilityZone: "us-east-1a", networkAcl: acl.id)
    }
    for number in 0..<10_000 { add(interface: number) }
  }

  private func group(_ number: Int, _ vpc: VPC.ID) -> SecurityGroup {
    var group = SecurityGroup(id: groups[number], name: "group\(number)", vpc: vpc)
    group.egress = [.init(.everything, .cidr(.everything))]
    group.ingress = (0..<10).map { rule in
      let port = UInt16(1 + 97 * rule + number % 50)
      let block = IPv4Prefix(containing: IPv4Address(10, UInt8(number % 40), UInt8(rule), 0), length: 24)
      return SecurityGroup.Rule(
        TrafficMatch(protocolNumber: IPProtocol.tcp, ports: port...port),
        rule % 3 == 0 ? .group(groups[(number + rule) % groups.count]) : .cidr(block))
    }
    return group
  }

  private mutating func add(interface number: Int) {
    let instance = Instance.ID("i-\(number)")
    cloud.instances[instance] = Instance(
      id: instance, name: "host\(number)", instanceType: "c5.large", availabilityZone: "us-east-1a")
    // Hardly two ENIs carry the same groups.
    let carried = (0..<3).map { groups[(number * 7 + $0 * (1 + number % 97) * (1 + number % 31)) % groups.count] }
    var interface = NetworkInterface(
      id: .init("eni-\(number)"), name: "host\(number)", subnet: .init("subnet-\(number / 200)"),
      macAddress: MACAddress(bits: 0x0200_0000_0000 | UInt64(number)),
      privateAddresses: [.init(IPv4Address(10, 0, UInt8(number / 200), UInt8(4 + number % 200)))],
      securityGroups: carried)
    interface.attachment = .init(
      id: "eni-attach-\(number)", instance: instance, deviceIndex: 0, deleteOnTermination: true)
    cloud.networkInterfaces[interface.id] = interface
  }
}
