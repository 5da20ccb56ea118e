import Benchmark
import CPcap
import Capture
import Glibc
import Packets
import Units

func benchmarkCapture() {
  for length in [64, 1_500] {
    measure("pcapng packet of \(length) bytes, to nowhere") {
      let capture = EndlessCapture(length, path: "/dev/null")
      return { capture.run() }
    }
    measure("pcapng packet of \(length) bytes, to a file by a thread of its own") {
      let capture = EndlessCapture(length, path: nil)
      return { capture.run() }
    }
    measure("libpcap's pcap_dump of \(length) bytes, to a file") {
      let dump = EndlessDump(length)
      return { dump.run() }
    }
  }
}

/// A new file's path, free to be opened and then unlinked: what is written stays in the page cache and goes at the end.
private func temporaryPath() -> String {
  var name = Array("/tmp/vpclab-part-XXXXXX".utf8CString)
  let descriptor = mkstemp(&name)
  precondition(descriptor >= 0, "/tmp can be written")
  close(descriptor)
  return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
}

/// A capture of packets that never end; to a file in `/tmp` where no path is given.
private final class EndlessCapture {
  private var writer: PcapngWriter
  private let frame: [UInt8]

  init(_ length: Int, path: String?) {
    frame = [UInt8](repeating: 0xa5, count: length)
    let file = path ?? temporaryPath()
    do {
      writer = try PcapngWriter(
        path: file, interfaces: [CaptureInterface(name: "eth0")], thread: path == nil ? WritingThread() : nil)
    } catch { preconditionFailure("\(file) can be written") }
    if path == nil { unlink(file) }
  }

  func run() {
    frame.withUnsafeBytes { frame in
      for number in 0..<thousand {
        do {
          try writer.write(
            interface: 0, frame: frame, at: Instant(nanoseconds: Int64(number)), direction: .outbound,
            id: PacketID(origin: 1, count: UInt64(number)))
        } catch { preconditionFailure("the disk has room for a few hundred megabytes") }
      }
    }
  }
}

/// The same packets as libpcap writes them, as pcap with nanoseconds.
private final class EndlessDump {
  private let dumper: OpaquePointer
  private let frame: [UInt8]

  init(_ length: Int) {
    frame = [UInt8](repeating: 0xa5, count: length)
    let file = temporaryPath()
    let ethernet = pcap_open_dead_with_tstamp_precision(1, 65_535, 1)
    guard let dumper = pcap_dump_open(ethernet, file) else { preconditionFailure("\(file) can be written") }
    self.dumper = dumper
    unlink(file)
  }

  func run() {
    frame.withUnsafeBufferPointer { frame in
      var header = pcap_pkthdr()
      header.caplen = UInt32(frame.count)
      header.len = header.caplen
      let user = UnsafeMutableRawPointer(dumper).assumingMemoryBound(to: UInt8.self)
      for number in 0..<thousand {
        header.ts.tv_usec = number
        pcap_dump(user, &header, frame.baseAddress)
      }
    }
  }
}
