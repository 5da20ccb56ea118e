extension Bench {
  /// The rows, drawn; what all have in common stands above.
  func drawing(of rows: [BenchRow]) -> BenchPlot {
    var facts = ["path \(path)", "\(rules) rules a direction", "bursts of \(burst)"]
    if nat { facts.append("translated by the internet gateway") }
    if newFlows { facts.append("every packet begins a flow") }
    if changes > 0 { facts.append("\(changes) rule changes a second") }
    facts += [
      "median of \(Self.repeats) repeats, whiskers from least to greatest", "generator and sink are in the figures",
      "vpclab \(Vpclab.version)",
    ]
    return BenchPlot(
      title: "vpclab bench: packets per second", facts: facts.joined(separator: " · "),
      points: rows.map { row in
        BenchPlot.Point(
          size: row.setting.frameLength, flows: row.setting.flows, least: row.rates.min() ?? 0, median: row.median,
          greatest: row.rates.max() ?? 0)
      })
  }
}
