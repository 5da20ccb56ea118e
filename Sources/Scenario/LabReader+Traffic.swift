import Cloud
import Lab
import Units
import Wire

/// What guests and the internet send, and what must come of it.
extension LabReader {
  mutating func readTraffic() throws(Complaint) {
    for node in root.elements("traffic") { lab.traffic.append(try flow(node)) }
  }

  private static let kinds = ["tcp", "udp", "icmp", "replay", "inject"]

  private func flow(_ node: SourceNode) throws(Complaint) -> Traffic {
    let kinds = Self.kinds.filter { node.value($0) != nil }
    guard let kind = kinds.first else { throw node.complaint("a flow needs one of tcp, udp, icmp, replay or inject") }
    if kinds.count > 1, let second = node.member(kinds[1]) {
      throw Complaint(second.keyMark, "a flow is either \(kinds[0]) or \(kinds[1])")
    }
    let allowed: [String] =
      switch kind {
      case "replay": ["replay", "as", "speed", "order", "start"]
      case "inject": ["inject", "at", "destinationMac", "start"]
      case "icmp": ["from", "to", kind, "start", "count", "every", "size"]
      default: ["from", "to", kind, "start", "count", "every", "size", "sourcePort"]
      }
    if let other = node.members?.first(where: { !allowed.contains($0.key) }) {
      throw Complaint(other.keyMark, "\(quoted(other.key)) does not go with \(quoted(kind))")
    }
    var traffic: Traffic
    switch kind {
    case "replay": traffic = Traffic(kind: .replay(try replay(node)), from: nil, to: nil)
    case "inject": traffic = Traffic(kind: .inject(try inject(node)), from: nil, to: nil)
    default:
      let from = try requiredEnd("from", of: node, as: .source)
      let to = try requiredEnd("to", of: node, as: .target)
      try refuseBothOutside(from, to, node)
      let port = node.integer(kind).flatMap { UInt16(exactly: $0) } ?? 0
      let what: Traffic.Kind = kind == "tcp" ? .tcp(port: port) : kind == "udp" ? .udp(port: port) : .icmp
      traffic = Traffic(kind: what, from: from, to: to)
      traffic.fromText = node.text("from") ?? ""
      traffic.toText = node.text("to") ?? ""
    }
    traffic.start = node.duration("start") ?? .zero
    traffic.count = node.integer("count") ?? 1
    traffic.every = node.duration("every") ?? traffic.every
    traffic.size = node.integer("size") ?? traffic.size
    traffic.sourcePort = node.integer("sourcePort").flatMap { UInt16(exactly: $0) }
    try checkAmounts(traffic, node)
    return traffic
  }

  private func checkAmounts(_ traffic: Traffic, _ node: SourceNode) throws(Complaint) {
    let (span, overflow) = traffic.every.count.multipliedReportingOverflow(by: Int64(traffic.count - 1))
    if overflow || span > Quantities.longestDuration.count, let value = node.value("count") {
      throw value.complaint(
        "\(traffic.count) requests, one every \(Quantities.text(traffic.every)), take more than a year")
    }
    let isTcp = if case .tcp = traffic.kind { true } else { false }
    // RFC 768 and RFC 791 §3.1: 65,535 bytes of IP packet, less its headers.
    if !isTcp, traffic.size > 65_507, let value = node.value("size") {
      throw value.complaint("one datagram carries at most 65507 bytes, not \(traffic.size)")
    }
  }

  private func requiredEnd(
    _ key: String, of node: SourceNode, as role: EndpointText.Role
  ) throws(Complaint) -> Endpoint {
    guard let value = node.value(key) else { throw node.complaint("a flow needs \(quoted(key))") }
    return try end(value, as: role)
  }

  private func end(_ node: SourceNode, as role: EndpointText.Role) throws(Complaint) -> Endpoint {
    do throws(Refusal) {
      return try EndpointText(lab: lab).endpoint(node.text ?? "", as: role)
    } catch {
      throw Complaint(node.mark(at: error.offset), error.message)
    }
  }

  private func refuseBothOutside(_ from: Endpoint, _ to: Endpoint, _ node: SourceNode) throws(Complaint) {
    guard case .internet = from, case .internet(let address, _) = to, cloud.publicAddresses()[address] == nil,
      let value = node.value("to")
    else { return }
    throw value.complaint("both ends are on the internet, so the packet never meets the lab")
  }

  private func replay(_ node: SourceNode) throws(Complaint) -> Traffic.Replay {
    guard let file = node.value("replay"), let path = file.text, !path.isEmpty else {
      throw node.complaint("\"replay\" needs a file")
    }
    guard let mapping = node.value("as"), !node.named("as").isEmpty else {
      throw node.complaint("\"replay\" needs \"as\": which ENI stands for which recorded address")
    }
    _ = mapping
    var replay = Traffic.Replay(file: path, mapping: [:])
    for member in node.named("as") {
      guard let address = IPv4Address(member.key) else {
        throw Complaint(
          member.keyMark, "\(quoted(member.key)) is no IPv4 address; the recorded one stands before the colon")
      }
      let end = try end(member.value, as: .source)
      switch end {
      case .interface, .internet: replay.mapping[address] = end
      case .address(_, let interface): replay.mapping[address] = .interface(interface)
      case .instance, .nobody:
        throw member.value.complaint("a recorded address becomes an ENI (INSTANCE/ethN) or internet:IP")
      }
    }
    replay.speed = node.text("speed").flatMap { Double($0) } ?? 1
    replay.order = node.text("order").flatMap { Traffic.Replay.Order(rawValue: $0) } ?? .causal
    return replay
  }

  private func inject(_ node: SourceNode) throws(Complaint) -> Traffic.Inject {
    guard let path = node.text("inject"), !path.isEmpty else { throw node.complaint("\"inject\" needs a file") }
    guard let at = node.value("at") else {
      throw node.complaint("\"inject\" needs \"at\": the ENI that the frames leave by")
    }
    var inject = Traffic.Inject(file: path, at: try interface(at.text ?? "", at: at))
    inject.destinationMacIsRouter = node.text("destinationMac") == "router"
    return inject
  }
}

// Expectations.
extension LabReader {
  mutating func readExpectations() throws(Complaint) {
    for node in root.elements("expect") { lab.expectations.append(try expectation(node)) }
  }

  private func expectation(_ node: SourceNode) throws(Complaint) -> Expectation {
    var expectation = Expectation(text: Self.line(of: node))
    if let value = node.value("from") { expectation.from = try end(value, as: .source) }
    if let value = node.value("to") { expectation.to = try end(value, as: .target) }
    let protocols = ["tcp", "udp", "icmp"].filter { node.value($0) != nil }
    if protocols.count > 1, let second = node.member(protocols[1]) {
      throw Complaint(second.keyMark, "an expectation is about either \(protocols[0]) or \(protocols[1])")
    }
    let port = protocols.first.flatMap { node.integer($0) }.flatMap { UInt16(exactly: $0) }
    switch protocols.first {
    case "tcp": expectation.protocolMatch = port.map { .tcp($0) }
    case "udp": expectation.protocolMatch = port.map { .udp($0) }
    case "icmp": expectation.protocolMatch = .icmp
    default: break
    }
    expectation.after = node.duration("after").map { .beginning + $0 }
    expectation.before = node.duration("before").map { .beginning + $0 }
    if let after = expectation.after, let before = expectation.before, after >= before, let value = node.value("before")
    {
      throw value.complaint("nothing leaves at or after \(node.text("after") ?? "") and before \(value.text ?? "")")
    }
    expectation.verdict = node.text("verdict").flatMap { Expectation.Outcome(rawValue: $0) }
    expectation.answer = node.text("answer").flatMap { Expectation.Outcome(rawValue: $0) }
    expectation.because = node.text("because")
    if let value = node.value("at") { expectation.at = try place(value) }
    if let value = node.value("enters") { expectation.enters = try labelOf(value) }
    if let value = node.value("leaves") { expectation.leaves = try labelOf(value) }
    let judged = ["verdict", "answer", "because", "at", "enters", "leaves"]
    if !judged.contains(where: { node.value($0) != nil }) {
      throw node.complaint("an expectation needs something that must hold: \(judged.joined(separator: ", "))")
    }
    try refuseContradiction(expectation, node)
    return expectation
  }

  private func refuseContradiction(_ expectation: Expectation, _ node: SourceNode) throws(Complaint) {
    guard let value = node.value("because") else { return }
    if expectation.verdict != .dropped, expectation.answer != .dropped,
      expectation.verdict != nil || expectation.answer != nil
    {
      throw value.complaint("\"because\" gives the reason of a drop, and nothing is expected to be dropped")
    }
  }

  /// An ENI as people call it: `web/eth0`, or the name of a free-standing one.
  private func labelOf(_ node: SourceNode) throws(Complaint) -> String {
    if let text = node.text, labelsInTime.contains(text) { return text }
    let id = try interface(node.text ?? "", at: node)
    return cloud.networkInterfaces[id].map(cloud.label(of:)) ?? id.text
  }

  /// Where a drop is: an ENI, or any other resource, whose id it becomes.
  private func place(_ node: SourceNode) throws(Complaint) -> String {
    let text = node.text ?? ""
    if labelsInTime.contains(text) { return text }
    let held =
      cloud.vpcs.keys.contains(.init(text)) || cloud.subnets.keys.contains(.init(text))
      || cloud.securityGroups.keys.contains(.init(text)) || cloud.networkAcls.keys.contains(.init(text))
      || cloud.routeTables.keys.contains(.init(text)) || cloud.internetGateways.keys.contains(.init(text))
    if held { return text }
    if let id = internetGateways[text] { return id.text }
    if let id = vpcs[text] { return id.text }
    if let id = try? EndpointText(lab: lab).interface(text) {
      return cloud.networkInterfaces[id].map(cloud.label(of:)) ?? id.text
    }
    if instances[text] != nil { return text }
    if let instance = cloud.instances[Instance.ID(text)] { return instance.name }
    if let id = try? subnets.resolve(text, in: nil, vpcs) { return id.text }
    if let id = try? routeTables.resolve(text, in: nil, vpcs) { return id.text }
    if text == "internet" || IPv4Address(text) != nil || text.hasPrefix("internet:") { return text }
    if text.contains("/") { return try labelOf(node) }
    let names = cloud.networkInterfaces.values.map(cloud.label(of:)) + Array(instances.keys)
    throw node.complaint(unknownWord("place", text, among: names))
  }

  /// The expectation as one line, for people: `from client to web/eth1 tcp 443 before 3s: answer dropped …`
  static func line(of node: SourceNode) -> String {
    let conditions = ["from", "to", "tcp", "udp", "icmp", "after", "before"]
    func say(_ keys: [String]) -> String {
      keys.compactMap { key -> String? in
        guard let value = node.value(key) else { return nil }
        return key == "icmp" ? key : "\(key) \(value.text ?? "")"
      }.joined(separator: " ")
    }
    let wanted = say(["verdict", "answer", "because", "at", "enters", "leaves"])
    let matching = say(conditions)
    return matching.isEmpty ? wanted : "\(matching): \(wanted)"
  }
}
