import Packets
import Units
import Wire

/// The way of packets through the VPC: three paths, each read from top to bottom. The order of the stages stands here
/// and nowhere else.
///
/// ```
///   egress    parse → ARP → source check → local services → security groups → target → network ACL → gateway
///             → allowances → fabric
///   gateway   internet gateway, from outside → fabric
///   ingress   network ACL → security groups → destination check → allowances → the guest's rx ring
/// ```
/// A packet of a known flow takes the decision that its entry remembers, if that is of the ENI's present view; any other
/// is judged stage by stage. Which of the two it is never shows in the outcome.
package struct Path: ~Copyable {
  package var tables: Tables
  package var flows: FlowTable
  var fragments = Fragments()
  /// Up to when flows may be forgotten that are not asked for: whoever drives the path takes ENIs one after another
  /// through the same stretch of lab time, and says where it begins.
  package var horizon = Instant.never
  /// The undocumented behaviours that decided something so far.
  package var assumed = AssumptionSet()
  /// What the ENIs' instances may send and take; nil: as much as comes.
  package var allowances: Allowances?
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
    guard burst.count > 0 else { return }
    let me = tables.rows[index]
    guard begin(&burst, at: me, pool: pool) else { return }
    flows.step(now: min(burst.instant[0], horizon.nanoseconds))
    let plain = nameDepartures(&burst, from: index, pool)
    // Lane by lane, recalled or judged: what one packet does to its flow, the next one finds done.
    var lane = 0
    while true {
      lane = recallDepartures(burst, from: lane, named: plain, arePlain: true, me, pool)
      guard lane < burst.count else { break }
      judgeEgress(&burst, lane, isNamed: plain &>> UInt64(lane) & 1 == 1, me, &pool)
      lane += 1
    }
    chargeAllowances(&burst, me, isEgress: true, pool)
  }

  /// One packet whose flow has no valid decision, or that is none of the plain ones.
  @inline(never)
  private mutating func judgeEgress(
    _ burst: inout Burst, _ lane: Int, isNamed: Bool, _ me: Interface, _ pool: inout PacketPool
  ) {
    guard Parse()(&burst, lane, pool), !resolveAddress(&burst, lane, me, &pool) else { return }
    guard checkSource(&burst, lane, me, pool), !serveLocally(&burst, lane, me, &pool) else { return }
    var isFlow = isNamed
    if !isNamed {
      guard followFragments(&burst, lane, me, isEgress: true) else { return }
      isFlow = name(burst, lane, me, isEgress: true)
      let mayRecall: UInt64 = isFlow && !isTraced(burst, lane) ? 1 << UInt64(lane) : 0
      if recallDepartures(burst, from: lane, named: mayRecall, arePlain: false, me, pool) > lane { return }
    }

    let flow = isFlow ? flow(of: burst, lane, me) : nil
    let ruling = judgeGroups(burst, lane, me, flow, isEgress: true, pool)
    if case .denied = ruling { return end(&burst, lane, .securityGroupDeniesEgress, me, pool) }

    visit(burst, lane, tables.subnets[me.subnet].id, pool)
    var outcome = Outcome()
    switch targetStage.find(
      mac: burst.destinationMac[lane], destination: burst.destination[lane], from: me, tables, assumed: &assumed)
    {
    case .drop(let why, let route): return end(&burst, lane, why, me, pool, rule: route)
    case .interface(let target, let route):
      outcome.hop = Hop(interface: target)
      if tables.rows[target].subnet != me.subnet { outcome.marks.insert(.enteredSubnet) }
      narrateTarget(burst, lane, me, target, route, pool)
    case .internetGateway(let route):
      outcome.marks.insert(.enteredSubnet)
      narrateRoute(burst, lane, me, route, pool)
    }

    if outcome.marks.contains(.enteredSubnet) {
      let (entry, allows) = tables.entry(of: me, isEgress: true, PacketClass(burst, lane), remote: burst.destination[lane])
      guard allows else { return end(&burst, lane, .networkAclDeniesEgress, me, pool, rule: entry) }
      step(burst, lane, .networkAclEgress, at: tables.networkAcls[me.networkAcl].id, .pass, text(of: entry, me, isEgress: true), pool)
      visit(burst, lane, tables.vpcs[me.vpc].id, pool)
    }

    if outcome.hop == .nowhere {
      visit(burst, lane, tables.vpcs[me.vpc].internetGateway ?? "", pool)
      if let why = passGateway(&outcome, burst, lane, me, pool) { return end(&burst, lane, why, me, pool) }
    }
    if !me.owns(burst.source[lane]) { outcome.marks.insert(.forwarded) }
    if !rememberEgress(burst, lane, me, flow, ruling, outcome) {
      return end(&burst, lane, .conntrackAllowanceExceeded, me, pool)
    }
    apply(outcome, to: &burst, lane)
    write(burst, lane, from: me, pool)
  }

  // MARK: From the internet to the fabric

  /// Takes a burst that came from outside to the ENIs whose public addresses it names.
  package mutating func gateway(_ burst: inout Burst, pool: inout PacketPool) {
    for lane in 0..<burst.count {
      // Whoever sent it may have written in it.
      burst.marks[lane] = burst.marks[lane].subtracting(.plain)
      guard Parse()(&burst, lane, pool) else { continue }
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
    let mapped = tables.mapping(of: burst.destination[lane]).map { tables.rows[$0.interface] }
    let gatewayID = mapped.flatMap { tables.vpcs[$0.vpc].internetGateway } ?? "internet"
    visit(burst, lane, gatewayID, pool)
    switch ruling {
    case .inward(let destination, let target):
      step(
        burst, lane, .gateway, at: gatewayID, .translate,
        "destination \(IPv4Address(bits: burst.destination[lane])) -> \(IPv4Address(bits: destination))", pool)
      visit(burst, lane, tables.vpcs[tables.rows[target].vpc].id, pool)
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
    guard burst.count > 0 else { return }
    let me = tables.rows[index]
    guard me.state == .live else {
      return burst.drop(.max, because: me.state == .instanceNotRunning ? .instanceNotRunning : .interfaceDetached, at: .fabric)
    }
    flows.step(now: min(burst.instant[0], horizon.nanoseconds))
    let plain = nameArrivals(&burst, at: index, pool)
    var lane = 0
    while true {
      lane = recallArrivals(burst, from: lane, named: plain, me)
      guard lane < burst.count else { break }
      judgeIngress(&burst, lane, isNamed: plain &>> UInt64(lane) & 1 == 1, me, pool)
      lane += 1
    }
    chargeAllowances(&burst, me, isEgress: false, pool)
  }

  /// One packet whose flow has no valid decision, or that is none of the plain ones.
  @inline(never)
  private mutating func judgeIngress(
    _ burst: inout Burst, _ lane: Int, isNamed: Bool, _ me: Interface, _ pool: borrowing PacketPool
  ) {
    // What the fabric made, it made sound; no group and no ACL judges it.
    guard Parse()(&burst, lane, pool), !burst.marks[lane].contains(.fromFabric) else { return }
    var isFlow = isNamed
    if !isNamed {
      guard followFragments(&burst, lane, me, isEgress: false) else { return }
      isFlow = name(burst, lane, me, isEgress: false)
      let mayRecall: UInt64 = isFlow && !isTraced(burst, lane) ? 1 << UInt64(lane) : 0
      if recallArrivals(burst, from: lane, named: mayRecall, me) > lane { return }
    }

    visit(burst, lane, tables.subnets[me.subnet].id, pool)
    if burst.marks[lane].contains(.enteredSubnet) {
      let (entry, allows) = tables.entry(of: me, isEgress: false, PacketClass(burst, lane), remote: burst.source[lane])
      guard allows else { return end(&burst, lane, .networkAclDeniesIngress, me, pool, rule: entry) }
      step(burst, lane, .networkAclIngress, at: tables.networkAcls[me.networkAcl].id, .pass, text(of: entry, me, isEgress: false), pool)
    }

    visit(burst, lane, tables.interfaces[me.index].instance, pool)
    let flow = isFlow ? flow(of: burst, lane, me) : nil
    let ruling = judgeGroups(burst, lane, me, flow, isEgress: false, pool)
    if case .denied = ruling { return end(&burst, lane, .securityGroupDeniesIngress, me, pool) }

    if me.checksSourceAndDestination, !me.owns(burst.destination[lane]) {
      return end(&burst, lane, .destinationCheckFailed, me, pool)
    }
    step(
      burst, lane, .destinationCheck, at: label(me), .pass,
      me.checksSourceAndDestination ? "\(IPv4Address(bits: burst.destination[lane])) is its own" : "check off", pool)
    if !rememberIngress(burst, lane, me, flow, ruling) { end(&burst, lane, .conntrackAllowanceExceeded, me, pool) }
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
