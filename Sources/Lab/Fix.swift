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
  /// False: the lab does not let itself be changed so (a limit, a refusal of EC2's). Reads what it changes from the lab
  /// that it is given, which need not be the one that it was thought out for.
  var apply: (inout LabDescription, inout Probe) -> Bool
}

/// What was tried and what worked.
package struct FixSearch: Equatable, Sendable {
  package private(set) var tried = 0
  /// Best first: those that open nothing before those that do, few changes before many. None is there beside another
  /// that does with fewer changes and opens no more.
  package private(set) var fixes: [Fix] = []

  /// Changes that a fix may hold.
  private static let mostChanges = 3
  /// Probes run at most.
  private static let mostRuns = 48

  /// Tries candidates for what `explanation` of `probe` says failed, and candidates for what then fails next: first
  /// all single changes, then all pairs, and so on.
  package init(for probe: Probe, in lab: LabDescription, explained explanation: Explanation) {
    guard explanation.failure != nil else { return }
    var start = FixAttempt(lab: lab.standing(at: probe.at), probe: probe, explanation: explanation)
    if probe.assumesRunning {
      for id in start.lab.cloud.instances.keys { start.lab.cloud.instances[id]?.state = .running }
    }
    start.probe.at = .beginning
    var waiting = [start]
    var working: [FixAttempt] = []
    while !waiting.isEmpty {
      let attempt = waiting.removeFirst()
      for candidate in attempt.candidates where !working.contains(where: { $0.spares(attempt.changes + [candidate]) }) {
        guard let next = run(attempt, with: [candidate]) else { continue }
        if next.explanation.works {
          let simplest = simplest(of: next, from: start)
          if !working.contains(where: { $0.spares(simplest.changes) }) { working.append(simplest) }
        } else if next.changes.count < Self.mostChanges, next.isFurther(than: attempt) {
          waiting.append(next)
        }
      }
    }
    working = working.filter { fix in
      !working.contains { $0.changes.count < fix.changes.count && $0.spares(fix.changes) }
    }
    // Sorting keeps the order of equals.
    fixes = working.sorted { $0.isBetter(than: $1) }.map { Fix($0, before: explanation) }
  }

  /// `attempt` with further changes, run again; nil where the lab refuses one, or enough has been tried.
  private mutating func run(_ attempt: FixAttempt, with changes: [FixCandidate]) -> FixAttempt? {
    guard tried < Self.mostRuns else { return nil }
    var next = attempt
    for change in changes { guard change.apply(&next.lab, &next.probe) else { return nil } }
    tried += 1
    next.changes += changes
    next.explanation = next.probe.explain(next.lab)
    return next
  }

  /// Leaves out every change without which the others work too: one that mended what came first, and that a later one
  /// made needless.
  private mutating func simplest(of fix: FixAttempt, from start: FixAttempt) -> FixAttempt {
    for index in fix.changes.indices.dropLast() {
      var fewer = fix.changes
      fewer.remove(at: index)
      if let next = run(start, with: fewer), next.explanation.works { return simplest(of: next, from: start) }
    }
    return fix
  }
}

/// A lab with changes made, and what the probe meets in it.
struct FixAttempt {
  var lab: LabDescription
  var probe: Probe
  var explanation: Explanation
  var changes: [FixCandidate] = []

  var candidates: [FixCandidate] { FixCandidates(lab: lab, probe: probe, explanation: explanation).all }

  /// What it opens, without `nothing`.
  var opens: [String] { Self.opens(changes) }

  /// Opening nothing is best, then few changes, then their ranks.
  func isBetter(than other: FixAttempt) -> Bool {
    func cost(_ fix: FixAttempt) -> (Int, Int, Int) {
      (fix.opens.isEmpty ? 0 : 1, fix.changes.count, fix.changes.reduce(0) { $0 + $1.rank })
    }
    return cost(self) < cost(other)
  }

  private static func opens(_ changes: [FixCandidate]) -> [String] { changes.map(\.opens).filter { $0 != "nothing" } }

  /// Nobody needs `others` who has these changes: they are fewer and open no more, or the same in another order.
  func spares(_ others: [FixCandidate]) -> Bool {
    if changes.count < others.count { return Set(opens).isSubset(of: Self.opens(others)) }
    return Set(changes.map(\.commands)) == Set(others.map(\.commands))
  }

  /// The probe, or then its answer, got further than in `before`.
  func isFurther(than before: FixAttempt) -> Bool {
    guard let failure = explanation.failure, let earlier = before.explanation.failure else { return true }
    let wasForward = before.explanation.forward.verdict == .dropped
    let isForward = explanation.forward.verdict == .dropped
    if wasForward != isForward { return wasForward }
    return failure.reason != earlier.reason || failure.at != earlier.at
  }
}

extension Fix {
  /// What a successful attempt amounts to, for somebody who knows what the failure rested on.
  init(_ attempt: FixAttempt, before: Explanation) {
    title = attempt.changes.map(\.title).joined(separator: ", and ")
    commands = attempt.changes.flatMap(\.commands)
    opens = attempt.opens.isEmpty ? "nothing" : attempt.opens.joined(separator: "; ")
    isVerified = true
    assumed = attempt.explanation.assumed.filter { !before.assumed.contains($0) }
  }
}
