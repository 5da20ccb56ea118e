import Emulation

/// What the options ask for, or the one line that says which of them is wrong.
extension Bench {
  /// Every combination of the options that take several values: a row each.
  func settings() throws -> [PathBench.Setting] {
    try checkSingles()
    guard let ways = PathBench.Ways(rawValue: path) else {
      throw Ending.wrongInput("--path takes egress, ingress or both, not \"\(path)\"")
    }
    let sizes = try sizes()
    let flows = try numbers(flows, option: "--flows", in: 1...8_000_000)
    let profiles = try profiles()
    let rules = try numbers(rules, option: "--rules", in: 1...10_000)
    let bursts = try numbers(burst, option: "--burst", in: 1...64)
    let teams = try teams()
    let lists = [sizes.count, flows.count, profiles.count, rules.count, bursts.count, teams.count]
    // Saturating, for a long line multiplies up fast.
    let count = lists.reduce(1) { min($0 * $1, 1 << 31) }
    guard count <= Self.mostRows else {
      throw Ending.wrongInput("these options make \(count) rows; at most \(Self.mostRows) can be asked for at a time")
    }
    var settings = sizes.flatMap { size in
      flows.map { PathBench.Setting(frameLength: size.longest, flows: $0, rules: 1, ways: ways).with(\.sizes, size) }
    }
    settings = settings.flatMap { one in profiles.map { one.with(\.profile, $0) } }
    settings = settings.flatMap { one in rules.map { one.with(\.rules, $0) } }
    settings = settings.flatMap { one in bursts.map { one.with(\.burst, $0) } }
    settings = settings.flatMap { one in teams.map { one.with(\.threads, $0.threads).with(\.crossing, $0.crossing) } }
    return settings.map { $0.with(\.translates, nat).with(\.firstPackets, newFlows).with(\.seed, seed) }
  }

  private func checkSingles() throws {
    guard (0...1_000_000).contains(changes) else {
      throw Ending.wrongInput("--changes takes 0 to 1000000 a second, not \(changes)")
    }
    if let seconds, !(seconds > 0 && seconds <= 3_600) {
      throw Ending.wrongInput("--seconds takes more than 0 and at most 3600")
    }
    if stages {
      if ndr || capture != nil { throw Ending.wrongInput("--stages goes with neither --ndr nor --capture") }
      guard path == "both" else { throw Ending.wrongInput("--stages takes --path both, not \(path)") }
      guard threads == "1" else { throw Ending.wrongInput("--stages takes one thread, not --threads \(threads)") }
    }
    if let packets, packets < 1 { throw Ending.wrongInput("--packets takes 1 or more, not \(packets)") }
  }

  /// How many threads, and how much goes from one to another.
  private func teams() throws -> [(threads: Int, crossing: Int)] {
    let threads = try numbers(threads, option: "--threads", in: 1...64)
    let crossings = try numbers(crossing, option: "--crossing", in: 0...100)
    if threads.max() ?? 1 > 1, ndr || capture != nil {
      throw Ending.wrongInput("\(ndr ? "--ndr" : "--capture") takes one thread, not --threads \(self.threads)")
    }
    if threads.max() ?? 1 > 1, changes > 0 {
      throw Ending.wrongInput("--changes: rules change under one thread only, not --threads \(self.threads)")
    }
    if crossings.max() ?? 0 > 0 {
      guard threads.max() ?? 1 > 1 else { throw Ending.wrongInput("--crossing takes --threads 2 or more") }
      guard path == "both" else { throw Ending.wrongInput("--crossing takes --path both, not \(path)") }
      guard !newFlows else { throw Ending.wrongInput("--crossing: packets of known flows cross, not --new-flows") }
    }
    // Nothing crosses from the only thread: one row of it.
    return threads.flatMap { count in (count == 1 ? [0] : crossings).map { (count, $0) } }
  }

  private func sizes() throws -> [FrameSizes] {
    try size.split(separator: ",", omittingEmptySubsequences: false).map { part in
      if part == "imix" { return .imix }
      guard let number = Int(part), (64...9_015).contains(number) else {
        throw Ending.wrongInput("--size takes 64 to 9015 or imix, several between commas, not \"\(part)\"")
      }
      return .fixed(number)
    }
  }

  private func profiles() throws -> [FlowProfile] {
    let profiles = try profile.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let profile = FlowProfile(rawValue: String(part)) else {
        throw Ending.wrongInput("--profile takes uniform or heavy-tailed, both by a comma, not \"\(part)\"")
      }
      return profile
    }
    guard !newFlows || profiles == [.uniform] else {
      throw Ending.wrongInput("--profile: where every packet begins a flow (--new-flows), none is heavier than another")
    }
    return profiles
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

extension PathBench.Setting {
  func with<Value>(_ part: WritableKeyPath<PathBench.Setting, Value>, _ value: Value) -> PathBench.Setting {
    var copy = self
    copy[keyPath: part] = value
    return copy
  }
}
