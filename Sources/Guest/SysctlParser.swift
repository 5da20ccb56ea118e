/// `sysctl` as sysctl(8) takes it: `-w key=value`, several of them, dots or slashes, blanks around the sign.
extension CommandWords {
  mutating func parseSysctl() throws(GuestCommandError) -> [GuestCommand.Change] {
    while let option = peek(), option.hasPrefix("-") {
      let column = column
      _ = take()
      let known = option.dropFirst().allSatisfy { "wqen".contains($0) } || option == "--write" || option == "--quiet"
      guard known else {
        throw GuestCommandError("vpclab does not model 'sysctl \(option)'", column: column, nearest: "-w")
      }
    }
    var changes: [GuestCommand.Change] = []
    repeat { changes.append(try parseSetting()) } while peek() != nil
    return changes
  }

  private mutating func parseSetting() throws(GuestCommandError) -> GuestCommand.Change {
    let word = try take("key=value")
    let halves = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    var value = halves.count == 2 ? halves[1] : ""
    var valueColumn = word.column + halves[0].count + 1
    if halves.count == 1 {
      guard let sign = peek(), sign.hasPrefix("=") else {
        throw GuestCommandError(
          "'sysctl \(word.text)' only reads; '=' and a value are missing", column: word.column + word.text.count)
      }
      valueColumn = column + 1
      _ = take()
      value = sign.dropFirst()
    }
    if value.isEmpty {
      let next = try take("a value of \(halves[0])")
      value = next.text
      valueColumn = next.column
    }
    return try setting(Word(text: halves[0], column: word.column), Word(text: value, column: valueColumn))
  }

  private func setting(_ key: Word, _ value: Word) throws(GuestCommandError) -> GuestCommand.Change {
    let separator: Character = key.text.firstIndex(of: "/") == nil ? "." : "/"
    var path = key.text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    if separator == "/", path.first == "" { path = Array(path.drop { ["", "proc", "sys"].contains($0) }) }
    func number(_ range: ClosedRange<UInt32>) throws(GuestCommandError) -> Int {
      var text = value.text
      if text.count > 1, let quote = text.first, quote == "\"" || quote == "'", text.last == quote {
        text = text.dropFirst().dropLast()
      }
      guard let number = Self.decimal(text), range.contains(number) else {
        throw GuestCommandError(
          "\(key.text) is a number from \(range.lowerBound) to \(range.upperBound), not '\(value.text)'",
          column: value.column)
      }
      return Int(number)
    }
    switch path.count {
    case 3 where path == ["net", "ipv4", "ip_forward"], 5 where path == ["net", "ipv4", "conf", "all", "forwarding"]:
      return .setForwarding(try number(0...1) == 1)
    case 5 where path[0...2] == ["net", "ipv4", "conf"] && path[4] == "rp_filter":
      let mode = try number(0...2)
      switch path[3] {
      case "all": return .setReversePathFilter(mode, of: .all)
      case "default": return .setReversePathFilter(mode, of: .newDevices)
      case "lo": return .nothing
      default:
        let name = GuestCommand.DeviceWord(name: path[3], column: key.column + "net.ipv4.conf.".count)
        return .setReversePathFilter(mode, of: .device(name))
      }
    default: throw Self.complaint(about: key, path)
    }
  }

  private static func complaint(about key: Word, _ path: [String]) -> GuestCommandError {
    if let leaf = path.last, leaf.hasPrefix("arp_") {
      return GuestCommandError(
        "vpclab does not model '\(leaf)' yet; a VPC answers ARP itself, so it decides nothing there",
        column: key.column)
    }
    let known = ["net.ipv4.ip_forward"] + ["all", "default", "eth0", "eth1"].map { "net.ipv4.conf.\($0).rp_filter" }
    return GuestCommandError(
      "vpclab does not model the setting '\(key.text)'", column: key.column,
      nearest: nearestWord(to: path.joined(separator: "."), among: known))
  }
}
