import Capture
import Dataplane
import Packets
import Units

/// A received frame whose guest has not spoken yet.
struct HeldFrame {
  var tap: Int
  var bytes: [UInt8]
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

  /// The burst's frames as their sender wrote them, where anybody captures.
  func copiesForCapture() -> [[UInt8]] {
    guard captures != nil else { return [] }
    return (0..<burst.count).map { [UInt8](pool.frame(burst.handle[$0])) }
  }

  /// Records what the ENI `interface` sent.
  func capture(_ interface: Int, _ copies: [[UInt8]], _ lane: Int, comment: String?) {
    guard captures != nil else { return }
    let id = pool.note(burst.handle[lane]).pointee.id
    copies[lane].withUnsafeBytes {
      write(interface, $0, at: Instant(nanoseconds: burst.instant[lane]), .outbound, id, comment)
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
    heldFrames.append(
      HeldFrame(tap: Int(origin), bytes: [UInt8](pool.frame(packet)), instant: note.instant, id: note.id))
  }

  func releaseHeldFrames() {
    guard !heldFrames.isEmpty else { return }
    for held in heldFrames {
      let comment = guestReports[held.id].map { reason, detail in
        Self.comment(reason, .guest, at: ports[UInt32(held.tap)]?.label ?? "", rule: detail)
      }
      held.bytes.withUnsafeBytes { write(held.tap, $0, at: held.instant, .inbound, held.id, comment) }
    }
    heldFrames.removeAll(keepingCapacity: true)
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
