import Capture
import Dataplane
import Packets
import Units

/// A received frame whose guest has not spoken yet; its bytes follow those of the one before.
struct HeldFrame {
  var tap: Int
  var length: Int
  var instant: Instant
  var id: PacketID
}

/// Copies for Wireshark: what a sender sent, what a receiver received, and on whom it died the reason.
extension World {
  /// `vpclab: verdict=DROP reason=sourceCheckFailed stage=sourceCheck at=web/eth0 rule=…`
  func comment(_ lane: Int, interface: Int, place: String) -> String {
    guard captures != nil else { return "" }
    let reason = burst.reason[lane]
    let rule = path.ruleText(of: burst.stage[lane], rule: burst.rule[lane], interface: interface)
    return Self.comment(reason, burst.stage[lane], at: place, rule: rule)
  }

  static func comment(_ reason: DropReason, _ stage: Stage, at place: String, rule: String?) -> String {
    "vpclab: verdict=DROP reason=\(reason.name) stage=\(stage.name) at=\(place)" + (rule.map { " rule=\($0)" } ?? "")
  }

  /// Keeps the burst's frames as their sender wrote them, where anybody captures.
  func copyForCapture() {
    guard captures != nil else { return }
    copiedBytes.removeAll(keepingCapacity: true)
    copiedStarts.removeAll(keepingCapacity: true)
    for lane in 0..<burst.count {
      copiedStarts.append(copiedBytes.count)
      copiedBytes.append(contentsOf: pool.frame(burst.handle[lane]))
    }
    copiedStarts.append(copiedBytes.count)
  }

  /// Records what the ENI `interface` sent, as it was when it was copied.
  func captureCopy(_ interface: Int, _ lane: Int, comment: String?) {
    guard captures != nil else { return }
    let id = pool.note(burst.handle[lane]).pointee.id
    let place = copiedStarts[lane]..<copiedStarts[lane + 1]
    copiedBytes.withUnsafeBytes {
      let frame = UnsafeRawBufferPointer(rebasing: $0[place])
      write(interface, frame, at: Instant(nanoseconds: burst.instant[lane]), .outbound, id, comment)
    }
  }

  /// Records what arrived for the ENI `interface`.
  func capture(_ interface: Int, _ packet: PacketHandle, direction: CaptureDirection, comment: String?) {
    guard captures != nil else { return }
    let note = pool.note(packet).pointee
    write(interface, pool.frame(packet), at: note.instant, direction, note.id, comment)
  }

  /// Keeps a copy of a frame that a guest is about to take, until the guest has said what it makes of it.
  func hold(_ packet: PacketHandle, at origin: UInt32) {
    guard captures != nil, origin < Origin.fabric else { return }
    let note = pool.note(packet).pointee
    let frame = pool.frame(packet)
    heldFrames.append(HeldFrame(tap: Int(origin), length: frame.count, instant: note.instant, id: note.id))
    heldBytes.append(contentsOf: frame)
  }

  func releaseHeldFrames() {
    guard !heldFrames.isEmpty else { return }
    var start = 0
    for held in heldFrames {
      let comment = guestReports[held.id].map { reason, detail in
        Self.comment(reason, .guest, at: ports[UInt32(held.tap)]?.label ?? "", rule: detail)
      }
      heldBytes.withUnsafeBytes {
        let frame = UnsafeRawBufferPointer(rebasing: $0[start..<start + held.length])
        write(held.tap, frame, at: held.instant, .inbound, held.id, comment)
      }
      start += held.length
    }
    heldFrames.removeAll(keepingCapacity: true)
    heldBytes.removeAll(keepingCapacity: true)
    guestReports.removeAll(keepingCapacity: true)
  }

  /// Nothing comes any more: what is held goes to its file.
  package func finishCaptures() {
    releaseHeldFrames()
    captures = nil
  }

  private func write(
    _ tap: Int, _ frame: UnsafeRawBufferPointer, at instant: Instant, _ direction: CaptureDirection, _ id: PacketID,
    _ comment: String?
  ) {
    guard let captures else { return }
    do throws(CaptureError) {
      try captures.record(tap: tap, frame: frame, at: instant, direction: direction, id: id, comment: comment)
    } catch {
      if captureError == nil { captureError = error }
      isInterrupted = true
      self.captures = nil
    }
  }
}
