import ArgumentParser
import Cloud
import Packets
import Scenario

struct Reasons: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Every drop reason, its stage, sentence, counter, and Reachability Analyzer's code where one exists.")
  @Flag(help: "One JSON document.") var json = false

  mutating func run() throws {
    if json {
      print(Document.list(DropReason.allCases.map(\.document)).rendered())
      return
    }
    let rows = DropReason.allCases.map { [$0.name, $0.stage.name, $0.counter, $0.analyzerCode ?? "-", $0.sentence] }
    print(Columns(["REASON", "STAGE", "COUNTER", "REACHABILITY ANALYZER", "SENTENCE"], rows).text)
  }
}

extension DropReason {
  /// The counter's name; ENA's own where its driver has one.
  var counter: String {
    switch self {
    case .conntrackAllowanceExceeded: "conntrack_allowance_exceeded"
    case .ppsAllowanceExceeded: "pps_allowance_exceeded"
    case .bandwidthAllowanceExceeded: "bw_in_allowance_exceeded, bw_out_allowance_exceeded"
    case .rxRingFull: "rx_overruns"
    default: "drop_" + name
    }
  }

  var document: Document {
    .object([
      ("reason", .text(name)), ("stage", .text(stage.name)), ("sentence", .text(sentence)), ("counter", .text(counter)),
      ("reachabilityAnalyzer", .optional(analyzerCode)),
    ])
  }
}

struct Assumptions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Every behaviour that no AWS document states, and what was chosen.")
  @Flag(help: "One JSON document.") var json = false

  mutating func run() throws {
    if json {
      let rows = Assumption.allCases.map { Document.object([("name", .text($0.name)), ("chosen", .text($0.sentence))]) }
      print(Document.list(rows).rendered())
      return
    }
    print(Columns(["NAME", "WHAT WAS CHOSEN"], Assumption.allCases.map { [$0.name, $0.sentence] }).text)
  }
}

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "The JSON Schema of lab files, for editors.")
  mutating func run() throws { print(LabSchema.json) }
}

/// Rows under headings, each column as wide as its widest cell; the last one as it comes.
struct Columns {
  let headings: [String]
  let rows: [[String]]

  init(_ headings: [String], _ rows: [[String]]) {
    self.headings = headings
    self.rows = rows
  }

  var text: String {
    let all = [headings] + rows
    let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
