import Dataplane
import Packets
import Wire

/// What the parser says of one frame, and what the path does with it.
final class Headers {
  private var pool = PacketPool(smallLimit: 1, largeLimit: 1)
  private var burst = Burst()
  /// Nil: nothing is against it.
  private(set) var ruling: DropReason?
  private(set) var columns = HeaderColumns()

  init() {}
  convenience init(_ frame: [UInt8]) {
    self.init()
    frame.withUnsafeBytes { read($0) }
  }

  func read(_ frame: UnsafeRawBufferPointer) {
    guard let packet = pool.take(copying: frame) else { preconditionFailure("frames are no longer than the pool's") }
    burst.clear()
    burst.append(packet, length: UInt16(frame.count), at: 0, marks: [])
    Parse()(&burst, pool: pool)
    ruling = burst.alive == 1 ? nil : burst.reason[0]
    columns = HeaderColumns(burst, 0)
    pool.free(packet)
  }

  /// Writes other addresses into the frame that was read.
  func translate(_ frame: UnsafeMutableRawBufferPointer, source: IPv4Address?, destination: IPv4Address?) {
    guard let start = frame.baseAddress else { return }
    Translation(source: source?.bits ?? 0, destination: destination?.bits ?? 0).rewrite(
      start, 14 + (Int(frame[16]) << 8 | Int(frame[17])), transportOffset: Int(columns.transportOffset),
      isFirstFragment: columns.fragment & 0x1fff == 0, protocolNumber: columns.protocolNumber)
  }
}
