import Packets
import Wire

/// The path's parts one by one, over a whole burst, for whoever measures what each costs. Nothing else calls them.
extension Path {
  /// Reads the headers of the plain packets of a burst that leaves or arrives at the ENI `index`, names their flows and
  /// asks for their lines; with `findsFlows` looks the flows up too. Something that depends on all of it.
  package mutating func name(
    _ burst: inout Burst, at index: Int, isEgress: Bool, findsFlows: Bool, pool: borrowing PacketPool
  ) -> Int64 {
    let named = isEgress ? nameDepartures(&burst, from: index, pool) : nameArrivals(&burst, at: index, pool)
    guard findsFlows else { return Int64(truncatingIfNeeded: named) }
    let (highs, lows, hashes, lines, leaving) = (burst.flowHigh, burst.flowLow, burst.flowHash, flows.lines, flows.leaving)
    var sum: Int64 = 0
    for lane in 0..<burst.count where named &>> UInt64(lane) & 1 == 1 {
      let (high, low, hash) = (highs[lane], lows[lane], hashes[lane])
      sum &+= (lines.find(high, low, hash) ?? leaving?.find(high, low, hash))?.pointee.expiresAt ?? 0
    }
    return sum
  }

  /// What a first packet is asked on its way.
  package enum Part: String, CaseIterable, Sendable {
    case parse, sourceCheck, securityGroupEgress, target, networkAclEgress, gateway
    case parseArrival, networkAclIngress, securityGroupIngress, destinationCheck

    /// Asked where the packet arrives.
    package var isOfArrival: Bool { Self.allCases.firstIndex(of: self) ?? 0 >= 6 }
  }

  /// Carries one part out for every lane of a burst at the ENI `index`, whose headers are read unless that is the part.
  /// How many lanes passed.
  package mutating func carryOut(
    _ part: Part, _ burst: inout Burst, at index: Int, pool: borrowing PacketPool
  ) -> Int {
    let me = tables.rows[index]
    var passed = 0
    for lane in 0..<burst.count where pass(part, &burst, lane, me, pool) { passed += 1 }
    return passed
  }

  @inline(__always)
  private mutating func pass(
    _ part: Part, _ burst: inout Burst, _ lane: Int, _ me: Interface, _ pool: borrowing PacketPool
  ) -> Bool {
    switch part {
    case .parse, .parseArrival: return Parse()(&burst, lane, pool)
    case .sourceCheck: return checkSource(&burst, lane, me, pool)
    case .destinationCheck: return !me.checksSourceAndDestination || me.owns(burst.destination[lane])
    case .securityGroupEgress: return allows(burst, lane, me, isEgress: true)
    case .securityGroupIngress: return allows(burst, lane, me, isEgress: false)
    case .networkAclEgress:
      return tables.entry(of: me, isEgress: true, PacketClass(burst, lane), remote: burst.destination[lane]).allows
    case .networkAclIngress:
      return tables.entry(of: me, isEgress: false, PacketClass(burst, lane), remote: burst.source[lane]).allows
    case .target:
      let ruling = targetStage.find(
        mac: burst.destinationMac[lane], destination: burst.destination[lane], from: me, tables, assumed: &assumed)
      if case .drop = ruling { return false }
      return true
    case .gateway:
      var outcome = Outcome()
      return passGateway(&outcome, burst, lane, me, pool) == nil
    }
  }

  @inline(__always)
  private mutating func allows(_ burst: borrowing Burst, _ lane: Int, _ me: Interface, isEgress: Bool) -> Bool {
    let remote = isEgress ? burst.destination[lane] : burst.source[lane]
    let ruling = SecurityGroups(me).judge(
      PacketClass(burst, lane), remote: remote, groups: tables.groups(of: remote, inVPC: me.vpc), isEgress: isEgress,
      answering: nil, assumed: &assumed)
    if case .allowed = ruling { return true }
    return false
  }
}
