import Packets
import Support
import Testing

@Suite("Where a burst begins and ends")
struct BurstSplitTests {
  /// ARCHITECTURE.md: "Nothing may depend on where a burst begins or ends", nor on whether a decision was recalled.
  @Test("shows in no outcome, no byte, no answer, no tracked connection and no assumption")
  func split() throws {
    let first = SeededCases(seed: 0x5eed_0351).seed
    var tally: [String: Int] = [:]
    for seed in first..<first + 60 {
      let split = BurstSplit(seed: seed, tally: tally)
      do {
        try split.run(2_000)
      } catch {
        Issue.record("VPCLAB_TEST_SEED=\(seed)\n\(error)")
        return
      }
      tally = split.tally
    }
    let needed: [DropReason] = [
      .conntrackAllowanceExceeded, .fragmentBeforeFirst, .securityGroupDeniesEgress, .securityGroupDeniesIngress,
      .networkAclDeniesEgress, .networkAclDeniesIngress, .destinationCheckFailed, .sourceCheckFailed, .headerTruncated,
      .noPublicAddress, .instanceNotRunning,
    ]
    for word in needed.map(\.name) + ["onward", "taken", "answers", "connection", "no connection"] {
      #expect(tally[word, default: 0] >= 100, "\(word)")
    }
  }
}
