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
@frozen
public struct Burst: ~Copyable {
  @inlinable public static var capacity: Int { 64 }

  /// How many lanes were put in.
  public var count: Int
  @usableFromInline var living: UInt64
  @usableFromInline var takenLanes: UInt64

  // What came in.
  public var handle = InlineArray<64, PacketHandle>(repeating: PacketHandle(bits: 0))
  /// Nanoseconds of lab time at which the packet is here.
  public var instant = InlineArray<64, Int64>(repeating: 0)
  public var length = InlineArray<64, UInt16>(repeating: 0)
  public var marks = InlineArray<64, PacketMarks>(repeating: [])

  // What the headers say.
  public var destinationMac = InlineArray<64, UInt64>(repeating: 0)
  public var etherType = InlineArray<64, UInt16>(repeating: 0)
  public var source = InlineArray<64, UInt32>(repeating: 0)
  public var destination = InlineArray<64, UInt32>(repeating: 0)
  public var protocolNumber = InlineArray<64, UInt8>(repeating: 0)
  /// TCP and UDP: the source port. ICMP: type in the high byte, code in the low one.
  public var sourcePort = InlineArray<64, UInt16>(repeating: 0)
  /// TCP and UDP: the destination port. ICMP: the identifier of a query.
  public var destinationPort = InlineArray<64, UInt16>(repeating: 0)
  public var tcpFlags = InlineArray<64, UInt8>(repeating: 0)
  /// Where the transport header begins, in bytes from the frame's first.
  public var transportOffset = InlineArray<64, UInt8>(repeating: 0)
  /// RFC 791: identification, and the flags and offset word as it stands.
  public var identification = InlineArray<64, UInt16>(repeating: 0)
  public var fragment = InlineArray<64, UInt16>(repeating: 0)

  // What was decided.
  /// Where the packet goes next.
  public var hop = InlineArray<64, Hop>(repeating: .nowhere)
  /// Translated addresses to write; 0: as they are.
  public var newSource = InlineArray<64, UInt32>(repeating: 0)
  public var newDestination = InlineArray<64, UInt32>(repeating: 0)
  /// Why the lane is not alive any more, if it was dropped.
  public var reason = InlineArray<64, DropReason>(repeating: .headerTruncated)
  public var stage = InlineArray<64, Stage>(repeating: .guest)
  /// Which rule, entry or route decided a drop, as the tables number them; `UInt32.max`: none.
  public var rule = InlineArray<64, UInt32>(repeating: .max)

  /// A burst without lanes.
  @inlinable public init() {
    count = 0
    living = 0
    takenLanes = 0
  }

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

  /// Puts a packet in the next lane, alive. The burst must not be full.
  @inlinable public mutating func append(_ packet: PacketHandle, length bytes: UInt16, at now: Int64, marks its: PacketMarks) {
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
