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
/// is formatted straight into the buffer, which goes out with write(2) when the next packet does not fit; with a
/// `WritingThread`, that thread does so, and an empty buffer takes its place.
///
/// When writing fails, the file is cut back to its last whole block and closed; the error is thrown from then on, or
/// with a thread from the next full buffer on.
/// Whoever made the writer closes it. One that dies unclosed writes what it holds, without statistics.
/// The same calls give the same bytes: nothing of the machine, the clock or the path is written.
package struct PcapngWriter: ~Copyable {
  package let path: String
  /// Why the file was closed early; nil while all is well.
  package private(set) var failure: CaptureError?

  private let output: BlockOutput
  private let thread: WritingThread?
  private let losesWhenFull: Bool
  private var buffer: BlockBuffer
  private var isEnded = false
  private let snapLength: Int
  private let startsAt: UInt64
  private var last: UInt64
  private let interfaceCount: Int
  private let tallies: UnsafeMutablePointer<Tally>

  /// How many frames passed an interface, how many of them the filter let through, and how many of those were lost.
  private struct Tally {
    var received: UInt64 = 0
    var accepted: UInt64 = 0
    var lost: UInt64 = 0
  }

  /// The largest frame that libpcap accepts (its MAXIMUM_SNAPLEN); of longer ones the head is written.
  package static let longestFrame = 262_144

  /// A new file at `path`, in the place of an older one.
  ///
  /// Of each frame at most `snapLength` bytes are written; 0 or less is no limit. `startsAt` is the lab's instant 0 in
  /// nanoseconds since 1970-01-01 UTC. `filter` is only told to the reader of the file: see `CaptureFilter`.
  ///
  /// `thread` writes the file, and may write others; without one the caller's does. Where all its buffers are full, the
  /// caller waits, or `losesWhenFull` and the packet is counted.
  package init(
    path: String, interfaces: [CaptureInterface], application: String = "vpclab", snapLength: Int = 0,
    startsAt: UInt64 = 0, filter: String? = nil, bufferSize: Int = 256 << 10, thread: WritingThread? = nil,
    losesWhenFull: Bool = false
  ) throws(CaptureError) {
    let snap = max(0, min(snapLength, Self.longestFrame))
    var header = PcapngBlock.sectionHeader(application: application)
    for interface in interfaces {
      header += PcapngBlock.interfaceDescription(interface, snapLength: snap, filter: filter)
    }
    output = BlockOutput(try BlockFile(path: path, header: header))
    self.thread = thread
    self.losesWhenFull = losesWhenFull
    self.path = path
    self.snapLength = snap == 0 ? Self.longestFrame : snap
    self.startsAt = startsAt
    last = startsAt
    buffer = BlockBuffer(capacity: max(bufferSize, 4_096))
    interfaceCount = interfaces.count
    tallies = .allocate(capacity: interfaces.count)
    tallies.initialize(repeating: Tally(), count: interfaces.count)
  }

  deinit {
    var rest = buffer
    if !isEnded && failure == nil {
      if let thread {
        // The buffer goes with its blocks, and another comes.
        rest = thread.swap(buffer, of: output, waits: true) ?? buffer
      } else {
        output.append(buffer)
      }
    }
    rest.memory.deallocate()
    tallies.deallocate()
  }

  /// Frames that found every buffer full.
  package var lost: Int { (0..<interfaceCount).reduce(0) { $0 + Int(tallies[$1].lost) } }

  /// Writes `frame` as captured at `interface` at `instant`.
  package mutating func write(
    interface: Int, frame: UnsafeRawBufferPointer, at instant: Instant, direction: CaptureDirection, id: PacketID,
    comment: String? = nil
  ) throws(CaptureError) {
    precondition(interface >= 0 && interface < interfaceCount, "the file describes \(interfaceCount) interfaces")
    let captured = min(frame.count, snapLength)
    guard var comment else {
      guard try makeRoom(for: captured + PacketBlock.largestOverhead) else { return lose(interface) }
      format(interface, frame, captured, instant, direction, id, UnsafeRawBufferPointer(start: nil, count: 0))
      return
    }
    if comment.utf8.count > PcapngBlock.longestOption { comment = PcapngBlock.clipped(comment) }
    let size = captured + PacketBlock.largestOverhead + PcapngBlock.padded(comment.utf8.count)
    guard try makeRoom(for: size) else { return lose(interface) }
    comment.withUTF8 { text in
      format(interface, frame, captured, instant, direction, id, UnsafeRawBufferPointer(text))
    }
  }

  /// Counts a frame that passed `interface` and that the filter kept out of the file.
  package mutating func skip(interface: Int) {
    precondition(interface >= 0 && interface < interfaceCount, "the file describes \(interfaceCount) interfaces")
    tallies[interface].received &+= 1  // Safe: 2^64 frames are never seen.
  }

  /// Hands everything written so far to the system, for someone who reads along; with a thread, to the thread.
  package mutating func flush() throws(CaptureError) { _ = try handOver(waits: true) }

  /// Writes each interface's statistics, which end the file. Only `close` may follow.
  package mutating func end() throws(CaptureError) {
    precondition(!isEnded, "a file has one end")
    isEnded = true
    for interface in 0..<interfaceCount {
      let tally = tallies[interface]
      let block = PcapngBlock.interfaceStatistics(
        interface: interface, time: last, received: tally.received, accepted: tally.accepted,
        lost: losesWhenFull ? tally.lost : nil)
      _ = try makeRoom(for: block.count, waits: true)
      UnsafeMutableRawBufferPointer(start: buffer.memory + buffer.filled, count: block.count).copyBytes(from: block)
      buffer.filled += block.count
    }
    try flush()
  }

  /// Ends the file, if that was not done before, waits until it is written, and closes it.
  package consuming func close() throws(CaptureError) {
    if !isEnded {
      // What fails here is known of the file below.
      try? end()
    }
    thread?.finish()
    let cause = output.close()
    if let failure { throw failure }
    if let cause { throw fail(cause) }
  }

  private mutating func lose(_ interface: Int) {
    tallies[interface].received &+= 1  // Safe: 2^64 frames are never seen.
    tallies[interface].accepted &+= 1
    tallies[interface].lost &+= 1
  }

  @inline(__always)
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
    buffer.filled += block.write(to: buffer.memory + buffer.filled, frame: frame, comment: comment)
  }

  /// Makes sure that a block of `count` bytes fits the buffer; false where every buffer is full and nobody waits.
  @inline(__always)
  private mutating func makeRoom(for count: Int, waits: Bool = false) throws(CaptureError) -> Bool {
    if buffer.filled + count <= buffer.capacity && failure == nil { return true }
    return try makeRoomElsewhere(for: count, waits: waits || !losesWhenFull)
  }

  private mutating func makeRoomElsewhere(for count: Int, waits: Bool) throws(CaptureError) -> Bool {
    guard try handOver(waits: waits) else { return false }
    guard count > buffer.capacity else { return true }
    buffer.memory.deallocate()
    buffer = BlockBuffer(capacity: count)
    return true
  }

  /// Sends the buffer on its way and begins an empty one; false where every buffer is full and nobody waits.
  private mutating func handOver(waits: Bool) throws(CaptureError) -> Bool {
    if let failure { throw failure }
    if let thread {
      guard let empty = thread.swap(buffer, of: output, waits: waits) else { return false }
      buffer = empty
    } else {
      output.append(buffer)
      buffer.filled = 0
    }
    if let cause = output.failure { throw fail(cause) }
    return true
  }

  private mutating func fail(_ cause: Int32) -> CaptureError {
    let error = BlockFile.error(path, cause)
    failure = error
    return error
  }
}
