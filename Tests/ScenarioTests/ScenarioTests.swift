import Cloud
import Lab
import Scenario
import Testing
import Units
import Wire

@Suite("A lab file")
struct LabFileTests {
  static let asymmetric = """
    # Which way does the answer go? One instance, two ENIs in one subnet.
    lab: asymmetric-routing
    region: ap-northeast-2
    vpcs:
      main:
        cidrBlock: 10.0.0.0/16
        subnets:
          a: { cidrBlock: 10.0.1.0/24, availabilityZone: ap-northeast-2a }
          b: { cidrBlock: 10.0.2.0/24, availabilityZone: ap-northeast-2a }
        securityGroups:
          web: { ingress: ["tcp 443 from 0.0.0.0/0", "icmp from 0.0.0.0/0"], egress: ["all to 0.0.0.0/0"] }
    instances:
      web:
        instanceType: t3.medium
        interfaces:
          eth0: { subnet: a, privateIpAddress: 10.0.1.10, securityGroups: [web] }
          eth1: { subnet: a, privateIpAddress: 10.0.1.11, securityGroups: [web] }
        guest: { preset: plain }
      client:
        instanceType: c5.large
        interfaces:
          eth0: { subnet: b, securityGroups: [web] }
    traffic:
      - { from: client, to: web/eth1, tcp: 443, every: 1s, count: 6 }
    timeline:
      - { at: 3s, guest: web, commands: ["ip rule add from 10.0.1.11 lookup 1001", "ip route add 10.0.1.0/24 dev eth1 table 1001", "ip route add default via 10.0.1.1 dev eth1 table 1001"] }
    expect:
      - { from: client, to: web/eth1, tcp: 443, before: 3s, answer: dropped, because: sourceCheckFailed, at: web/eth0 }
      - { from: client, to: web/eth1, tcp: 443, after: 3s, answer: delivered, leaves: web/eth1 }
    """

  @Test("reads the example of the contract")
  func example() throws {
    let lab = try LabFile.read(text: Self.asymmetric, name: "lab.yaml")
    #expect(lab.name == "asymmetric-routing")
    #expect(lab.cloud.region == "ap-northeast-2")
    #expect(lab.cloud.vpcs.count == 1)
    #expect(lab.cloud.subnets.values.map(\.name) == ["a", "b"])
    #expect(lab.cloud.instances.values.map(\.name) == ["web", "client"])
    let web = try #require(lab.cloud.instances.values.first)
    let cards = lab.cloud.interfaces(of: web.id)
    #expect(cards.map(\.primaryAddress) == [IPv4Address(10, 0, 1, 10), IPv4Address(10, 0, 1, 11)])
    // "Missing addresses: the lowest free from .4."
    #expect(lab.cloud.networkInterfaces.values.map(\.primaryAddress).last == IPv4Address(10, 0, 2, 4))
    #expect(lab.traffic.count == 1)
    #expect(lab.traffic.first?.to == .interface(cards[1].id))
    #expect(lab.timeline.map(\.at) == [Instant(nanoseconds: 3_000_000_000)])
    #expect(lab.expectations.map(\.because) == ["sourceCheckFailed", nil])
    #expect(lab.expectations.map(\.at) == ["web/eth0", nil])
  }
}
