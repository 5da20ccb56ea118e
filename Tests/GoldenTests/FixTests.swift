import Cloud
import Lab
import Packets
import Scenario
import Testing

@Suite("A fix that is printed works")
struct FixTests {
  /// A question whose answer is a drop, the first words of what must be found, best first, and where `ip` lines are
  /// typed.
  struct Case: CustomTestStringConvertible {
    var lab: String
    var question: String
    var titles: [String]
    var guest: String
    var testDescription: String { question }

    init(_ lab: String, _ question: String, guest: String, _ titles: String...) {
      (self.lab, self.question, self.guest, self.titles) = (lab, question, guest, titles)
    }
  }

  // Expected of the measured guests: with rp_filter 1 what comes in by eth1 dies unless the route back, asked with the
  // packet's own address as source, leaves by eth1 too (a rule does that); with 2 any route back will do.
  static let cases = [
    Case(
      "two-enis.yaml", "client > web/eth1 tcp 443", guest: "web", "10.0.1.11 as secondary address of web/eth0",
      "policy rule per ENI", "source/dest check off on web/eth0"),
    // rp_filter 2 alone moves the drop to the answer's source check: two changes, where one opens nothing.
    Case(
      "two-enis.yaml", "client > web/eth1 tcp 443 at 1s", guest: "web", "10.0.1.11 as secondary address of web/eth0",
      "policy rule per ENI"),
    Case(
      "two-enis.yaml", "inside > web/eth1 icmp at 1s", guest: "web", "10.0.1.11 as secondary address of web/eth0",
      "policy rule per ENI"),
    // The answer to what left by eth1 comes in by eth1.
    Case("two-enis.yaml", "web/eth1 > client tcp 443 at 1s", guest: "web", "policy rule per ENI", "rp_filter 2"),
    Case(
      "two-enis.yaml", "web/eth1 > client tcp 80 at 1s", guest: "web",
      "ingress rule in sg web, and policy rule per ENI",
      "ingress rule in sg web, and rp_filter 2"),
    Case(
      "two-enis.yaml", "client > web/eth1 tcp 80 at 1s", guest: "web",
      "ingress rule in sg web, and 10.0.1.11 as secondary address of web/eth0",
      "ingress rule in sg web, and policy rule per ENI"),
    Case("two-subnets.yaml rhel", "in2 > web/eth0 tcp 443", guest: "web", "policy rule per ENI"),
    Case("two-subnets.yaml rhel", "out > web/eth1 icmp", guest: "web", "policy rule per ENI"),
    // Under the groups of eth0 the address needs no rule; it alone is found though a rule was tried first.
    Case(
      "two-groups.yaml", "client > web/eth1 tcp 443", guest: "web", "10.0.1.11 as secondary address of web/eth0",
      "ingress rule in sg narrow, and policy rule per ENI",
      "ingress rule in sg narrow, and source/dest check off on web/eth0"),
    Case(
      "two-subnets.yaml", "in2 > web/eth0 tcp 443", guest: "web", "policy rule per ENI",
      "source/dest check off on web/eth1"),
    Case("groups.yaml", "stranger > subnet-b tcp 443", guest: "subnet-b", "ingress rule in sg subnet-b"),
    Case("groups.yaml", "client > unreachables icmp", guest: "client", "ingress rule in sg unreachables"),
    Case(
      "groups.yaml", "no-egress > subnet-b udp 53", guest: "client",
      "egress rule in sg no-egress, and ingress rule in sg subnet-b"),
    Case(
      "acl.yaml", "client > web udp 53", guest: "client",
      "ingress entry 99 in network ACL narrow, and egress entry 99"),
    Case("acl.yaml", "e1 > client tcp 443", guest: "client", "ingress entry 100 in network ACL one-way"),
    Case(
      "acl.yaml", "client > c1 icmp", guest: "client", "ingress entry 100 in network ACL empty, and egress entry 100"),
    Case(
      "routes.yaml", "private > internet tcp 443", guest: "private",
      "default route of main to the internet gateway, and an Elastic IP"),
    Case("internet.yaml", "bare > internet tcp 443", guest: "bare", "an Elastic IP on bare/eth0"),
    Case("internet.yaml", "internet > bare tcp 443", guest: "bare", "an Elastic IP on bare/eth0"),
    Case("addresses.yaml", "client > far icmp", guest: "far", "start far"),
  ]

  private static func golden(_ fix: Case) throws -> Golden {
    try Golden(line: "fix  \(fix.lab)  \(fix.question)  dropped")
  }

  @Test("the list is what an engineer would try, best first", arguments: cases)
  func titles(_ fix: Case) throws {
    let lab = try Self.golden(fix).lab()
    let probe = try Self.golden(fix).probe(in: lab)
    let search = FixSearch(for: probe, in: lab, explained: probe.explain(lab))
    #expect(search.fixes.count == fix.titles.count, "\(search.fixes.map(\.title))")
    for (found, wanted) in zip(search.fixes, fix.titles) { #expect(found.title.hasPrefix(wanted)) }
    // None is another one with something added.
    for one in search.fixes {
      #expect(!search.fixes.contains { $0 != one && Set($0.commands).isSuperset(of: one.commands) }, "\(one.title)")
    }
    // Those that open nothing come first.
    let opens = search.fixes.map { $0.opens != "nothing" }
    #expect(opens == opens.sorted { !$0 && $1 })
    #expect(!search.fixes.contains { !$0.isVerified })
    #expect(search.tried >= search.fixes.count)
  }

  @Test("typed line by line, both ways work", arguments: cases)
  func commands(_ fix: Case) throws {
    let lab = try Self.golden(fix).lab()
    let probe = try Self.golden(fix).probe(in: lab)
    let explanation = probe.explain(lab)
    let guest = try #require(lab.cloud.instances.values.first { $0.name == fix.guest })
    for found in FixSearch(for: probe, in: lab, explained: explanation).fixes {
      var typed = PrintedCommands(lab.standing(at: probe.at), guest: guest.id)
      try typed.carryOut(found.commands)
      var again = probe
      again.at = .beginning
      // The address of an ENI that is gone is asked as an address.
      if case .interface(let id) = probe.to, typed.lab.cloud.networkInterfaces[id] == nil {
        let address = try #require(lab.cloud.networkInterfaces[id]?.primaryAddress)
        again.to = try Endpoint.parse("\(address)", as: .target, in: typed.lab)
      }
      let result = again.explain(typed.lab)
      #expect(result.works, "\(found.title): \(found.commands)")
    }
  }

  @Test("the check goes off at the ENI that dropped, by its id")
  func identifiers() throws {
    let lab = try Labs.read("two-enis.yaml")
    let probe = try Golden(line: "fix  two-enis.yaml  client > web/eth1 tcp 443  dropped").probe(in: lab)
    let fixes = FixSearch(for: probe, in: lab, explained: probe.explain(lab)).fixes
    let first = try #require(lab.cloud.networkInterfaces.values.first { lab.cloud.label(of: $0) == "web/eth0" })
    let command = "aws ec2 modify-network-interface-attribute --network-interface-id \(first.id) --no-source-dest-check"
    #expect(fixes.last?.commands == [command])
    #expect(fixes.last?.opens != "nothing")
    #expect(fixes.last?.assumed == [.answerByOtherInterfaceIsNewFlow])
  }

  @Test("and where both ways work there is none")
  func none() throws {
    let lab = try Labs.read("two-enis.yaml")
    let probe = try Golden(line: "fix  two-enis.yaml  client > web/eth0 tcp 443  delivered").probe(in: lab)
    let search = FixSearch(for: probe, in: lab, explained: probe.explain(lab))
    #expect(search.tried == 0)
    #expect(search.fixes.isEmpty)
  }
}
