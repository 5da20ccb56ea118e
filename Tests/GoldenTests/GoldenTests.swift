import Lab
import Packets
import Testing
import Units

@Suite("A VPC does what a network engineer expects")
struct GoldenTests {
  @Test("line by line", arguments: try Golden.all())
  func line(_ golden: Golden) throws {
    let contradictions = try golden.contradictions()
    #expect(contradictions.isEmpty, "\(golden.file): \(golden.question)")
  }

  @Test("no two lines of one name, and every lab is asked about")
  func names() throws {
    let goldens = try Golden.all()
    #expect(Set(goldens.map(\.name)).count == goldens.count)
    #expect(goldens.count > 150)
  }

  /// Instant by instant every event has its place; a window lets each guest run ahead of the others.
  @Test("however far each guest runs ahead of the others", arguments: try Set(Golden.all().map(\.file)).sorted())
  func windows(file: String) throws {
    let lab = try Labs.read(file)
    let whole = try lab.run()
    for nanoseconds: Int64 in [1, 7_919] {
      var options = RunOptions()
      options.longestWindow = Nanoseconds(nanoseconds)
      let cut = try lab.run(options)
      #expect(cut.counts == whole.counts && cut.simulated == whole.simulated)
      #expect("\(cut.drops)" == "\(whole.drops)")
      #expect("\(cut.flows)" == "\(whole.flows)")
      #expect("\(cut.expectations)" == "\(whole.expectations)")
    }
  }

  /// What no lab file can bring about: the cloud refuses to be so, or no guest sends such a packet.
  static let outOfReach: Set<DropReason> = [
    // AssociateAddress wants a gateway, and DetachInternetGateway none of its addresses in use.
    .gatewayNotAttached,
    // No host of the lab's internet has a private address.
    .sourcePrivate,
    // Half a million connections.
    .conntrackAllowanceExceeded,
    // No lab file states what an instance may send.
    .ppsAllowanceExceeded, .bandwidthAllowanceExceeded,
  ]

  @Test("every reason to drop a packet is shown by a line or by an injected frame", arguments: DropReason.allCases)
  func reasons(_ reason: DropReason) throws {
    guard !Self.outOfReach.contains(reason) else { return }
    let lines = try Golden.all().filter { golden in
      golden.clauses.contains { $0.split(separator: " ").contains(reason.name[...]) }
    }
    let frames = InjectedFrame.all.filter { $0.reason == reason }
    let labs = Golden.reasonsHeldByLabs.contains(reason)
    #expect(!lines.isEmpty || !frames.isEmpty || labs, "nothing shows \(reason.name)")
  }
}

extension Golden {
  /// Reasons that stand in the expectations of a lab whose line says `holds`, or in a test of their own.
  static let reasonsHeldByLabs: Set<DropReason> = [.linkQueueFull, .rxRingFull, .localServiceSilent]
}
