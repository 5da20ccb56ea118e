import Cloud
import Lab
import Wire

/// Reads what `--from`, `--to`, a flow and an expectation call their ends; `README.md`, "A lab of your own".
package struct EndpointText {
  package enum Role: Sendable {
    case source
    case target
  }

  let lab: LabDescription
  var cloud: CloudState { lab.cloud }

  init(lab: LabDescription) { self.lab = lab }

  func endpoint(_ text: String, as role: Role) throws(Refusal) -> Endpoint {
    if text.isEmpty { throw Refusal("an end of a flow has a name: INSTANCE, an address, INSTANCE/ethN or internet") }
    if text == "internet" { return .internet(Endpoint.defaultInternetAddress, declared: true) }
    if text.hasPrefix("internet:") { return try internetHost(text, as: role) }
    if let address = IPv4Address(text) { return try bare(address, in: nil, as: role) }
    if text.contains(":"), let refusal = colonRefusal(text) { throw refusal }
    if let slash = text.firstIndex(of: "/") { return try compound(text, slash, as: role) }
    if let instance = try instanceIfAny(text) { return .instance(instance) }
    if let interface = try interfaceIfAny(text) { return .interface(interface) }
    if text.allSatisfy({ $0.isNumber || $0 == "." }) {
      throw Refusal("\(quoted(text)) is no IPv4 address such as 10.0.1.10")
    }
    throw Refusal(unknownWord("instance", text, among: cloud.instances.values.map(\.name) + ["internet"]))
  }

  private func colonRefusal(_ text: String) -> Refusal? {
    if text.hasPrefix("vgw-") || text.hasPrefix("vgw:") {
      return Refusal(
        "\(quoted(text)): the far side of a virtual private gateway is not carried by this version of vpclab")
    }
    if text.split(separator: ":", omittingEmptySubsequences: false).count > 2 {
      return Refusal("\(quoted(text)) is IPv6, which this version of vpclab does not carry here")
    }
    let word = text.prefix { $0 != ":" }
    if nearestWord(to: String(word), among: ["internet"]) != nil {
      return Refusal("unknown end \(quoted(text)); did you mean \"internet:\(text.drop { $0 != ":" }.dropFirst())\"?")
    }
    return nil
  }

  private func internetHost(_ text: String, as role: Role) throws(Refusal) -> Endpoint {
    let offset = "internet:".count
    let address = try RuleText.address(String(text.dropFirst(offset)), at: offset)
    guard PublicAddress.mayStandOnInternet(address) else {
      throw Refusal("\(address) is no public address, so nobody on the internet has it", at: offset)
    }
    if let holder = cloud.publicAddresses()[address] {
      let name = label(holder.interface)
      if role == .source {
        throw Refusal("\(address) is the public address of \(name), not of a host on the internet", at: offset)
      }
      return .internet(address, declared: false)
    }
    return .internet(address, declared: true)
  }

  private func label(_ id: NetworkInterface.ID) -> String {
    cloud.networkInterfaces[id].map(cloud.label(of:)) ?? id.text
  }

  /// An address without more: whose is it?
  private func bare(_ address: IPv4Address, in vpc: VPC.ID?, as role: Role, at offset: Int = 0) throws(Refusal)
    -> Endpoint
  {
    let holders = cloud.networkInterfaces.values.filter { interface in
      interface.owns(address)
        && (vpc == nil || cloud.subnets[interface.subnet]?.vpc == vpc)
    }
    if holders.count == 1 { return .address(address, holders[0].id) }
    if holders.count > 1 {
      let candidates = holders.map { holder in
        let vpc = cloud.subnets[holder.subnet]?.vpc.text ?? ""
        return "\(vpc)/\(address) (\(cloud.label(of: holder)))"
      }
      throw Refusal("\(address) is in several VPCs: \(candidates.joined(separator: ", "))", at: offset)
    }
    let publicHolder = cloud.publicAddresses()[address]
    if role == .source {
      if let publicHolder {
        throw Refusal(
          "\(address) is the public address of \(label(publicHolder.interface)); name that as the source", at: offset)
      }
      let hint = PublicAddress.mayStandOnInternet(address) ? "; a host on the internet is internet:\(address)" : ""
      throw Refusal("no ENI has the address \(address)\(hint)", at: offset)
    }
    if publicHolder != nil { return .internet(address, declared: false) }
    let isInside = cloud.vpcs.values.contains { $0.cidrBlocks.contains { $0.contains(address) } }
    let isOutside = PublicAddress.mayStandOnInternet(address) && !isInside && vpc == nil
    return isOutside ? .internet(address, declared: false) : .nobody(address)
  }

  /// `INSTANCE/ethN` or `vpc-…/10.0.0.5`.
  private func compound(_ text: String, _ slash: String.Index, as role: Role) throws(Refusal) -> Endpoint {
    let left = String(text[..<slash])
    let right = String(text[text.index(after: slash)...])
    let offset = left.unicodeScalars.count + 1
    if let address = IPv4Address(right) {
      guard let vpc = cloud.vpcs.values.first(where: { $0.id.text == left || $0.name == left }) else {
        throw Refusal(unknownWord("VPC", left, among: cloud.vpcs.values.map(\.name)))
      }
      return try bare(address, in: vpc.id, as: role, at: offset)
    }
    return .interface(try interface(text))
  }

  /// By name or id; by Name tag where nothing is called so. Nil: there is none.
  private func instanceIfAny(_ text: String) throws(Refusal) -> Instance.ID? {
    if cloud.instances[Instance.ID(text)] != nil { return Instance.ID(text) }
    let named = cloud.instances.values.filter { $0.name == text }
    let found =
      named.isEmpty
      ? cloud.instances.values.filter { $0.tags.contains(Tag(key: "Name", value: text)) } : Array(named)
    if found.count > 1 {
      let candidates = found.map(\.id.text).joined(separator: ", ")
      throw Refusal("several instances are called \(quoted(text)): \(candidates)")
    }
    return found.first?.id
  }

  private func interfaceIfAny(_ text: String) throws(Refusal) -> NetworkInterface.ID? {
    if cloud.networkInterfaces[NetworkInterface.ID(text)] != nil { return NetworkInterface.ID(text) }
    let named = cloud.networkInterfaces.values.filter { $0.name == text }
    if named.count > 1 {
      throw Refusal("several ENIs are called \(quoted(text)): \(named.map(\.id.text).joined(separator: ", "))")
    }
    if let found = named.first { return found.id }
    if text.hasPrefix("eni-") {
      throw Refusal(unknownWord("ENI", text, among: cloud.networkInterfaces.keys.map(\.text)))
    }
    return nil
  }

  /// One of this instance's ENIs, an ENI by name or by id.
  func interface(_ text: String) throws(Refusal) -> NetworkInterface.ID {
    if let found = try interfaceIfAny(text) { return found }
    guard let slash = text.firstIndex(of: "/") else {
      if try instanceIfAny(text) != nil {
        throw Refusal("\(quoted(text)) is an instance; one of its ENIs is \(quoted(text + "/eth0"))")
      }
      let names = cloud.networkInterfaces.values.map(cloud.label(of:))
      throw Refusal(unknownWord("ENI", text, among: names))
    }
    let left = String(text[..<slash])
    let right = String(text[text.index(after: slash)...])
    guard let instance = try instanceIfAny(left) else {
      throw Refusal(unknownWord("instance", left, among: cloud.instances.values.map(\.name)))
    }
    let interfaces = cloud.interfaces(of: instance)
    if let index = LabReader.deviceIndex(right),
      let found = interfaces.first(where: { $0.attachment?.deviceIndex == index })
    {
      return found.id
    }
    let names = interfaces.map { "eth\($0.attachment?.deviceIndex ?? 0)" }
    throw Refusal(
      unknownWord("interface", right, among: names) + " in \(left)", at: left.unicodeScalars.count + 1)
  }
}

/// Why an end of a flow is refused, in one line.
package struct EndpointError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String
}

extension Endpoint {
  /// What `text` means in `lab`, spelled as `README.md` has it.
  package static func parse(
    _ text: String, as role: EndpointText.Role, in lab: LabDescription
  ) throws(EndpointError) -> Endpoint {
    do throws(Refusal) {
      return try EndpointText(lab: lab).endpoint(text, as: role)
    } catch {
      throw EndpointError(description: printable(error.message))
    }
  }
}
