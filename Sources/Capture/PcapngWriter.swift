import Glibc
import Packets
import Units

/// Writes frames with nanosecond times, directions, packet ids and comments to a pcapng file.
///
/// ```
///   file    | section header | interface 0 | interface 1 | … | packet | packet | … | statistics 0 | statistics 1 | …
///   buffer                                             | packet | packet | free … |
///                                                      0 <= filled <= capacity; always whole blocks
/// ```
/// The headers reach the disk in `init`, so that a file that cannot be written is known before anything runs. A packet
/// is formatted straight into the buffer, which goes out with write(2) when the next packet does not fit.
///
/// When writing fails, the file is cut back to its last whole block and closed; the error is thrown from then on.
/// Whoever made the writer closes it. One that dies unclosed writes what it holds, without statistics.
/// The same calls give the same bytes: nothing of the machine, the clock or the path is written.
package struct PcapngWriter: ~Copyable {
  package let path: String
  /// Why the file was closed early; nil while all is well.
  package private(set) var failure: CaptureError?

  private var file: BlockFile
  private var buffer: UnsafeMutableRawPointer
  private var capacity: Int
  private var filled = 0
  private let snapLength: Int
  private let startsAt: UInt64
  private var last: UInt64
  private let interfaceCount: Int
  private let tallies: UnsafeMutablePointer<Tally>

  /// How many frames passed an interface, and how many of them were written.
  private struct Tally {
    var received: UInt64 = 0
    var accepted: UInt64 = 0
  }

  /// The largest frame that libpcap accepts (its MAXIMUM_SNAPLEN); of longer ones the head is written.
  package static let longestFrame = 262_144

  /// A new file at `path`, in the place of an older one.
  ///
  /// Of each frame at most `snapLength` bytes are written; 0 or less is no limit. `startsAt` is the lab's instant 0 in
  /// nanoseconds since 1970-01-01 UTC. `filter` is only told to the reader of the file: see `CaptureFilter`.
  package init(
    path: String, interfaces: [CaptureInterface], application: String = "vpclab", snapLength: Int = 0,
    startsAt: UInt64 = 0, filter: String? = nil, bufferSize: Int = 256 << 10
  ) throws(CaptureError) {
    let snap = max(0, min(snapLength, Self.longestFrame))
    var header = PcapngBlock.sectionHeader(application: application)
    for interface in interfaces {
      header += PcapngBlock.interfaceDescription(interface, snapLength: snap, filter: filter)
    }
    file = try BlockFile(path: path, header: header)
    self.path = path
    self.snapLength = snap == 0 ? Self.longestFrame : snap
    self.startsAt = startsAt
    last = startsAt
    capacity = max(bufferSize, 4_096)
    buffer = .allocate(byteCount: capacity, alignment: 64)
    interfaceCount = interfaces.count
    tallies = .allocate(capacity: interfaces.count)
    tallies.initialize(repeating: Tally(), count: interfaces.count)
  }

  deinit {
    if file.isOpen {
      var file = file
      _ = file.append(buffer, count: filled)
      _ = file.close()
    }
    buffer.deallocate()
    tallies.deallocate()
  }

  /// Writes `frame` as captured at `interface` at `instant`.
  package mutating func write(
    interface: Int, frame: UnsafeRawBufferPointer, at instant: Instant, direction: CaptureDirection, id: PacketID,
    comment: String? = nil
  ) throws(CaptureError) {
    precondition(interface >= 0 && interface < interfaceCount, "the file describes \(interfaceCount) interfaces")
    let captured = min(frame.count, snapLength)
    guard var comment else {
      try makeRoom(for: captured + PacketBlock.largestOverhead)
      format(interface, frame, captured, instant, direction, id, UnsafeRawBufferPointer(start: nil, count: 0))
      return
    }
    if comment.utf8.count > PcapngBlock.longestOption { comment = PcapngBlock.clipped(comment) }
    try makeRoom(for: captured + PacketBlock.largestOverhead + PcapngBlock.padded(comment.utf8.count))
    comment.withUTF8 { text in
      format(interface, frame, captured, instant, direction, id, UnsafeRawBufferPointer(text))
    }
  }

  /// Counts a frame that passed `interface` and that the filter kept out of the file.
  package mutating func skip(interface: Int) {
    precondition(interface >= 0 && interface < interfaceCount, "the file describes \(interfaceCount) interfaces")
    tallies[interface].received &+= 1  // Safe: 2^64 frames are never seen.
  }

  /// Hands everything written so far to the system, for someone who reads along.
  package mutating func flush() throws(CaptureError) {
    if let failure { throw failure }
    let cause = file.append(buffer, count: filled)
    filled = 0
    if let cause { throw fail(cause) }
  }

  /// Ends the file with each interface's statistics and closes it.
  package consuming func close() throws(CaptureError) {
    for interface in 0..<interfaceCount {
      let tally = tallies[interface]
      let block = PcapngBlock.interfaceStatistics(
        interface: interface, time: last, received: tally.received, accepted: tally.accepted)
      try makeRoom(for: block.count)
      UnsafeMutableRawBufferPointer(start: buffer + filled, count: block.count).copyBytes(from: block)
      filled += block.count
    }
    try flush()
    if let cause = file.close() { throw fail(cause) }
  }

  private mutating func format(
    _ interface: Int, _ frame: UnsafeRawBufferPointer, _ captured: Int, _ instant: Instant,
    _ direction: CaptureDirection, _ id: PacketID, _ comment: UnsafeRawBufferPointer
  ) {
    // Safe: the lab's clock ends in 2262 if it starts in 1970, and an unsigned one runs until 2554.
    let time = startsAt &+ UInt64(bitPattern: instant.nanoseconds)
    last = max(last, time)
    tallies[interface].received &+= 1  // Safe: 2^64 frames are never seen.
    tallies[interface].accepted &+= 1
    let block = PacketBlock(
      interface: UInt32(truncatingIfNeeded: interface), time: time, captured: captured, direction: direction, id: id)
    filled += block.write(to: buffer + filled, frame: frame, comment: comment)
  }

  /// Makes sure that a block of `count` bytes fits the buffer.
  private mutating func makeRoom(for count: Int) throws(CaptureError) {
    if filled + count <= capacity && file.isOpen { return }
    try flush()
    guard count > capacity else { return }
    buffer.deallocate()
    capacity = count
    buffer = .allocate(byteCount: count, alignment: 64)
  }

  private mutating func fail(_ cause: Int32) -> CaptureError {
    let error = BlockFile.error(path, cause)
    failure = error
    return error
  }
}
