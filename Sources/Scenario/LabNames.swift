import Cloud
import OrderedCollections

/// What the lab calls its resources: by name within a VPC, by `VPC/NAME` anywhere, and by id.
struct LabNames<Resource> {
  /// "subnet", "security group", …
  let kind: String
  private var ids: OrderedDictionary<VPC.ID, OrderedDictionary<String, ResourceID<Resource>>> = [:]
  private var held: Set<ResourceID<Resource>> = []

  init(kind: String) { self.kind = kind }

  mutating func add(_ name: String, _ id: ResourceID<Resource>, in vpc: VPC.ID) {
    if ids[vpc, default: [:]][name] == nil { ids[vpc, default: [:]][name] = id }
    held.insert(id)
  }

  func names(in vpc: VPC.ID) -> [String] { ids[vpc].map { Array($0.keys) } ?? [] }

  /// The resource that `text` means to somebody in `vpc`, or to somebody outside of any (nil).
  func resolve(_ text: String, in vpc: VPC.ID?, _ vpcs: OrderedDictionary<String, VPC.ID>) throws(Refusal)
    -> ResourceID<Resource>
  {
    let id = ResourceID<Resource>(text)
    if held.contains(id) { return id }
    if let vpc, let found = ids[vpc]?[text] { return found }
    if let slash = text.firstIndex(of: "/") {
      let (vpcText, name) = (String(text[..<slash]), String(text[text.index(after: slash)...]))
      guard let vpc = vpcs[vpcText] ?? vpcs.values.first(where: { $0.text == vpcText }) else {
        throw Refusal(unknownWord("VPC", vpcText, among: Array(vpcs.keys)))
      }
      if let found = ids[vpc]?[name] { return found }
      throw Refusal(
        unknownWord(kind, name, among: names(in: vpc)), at: vpcText.unicodeScalars.count + 1)
    }
    if let vpc { throw Refusal(unknownWord(kind, text, among: names(in: vpc))) }
    let found = ids.compactMap { vpc, names in names[text].map { (vpc, $0) } }
    if found.count == 1 { return found[0].1 }
    if found.isEmpty { throw Refusal(unknownWord(kind, text, among: ids.values.flatMap(\.keys))) }
    let candidates = found.map { vpc, _ in "\(vpcs.first { $0.value == vpc }?.key ?? vpc.text)/\(text)" }
    throw Refusal("\(kind) \(quoted(text)) is in several VPCs: \(candidates.joined(separator: ", "))")
  }
}

/// Ids in EC2's form.
enum EC2ID {
  /// `vpc-` and 8 or 17 hexadecimal digits: a key of this form is the resource's id.
  static func isID(_ text: String, prefix: String) -> Bool {
    guard text.hasPrefix(prefix + "-") else { return false }
    let digits = text.dropFirst(prefix.count + 1).utf8
    return (digits.count == 8 || digits.count == 17)
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// What `id:` takes: the prefix, then letters and digits.
  static func refusal(of text: String, prefix: String) -> String? {
    let rest = text.hasPrefix(prefix + "-") ? text.dropFirst(prefix.count + 1) : ""
    let isWord = rest.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
    guard !rest.isEmpty, rest.utf8.count <= 64, isWord else {
      return "\(quoted(text)) is no id such as \(prefix)-0123456789abcdef0"
    }
    return nil
  }
}
