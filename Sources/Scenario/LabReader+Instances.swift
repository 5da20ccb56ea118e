import Cloud
import Guest
import Lab
import OrderedCollections
import Wire

/// Elastic IP addresses, ENIs and instances.
extension LabReader {
  /// Addresses that the lab gives are taken first, so that a chosen one is never one that stands further down.
  mutating func readElasticIps() throws(Complaint) {
    let members = root.named("elasticIps")
    let hosts = cloud.internetHosts
    for section in ["instances", "networkInterfaces"] {
      for word in root.value(section)?.words ?? [] {
        if let address = IPv4Address(word.text) { cloud.internetHosts.insert(address) }
      }
    }
    for given in [true, false] {
      for member in members where (member.value.value("publicIp") != nil) == given {
        if given, let address = member.value.address("publicIp") { cloud.internetHosts.remove(address) }
        let id: ElasticAddress.ID? = try givenID(member, prefix: "eipalloc")
        let tags = try tags(of: member.value)
        do throws(CloudError) {
          elasticIps[member.key] = try cloud.allocateAddress(
            name: member.key, publicIp: member.value.address("publicIp"), id: id, tags: tags)
        } catch {
          throw complaint(error, in: member.value, at: member.keyMark)
        }
      }
    }
    cloud.internetHosts = hosts
    let inOrder = members.compactMap { elasticIps[$0.key] }.compactMap { cloud.elasticAddresses[$0] }
    cloud.elasticAddresses = OrderedDictionary(uniqueKeysWithValues: inOrder.map { ($0.id, $0) })
  }

  mutating func readInterfacesAndInstances() throws(Complaint) {
    let claimed = try claimedAddresses()
    // Names of free-standing ENIs are known before an instance attaches them.
    var free: [SourceNode.Member] = []
    for member in root.named("networkInterfaces") {
      try createInterface(member, called: member.key, derivedFrom: member.key, claimed)
      free.append(member)
    }
    for member in root.named("instances") { try readInstance(member, claimed) }
    // In the cloud's order, what an instance owns comes first.
    let freeIDs = Set(freeInterfaces.values)
    let all = Array(cloud.networkInterfaces.values)
    let ordered = all.filter { !freeIDs.contains($0.id) } + all.filter { freeIDs.contains($0.id) }
    cloud.networkInterfaces = OrderedDictionary(uniqueKeysWithValues: ordered.map { ($0.id, $0) })
  }

  /// Every private address that some ENI of a subnet asks for by name.
  private func claimedAddresses() throws(Complaint) -> [Subnet.ID: Set<IPv4Address>] {
    var claimed: [Subnet.ID: Set<IPv4Address>] = [:]
    let inline = root.named("instances").flatMap { $0.value.named("interfaces").map(\.value) }
    for node in inline + root.named("networkInterfaces").map(\.value) {
      guard let text = node.text("subnet"), let subnet = try? subnets.resolve(text, in: nil, vpcs) else { continue }
      if let address = node.address("privateIpAddress") { claimed[subnet, default: []].insert(address) }
      for element in node.elements("secondaryPrivateIpAddresses") {
        if let address = Self.secondaryAddress(element) { claimed[subnet, default: []].insert(address) }
      }
      for prefix in node.prefixes("ipv4Prefixes") where prefix.length == NetworkInterface.delegatedLength {
        claimed[subnet, default: []].formUnion((0..<prefix.count).map(prefix.address(at:)))
      }
    }
    return claimed
  }

  static func secondaryAddress(_ node: SourceNode) -> IPv4Address? {
    node.text.flatMap { IPv4Address($0) } ?? node.address("privateIpAddress")
  }

  /// CreateNetworkInterface from `member`. `called` is the lab's name; nil: its id.
  @discardableResult private mutating func createInterface(
    _ member: SourceNode.Member, called name: String?, derivedFrom path: String,
    _ claimed: [Subnet.ID: Set<IPv4Address>]
  ) throws(Complaint) -> NetworkInterface.ID {
    let node = member.value
    guard let subnetNode = node.value("subnet"), let subnetText = subnetNode.text else {
      throw Complaint(member.keyMark, "\(quoted(path)) needs a \"subnet\"")
    }
    let subnet = try resolve(subnetText, subnets, in: nil, at: subnetNode)
    let vpc = cloud.subnets[subnet]?.vpc
    var groups: [SecurityGroup.ID] = []
    if let list = node.value("securityGroups") {
      for element in list.list ?? [] {
        groups.append(try resolve(element.text ?? "", securityGroups, in: vpc, at: element))
      }
      if groups.isEmpty, node.boolean("requesterManaged") != true {
        throw list.complaint("an ENI has at least one security group")
      }
    }
    var secondary: [IPv4Address] = []
    for element in node.elements("secondaryPrivateIpAddresses") {
      if let address = Self.secondaryAddress(element) { secondary.append(address) }
    }
    let given: NetworkInterface.ID? = try givenID(member, prefix: "eni")
    let tags = try tags(of: node)
    // A service's ENI may wear no group, and AWS lets a recorded one wear another VPC's.
    let isAsRecorded =
      node.value("securityGroups") != nil
      && (groups.isEmpty || given != nil && groups.contains { cloud.securityGroups[$0]?.vpc != vpc })
    let id: NetworkInterface.ID
    do throws(CloudError) {
      id = try cloud.createNetworkInterface(
        name: path, subnet: subnet, privateIpAddress: node.address("privateIpAddress"),
        secondaryPrivateIpAddresses: secondary, ipv4Prefixes: node.prefixes("ipv4Prefixes"),
        securityGroups: isAsRecorded ? [] : groups, macAddress: node.text("macAddress").flatMap { MACAddress($0) },
        sourceDestCheck: node.boolean("sourceDestCheck") ?? true, description: node.text("description") ?? "",
        sparing: claimed[subnet] ?? [], id: given, tags: tags)
    } catch {
      throw complaint(error, in: node, at: member.keyMark)
    }
    cloud.networkInterfaces[id]?.name = name ?? id.text
    if isAsRecorded { cloud.networkInterfaces[id]?.securityGroups = groups }
    if let tracking = node.value("connectionTracking") {
      let timeouts = try connectionTracking(tracking)
      cloud.networkInterfaces[id]?.connectionTracking = timeouts
    }
    if let type = node.text("interfaceType") { cloud.networkInterfaces[id]?.interfaceType = type }
    interfaceKeys[id] = node
    if let name { freeInterfaces[name] = id }
    return id
  }

  /// EC2 User Guide, "Security group connection tracking": the bounds of each timeout.
  private func connectionTracking(_ node: SourceNode) throws(Complaint) -> NetworkInterface.ConnectionTracking {
    func seconds(_ key: String, _ range: ClosedRange<Int64>) throws(Complaint) -> Int? {
      guard let value = node.value(key), let duration = node.duration(key) else { return nil }
      let (seconds, rest) = duration.count.quotientAndRemainder(dividingBy: 1_000_000_000)
      guard rest == 0, range.contains(seconds) else {
        throw value.complaint("\(key) is whole seconds, from \(range.lowerBound)s to \(range.upperBound)s")
      }
      return Int(seconds)
    }
    var tracking = NetworkInterface.ConnectionTracking()
    tracking.tcpEstablishedTimeout = try seconds("tcpEstablishedTimeout", 60...432_000)
    tracking.udpStreamTimeout = try seconds("udpStreamTimeout", 60...180) ?? tracking.udpStreamTimeout
    tracking.udpTimeout = try seconds("udpTimeout", 30...60) ?? tracking.udpTimeout
    return tracking
  }
}

// Instances.
extension LabReader {
  private struct Launch {
    var interfaces: [CloudState.LaunchInterface] = []
    var publicIp: Bool?
    var attachmentIds: [NetworkInterface.ID: String] = [:]
  }

  private mutating func readInstance(
    _ member: SourceNode.Member, _ claimed: [Subnet.ID: Set<IPv4Address>]
  ) throws(Complaint) {
    let node = member.value
    if ["internet", "self"].contains(member.key) || IPv4Address(member.key) != nil {
      throw Complaint(member.keyMark, "\(quoted(member.key)) means something else where an end of a flow is named")
    }
    guard !node.named("interfaces").isEmpty else {
      throw Complaint(member.keyMark, "the instance \(quoted(member.key)) needs \"interfaces\" with an eth0")
    }
    var launch = Launch()
    for interface in node.named("interfaces") { try readInterface(interface, of: member.key, &launch, claimed) }
    if !launch.interfaces.contains(where: { $0.deviceIndex == 0 }) {
      throw Complaint(member.keyMark, "the instance \(quoted(member.key)) needs an eth0")
    }
    let given: Instance.ID? = try givenID(member, prefix: "i")
    let state = node.text("state").flatMap { Instance.State(rawValue: $0) } ?? .running
    let tags = try tags(of: node)
    let wish = node.boolean("associatePublicIpAddress") ?? launch.publicIp
    let hasGiven = node.named("interfaces").contains { $0.value.address("publicIp") != nil }
    let isRecorded = EC2ID.isID(member.key, prefix: "i")
    let typeNode = node.value("instanceType")
    let type = typeNode?.text ?? ""
    if !isRecorded, InstanceType.named(type) == nil, let typeNode {
      throw typeNode.complaint(
        "\(unknownWord("instance type", type, among: InstanceType.names)) (InvalidParameterValue)")
    }
    let id: Instance.ID
    do throws(CloudError) {
      if isRecorded {
        id = given ?? Instance.ID(member.key)
        if cloud.instances[id] != nil { throw CloudError.taken(id.text) }
        record(id, member.key, type, launch, node.text("availabilityZone"), tags)
        cloud.instances[id]?.associatePublicIpAddress = wish
      } else {
        id = try cloud.runInstance(
          name: member.key, instanceType: type, interfaces: launch.interfaces,
          state: state == .running || state == .pending ? .running : .stopped,
          availabilityZone: node.text("availabilityZone"), associatePublicIpAddress: hasGiven ? false : wish, id: given,
          tags: tags)
        // An address that the lab gives is set by `readAssociations`, so EC2 was asked to choose none.
        if hasGiven { cloud.instances[id]?.associatePublicIpAddress = true }
      }
    } catch {
      throw complaint(error, in: node, at: member.keyMark)
    }
    states[id] = state
    for (interface, text) in launch.attachmentIds { cloud.networkInterfaces[interface]?.attachment?.id = text }
    instances[member.key] = id
  }

  /// An instance whose key is its id is one that EC2 has run: its type, its number of ENIs and its addresses are facts,
  /// even where this version's table of types does not know them.
  private mutating func record(
    _ id: Instance.ID, _ name: String, _ type: String, _ launch: Launch, _ zone: String?, _ tags: [Tag]
  ) {
    let primary = launch.interfaces.first { $0.deviceIndex == 0 }?.interface
    let home = primary.flatMap { cloud.networkInterfaces[$0] }.flatMap { cloud.subnets[$0.subnet]?.availabilityZone }
    var instance = Instance(id: id, name: name, instanceType: type, availabilityZone: zone ?? home ?? "")
    instance.tags = tags
    cloud.instances[id] = instance
    for interface in launch.interfaces {
      let attachment = derivedID(prefix: "eni-attach", name: "\(interface.interface)/\(id)/\(interface.deviceIndex)")
      cloud.networkInterfaces[interface.interface]?.attachment = NetworkInterface.Attachment(
        id: attachment, instance: id, deviceIndex: interface.deviceIndex,
        deleteOnTermination: interface.deleteOnTermination)
    }
  }

  private mutating func readInterface(
    _ member: SourceNode.Member, of instance: String, _ launch: inout Launch, _ claimed: [Subnet.ID: Set<IPv4Address>]
  ) throws(Complaint) {
    guard let index = Self.deviceIndex(member.key) else {
      throw Complaint(
        member.keyMark, "\(quoted(member.key)) is no interface; eth0, eth1, … are called by their device index")
    }
    if launch.interfaces.contains(where: { $0.deviceIndex == index }) {
      throw Complaint(member.keyMark, "the interface eth\(index) is here twice")
    }
    let node = member.value
    let id: NetworkInterface.ID
    if let reference = node.value("eni") {
      id = try freeInterface(reference)
      if cloud.networkInterfaces[id]?.attachment != nil || launch.interfaces.contains(where: { $0.interface == id }) {
        throw reference.complaint("Interface: [\(id)] in use. (InvalidNetworkInterface.InUse)")
      }
      if let other = node.members?.first(where: { !["eni", "deleteOnTermination", "attachmentId"].contains($0.key) }) {
        throw Complaint(other.keyMark, "\(quoted(other.key)) is told where the ENI \(quoted(reference.text ?? "")) is")
      }
    } else {
      if node.value("subnet") == nil {
        throw Complaint(member.keyMark, "an interface needs a \"subnet\" (or \"eni\")")
      }
      id = try createInterface(member, called: nil, derivedFrom: "\(instance)/eth\(index)", claimed)
    }
    let isCreated = node.value("eni") == nil
    launch.interfaces.append(
      CloudState.LaunchInterface(
        id, deviceIndex: index, deleteOnTermination: node.boolean("deleteOnTermination") ?? isCreated))
    if let value = node.value("attachmentId"), let text = value.text {
      if let refusal = EC2ID.refusal(of: text, prefix: "eni-attach") {
        throw value.complaint("attachmentId: \(refusal)")
      }
      launch.attachmentIds[id] = text
    }
    if let value = node.value("publicIp"), let text = value.text {
      if index != 0, text == "true" {
        throw value.complaint("an auto-assigned public address is eth0's; eth\(index) takes an \"elasticIp\"")
      }
      if index == 0 { launch.publicIp = text != "false" }
    }
  }

  private func freeInterface(_ node: SourceNode) throws(Complaint) -> NetworkInterface.ID {
    let text = node.text ?? ""
    if let id = freeInterfaces[text] { return id }
    if freeInterfaces.values.contains(NetworkInterface.ID(text)) { return NetworkInterface.ID(text) }
    throw node.complaint(unknownWord("free-standing ENI", text, among: Array(freeInterfaces.keys)))
  }

  /// 1 of `eth1`.
  static func deviceIndex(_ text: String) -> Int? {
    guard text.hasPrefix("eth") else { return nil }
    let digits = text.dropFirst(3)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits == "0" || digits.first != "0",
      let index = Int(digits), index <= 255
    else { return nil }
    return index
  }
}

// Public addresses, and guests.
extension LabReader {
  /// Elastic IP addresses and given public addresses; then states and owners that EC2 would not touch.
  mutating func readAssociations() throws(Complaint) {
    for (id, node) in interfaceKeys {
      if let reference = node.value("elasticIp") { try associate(reference, id, nil) }
      if let value = node.value("publicIp"), let address = node.address("publicIp") {
        try give(address, id, at: value, index: 0)
      }
      for element in node.elements("secondaryPrivateIpAddresses") {
        guard let address = element.address("privateIpAddress"),
          let index = cloud.networkInterfaces[id]?.privateAddresses.firstIndex(where: { $0.address == address })
        else { continue }
        if let reference = element.value("elasticIp") { try associate(reference, id, address) }
        if let value = element.value("publicIp"), let publicIp = element.address("publicIp") {
          try give(publicIp, id, at: value, index: index)
        }
      }
    }
    for (id, node) in interfaceKeys {
      cloud.networkInterfaces[id]?.requesterManaged = node.boolean("requesterManaged") ?? false
    }
    for (id, state) in states { cloud.instances[id]?.state = state }
  }

  private mutating func associate(
    _ reference: SourceNode, _ interface: NetworkInterface.ID, _ address: IPv4Address?
  ) throws(Complaint) {
    let id = try elasticIp(reference)
    if let place = cloud.place(of: id) {
      let holder = cloud.networkInterfaces[place.interface].map(cloud.label(of:)) ?? place.interface.text
      throw reference.complaint("\(quoted(reference.text ?? "")) is associated with \(holder) already")
    }
    do throws(CloudError) {
      try cloud.apply(.associateAddress(id, interface, privateIpAddress: address))
    } catch {
      throw Complaint(reference.mark, "\(error.message) (\(error.code))")
    }
  }

  func elasticIp(_ node: SourceNode) throws(Complaint) -> ElasticAddress.ID {
    let text = node.text ?? ""
    if let id = elasticIps[text] { return id }
    if cloud.elasticAddresses[ElasticAddress.ID(text)] != nil { return ElasticAddress.ID(text) }
    throw node.complaint(unknownWord("Elastic IP address", text, among: Array(elasticIps.keys)))
  }

  private mutating func give(
    _ address: IPv4Address, _ interface: NetworkInterface.ID, at node: SourceNode, index: Int
  ) throws(Complaint) {
    guard PublicAddress.mayStandOnInternet(address) else {
      throw node.complaint("\(address) is no public IPv4 address")
    }
    if let holder = cloud.publicAddresses()[address] {
      let name = cloud.networkInterfaces[holder.interface].map(cloud.label(of:)) ?? ""
      throw node.complaint("the public address \(address) is \(name)'s already")
    }
    if let elastic = cloud.elasticAddresses.values.first(where: { $0.publicIp == address }) {
      throw node.complaint(
        "\(address) is the Elastic IP address \(quoted(elastic.name)); write elasticIp: \(elastic.name)")
    }
    if cloud.networkInterfaces[interface]?.privateAddresses[index].association != nil {
      throw node.complaint("this private address has an Elastic IP address already")
    }
    cloud.networkInterfaces[interface]?.privateAddresses[index].association = .init(publicIp: address, allocation: nil)
  }

  mutating func readGuests() throws(Complaint) {
    for member in root.named("instances") {
      guard let id = instances[member.key], let node = member.value.value("guest") else { continue }
      var guest = GuestDescription()
      let preset = node.text ?? node.text("preset")
      guest.preset = preset.flatMap { GuestPreset(rawValue: $0) } ?? .plain
      guest.commands = try commands(node.value("commands"), typedIn: id)
      lab.guests[id] = guest
    }
  }

  /// Lines for `guest`, understood and about cards that it has at the time.
  func commands(_ node: SourceNode?, typedIn guest: Instance.ID) throws(Complaint) -> [String] {
    let devices = cloud.interfaces(of: guest).map { "eth\($0.attachment?.deviceIndex ?? 0)" }
    var commands: [String] = []
    for element in node?.list ?? [] {
      let line = element.text ?? ""
      do throws(GuestCommandError) {
        try GuestCommand(parsing: line).check(devices: devices)
      } catch {
        throw Complaint(element.mark(at: max(0, error.column - 1)), error.description)
      }
      commands.append(line)
    }
    return commands
  }
}

/// Which addresses may stand on the internet: not RFC 1918's, RFC 6598's, or RFC 6890's special ones.
enum PublicAddress {
  static func mayStandOnInternet(_ address: IPv4Address) -> Bool {
    !address.isPrivate && !address.isShared && !address.isLoopback && !address.isLinkLocal && address.bits >> 24 != 0
      && address.bits >> 28 < 0xe
  }
}
