import Units
import Wire

/// What the path reads of an ENI for its packets: plain memory without references, beside the `InterfaceView` of the same
/// index, which says the rest.
struct InterfaceRow: BitwiseCopyable {
  var index: Int
  var state: InterfaceView.State
  var checksSourceAndDestination: Bool
  /// Attachment and view, as tracked connections see it, and as other flows do.
  var trackedStamp: FlowStamp
  var untrackedStamp: FlowStamp
  var macAddress: MACAddress
  /// The subnet's router.
  var routerMac: MACAddress
  var routerAddress: UInt32
  /// The VPC's Amazon DNS server.
  var dnsAddress: UInt32
  /// Private addresses, the primary first, and beside each the public one, 0 where there is none.
  var addresses: UnsafePointer<UInt32>
  var publicAddresses: UnsafePointer<UInt32>
  var addressCount: Int
  /// Indices of the tables.
  var subnet: Int
  var vpc: Int
  var egress: Int
  var ingress: Int
  var networkAcl: Int
  var egressRules: UnsafePointer<SecurityRulesRow>
  var ingressRules: UnsafePointer<SecurityRulesRow>
  var egressEntries: RuleIndex
  var ingressEntries: RuleIndex
  var routes: RoutesRow
  /// Nanoseconds by `ConnectionTimeouts.Kind`.
  var timeouts: UnsafePointer<Int64>

  func owns(_ address: UInt32) -> Bool { slot(of: address) != nil }

  /// Which of its addresses it is.
  func slot(of address: UInt32) -> Int? {
    for slot in 0..<addressCount where addresses[slot] == address { return slot }
    return nil
  }
}

/// An ENI to the path: where its row stands, so that handing it on copies one word.
@dynamicMemberLookup
struct Interface: BitwiseCopyable {
  let row: UnsafePointer<InterfaceRow>

  @inline(__always)
  subscript<Value>(dynamicMember part: KeyPath<InterfaceRow, Value>) -> Value { row.pointee[keyPath: part] }

  func owns(_ address: UInt32) -> Bool { row.pointee.owns(address) }
  func slot(of address: UInt32) -> Int? { row.pointee.slot(of: address) }
}

/// The rows of all ENIs, and the memory that their addresses stand in.
///
/// Never written after `init`, so that threads may share it.
struct InterfaceRows: @unchecked Sendable {
  private let rows: UnsafeMutablePointer<InterfaceRow>
  private let heads: UnsafeMutablePointer<ArrivalHead>
  private let addresses: UnsafeMutablePointer<UInt32>
  private let timeouts: UnsafeMutablePointer<Int64>

  init(
    _ views: [InterfaceView], subnets: [SubnetView], vpcs: [VPCView], securityRules: [SecurityRules],
    networkAcls: [NetworkAclEntries], routeTables: [Routes]
  ) {
    // An ENI that was deleted has numbers that mean nothing any more.
    func rules(_ number: Int) -> UnsafePointer<SecurityRulesRow> {
      number < securityRules.count ? securityRules[number].row : Self.noRules.row
    }
    func acl(_ subnet: SubnetView?) -> NetworkAclEntries {
      guard let subnet, subnet.networkAcl < networkAcls.count else { return Self.noEntries }
      return networkAcls[subnet.networkAcl]
    }
    func routes(_ subnet: SubnetView?) -> RoutesRow {
      guard let subnet, subnet.routes < routeTables.count else { return Self.noRoutes.row }
      return routeTables[subnet.routes].row
    }
    rows = .allocate(capacity: max(1, views.count))
    heads = .allocate(capacity: max(1, views.count))
    addresses = .allocate(capacity: max(1, views.reduce(0) { $0 + 2 * $1.addresses.count }))
    let kinds = ConnectionTimeouts.Kind.allCases
    timeouts = .allocate(capacity: max(1, views.count * kinds.count))
    var place = addresses
    for (number, view) in views.enumerated() {
      let count = view.addresses.count
      place.initialize(from: view.addresses, count: count)
      (place + count).initialize(from: view.publicAddresses, count: count)
      let subnet = view.subnet < subnets.count ? subnets[view.subnet] : nil
      let entries = acl(subnet)
      let routerMac = subnet?.routerMac ?? .zero
      (rows + number).initialize(
        to: InterfaceRow(
          index: view.index, state: view.state, checksSourceAndDestination: view.checksSourceAndDestination,
          trackedStamp: FlowStamp(generation: view.generation, epoch: view.epoch),
          untrackedStamp: FlowStamp(generation: 1 << 31 | view.rulesGeneration, epoch: view.epoch),
          macAddress: view.macAddress, routerMac: routerMac,
          routerAddress: subnet?.routerAddress ?? 0, dnsAddress: view.vpc < vpcs.count ? vpcs[view.vpc].dnsAddress : 0,
          addresses: UnsafePointer(place), publicAddresses: UnsafePointer(place + count), addressCount: count, subnet: view.subnet, vpc: view.vpc,
          egress: view.egress, ingress: view.ingress, networkAcl: subnet?.networkAcl ?? 0,
          egressRules: rules(view.egress), ingressRules: rules(view.ingress), egressEntries: entries.egressIndex,
          ingressEntries: entries.ingressIndex, routes: routes(subnet),
          timeouts: UnsafePointer(timeouts + number * kinds.count)))
      for kind in kinds { (timeouts + number * kinds.count + Int(kind.rawValue)).initialize(to: view.timeouts[kind].count) }
      (heads + number).initialize(to: ArrivalHead(to: view.macAddress, from: routerMac))
      place += 2 * count
    }
  }

  /// What allows nothing and leads nowhere.
  private static let noRules = SecurityRules(rules: [])
  private static let noEntries = NetworkAclEntries(id: "", egress: [], ingress: [])
  private static let noRoutes = Routes(id: "", routes: [])

  func free() {
    rows.deallocate()
    heads.deallocate()
    addresses.deallocate()
    timeouts.deallocate()
  }

  subscript(index: Int) -> Interface {
    @inline(__always) get { Interface(row: UnsafePointer(rows + index)) }
  }

  @inline(__always)
  func macAddress(at index: Int) -> MACAddress { rows[index].macAddress }

  /// What a frame begins with that the subnet's router hands to the ENI.
  @inline(__always)
  func head(at index: Int) -> ArrivalHead { heads[index] }
}

/// The first twelve bytes of a frame, in the order of memory: both MACs.
struct ArrivalHead: BitwiseCopyable {
  private var first: UInt64
  private var rest: UInt32

  init(to destination: MACAddress, from source: MACAddress) {
    first = (destination.bits << 16 | source.bits >> 32).bigEndian
    rest = UInt32(truncatingIfNeeded: source.bits).bigEndian
  }

  @inline(__always)
  func write(to frame: UnsafeMutableRawPointer) {
    frame.storeBytes(of: first, as: UInt64.self)
    frame.storeBytes(of: rest, toByteOffset: 8, as: UInt32.self)
  }
}
