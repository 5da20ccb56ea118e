import ArgumentParser
import Cloud
import Dataplane
import Guest
import Lab
import Packets
import Scenario
import Units
import Wire

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The journey of one probe and of its answer, with the rule, route or check that decided.")

  @Argument(help: "A lab file, a folder with an AWS export, or a bundled lab.") var lab: String
  @Option(help: "INSTANCE, an address, INSTANCE/ethN, eni-…, i-…, internet or internet:IP.") var from: String
  @Option(help: "As --from.") var to: String
  @Option(name: .customLong("protocol"), help: "tcp, udp, icmp or the protocol's number.") var protocolName = "tcp"
  @Option(help: "The destination port of tcp and udp.") var port = 443
  @Option(help: "The source port of tcp and udp.") var sourcePort = 49_152
  @Option(help: "The source address, instead of the guest's choice.") var sourceIp: String?
  @Option(help: "Bytes of data.") var size: Int?
  @Flag(help: "Forbid fragmenting (every probe of this version does).") var df = false
  @Option(help: "After the time line up to then: 3s, 500ms.") var at: String?
  @Flag(help: "An export's instances in their recorded state, not as running.") var asIs = false
  @Flag(help: "One JSON document.") var json = false
  @Option(help: "How guests are set up of which the lab says nothing.") var guest: String?

  mutating func run() throws {
    let loaded = try LoadedLab(lab, guest: guest)
    let probe = try probe(in: loaded)
    if probe.assumesRunning { remark("every instance is taken as running (--as-is takes the recorded state)") }
    let explanation = probe.explain(loaded.description)
    let search = explanation.works ? nil : FixSearch(for: probe, in: loaded.description, explained: explanation)
    if json {
      print(explanation.document(fixes: search?.fixes ?? []).rendered())
    } else {
      Story(loaded.description).tell(probe, explanation, search)
    }
    if !explanation.works { throw Ending.refuted }
  }

  private func probe(in loaded: LoadedLab) throws -> Probe {
    var probe = Probe(
      from: try loaded.endpoint(from, option: "--from", isSource: true),
      to: try loaded.endpoint(to, option: "--to", isSource: false), kind: try kind())
    guard let sourcePort = UInt16(exactly: sourcePort) else {
      throw Ending.wrongInput("--source-port takes 0 to 65535, not \(sourcePort)")
    }
    probe.sourcePort = sourcePort
    if let sourceIp {
      guard let address = IPv4Address(sourceIp) else {
        throw Ending.wrongInput("--source-ip takes an IPv4 address, not \"\(sourceIp)\"")
      }
      probe.sourceAddress = address
    }
    if let at {
      guard let delay = Nanoseconds(quantity: at) else {
        throw Ending.wrongInput("--at takes a duration with its unit, such as 3s or 500ms, not \"\(at)\"")
      }
      probe.at = .beginning + delay
    }
    probe.assumesRunning = loaded.description.isRecorded && !asIs
    return probe
  }

  private func kind() throws -> RequestKind {
    guard let port = UInt16(exactly: port), port > 0 else {
      throw Ending.wrongInput("--port takes 1 to 65535, not \(port)")
    }
    let bytes = size ?? 56
    guard (0...8_900).contains(bytes) else {
      throw Ending.wrongInput("--size takes 0 to 8900 bytes of data, not \(bytes)")
    }
    switch protocolName.lowercased() {
    case "tcp", "6": return .tcp(port: port, size: bytes)
    case "udp", "17": return .udp(port: port, size: bytes)
    case "icmp", "1": return .echo(size: bytes)
    default:
      if let number = UInt8(protocolName) { return .other(protocolNumber: number, size: bytes) }
      let near = nearestWord(to: protocolName, among: ["tcp", "udp", "icmp"]) ?? "tcp"
      throw Ending.wrongInput(
        "--protocol takes tcp, udp, icmp or 0 to 255, not \"\(protocolName)\"; did you mean \"\(near)\"?")
    }
  }
}

extension Explanation {
  func document(fixes: [Fix]) -> Document {
    .object([
      ("forward", forward.document), ("return", answer?.document ?? .null),
      ("symmetric", isSymmetric.map { .flag($0) } ?? .null),
      (
        "fixes",
        .list(
          fixes.map { fix in
            .object([
              ("title", .text(fix.title)), ("commands", .texts(fix.commands)), ("opens", .text(fix.opens)),
              ("verified", .flag(fix.isVerified)), ("assumed", .texts(fix.assumed.map(\.line))),
            ])
          })
      ), ("assumed", .texts(assumed.map(\.line))),
    ])
  }
}

extension Assumption {
  /// `name: sentence`
  var line: String { "\(name): \(sentence)" }
}

extension Leg {
  var document: Document {
    .object([
      ("verdict", .text(verdict.rawValue)), ("reason", .optional(reason?.name)),
      (
        "steps",
        .list(
          steps.map { step in
            .object([
              ("stage", .text(step.stage.name)), ("at", .text(step.at)), ("verdict", .text(step.verdict.rawValue)),
              ("detail", .text(step.detail)),
            ])
          })
      ), ("resources", .texts(resources)),
    ])
  }
}
