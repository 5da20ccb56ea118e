import Packets
import Units
import Wire

/// The meters of the instances that a path's ENIs belong to: one an instance, whichever of its ENIs a packet takes.
package struct Allowances: ~Copyable {
  private let meters: UnsafeMutablePointer<AllowanceMeter>
  private let meterCount: Int
  /// By the ENI's index; `UInt32.max`: of no instance that is metered.
  private let numbers: UnsafeMutablePointer<UInt32>
  private let numberCount: Int

  /// A meter for each of `limits`; `numbers`: by an ENI's index, which of them is its instance's, nil for none.
  package init(_ limits: [AllowanceLimits], numbers: [Int?]) {
    meterCount = limits.count
    numberCount = numbers.count
    meters = .allocate(capacity: max(1, limits.count))
    self.numbers = .allocate(capacity: max(1, numbers.count))
    for (number, limit) in limits.enumerated() { (meters + number).initialize(to: AllowanceMeter(limit)) }
    for (index, number) in numbers.enumerated() {
      precondition(number.map { limits.indices.contains($0) } ?? true, "an ENI's meter is there")
      (self.numbers + index).initialize(to: number.map { UInt32($0) } ?? .max)
    }
  }

  deinit {
    meters.deallocate()
    numbers.deallocate()
  }

  /// Of the instance with this meter.
  package func counters(of meter: Int) -> AllowanceCounters {
    precondition((0..<meterCount).contains(meter), "the meter is there")
    return meters[meter].counters
  }

  @inline(__always)
  func meter(ofInterface index: Int) -> UnsafeMutablePointer<AllowanceMeter>? {
    guard index < numberCount, numbers[index] != .max else { return nil }
    return meters + Int(numbers[index])
  }
}

extension Path {
  /// Charges what is still on its way to the allowances of the ENI's instance, each packet at its own instant, lane by
  /// lane; whoever must wait has a later one afterwards.
  mutating func chargeAllowances(_ burst: inout Burst, _ me: Interface, isEgress: Bool, _ pool: borrowing PacketPool) {
    guard let meter = allowances?.meter(ofInterface: me.index) else { return }
    let (alive, lengths, instants) = (burst.alive, burst.length, burst.instant)
    var (count, bytes, apart) = (burst.count, 0, Int64(0))
    let first: Int64
    // Safe, in both loops: 64 lengths.
    if alive == Burst.first(count) {
      first = instants[0]
      for lane in 0..<count {
        bytes &+= Int(lengths[lane])
        apart |= instants[lane] ^ first
      }
    } else {
      if burst.dropped != 0 { countRefusedConnections(burst, meter) }
      guard alive != 0 else { return }
      first = instants[alive.trailingZeroBitCount]
      for lane in 0..<count where alive &>> UInt64(lane) & 1 == 1 {
        bytes &+= Int(lengths[lane])
        apart |= instants[lane] ^ first
      }
      count = alive.nonzeroBitCount
    }
    if apart == 0, meter.pointee.chargeTogether(packets: count, bytes: bytes, isEgress: isEgress, at: first) { return }
    chargeEach(&burst, meter, me, isEgress: isEgress, pool)
  }

  /// One by one, where packets come at several instants or some of them must wait.
  @inline(never)
  private mutating func chargeEach(
    _ burst: inout Burst, _ meter: UnsafeMutablePointer<AllowanceMeter>, _ me: Interface, isEgress: Bool,
    _ pool: borrowing PacketPool
  ) {
    for lane in 0..<burst.count where burst.alive &>> UInt64(lane) & 1 == 1 {
      let now = burst.instant[lane]
      switch meter.pointee.charge(bytes: Int(burst.length[lane]), isEgress: isEgress, at: now) {
      case .pass(let instant):
        guard instant > now else { continue }
        assumed.insert(.allowancesQueueBeforeTheyDrop)
        burst.instant[lane] = instant
        step(burst, lane, .allowance, at: label(me), .pass, "queued for \(instant - now) ns", pool)
      case .drop(let why):
        assumed.insert(.allowancesQueueBeforeTheyDrop)
        end(&burst, lane, why, me, pool)
      }
    }
  }

  @inline(never)
  private func countRefusedConnections(_ burst: borrowing Burst, _ meter: UnsafeMutablePointer<AllowanceMeter>) {
    for lane in 0..<burst.count
    where burst.dropped &>> UInt64(lane) & 1 == 1 && burst.reason[lane] == .conntrackAllowanceExceeded {
      meter.pointee.counters.connections += 1
    }
  }
}
