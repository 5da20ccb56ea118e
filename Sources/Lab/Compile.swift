import Cloud
import Dataplane
import Packets
import Units
import Wire

/// The only translation from what the user made to what the path looks things up in. A pure function.
///
/// An ENI keeps the index that it has in `previous`; a view's generation grows if anything changed that decides the
/// ENI's packets, and only then, so that a change of one security group leaves the flows of other ENIs as they are.
struct Compile {
  private let cloud: CloudState
  private let previous: Tables?
  private let groups: CompiledGroups
  private let numbers: ResourceNumbers
  private var rules: [SecurityRules] = []
  private var ruleNumbers: [[UInt32]: Int] = [:]
  /// By instance type: seconds that a TCP connection is remembered.
  private var establishedTimeouts: [String: Int?] = [:]
  private var mainTables: [VPC.ID: RouteTable.ID] = [:]

  init(_ cloud: CloudState, _ numbers: ResourceNumbers, _ groups: CompiledGroups, after previous: Tables?) {
    self.cloud = cloud
    self.previous = previous
    self.groups = groups
    self.numbers = numbers
    for table in cloud.routeTables.values where table.isMain && mainTables[table.vpc] == nil {
      mainTables[table.vpc] = table.id
    }
  }

  mutating func parts() -> TableParts {
    var views: [InterfaceView?] = Array(repeating: nil, count: numbers.interfaceCount)
    for interface in cloud.networkInterfaces.values {
      let view = self.view(of: interface)
      views[view.index] = view
    }
    return TableParts(
      interfaces: views.enumerated().map { index, view in view ?? gone(index) },
      subnets: cloud.subnets.values.map(subnet), vpcs: vpcs(), securityRules: rules, networkAcls: networkAcls(),
      routeTables: routeTables(), publicAddresses: publicAddresses())
  }

  // MARK: ENIs

  private func state(of interface: NetworkInterface) -> InterfaceView.State {
    guard let attachment = interface.attachment, let instance = cloud.instances[attachment.instance] else {
      return .detached
    }
    return instance.state == .running ? .live : .instanceNotRunning
  }

  private mutating func view(of interface: NetworkInterface) -> InterfaceView {
    let number = numbers.interfaces[interface.id] ?? 0
    let ruleSet = ruleSet(interface.securityGroups)
    let subnet = cloud.subnets[interface.subnet]
    let instance = interface.attachment.flatMap { cloud.instances[$0.instance] }
    let addresses = interface.ownAddresses
    // An address out of a delegated prefix has none: no Elastic IP address is associated with one in this version.
    let delegated = [UInt32](repeating: 0, count: addresses.count - interface.privateAddresses.count)
    return InterfaceView(
      index: number, id: interface.id.text, label: cloud.label(of: interface), instance: instance?.id.text ?? "",
      state: state(of: interface), subnet: numbers.subnets[interface.subnet] ?? 0,
      vpc: subnet.flatMap { numbers.vpcs[$0.vpc] } ?? 0, macAddress: interface.macAddress,
      addresses: addresses.map(\.bits),
      publicAddresses: interface.privateAddresses.map { $0.association?.publicIp.bits ?? 0 } + delegated,
      checksSourceAndDestination: interface.sourceDestCheck,
      egress: ruleSet, ingress: ruleSet + 1, timeouts: timeouts(of: interface, on: instance),
      server: instance.flatMap { cloud.instances.index(forKey: $0.id) } ?? 0)
  }

  /// An ENI that was deleted: its index stays its own.
  private func gone(_ index: Int) -> InterfaceView {
    guard var view = previous?.interfaces[index] else { preconditionFailure("an index without an ENI") }
    view.state = .gone
    view.instance = ""
    view.subnet = 0
    view.vpc = 0
    view.egress = 0
    view.ingress = 0
    return view
  }

  private mutating func timeouts(of interface: NetworkInterface, on instance: Instance?) -> ConnectionTimeouts {
    var timeouts = ConnectionTimeouts()
    let tracking = interface.connectionTracking
    var established = tracking.tcpEstablishedTimeout
    if established == nil, let name = instance?.instanceType {
      if establishedTimeouts[name] == nil {
        establishedTimeouts[name] = .some(InstanceType.named(name)?.tcpEstablishedTimeout)
      }
      established = establishedTimeouts[name] ?? nil
    }
    if let established { timeouts.tcpEstablished = .seconds(Int64(established)) }
    timeouts.udp = .seconds(Int64(tracking.udpTimeout))
    timeouts.udpStream = .seconds(Int64(tracking.udpStreamTimeout))
    return timeouts
  }

  // MARK: Rules

  /// The number of the groups' rules for what leaves; those for what comes in have the next one.
  private mutating func ruleSet(_ ids: [SecurityGroup.ID]) -> Int {
    let key = ids.compactMap { numbers.groups[$0] }
    if let number = ruleNumbers[key] { return number }
    rules.append(SecurityRules(groups: key.map { groups.egress[Int($0)] }))
    rules.append(SecurityRules(groups: key.map { groups.ingress[Int($0)] }))
    ruleNumbers[key] = rules.count - 2
    return rules.count - 2
  }

  func networkAcls() -> [NetworkAclEntries] { cloud.networkAcls.values.map(networkAcl) }

  private func networkAcl(_ acl: NetworkAcl) -> NetworkAclEntries {
    func compile(_ entries: [NetworkAcl.Entry], _ word: String) -> [NetworkAclEntries.Entry] {
      entries.sorted { $0.ruleNumber < $1.ruleNumber }.map {
        NetworkAclEntries.Entry(
          range: ClassRange($0.match), prefix: $0.cidrBlock, allows: $0.action == .allow,
          text: "\($0.ruleNumber) \($0.action) \($0.match) \(word) \($0.cidrBlock)")
      }
    }
    return NetworkAclEntries(id: acl.id.text, egress: compile(acl.egress, "to"), ingress: compile(acl.ingress, "from"))
  }

  // MARK: Places

  private func subnet(_ subnet: Subnet) -> SubnetView {
    // A MAC of the fabric's own: locally administered, from the subnet's id.
    let digits = derivedID(prefix: "router", name: subnet.id.text).suffix(10)
    let mac = MACAddress(bits: 0x0a00_0000_0000 | (UInt64(digits, radix: 16) ?? 0))
    return SubnetView(
      id: subnet.id.text, vpc: numbers.vpcs[subnet.vpc] ?? 0, prefix: subnet.cidrBlock,
      routerAddress: subnet.routerAddress.bits, routerMac: mac, networkAcl: numbers.networkAcls[subnet.networkAcl] ?? 0,
      routes: (subnet.routeTable ?? mainTables[subnet.vpc]).flatMap { numbers.routeTables[$0] } ?? 0)
  }

  private func vpcs() -> [VPCView] {
    var views = cloud.vpcs.values.map { vpc in
      VPCView(
        id: vpc.id.text, internetGateway: nil, dnsAddress: vpc.cidrBlocks.first.map { $0.address(at: 2).bits } ?? 0,
        interfaces: [:], groups: [:])
    }
    for gateway in cloud.internetGateways.values {
      guard let number = gateway.vpc.flatMap({ numbers.vpcs[$0] }), views[number].internetGateway == nil else {
        continue
      }
      views[number].internetGateway = gateway.id.text
    }
    for interface in cloud.networkInterfaces.values {
      guard let number = cloud.subnets[interface.subnet].flatMap({ numbers.vpcs[$0.vpc] }) else { continue }
      let groups = interface.securityGroups.compactMap { numbers.groups[$0] }
      for address in interface.ownAddresses {
        views[number].interfaces[address.bits] = numbers.interfaces[interface.id]
        views[number].groups[address.bits] = groups
      }
    }
    return views
  }

  func routeTables() -> [Routes] { cloud.routeTables.values.map(routes) }

  private func routes(_ table: RouteTable) -> Routes {
    // Of equal prefixes the static one counts before the propagated one. AWS VPC User Guide, "Route priority".
    let ordered = table.routes.filter { $0.origin != .propagated } + table.routes.filter { $0.origin == .propagated }
    return Routes(
      id: table.id.text,
      routes: ordered.map { route in
        let (target, word) = self.target(of: route.target, in: table)
        return Routes.Route(prefix: route.destination, target: target, text: "\(route.destination) \(word)")
      })
  }

  private func target(of target: RouteTable.Target, in table: RouteTable) -> (Routes.Target, String) {
    switch target {
    case .local: return (.local, "local")
    case .internetGateway(let id):
      let isAttached = cloud.internetGateways[id]?.vpc == table.vpc
      return isAttached ? (.internetGateway, id.text) : (.blackhole, "\(id) (blackhole: not attached)")
    case .networkInterface(let id):
      guard let interface = cloud.networkInterfaces[id], state(of: interface) == .live,
        let number = numbers.interfaces[id]
      else {
        return (.blackhole, "\(id) (blackhole: not attached to a running instance)")
      }
      return (.interface(number), id.text)
    case .blackhole: return (.blackhole, "blackhole")
    case .unmodelled(let id): return (.unmodelled, id)
    }
  }

  private func publicAddresses() -> [UInt32: PublicMapping] {
    var found: [UInt32: PublicMapping] = [:]
    for interface in cloud.networkInterfaces.values {
      for address in interface.privateAddresses {
        guard let association = address.association, let number = numbers.interfaces[interface.id] else { continue }
        found[association.publicIp.bits] = PublicMapping(interface: number, address: address.address.bits)
      }
    }
    return found
  }
}
