import Glibc
import Packets
import Units

/// What the user says about captures.
package struct CaptureOptions: Hashable, Sendable {
  /// Where the files go; made if it is not there.
  package var folder: String
  /// A libpcap filter expression; nil: every frame.
  package var filter: String?
  /// How many bytes of each frame are written; 0: all.
  package var snapLength: Int
  /// The lab's instant 0, in nanoseconds since 1970-01-01 UTC.
  package var startsAt: UInt64
  /// The program and its version, written into each file.
  package var application: String

  package init(
    folder: String, filter: String? = nil, snapLength: Int = 0, startsAt: UInt64 = 0, application: String = "vpclab"
  ) {
    self.folder = folder
    self.filter = filter
    self.snapLength = snapLength
    self.startsAt = startsAt
    self.application = application
  }
}

/// The captures of one run: a file per ENI, and one in which each packet can be followed from ENI to ENI.
///
/// ```
///   folder/web-eth0.pcapng     what passed web/eth0; opens in Wireshark as from tcpdump on that card
///   folder/web-eth1.pcapng
///   folder/journeys.pcapng     what passed any of them, one interface each; `frame.packet_id` follows a packet
/// ```
/// They are separate because Wireshark takes one packet seen at two ENIs of one file for a TCP retransmission.
///
/// Files of the same names are replaced, and nothing else in the folder is touched. When the folder cannot be made or a
/// file in it cannot be written, `init` says so and leaves nothing behind. Not for sharing between threads: a thread of
/// its own writes the files, and where that cannot keep up, `record` waits.
package final class CaptureSession {
  /// The paths of the files, in the order of the taps; the journeys last.
  package let files: [String]

  private let filter: CaptureFilter?
  private let writers: UnsafeMutableBufferPointer<PcapngWriter>
  /// Writes them all; a full queue holds the run back.
  private let thread: WritingThread?
  private var isOpen = true

  /// Makes the folder and the files, one for each of `taps`. No taps, no files.
  package init(_ options: CaptureOptions, taps: [CaptureInterface]) throws(CaptureError) {
    let filter = try options.filter.map { expression throws(CaptureError) in try CaptureFilter(expression) }
    let made = try CaptureFolder.make(options.folder)
    let names = taps.isEmpty ? [] : CaptureFolder.fileNames(taps.map(\.name)) + [CaptureFolder.journeys]
    let files = names.map { CaptureFolder.path(options.folder, $0) }
    CaptureFolder.allowOpenFiles(files.count)
    // 64 MiB of buffers for all files together, within 16 to 256 KiB each.
    let bufferSize = max(16 << 10, min(256 << 10, (64 << 20) / max(1, files.count)))
    let writers = UnsafeMutableBufferPointer<PcapngWriter>.allocate(capacity: files.count)
    var opened = 0
    var thread: WritingThread?
    do throws(CaptureError) {
      if !files.isEmpty { thread = try WritingThread(bufferSize: bufferSize) }
      for (index, file) in files.enumerated() {
        // A former run's file may still be open in Wireshark, which keeps it so.
        unlink(file)
        let writer = try PcapngWriter(
          path: file, interfaces: index < taps.count ? [taps[index]] : taps, application: options.application,
          snapLength: options.snapLength, startsAt: options.startsAt, filter: options.filter, bufferSize: bufferSize,
          thread: thread)
        writers.initializeElement(at: index, to: writer)
        opened += 1
      }
    } catch {
      for index in 0..<opened {
        writers.deinitializeElement(at: index)
        unlink(files[index])
      }
      writers.deallocate()
      for folder in made.reversed() { rmdir(folder) }
      throw error
    }
    self.filter = filter
    self.files = files
    self.writers = writers
    self.thread = thread
  }

  deinit {
    if isOpen { for index in writers.indices { writers.deinitializeElement(at: index) } }
    writers.deallocate()
  }

  /// The files that lost packets because writing them failed.
  package private(set) var filesCutShort: [String] = []

  /// Records `frame` as seen at `tap`, an index of the taps that the session was made with.
  ///
  /// The first error means that the run cannot be captured any further: close the session.
  package func record(
    tap: Int, frame: UnsafeRawBufferPointer, at instant: Instant, direction: CaptureDirection, id: PacketID,
    comment: String? = nil
  ) throws(CaptureError) {
    precondition(isOpen, "nothing is recorded after close")
    precondition(tap >= 0 && tap < writers.count - 1, "the session has \(max(0, writers.count - 1)) taps")
    let journeys = writers.count - 1
    if let matches = filter?.matches(frame), !matches {
      writers[tap].skip(interface: 0)
      writers[journeys].skip(interface: tap)
      return
    }
    try writers[tap].write(
      interface: 0, frame: frame, at: instant, direction: direction, id: id, comment: comment)
    try writers[journeys].write(
      interface: tap, frame: frame, at: instant, direction: direction, id: id, comment: comment)
  }

  /// Closes every file at its end, or where writing fails at its last whole block. The first error is thrown after all
  /// are closed; `filesCutShort` names them all. Closing twice does nothing.
  package func close() throws(CaptureError) {
    guard isOpen else { return }
    isOpen = false
    var first: CaptureError?
    // Every file is on its way before the first is waited for.
    for index in writers.indices { try? writers[index].end() }
    for index in writers.indices {
      let writer = writers.moveElement(from: index)
      do throws(CaptureError) {
        try writer.close()
      } catch {
        filesCutShort.append(files[index])
        if first == nil { first = error }
      }
    }
    if let first { throw first }
  }
}
