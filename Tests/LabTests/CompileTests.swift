import Cloud
import Dataplane
import Lab
import Support
import Testing

@Suite("Compiling a cloud that changed")
struct CompileTests {
  /// What of two tables differs, by name.
  private static func differences(_ one: Tables, _ other: Tables) -> [String] {
    var found: [String] = []
    if one.interfaces != other.interfaces { found.append("interfaces") }
    if one.subnets != other.subnets { found.append("subnets") }
    if one.vpcs != other.vpcs { found.append("vpcs") }
    if one.securityRules != other.securityRules { found.append("securityRules") }
    if one.networkAcls != other.networkAcls { found.append("networkAcls") }
    if one.routeTables != other.routeTables { found.append("routeTables") }
    if one.publicAddresses != other.publicAddresses { found.append("publicAddresses") }
    return found
  }

  @Test("gives the tables that compiling all of it gives, change after change", arguments: 0..<40)
  func sameTables(number: Int) {
    let seed = SeededCases(seed: 0x5eed_0381).seed &+ UInt64(number)
    var maker = RandomCloud.make(using: SeededCases(exactly: seed))
    var compiled = CompiledCloud(maker.cloud)
    var wrong: [String] = []
    var changes = 0
    for _ in 0..<200 {
      guard let change = maker.someChange(), (try? maker.cloud.apply(change)) != nil else { continue }
      let next = compiled.changed(to: maker.cloud)
      let differences = Self.differences(next.tables, compiled.compiledAnew(maker.cloud).tables)
      if !differences.isEmpty { wrong.append("\(differences) after \(change)") }
      for interface in maker.cloud.networkInterfaces.keys {
        let index = next.index(of: interface)
        if index.map({ next.tables.interfaces[$0].id }) != interface.text { wrong.append("\(interface) has no place") }
      }
      compiled = next
      changes += 1
    }
    #expect(wrong.prefix(2) == [], "VPCLAB_TEST_SEED=\(seed), \(wrong.count) wrong")
    #expect(changes > 30)
  }

  @Test("compiles the rules of the group that changed, and takes those of all others over")
  func onlyWhatChanged() throws {
    var maker = RandomCloud.make(using: SeededCases(seed: 0x5eed_0382))
    var compiled = CompiledCloud(maker.cloud)
    var changed = 0
    for id in Array(maker.cloud.securityGroups.keys) {
      guard let group = maker.cloud.securityGroups[id] else { continue }
      let ingress = Array(group.ingress.dropLast())
      guard ingress != group.ingress else { continue }
      try maker.cloud.apply(.modifySecurityGroupRules(id, ingress: ingress, egress: nil))
      let next = compiled.changed(to: maker.cloud)
      let before = Set(compiled.tables.securityRules.flatMap(\.groups).map { ObjectIdentifier($0) })
      let made = next.tables.securityRules.flatMap(\.groups).filter { !before.contains(ObjectIdentifier($0)) }
      #expect(Set(made.map { ObjectIdentifier($0) }).count <= 1, "\(id)")
      changed += made.isEmpty ? 0 : 1
      compiled = next
    }
    #expect(changed > 0)
  }
}
