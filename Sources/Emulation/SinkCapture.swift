import Capture
import Packets
import Units

/// Copies what the sink of a bench takes to a pcapng file, and counts what the file could not take in time.
///
/// A thread of its own writes the file. Nobody waits for it: what finds every buffer full is lost, for a bench
/// measures.
package final class SinkCapture {
  /// Frames that were offered to the file, and those of them that were lost.
  package private(set) var offered = 0
  package var lost: Int { writer?.lost ?? lostAtEnd }
  /// Why the file ended early; nil while all is well.
  package private(set) var error: CaptureError?

  private var writer: PcapngWriter?
  private var lostAtEnd = 0

  package init(path: String, application: String) throws(CaptureError) {
    writer = try PcapngWriter(
      path: path, interfaces: [CaptureInterface(name: "receiver/eth0", description: "the sink")],
      application: application, thread: try WritingThread(buffers: 32), losesWhenFull: true)
  }

  /// Copies the first `count` of `handles`, which arrived at `nanoseconds` of lab time.
  func record(
    _ handles: UnsafeMutablePointer<PacketHandle>, count: Int, pool: borrowing PacketPool, at nanoseconds: Int64
  ) {
    guard error == nil else { return }
    do throws(CaptureError) {
      for index in 0..<count {
        try writer?.write(
          interface: 0, frame: pool.frame(handles[index]), at: Instant(nanoseconds: nanoseconds), direction: .inbound,
          id: PacketID(origin: 1, count: UInt64(offered)))
        offered += 1
      }
    } catch { self.error = error }
  }

  /// Ends the file and closes it; whatever failed, then or before, is thrown.
  package func close() throws(CaptureError) {
    lostAtEnd = lost
    do throws(CaptureError) { try writer.take()?.close() } catch { self.error = self.error ?? error }
    if let error { throw error }
  }
}
