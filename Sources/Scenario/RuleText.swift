import Cloud
import Wire

/// The shorthands of a lab file, read word by word; every refusal names the word.
///
///     tcp 443 from 0.0.0.0/0          a security group's rule
///     100 allow tcp 443 from 0.0.0.0/0    a network ACL's entry
///     0.0.0.0/0 via igw               a route
struct RuleText {
  /// Whom a rule is about, before names are resolved.
  enum Peer {
    case cidr(IPv4Prefix)
    case ipv6(String)
    case group(String, offset: Int)
    case itself
  }

  enum Direction: String {
    case ingress = "from"
    case egress = "to"
    var noun: String { self == .ingress ? "ingress" : "egress" }
  }

  private var words: [(text: String, offset: Int)]
  private var next = 0
  private let length: Int

  private init(_ text: String) {
    var words: [(String, Int)] = []
    var word = ""
    var start = 0
    var offset = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if !word.isEmpty { words.append((word, start)) }
        word = ""
      } else {
        if word.isEmpty { start = offset }
        word.unicodeScalars.append(scalar)
      }
      offset += 1
    }
    if !word.isEmpty { words.append((word, start)) }
    self.words = words
    length = words.last.map { $0.1 + $0.0.unicodeScalars.count } ?? 0
  }

  private mutating func word(_ what: String) throws(Refusal) -> (text: String, offset: Int) {
    guard next < words.count else { throw Refusal("\(what) is missing at the end", at: length) }
    next += 1
    return words[next - 1]
  }

  private func end() throws(Refusal) {
    guard next < words.count else { return }
    throw Refusal("nothing is due behind this, but \(quoted(words[next].text)) stands there", at: words[next].offset)
  }
}

extension RuleText {
  /// `PROTO [PORT[-PORT] | TYPE/CODE] (from|to) (CIDR | sg:NAME | self)`
  static func rule(_ text: String, _ direction: Direction) throws(Refusal) -> (TrafficMatch, Peer) {
    var reader = RuleText(text)
    let match = try reader.match()
    try reader.preposition(direction)
    let peer = try reader.peer()
    try reader.end()
    return (match, peer)
  }

  /// `NUMBER (allow|deny) PROTO [PORT[-PORT] | TYPE/CODE] (from|to) CIDR`
  static func entry(_ text: String, _ direction: Direction) throws(Refusal) -> NetworkAcl.Entry {
    var reader = RuleText(text)
    let (numberText, offset) = try reader.word("the rule's number")
    guard let number = Int(numberText), numberText.first?.isNumber == true else {
      throw Refusal("\(quoted(numberText)) is no rule number; an entry begins with one (1 to 32766)", at: offset)
    }
    let (actionText, actionOffset) = try reader.word("allow or deny")
    guard let action = NetworkAcl.Entry.Action(rawValue: actionText) else {
      throw Refusal(unknownWord("action", actionText, among: ["allow", "deny"]), at: actionOffset)
    }
    let match = try reader.match()
    try reader.preposition(direction)
    let (cidrText, cidrOffset) = try reader.word("a CIDR block")
    if cidrText.hasPrefix("sg:") || cidrText == "self" {
      throw Refusal("a network ACL knows CIDR blocks, not security groups", at: cidrOffset)
    }
    let cidr = try prefix(cidrText, at: cidrOffset)
    try reader.end()
    return NetworkAcl.Entry(ruleNumber: number, action: action, match: match, cidrBlock: cidr)
  }

  /// `CIDR via TARGET`; the target is not resolved here.
  static func route(_ text: String) throws(Refusal) -> (destination: IPv4Prefix, target: String, offset: Int) {
    var reader = RuleText(text)
    let (destinationText, offset) = try reader.word("a destination")
    let destination = try prefix(destinationText, at: offset)
    let (via, viaOffset) = try reader.word("\"via\" and a target")
    guard via == "via" else {
      throw Refusal("\(quoted("via")) is due here, not \(quoted(via)); a route is \"CIDR via TARGET\"", at: viaOffset)
    }
    let (target, targetOffset) = try reader.word("a target")
    try reader.end()
    return (destination, target, targetOffset)
  }

  /// An IPv4 CIDR block, in EC2's canonical form (CreateSubnet: 100.68.0.18/18 becomes 100.68.0.0/18).
  static func prefix(_ text: String, at offset: Int = 0) throws(Refusal) -> IPv4Prefix {
    if let prefix = IPv4Prefix(canonicalising: text) { return prefix }
    if let address = IPv4Address(text) {
      throw Refusal("\(quoted(text)) has no length; one address is \(quoted("\(address)/32"))", at: offset)
    }
    if text.contains(":") {
      throw Refusal("\(quoted(text)) is IPv6, which this version of vpclab does not carry here", at: offset)
    }
    throw Refusal("\(quoted(text)) is no IPv4 CIDR block such as 10.0.0.0/16", at: offset)
  }

  static func address(_ text: String, at offset: Int = 0) throws(Refusal) -> IPv4Address {
    if let address = IPv4Address(text) { return address }
    if let prefix = IPv4Prefix(canonicalising: text) {
      throw Refusal("\(quoted(text)) is a CIDR block; an address is due, such as \(prefix.address)", at: offset)
    }
    if text.contains(":") {
      throw Refusal("\(quoted(text)) is IPv6, which this version of vpclab does not carry here", at: offset)
    }
    throw Refusal("\(quoted(text)) is no IPv4 address such as 10.0.1.10", at: offset)
  }
}

extension RuleText {
  static let protocolWords = ["tcp", "udp", "icmp", "icmpv6", "all", "-1"]

  /// `tcp`, `udp`, `icmp`, `icmpv6`, `all`, `-1` or a number; nil within: all.
  static func protocolNumber(_ text: String, at offset: Int = 0) throws(Refusal) -> UInt8? {
    switch text.lowercased() {
    case "all", "-1": return nil
    case "tcp": return IPProtocol.tcp
    case "udp": return IPProtocol.udp
    case "icmp": return IPProtocol.icmp
    case "icmpv6": return icmpv6
    default: break
    }
    if let number = Int(text) {
      guard let number = UInt8(exactly: number) else {
        throw Refusal("\(text) is no protocol number; they go from 0 to 255, and -1 is all", at: offset)
      }
      return number
    }
    throw Refusal(unknownWord("protocol", text, among: protocolWords), at: offset)
  }

  /// RFC 4443. Its rules are kept and match no IPv4 packet.
  static let icmpv6: UInt8 = 58

  private mutating func match() throws(Refusal) -> TrafficMatch {
    let (protocolText, offset) = try word("a protocol (tcp, udp, icmp, all or a number)")
    let number = try Self.protocolNumber(protocolText, at: offset)
    var match = TrafficMatch(protocolNumber: number)
    guard next < words.count, words[next].text.first.map({ $0.isNumber || $0 == "-" }) == true,
      words[next].text != "-"
    else { return match }
    let (text, at) = try word("ports")
    switch number {
    case IPProtocol.tcp, IPProtocol.udp: match.ports = try Self.ports(text, at: at)
    case IPProtocol.icmp, Self.icmpv6: (match.icmpType, match.icmpCode) = try Self.typeAndCode(text, at: at)
    default:
      throw Refusal("only tcp and udp have ports and only icmp has types, so \(quoted(text)) says nothing", at: at)
    }
    return match
  }

  /// `443` or `1024-65535`; nil: every port.
  static func ports(_ text: String, at offset: Int) throws(Refusal) -> ClosedRange<UInt16>? {
    if text.contains("/") {
      throw Refusal("\(quoted(text)) is an ICMP type and code; tcp and udp have ports", at: offset)
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let ports = parts.map { UInt16($0) }
    guard (1...2).contains(parts.count), let first = ports[0], let last = ports[ports.count - 1] else {
      throw Refusal("\(quoted(text)) is no port (0 to 65535) and no range of ports such as 1024-65535", at: offset)
    }
    guard first <= last else { throw Refusal("the range \(text) ends before it begins", at: offset) }
    return everyPort(first...last)
  }

  /// All ports and no ports named are one thing and have one form.
  static func everyPort(_ ports: ClosedRange<UInt16>) -> ClosedRange<UInt16>? { ports == 0...65535 ? nil : ports }

  /// `8` or `8/0`; -1 is every type, every code.
  private static func typeAndCode(_ text: String, at offset: Int) throws(Refusal) -> (UInt8?, UInt8?) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = parts.map { Int($0) }
    guard (1...2).contains(parts.count), let type = numbers[0], let code = numbers.count == 2 ? numbers[1] : -1 else {
      throw Refusal("\(quoted(text)) is no ICMP type and code such as 8/0; -1 is every one", at: offset)
    }
    return try icmp(type: type, code: code, at: offset)
  }

  /// EC2 refuses a code without a type.
  static func icmp(type: Int, code: Int, at offset: Int = 0) throws(Refusal) -> (UInt8?, UInt8?) {
    guard (-1...255).contains(type), (-1...255).contains(code) else {
      throw Refusal("ICMP types and codes go from 0 to 255, and -1 is every one", at: offset)
    }
    guard type >= 0 || code < 0 else { throw Refusal("an ICMP code needs a type", at: offset) }
    return (UInt8(exactly: type), UInt8(exactly: code))
  }

  private mutating func preposition(_ direction: Direction) throws(Refusal) {
    let (text, offset) = try word("\"\(direction.rawValue)\" and a peer")
    guard text != direction.rawValue else { return }
    if text == "from" || text == "to" {
      throw Refusal("\(direction.noun) says \(quoted(direction.rawValue)), not \(quoted(text))", at: offset)
    }
    throw Refusal(
      "\(quoted(direction.rawValue)) is due here, not \(quoted(text)); write PROTO [PORT[-PORT] | TYPE/CODE] "
        + "\(direction.rawValue) PEER", at: offset)
  }

  private mutating func peer() throws(Refusal) -> Peer {
    let (text, offset) = try word("a peer (a CIDR block, sg:NAME or self)")
    if text == "self" { return .itself }
    if text.hasPrefix("sg:") {
      let name = String(text.dropFirst(3))
      guard !name.isEmpty else { throw Refusal("a security group's name is due behind \"sg:\"", at: offset) }
      return .group(name, offset: offset + 3)
    }
    if text.hasPrefix("pl:") {
      throw Refusal("a prefix list (\(quoted(text))) is not carried by this version of vpclab", at: offset)
    }
    if text.contains(":") {
      guard Self.isIPv6Prefix(text) else {
        throw Refusal("\(quoted(text)) is no peer: a CIDR block, sg:NAME or self", at: offset)
      }
      return .ipv6(text)
    }
    if IPv4Address(text) == nil, IPv4Prefix(canonicalising: text) == nil, text.first?.isNumber != true {
      throw Refusal("\(quoted(text)) is no peer: a CIDR block, sg:NAME or self", at: offset)
    }
    return .cidr(try Self.prefix(text, at: offset))
  }

  /// Whether it has the form of an IPv6 block; such rules are kept and match no IPv4 packet.
  static func isIPv6Prefix(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = Int(parts[1]), (0...128).contains(length), parts[0].contains(":") else {
      return false
    }
    let groups = parts[0].split(separator: ":", omittingEmptySubsequences: false)
    let elided = parts[0].contains("::")
    return groups.count <= 9 && (elided || groups.count == 8)
      && groups.allSatisfy { $0.utf8.count <= 4 && $0.allSatisfy(\.isHexDigit) }
  }
}
