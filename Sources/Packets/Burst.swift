import Wire

/// Up to 64 packets that travel together.
///
/// Headers stand in columns: packet `i` is lane `i` of each. `Parse` fills them once; later stages never read the frame
/// again, and what they decide stands in columns too. Bit `i` of `alive` is set while lane `i` is on its way.
///
/// ```
///   lane      0     1     2   …   count-1
///   handle   [h0]  [h1]  [h2]
///   source   [s0]  [s1]  [s2]            alive ∪ dropped ∪ taken = the first `count` lanes, each in exactly one
/// ```
/// Four words and the memory of its columns, so that lending it out copies little.
@frozen
public struct Burst: ~Copyable {
  @inlinable public static var capacity: Int { 64 }

  /// How many lanes were put in.
  public var count: Int
  @usableFromInline var living: UInt64
  @usableFromInline var takenLanes: UInt64
  @usableFromInline let memory: UnsafeMutableRawPointer

  // What came in.
  @inlinable public var handle: Column<PacketHandle> { Column(memory + 0 * 512) }
  /// Nanoseconds of lab time at which the packet is here.
  @inlinable public var instant: Column<Int64> { Column(memory + 1 * 512) }
  @inlinable public var length: Column<UInt16> { Column(memory + 2 * 512) }
  @inlinable public var marks: Column<PacketMarks> { Column(memory + 3 * 512) }

  // What the headers say.
  @inlinable public var destinationMac: Column<UInt64> { Column(memory + 4 * 512) }
  @inlinable public var etherType: Column<UInt16> { Column(memory + 5 * 512) }
  @inlinable public var source: Column<UInt32> { Column(memory + 6 * 512) }
  @inlinable public var destination: Column<UInt32> { Column(memory + 7 * 512) }
  @inlinable public var protocolNumber: Column<UInt8> { Column(memory + 8 * 512) }
  /// TCP and UDP: the source port. ICMP: type in the high byte, code in the low one.
  @inlinable public var sourcePort: Column<UInt16> { Column(memory + 9 * 512) }
  /// TCP and UDP: the destination port. ICMP: the identifier of a query.
  @inlinable public var destinationPort: Column<UInt16> { Column(memory + 10 * 512) }
  @inlinable public var tcpFlags: Column<UInt8> { Column(memory + 11 * 512) }
  /// Where the transport header begins, in bytes from the frame's first.
  @inlinable public var transportOffset: Column<UInt8> { Column(memory + 12 * 512) }
  /// RFC 791: identification, and the flags and offset word as it stands.
  @inlinable public var identification: Column<UInt16> { Column(memory + 13 * 512) }
  @inlinable public var fragment: Column<UInt16> { Column(memory + 14 * 512) }

  /// The flow that the packet belongs to at the ENI where it is, as the flow table names it.
  @inlinable public var flowHigh: Column<UInt64> { Column(memory + 15 * 512) }
  @inlinable public var flowLow: Column<UInt64> { Column(memory + 16 * 512) }
  @inlinable public var flowHash: Column<UInt64> { Column(memory + 17 * 512) }

  // What was decided.
  /// Where the packet goes next.
  @inlinable public var hop: Column<Hop> { Column(memory + 18 * 512) }
  /// Translated addresses to write; 0: as they are.
  @inlinable public var newSource: Column<UInt32> { Column(memory + 19 * 512) }
  @inlinable public var newDestination: Column<UInt32> { Column(memory + 20 * 512) }
  /// Why the lane is not alive any more, if it was dropped.
  @inlinable public var reason: Column<DropReason> { Column(memory + 21 * 512) }
  @inlinable public var stage: Column<Stage> { Column(memory + 22 * 512) }
  /// Which rule, entry or route decided a drop, as the tables number them; `UInt32.max`: none.
  @inlinable public var rule: Column<UInt32> { Column(memory + 23 * 512) }

  /// A burst without lanes, and the memory of its columns.
  public init() {
    count = 0
    living = 0
    takenLanes = 0
    // The widest element has 8 bytes, so each column gets 512: eight cache lines.
    memory = .allocate(byteCount: 24 * 512, alignment: 64)
    handle.fill(with: PacketHandle(bits: 0))
    instant.fill(with: 0)
    length.fill(with: 0)
    marks.fill(with: [])
    destinationMac.fill(with: 0)
    etherType.fill(with: 0)
    source.fill(with: 0)
    destination.fill(with: 0)
    protocolNumber.fill(with: 0)
    sourcePort.fill(with: 0)
    destinationPort.fill(with: 0)
    tcpFlags.fill(with: 0)
    transportOffset.fill(with: 0)
    identification.fill(with: 0)
    fragment.fill(with: 0)
    flowHigh.fill(with: 0)
    flowLow.fill(with: 0)
    flowHash.fill(with: 0)
    hop.fill(with: Hop.nowhere)
    newSource.fill(with: 0)
    newDestination.fill(with: 0)
    reason.fill(with: DropReason.headerTruncated)
    stage.fill(with: Stage.guest)
    rule.fill(with: UInt32.max)
  }

  deinit { memory.deallocate() }

  /// The lanes still on their way.
  @inlinable public var alive: UInt64 { living }
  /// The lanes that the fabric took for itself (an ARP request, a packet to a local service).
  @inlinable public var taken: UInt64 { takenLanes }
  /// The lanes that were dropped.
  @inlinable public var dropped: UInt64 { Self.first(count) & ~living & ~takenLanes }
  @inlinable public var isFull: Bool { count == Self.capacity }

  /// A mask of the first `count` lanes.
  @inlinable public static func first(_ count: Int) -> UInt64 {
    count == capacity ? .max : 1 << UInt64(count) &- 1  // Safe: 1 << count is at least 1.
  }

  /// Takes all lanes out.
  @inlinable public mutating func clear() {
    count = 0
    living = 0
    takenLanes = 0
  }

  /// Makes the first `lanes` lanes, filled in by hand, a burst on its way.
  @inlinable public mutating func restart(count lanes: Int) {
    precondition(lanes <= Self.capacity, "a burst holds 64 packets")
    count = lanes
    living = Self.first(lanes)
    takenLanes = 0
  }

  /// Puts a packet in the next lane, alive. The burst must not be full.
  @inlinable public mutating func append(
    _ packet: PacketHandle, length bytes: UInt16, at now: Int64, marks its: PacketMarks
  ) {
    precondition(count < Self.capacity, "a burst holds 64 packets")
    handle[count] = packet
    length[count] = bytes
    instant[count] = now
    marks[count] = its
    living |= 1 << UInt64(count)
    count &+= 1  // Safe: below 64.
  }

  /// Ends the way of those of `lanes` that are still on it. The first reason stays.
  @inlinable public mutating func drop(
    _ lanes: UInt64, because why: DropReason, at place: Stage? = nil, rule number: UInt32 = .max
  ) {
    var dying = lanes & living
    living &= ~dying
    while dying != 0 {
      let lane = dying.trailingZeroBitCount
      reason[lane] = why
      stage[lane] = place ?? why.stage
      rule[lane] = number
      dying &= dying &- 1  // Safe: dying is not zero; this clears its lowest bit.
    }
  }

  /// The fabric takes those of `lanes` that are still on their way.
  @inlinable public mutating func take(_ lanes: UInt64) {
    let mine = lanes & living
    living &= ~mine
    takenLanes |= mine
  }
}

/// Where a packet goes next: the ENI with this index, or one of the places named below.
@frozen
public struct Hop: Hashable, Sendable {
  public var bits: UInt32
  @inlinable public init(bits: UInt32) { self.bits = bits }
  @inlinable public init(interface index: Int) { bits = UInt32(truncatingIfNeeded: index) }

  @inlinable public static var nowhere: Hop { Hop(bits: .max) }
  /// Out of the VPC, past an internet gateway.
  @inlinable public static var internet: Hop { Hop(bits: .max - 1) }

  /// The ENI's index; nil for the named places.
  @inlinable public var interface: Int? { bits < Hop.internet.bits ? Int(bits) : nil }
}
