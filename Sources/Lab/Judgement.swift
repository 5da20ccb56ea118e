import Cloud
import Emulation
import Packets
import Units
import Wire

/// Whether an expectation holds, over the requests that it is about.
///
/// A request matches by its ends and protocol; each of its first frames and retransmissions that left in
/// [after, before) is judged, and all must satisfy it. The answer to a frame is the first packet that answers it.
struct Judgement {
  let expectation: Expectation
  let run: LabRun
  let answers: Answers

  init(of expectation: Expectation, in run: LabRun, _ answers: Answers) {
    self.expectation = expectation
    self.run = run
    self.answers = answers
  }

  /// What answered each packet first, on the way or before it was on any.
  struct Answers {
    private var records: [PacketID: PacketRecord] = [:]
    private var unsent: [PacketID: UnsentRecord] = [:]

    init(of run: LabRun) {
      for record in run.world.records where record.cause != .unassigned && records[record.cause] == nil {
        records[record.cause] = record
      }
      for record in run.world.unsent where record.cause != .unassigned && unsent[record.cause] == nil {
        unsent[record.cause] = record
      }
    }

    func record(of request: PacketRecord) -> PacketRecord? { records[request.id] }
    func unsent(of request: PacketRecord) -> UnsentRecord? { unsent[request.id] }
  }

  var judged: RunResult.Judged {
    let flows = run.lab.traffic.indices.filter {
      Self.concerns(expectation, run.lab.traffic[$0], run.lab.cloud)
    }
    let attempts = run.world.records.filter { isAttempt($0, of: flows) }
    let unsent = run.world.unsent.filter {
      $0.cause == .unassigned && flows.contains(Int($0.traffic)) && isInTime($0.at)
    }
    guard !attempts.isEmpty || !unsent.isEmpty else { return result(false, "nothing was sent") }
    for record in unsent {
      if let detail = contradiction(unsent: record) { return result(false, detail) }
    }
    for record in attempts {
      if let detail = contradiction(record) { return result(false, "at \(record.sent): \(detail)") }
    }
    return result(true, nil)
  }

  private func result(_ holds: Bool, _ detail: String?) -> RunResult.Judged {
    RunResult.Judged(text: expectation.text, holds: holds, detail: detail)
  }

  // MARK: Which requests

  static func concerns(_ expectation: Expectation, _ traffic: Traffic, _ cloud: CloudState) -> Bool {
    if let from = expectation.from, traffic.from.map({ !same(from, $0, cloud) }) ?? true { return false }
    if let to = expectation.to, traffic.to.map({ !same(to, $0, cloud) }) ?? true { return false }
    switch (expectation.protocolMatch, traffic.kind) {
    case (nil, _): return true
    case (.tcp(let port), .tcp(let other)), (.udp(let port), .udp(let other)): return port == other
    case (.icmp, .icmp): return true
    default: return false
    }
  }

  /// The same end, or one that names an ENI of the other's instance by another name.
  private static func same(_ one: Endpoint, _ other: Endpoint, _ cloud: CloudState) -> Bool {
    if one == other { return true }
    switch (one, other) {
    case (.internet(let a, _), .internet(let b, _)): return a == b
    case (.interface(let a), .address(let address, let b)), (.address(let address, let b), .interface(let a)):
      return a == b && cloud.networkInterfaces[a]?.primaryAddress == address
    default: return false
    }
  }

  private func isInTime(_ instant: Instant) -> Bool {
    instant >= expectation.after ?? .beginning && instant < expectation.before ?? .never
  }

  /// A request's own first frame or a repetition of it: no later frame of a connection that came about.
  private func isAttempt(_ record: PacketRecord, of flows: [Int]) -> Bool {
    record.cause == .unassigned && flows.contains(Int(record.traffic)) && isInTime(record.sent)
  }

  // MARK: What happened to them

  private func contradiction(unsent: UnsentRecord) -> String? {
    if let verdict = expectation.verdict, verdict != .dropped {
      return "it never left \(unsent.guest): \(unsent.detail)"
    }
    if let because = expectation.because, because != unsent.reason.name { return "it ended by \(unsent.reason.name)" }
    if expectation.answer == .delivered || expectation.enters != nil || expectation.leaves != nil {
      return "it never left \(unsent.guest): \(unsent.detail)"
    }
    return nil
  }

  private func contradiction(_ record: PacketRecord) -> String? {
    let answer = answers.record(of: record)
    if let wanted = expectation.verdict, wanted != outcome(record.fate) {
      return "the request was \(words(record.fate))"
    }
    if let enters = expectation.enters, enters != record.enters {
      return "the request came in by \(record.enters ?? "nothing")"
    }
    if let leaves = expectation.leaves {
      guard let answer else { return "there was no answer" }
      if answer.leaves != leaves { return "the answer left by \(answer.leaves)" }
    }
    if let wanted = expectation.answer {
      let unsent = answers.unsent(of: record)
      guard let answer else {
        if wanted == .dropped, unsent != nil { return reasons(of: nil, unsent, record) }
        return "there was no answer"
      }
      if outcome(answer.fate) != wanted { return "the answer was \(words(answer.fate))" }
      return reasons(of: answer, unsent, record)
    }
    return reasons(of: nil, nil, record)
  }

  /// `because` and `at` are about what died: the answer where one is expected to, otherwise the request.
  private func reasons(of answer: PacketRecord?, _ unsent: UnsentRecord?, _ record: PacketRecord) -> String? {
    guard expectation.because != nil || expectation.at != nil else { return nil }
    let fate = expectation.answer == .dropped ? answer?.fate : record.fate
    if case .dropped(let reason, _, let place)? = fate {
      if let because = expectation.because, because != reason.name { return "it ended by \(reason.name)" }
      if let at = expectation.at, at != place { return "it ended at \(place)" }
      return nil
    }
    if let unsent, expectation.answer == .dropped {
      if let because = expectation.because, because != unsent.reason.name { return "it ended by \(unsent.reason.name)" }
      return nil
    }
    return "nothing died"
  }

  private func outcome(_ fate: PacketRecord.Fate) -> Expectation.Outcome? {
    switch fate {
    case .delivered: .delivered
    case .left: .left
    case .dropped: .dropped
    case .inFlight: nil
    }
  }

  private func words(_ fate: PacketRecord.Fate) -> String {
    switch fate {
    case .delivered: "delivered"
    case .left: "let out"
    case .inFlight: "still under way"
    case .dropped(let reason, _, let place): "dropped: \(reason.name) at \(place)"
    }
  }
}
