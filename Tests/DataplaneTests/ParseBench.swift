import Dataplane
import Packets
import Support
import Wire

/// Shows frames to the parser, a burst at a time, and compares what it found with the slow reading.
final class ParseBench {
  private var pool = PacketPool(smallLimit: 64, largeLimit: 64)
  private var burst = Burst()
  /// Of a burst of its own, in which one frame after another is read where it lies.
  private var alone = Burst()
  private(set) var disagreements: [String] = []
  /// How often each reason was met; nil: nothing was against the frame.
  private(set) var met: [DropReason?: Int] = [:]
  /// How many of the frames that were read in place are plain ones.
  private(set) var plainCount = 0

  /// Puts `frame` in the next lane; a full burst is parsed at once.
  func show(_ frame: UnsafeRawBufferPointer) {
    guard let packet = pool.take(copying: frame) else { preconditionFailure("frames are no longer than the pool's") }
    soil(after: packet, length: frame.count)
    burst.append(packet, length: UInt16(frame.count), at: 0, marks: [])
    if burst.isFull { parse() }
  }

  func show(_ frame: [UInt8]) { frame.withUnsafeBytes { show($0) } }

  /// Reads `frame` where it lies, without a pool around it: whoever reads past its end is found out by the memory.
  func read(inPlace frame: UnsafeRawBufferPointer) {
    guard let start = frame.baseAddress else { return }
    compare(frame, Parse().parse(start, frame.count, 0, &alone), HeaderColumns(alone, 0))
    comparePlain(frame, PlainHeaders(start, length: frame.count))
  }

  /// Plain is what is sound, TCP or UDP, without options and no fragment.
  private func comparePlain(_ frame: UnsafeRawBufferPointer, _ plain: PlainHeaders?) {
    let expected = SlowReading(frame)
    let slowly = expected.columns
    let isPlain =
      expected.faults.isSubset(of: [.broadcastNotCarried]) && slowly.destinationMac >> 40 & 1 == 0
      && slowly.etherType == EtherType.ipv4 && slowly.transportOffset == 34 && slowly.fragment & 0x3fff == 0
      && (slowly.protocolNumber == IPProtocol.tcp || slowly.protocolNumber == IPProtocol.udp)
    plainCount += isPlain ? 1 : 0
    var agrees = isPlain == (plain != nil)
    if let plain {
      agrees =
        agrees && plain.macs.byteSwapped >> 16 == slowly.destinationMac && plain.tcpFlags == slowly.tcpFlags
        && plain.addresses == UInt64(slowly.source) << 32 | UInt64(slowly.destination)
        && plain.ports == UInt32(slowly.sourcePort) << 16 | UInt32(slowly.destinationPort)
        && plain.protocolNumber == slowly.protocolNumber
    }
    if !agrees, disagreements.count < 5 {
      disagreements.append("plain: \(Array(frame.prefix(100))): \(String(describing: plain)); slowly: \(expected)")
    }
  }

  /// Parses what is in the burst, and empties it. Lanes of `dead` are dropped before for a reason of their own.
  func parse(dead: UInt64 = 0) {
    burst.drop(dead, because: .interfaceDetached)
    Parse()(&burst, pool: pool)
    for lane in 0..<burst.count {
      let bit: UInt64 = 1 << UInt64(lane)
      if dead & bit != 0 {
        if burst.reason[lane] != .interfaceDetached { disagreements.append("the first reason stays") }
      } else {
        let reason = burst.alive & bit == 0 ? burst.reason[lane] : nil
        if reason.map({ burst.stage[lane] != $0.stage }) ?? false { disagreements.append("a reason has its own stage") }
        compare(pool.frame(burst.handle[lane]), reason, HeaderColumns(burst, lane))
      }
      pool.free(burst.handle[lane])
    }
    if burst.alive | burst.dropped != Burst.first(burst.count) { disagreements.append("a lane is alive or dropped") }
    burst.clear()
  }

  private func compare(_ frame: UnsafeRawBufferPointer, _ ruling: DropReason?, _ columns: HeaderColumns) {
    met[ruling, default: 0] += 1
    let expected = SlowReading(frame)
    guard !expected.allows(ruling) || ruling == nil && expected.columns != columns else { return }
    guard disagreements.count < 5 else { return }
    disagreements.append(
      "\(Array(frame.prefix(100))), \(frame.count) bytes: \(String(describing: ruling)) \(columns); "
        + "slowly: \(expected.faults) \(expected.columns)")
  }

  /// What lies behind a frame is nobody's: never the same twice.
  private func soil(after packet: PacketHandle, length: Int) {
    let end = pool.bytes(packet) + length
    for offset in 0..<min(80, (pool.isLarge(packet) ? PacketPool.largeCapacity : PacketPool.smallCapacity) - length) {
      end.storeBytes(of: UInt8(truncatingIfNeeded: dirt >> UInt64(offset & 31)), toByteOffset: offset, as: UInt8.self)
    }
    dirt = dirt &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
  }

  private var dirt: UInt64 = 1
}
