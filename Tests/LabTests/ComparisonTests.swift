import Glibc
import Packets
import Support
import Testing

@Suite("The path, beside an evaluator that shares nothing with it")
struct ComparisonTests {
  /// `VPCLAB_CASES` judges more packets; `VPCLAB_TEST_SEED` brings a run back, its first cloud first.
  @Test("is of one opinion about every packet, in every cloud, through every change")
  func agrees() throws {
    let wanted = Int(number("VPCLAB_CASES") ?? 800_000)
    let first = SeededCases(seed: 0x5eed_0000).seed
    var tally = Tally()
    var seed = first
    while tally.cases < wanted {
      let comparison = Comparison(seed: seed, tally: tally)
      do {
        try comparison.run(min(1_500, wanted))
      } catch {
        Issue.record("VPCLAB_TEST_SEED=\(seed), after \(comparison.tally.cases) packets\n\(error)")
        return
      }
      tally = comparison.tally
      seed &+= 1
    }
    print("VPCLAB_TEST_SEED=\(first): \(tally.cases) packets in \(seed &- first) clouds\n\(tally.table)")
    if wanted >= 500_000 { expectEverythingMet(tally) }
  }

  /// Reasons that say what a guest, a link or a table of another size does, and none of AWS's rules.
  private static let others: Set<DropReason> = [
    .guestReversePathFilter, .guestMartian, .guestNoSocket, .guestNoRoute, .guestNeighborUnreachable,
    .guestChecksumBad, .guestHeaderBad, .fragmentationNeeded, .linkQueueFull, .rxRingFull, .conntrackAllowanceExceeded,
    .ppsAllowanceExceeded, .bandwidthAllowanceExceeded, .timeToLiveExpired, .localServiceSilent,
  ]

  private func expectEverythingMet(_ tally: Tally) {
    for reason in DropReason.allCases where !Self.others.contains(reason) {
      #expect(tally[reason.name] >= 1_000, "\(reason.name)")
    }
    for fact in Fact.allCases { #expect(tally[fact.rawValue] >= 1_000, "\(fact.rawValue)") }
  }

  private func number(_ variable: String) -> UInt64? { getenv(variable).flatMap { UInt64(String(cString: $0)) } }
}
