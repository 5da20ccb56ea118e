import Cloud
import Lab
import OrderedCollections
import Wire

/// Sorts the answers by kind, then builds the cloud: VPCs first, then what lies in them, by VPC.
struct ExportReader {
  var objects: [String: [ExportObject]] = [:]
  var notes: [String] = []
  var cloud = CloudState()
  /// Which object described a resource, to tell a repeated page from a contradiction.
  private var described: [String: ExportObject] = [:]
  /// Answers that are not carried, by their top-level key.
  private var unused: OrderedDictionary<String, (elements: Int, files: OrderedSet<String>)> = [:]
  /// Gateways that the export holds: routes to others are blackholes.
  var heldGateways: OrderedSet<String> = []
  /// Whose each hardware address is.
  var macs: [MACAddress: NetworkInterface.ID] = [:]
  /// How often something was left out, by its sentence.
  private var counts: OrderedDictionary<String, Int> = [:]

  /// One sentence for many of a kind.
  mutating func count(_ what: String) { counts[what, default: 0] += 1 }

  mutating func note(_ text: String) { notes.append(printable(text)) }

  /// What a JSON text turned out to be.
  enum Answer { case used, unused, foreign }

  /// Takes in what one file holds; true: something of it is used.
  mutating func sort(_ root: SourceNode, _ file: String) throws(LabFileError) -> Bool {
    let documents = root.list ?? [root]
    var kinds: [Answer] = []
    for document in documents {
      guard case .mapping(let members) = document.content else { continue }
      for member in members { kinds.append(try sort(member, of: document, file)) }
    }
    // An empty list, as of a page without anything, is not worth a word.
    let isEmpty = root.list?.isEmpty ?? false
    if !isEmpty, kinds.allSatisfy({ $0 == .foreign }) { note("\(file): no answer of aws ec2 describe-*; not used") }
    return kinds.contains(.used)
  }

  private mutating func sort(
    _ member: SourceNode.Member, of root: SourceNode, _ file: String
  ) throws(LabFileError) -> Answer {
    let answer = ExportObject(node: root, file: file, what: "the answer")
    let isGateway = ExportKeys.gateways.contains { $0.list == member.key }
    if ExportKeys.used.contains(member.key) || isGateway {
      objects[member.key, default: []] += try answer.list(member.key, ExportKeys.what[member.key] ?? "an element")
    }
    if ExportKeys.used.contains(member.key) { return .used }
    // The AWS CLI writes its answers' keys with a capital: `DhcpOptions`.
    guard let elements = member.value.list, member.key.first?.isUppercase == true else {
      return isGateway ? .used : .foreign
    }
    unused[member.key, default: (0, [])].elements += elements.count
    unused[member.key]?.files.append(file)
    return isGateway ? .used : .unused
  }

  /// The cloud, once all files are sorted.
  mutating func cloud(of folder: String) throws(LabFileError) -> CloudState {
    try readGateways()
    try readVpcs(of: folder)
    try readRegion()
    try readNetworkAcls()
    try readSubnets()
    try readInternetGateways()
    try readSecurityGroups()
    try readElasticAddresses()
    try readInstances()
    try readInterfaces()
    try readRouteTables()
    try readAddressAssociations()
    try readTags()
    cloud.raiseQuotasToWhatIsHeld()
    try judge(folder)
    summarise()
    return cloud
  }

  /// What the cloud says of itself as a whole.
  private mutating func judge(_ folder: String) throws(LabFileError) {
    for problem in cloud.validate() {
      guard problem.severity == .fatal else {
        note(problem.description)
        continue
      }
      let place = described[problem.resource]
      throw LabFileError(file: place?.file ?? folder, mark: place?.node.mark, message: problem.description)
    }
  }

  private mutating func summarise() {
    for (what, count) in counts { note(count == 1 ? what : "\(what) (\(count) times)") }
    var left: [String] = []
    for (key, answer) in unused where answer.elements > 0 {
      left.append("\(answer.elements) \(key)" + (answer.files.count > 1 ? " in \(answer.files.count) files" : ""))
    }
    let empty = unused.filter { $0.value.elements == 0 }.keys
    let parts = [left.joined(separator: ", "), empty.isEmpty ? "" : "empty: \(empty.joined(separator: ", "))"]
    if !unused.isEmpty {
      note("not carried by this version of vpclab: \(parts.filter { !$0.isEmpty }.joined(separator: "; "))")
    }
  }

  /// True the first time that `id` is described. The same again is a repeated page; something else, a contradiction.
  mutating func isNew<Value: Equatable>(
    _ id: String, _ object: ExportObject, _ value: Value, held: Value?
  ) throws(LabFileError) -> Bool {
    guard let first = described[id] else {
      described[id] = object
      return true
    }
    if held == value { return false }
    let place = first.file == object.file ? "line \(first.node.mark.line)" : first.file
    throw object.complaint("\(id) is described here otherwise than in \(place)")
  }

  /// Name first, then in the answer's order.
  func tags(of object: ExportObject) throws(LabFileError) -> [Tag] {
    var tags: [Tag] = []
    for tag in try object.list("Tags", "a tag") + object.list("TagSet", "a tag") {
      let key = try tag.required("Key")
      if tags.contains(where: { $0.key == key }) { continue }
      tags.append(Tag(key: key, value: try tag.text("Value") ?? ""))
    }
    return Self.nameFirst(tags)
  }

  static func nameFirst(_ tags: [Tag]) -> [Tag] { tags.filter { $0.key == "Name" } + tags.filter { $0.key != "Name" } }

  /// An id that can stand in a lab file too.
  func id<Resource>(_ key: String, of object: ExportObject, prefix: String) throws(LabFileError) -> ResourceID<Resource>
  {
    let text = try object.required(key)
    guard EC2ID.refusal(of: text, prefix: prefix) == nil else {
      throw object.complaint(
        "\(key) of \(object.what) is \(quoted(text)), no id such as \(prefix)-0123456789abcdef0", at: object.node[key])
    }
    return ResourceID(text)
  }
}

// Gateways, VPCs, Regions.
extension ExportReader {
  private mutating func readGateways() throws(LabFileError) {
    for kind in ExportKeys.gateways {
      for object in objects[kind.list] ?? [] {
        let state = try object.state(object.has("State") ? "State" : "Status") ?? ""
        if ["deleted", "rejected", "expired", "failed"].contains(state.lowercased()) { continue }
        heldGateways.append(try object.required(kind.id))
      }
    }
    cloud.unmodelledTargets = heldGateways
  }

  private mutating func readVpcs(of folder: String) throws(LabFileError) {
    for object in objects["Vpcs"] ?? [] {
      let id: VPC.ID = try id("VpcId", of: object, prefix: "vpc")
      guard let primary = try object.prefix("CidrBlock") else { throw object.complaint("\(id) has no CidrBlock") }
      var blocks = [primary]
      for association in try object.list("CidrBlockAssociationSet", "a CIDR block association") {
        let state = try association.state("CidrBlockState") ?? "associated"
        if let block = try association.prefix("CidrBlock"), state.hasPrefix("associat"), !blocks.contains(block) {
          blocks.append(block)
        }
      }
      if try !object.list("Ipv6CidrBlockAssociationSet", "an IPv6 association").isEmpty {
        count("IPv6 blocks of VPCs are not carried")
      }
      var vpc = VPC(id: id, name: id.text, cidrBlocks: blocks)
      vpc.isDefault = try object.boolean("IsDefault") ?? false
      vpc.tags = try tags(of: object)
      if try isNew(id.text, object, vpc, held: cloud.vpcs[id]) { cloud.vpcs[id] = vpc }
    }
    if cloud.vpcs.isEmpty {
      throw LabFileError(file: folder, message: "the export holds no VPC; aws ec2 describe-vpcs tells them")
    }
  }

  private mutating func readRegion() throws(LabFileError) {
    var regions: OrderedSet<String> = []
    for object in objects["AvailabilityZones"] ?? [] {
      if let region = try object.text("RegionName") { regions.append(region) }
    }
    for object in objects["Subnets"] ?? [] {
      if let zone = try object.text("AvailabilityZone"), !regions.contains(where: { zone.hasPrefix($0) }) {
        regions.append(Self.region(ofZone: zone))
      }
    }
    let valid = regions.filter(LabReader.isRegion)
    cloud.region = valid.first ?? cloud.region
    if valid.isEmpty { note("no Region is told; taken as \(cloud.region)") }
    if valid.count > 1 { note("several Regions (\(valid.joined(separator: ", "))) are one lab") }
  }

  /// `us-west-2` of `us-west-2a` and of `us-west-2-lax-1a`.
  static func region(ofZone zone: String) -> String {
    guard let digit = zone.firstIndex(where: { $0.isASCII && $0.isNumber }) else { return zone }
    return String(zone[...digit])
  }

  /// Whether the VPC is held; what lies in one that is not is left out.
  mutating func isHeld(_ vpc: VPC.ID, _ what: String) -> Bool {
    if cloud.vpcs[vpc] != nil { return true }
    note("\(what) lies in \(vpc), which the export does not hold; left out")
    return false
  }

  /// By VPC, in the order of the VPCs; within one, as they stand.
  func byVpc<ID: Hashable, Value>(
    _ all: OrderedDictionary<ID, Value>, _ vpc: (Value) -> VPC.ID?
  ) -> OrderedDictionary<ID, Value> {
    var groups: [VPC.ID?: [(ID, Value)]] = [:]
    for (id, value) in all { groups[vpc(value), default: []].append((id, value)) }
    var ordered: [(ID, Value)] = []
    for id in cloud.vpcs.keys { ordered += groups.removeValue(forKey: id) ?? [] }
    ordered += groups[nil] ?? []
    return OrderedDictionary(uniqueKeysWithValues: ordered)
  }
}
