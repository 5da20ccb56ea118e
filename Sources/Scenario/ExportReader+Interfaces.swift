import Cloud
import OrderedCollections
import Wire

/// Elastic IP addresses, instances, ENIs, and tags.
extension ExportReader {
  mutating func readElasticAddresses() throws(LabFileError) {
    for object in objects["Addresses"] ?? [] {
      guard let publicIp = try object.address("PublicIp") else {
        count("addresses without a PublicIp are not carried")
        continue
      }
      let text = try object.text("AllocationId") ?? derivedID(prefix: "eipalloc", name: publicIp.description)
      let id = ElasticAddress.ID(text)
      var elastic = ElasticAddress(id: id, name: id.text, publicIp: publicIp)
      elastic.tags = try tags(of: object)
      guard try isNew(id.text, object, elastic, held: cloud.elasticAddresses[id]) else { continue }
      if let other = cloud.elasticAddresses.values.first(where: { $0.publicIp == publicIp }) {
        throw object.complaint("\(publicIp) is \(other.id)'s too")
      }
      cloud.elasticAddresses[id] = elastic
    }
  }

  private var instanceObjects: [ExportObject] {
    get throws(LabFileError) {
      var all: [ExportObject] = []
      for reservation in objects["Reservations"] ?? [] { all += try reservation.list("Instances", "an instance") }
      return all
    }
  }

  mutating func readInstances() throws(LabFileError) {
    for object in try instanceObjects {
      let id: Instance.ID = try id("InstanceId", of: object, prefix: "i")
      let stateText = try object.state("State") ?? "running"
      guard let state = Instance.State(rawValue: stateText) else {
        throw object.complaint(
          "the state of \(id) is \(quoted(stateText)), which EC2 does not know", at: object.node["State"])
      }
      if state == .terminated {
        note("\(id) is terminated; left out")
        continue
      }
      let zone = try object.object("Placement", "the placement")?.text("AvailabilityZone")
      let subnet = try object.text("SubnetId").flatMap { cloud.subnets[Subnet.ID($0)] }
      var instance = Instance(
        id: id, name: id.text, instanceType: try object.required("InstanceType"),
        availabilityZone: zone ?? subnet?.availabilityZone ?? "")
      instance.state = state
      instance.tags = try tags(of: object)
      if try isNew(id.text, object, instance, held: cloud.instances[id]) { cloud.instances[id] = instance }
    }
  }

  /// The ENIs' own answer; where it is silent, what the instances say of theirs.
  mutating func readInterfaces() throws(LabFileError) {
    for object in objects["NetworkInterfaces"] ?? [] { try readInterface(object, of: nil) }
    var inline = 0
    for object in try instanceObjects {
      let instance = Instance.ID(try object.required("InstanceId"))
      for interface in try object.list("NetworkInterfaces", "a network interface") {
        let id = NetworkInterface.ID(try interface.required("NetworkInterfaceId"))
        guard cloud.networkInterfaces[id] == nil, cloud.instances[instance] != nil else { continue }
        let before = cloud.networkInterfaces.count
        try readInterface(interface, of: instance)
        inline += cloud.networkInterfaces.count - before
      }
    }
    if inline > 0 {
      note("\(inline) ENIs are known from their instances alone; aws ec2 describe-network-interfaces tells all")
    }
    leaveOutBareInstances()
    settle()
  }

  private mutating func readInterface(_ object: ExportObject, of instance: Instance.ID?) throws(LabFileError) {
    let id: NetworkInterface.ID = try id("NetworkInterfaceId", of: object, prefix: "eni")
    guard let subnetText = try object.text("SubnetId"), let subnet = cloud.subnets[Subnet.ID(subnetText)] else {
      note("\(id) lies in \(try object.text("SubnetId") ?? "no subnet"), which the export does not hold; left out")
      return
    }
    let addresses = try privateAddresses(of: object)
    guard !addresses.isEmpty else {
      note("\(id) has no IPv4 address; IPv6 alone is not carried, left out")
      return
    }
    var groups: [SecurityGroup.ID] = []
    let worn = try object.list("Groups", "a security group") + object.list("GroupSet", "a security group")
    for group in worn {
      let worn = SecurityGroup.ID(try group.required("GroupId"))
      try hold(worn, in: subnet.vpc, group)
      if !groups.contains(worn) { groups.append(worn) }
    }
    let isOwn = try object.boolean("RequesterManaged") != true
    if groups.isEmpty, isOwn, let born = cloud.defaultSecurityGroup(of: subnet.vpc) {
      groups = [born.id]
      note("\(id): no security group is told; taken as the VPC's default one")
    }
    var interface = NetworkInterface(
      id: id, name: id.text, subnet: subnet.id, macAddress: try mac(of: object), privateAddresses: addresses,
      securityGroups: groups)
    interface.sourceDestCheck = try object.boolean("SourceDestCheck") ?? true
    interface.description = try object.text("Description") ?? ""
    interface.requesterManaged = !isOwn
    interface.interfaceType = try object.text("InterfaceType") ?? "interface"
    interface.attachment = try attachment(of: object, id, instance)
    interface.connectionTracking = try connectionTracking(of: object)
    interface.tags = try tags(of: object)
    if try !object.list("Ipv6Addresses", "an IPv6 address").isEmpty { count("IPv6 addresses of ENIs are not carried") }
    for element in try object.list("Ipv4Prefixes", "a prefix") {
      if let prefix = try element.prefix("Ipv4Prefix") { interface.ipv4Prefixes.append(prefix) }
    }
    if try !object.list("Ipv6Prefixes", "a prefix").isEmpty { count("IPv6 prefixes of ENIs are not carried") }
    if try isNew(id.text, object, interface, held: cloud.networkInterfaces[id]) {
      cloud.networkInterfaces[id] = interface
    }
  }

  /// A group that nothing else tells of is as AWS makes a new one.
  private mutating func hold(_ id: SecurityGroup.ID, in vpc: VPC.ID, _ object: ExportObject) throws(LabFileError) {
    guard cloud.securityGroups[id] == nil else { return }
    var group = SecurityGroup(id: id, name: try object.text("GroupName") ?? id.text, vpc: vpc)
    group.egress = [.allOut]
    cloud.securityGroups[id] = group
    cloud.securityGroups = byVpc(cloud.securityGroups) { $0.vpc }
    note("\(id) is not told; taken as AWS makes a new group: nothing in, all out")
  }

  /// The primary one first.
  private func privateAddresses(of object: ExportObject) throws(LabFileError) -> [NetworkInterface.PrivateAddress] {
    var primary = try object.address("PrivateIpAddress")
    let list = try object.list("PrivateIpAddresses", "a private address")
    if primary == nil {
      for element in list where try element.boolean("Primary") == true {
        primary = try element.address("PrivateIpAddress")
      }
      if primary == nil { primary = try list.first?.address("PrivateIpAddress") }
    }
    guard let primary else { return [] }
    var addresses = [NetworkInterface.PrivateAddress(primary)]
    addresses[0].association = try association(of: object)
    for element in list {
      guard let address = try element.address("PrivateIpAddress") else { continue }
      let association = try association(of: element)
      if let index = addresses.firstIndex(where: { $0.address == address }) {
        addresses[index].association = association ?? addresses[index].association
      } else {
        addresses.append(NetworkInterface.PrivateAddress(address, association: association))
      }
    }
    return addresses
  }

  private func association(
    of object: ExportObject
  ) throws(LabFileError) -> NetworkInterface.PrivateAddress.Association? {
    guard let association = try object.object("Association", "an association"),
      let publicIp = try association.address("PublicIp")
    else { return nil }
    let allocation = try association.text("AllocationId").map { ElasticAddress.ID($0) }
    let known = cloud.elasticAddresses.values.first { $0.publicIp == publicIp }?.id
    return .init(publicIp: publicIp, allocation: allocation ?? known)
  }

  /// One that follows from the id where none is told, or where another ENI has it.
  private mutating func mac(of object: ExportObject) throws(LabFileError) -> MACAddress {
    let id = NetworkInterface.ID(try object.required("NetworkInterfaceId"))
    guard let text = try object.text("MacAddress"), !text.isEmpty else {
      note("\(id): no MAC is told; one is made up")
      return madeUpMac(for: id)
    }
    guard let mac = MACAddress(text.lowercased()), !mac.isGroup, mac != .zero else {
      throw object.complaint(
        "MacAddress of \(id) is \(quoted(text)), no MAC of one interface", at: object.node["MacAddress"])
    }
    if let other = macs[mac], other != id {
      note("\(id): its MAC \(mac) is another ENI's too; another is made up")
      return madeUpMac(for: id)
    }
    macs[mac] = id
    return mac
  }

  /// Locally administered, FNV-1a of the id, and nobody's yet.
  private mutating func madeUpMac(for id: NetworkInterface.ID) -> MACAddress {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    while true {
      let mac = MACAddress(bits: 0x0200_0000_0000 | hash & 0xff_ffff_ffff)
      if macs[mac] == nil || macs[mac] == id {
        macs[mac] = id
        return mac
      }
      hash = hash &* 0x100_0000_01b3 &+ 1
    }
  }

  private mutating func attachment(
    of object: ExportObject, _ id: NetworkInterface.ID, _ instance: Instance.ID?
  ) throws(LabFileError) -> NetworkInterface.Attachment? {
    guard let attachment = try object.object("Attachment", "an attachment") else { return nil }
    let status = try attachment.state("Status") ?? "attached"
    guard status == "attached" || status == "attaching" else { return nil }
    guard let host = try attachment.text("InstanceId").map({ Instance.ID($0) }) ?? instance else { return nil }
    guard cloud.instances[host] != nil else {
      note("\(id) is attached to \(host), which the export does not hold; taken as detached")
      return nil
    }
    let index = try attachment.integer("DeviceIndex") ?? 0
    guard (0...255).contains(index) else {
      throw attachment.complaint(
        "DeviceIndex of \(id) is \(index), and goes from 0 to 255", at: attachment.node["DeviceIndex"])
    }
    let text = try attachment.text("AttachmentId") ?? ""
    let isID = EC2ID.refusal(of: text, prefix: "eni-attach") == nil
    return NetworkInterface.Attachment(
      id: isID ? text : derivedID(prefix: "eni-attach", name: "\(id)/\(host)/\(index)"), instance: host,
      deviceIndex: index, deleteOnTermination: try attachment.boolean("DeleteOnTermination") ?? false)
  }

  private func connectionTracking(of object: ExportObject) throws(LabFileError) -> NetworkInterface.ConnectionTracking {
    var tracking = NetworkInterface.ConnectionTracking()
    let keys = ["ConnectionTrackingConfiguration", "ConnectionTrackingSpecification"]
    guard let key = keys.first(where: { object.has($0) }), let told = try object.object(key, "connection tracking")
    else {
      return tracking
    }
    func seconds(_ key: String, _ range: ClosedRange<Int>) throws(LabFileError) -> Int? {
      guard let seconds = try told.integer(key) else { return nil }
      guard range.contains(seconds) else {
        throw told.complaint(
          "\(key) is \(range.lowerBound) to \(range.upperBound) seconds, not \(seconds)", at: told.node[key])
      }
      return seconds
    }
    tracking.tcpEstablishedTimeout = try seconds("TcpEstablishedTimeout", 60...432_000)
    tracking.udpStreamTimeout = try seconds("UdpStreamTimeout", 60...180) ?? tracking.udpStreamTimeout
    tracking.udpTimeout = try seconds("UdpTimeout", 30...60) ?? tracking.udpTimeout
    return tracking
  }
}

// Once all are there.
extension ExportReader {
  /// An instance without an ENI can neither send nor receive.
  private mutating func leaveOutBareInstances() {
    let hosts = Set(cloud.networkInterfaces.values.compactMap { $0.attachment?.instance })
    for id in Array(cloud.instances.keys) where !hosts.contains(id) {
      note("\(id) has no ENI in the export; left out")
      cloud.instances[id] = nil
    }
  }

  /// Device indexes that several network cards share become one row; then the order of a lab file: instances' ENIs by
  /// instance and index, then the others.
  private mutating func settle() {
    var byHost: [Instance.ID: [NetworkInterface]] = [:]
    for interface in cloud.networkInterfaces.values {
      if let host = interface.attachment?.instance { byHost[host, default: []].append(interface) }
    }
    var ordered: [NetworkInterface] = []
    for instance in cloud.instances.values {
      var own = (byHost[instance.id] ?? []).sorted {
        ($0.attachment?.deviceIndex ?? 0) < ($1.attachment?.deviceIndex ?? 0)
      }
      var used: Set<Int> = []
      for at in own.indices {
        guard var attachment = own[at].attachment else { continue }
        if used.contains(attachment.deviceIndex) || at == 0 && attachment.deviceIndex != 0 {
          let free = (0...255).first { !used.contains($0) } ?? 255
          note("\(own[at].id) is at device index \(attachment.deviceIndex) of \(instance.id); called eth\(free) here")
          attachment.deviceIndex = free
          own[at].attachment = attachment
        }
        used.insert(attachment.deviceIndex)
      }
      own.sort { ($0.attachment?.deviceIndex ?? 0) < ($1.attachment?.deviceIndex ?? 0) }
      ordered += own
      if instance.availabilityZone.isEmpty, let subnet = own.first.flatMap({ cloud.subnets[$0.subnet] }) {
        cloud.instances[instance.id]?.availabilityZone = subnet.availabilityZone
      }
    }
    ordered += cloud.networkInterfaces.values.filter { $0.attachment == nil }
    cloud.networkInterfaces = OrderedDictionary(uniqueKeysWithValues: ordered.map { ($0.id, $0) })
  }

  /// Associations that only the addresses tell; then what follows from all of them.
  mutating func readAddressAssociations() throws(LabFileError) {
    for object in objects["Addresses"] ?? [] {
      guard let publicIp = try object.address("PublicIp"),
        let elastic = cloud.elasticAddresses.values.first(where: { $0.publicIp == publicIp }),
        let host = try holder(of: object), let interface = cloud.networkInterfaces[host]
      else { continue }
      let address = try object.address("PrivateIpAddress") ?? interface.primaryAddress
      guard let index = interface.privateAddresses.firstIndex(where: { $0.address == address }) else {
        throw object.complaint("\(elastic.id) is associated with \(address), which \(host) does not have")
      }
      if let other = interface.privateAddresses[index].association, other.publicIp != publicIp {
        throw object.complaint("\(address) of \(host) has the public address \(other.publicIp) and not \(publicIp)")
      }
      if cloud.place(of: elastic.id) == nil {
        cloud.networkInterfaces[host]?.privateAddresses[index].association = .init(
          publicIp: publicIp, allocation: elastic.id)
      }
    }
    holdAllocations()
    leaveOutUnreachablePublicAddresses()
    noteLaunchWishes()
  }

  /// The ENI that an address names, or the primary one of the instance that it names.
  private func holder(of address: ExportObject) throws(LabFileError) -> NetworkInterface.ID? {
    if let id = try address.text("NetworkInterfaceId") { return NetworkInterface.ID(id) }
    return try address.text("InstanceId").flatMap { cloud.interfaces(of: Instance.ID($0)).first?.id }
  }

  /// An allocation that only its ENI tells of.
  private mutating func holdAllocations() {
    for interface in cloud.networkInterfaces.values {
      for association in interface.privateAddresses.compactMap(\.association) {
        guard let id = association.allocation, cloud.elasticAddresses[id] == nil else { continue }
        cloud.elasticAddresses[id] = ElasticAddress(id: id, name: id.text, publicIp: association.publicIp)
        note("\(id) is known from \(interface.id) alone")
      }
    }
  }

  /// Without an internet gateway nothing carries a public address, and EC2 associates none.
  private mutating func leaveOutUnreachablePublicAddresses() {
    for interface in cloud.networkInterfaces.values {
      guard let vpc = cloud.subnets[interface.subnet]?.vpc, cloud.internetGateway(of: vpc) == nil else { continue }
      for (index, address) in interface.privateAddresses.enumerated() {
        guard let association = address.association else { continue }
        cloud.networkInterfaces[interface.id]?.privateAddresses[index].association = nil
        note(
          "\(interface.id): \(association.publicIp) is left out, because \(vpc) has no internet gateway in the export")
      }
    }
  }

  /// Whether an instance was launched with a public address, as far as it can be seen: decides about the next start.
  private mutating func noteLaunchWishes() {
    for instance in cloud.instances.values {
      let own = cloud.interfaces(of: instance.id)
      guard let primary = own.first else { continue }
      if primary.privateAddresses[0].association.map({ $0.allocation == nil }) ?? false {
        cloud.instances[instance.id]?.associatePublicIpAddress = true
      } else if own.count == 1, instance.state == .running, cloud.subnets[primary.subnet]?.mapPublicIpOnLaunch == true,
        primary.privateAddresses.allSatisfy({ $0.association == nil })
      {
        cloud.instances[instance.id]?.associatePublicIpAddress = false
      }
    }
  }

  /// Tags that only the list of tags tells.
  mutating func readTags() throws(LabFileError) {
    for object in objects["Tags"] ?? [] {
      let id = try object.required("ResourceId")
      let tag = Tag(key: try object.required("Key"), value: try object.text("Value") ?? "")
      func add(_ tags: inout [Tag]?) {
        guard let held = tags, !held.contains(where: { $0.key == tag.key }) else { return }
        tags = Self.nameFirst(held + [tag])
      }
      add(&cloud.vpcs[.init(id)].tags)
      add(&cloud.subnets[.init(id)].tags)
      add(&cloud.securityGroups[.init(id)].tags)
      add(&cloud.networkAcls[.init(id)].tags)
      add(&cloud.routeTables[.init(id)].tags)
      add(&cloud.internetGateways[.init(id)].tags)
      add(&cloud.networkInterfaces[.init(id)].tags)
      add(&cloud.elasticAddresses[.init(id)].tags)
      add(&cloud.instances[.init(id)].tags)
    }
  }
}

/// What carries tags, so that one line adds a tag to whatever an id names.
private protocol Tagged {
  var tags: [Tag] { get set }
}
extension VPC: Tagged {}
extension Subnet: Tagged {}
extension SecurityGroup: Tagged {}
extension NetworkAcl: Tagged {}
extension RouteTable: Tagged {}
extension InternetGateway: Tagged {}
extension NetworkInterface: Tagged {}
extension ElasticAddress: Tagged {}
extension Instance: Tagged {}

extension Optional where Wrapped: Tagged {
  fileprivate var tags: [Tag]? {
    get { self?.tags }
    set { if let newValue { self?.tags = newValue } }
  }
}
