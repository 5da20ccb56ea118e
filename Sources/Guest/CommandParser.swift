import Wire

/// The grammar of what a guest understands. Words are iproute2's (ip(8), ip-route(8), ip-rule(8)) and sysctl(8)'s.
extension CommandWords {
  mutating func parseCommand() throws(GuestCommandError) -> [GuestCommand.Change] {
    while skip("sudo") {}
    let program = try take("a command")
    switch program.text {
    case "ip", "/sbin/ip", "/usr/sbin/ip", "/bin/ip": return [try parseIP()]
    case "sysctl", "/sbin/sysctl", "/usr/sbin/sysctl": return try parseSysctl()
    case "true": return []
    default:
      throw GuestCommandError(
        "a guest understands 'ip' and 'sysctl'; vpclab does not model '\(program.text)'", column: program.column,
        nearest: nearestWord(to: program.text, among: ["ip", "sysctl"]))
    }
  }

  private mutating func parseIP() throws(GuestCommandError) -> GuestCommand.Change {
    while let option = peek(), option.hasPrefix("-") {
      let column = column
      _ = take()
      if option == "-6" || option == "-batch" || option == "-n" || option == "-netns" {
        throw GuestCommandError("vpclab does not model 'ip \(option)' yet", column: column)
      }
    }
    let object = try take("address, link, route or rule")
    switch object.text {
    case "a", "ad", "addr", "address": return try parseAddress()
    case "l", "link": return try parseLink()
    case "r", "ro", "route": return try parseRoute()
    case "ru", "rule": return try parseRule()
    case "n", "neigh", "neighbor", "neighbour", "netns", "tunnel", "vrf", "maddr", "tuntap", "xfrm", "nexthop",
      "monitor":
      throw GuestCommandError("vpclab does not model 'ip \(object.text)' yet", column: object.column)
    default:
      throw GuestCommandError(
        "'\(object.text)' is no object of ip", column: object.column,
        nearest: nearestWord(to: object.text, among: ["address", "addr", "link", "route", "rule"]))
    }
  }

  /// What may follow an object; `show` and its like are refused in words of their own.
  private mutating func verb(_ object: String, _ verbs: [String: String]) throws(GuestCommandError) -> String {
    let word = try take(Set(verbs.values).sorted().joined(separator: ", "))
    if let verb = verbs[String(word.text)] { return verb }
    if ["show", "list", "ls", "sh", "get", "save"].contains(word.text) {
      throw GuestCommandError(
        "'ip \(object) \(word.text)' changes nothing; only commands that change the guest are run", column: word.column)
    }
    throw GuestCommandError(
      "'\(word.text)' is no verb of ip \(object)", column: word.column,
      nearest: nearestWord(to: word.text, among: Set(verbs.values).sorted()))
  }

  private func complaint(about word: Word, of object: String, _ known: [String], _ unmodelled: [String])
    -> GuestCommandError
  {
    if unmodelled.contains(String(word.text)) {
      return GuestCommandError("vpclab does not model '\(word.text)' of ip \(object) yet", column: word.column)
    }
    return GuestCommandError(
      "'\(word.text)' is no part of ip \(object)", column: word.column,
      nearest: nearestWord(to: word.text, among: known))
  }

  // MARK: ip address

  private mutating func parseAddress() throws(GuestCommandError) -> GuestCommand.Change {
    let verbs = [
      "add": "add", "a": "add", "replace": "add", "del": "del", "delete": "del", "d": "del", "flush": "flush",
    ]
    let verb = try verb("address", verbs)
    if verb == "flush" {
      _ = skip("dev")
      return .flushAddresses(try device())
    }
    let (address, length) = try addressAndLength("an address with a length")
    var interface = InterfaceAddress(address, length: length)
    var device: GuestCommand.DeviceWord?
    while let word = take() {
      switch word.text {
      case "dev": device = try self.device()
      case "broadcast", "brd", "label", "scope": _ = try take("a value of \(word.text)")
      case "metric", "priority", "preference": interface.metric = try number("metric", 0...(.max))
      case "noprefixroute": interface.makesPrefixRoute = false
      default:
        throw complaint(
          about: word, of: "address", ["dev", "brd", "broadcast", "label", "scope", "metric", "noprefixroute"],
          ["peer", "anycast", "valid_lft", "preferred_lft", "home", "mngtmpaddr", "nodad"])
      }
    }
    guard let device else { throw GuestCommandError("'dev' and a card are missing", column: column) }
    return verb == "add"
      ? .addAddress(interface, device: device) : .removeAddress(address, length: length, device: device)
  }

  // MARK: ip link

  private mutating func parseLink() throws(GuestCommandError) -> GuestCommand.Change {
    _ = try verb("link", ["set": "set", "s": "set"])
    _ = skip("dev")
    let device = try device()
    var up: Bool?
    var mtu: Int?
    while let word = take() {
      switch word.text {
      case "up": up = true
      case "down": up = false
      // RFC 791 §3.2: every host takes 68 bytes; 9,001 is EC2's longest.
      case "mtu": mtu = Int(try number("MTU", 68...9_001))
      default:
        throw complaint(
          about: word, of: "link", ["up", "down", "mtu"],
          [
            "master", "nomaster", "address", "name", "arp", "promisc", "multicast", "txqueuelen", "vrf", "type",
            "netns",
          ])
      }
    }
    guard up != nil || mtu != nil else { throw GuestCommandError("up, down or mtu is missing", column: column) }
    return .setLink(device, up: up, mtu: mtu)
  }

  // MARK: ip route

  private mutating func parseRoute() throws(GuestCommandError) -> GuestCommand.Change {
    let verbs = [
      "add": "add", "a": "add", "append": "append", "prepend": "prepend", "replace": "replace", "repl": "replace",
      "change": "change", "chg": "change", "del": "del", "delete": "del", "d": "del", "flush": "flush",
    ]
    let name = try verb("route", verbs)
    if name == "flush" { return try parseFlush() }
    guard let verb = GuestCommand.RouteVerb(rawValue: name) else { return .nothing }
    var prefix: IPv4Prefix?
    var words = GuestCommand.RouteWords(prefix: .everything)
    while let word = peek() {
      let column = column
      if word == "to" { _ = take() }
      if try parseRouteOption(&words) { continue }
      guard prefix == nil else {
        throw complaint(
          about: Word(text: peek() ?? word, column: column), of: "route",
          ["via", "dev", "metric", "table", "src", "onlink", "scope", "proto", "mtu"], Self.unmodelledRouteWords)
      }
      if Self.unmodelledRouteWords.contains(String(peek() ?? word)) {
        throw GuestCommandError("vpclab does not model '\(peek() ?? word)' of ip route yet", column: column)
      }
      prefix = try self.prefix("a destination")
    }
    guard let prefix else { throw GuestCommandError("a destination is missing", column: column) }
    words.prefix = prefix
    guard verb == .del || words.gateway != nil || words.device != nil else {
      throw GuestCommandError("'via' and a gateway, or 'dev' and a card, are missing", column: column)
    }
    return .route(verb, words)
  }

  private static let unmodelledRouteWords = [
    "nexthop", "nhid", "encap", "blackhole", "unreachable", "prohibit", "throw", "local", "broadcast", "nat",
    "multicast", "advmss", "rtt", "rttvar", "window", "cwnd", "initcwnd", "initrwnd", "ssthresh", "realms", "tos",
    "dsfield", "quickack", "congctl", "rto_min", "hoplimit", "vrf", "pref", "expires", "fastopen_no_cookie",
  ]

  /// Reads one option and says whether there was one.
  private mutating func parseRouteOption(_ words: inout GuestCommand.RouteWords) throws(GuestCommandError) -> Bool {
    guard let word = peek() else { return false }
    let column = column
    switch word {
    case "via", "dev", "metric", "preference", "priority", "table", "src", "onlink", "scope", "proto", "protocol",
      "mtu", "unicast", "oif":
      _ = take()
    default: return false
    }
    switch word {
    case "via":
      _ = skip("inet")
      words.gateway = try address("a gateway")
    case "dev", "oif": words.device = try device()
    case "metric", "preference", "priority": words.metric = try number("metric", 0...(.max))
    case "table": words.table = try table()
    case "src": words.source = try address("a source address")
    case "onlink": words.isOnLink = true
    case "scope": words.scope = try scope(column)
    case "proto", "protocol": _ = try take("a protocol")
    case "mtu":
      _ = skip("lock")
      words.mtu = Int(try number("MTU", 68...65_535))
    default: break
    }
    return true
  }

  private mutating func scope(_ column: Int) throws(GuestCommandError) -> Route.Scope {
    let word = try take("a scope")
    switch word.text {
    case "global", "universe", "0": return .universe
    case "link", "253": return .link
    case "host", "254": return .host
    default:
      throw GuestCommandError(
        "'\(word.text)' is no scope", column: word.column,
        nearest: nearestWord(to: word.text, among: ["global", "link", "host"]))
    }
  }

  private mutating func parseFlush() throws(GuestCommandError) -> GuestCommand.Change {
    let word = try take("cache or table")
    if word.text == "cache" { return .nothing }
    guard word.text == "table" else {
      throw GuestCommandError(
        "vpclab models 'ip route flush cache' and 'ip route flush table T' only", column: word.column,
        nearest: nearestWord(to: word.text, among: ["cache", "table"]))
    }
    if skip("cache") { return .nothing }
    return .flushTable(try table())
  }

  // MARK: ip rule

  private mutating func parseRule() throws(GuestCommandError) -> GuestCommand.Change {
    let verb = try verb("rule", ["add": "add", "a": "add", "del": "del", "delete": "del", "d": "del"])
    guard verb == "add" || peek() != nil else {
      throw GuestCommandError("\"ip rule del\" requires arguments", column: column)
    }
    var source = IPv4Prefix.everything
    var destination = IPv4Prefix.everything
    var table: UInt32?
    var priority: UInt32?
    while let word = take() {
      switch word.text {
      case "from": source = try prefix("a source")
      case "to": destination = try prefix("a destination")
      case "table", "lookup": table = try self.table()
      case "priority", "pref", "prio", "preference", "order": priority = try number("priority", 0...(.max))
      case "proto", "protocol": _ = try take("a protocol")
      default:
        throw complaint(
          about: word, of: "rule",
          ["from", "to", "table", "lookup", "priority", "pref", "prio", "preference", "order"],
          [
            "not", "iif", "oif", "dev", "fwmark", "tos", "dsfield", "uidrange", "ipproto", "sport", "dport", "l3mdev",
            "suppress_prefixlength", "suppress_ifgroup", "realms", "goto", "nop", "blackhole", "unreachable",
            "prohibit",
            "tun_id", "nat", "type",
          ])
      }
    }
    if verb == "del" {
      return .removeRule(source: source, destination: destination, table: table, priority: priority)
    }
    // iproute2: a rule without a table means main.
    return .addRule(
      source: source, destination: destination, table: table ?? RoutingTable.main, priority: priority)
  }
}
