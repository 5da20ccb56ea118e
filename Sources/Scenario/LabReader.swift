import Cloud
import Lab
import OrderedCollections
import Units
import Wire

/// Turns a checked tree of nodes into a `LabDescription`, by EC2's own calls, so that every limit is checked in `Cloud`
/// and nowhere else.
///
/// In order: VPCs with what lies in them, groups' rules, Elastic IP addresses, instances and ENIs, routes,
/// associations; then what happens. A name may stand before the thing that it names.
struct LabReader {
  let root: SourceNode
  var lab: LabDescription
  /// By what the lab calls them.
  var vpcs: OrderedDictionary<String, VPC.ID> = [:]
  var subnets = LabNames<Subnet>(kind: "subnet")
  var securityGroups = LabNames<SecurityGroup>(kind: "security group")
  var networkAcls = LabNames<NetworkAcl>(kind: "network ACL")
  var routeTables = LabNames<RouteTable>(kind: "route table")
  var internetGateways: OrderedDictionary<String, InternetGateway.ID> = [:]
  var elasticIps: OrderedDictionary<String, ElasticAddress.ID> = [:]
  var instances: OrderedDictionary<String, Instance.ID> = [:]
  /// Free-standing ENIs by name, and their nodes.
  var freeInterfaces: OrderedDictionary<String, NetworkInterface.ID> = [:]
  /// Set once everything is in place: EC2 lets nothing happen to a pending instance.
  var states: OrderedDictionary<Instance.ID, Instance.State> = [:]
  /// What ENIs are called at some time of the time line: `web/eth1` may come into being.
  var labelsInTime: Set<String> = []
  /// Every ENI's node.
  var interfaceKeys: OrderedDictionary<NetworkInterface.ID, SourceNode> = [:]

  var cloud: CloudState {
    get { lab.cloud }
    _modify { yield &lab.cloud }
  }

  /// `name` is the lab's where the file does not say.
  static func read(_ root: SourceNode, name: String) throws(Complaint) -> LabDescription {
    guard case .mapping(let members) = root.content else {
      if root.isNull { throw Complaint(nil, "the file is empty") }
      throw root.complaint("a lab is a mapping, not \(root.kind); it begins with \"lab: NAME\"")
    }
    if let first = members.first, !members.contains(where: { key in LabKeys.lab.keys.contains { $0.name == key.key } }),
      ExportKeys.isKnown(first.key)
    {
      throw Complaint(first.keyMark, "this is an answer of the AWS CLI, not a lab; name the folder that it lies in")
    }
    try LabKeys.lab.check(root, "lab")
    var reader = LabReader(root: root, lab: LabDescription(name: root.text("lab") ?? name))
    try reader.readHead()
    try reader.readVpcs()
    try reader.readGroupRules()
    try reader.readFreeGateways()
    try reader.readElasticIps()
    try reader.readInterfacesAndInstances()
    try reader.readRoutes()
    try reader.readAssociations()
    try reader.readGuests()
    try reader.readTraffic()
    try reader.readTimeline()
    try reader.readExpectations()
    return reader.lab
  }

  private mutating func readHead() throws(Complaint) {
    if let node = root.value("lab"), let refusal = LabShape.nameRefusal(lab.name) {
      throw node.complaint("\(refusal) is no name of a lab")
    }
    lab.summary = root.text("description") ?? ""
    lab.isRecorded = root.boolean("recorded") ?? false
    if let region = root.value("region"), let text = region.text {
      guard Self.isRegion(text) else { throw region.complaint("\(quoted(text)) is no Region such as us-east-1") }
      cloud.region = text
    }
    try readRun()
    readQuotas()
    for node in root.elements("unmodelledTargets") { if let id = node.text { cloud.unmodelledTargets.append(id) } }
    cloud.internetHosts = declaredInternetHosts()
  }

  /// How the lab runs; what is not said stays.
  mutating func readRun() throws(Complaint) {
    lab.seed = root.text("seed").flatMap { UInt64($0) } ?? lab.seed
    lab.startsAt = root.text("startsAt").flatMap { try? Timestamp.nanoseconds($0) } ?? lab.startsAt
    lab.duration = root.duration("duration") ?? lab.duration
    if let fabric = root.value("fabric") {
      lab.fabric.latency = fabric.duration("latency") ?? lab.fabric.latency
      lab.fabric.bandwidth = fabric.text("bandwidth").flatMap { try? Quantities.rate($0) } ?? lab.fabric.bandwidth
      if let node = fabric.value("latency"), lab.fabric.latency < .microseconds(1) {
        throw node.complaint("latency: less than 1us between servers is not carried by this version of vpclab")
      }
    }
  }

  private mutating func readQuotas() {
    guard let node = root.value("quotas") else { return }
    func raise(_ key: String, _ quota: inout Int) { quota = node.integer(key) ?? quota }
    raise("rulesPerSecurityGroup", &cloud.quotas.rulesPerSecurityGroup)
    raise("securityGroupsPerInterface", &cloud.quotas.securityGroupsPerInterface)
    raise("entriesPerNetworkAcl", &cloud.quotas.entriesPerNetworkAcl)
    raise("routesPerRouteTable", &cloud.quotas.routesPerRouteTable)
    raise("cidrBlocksPerVpc", &cloud.quotas.cidrBlocksPerVpc)
  }

  /// `us-east-1`, `us-gov-west-1`: words between hyphens and a number.
  static func isRegion(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (3...5).contains(parts.count), let number = parts.last, number.utf8.count <= 2,
      number.utf8.allSatisfy({ (0x31...0x39).contains($0) })
    else { return false }
    return parts.dropLast().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x61...0x7a).contains($0) } }
  }

  /// Who stands on the internet by the lab's word, so that no address is given twice. Public addresses that the lab
  /// gives to its own ENIs are not among them.
  func declaredInternetHosts() -> Set<IPv4Address> {
    var own: Set<IPv4Address> = []
    for section in ["elasticIps", "instances", "networkInterfaces"] {
      for word in root.value(section)?.words ?? [] { if let address = IPv4Address(word.text) { own.insert(address) } }
    }
    var hosts: Set<IPv4Address> = []
    for section in ["traffic", "expect"] {
      for word in root.value(section)?.words ?? [] {
        if word.text == "internet" { hosts.insert(Endpoint.defaultInternetAddress) }
        if word.text.hasPrefix("internet:"), let address = IPv4Address(word.text.dropFirst(9)) { hosts.insert(address) }
      }
    }
    return hosts.subtracting(own)
  }
}

// What every part of the reader asks for.
extension LabReader {
  /// `id:`, or the key where it is an id itself; nil: it follows from the name.
  func givenID<Resource>(_ member: SourceNode.Member, prefix: String) throws(Complaint) -> ResourceID<Resource>? {
    if let node = member.value.value("id"), let text = node.text {
      if let refusal = EC2ID.refusal(of: text, prefix: prefix) { throw node.complaint("id: \(refusal)") }
      return ResourceID(text)
    }
    return EC2ID.isID(member.key, prefix: prefix) ? ResourceID(member.key) : nil
  }

  /// `name:` first, then `tags`.
  func tags(of node: SourceNode) throws(Complaint) -> [Tag] {
    var tags: [Tag] = []
    if let name = node.text("name") { tags.append(Tag(key: "Name", value: name)) }
    guard let value = node.value("tags") else { return tags }
    func add(_ key: String, _ text: String, _ mark: SourceMark) throws(Complaint) {
      if tags.contains(where: { $0.key == key }) {
        throw Complaint(mark, "the tag \(quoted(key)) is here twice\(key == "Name" ? "; `name:` is the Name tag" : "")")
      }
      tags.append(Tag(key: key, value: text))
    }
    if let list = value.list {
      for node in list { try add(node.text("key") ?? "", node.text("value") ?? "", node.mark) }
    } else {
      for member in value.members ?? [] { try add(member.key, member.value.text ?? "", member.keyMark) }
    }
    return tags
  }

  /// EC2's refusal at the word that caused it, as far as that can be told; otherwise at `fallback`.
  func complaint(_ error: CloudError, in node: SourceNode, at fallback: SourceMark) -> Complaint {
    Complaint(Self.place(of: error, in: node) ?? fallback, "\(error.message) (\(error.code))")
  }

  private static func place(of error: CloudError, in node: SourceNode) -> SourceMark? {
    let keys: [String] =
      switch error.code {
      case "InvalidSubnet.Range", "InvalidSubnet.Conflict": ["cidrBlock"]
      case "SecurityGroupsPerInterfaceLimitExceeded": ["securityGroups"]
      case "PrivateIpAddressLimitExceeded", "InvalidInterface.IpAddressLimitExceeded": ["secondaryPrivateIpAddresses"]
      case "AttachmentLimitExceeded": ["interfaces", "deviceIndex"]
      case "CidrLimitExceeded": ["secondaryCidrBlocks"]
      case "Gateway.NotAttached": ["elasticIp", "associate"]
      case "InvalidParameterCombination": ["availabilityZone", "publicIp"]
      default: []
      }
    for key in keys { if let value = node.value(key) { return value.mark } }
    // What looks like an address, a block, a zone or a type, and is quoted in the refusal.
    let said = error.message.split { !($0.isLetter || $0.isNumber || "./:-_".contains($0)) }
      .map { String($0.last == "." ? $0.dropLast() : $0) }
      .filter { word in word.contains { $0.isNumber } && word.contains { "./:-".contains($0) } }
    for word in said { if let place = node.place(of: word) { return place } }
    return nil
  }

  /// A reference, or a complaint at the place in `node` where it goes wrong.
  func resolve<Resource>(
    _ text: String, _ names: LabNames<Resource>, in vpc: VPC.ID?, at node: SourceNode, offset: Int = 0
  ) throws(Complaint) -> ResourceID<Resource> {
    do throws(Refusal) {
      return try names.resolve(text, in: vpc, vpcs)
    } catch {
      throw Complaint(node.mark(at: offset + error.offset), error.message)
    }
  }

  func resolveVpc(_ node: SourceNode) throws(Complaint) -> VPC.ID {
    let text = node.text ?? ""
    if let id = vpcs[text] { return id }
    if cloud.vpcs[VPC.ID(text)] != nil { return VPC.ID(text) }
    throw node.complaint(unknownWord("VPC", text, among: Array(vpcs.keys)))
  }
}
