import Cloud
import Guest
import Units
import Wire

/// Everything that a lab file, an export or a bundled lab says, once it has been believed.
///
/// The result of a run is a function of this value and the seed.
package struct LabDescription: Equatable, Sendable {
  package var name: String
  /// One sentence for people.
  package var summary = ""
  package var seed: UInt64 = 1
  /// What lab instant 0 is called in captures, in nanoseconds since 1970-01-01.
  package var startsAt: Int64 = 0
  /// Nil: until nothing is pending, at most 60 s.
  package var duration: Nanoseconds?
  package var cloud = CloudState()
  /// What is not said of an instance here is `plain`.
  package var guests: [Instance.ID: GuestDescription] = [:]
  package var fabric = FabricDescription()
  package var traffic: [Traffic] = []
  /// An account as recorded: `explain` takes its instances as running, whatever their state was.
  package var isRecorded = false
  /// By instant; entries of one instant in the file's order.
  package var timeline: [TimelineEntry] = []
  package var expectations: [Expectation] = []

  package init(name: String) { self.name = name }
}

/// How a guest is set up: a preset, then the lines that a user typed.
package struct GuestDescription: Equatable, Sendable {
  package var preset: GuestPreset = .plain
  package var commands: [String] = []
  package init(preset: GuestPreset = .plain, commands: [String] = []) {
    self.preset = preset
    self.commands = commands
  }
}

/// What lies between servers: one constant each in this version.
package struct FabricDescription: Equatable, Sendable {
  /// One way, between any two servers and to the internet.
  package var latency = Nanoseconds.microseconds(50)
  /// Of each server's uplink; nil: without limit.
  package var bandwidth: BitRate?
  package init() {}
}

/// One end of a flow, an expectation or a probe, as `README.md` spells it.
package enum Endpoint: Hashable, Sendable {
  /// The guest chooses ENI and source address.
  case instance(Instance.ID)
  /// By that ENI with its primary address; routing is not asked.
  case interface(NetworkInterface.ID)
  /// An address of an ENI: the guest binds it, its routing chooses the ENI.
  case address(IPv4Address, NetworkInterface.ID)
  /// A host on the internet. `declared`: written as `internet` or `internet:IP`, so that somebody is there.
  case internet(IPv4Address, declared: Bool)
  /// As a target only: an address inside a VPC, or a private one, that no ENI has.
  case nobody(IPv4Address)

  /// What `internet` alone means.
  package static let defaultInternetAddress = IPv4Address(203, 0, 113, 9)
}

/// A flow of the lab's traffic list.
package struct Traffic: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// A connection: handshake, request, answer, end.
    case tcp(port: UInt16)
    /// A datagram to a socket that answers with what it got.
    case udp(port: UInt16)
    /// An echo request.
    case icmp
    /// Frames of a recording between mapped ENIs.
    case replay(Replay)
    /// Frames of a recording, as they are, out of one ENI.
    case inject(Inject)
  }

  package struct Replay: Equatable, Sendable {
    package enum Order: String, Sendable { case causal, open }
    /// Relative to the lab file, or absolute.
    package var file: String
    /// Which ENI or internet host stands for a recorded address.
    package var mapping: [IPv4Address: Endpoint]
    /// 2: twice as fast as recorded.
    package var speed: Double = 1
    package var order: Order = .causal
    package init(file: String, mapping: [IPv4Address: Endpoint]) {
      self.file = file
      self.mapping = mapping
    }
  }

  package struct Inject: Equatable, Sendable {
    package var file: String
    package var at: NetworkInterface.ID
    /// Replace the destination MAC by the subnet router's, and nothing else.
    package var destinationMacIsRouter = false
    package init(file: String, at: NetworkInterface.ID) {
      self.file = file
      self.at = at
    }
  }

  package var kind: Kind
  /// Nil for replay and inject.
  package var from: Endpoint?
  package var to: Endpoint?
  /// `from` and `to` as the file spells them, for people and for `run --json`.
  package var fromText = ""
  package var toText = ""
  package var start = Nanoseconds.zero
  package var count = 1
  package var every = Nanoseconds.seconds(1)
  /// Bytes of application data in each request.
  package var size = 64
  /// Nil: the guest's choice.
  package var sourcePort: UInt16?

  package init(kind: Kind, from: Endpoint?, to: Endpoint?) {
    self.kind = kind
    self.from = from
    self.to = to
  }
}

/// Something that changes while the lab runs.
package struct TimelineEntry: Equatable, Sendable {
  package enum Change: Equatable, Sendable {
    /// The cloud after the change; already checked against EC2's rules when the lab was read.
    case cloud(CloudChange)
    /// Lines typed in a guest.
    case guest(Instance.ID, commands: [String])
  }
  package var at: Instant
  package var change: Change
  /// As people would say it: `detach web/eth1`.
  package var text: String
  package init(at: Instant, change: Change, text: String) {
    self.at = at
    self.change = change
    self.text = text
  }
}

/// What must hold at the end, over the matching requests of the traffic list.
package struct Expectation: Equatable, Sendable {
  package enum Outcome: String, Sendable { case delivered, dropped, left }
  package enum ProtocolMatch: Equatable, Sendable { case tcp(UInt16), udp(UInt16), icmp }
  /// As the file spells them; they match the traffic's own spelling or its meaning.
  package var from: Endpoint?
  package var to: Endpoint?
  package var protocolMatch: ProtocolMatch?
  /// Requests whose first frame or a retransmission left in [after, before).
  package var after: Instant?
  package var before: Instant?
  /// Where the drop is: `web/eth0`, or an id.
  package var at: String?
  package var verdict: Outcome?
  /// A `DropReason`'s name.
  package var because: String?
  /// The ENI by which the request comes in, `web/eth1`.
  package var enters: String?
  /// The ENI by which the answer goes out.
  package var leaves: String?
  package var answer: Outcome?
  /// The line as it stands in the file.
  package var text: String
  package init(text: String) { self.text = text }
}
