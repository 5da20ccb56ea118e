import Dataplane
import Guest
import Packets
import Units

/// Which of a guest's own packets a step belongs to, before the packet has an id.
struct StepKey: Hashable {
  var traffic: UInt32
  var request: UInt32
  var cause: PacketID

  init(_ note: PacketNote) {
    traffic = note.traffic
    request = note.request
    cause = note.cause
  }
}

/// What guests report, counted and written down.
extension World: GuestObserver {
  package func wantsDetail(of note: PacketNote) -> Bool { captures != nil || wantsSteps(of: note) }

  package func wantsSteps(of note: PacketNote) -> Bool { journeys != nil && note.marks.contains(.traced) }

  package func guest(_ guest: Guest, delivered note: PacketNote, by card: NetworkCard, detail: String) {
    let seat = ports.seat(of: note.target)
    let hasLeft = seat >= 0 && seats[seat].isUndeclared
    if note.marks.contains(.traced) {
      let label = ports[note.target]?.label
      if hasLeft {
        narrateLeaving(note, label: label ?? "internet")
      } else {
        narrateDelivery(note, at: label ?? guest.name, detail: detail)
      }
    }
    deliver(note, hasLeft: hasLeft)
  }

  package func guest(
    _ guest: Guest, dropped note: PacketNote, by card: NetworkCard, because reason: DropReason, detail: String
  ) {
    let label = ports[note.target]?.label ?? guest.name
    if captures != nil { guestReports[note.id] = (reason, detail) }
    if note.marks.contains(.traced) { journeys?.step(note.id, .guest, at: label, .drop, detail) }
    drop(note, because: reason, stage: .guest, at: label)
  }

  package func guest(
    _ guest: Guest, forwarded note: PacketNote, by card: NetworkCard, to out: NetworkCard, detail: String
  ) {
    if note.marks.contains(.traced) {
      journeys?.step(note.id, .guest, at: ports[note.target]?.label ?? guest.name, .pass, "forwards: \(detail)")
    }
    countForwarded()
  }

  package func guest(_ guest: Guest, routed note: PacketNote, to card: NetworkCard, detail: String) {
    guard note.marks.contains(.traced), journeys != nil else { return }
    pendingSteps[StepKey(note), default: []].append(detail)
  }

  package func guest(_ guest: Guest, unsent note: PacketNote, because reason: DropReason, detail: String) {
    noteUnsent(
      UnsentRecord(
        traffic: note.traffic, request: note.request, cause: note.cause, guest: guest.name, reason: reason,
        detail: detail, at: now))
    noteRoom()
    // A packet that the guest forwards had been taken; it never was sent again.
  }

  package func guest(_ guest: Guest, finished request: RequestTag, answered: Bool) {
    guard Int(request.traffic) < flows.count else { return }
    if answered { flows[Int(request.traffic)].answered += 1 } else { flows[Int(request.traffic)].unanswered += 1 }
  }

  // MARK: Journeys

  /// A traced packet just got its id: what its guest said of it becomes its first step.
  func flushPendingSteps(_ note: PacketNote, _ packet: PacketHandle, label: String) {
    guard note.marks.contains(.traced), let journeys else { return }
    let key = StepKey(note)
    guard var details = pendingSteps[key], !details.isEmpty else { return }
    journeys.step(note.id, .guest, at: label, .pass, details.removeFirst())
    pendingSteps[key] = details
  }

  func narrateDelivery(_ note: PacketNote, at label: String, detail: String) {
    guard note.marks.contains(.traced), let journeys else { return }
    // A host on the internet is no place of the cloud's: the way ends at the gateway.
    if note.target < Origin.fabric, let port = ports[note.target], port.seat >= 0 {
      journeys.visit(note.id, seats[port.seat].place)
    }
    journeys.step(note.id, .guest, at: label, .deliver, detail)
  }

  func narrateLeaving(_ note: PacketNote, label: String) {
    guard note.marks.contains(.traced), let journeys else { return }
    journeys.step(note.id, .gateway, at: label, .leave, "out to the internet; nobody in the lab is declared there")
  }
}
