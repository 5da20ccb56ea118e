/// The labs that come with vpclab: each small, each about one thing.
package enum BundledLabs {
  /// In the order in which they are listed.
  package static let names = all.map(\.name)

  /// The lab file of that name, comments and all.
  package static func text(_ name: String) -> String? {
    all.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// One sentence: what its `description:` says.
  package static func summary(_ name: String) -> String {
    guard let text = text(name), let root = try? YAMLText.nodes(of: text) else { return "" }
    return root.text("description") ?? ""
  }

  private static let all: [(name: String, bytes: [UInt8])] = [
    ("asymmetric-routing", PackageResources.asymmetric_routing_yaml),
    ("source-dest-check", PackageResources.source_dest_check_yaml),
    ("security-groups-tracked-and-untracked", PackageResources.security_groups_tracked_and_untracked_yaml),
    ("network-acl-stateless", PackageResources.network_acl_stateless_yaml),
    ("eni-move", PackageResources.eni_move_yaml),
    ("internet-gateway", PackageResources.internet_gateway_yaml),
    ("hairpin", PackageResources.hairpin_yaml),
    ("middlebox", PackageResources.middlebox_yaml),
    ("secondary-address", PackageResources.secondary_address_yaml),
  ]
}
