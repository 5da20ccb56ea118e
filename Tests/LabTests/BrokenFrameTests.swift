import Cloud
import Dataplane
import Lab
import Packets
import Support
import Testing
import Wire

@Suite("Broken frames, sent into a cloud")
struct BrokenFrameTests {
  /// A tenth of `VPCLAB_MUTATIONS`.
  ///
  /// Whoever judges each packet anew reads it field by field; who recalls decisions has a shorter way to read plain
  /// ones.
  @Test("meet the same end, however their burst is cut and whatever is recalled")
  func mutated() throws {
    let wanted = FrameMutations.ordinaryCount / 10
    let first = SeededCases(seed: 0x5eed_0361).seed
    var tally: [String: Int] = [:]
    for cloud in 0..<10 {
      let split = BurstSplit(seed: first &+ UInt64(cloud), tally: tally)
      do {
        try split.run(1_000)
        try split.runBroken(wanted / 10, seed: first)
      } catch {
        Issue.record("VPCLAB_TEST_SEED=\(first &+ UInt64(cloud))\n\(error)")
        return
      }
      tally = split.tally
    }
    let reasons: [DropReason] = [.headerTruncated, .headerMalformed, .checksumBad, .sourceCheckFailed]
    for word in reasons.map(\.name) + ["onward"] {
      #expect(tally[word, default: 0] > wanted / 1_000, "\(word)")
    }
  }
}
