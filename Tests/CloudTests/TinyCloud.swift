import Cloud
import Wire

func prefix(_ text: String) -> IPv4Prefix { IPv4Prefix(text) ?? .everything }
func address(_ text: String) -> IPv4Address { IPv4Address(text) ?? .any }

/// Two VPCs, two zones, one instance of two ENIs, one of one, free ENIs, one Elastic IP address.
///
/// ```
/// main 10.0.0.0/16, gateway    a 10.0.1.0/24 (zone a): web/eth0 .10, web/eth1 .11, spare .20, many .4 .5 .6
///                              b 10.0.2.0/24 (zone b, public addresses): client/eth0 .4, there .5
/// other 10.9.0.0/16            o 10.9.1.0/24 (zone a): foreign .4
/// attached to none             loose (a gateway)
/// ```
struct TinyCloud {
  var cloud = CloudState()
  var main: VPC.ID, other: VPC.ID
  var a: Subnet.ID, b: Subnet.ID, o: Subnet.ID
  var web: Instance.ID, client: Instance.ID
  var eth0: NetworkInterface.ID, eth1: NetworkInterface.ID, spare: NetworkInterface.ID
  var clientEth0: NetworkInterface.ID, foreign: NetworkInterface.ID
  var there: NetworkInterface.ID, many: NetworkInterface.ID
  var group: SecurityGroup.ID, otherGroup: SecurityGroup.ID
  var acl: NetworkAcl.ID
  var table: RouteTable.ID, secondTable: RouteTable.ID, otherTable: RouteTable.ID
  var gateway: InternetGateway.ID, loose: InternetGateway.ID
  var elastic: ElasticAddress.ID

  init() throws(CloudError) {
    cloud.region = "eu-west-1"
    main = try cloud.createVpc(name: "main", cidrBlocks: [prefix("10.0.0.0/16")])
    other = try cloud.createVpc(name: "other", cidrBlocks: [prefix("10.9.0.0/16")])
    gateway = try cloud.createInternetGateway(name: "igw", vpc: main)
    a = try cloud.createSubnet(
      name: "a", vpc: main, cidrBlock: prefix("10.0.1.0/24"), availabilityZone: "eu-west-1a")
    b = try cloud.createSubnet(
      name: "b", vpc: main, cidrBlock: prefix("10.0.2.0/24"), availabilityZone: "eu-west-1b",
      mapPublicIpOnLaunch: true)
    o = try cloud.createSubnet(name: "o", vpc: other, cidrBlock: prefix("10.9.1.0/24"))
    group = try cloud.createSecurityGroup(name: "web", vpc: main)
    otherGroup = try cloud.createSecurityGroup(name: "web", vpc: other)
    acl = try cloud.createNetworkAcl(name: "closed", vpc: main)
    table = try cloud.createRouteTable(name: "public", vpc: main)
    secondTable = try cloud.createRouteTable(name: "second", vpc: main)
    otherTable = try cloud.createRouteTable(name: "other", vpc: other)
    loose = try cloud.createInternetGateway(name: "loose")
    elastic = try cloud.allocateAddress(name: "eip")

    eth0 = try cloud.createNetworkInterface(
      name: "web-eth0", subnet: a, privateIpAddress: address("10.0.1.10"), securityGroups: [group])
    eth1 = try cloud.createNetworkInterface(
      name: "web-eth1", subnet: a, privateIpAddress: address("10.0.1.11"), securityGroups: [group])
    spare = try cloud.createNetworkInterface(name: "spare", subnet: a, privateIpAddress: address("10.0.1.20"))
    clientEth0 = try cloud.createNetworkInterface(name: "client-eth0", subnet: b)
    foreign = try cloud.createNetworkInterface(name: "foreign", subnet: o)
    there = try cloud.createNetworkInterface(name: "there", subnet: b)
    many = try cloud.createNetworkInterface(name: "many", subnet: a, secondaryPrivateIpAddressCount: 2)
    web = try cloud.runInstance(
      name: "web", instanceType: "t3.medium",
      interfaces: [
        .init(eth0, deviceIndex: 0, deleteOnTermination: true), .init(eth1, deviceIndex: 1, deleteOnTermination: false),
      ])
    client = try cloud.runInstance(
      name: "client", instanceType: "c5.large",
      interfaces: [.init(clientEth0, deviceIndex: 0, deleteOnTermination: true)])
  }

  /// The public address of the ENI's primary private one.
  func publicIp(of interface: NetworkInterface.ID) -> IPv4Address? {
    cloud.networkInterfaces[interface]?.privateAddresses.first?.association?.publicIp
  }
}
