import Benchmark
import Capture
import Packets
import Units

func benchmarkCapture() {
  for length in [64, 1_500] {
    measure("pcapng packet of \(length) bytes, to nowhere") {
      let capture = NullCapture(length)
      return { capture.run() }
    }
  }
}

/// A capture that the system throws away: formatting is what is left.
private final class NullCapture {
  private var writer: PcapngWriter
  private let frame: [UInt8]

  init(_ length: Int) {
    frame = [UInt8](repeating: 0xa5, count: length)
    do {
      writer = try PcapngWriter(path: "/dev/null", interfaces: [CaptureInterface(name: "eth0")])
    } catch { preconditionFailure("/dev/null can be written") }
  }

  func run() {
    frame.withUnsafeBytes { frame in
      for number in 0..<thousand {
        do {
          try writer.write(
            interface: 0, frame: frame, at: Instant(nanoseconds: Int64(number)), direction: .outbound,
            id: PacketID(origin: 1, count: UInt64(number)))
        } catch { preconditionFailure("/dev/null takes everything") }
      }
    }
  }
}
