import Capture
import Packets
import Units

/// What captures will say of a window, kept until every guest has acted in it: what a guest makes of a frame is known
/// after the frame, and the files want all guests' frames in the order of lab time.
struct CaptureLog {
  struct Entry {
    var instant: Instant
    /// Whose doing it is: at one instant the frames of one guest stay together, in the order in which they happened.
    var seat: Int32
    /// ENI index.
    var tap: Int32
    var direction: CaptureDirection
    /// Its guest may have something to say of it.
    var isForGuest: Bool
    /// Place of its comment; -1: none.
    var comment: Int32
    var id: PacketID
    /// Its bytes.
    var start: Int
    var length: Int
  }

  private(set) var entries: [Entry] = []
  private var bytes: [UInt8] = []
  private var comments: [String] = []

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  mutating func append(
    _ frame: UnsafeRawBufferPointer, tap: Int, seat: Int, at instant: Instant, _ direction: CaptureDirection,
    id: PacketID, isForGuest: Bool = false
  ) {
    entries.append(
      Entry(
        instant: instant, seat: Int32(truncatingIfNeeded: seat), tap: Int32(truncatingIfNeeded: tap),
        direction: direction, isForGuest: isForGuest, comment: -1, id: id, start: bytes.count, length: frame.count))
    bytes.append(contentsOf: frame)
  }

  /// Gives entry `place` its comment.
  mutating func comment(_ place: Int, _ text: String) {
    entries[place].comment = Int32(comments.count)
    comments.append(text)
  }

  /// Gives the entry `place` counted from the last one its comment.
  mutating func commentLast(_ text: String) { comment(entries.count - 1, text) }

  /// All entries in the order of the files: by instant, then by guest, then as they happened.
  mutating func sort() {
    let isSorted = zip(entries, entries.dropFirst()).allSatisfy { !Self.isBefore($1, $0) }
    if !isSorted { entries.sort { Self.isBefore($0, $1) } }
  }

  private static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
    // Bytes lie in the order in which they came.
    (a.instant, a.seat, a.start) < (b.instant, b.seat, b.start)
  }

  func comment(of entry: Entry) -> String? { entry.comment < 0 ? nil : comments[Int(entry.comment)] }

  func withFrame<E: Error>(of entry: Entry, _ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
    try bytes.withUnsafeBufferPointer { bytes throws(E) in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.length])))
    }
  }

  mutating func clear() {
    entries.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    comments.removeAll(keepingCapacity: true)
  }
}
