import Emulation

/// The rows, for people and for scripts.
extension Bench {
  func document(_ rows: [BenchRow]) -> Document {
    .object([
      ("results", .list(rows.map { document($0) })), ("boundary", .text(Self.boundary)),
      ("repeats", .whole(Self.repeats)), ("changesPerSecond", .whole(changes)), ("seed", .natural(seed)),
    ])
  }

  private func document(_ row: BenchRow) -> Document {
    let setting = row.setting
    let asked: [(String, Document)] = [
      ("size", .whole(setting.frameLength)), ("sizes", .list(setting.sizes.sequence.map { .whole($0) })),
      ("flows", .whole(setting.flows)), ("profile", .text(setting.profile.rawValue)),
      ("zipfExponent", .optional(setting.profile.exponent)), ("rules", .whole(setting.rules)),
      ("burst", .whole(setting.burst)), ("threads", .whole(setting.threads)), ("crossing", .whole(setting.crossing)),
      ("path", .text(setting.ways.rawValue)),
    ]
    let found: [(String, Document)] = [
      ("packets", .whole(row.packets)), ("seconds", .real(row.seconds)), ("mpps", spread(row.rates)),
      ("nanosecondsPerPacket", .real(1e3 / row.median)), ("generatorAndSinkNanoseconds", .real(row.ownNanoseconds)),
      ("allocationsPerPacket", .real(row.allocations)),
      (
        "countsWithWarmUp",
        .object([
          ("sent", .whole(row.counts.sent)), ("delivered", .whole(row.counts.delivered)),
          ("dropped", .whole(row.counts.dropped)), ("inFlight", .whole(row.counts.inFlight)),
          ("crossed", .whole(row.counts.crossed)),
        ])
      ),
    ]
    let more: [[(String, Document)]?] = [
      row.team.map { team in
        [
          ("mppsOfThreads", .list(team.each.map { .real($0) })), ("mppsOfOneThread", spread(team.alone)),
          ("ratioToOneThread", spread(team.ratios)),
        ]
      },
      row.stages.map { [("stages", document($0))] },
    ]
    return .object(asked + found + more.compactMap(\.self).joined())
  }

  private func spread(_ numbers: [Double]) -> Document {
    .object([
      ("min", .real(numbers.min() ?? 0)), ("median", .real(numbers.median)), ("max", .real(numbers.max() ?? 0)),
    ])
  }

  func tell(_ rows: [BenchRow]) {
    print(Self.boundary + "\n")
    // What no row has is no column.
    let columns = self.columns.filter { column in rows.contains { column.cell($0) != nil } }
    print(Columns(columns.map(\.heading), rows.map { row in columns.map { $0.cell(row) ?? "-" } }).text)
    if stages { tellStages(rows) }
  }

  private struct Column {
    var heading: String
    var cell: (BenchRow) -> String?
  }

  private var columns: [Column] {
    [
      Column(heading: "SIZE") { $0.setting.sizes == .imix ? "imix" : String($0.setting.frameLength) },
      Column(heading: "FLOWS") { String($0.setting.flows) },
      Column(heading: "PROFILE") { $0.setting.profile == .uniform ? nil : $0.setting.profile.rawValue },
      Column(heading: "RULES") { String($0.setting.rules) },
      Column(heading: "BURST") { $0.setting.burst == 64 ? nil : String($0.setting.burst) },
      Column(heading: "THREADS") { $0.team == nil ? nil : String($0.setting.threads) },
      Column(heading: "CROSSING") { $0.team == nil ? nil : "\($0.setting.crossing) %" },
      Column(heading: "PATH") { $0.setting.ways.rawValue },
      Column(heading: "MPPS MIN") { hundredths($0.rates.min() ?? 0) },
      Column(heading: "MEDIAN") { hundredths($0.median) },
      Column(heading: "MAX") { hundredths($0.rates.max() ?? 0) },
      Column(heading: "EACH THREAD") { $0.team.map { $0.each.map { hundredths($0) }.joined(separator: " ") } },
      Column(heading: "x ONE THREAD MIN") { $0.team.map { hundredths($0.ratios.min() ?? 0) } },
      Column(heading: "MEDIAN") { $0.team.map { hundredths($0.ratios.median) } },
      Column(heading: "MAX") { $0.team.map { hundredths($0.ratios.max() ?? 0) } },
      Column(heading: "NS/PACKET") { hundredths(1e3 / $0.median) },
      Column(heading: "OF IT GENERATOR+SINK") { hundredths($0.ownNanoseconds) },
      Column(heading: "ALLOCATIONS/PACKET") { "\($0.allocations)" },
    ]
  }

  func hundredths(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
