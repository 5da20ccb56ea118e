import Capture
import Dataplane
import Packets
import Units

/// Copies for Wireshark: what a sender sent, what a receiver received, and on whom it died the reason.
extension World {
  /// `vpclab: verdict=DROP reason=sourceCheckFailed stage=sourceCheck at=web/eth0 rule=…`
  func comment(_ lane: Int, interface: Int, place: String) -> String {
    guard captures != nil else { return "" }
    let reason = burst.reason[lane]
    let rule = path.ruleText(of: burst.stage[lane], rule: burst.rule[lane], interface: interface)
    return lastComment.text(DropKey(reason: reason, stage: burst.stage[lane], at: place), rule: rule)
  }

  /// Records the burst's frames as their sender, the ENI `interface`, wrote them: before the path writes in them. Says
  /// which entry of the log the first lane's is.
  func captureDepartures(from interface: Int) -> Int {
    let first = captureLog.count
    guard captures != nil else { return first }
    let seat = ports.seat(of: UInt32(interface))
    for lane in 0..<burst.count {
      captureLog.append(
        pool.frame(burst.handle[lane]), tap: interface, seat: seat, at: Instant(nanoseconds: burst.instant[lane]),
        .outbound, id: pool.note(burst.handle[lane]).pointee.id)
    }
    return first
  }

  /// Records what arrived for the ENI `interface`. `comment` nil: its guest, if it gets it, may have one.
  func captureArrival(_ packet: PacketHandle, at interface: Int, comment: String?) {
    guard captures != nil else { return }
    let note = pool.note(packet)
    captureLog.append(
      pool.frame(packet), tap: interface, seat: ports.seat(of: UInt32(interface)), at: note.pointee.instant, .inbound,
      id: note.pointee.id, isForGuest: comment == nil)
    if let comment { captureLog.commentLast(comment) }
  }

  /// Writes what the window gave. What goes wrong ends the run.
  func writeCaptures() {
    guard !captureLog.isEmpty else { return }
    defer {
      captureLog.clear()
      guestReports.removeAll(keepingCapacity: true)
    }
    guard let captures else { return }
    captureLog.sort()
    do throws(CaptureError) {
      for entry in captureLog.entries {
        let comment = captureLog.comment(of: entry) ?? guestComment(on: entry)
        try captureLog.withFrame(of: entry) { frame throws(CaptureError) in
          try captures.record(
            tap: Int(entry.tap), frame: frame, at: entry.instant, direction: entry.direction, id: entry.id,
            comment: comment)
        }
      }
    } catch {
      if captureError == nil { captureError = error }
      isInterrupted = true
      self.captures = nil
    }
  }

  private func guestComment(on entry: CaptureLog.Entry) -> String? {
    guard entry.isForGuest, !guestReports.isEmpty, let (reason, detail) = guestReports[entry.id] else { return nil }
    let place = ports[UInt32(entry.tap)]?.label ?? ""
    return lastComment.text(DropKey(reason: reason, stage: .guest, at: place), rule: detail)
  }

  /// Nothing comes any more: what is kept goes to its file.
  package func finishCaptures() {
    writeCaptures()
    captures = nil
  }
}

/// The words on a frame that died. Frames die alike for long stretches, and words cost more than their whole way.
struct DropComment {
  private var key: DropKey?
  private var rule: String?
  private var words = ""

  mutating func text(_ its: DropKey, rule why: String?) -> String {
    if its == key, why == rule { return words }
    (key, rule) = (its, why)
    words = "vpclab: verdict=DROP reason=\(its.reason.name) stage=\(its.stage.name) at=\(its.at)"
    if let why { words += " rule=\(why)" }
    return words
  }
}
