import ArgumentParser
import Capture
import Dispatch
import Emulation
import Glibc
import Lab
import Packets
import Scenario
import Synchronization
import Units

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs the lab and checks its expectations.")

  @Argument(help: "A lab file, a folder with an AWS export, or a bundled lab.") var lab: String
  @Option(help: "Where the captures go (captures/out/<lab>).") var captures: String?
  @Flag(help: "Write no captures.") var noCaptures = false
  @Option(help: "A libpcap filter expression for the captures.") var captureFilter: String?
  @Option(help: "Bytes of each frame that are written; 0: all.") var snaplen = 0
  @Option(help: "A file with `traffic`, `timeline` and `expect`, for a folder, which has none.") var traffic: String?
  @Option(help: "How guests are set up of which the lab says nothing.") var guest: String?
  @Option(help: "Instead of the lab's seed.") var seed: UInt64?
  @Option(help: "Threads; this version runs on one.") var threads = 1
  @Option(help: "Lab time: 5s, 500ms.") var duration: String?
  @Flag(help: "One JSON document.") var json = false
  @Option(help: "A JUnit report for CI.") var junit: String?

  mutating func run() throws {
    var loaded = try LoadedLab(lab, guest: guest)
    if let traffic { try loaded.add(happenings: traffic) }
    if let seed { loaded.description.seed = seed }
    guard threads >= 1 else { throw Ending.wrongInput("--threads takes 1 or more, not \(threads)") }
    if threads > 1 { remark("this version runs on one thread; the result is the same for any number") }
    let options = try runOptions(loaded)
    let clock = ContinuousClock()
    let start = clock.now
    let result = try carryOut(loaded.description, options)
    let wall = (clock.now - start).inSeconds
    if json {
      print(result.document(wallSeconds: wall, threads: threads).rendered())
    } else {
      result.tell(wallSeconds: wall)
    }
    for complaint in result.complaints.dropFirst() { remark(complaint) }
    if let junit { try write(JUnit(result).text, to: junit) }
    try conclude(result)
  }

  private func carryOut(_ lab: LabDescription, _ options: RunOptions) throws -> RunResult {
    Interrupt.listen()
    do {
      return try lab.run(options)
    } catch CaptureError.diskFull(let path) {
      throw Ending.failed("the disk is full: '\(path)' cannot even be begun")
    } catch let error as CaptureError {
      throw Ending.wrongInput("\(error)")
    } catch let error as TrafficError {
      throw Ending.wrongInput("\(error)")
    }
  }

  private func runOptions(_ loaded: LoadedLab) throws -> RunOptions {
    var options = RunOptions()
    options.file = loaded.file
    options.isInterrupted = { Interrupt.isPending }
    if let duration {
      guard let length = Nanoseconds(quantity: duration) else {
        throw Ending.wrongInput("--duration takes a number with its unit, such as 5s or 500ms, not \"\(duration)\"")
      }
      options.duration = length
    }
    guard snaplen >= 0 else { throw Ending.wrongInput("--snaplen takes 0 or more bytes, not \(snaplen)") }
    guard !noCaptures else { return options }
    guard loaded.description.startsAt >= 0 else {
      throw Ending.wrongInput("captures cannot begin before 1970: see startsAt")
    }
    options.captures = CaptureOptions(
      folder: captures ?? "captures/out/\(loaded.description.name)", filter: captureFilter, snapLength: snaplen,
      startsAt: UInt64(loaded.description.startsAt), application: "vpclab \(Vpclab.version)")
    return options
  }

  private func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else {
      throw Ending.wrongInput("cannot write \(path): \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw Ending.failed("cannot write \(path)") }
  }

  /// The worst ending wins: 3, 130, 2, 1.
  private func conclude(_ result: RunResult) throws {
    if let error = result.captureError {
      for file in result.capturesCutShort { remark("closed at its last whole packet: \(file)") }
      throw Ending.failed("\(error)")
    }
    if Interrupt.isPending { throw Ending.interrupted }
    if let complaint = result.complaints.first { throw Ending.wrongInput(complaint) }
    if result.expectations.contains(where: { !$0.holds }) { throw Ending.refuted }
  }
}

/// Whether the user pressed control-C: the run stops at the next stretch and closes its captures.
enum Interrupt {
  private static let pending = Atomic<Bool>(false)
  static var isPending: Bool { pending.load(ordering: .relaxed) }

  static func listen() {
    // Whoever started us may have blocked the signals for itself, and so for us.
    var heard = sigset_t()
    sigemptyset(&heard)
    for number in [SIGINT, SIGTERM] { sigaddset(&heard, number) }
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    for number in [SIGINT, SIGTERM] { signal(number) { _ in Interrupt.note() } }
  }
  private static func note() { pending.store(true, ordering: .relaxed) }
}

extension RunResult {
  func document(wallSeconds: Double, threads: Int) -> Document {
    .object([
      ("lab", .text(lab)), ("seed", .natural(seed)), ("threads", .whole(threads)),
      ("complete", .flag(isComplete)), ("simulatedSeconds", .real(simulated.inSeconds)),
      ("wallSeconds", .real(wallSeconds)),
      (
        "packets",
        .object([
          ("sent", .whole(counts.sent)), ("generated", .whole(counts.generated)),
          ("delivered", .whole(counts.delivered)),
          ("left", .whole(counts.left)), ("dropped", .whole(counts.dropped)), ("inFlight", .whole(counts.inFlight)),
        ])
      ),
      (
        "drops",
        .list(
          drops.map { drop in
            .object([
              ("reason", .text(drop.key.reason.name)), ("stage", .text(drop.key.stage.name)),
              ("at", .text(drop.key.at)),
              ("packets", .whole(drop.packets)),
            ])
          })
      ), ("flows", .list(flows.map(\.document))),
      (
        "expectations",
        .list(
          expectations.map { expectation in
            var members: [(String, Document)] = [
              ("text", .text(expectation.text)), ("holds", .flag(expectation.holds)),
            ]
            if let detail = expectation.detail { members.append(("because", .text(detail))) }
            return .object(members)
          })
      ), ("assumed", .texts(assumed.map(\.line))),
      (
        "replay", .object([("skipped", .object(skipped.sorted { $0.key < $1.key }.map { ($0.key, .whole($0.value)) }))])
      ),
      ("captures", .texts(captures)),
    ])
  }

  func tell(wallSeconds: Double) {
    let seconds = (wallSeconds * 1000).rounded() / 1000
    print("\(lab) · \(simulated) of lab time in \(seconds)s\(isComplete ? "" : " · NOT COMPLETE")")
    if !flows.isEmpty {
      let rows = flows.map { flow in
        [
          flow.from.isEmpty ? "-" : flow.from, flow.to.isEmpty ? "-" : flow.to,
          flow.protocolName + (flow.port.map { " \($0)" } ?? ""), String(flow.sent), String(flow.delivered),
          flow.median?.description ?? "-", flow.p99?.description ?? "-",
        ]
      }
      print(Columns(["FROM", "TO", "PROTOCOL", "SENT", "DELIVERED", "LATENCY P50", "P99"], rows).text)
    }
    for drop in drops {
      let (reason, stage) = (drop.key.reason, drop.key.stage)
      print("dropped \(drop.packets) at \(drop.key.at): \(reason.name) (\(stage.name)). \(reason.sentence)")
    }
    for expectation in expectations {
      print("\(expectation.holds ? "holds" : "FAILS") \(expectation.text)\(expectation.detail.map { ": \($0)" } ?? "")")
    }
    if expectations.isEmpty { print("the lab expects nothing; nothing was checked") }
    print(conservation)
    if let words = captureWords { print("captures: \(words)") }
  }

  /// A few files by name, many by their folder.
  private var captureWords: String? {
    guard let last = captures.last else { return nil }
    guard captures.count > 12, let slash = last.lastIndex(of: "/") else { return captures.joined(separator: " ") }
    return "\(captures.count) files in \(last[..<slash])"
  }

  /// `sent 24 = delivered 21 + dropped 3 + in flight 0 · seed 1 · rests on 1 assumed behaviour`
  var conservation: String {
    "sent \(counts.sent) = delivered \(counts.delivered) + dropped \(counts.dropped) + in flight \(counts.inFlight)"
      + " · seed \(seed) · rests on \(assumed.count) assumed behaviour\(assumed.count == 1 ? "" : "s")"
  }
}

extension RunResult.Flow {
  var document: Document {
    .object([
      ("from", .text(from)), ("to", .text(to)), ("protocol", .text(protocolName)),
      ("port", port.map { .whole(Int($0)) } ?? .null), ("sent", .whole(sent)), ("delivered", .whole(delivered)),
      ("answered", .whole(answered)),
      (
        "latencySeconds",
        .object([("p50", .optional(median?.inSeconds)), ("p99", .optional(p99?.inSeconds))])
      ),
    ])
  }
}

/// The expectations as a JUnit report: one test case each.
struct JUnit {
  let text: String

  init(_ result: RunResult) {
    let failures = result.expectations.count { !$0.holds }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuite name=\"\(Self.escaped(result.lab))\" tests=\"\(result.expectations.count)\""
        + " failures=\"\(failures)\">",
    ]
    for expectation in result.expectations {
      let name = Self.escaped(expectation.text)
      if expectation.holds {
        lines.append("  <testcase classname=\"\(Self.escaped(result.lab))\" name=\"\(name)\"/>")
      } else {
        lines.append("  <testcase classname=\"\(Self.escaped(result.lab))\" name=\"\(name)\">")
        lines.append("    <failure message=\"\(Self.escaped(expectation.detail ?? "does not hold"))\"/>")
        lines.append("  </testcase>")
      }
    }
    text = (lines + ["</testsuite>", ""]).joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    text.map { character -> String in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: character.unicodeScalars.allSatisfy { $0.value >= 0x20 } ? String(character) : " "
      }
    }.joined()
  }
}
