import Cloud
import Dataplane
import Guest
import Lab
import Packets
import Wire

/// Tells people what an explanation found.
struct Story {
  let lab: LabDescription

  init(_ lab: LabDescription) { self.lab = lab }

  // MARK: Every step

  /// What `vpclab explain` prints.
  func tell(_ probe: Probe, _ explanation: Explanation, _ search: FixSearch?) {
    tellAll(explanation.forward, title: title(probe, isAnswer: false, explanation.forward))
    if let answer = explanation.answer { tellAll(answer, title: title(probe, isAnswer: true, answer)) }
    if let symmetric = explanation.isSymmetric { print("symmetric: \(symmetric ? "yes" : "no")") }
    if let search { tell(search) }
    let behaviours = explanation.assumed.count == 1 ? "behaviour" : "behaviours"
    print("rests on \(explanation.assumed.count) assumed \(behaviours)" + (explanation.assumed.isEmpty ? "" : ":"))
    for assumption in explanation.assumed { print("  \(assumption.line)") }
  }

  private func tellAll(_ leg: Leg, title: String) {
    print(title)
    let rows = leg.steps.map { ["  " + $0.stage.name, $0.at, $0.verdict.rawValue, $0.detail] }
    if !rows.isEmpty {
      let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
      for row in rows {
        print(
          (0..<3).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }.joined(separator: "  ")
            + "  " + row[3])
      }
    }
    print("  \(ending(leg))")
    if !leg.resources.isEmpty { print("  way: \(leg.resources.joined(separator: " > "))") }
  }

  // MARK: In a few lines

  /// The way of a probe and its answer, a line for what decided each.
  func tellShort(_ probe: Probe, _ explanation: Explanation) {
    tellShort(explanation.forward, title: title(probe, isAnswer: false, explanation.forward))
    if let answer = explanation.answer { tellShort(answer, title: title(probe, isAnswer: true, answer)) }
  }

  private func tellShort(_ leg: Leg, title: String) {
    let telling: [Stage] = leg.verdict == .dropped ? [.guest] : [.securityGroupIngress, .securityGroupEgress, .guest]
    let step = telling.lazy.compactMap { stage in leg.steps.first { $0.stage == stage && $0.verdict == .pass } }.first
    let detail = step?.detail ?? ""
    guard leg.verdict == .dropped, let reason = leg.reason else {
      return print(Self.columns(title, detail, ending(leg)))
    }
    if !detail.isEmpty || leg.source != nil { print(Self.columns(title, detail, "")) } else { print(title) }
    let last = leg.steps.last
    let stage = last.map { Self.words($0.stage) } ?? reason.name
    print(
      Self.columns(
        "   x \(stage) at \(leg.at ?? "-"): \(last?.detail ?? reason.sentence)", "", "DROPPED \(reason.name)"))
  }

  /// Three columns that line up where their texts are as short as they mostly are.
  private static func columns(_ left: String, _ middle: String, _ right: String) -> String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    if right.isEmpty { return middle.isEmpty ? left : padded(left, 42) + middle }
    return middle.isEmpty ? padded(left, 80) + right : padded(padded(left, 42) + middle, 80) + right
  }

  /// `sourceCheck` as `source check`.
  private static func words(_ stage: Stage) -> String {
    stage.name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
  }

  private func ending(_ leg: Leg) -> String {
    switch leg.verdict {
    case .delivered: "DELIVERED \(leg.enters ?? "")"
    case .left: "LEFT the VPC"
    case .dropped: "DROPPED \(leg.reason?.name ?? "") at \(leg.at ?? "-")"
    }
  }

  /// `-> SYN 10.0.2.4 > 10.0.1.11:443`
  private func title(_ probe: Probe, isAnswer: Bool, _ leg: Leg) -> String {
    let source = leg.source?.description ?? "?"
    let destination = leg.destination?.description ?? "?"
    let arrow = isAnswer ? "<-" : "->"
    let isWritten = leg.source != nil
    switch probe.kind {
    case .tcp(let port, _):
      let what = isAnswer ? "SYN-ACK" : "SYN"
      guard isWritten else { return "\(arrow) \(what), never written" }
      return isAnswer
        ? "\(arrow) \(what) \(source) > \(destination)" : "\(arrow) \(what) \(source) > \(destination):\(port)"
    case .udp(let port, _):
      guard isWritten else { return "\(arrow) udp, never written" }
      return isAnswer ? "\(arrow) udp \(source) > \(destination)" : "\(arrow) udp \(source) > \(destination):\(port)"
    case .other(let protocolNumber, _):
      let what = "protocol \(protocolNumber)"
      return isWritten ? "\(arrow) \(what) \(source) > \(destination)" : "\(arrow) \(what), never written"
    case .echo:
      let what = isAnswer ? "echo reply" : "echo request"
      return isWritten ? "\(arrow) \(what) \(source) > \(destination)" : "\(arrow) \(what), never written"
    }
  }

  // MARK: Fixes

  func tell(_ search: FixSearch) {
    guard search.tried > 0 else { return print("no fix was found to try") }
    let working = search.fixes.count
    let fixes = search.tried == 1 ? "fix" : "fixes"
    guard working > 0 else { return print("tried \(search.tried) \(fixes), none works") }
    print("tried \(search.tried) \(fixes), \(working) work\(working == 1 ? "s" : ""), each rerun:")
    for (number, fix) in search.fixes.enumerated() {
      let assumed = fix.assumed.first.map { " · assumed: \($0.sentence)" } ?? ""
      print(" \(number + 1)  \(fix.title) · opens: \(fix.opens)\(assumed)")
      for command in fix.commands { print("      \(command)") }
    }
  }
}
