import Capture
import Cloud
import Emulation
import Packets
import Units
import Wire

/// What a run came to.
package struct RunResult: Sendable {
  package struct Flow: Sendable {
    package var from: String
    package var to: String
    /// `tcp`, `udp`, `icmp`, `replay` or `inject`.
    package var protocolName: String
    package var port: UInt16?
    package var sent: Int
    package var delivered: Int
    package var answered: Int
    package var median: Nanoseconds?
    package var p99: Nanoseconds?
  }

  package struct Judged: Sendable {
    package var text: String
    package var holds: Bool
    /// Why it does not hold.
    package var detail: String?
  }

  package var lab: String
  package var seed: UInt64
  package var isComplete: Bool
  package var simulated: Nanoseconds
  package var counts: PacketCounts
  package var drops: [(key: DropKey, packets: Int)]
  package var flows: [Flow]
  package var expectations: [Judged]
  package var assumed: [Assumption]
  package var skipped: [String: Int]
  package var captures: [String]
  /// What went wrong while running: a refused change, a recording cut short.
  package var complaints: [String]
  /// A capture file that could not be written on.
  package var captureError: CaptureError?
  /// The files that lost packets by that.
  package var capturesCutShort: [String]
}

/// How a run is wished for.
package struct RunOptions {
  package var captures: CaptureOptions?
  package var duration: Nanoseconds?
  /// Where a recording's path in the lab leads.
  package var file: (String) -> String = { $0 }
  /// Frames under way at once, of each size; nil: as many as there is room for.
  package var mostFrames: Int?
  /// How long guests act without each other at most; nil: as long as they cannot affect each other. For tests: the
  /// result is the same.
  package var longestWindow: Nanoseconds?
  /// Asked between stretches of lab time: stop where we are?
  package var isInterrupted: () -> Bool = { false }
  package init() {}
}

extension LabDescription {
  /// Lab time that a run takes at most where nobody says otherwise. Until nothing is pending, if that is earlier.
  package static let longestDuration = Nanoseconds.seconds(60)

  /// Runs the lab to its end.
  package func run(_ options: RunOptions = RunOptions()) throws -> RunResult {
    let run = LabRun(self, mostFrames: options.mostFrames)
    let world = run.world
    try run.scheduleTraffic(file: options.file)
    if let captures = options.captures {
      world.captures = try CaptureSession(captures, taps: run.taps)
    }
    let session = world.captures
    world.shouldStop = options.isInterrupted
    if let longest = options.longestWindow { world.longestWindow = longest }
    let end = Instant.beginning + (options.duration ?? duration ?? Self.longestDuration)
    // In stretches, so that an interrupt is heard.
    var reached = Instant.beginning
    while reached < end, !world.isQuiet, !world.isInterrupted {
      if options.isInterrupted() {
        world.isInterrupted = true
        break
      }
      reached = min(end, reached + .milliseconds(100), default: end)
      world.run(until: reached)
    }
    world.finishCaptures()
    var captureError = world.captureError
    do throws(CaptureError) {
      try session?.close()
    } catch {
      captureError = captureError ?? error
    }
    return result(of: run, session: session, captureError: captureError, explicit: options.duration ?? duration)
  }

  private func result(
    of run: LabRun, session: CaptureSession?, captureError: CaptureError?, explicit: Nanoseconds?
  ) -> RunResult {
    let world = run.world
    precondition(world.counts.inFlight == world.audit(), "sent = delivered + dropped + in flight")
    var assumed = run.assumed
    assumed.formUnion(world.assumed)
    // What was wished for is not what passed where somebody stopped the run.
    let ended = world.isInterrupted ? world.now : explicit.map { max(world.now, .beginning + $0) } ?? world.now
    let answers = Judgement.Answers(of: run)
    let drops = world.drops.sorted { a, b in
      (a.key.reason.rawValue, a.key.stage.rawValue, a.key.at) < (b.key.reason.rawValue, b.key.stage.rawValue, b.key.at)
    }
    return RunResult(
      lab: name, seed: seed, isComplete: !world.isInterrupted, simulated: ended - .beginning, counts: world.counts,
      drops: drops, flows: flows(of: world),
      expectations: expectations.map { Judgement(of: $0, in: run, answers).judged }, assumed: assumed.members,
      skipped: world.skippedFrames, captures: session?.files ?? [],
      complaints: run.complaints + world.recordingComplaints,
      captureError: captureError, capturesCutShort: session?.filesCutShort ?? [])
  }

  private func flows(of world: World) -> [RunResult.Flow] {
    zip(traffic, world.flows).map { traffic, tally in
      var name = "icmp"
      var port: UInt16?
      switch traffic.kind {
      case .tcp(let number): (name, port) = ("tcp", number)
      case .udp(let number): (name, port) = ("udp", number)
      case .icmp: break
      case .replay: name = "replay"
      case .inject: name = "inject"
      }
      return RunResult.Flow(
        from: traffic.fromText, to: traffic.toText, protocolName: name, port: port, sent: tally.sent,
        delivered: tally.delivered, answered: tally.answered, median: tally.latency(atShare: 0.5),
        p99: tally.latency(atShare: 0.99))
    }
  }
}

/// The smaller of two instants, or `bound` where the sum ran over.
private func min(_ a: Instant, _ b: Instant, default bound: Instant) -> Instant {
  b == .never ? bound : Swift.min(a, b)
}

extension LabRun {
  /// One tap for every ENI that the lab knows, in the order of the tables.
  package var taps: [CaptureInterface] {
    world.tables.interfaces.map { view in
      let addresses = view.addresses.map { IPv4Address(bits: $0).description }.joined(separator: " ")
      return CaptureInterface(name: view.label, description: "\(view.id) \(view.macAddress) \(addresses)")
    }
  }
}
