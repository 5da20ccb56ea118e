import Capture
import Packets
import Units
import Wire

/// Frames of a capture file that are sent again: replayed between mapped ends, or injected out of one ENI as they are.
package final class Recording {
  package enum Mode {
    /// Every byte as captured; `router`: the destination MAC to write, nil: as captured.
    case inject(origin: UInt32, router: MACAddress?)
    /// Recorded address -> who stands for it. `isCausal`: a frame waits until each earlier one to its sender has ended.
    case replay(ends: [UInt32: End], isCausal: Bool)
  }

  /// Who stands for a recorded address.
  package struct End {
    package var origin: UInt32
    package var address: IPv4Address
    package init(origin: UInt32, address: IPv4Address) {
      self.origin = origin
      self.address = address
    }
  }

  /// A frame whose time has come, or that waits for others.
  struct Frame {
    var number: UInt32
    var origin: UInt32
    var due: Instant
    /// libpcap's own copy, good until the file's next frame is read; of a frame that waits, what `kept` has.
    var bytes: UnsafeRawBufferPointer
    /// The end it is for, if that is one of the recording's own.
    var target: UInt32?
    /// Its bytes while it waits for others.
    var kept: UnsafeMutableRawBufferPointer?
  }

  package let traffic: UInt32
  let mode: Mode
  /// Frames wait for others of this recording.
  let isCausal: Bool
  /// The ENI out of which its frames go as they are; nil: they are replayed between several.
  let injectsAt: UInt32?
  private var reader: CaptureReader
  private let start: Instant
  private let speed: Double
  private var firstTime: Int64?
  private var lastDue = Instant.beginning
  /// The next frame of the file, read ahead by one.
  private var ahead: Frame?
  private var number: UInt32 = 0
  private var isAtEnd = false
  /// Replay: frames that wait, by sender, in the file's order.
  private var queues: [UInt32: [Frame]] = [:]
  /// Replay: numbers of frames to an end that have not ended yet, ascending.
  private var unsettled: [UInt32: [UInt32]] = [:]
  private var targetOf: [UInt32: UInt32] = [:]
  private var returned: Frame?
  /// Why the file could not be read to its end.
  package private(set) var error: CaptureError?
  /// Frames that were not sent, by why.
  package private(set) var skipped: [String: Int] = [:]

  package init(traffic: UInt32, mode: Mode, reader: consuming CaptureReader, start: Instant, speed: Double) {
    self.traffic = traffic
    self.mode = mode
    isCausal = if case .replay(_, let isCausal) = mode { isCausal } else { false }
    injectsAt = if case .inject(let origin, _) = mode { origin } else { nil }
    self.reader = reader
    self.start = start
    self.speed = speed
  }

  deinit { for queue in queues.values { for frame in queue { frame.kept?.deallocate() } } }

  /// The slabs were full: it waits until some frame is free again.
  var isHeld = false

  /// When the next frame is due, which may have passed; `never`: none is before a packet ends, or at all.
  var nextInstant: Instant {
    guard !isHeld else { return .never }
    // What was given back stands in libpcap's memory until it goes.
    if let returned { return returned.due }
    if ahead == nil { readAhead() }
    return ahead?.due ?? .never
  }

  /// The next frame that may be sent at `now`; nil: none.
  func take(at now: Instant) -> Frame? {
    if let frame = returned {
      returned = nil
      return frame
    }
    while true {
      if ahead == nil { readAhead() }
      guard let frame = ahead, frame.due <= now else { break }
      ahead = nil
      guard isCausal else { return frame }
      if let target = frame.target {
        unsettled[target, default: []].append(frame.number)
        targetOf[frame.number] = target
      }
      keep(frame)
    }
    guard isCausal else { return nil }
    for origin in queues.keys.sorted() {
      guard let frame = queues[origin]?.first, isReleasable(frame) else { continue }
      queues[origin]?.removeFirst()
      return frame
    }
    return nil
  }

  /// Has the frame wait behind those of its sender.
  private func keep(_ frame: Frame) {
    var frame = frame
    let kept = UnsafeMutableRawBufferPointer.allocate(byteCount: frame.bytes.count, alignment: 1)
    kept.copyMemory(from: frame.bytes)
    frame.kept = kept
    frame.bytes = UnsafeRawBufferPointer(kept)
    queues[frame.origin, default: []].append(frame)
  }

  /// Gives back a frame that was taken and not sent.
  func putBack(_ frame: Frame) { returned = frame }

  private func isReleasable(_ frame: Frame) -> Bool {
    guard let first = unsettled[frame.origin]?.first else { return true }
    return first > frame.number
  }

  /// The frame with this number was delivered or died.
  func settle(_ number: UInt32) {
    guard let target = targetOf.removeValue(forKey: number), let place = unsettled[target]?.firstIndex(of: number)
    else { return }
    unsettled[target]?.remove(at: place)
  }

  /// Frames that still wait for others.
  var waitingCount: Int { queues.values.reduce(returned == nil ? 0 : 1) { $0 + $1.count } }

  private func readAhead() {
    while ahead == nil, !isAtEnd {
      do throws(CaptureError) {
        guard let frame = try reader.next() else {
          isAtEnd = true
          return
        }
        let zero = firstTime ?? frame.time
        firstTime = zero
        let offset = Double(max(0, frame.time - zero)) / speed
        // One that was captured late leaves no earlier than the one before it in the file.
        lastDue = max(lastDue, start + Nanoseconds(offset >= 9e18 ? .max : Int64(offset)))
        ahead = choose(frame.bytes, due: lastDue)
        number += 1
      } catch {
        self.error = error
        isAtEnd = true
      }
    }
  }

  /// The frame as it will be sent; nil: it is skipped, and why is counted.
  private func choose(_ bytes: UnsafeRawBufferPointer, due: Instant) -> Frame? {
    switch mode {
    case .inject(let origin, _):
      return Frame(number: number, origin: origin, due: due, bytes: bytes, target: nil)
    case .replay(let ends, _):
      guard bytes.count >= 14 else { return skip("tooShort") }
      switch UInt16(bytes[12]) << 8 | UInt16(bytes[13]) {
      case EtherType.arp: return skip("addressResolution")
      case EtherType.ipv4: break
      case EtherType.ipv6: return skip("ipv6")
      default: return skip("etherType")
      }
      guard bytes.count >= 34 else { return skip("tooShort") }
      let source = bytes.loadUnaligned(fromByteOffset: 26, as: UInt32.self).byteSwapped
      let destination = bytes.loadUnaligned(fromByteOffset: 30, as: UInt32.self).byteSwapped
      guard let end = ends[source] else { return skip("unmappedSource") }
      return Frame(
        number: number, origin: end.origin, due: due, bytes: bytes, target: ends[destination]?.origin)
    }
  }

  private func skip(_ why: String) -> Frame? {
    skip(because: why)
    return nil
  }

  /// A frame was not sent.
  func skip(because why: String) { skipped[why, default: 0] += 1 }
}
