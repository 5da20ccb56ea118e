import Lab
import Packets
import Scenario
import Testing
import Units

/// EC2 User Guide, "Security group connection tracking": the worked example, with connections that are held open.
@Suite("A connection under way, and its rule is taken away")
struct TrackedConnectionTests {
  /// 22 from one address, 80 from anywhere with open egress; two megabytes each way over a long line take a while.
  static func lab(_ timeline: String) -> String {
    """
    fabric: { latency: 200ms }
    duration: 300s
    vpcs:
      vpc:
        cidrBlock: 10.0.0.0/16
        subnets:
          a: { cidrBlock: 10.0.1.0/24, networkAcl: edge }
          b: { cidrBlock: 10.0.2.0/24 }
        networkAcls:
          edge: { ingress: ["100 allow all from 0.0.0.0/0"], egress: ["100 allow all to 0.0.0.0/0"] }
        securityGroups:
          web: { ingress: ["tcp 22 from 10.0.2.4/32", "tcp 80 from 0.0.0.0/0"], egress: ["all to 0.0.0.0/0"] }
          client: { ingress: [] }
    instances:
      web: { instanceType: c5.large, interfaces: { eth0: { subnet: a, securityGroups: [web] } } }
      client: { instanceType: c5.large, interfaces: { eth0: { subnet: b, privateIpAddress: 10.0.2.4, securityGroups: [client] } } }
    traffic:
      - { from: client, to: web, tcp: 22, size: 2000000 }
      - { from: client, to: web, tcp: 80, size: 2000000 }
    \(timeline)
    """
  }

  /// How many of the two were answered, 22 first, and where packets ended.
  private static func run(_ timeline: String = "") throws -> (answered: [Int], ends: Set<String>) {
    let result = try LabFile.read(text: lab(timeline), name: "tracked.yaml").run()
    #expect(result.complaints.isEmpty)
    let ends = Set(
      result.drops.map { "\($0.key.reason.name) at \($0.key.stage == .networkAclIngress ? "acl" : $0.key.at)" })
    return (result.flows.map(\.answered), ends)
  }

  @Test("left alone, both come to their end")
  func untouched() throws {
    let (answered, ends) = try Self.run()
    #expect(answered == [1, 1])
    #expect(ends.isEmpty)
  }

  @Test("22 lives, since it is tracked; 80 dies by its group at once")
  func rules() throws {
    let (answered, ends) = try Self.run("timeline: [{ at: 1s, modify: sg:web, ingress: [] }]")
    #expect(answered == [1, 0])
    #expect(ends == ["securityGroupDeniesIngress at web/eth0"])
  }

  @Test("and a network ACL, which remembers nothing, ends 22 too")
  func networkAcl() throws {
    let (answered, ends) = try Self.run(
      "timeline: [{ at: 1s, modify: sg:web, ingress: [] }, { at: 1500ms, modify: acl:edge, ingress: [] }]")
    #expect(answered == [0, 0])
    #expect(ends == ["securityGroupDeniesIngress at web/eth0", "networkAclDeniesIngress at acl"])
  }
}
