import Units

/// 64 bytes of facts beside a frame, in the pool, one cache line of their own.
@frozen
public struct PacketNote {
  /// Which packet this is; kept through translations and through a forwarding guest.
  public var id = PacketID.unassigned
  /// When it was put on its sender's tx ring.
  public var sent = Instant.beginning
  /// When it gets, or got, where it is going to next.
  public var instant = Instant.beginning
  /// Bytes of frame.
  public var length: UInt16 = 0
  /// What is remembered of its way so far.
  public var marks = PacketMarks()
  /// The ENI or endpoint that sent it last, as an index of the lab's origins.
  public var sender: UInt32 = .max
  /// The ENI or endpoint that it is on its way to.
  public var target: UInt32 = .max
  /// The flow of the lab's traffic list that it belongs to; `UInt32.max`: none.
  public var traffic: UInt32 = .max
  /// Which frame of a replayed or injected capture this is, from 0; `UInt32.max`: none.
  public var recorded: UInt32 = .max
  /// Which request of that flow, from 0.
  public var request: UInt32 = .max
  /// The packet that this one answers; `unassigned`: none.
  public var cause = PacketID.unassigned
  /// Fills the line: the pool refuses notes of another size.
  @usableFromInline var room: UInt64 = 0

  @inlinable public init() {}
}

/// What is remembered of a packet's way so far, in its note.
@frozen
public struct PacketMarks: OptionSet, Sendable {
  public var rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Came from another subnet or through a gateway, so the network ACL judges it.
  @inlinable public static var enteredSubnet: PacketMarks { PacketMarks(rawValue: 1 << 0) }
  /// Its last sender forwarded it: the source address is not the sender's own.
  @inlinable public static var forwarded: PacketMarks { PacketMarks(rawValue: 1 << 1) }
  /// Someone follows it: `Path` and the guests write down each step.
  @inlinable public static var traced: PacketMarks { PacketMarks(rawValue: 1 << 2) }
  /// The fabric made it: an ARP answer, an ICMP error.
  @inlinable public static var generated: PacketMarks { PacketMarks(rawValue: 1 << 3) }
  /// A recording's frame: the receiver's guest does not see it.
  @inlinable public static var replayed: PacketMarks { PacketMarks(rawValue: 1 << 4) }
  /// The answer of a local service or of the router: no security group and no ACL judges it.
  @inlinable public static var fromFabric: PacketMarks { PacketMarks(rawValue: 1 << 5) }
  /// It passed an internet gateway.
  @inlinable public static var translated: PacketMarks { PacketMarks(rawValue: 1 << 6) }
  /// Where it left its headers were read and found to be plain ones (`PlainHeaders`); nobody else wrote in it since.
  @inlinable public static var plain: PacketMarks { PacketMarks(rawValue: 1 << 7) }
}
