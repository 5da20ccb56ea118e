import Cloud
import Foundation
import Guest
import Lab
import Packets
import Scenario
import Testing
import Units
import Wire

/// One line of `Goldens.txt`: what is asked of a lab, and what must come of it.
struct Golden: CustomTestStringConvertible {
  struct Unreadable: Error, CustomStringConvertible { let description: String }

  var name: String
  var file: String
  var preset: GuestPreset?
  var question: String
  var clauses: [String]
  var testDescription: String { name }

  /// Columns are at least two blanks apart.
  init(line: Substring) throws {
    let columns = line.split(separator: "  ").map { $0.trimming(while: \.isWhitespace) }.filter { !$0.isEmpty }
    guard columns.count == 4 else { throw Unreadable(description: "four columns are expected: \(line)") }
    name = String(columns[0])
    let lab = columns[1].split(separator: " ").map(String.init)
    file = lab[0]
    if lab.count > 1 {
      guard let preset = GuestPreset(rawValue: lab[1]) else { throw Unreadable(description: "no preset: \(lab[1])") }
      self.preset = preset
    }
    question = String(columns[2])
    clauses = columns[3].split(separator: ";").map { String($0.trimming(while: \.isWhitespace)) }
  }

  static func all() throws -> [Golden] {
    let text = try String(contentsOf: Labs.url("Goldens.txt"), encoding: .utf8)
    return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { try Golden(line: $0) }
  }

  func lab() throws -> LabDescription {
    var lab = try Labs.read(file)
    guard let preset else { return lab }
    for id in lab.cloud.instances.keys { lab.guests[id] = GuestDescription(preset: preset) }
    return lab
  }

  /// What does not come out as the line says; empty if all does.
  func contradictions() throws -> [String] {
    let lab = try lab()
    if question == "run" { return try RunCheck(lab).contradictions(to: clauses) }
    let explanation = try probe(in: lab).explain(lab)
    let check = ExplanationCheck(explanation, lab.standing(at: try instant()).cloud)
    return clauses.compactMap(check.contradiction)
  }

  // MARK: FROM > TO PROTO [PORT] [as ADDRESS] [at 3s]

  private var words: [String] { question.split(separator: " ").map(String.init) }

  private func word(after key: String) -> String? {
    words.firstIndex(of: key).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
  }

  private func instant() throws -> Instant {
    guard let text = word(after: "at") else { return .beginning }
    guard let delay = Nanoseconds(quantity: text) else { throw Unreadable(description: "no duration: \(text)") }
    return .beginning + delay
  }

  func probe(in lab: LabDescription) throws -> Probe {
    let words = words
    guard words.count >= 4, words[1] == ">" else { throw Unreadable(description: "no question: \(question)") }
    let port = words.count > 4 ? UInt16(words[4]) ?? 0 : 0
    let kinds: [String: RequestKind] = [
      "tcp": .tcp(port: port, size: 64), "udp": .udp(port: port, size: 64), "icmp": .echo(size: 56),
    ]
    guard let kind = kinds[words[3]] else { throw Unreadable(description: "no protocol: \(words[3])") }
    var probe = Probe(
      from: try Endpoint.parse(words[0], as: .source, in: lab), to: try Endpoint.parse(words[2], as: .target, in: lab),
      kind: kind)
    probe.at = try instant()
    probe.sourceAddress = word(after: "as").flatMap { IPv4Address($0) }
    return probe
  }
}

/// The labs beside this file.
enum Labs {
  static func url(_ name: String) throws -> URL {
    guard let url = Bundle.module.resourceURL?.appendingPathComponent(name),
      FileManager.default.fileExists(atPath: url.path)
    else { throw Golden.Unreadable(description: "no such resource: \(name)") }
    return url
  }

  static func read(_ name: String) throws -> LabDescription { try LabFile.read(try url("Labs/" + name).path) }
}

/// Names of a lab's resources instead of their ids.
struct PlaceNames {
  let cloud: CloudState
  init(_ cloud: CloudState) { self.cloud = cloud }

  func name(_ id: String) -> String {
    if let instance = cloud.instances[Instance.ID(id)] { return instance.name }
    if let subnet = cloud.subnets[Subnet.ID(id)] { return subnet.name }
    if let vpc = cloud.vpcs[VPC.ID(id)] { return vpc.name }
    if let acl = cloud.networkAcls[NetworkAcl.ID(id)] { return "acl:\(acl.name)" }
    if let table = cloud.routeTables[RouteTable.ID(id)] { return "rtb:\(table.name)" }
    if cloud.internetGateways[InternetGateway.ID(id)] != nil { return "igw" }
    return id
  }
}

/// An explanation against the clauses of a line.
struct ExplanationCheck {
  let explanation: Explanation
  let names: PlaceNames

  init(_ explanation: Explanation, _ cloud: CloudState) {
    self.explanation = explanation
    names = PlaceNames(cloud)
  }

  func contradiction(to clause: String) -> String? {
    switch clause {
    case "symmetric": return explanation.isSymmetric == true ? nil : "symmetric is \(said(explanation.isSymmetric))"
    case "not symmetric":
      return explanation.isSymmetric == false ? nil : "symmetric is \(said(explanation.isSymmetric))"
    case "no answer": return explanation.answer == nil ? nil : "there is an answer"
    default: break
    }
    guard clause.hasPrefix("answer ") else { return contradiction(to: clause, of: explanation.forward) }
    guard let answer = explanation.answer else {
      return "there is no answer; the request was \(outcome(explanation.forward))"
    }
    return contradiction(to: String(clause.dropFirst("answer ".count)), of: answer).map { "answer: \($0)" }
  }

  private func said(_ value: Bool?) -> String { value.map { "\($0)" } ?? "null" }

  private func contradiction(to clause: String, of leg: Leg) -> String? {
    if clause.hasPrefix("by ") {
      let words = clause.dropFirst(3)
      if leg.steps.contains(where: { $0.detail.contains(words) }) { return nil }
      return "no step says \"\(words)\": \(leg.steps.map(\.detail))"
    }
    if clause.hasPrefix("way ") {
      let way = leg.resources.map(names.name).joined(separator: " > ")
      return way == clause.dropFirst(4) ? nil : "\(clause), but: \(way)"
    }
    if clause.hasPrefix("leaves ") {
      return leg.leaves == String(clause.dropFirst(7)) ? nil : "\(clause), but: \(leg.leaves ?? "nothing")"
    }
    let found = outcome(leg)
    return found == clause || leg.verdict == .delivered && clause == "delivered" ? nil : "\(clause), but: \(found)"
  }

  private func outcome(_ leg: Leg) -> String {
    switch leg.verdict {
    case .delivered: "delivered at \(leg.enters ?? "nothing")"
    case .left: "left"
    case .dropped: "dropped \(leg.reason?.name ?? "for nothing") at \(leg.at.map(names.name) ?? "nothing")"
    }
  }
}

/// A run against the clauses of a line.
struct RunCheck {
  let lab: LabDescription
  init(_ lab: LabDescription) { self.lab = lab }

  func contradictions(to clauses: [String]) throws -> [String] {
    let result = try lab.run()
    let names = PlaceNames(lab.cloud)
    var found = result.complaints
    let counts = result.counts
    if counts.sent != counts.delivered + counts.dropped + counts.inFlight {
      found.append("packets are missing: \(counts)")
    }
    for clause in clauses {
      if clause == "holds" {
        if lab.expectations.isEmpty { found.append("the lab expects nothing") }
        found += result.expectations.filter { !$0.holds }.map { "\($0.text): \($0.detail ?? "does not hold")" }
      } else if clause.hasPrefix("drops ") {
        let drops = Set(result.drops.map { "\($0.packets) \($0.key.reason.name) at \(names.name($0.key.at))" })
        let expected = clause == "drops none" ? [] : Set(clause.dropFirst(6).split(separator: " + ").map(String.init))
        if drops != expected { found.append("\(clause), but: \(drops.sorted().joined(separator: " + "))") }
      } else {
        found.append("no such clause: \(clause)")
      }
    }
    return found
  }
}

extension Substring {
  func trimming(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = drop(while: isTrimmed)
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
