import Emulation

extension Bench {
  /// The rows, drawn: what all have in common stands above, what tells them apart in the legends.
  func drawing(of rows: [BenchRow]) -> BenchPlot {
    let facets = rows.map { self.facets(of: $0.setting) }
    let common = facets.reduce(facets.first ?? []) { common, row in common.filter(row.contains) }
    var facts = ["path \(path)"] + common
    if nat { facts.append("translated by the internet gateway") }
    if newFlows { facts.append("every packet begins a flow") }
    if changes > 0 { facts.append("\(changes) rule changes a second") }
    facts += [
      "median of \(Self.repeats) repeats, whiskers from least to greatest", "generator and sink are in the figures",
      "vpclab \(Vpclab.version)",
    ]
    return BenchPlot(
      title: "vpclab bench: packets per second", facts: facts.joined(separator: " · "),
      points: zip(rows, facets).map { row, facets in
        BenchPlot.Point(
          size: row.setting.frameLength, sizeName: row.setting.sizes == .imix ? "IMIX" : nil, flows: row.setting.flows,
          other: facets.filter { !common.contains($0) }.joined(separator: ", "), least: row.rates.min() ?? 0,
          median: row.median, greatest: row.rates.max() ?? 0)
      })
  }

  /// Of what rows may differ in beside size and flows.
  private func facets(of setting: PathBench.Setting) -> [String] {
    let threads = setting.threads == 1 ? "1 thread" : "\(setting.threads) threads"
    return [
      "\(setting.rules) rules a direction", "bursts of \(setting.burst)",
      setting.profile == .uniform ? "flows all alike" : "\(setting.profile.rawValue) flows",
      setting.crossing == 0 ? threads : "\(threads), \(setting.crossing) % crossing",
    ]
  }
}
