import Cloud
import Lab
import Scenario
import Testing
import Wire

@Suite("An end of a flow")
struct EndpointTests {
  /// Two VPCs with the same blocks; web has an Elastic IP address.
  static let text = """
    vpcs:
      left:
        id: vpc-1
        cidrBlock: 10.0.0.0/16
        internetGateway: true
        subnets: { a: { cidrBlock: 10.0.1.0/24 } }
      right:
        id: vpc-2
        cidrBlock: 10.0.0.0/16
        subnets: { b: { cidrBlock: 10.0.1.0/24 } }
    elasticIps: { front: { publicIp: 198.51.100.10 } }
    networkInterfaces:
      float: { id: eni-9, subnet: a, privateIpAddress: 10.0.1.50 }
    instances:
      web:
        id: i-1
        name: The web
        instanceType: t3.medium
        interfaces:
          eth0: { id: eni-1, subnet: a, privateIpAddress: 10.0.1.10, elasticIp: front }
          eth1: { id: eni-2, subnet: a, privateIpAddress: 10.0.1.11 }
      twin:
        id: i-2
        instanceType: t3.medium
        interfaces: { eth0: { id: eni-3, subnet: b, privateIpAddress: 10.0.1.10 } }
    """

  static let understood: [(String, Endpoint)] = [
    ("web", .instance("i-1")),
    ("i-1", .instance("i-1")),
    ("The web", .instance("i-1")),
    ("web/eth1", .interface("eni-2")),
    ("i-1/eth0", .interface("eni-1")),
    ("eni-2", .interface("eni-2")),
    ("float", .interface("eni-9")),
    ("10.0.1.11", .address(IPv4Address(10, 0, 1, 11), "eni-2")),
    ("vpc-1/10.0.1.10", .address(IPv4Address(10, 0, 1, 10), "eni-1")),
    ("right/10.0.1.10", .address(IPv4Address(10, 0, 1, 10), "eni-3")),
    ("internet", .internet(IPv4Address(203, 0, 113, 9), declared: true)),
    ("internet:8.8.8.8", .internet(IPv4Address(8, 8, 8, 8), declared: true)),
    ("8.8.8.8", .internet(IPv4Address(8, 8, 8, 8), declared: false)),
    ("198.51.100.10", .internet(IPv4Address(198, 51, 100, 10), declared: false)),
    ("internet:198.51.100.10", .internet(IPv4Address(198, 51, 100, 10), declared: false)),
    ("10.0.1.77", .nobody(IPv4Address(10, 0, 1, 77))),
    ("192.168.7.7", .nobody(IPv4Address(192, 168, 7, 7))),
    ("vpc-1/8.8.8.8", .nobody(IPv4Address(8, 8, 8, 8))),
  ]

  @Test("is understood", arguments: understood)
  func understand(_ text: String, _ end: Endpoint) throws {
    let lab = try LabFile.read(text: Self.text, name: "lab.yaml")
    #expect(try Endpoint.parse(text, as: .target, in: lab) == end)
  }

  static let refused: [(String, EndpointText.Role, String)] = [
    ("wbe", .target, #"unknown instance "wbe"; did you mean "web"?"#),
    ("web/eth2", .target, #"unknown interface "eth2"; did you mean "eth0"? in web"#),
    ("10.0.1.10", .target, "10.0.1.10 is in several VPCs: vpc-1/10.0.1.10 (web/eth0), vpc-2/10.0.1.10 (twin/eth0)"),
    ("10.0.1.77", .source, "no ENI has the address 10.0.1.77"),
    ("8.8.8.8", .source, "no ENI has the address 8.8.8.8; a host on the internet is internet:8.8.8.8"),
    ("198.51.100.10", .source, "198.51.100.10 is the public address of web/eth0; name that as the source"),
    (
      "internet:198.51.100.10", .source,
      "198.51.100.10 is the public address of web/eth0, not of a host on the internet"
    ),
    ("internet:192.168.0.1", .target, "192.168.0.1 is no public address, so nobody on the internet has it"),
    ("internet:8.8.8", .target, #""8.8.8" is no IPv4 address such as 10.0.1.10"#),
    ("eni-7", .target, #"unknown ENI "eni-7"; did you mean "eni-1"?"#),
    (
      "vgw-1:10.0.0.1", .source,
      #""vgw-1:10.0.0.1": the far side of a virtual private gateway is not carried by this version of vpclab"#
    ),
    ("vpc-3/10.0.1.10", .target, #"unknown VPC "vpc-3"; there is left, right"#),
    ("300.1.1.1", .target, #""300.1.1.1" is no IPv4 address such as 10.0.1.10"#),
    ("", .target, "an end of a flow has a name: INSTANCE, an address, INSTANCE/ethN or internet"),
  ]

  @Test("is refused with the nearest word or the candidates", arguments: refused)
  func refuse(_ text: String, _ role: EndpointText.Role, _ line: String) throws {
    let lab = try LabFile.read(text: Self.text, name: "lab.yaml")
    let error = #expect(throws: EndpointError.self) { try Endpoint.parse(text, as: role, in: lab) }
    #expect(error?.description == line)
  }
}
