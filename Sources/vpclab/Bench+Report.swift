import Emulation

/// The rows, for people and for scripts.
extension Bench {
  func document(_ rows: [BenchRow]) -> Document {
    .object([
      (
        "results",
        .list(
          rows.map { row in
            .object([
              ("size", .whole(row.setting.frameLength)), ("flows", .whole(row.setting.flows)),
              ("rules", .whole(row.setting.rules)),
              ("threads", .whole(1)), ("path", .text(row.setting.ways.rawValue)), ("packets", .whole(row.packets)),
              ("seconds", .real(row.seconds)),
              (
                "mpps",
                .object([
                  ("min", .real(row.rates.min() ?? 0)), ("median", .real(row.median)),
                  ("max", .real(row.rates.max() ?? 0)),
                ])
              ), ("nanosecondsPerPacket", .real(1e3 / row.median)),
              ("generatorAndSinkNanoseconds", .real(row.ownNanoseconds)),
              ("allocationsPerPacket", .real(row.allocations)),
            ])
          })
      ), ("boundary", .text(Self.boundary)), ("repeats", .whole(Self.repeats)), ("changesPerSecond", .whole(changes)),
    ])
  }

  func tell(_ rows: [BenchRow]) {
    print(Self.boundary + "\n")
    func text(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
    let cells = rows.map { row in
      [
        String(row.setting.frameLength), String(row.setting.flows), String(row.setting.rules),
        row.setting.ways.rawValue, text(row.rates.min() ?? 0), text(row.median), text(row.rates.max() ?? 0),
        text(1e3 / row.median), text(row.ownNanoseconds), "\(row.allocations)",
      ]
    }
    let headings = [
      "SIZE", "FLOWS", "RULES", "PATH", "MPPS MIN", "MEDIAN", "MAX", "NS/PACKET", "OF IT GENERATOR+SINK",
      "ALLOCATIONS/PACKET",
    ]
    print(Columns(headings, cells).text)
  }
}
