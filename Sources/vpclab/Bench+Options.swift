import Emulation

/// What the options ask for, or the one line that says which of them is wrong.
extension Bench {
  /// Every combination of the options that take several numbers.
  func settings() throws -> [PathBench.Setting] {
    guard threads == 1 else { throw Ending.wrongInput("--threads \(threads): this version's path runs on one thread") }
    guard let ways = PathBench.Ways(rawValue: path) else {
      throw Ending.wrongInput("--path takes egress, ingress or both, not \"\(path)\"")
    }
    guard (1...10_000).contains(rules) else { throw Ending.wrongInput("--rules takes 1 to 10000, not \(rules)") }
    guard (0...1_000_000).contains(changes) else {
      throw Ending.wrongInput("--changes takes 0 to 1000000 a second, not \(changes)")
    }
    guard (1...64).contains(burst) else { throw Ending.wrongInput("--burst takes 1 to 64, not \(burst)") }
    if let seconds, !(seconds > 0 && seconds <= 3_600) {
      throw Ending.wrongInput("--seconds takes more than 0 and at most 3600")
    }
    if let packets, packets < 1 { throw Ending.wrongInput("--packets takes 1 or more, not \(packets)") }
    var settings: [PathBench.Setting] = []
    for size in try numbers(size, option: "--size", in: 64...9_015) {
      for flows in try numbers(flows, option: "--flows", in: 1...8_000_000) {
        var setting = PathBench.Setting(frameLength: size, flows: flows, rules: rules, ways: ways)
        setting.burst = burst
        setting.translates = nat
        setting.firstPackets = newFlows
        settings.append(setting)
      }
    }
    return settings
  }

  private func numbers(_ text: String, option: String, in range: ClosedRange<Int>) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let number = Int(part), range.contains(number) else {
        throw Ending.wrongInput(
          "\(option) takes \(range.lowerBound) to \(range.upperBound), several between commas, not \"\(part)\"")
      }
      return number
    }
  }
}
