import Dataplane
import Packets
import Support
import Testing

@Suite("Broken frames by the million, shown to the path")
struct ParseMutationTests {
  /// `VPCLAB_MUTATIONS` shows more of them.
  @Test("are read as the slow reading reads them, never past their end, and translated for better or worse")
  func mutated() throws {
    let bench = ParseBench()
    let laws = TranslationLaws()
    let parsers = [
      FrameParser("Parse, in a burst") { bench.show($0) }, FrameParser("Parse, in place") { bench.read(inPlace: $0) },
      FrameParser("Translation") { laws.check($0) },
    ]
    let count = FrameMutations.ordinaryCount
    FrameMutations(of: try Self.originals(), seed: 0x5eed_0302).run(count: count, parsers)
    bench.parse()
    #expect(bench.disagreements == [])
    #expect(laws.broken == [:])
    let reasons: [DropReason?] = [
      nil, .headerTruncated, .headerMalformed, .checksumBad, .etherTypeNotCarried, .broadcastNotCarried,
    ]
    for reason in reasons {
      #expect(bench.met[reason, default: 0] > count / 5_000, "\(String(describing: reason)) is reached")
    }
    #expect(bench.plainCount > count / 100)
    for (kind, seen) in laws.reached { #expect(seen > count / 2_000, "\(kind) is reached") }
  }

  static func originals() throws -> [[UInt8]] {
    let recorded = try RecordedFrames.all().filter { $0.count <= 200 } + RecordedFrames.load("icmp")
    let few = stride(from: 0, to: recorded.count, by: 3).map { recorded[$0] }
    return few + MadeFrames.all + MadeFrames.errors + [MadeFrames.longest]
  }
}
