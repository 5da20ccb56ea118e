import Cloud
import Lab
import Scenario
import Testing
import Units
import Wire

@Suite("A lab file")
struct LabFileTests {
  @Test("reads the example of the contract")
  func example() throws {
    let text = try #require(BundledLabs.text("asymmetric-routing"))
    let lab = try LabFile.read(text: text, name: "lab.yaml")
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
