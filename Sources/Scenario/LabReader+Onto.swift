import Cloud
import Lab
import OrderedCollections

extension LabFile {
  /// What a further file says happens in `lab`: its `traffic`, `timeline` and `expect`, with `seed`, `duration`,
  /// `startsAt` and `fabric` where it has them. For an export, which has none of these.
  package static func read(happenings path: String, in lab: LabDescription) throws(LabFileError) -> LabDescription {
    let bytes = try bytes(at: path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LabFileError(file: path, mark: badUTF8(in: bytes), message: "not UTF-8")
    }
    return try read(happenings: text, name: path, in: lab)
  }

  /// The same from a text; `name` is what complaints call it.
  package static func read(
    happenings text: String, name: String, in lab: LabDescription
  ) throws(LabFileError) -> LabDescription {
    do throws(Complaint) {
      return try LabReader.read(happenings: try YAMLText.nodes(of: text), in: lab)
    } catch {
      throw error.inFile(name)
    }
  }
}

extension LabReader {
  static func read(happenings root: SourceNode, in lab: LabDescription) throws(Complaint) -> LabDescription {
    let keys = ["lab", "description", "seed", "startsAt", "duration", "fabric", "traffic", "timeline", "expect"]
    guard case .mapping(let members) = root.content else {
      throw root.complaint("a file of traffic is a mapping, not \(root.kind); it begins with \"traffic:\"")
    }
    try LabKeys.lab.check(root, "lab")
    if let other = members.first(where: { !keys.contains($0.key) }) {
      throw Complaint(
        other.keyMark, "\(quoted(other.key)) is the lab's own; here stand \(keys.dropFirst(2).joined(separator: ", "))")
    }
    var reader = LabReader(root: root, lab: lab)
    reader.learnNames()
    try reader.readRun()
    reader.cloud.internetHosts.formUnion(reader.declaredInternetHosts())
    try reader.readTraffic()
    try reader.readTimeline()
    try reader.readExpectations()
    return reader.lab
  }

  /// What the cloud calls its resources.
  private mutating func learnNames() {
    for vpc in cloud.vpcs.values { vpcs[vpc.name] = vpc.id }
    for subnet in cloud.subnets.values { subnets.add(subnet.name, subnet.id, in: subnet.vpc) }
    for group in cloud.securityGroups.values { securityGroups.add(group.name, group.id, in: group.vpc) }
    for acl in cloud.networkAcls.values { networkAcls.add(acl.name, acl.id, in: acl.vpc) }
    for table in cloud.routeTables.values { routeTables.add(table.name, table.id, in: table.vpc) }
    for gateway in cloud.internetGateways.values { internetGateways[gateway.name] = gateway.id }
    for elastic in cloud.elasticAddresses.values { elasticIps[elastic.name] = elastic.id }
    for instance in cloud.instances.values { instances[instance.name] = instance.id }
    for interface in cloud.networkInterfaces.values where interface.attachment == nil {
      freeInterfaces[interface.name] = interface.id
    }
  }
}
