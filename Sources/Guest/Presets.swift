import Wire

/// How a distribution sets a fresh guest up: which rules and metrics its network scripts write, and its rp_filter.
///
/// A preset speaks through the same changes as a user's commands. Order of cards: as they are attached, which at the
/// start is by device index.
package enum GuestPreset: String, CaseIterable, Sendable {
  /// Nothing but the kernel and one script: every address, one default route by the lowest card, rp_filter 0.
  case plain
  /// amazon-ec2-net-utils 2.7.4: a table per card, a rule per address of every card but the first.
  case amazonLinux2023 = "amazon-linux-2023"
  /// NetworkManager: one table, a default route per card at metric 100, 101 …, and rp_filter 1.
  case rhel
  /// cloud-init before 24.1 with netplan: one table, a default route per card at metric 100, 200 …, rp_filter 2.
  case ubuntu
  /// cloud-init from 24.1 with netplan: as `ubuntu`, and a table and rules for every card but the first.
  case ubuntuCloudInit = "ubuntu-cloud-init-24.1"
}

extension GuestPreset {
  /// Before the first card.
  func setUp(_ routing: inout Routing) {
    routing.reversePathFilterOfNewDevices = reversePathFilter
    // Ubuntu's own procps file names `all` too (/etc/sysctl.d/10-network-security.conf).
    if self == .ubuntu || self == .ubuntuCloudInit { routing.reversePathFilterOfAll = reversePathFilter }
  }

  /// What the distribution's sysctl files make of rp_filter.
  ///
  /// The kernel says 0 (measured in a fresh namespace), systemd 2 for every card (sysctl.d/50-default.conf), RHEL's
  /// systemd package 1 (said in NetworkManager's own sysctl file).
  /// Assumed: Amazon Linux 2023 leaves systemd's 2 as it is.
  var reversePathFilter: Int {
    switch self {
    case .plain: 0
    case .amazonLinux2023, .ubuntu, .ubuntuCloudInit: 2
    case .rhel: 1
    }
  }

  /// What the scripts do when a card appears.
  func configure(_ card: NetworkCard, in routing: inout Routing) {
    let plan: [CardChange]
    switch self {
    case .plain: plan = planPlain(card, routing)
    case .amazonLinux2023: plan = planAmazonLinux(card)
    case .rhel: plan = planRHEL(card)
    case .ubuntu: plan = planUbuntu(card)
    case .ubuntuCloudInit: plan = planUbuntu(card) + planCloudInit(card)
    }
    for change in plan { change.apply(to: &routing) }
  }

  /// Looks for private addresses that came or went on a card while it runs.
  ///
  /// amazon-ec2-net-utils asks the instance metadata once a minute (refresh-policy-routes@.timer). NetworkManager and
  /// netplan hear from DHCP, which knows the primary address alone (EC2 User Guide, "Secondary IP addresses"), and
  /// cloud-init's hotplug hears of cards, not of their addresses: a user types the lines.
  var followsAddresses: Bool { self == .amazonLinux2023 }

  /// What they do when further private addresses appear on a card.
  /// Assumed: at once, and not within a minute.
  func configure(_ card: NetworkCard, adding addresses: [IPv4Address], in routing: inout Routing) {
    precondition(followsAddresses, "a user tells this guest of new addresses")
    let number = UInt32(clamping: card.deviceIndex)
    let table = Self.amazonLinuxTable + number
    let plan =
      further(addresses, card, length: 32) + (number > 0 ? rules(addresses, table: table, priority: table) : [])
    for change in plan { change.apply(to: &routing) }
  }

  private static let amazonLinuxTable: UInt32 = 10_000
  private static let cloudInitTable: UInt32 = 100

  /// One thing that a script does.
  private enum CardChange {
    case address(InterfaceAddress, Int)
    case route(Route, table: UInt32)
    case rule(RoutingRule, priority: UInt32?)

    func apply(to routing: inout Routing) {
      switch self {
      case .address(let address, let device): _ = routing.addAddress(address, to: device)
      case .route(let route, let table):
        if routing.tables[table]?.firstIndex(like: route) == nil {
          routing.tables.append(route, to: table)
        }
      case .rule(let rule, let priority): _ = routing.rules.add(rule, priority: priority)
      }
    }
  }

  // MARK: Pieces

  /// The primary address as DHCP gives it, with the subnet's length.
  private func primary(_ card: NetworkCard, metric: UInt32 = 0) -> CardChange {
    var address = InterfaceAddress(card.addresses[0], length: card.subnet.length)
    address.metric = metric
    return .address(address, card.deviceIndex)
  }

  private func secondaries(_ card: NetworkCard, length: Int) -> [CardChange] {
    further(Array(card.addresses.dropFirst()), card, length: length)
  }

  private func further(_ addresses: [IPv4Address], _ card: NetworkCard, length: Int) -> [CardChange] {
    addresses.map { .address(InterfaceAddress($0, length: length), card.deviceIndex) }
  }

  private func defaultRoute(_ card: NetworkCard, metric: UInt32 = 0, table: UInt32 = RoutingTable.main) -> CardChange {
    var route = Route(prefix: .everything, gateway: card.gateway, device: card.deviceIndex, metric: metric)
    route.isOnLink = !card.subnet.contains(card.gateway)
    // DHCP clients name the lease's address; a script's `ip route add default` names none.
    if self != .plain { route.preferredSource = card.addresses[0] }
    return .route(route, table: table)
  }

  private func subnetRoute(_ card: NetworkCard, table: UInt32) -> CardChange {
    .route(Route(prefix: card.subnet, device: card.deviceIndex), table: table)
  }

  private func rules(_ addresses: [IPv4Address], table: UInt32, priority: UInt32?) -> [CardChange] {
    addresses.map {
      .rule(RoutingRule(source: IPv4Prefix(containing: $0, length: 32), table: table), priority: priority)
    }
  }

  // MARK: Plans

  private func planPlain(_ card: NetworkCard, _ routing: Routing) -> [CardChange] {
    let main = routing.tables[RoutingTable.main]?.routes ?? []
    let isFirst = !main.contains { $0.prefix.length == 0 }
    return [primary(card)] + secondaries(card, length: 32) + (isFirst ? [defaultRoute(card)] : [])
  }

  /// lib/lib.sh of amazon-ec2-net-utils 2.7.4, network card 0: metric 512 + n, table and priority 10000 + n; the table
  /// has the DHCP gateway and the subnet; rules for each address, but none for the first card (issue 97); other
  /// addresses as /32 without a prefix route.
  private func planAmazonLinux(_ card: NetworkCard) -> [CardChange] {
    let number = UInt32(clamping: card.deviceIndex)
    let table = Self.amazonLinuxTable + number
    var plan = [primary(card, metric: 512 + number)] + secondaries(card, length: 32)
    plan.append(defaultRoute(card, metric: 512 + number))
    plan += [defaultRoute(card, table: table), subnetRoute(card, table: table)]
    if number > 0 { plan += rules(card.addresses, table: table, priority: table) }
    return plan
  }

  /// NetworkManager gives the first Ethernet card metric 100 and each further one 1 more (`ipv4.route-metric`,
  /// nm-settings(5)).
  /// Assumed: the metric follows the device index, and nm-cloud-setup, which would write rules, is off. Secondary
  /// addresses are cloud-init's, with the subnet's length.
  private func planRHEL(_ card: NetworkCard) -> [CardChange] {
    let metric = 100 + UInt32(clamping: card.deviceIndex)
    return [primary(card, metric: metric)] + secondaries(card, length: card.subnet.length)
      + [defaultRoute(card, metric: metric)]
  }

  /// cloud-init, cloudinit/sources/DataSourceEc2.py, `convert_ec2_metadata_network_config`: route-metric 100 · (n + 1),
  /// n counting the cards from the primary; secondary addresses with the subnet's length.
  /// Assumed: n is the device index.
  private func planUbuntu(_ card: NetworkCard) -> [CardChange] {
    let metric = 100 * (UInt32(clamping: card.deviceIndex) + 1)
    return [primary(card, metric: metric)] + secondaries(card, length: card.subnet.length)
      + [defaultRoute(card, metric: metric)]
  }

  /// The same file from 24.1 on, `_configure_policy_routing`: for every card but the primary, table 100 + n with the
  /// gateway and the subnet, and a rule `from` each of its addresses, with the priority that the kernel gives.
  private func planCloudInit(_ card: NetworkCard) -> [CardChange] {
    let number = UInt32(clamping: card.deviceIndex)
    guard number > 0 else { return [] }
    let table = Self.cloudInitTable + number
    return [defaultRoute(card, table: table), subnetRoute(card, table: table)]
      + rules(card.addresses, table: table, priority: nil)
  }
}
