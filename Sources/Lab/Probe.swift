import Cloud
import Dataplane
import Emulation
import Guest
import Packets
import Units
import Wire

/// What `explain` asks: one packet and the answer to it.
package struct Probe: Equatable, Sendable {
  package var from: Endpoint
  package var to: Endpoint
  package var kind: RequestKind
  package var sourcePort: UInt16 = 49_152
  /// Instead of the address that the guest would choose.
  package var sourceAddress: IPv4Address?
  /// After the time line up to then.
  package var at = Instant.beginning
  /// Take every instance as running, whatever its state.
  package var assumesRunning = false

  package init(from: Endpoint, to: Endpoint, kind: RequestKind) {
    self.from = from
    self.to = to
    self.kind = kind
  }
}

/// One way of a probe or of its answer.
package struct Leg: Equatable, Sendable {
  package var verdict: Expectation.Outcome
  package var reason: DropReason?
  /// Where it died, `web/eth0` or an id.
  package var at: String?
  package var steps: [Step]
  /// Ids of the places it came by.
  package var resources: [String]
  /// The ENIs it left and came in by.
  package var leaves: String?
  package var enters: String?
  /// As its sender wrote them; nil where it never was written.
  package var source: IPv4Address?
  package var destination: IPv4Address?
}

/// The journey of a probe and of its answer.
package struct Explanation: Equatable, Sendable {
  package var forward: Leg
  /// Nil only where the probe was dropped.
  package var answer: Leg?
  package var assumed: [Assumption]

  /// The answer's places are the probe's the other way round, and the same ENIs serve both.
  package var isSymmetric: Bool? {
    guard let answer else { return nil }
    return answer.resources == forward.resources.reversed() && forward.leaves == answer.enters
      && forward.enters == answer.leaves
  }

  /// Both ways work.
  package var works: Bool { forward.verdict != .dropped && answer.map { $0.verdict != .dropped } ?? false }
  /// What died first.
  package var failure: Leg? { forward.verdict == .dropped ? forward : answer?.verdict == .dropped ? answer : nil }
}

extension LabDescription {
  /// The lab as it stands at `instant`: changes carried out, nothing pending, no traffic.
  package func standing(at instant: Instant) -> LabDescription {
    var lab = self
    for entry in timeline where entry.at <= instant {
      switch entry.change {
      case .cloud(let change): try? lab.cloud.apply(change)
      case .guest(let id, let commands): lab.guests[id, default: GuestDescription()].commands += commands
      }
    }
    lab.timeline = []
    lab.traffic = []
    lab.expectations = []
    return lab
  }
}

extension Probe {
  /// Runs the probe through the lab's path and guests and writes down what happened.
  package func explain(_ lab: LabDescription) -> Explanation {
    var lab = lab
    // What a change does to a guest that runs is not what it does to one that boots, so the time line is lived through.
    lab.timeline.removeAll { $0.at > at }
    lab.traffic = []
    if assumesRunning { for id in lab.cloud.instances.keys { lab.cloud.instances[id]?.state = .running } }
    let run = LabRun(lab, traces: true)
    let world = run.world
    world.track(1)
    world.run(until: at)
    var assumed = run.assumed
    if assumesRunning { assumed.insert(.allInstancesRunning) }
    guard let source = run.source(from), let address = run.address(of: to, from: from) else {
      let leg = unplaced(run.cloud)
      return Explanation(forward: leg, answer: nil, assumed: assumed.members)
    }
    let choice = sourceAddress.map { SourceChoice.bound($0) } ?? source.choice
    if let leg = loopback(to: address, on: source.seat, choice, run) {
      return Explanation(forward: leg, answer: leg, assumed: assumed.members)
    }
    run.open(kind, at: to)
    world.note(source: source.seat, of: 0)
    world.schedule(
      Agenda.Request(
        seat: source.seat, tag: RequestTag(traffic: 0, request: 0), kind: kind, to: address, from: choice,
        sourcePort: sourcePort, isTraced: true), at: at)
    // The first answer decides; retransmissions after it are none of the probe's.
    world.run(until: at + .milliseconds(4_500))
    assumed.formUnion(world.assumed)
    let (forward, answer) = legs(of: run)
    return Explanation(forward: forward, answer: answer, assumed: assumed.members)
  }

  /// A source that is nobody's seat: a stopped instance, a free ENI.
  private func unplaced(_ cloud: CloudState) -> Leg {
    var place = ""
    var label = ""
    var reason = DropReason.instanceNotRunning
    switch from {
    case .instance(let id):
      place = id.text
      label = cloud.instances[id]?.name ?? id.text
    case .interface(let id), .address(_, let id):
      let interface = cloud.networkInterfaces[id]
      place = interface?.attachment?.instance.text ?? id.text
      label = interface.map { cloud.label(of: $0) } ?? id.text
      if interface?.attachment == nil { reason = .interfaceDetached }
    case .internet(let address, _), .nobody(let address): label = address.description
    }
    let step = Step(stage: .guest, at: label, verdict: .drop, detail: reason.sentence)
    return Leg(
      verdict: .dropped, reason: reason, at: label, steps: [step], resources: place.isEmpty ? [] : [place], leaves: nil,
      enters: nil)
  }

  /// A guest that asks itself does so on lo; only a socket that is bound to a card goes out by that.
  private func loopback(to address: IPv4Address, on seat: Int, _ choice: SourceChoice, _ run: LabRun) -> Leg? {
    if case .device = choice { return nil }
    let guest = run.world.guest(at: seat)
    guard guest.routing.isLocal(address) else { return nil }
    let place =
      switch from {
      case .instance(let id): id.text
      case .interface(let id), .address(_, let id):
        run.cloud.networkInterfaces[id]?.attachment?.instance.text ?? id.text
      case .internet, .nobody: "internet"
      }
    let step = Step(
      stage: .guest, at: guest.name, verdict: .deliver,
      detail: "\(address) is its own: on lo, and nothing of it reaches the VPC")
    return Leg(
      verdict: .delivered, reason: nil, at: nil, steps: [step], resources: [place], leaves: "lo", enters: "lo",
      source: address, destination: address)
  }

  private func legs(of run: LabRun) -> (Leg, Leg?) {
    let world = run.world
    guard let probe = world.records.first(where: { $0.cause == .unassigned }) else {
      let unsent = world.unsent.first { $0.cause == .unassigned }
      return (refused(unsent, world, by: from, run), nil)
    }
    let forward = leg(probe, world)
    guard forward.verdict != .dropped else { return (forward, nil) }
    if let answer = world.records.first(where: { $0.cause == probe.id }) { return (forward, leg(answer, world)) }
    let unsent = world.unsent.first { $0.cause == probe.id }
    guard unsent != nil else {
      let step = Step(
        stage: .localServices, at: forward.steps.last?.at ?? "", verdict: .drop,
        detail: DropReason.localServiceSilent.sentence)
      let silent = Leg(
        verdict: .dropped, reason: .localServiceSilent, at: step.at, steps: [step],
        resources: forward.resources.suffix(1).map { $0 }, leaves: nil, enters: nil)
      return (forward, silent)
    }
    return (forward, refused(unsent, world, by: to, run))
  }

  private func leg(_ record: PacketRecord, _ world: World) -> Leg {
    let journey = world.journeys?.journeys[record.id] ?? Journey()
    var leg = Leg(
      verdict: .delivered, reason: nil, at: nil, steps: journey.steps, resources: journey.places, leaves: record.leaves,
      enters: record.enters, source: record.source, destination: record.destination)
    switch record.fate {
    case .delivered, .inFlight: break
    case .left: leg.verdict = .left
    case .dropped(let reason, _, let place):
      leg.verdict = .dropped
      leg.reason = reason
      leg.at = place
    }
    return leg
  }

  /// A packet that never was on a ring.
  private func refused(_ unsent: UnsentRecord?, _ world: World, by end: Endpoint, _ run: LabRun) -> Leg {
    let reason = unsent?.reason ?? .guestNoRoute
    let label = unsent?.guest ?? ""
    let step = Step(stage: .guest, at: label, verdict: .drop, detail: unsent?.detail ?? reason.sentence)
    var place: String?
    switch end {
    case .instance(let id): place = id.text
    case .interface(let id), .address(_, let id): place = run.cloud.networkInterfaces[id]?.attachment?.instance.text
    case .internet, .nobody: break
    }
    return Leg(
      verdict: .dropped, reason: reason, at: label, steps: [step], resources: place.map { [$0] } ?? [], leaves: nil,
      enters: nil)
  }
}
