/// How a distribution sets a fresh guest up: which rules and metrics its network scripts write, and its rp_filter.
package enum GuestPreset: String, CaseIterable, Sendable {
  case plain
  case amazonLinux2023 = "amazon-linux-2023"
  case rhel
  case ubuntu
  case ubuntuCloudInit = "ubuntu-cloud-init-24.1"
}
