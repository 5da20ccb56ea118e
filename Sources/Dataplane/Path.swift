import Packets
import Units
import Wire

/// The way of packets through the VPC: three paths, each read from top to bottom. The order of the stages stands here
/// and nowhere else.
///
/// ```
///   egress    parse → ARP → source check → local services → security groups → target → network ACL → gateway → fabric
///   gateway   internet gateway, from outside → fabric
///   ingress   network ACL → security groups → destination check → the guest's rx ring
/// ```
/// A packet of a known flow takes the decision that its entry remembers, if that is of the ENI's present view; any other
/// is judged stage by stage. Which of the two it is never shows in the outcome.
package struct Path: ~Copyable {
  package var tables: Tables
  package var flows: FlowTable
  var fragments = Fragments()
  /// The undocumented behaviours that decided something so far.
  package var assumed = AssumptionSet()
  /// Where traced packets' steps are written down; nil: nobody asks.
  package var journeys: Journeys?
  /// Frames that the fabric made, for the ENI that caused them; whoever drives the path takes them.
  package var answers: [Answer] = []

  let addressResolution = AddressResolution()
  let localServices = LocalServices()
  let targetStage = Target()
  let internetGateway = InternetGateway()

  /// A frame that the fabric made at `instant` and that the ENI `interface` is to get.
  package struct Answer {
    package var packet: PacketHandle
    package var interface: Int
    package var instant: Instant
  }

  package init(tables: Tables, flows: consuming FlowTable = FlowTable()) {
    self.tables = tables
    self.flows = flows
  }

  // MARK: From a guest's tx ring to the fabric

  /// Takes a burst that the ENI `index` sent to its next hops: `hop` of each lane alive afterwards says where.
  package mutating func egress(_ burst: inout Burst, from index: Int, pool: inout PacketPool) {
    let tables = tables
    let me = tables.interfaces[index]
    begin(&burst, at: me, pool: pool)
    Parse()(&burst, pool: pool)
    resolveAddresses(&burst, me, &pool)
    checkSource(&burst, me, pool)
    serveLocally(&burst, me, &pool)
    followFragments(&burst, me, isEgress: true)
    let named = nameFlows(&burst, me, isEgress: true, except: 0)
    // Lane by lane, recalled or judged: what one packet does to its flow, the next one finds done.
    var lanes = burst.alive
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      lanes &= lanes &- 1  // Safe: not zero.
      if named >> UInt64(lane) & 1 == 1, recallEgress(&burst, lane, me) { continue }
      judgeEgress(&burst, lane, me, pool)
    }
    rewrite(&burst, me, pool)
  }

  /// One packet of no valid decision: security groups → target → network ACL → gateway.
  private mutating func judgeEgress(_ burst: inout Burst, _ lane: Int, _ me: InterfaceView, _ pool: borrowing PacketPool) {
    let bit: UInt64 = 1 << UInt64(lane)
    let id = FlowID(burst, lane, interface: me.index, isEgress: true)
    let ruling = judgeGroups(burst, lane, me, id, isEgress: true, pool)
    if case .denied = ruling { return end(&burst, bit, .securityGroupDeniesEgress, me, pool) }

    visit(burst, lane, tables.subnets[me.subnet].id, pool)
    var outcome = Outcome()
    switch targetStage.find(
      mac: burst.destinationMac[lane], destination: burst.destination[lane], from: me, tables, assumed: &assumed)
    {
    case .drop(let why, let route): return end(&burst, bit, why, me, pool, rule: route)
    case .interface(let target, let route):
      outcome.hop = Hop(interface: target)
      if tables.interfaces[target].subnet != me.subnet { outcome.marks.insert(.enteredSubnet) }
      narrateTarget(burst, lane, me, target, route, pool)
    case .internetGateway(let route):
      outcome.marks.insert(.enteredSubnet)
      narrateRoute(burst, lane, me, route, pool)
    }

    if outcome.marks.contains(.enteredSubnet) {
      let acl = tables.networkAcls[tables.subnets[me.subnet].networkAcl]
      let entry = NetworkAclEntries.first(of: acl.egress, matching: PacketClass(burst, lane), remote: burst.destination[lane])
      guard let entry, acl.egress[entry].allows else {
        return end(&burst, bit, .networkAclDeniesEgress, me, pool, rule: entry)
      }
      step(burst, lane, .networkAclEgress, at: acl.id, .pass, acl.egress[entry].text, pool)
      visit(burst, lane, tables.vpcs[me.vpc].id, pool)
    }

    if outcome.hop == .nowhere {
      visit(burst, lane, tables.vpcs[me.vpc].internetGateway ?? "", pool)
      if let why = passGateway(&outcome, burst, lane, me, pool) { return end(&burst, bit, why, me, pool) }
    }
    if !me.owns(burst.source[lane]) { outcome.marks.insert(.forwarded) }
    if !rememberEgress(burst, lane, me, id, ruling, outcome) {
      return end(&burst, bit, .conntrackAllowanceExceeded, me, pool)
    }
    apply(outcome, to: &burst, lane)
  }

  // MARK: From the internet to the fabric

  /// Takes a burst that came from outside to the ENIs whose public addresses it names.
  package mutating func gateway(_ burst: inout Burst, pool: inout PacketPool) {
    Parse()(&burst, pool: pool)
    var lanes = burst.alive
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      lanes &= lanes &- 1  // Safe: not zero.
      guard burst.etherType[lane] == EtherType.ipv4 else {
        // Nobody is asked for a MAC out there, and ARP has filled no column.
        burst.drop(1 << UInt64(lane), because: .etherTypeNotCarried, at: .gateway)
        continue
      }
      enterGateway(&burst, lane, pool)
    }
  }

  private mutating func enterGateway(_ burst: inout Burst, _ lane: Int, _ pool: borrowing PacketPool) {
    let ruling = internetGateway.enter(source: burst.source[lane], destination: burst.destination[lane], tables)
    let mapped = tables.publicAddresses[burst.destination[lane]].map { tables.interfaces[$0.interface] }
    let gatewayID = mapped.flatMap { tables.vpcs[$0.vpc].internetGateway } ?? "internet"
    visit(burst, lane, gatewayID, pool)
    switch ruling {
    case .inward(let destination, let target):
      step(
        burst, lane, .gateway, at: gatewayID, .translate,
        "destination \(IPv4Address(bits: burst.destination[lane])) -> \(IPv4Address(bits: destination))", pool)
      visit(burst, lane, tables.vpcs[tables.interfaces[target].vpc].id, pool)
      var outcome = Outcome()
      outcome.hop = Hop(interface: target)
      outcome.destination = destination
      outcome.marks = [.enteredSubnet, .translated]
      noteErrorTranslation(burst, lane)
      apply(outcome, to: &burst, lane)
      write(burst, lane, from: nil, pool)
    case .drop(let why):
      step(burst, lane, .gateway, at: gatewayID, .drop, why.sentence, pool)
      burst.drop(1 << UInt64(lane), because: why, at: .gateway)
    case .out, .hairpin: preconditionFailure("what comes from outside does not go back there")
    }
  }

  // MARK: From the fabric to a guest's rx ring

  /// Judges a burst that arrived for the ENI `index`; lanes alive afterwards are the guest's.
  package mutating func ingress(_ burst: inout Burst, to index: Int, pool: inout PacketPool) {
    let tables = tables
    let me = tables.interfaces[index]
    guard me.state == .live else {
      return burst.drop(.max, because: me.state == .instanceNotRunning ? .instanceNotRunning : .interfaceDetached, at: .fabric)
    }
    let fromFabric = lanes(of: burst, marked: .fromFabric)
    Parse()(&burst, pool: pool)
    followFragments(&burst, me, isEgress: false, except: fromFabric)
    let named = nameFlows(&burst, me, isEgress: false, except: fromFabric)
    var lanes = burst.alive & ~fromFabric
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount
      lanes &= lanes &- 1  // Safe: not zero.
      if named >> UInt64(lane) & 1 == 1, recallIngress(&burst, lane, me) { continue }
      judgeIngress(&burst, lane, me, pool)
    }
  }

  /// One packet of no valid decision: network ACL → security groups → destination check.
  private mutating func judgeIngress(_ burst: inout Burst, _ lane: Int, _ me: InterfaceView, _ pool: borrowing PacketPool) {
    let bit: UInt64 = 1 << UInt64(lane)
    visit(burst, lane, tables.subnets[me.subnet].id, pool)
    if burst.marks[lane].contains(.enteredSubnet) {
      let acl = tables.networkAcls[tables.subnets[me.subnet].networkAcl]
      let entry = NetworkAclEntries.first(of: acl.ingress, matching: PacketClass(burst, lane), remote: burst.source[lane])
      guard let entry, acl.ingress[entry].allows else {
        return end(&burst, bit, .networkAclDeniesIngress, me, pool, rule: entry)
      }
      step(burst, lane, .networkAclIngress, at: acl.id, .pass, acl.ingress[entry].text, pool)
    }

    visit(burst, lane, me.instance, pool)
    let id = FlowID(burst, lane, interface: me.index, isEgress: false)
    let ruling = judgeGroups(burst, lane, me, id, isEgress: false, pool)
    if case .denied = ruling { return end(&burst, bit, .securityGroupDeniesIngress, me, pool) }

    if me.checksSourceAndDestination, !me.owns(burst.destination[lane]) {
      return end(&burst, bit, .destinationCheckFailed, me, pool)
    }
    step(
      burst, lane, .destinationCheck, at: me.label, .pass,
      me.checksSourceAndDestination ? "\(IPv4Address(bits: burst.destination[lane])) is its own" : "check off", pool)
    if !rememberIngress(burst, lane, me, id, ruling) { end(&burst, bit, .conntrackAllowanceExceeded, me, pool) }
  }
}

/// What judging a packet on its way out came to.
struct Outcome {
  var hop = Hop.nowhere
  /// Addresses to write; 0: as they are.
  var source: UInt32 = 0
  var destination: UInt32 = 0
  var marks: PacketMarks = []
}
