import Cloud
import Guest
import Packets
import Units
import Wire

/// Something that a user could do so that a probe and its answer both arrive, tried on a copy of the lab.
package struct Fix: Equatable, Sendable {
  /// `10.0.1.11 as secondary address of web/eth0`
  package var title: String
  /// The lines to type, with the lab's own ids and addresses.
  package var commands: [String]
  /// What becomes possible that was not: `nothing`, or in words.
  package var opens: String
  /// The probe was run again with it and both ways worked.
  package var isVerified = false
  /// What the fix's success rests on that no document states.
  package var assumed: [Assumption] = []
}

/// A change to a copy of the lab, and how a user would carry it out.
struct FixCandidate {
  var title: String
  var commands: [String]
  var opens: String
  /// The cost of choosing it among those that open nothing: better ones are lower.
  var rank: Int
  /// False: the lab does not let itself be changed so (a limit, a refusal of EC2's).
  var apply: (inout LabDescription, inout Probe) -> Bool
}

/// What was tried and what worked.
package struct FixSearch: Equatable, Sendable {
  package var tried = 0
  /// Best first: those that open nothing before those that do, few changes before many.
  package var fixes: [Fix] = []

  /// Changes that a chain may hold.
  private static let longestChain = 3
  /// Probes run at most.
  private static let mostRuns = 48

  private struct Chain {
    var lab: LabDescription
    var probe: Probe
    var failure: Leg
    var explanation: Explanation
    var done: [FixCandidate]
  }

  /// Tries candidates for what `explanation` of `probe` says failed, and candidates for what then fails next.
  package init(for probe: Probe, in lab: LabDescription, explained explanation: Explanation) {
    guard let failure = explanation.failure else { return }
    var lab = lab.standing(at: probe.at)
    if probe.assumesRunning { for id in lab.cloud.instances.keys { lab.cloud.instances[id]?.state = .running } }
    var probe = probe
    probe.at = .beginning
    var waiting = [Chain(lab: lab, probe: probe, failure: failure, explanation: explanation, done: [])]
    var found: [(rank: Int, fix: Fix)] = []
    var working: [Set<String>] = []
    while !waiting.isEmpty, tried < Self.mostRuns {
      let chain = waiting.removeFirst()
      let candidates = FixCandidates(lab: chain.lab, probe: chain.probe, explanation: chain.explanation).all
      for candidate in candidates where tried < Self.mostRuns {
        // What works without a change needs no longer chain with it.
        let titles = Set((chain.done + [candidate]).map(\.title))
        guard !working.contains(where: titles.isSuperset) else { continue }
        var (lab, probe) = (chain.lab, chain.probe)
        guard candidate.apply(&lab, &probe) else { continue }
        tried += 1
        let result = probe.explain(lab)
        let done = chain.done + [candidate]
        if result.works {
          working.append(titles)
          found.append((done.reduce(0) { $0 + $1.rank }, Self.fix(done, result, before: explanation)))
        } else if let failure = result.failure, done.count < Self.longestChain, Self.isProgress(from: chain, to: result) {
          waiting.append(Chain(lab: lab, probe: probe, failure: failure, explanation: result, done: done))
        }
      }
    }
    fixes = found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element.fix)
  }

  /// The probe, or then its answer, got further than before.
  private static func isProgress(from chain: Chain, to result: Explanation) -> Bool {
    guard let failure = result.failure else { return true }
    let wasForward = chain.explanation.forward.verdict == .dropped
    let isForward = result.forward.verdict == .dropped
    if wasForward != isForward { return wasForward }
    return failure.reason != chain.failure.reason || failure.at != chain.failure.at
  }

  private static func fix(_ done: [FixCandidate], _ result: Explanation, before: Explanation) -> Fix {
    let opens = done.map(\.opens).filter { $0 != "nothing" }
    return Fix(
      title: done.map(\.title).joined(separator: ", and "), commands: done.flatMap(\.commands),
      opens: opens.isEmpty ? "nothing" : opens.joined(separator: "; "), isVerified: true,
      assumed: result.assumed.filter { !before.assumed.contains($0) })
  }
}
