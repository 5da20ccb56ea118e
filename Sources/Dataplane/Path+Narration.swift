import Packets
import Wire

/// What the path says about itself: steps of traced packets, and where and by which rule one died.
extension Path {
  @inline(__always)
  func isTraced(_ burst: borrowing Burst, _ lane: Int) -> Bool { journeys != nil && burst.marks[lane].contains(.traced) }

  // Inlined, so that what is not traced costs a comparison.
  @inline(__always)
  func step(
    _ burst: borrowing Burst, _ lane: Int, _ stage: Stage, at place: @autoclosure () -> String, _ verdict: Step.Verdict,
    _ detail: @autoclosure () -> String, _ pool: borrowing PacketPool
  ) {
    guard isTraced(burst, lane), let journeys else { return }
    journeys.step(pool.note(burst.handle[lane]).pointee.id, stage, at: place(), verdict, detail())
  }

  @inline(__always)
  func visit(_ burst: borrowing Burst, _ lane: Int, _ place: @autoclosure () -> String, _ pool: borrowing PacketPool) {
    guard isTraced(burst, lane), let journeys else { return }
    journeys.visit(pool.note(burst.handle[lane]).pointee.id, place())
  }

  @inline(__always)
  func narrateTarget(
    _ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ target: Int, _ route: Int?, _ pool: borrowing PacketPool
  ) {
    guard isTraced(burst, lane) else { return }
    if let route { return narrateRoute(burst, lane, me, route, pool) }
    let to = tables.interfaces[target]
    step(burst, lane, .target, at: to.label, .pass, "MAC \(to.macAddress), in the same subnet: no route table, no ACL", pool)
  }

  @inline(__always)
  func narrateRoute(_ burst: borrowing Burst, _ lane: Int, _ me: Interface, _ route: Int, _ pool: borrowing PacketPool) {
    guard isTraced(burst, lane) else { return }
    let routes = tables.routeTables[tables.subnets[me.subnet].routes]
    step(burst, lane, .route, at: routes.id, .pass, routes.routes[route].text, pool)
  }

  func label(_ me: Interface) -> String { tables.interfaces[me.index].label }

  /// The words of a network ACL's entry; nil: `*`.
  func text(of entry: Int?, _ me: Interface, isEgress: Bool) -> String {
    let acl = tables.networkAcls[me.networkAcl]
    return entry.map { (isEgress ? acl.egress : acl.ingress)[$0].text } ?? "* deny"
  }

  /// Drops a lane at the ENI `me` and says so where it is traced.
  @inline(__always)
  func end(
    _ burst: inout Burst, _ lane: Int, _ why: DropReason, _ me: Interface, _ pool: borrowing PacketPool,
    rule: Int? = nil, at place: Stage? = nil
  ) {
    let number = rule.map(UInt32.init) ?? .max
    let stage = place ?? why.stage
    step(
      burst, lane, stage, at: self.place(of: stage, interface: me.index), .drop,
      detail(of: why, burst, lane, me, rule: number), pool)
    burst.drop(1 << UInt64(lane), because: why, at: stage, rule: number)
  }

  /// Where a stage that judges for the ENI `interface` is: the ENI itself, or an id.
  package func place(of stage: Stage, interface: Int) -> String {
    let me = tables.interfaces[interface]
    let subnet = tables.subnets[me.subnet]
    switch stage {
    case .route: return tables.routeTables[subnet.routes].id
    case .networkAclEgress, .networkAclIngress: return tables.networkAcls[subnet.networkAcl].id
    case .gateway: return tables.vpcs[me.vpc].internetGateway ?? tables.vpcs[me.vpc].id
    default: return me.label
    }
  }

  /// The rule, entry or route that decided a drop; nil where none did.
  package func ruleText(of stage: Stage, rule: UInt32, interface: Int) -> String? {
    let subnet = tables.subnets[tables.interfaces[interface].subnet]
    let acl = tables.networkAcls[subnet.networkAcl]
    switch stage {
    case .networkAclEgress: return rule == .max ? "* deny" : acl.egress[Int(rule)].text
    case .networkAclIngress: return rule == .max ? "* deny" : acl.ingress[Int(rule)].text
    case .route, .target: return rule == .max ? nil : tables.routeTables[subnet.routes].routes[Int(rule)].text
    default: return nil
    }
  }

  private func detail(of why: DropReason, _ burst: borrowing Burst, _ lane: Int, _ me: Interface, rule: UInt32) -> String {
    let own = tables.interfaces[me.index].addresses.map { IPv4Address(bits: $0).description }.joined(separator: ", ")
    let source = IPv4Address(bits: burst.source[lane])
    let destination = IPv4Address(bits: burst.destination[lane])
    switch why {
    case .sourceCheckFailed: return "\(source) is none of {\(own)}"
    case .destinationCheckFailed: return "\(destination) is none of {\(own)}"
    case .addressUnknown where burst.etherType[lane] == EtherType.arp: return "nobody in the subnet has the address asked for"
    case .addressUnknown: return "no ENI has \(destination)"
    case .noRoute: return "no route to \(destination)"
    case .noPublicAddress: return "\(source) has no public address"
    case .gatewayRejectsSpoofed: return "\(source) is no ENI's of the VPC"
    case .destinationPrivate: return "\(destination) is private"
    default: return ruleText(of: why.stage, rule: rule, interface: me.index) ?? why.sentence
    }
  }
}
