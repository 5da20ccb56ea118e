import Cloud
import Foundation
import Lab
import Scenario
import Testing
import Wire

/// The folder of `Tests/ScenarioTests/hybrid-cloud`.
func hybridCloud() throws -> String {
  try #require(Bundle.module.url(forResource: "hybrid-cloud", withExtension: nil)).path
}

private func read(_ files: [(String, String)]) throws(LabFileError) -> (lab: LabDescription, notes: [String]) {
  try Export.read(files.map { (name: $0.0, bytes: Array($0.1.utf8)) }, folder: "export")
}

/// What the facts below are counted in: the answers themselves.
@Suite("An export of an AWS account")
struct ExportTests {
  @Test("is read as batfish's hybrid-cloud says it")
  func hybrid() throws {
    let (lab, notes) = try Export.read(hybridCloud())
    let cloud = lab.cloud
    #expect(cloud.region == "us-west-2")
    #expect(
      cloud.vpcs.values.map(\.cidrBlocks).map { $0.map(\.description) } == [
        ["192.168.0.0/16"], ["10.0.0.0/16"], ["172.31.0.0/16"], ["10.100.0.0/16"],
      ])
    #expect(cloud.vpcs["vpc-f8fad69d"]?.isDefault == true)
    #expect(cloud.vpcs["vpc-b390fad5"]?.tags == [Cloud.Tag(key: "Name", value: "Arista Demo")])
    #expect(cloud.subnets.count == 10)
    #expect(cloud.networkInterfaces.count == 9)
    #expect(cloud.instances.count == 4)
    #expect(cloud.instances.values.allSatisfy { $0.state == .stopped })
    #expect(cloud.internetGateways.values.map(\.id.text) == ["igw-9b93ddfc", "igw-fac5839d", "igw-068fee63"])
    #expect(cloud.networkAcls.count == 4)
    // Eleven are told; vpc-f8fad69d's own is not, and every VPC has one.
    #expect(cloud.securityGroups.count == 12)
    #expect(cloud.elasticAddresses.values.map(\.publicIp.description) == ["34.214.188.89"])
    #expect(cloud.unmodelledTargets == ["vgw-81fd279f"])
    #expect(notes.contains { $0.contains("sg-cf3f86b3") })
  }

  @Test("keeps routes: to a held gateway, to one that is gone, to one of a later version")
  func routes() throws {
    let cloud = try Export.read(hybridCloud()).lab.cloud
    func targets(_ id: String) -> [String: RouteTable.Target] {
      Dictionary(
        uniqueKeysWithValues: cloud.routeTables[.init(id)]?.routes.map { ($0.destination.description, $0.target) } ?? []
      )
    }
    #expect(targets("rtb-9fa476e6") == ["192.168.0.0/16": .local, "0.0.0.0/0": .internetGateway("igw-9b93ddfc")])
    #expect(targets("rtb-f28e418b") == ["10.0.0.0/16": .local, "0.0.0.0/0": .blackhole])
    #expect(targets("rtb-296bf350")["10.1.1.0/24"] == .unmodelled("vgw-81fd279f"))
    #expect(cloud.routeTables["rtb-296bf350"]?.routes.last?.origin == .propagated)
    #expect(cloud.subnets["subnet-62f14104"]?.routeTable == "rtb-7b73bf02")
    #expect(cloud.subnets["subnet-8d0cbdeb"]?.routeTable == nil)
    #expect(cloud.mainRouteTable(of: "vpc-925131f4")?.id == "rtb-f28e418b")
  }

  @Test("keeps ACLs, groups and attachments")
  func rules() throws {
    let cloud = try Export.read(hybridCloud()).lab.cloud
    let acl = try #require(cloud.networkAcls["acl-4db39c28"])
    let database = try #require(IPv4Prefix("162.243.144.192/32"))
    #expect(
      acl.ingress == [
        NetworkAcl.Entry(
          ruleNumber: 100, action: .allow, match: TrafficMatch(protocolNumber: 6, ports: 3306...3306),
          cidrBlock: database)
      ])
    #expect(cloud.subnets["subnet-1f315846"]?.networkAcl == acl.id)
    let group = try #require(cloud.securityGroups["sg-331ad04e"])
    // One IpPermission with five blocks is five rules.
    #expect(group.ingress.count == 7)
    #expect(group.ingress.first?.description == "ALL traffic within the VPC")
    #expect(group.name == "Arista Demo")
    let border = try #require(cloud.instances["i-0383fda87c012141d"])
    #expect(cloud.interfaces(of: border.id).map(\.id.text) == ["eni-8c7753a2", "eni-4b466165"])
    #expect(cloud.interfaces(of: border.id).map(\.primaryAddress.description) == ["192.168.1.243", "192.168.2.22"])
    #expect(cloud.interfaces(of: border.id).first?.macAddress.description == "02:5e:29:dd:2e:86")
    #expect(cloud.networkInterfaces["eni-822b55ac"]?.attachment == nil)
  }

  @Test("names what is not carried once, in one line, and files that are no answer")
  func unused() throws {
    let notes = try read(
      Self.small + [
        ("east/dhcp.json", #"{"DhcpOptions": [{"DhcpOptionsId": "dopt-1"}, {"DhcpOptionsId": "dopt-2"}]}"#),
        ("hosts.json", #"{"Hosts": []}"#),
        ("package.json", #"{"name": "tool", "files": ["a", "b"]}"#),
        ("peerings.json", #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1"}], "NextToken": "more"}"#),
        ("west/dhcp.json", #"{"DhcpOptions": [{"DhcpOptionsId": "dopt-3"}]}"#),
      ]
    ).notes
    #expect(
      notes.filter { $0.contains("not carried") || $0.contains(".json") } == [
        "package.json: no answer of aws ec2 describe-*; not used",
        "not carried by this version of vpclab: 3 DhcpOptions in 2 files, 1 VpcPeeringConnections; empty: Hosts",
      ])
  }

  static let small = [
    ("v.json", #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#),
    (
      "s.json",
      #"{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "#
        + #""AvailabilityZone": "eu-west-1b"}]}"#
    ),
  ]

  @Test("is as AWS makes it where it is silent, and says so")
  func silence() throws {
    let (lab, notes) = try read(
      Self.small + [
        (
          "i.json",
          #"{"Reservations": [{"Instances": [{"InstanceId": "i-1", "InstanceType": "c5.large", "#
            + #""State": {"Name": "running"}, "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "#
            + #""SubnetId": "subnet-1", "PrivateIpAddress": "10.0.1.9", "Groups": [{"GroupId": "sg-9"}], "#
            + #""Attachment": {"DeviceIndex": 0}}]}]}]}"#
        )
      ])
    let cloud = lab.cloud
    #expect(cloud.region == "eu-west-1")
    let subnet = try #require(cloud.subnets["subnet-1"])
    #expect(cloud.networkAcls[subnet.networkAcl]?.ingress == [.allowAll])
    #expect(cloud.routeTable(of: subnet)?.routes.map(\.target) == [.local])
    let eni = try #require(cloud.networkInterfaces["eni-1"])
    #expect(eni.sourceDestCheck)
    #expect(eni.attachment?.instance == "i-1")
    #expect(cloud.instances["i-1"]?.availabilityZone == "eu-west-1b")
    // A group that nobody describes is a new one: nothing in, all out.
    #expect(cloud.securityGroups["sg-9"]?.ingress == [])
    #expect(cloud.securityGroups["sg-9"]?.egress == [.allOut])
    for said in ["network ACL", "route table", "sg-9", "MAC", "from their instances alone"] {
      #expect(notes.contains { $0.contains(said) }, "a note about \(said)")
    }
  }

  @Test("may be one file, pages, a list of answers, with a byte order mark, and told twice")
  func shapes() throws {
    let plain = try read(Self.small).lab.cloud
    let one = try read([("all.json", "[" + Self.small.map(\.1).joined(separator: ",") + "]")]).lab.cloud
    let behind = try read([("all.json", Self.small.map(\.1).joined(separator: "\n"))]).lab.cloud
    let twice = try read(Self.small + Self.small.map { ("b/" + $0.0, "\u{feff}" + $0.1) }).lab.cloud
    #expect(one == plain)
    #expect(behind == plain)
    #expect(twice == plain)
  }

  @Test("takes an ENI's public addresses from wherever they are told")
  func publicAddresses() throws {
    let gateway = (
      "g.json",
      #"{"InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "#
        + #""State": "attached"}]}]}"#
    )
    func cloud(_ interface: String, _ more: [(String, String)] = []) throws -> CloudState {
      try read(
        Self.small + [gateway] + more + [
          (
            "n.json",
            #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "#
              + #""MacAddress": "02:00:00:00:00:01", "PrivateIpAddress": "10.0.1.9", "Groups": []"#
              + interface + "}]}"
          )
        ]
      ).lab.cloud
    }
    let expected = NetworkInterface.PrivateAddress.Association(
      publicIp: IPv4Address(54, 1, 2, 3), allocation: "eipalloc-1")
    let atTop = try cloud(#", "Association": {"PublicIp": "54.1.2.3", "AllocationId": "eipalloc-1"}"#)
    let below = try cloud(
      #", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.9", "Primary": true, "Association": "#
        + #"{"PublicIp": "54.1.2.3", "AllocationId": "eipalloc-1"}}]"#
    )
    let atAddress = try cloud(
      "",
      [
        (
          "a.json",
          #"{"Addresses": [{"AllocationId": "eipalloc-1", "PublicIp": "54.1.2.3", "#
            + #""NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.1.9"}]}"#
        )
      ])
    for cloud in [atTop, below, atAddress] {
      #expect(cloud.networkInterfaces["eni-1"]?.privateAddresses.first?.association == expected)
      #expect(cloud.elasticAddresses["eipalloc-1"]?.publicIp == expected.publicIp)
    }
    let automatic = try cloud(#", "Association": {"PublicIp": "54.1.2.3", "IpOwnerId": "amazon"}"#)
    #expect(automatic.networkInterfaces["eni-1"]?.privateAddresses.first?.association?.allocation == nil)
    #expect(automatic.elasticAddresses.isEmpty)
  }

  static let complaints: [ComplaintRow] = [
    .init(#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"},]}"#, "v.json:1:58: not JSON: \"]\" is no value"),
    .init(#"{"Vpcs": [{"VpcId": "vpc-1" "CidrBlock": "10.0.0.0/16"}]}"#, "v.json:1:29: not JSON: a comma or } is due"),
    .init("{\"Vpcs\": [\n  {\"VpcId\": \"vpc-1\",\n", "v.json:3:1: not JSON: a key between quotation marks is due"),
    .init(#"{"Vpcs": [{"CidrBlock": "10.0.0.0/16"}]}"#, "v.json:1:11: a VPC has no VpcId"),
    .init(
      #"{"Vpcs": [{"VpcId": 5, "CidrBlock": "10.0.0.0/16"}]}"#,
      #"v.json:1:21: VpcId of a VPC is "5", no id such as vpc-0123456789abcdef0"#),
    .init(#"{"Vpcs": [{"VpcId": "vpc-1"}]}"#, "v.json:1:11: vpc-1 has no CidrBlock"),
    .init(
      #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": ["10.0.0.0/16"]}]}"#,
      "v.json:1:43: CidrBlock of a VPC is a string, not a list"),
    .init(
      #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0/16"}]}"#,
      #"v.json:1:43: CidrBlock of a VPC is an IPv4 CIDR block, not "10.0.0/16""#),
    .init(#"{"Vpcs": {"VpcId": "vpc-1"}}"#, "v.json:1:10: Vpcs of the answer is a list, not a mapping"),
    .init(#"{"Vpcs": ["vpc-1"]}"#, "v.json:1:11: a VPC is an object, not a word"),
    .init(
      #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}, {"VpcId": "vpc-1", "CidrBlock": "10.1.0.0/16"}]}"#,
      "v.json:1:59: vpc-1 is described here otherwise than in line 1"),
    .init(#"{"Subnets": []}"#, "export: the export holds no VPC; aws ec2 describe-vpcs tells them"),
    .init(
      #"{"hello": "world"}"#,
      "export: no answer of aws ec2 describe-vpcs, describe-subnets, … in this folder's *.json files"),
    .init(
      #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}], "Subnets": [{"SubnetId": "#
        + #""subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.9.0.0/24"}]}"#,
      "v.json:1:72: subnet-1: its CIDR block 10.9.0.0/24 is in none of vpc-1's"),
    .init(
      #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}], "SecurityGroups": [{"GroupId": "#
        + #""sg-1", "VpcId": "vpc-1", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 99999, "#
        + #""ToPort": 99999}]}]}"#,
      "v.json:1:169: FromPort of a rule is -1 to 65535, not 99999"),
  ]

  @Test("that is wrong is one line with its place", arguments: complaints)
  func refusal(_ row: ComplaintRow) {
    do {
      _ = try read([("v.json", row.text)])
      Issue.record("nothing is refused")
    } catch {
      #expect(error.description == row.line)
    }
  }
}
