import Capture
import Foundation
import Glibc
import Packets
import Synchronization
import Testing
import Units

@Suite("A thread that writes captures")
struct WritingThreadTests {
  let folder = TemporaryFolder()

  struct Queue: CustomTestStringConvertible {
    var buffers: Int
    var bufferSize: Int
    var testDescription: String { "\(buffers) buffers of \(bufferSize) bytes" }
  }

  @Test(
    "gives each file the bytes that its caller's own thread would",
    arguments: [(1, 4_096), (2, 4_096), (3, 8_192), (16, 65_536)].map { Queue(buffers: $0.0, bufferSize: $0.1) })
  func identical(_ queue: Queue) throws {
    func write(_ name: String, thread: WritingThread?) throws -> [[UInt8]] {
      let paths = (0..<3).map { folder.file("\(name)\($0)") }
      var writers: [Writer] = []
      for path in paths { writers.append(try Writer(path, queue.bufferSize, thread: thread)) }
      for index in 0..<3_000 {
        // The third file gets frames and comments that no buffer was made for.
        let isLong = index % 3 == 2 && index % 100 == 2
        try writers[index % 3].write(
          experiment(isLong ? 20_000 : 14 + index % 1_500), index,
          comment: isLong ? String(repeating: "c", count: 60_000) : index % 7 == 0 ? "frame \(index)" : nil)
      }
      for writer in writers { try writer.end() }
      for writer in writers { try writer.close() }
      return try paths.map { try bytes(of: $0) }
    }
    let own = try write("own", thread: nil)
    let other = try write("other", thread: try WritingThread(buffers: queue.buffers, bufferSize: queue.bufferSize))
    #expect(own.map(\.count).min() ?? 0 > 100_000)
    #expect(own == other)
  }

  @Test("leaves nothing out where its writers are dropped and never closed")
  func abandoned() throws {
    let path = folder.file("abandoned.pcapng")
    func abandon() throws {
      let writer = try Writer(path, 4_096, thread: try WritingThread(buffers: 2, bufferSize: 4_096))
      for index in 0..<500 { try writer.write(experiment(100), index) }
    }
    try abandon()
    var reader = try CaptureReader(path: path)
    var count = 0
    while try reader.next() != nil { count += 1 }
    #expect(count == 500)
  }

  /// A pipe holds 64 KiB: until somebody reads it, writing more waits.
  @Test("holds back who captures while the system takes nothing, and loses nothing")
  func holdsBack() throws {
    let pipe = try SlowPipe(folder.file("pipe"))
    let writer = try Writer(folder.file("pipe"), 4_096, thread: try WritingThread(buffers: 2, bufferSize: 4_096))
    let plain = try Writer(folder.file("plain"), 4_096, thread: nil)
    pipe.read(afterBytes: 1)
    for index in 0..<5_000 {
      try writer.write(experiment(200), index)
      try plain.write(experiment(200), index)
    }
    try writer.close()
    try plain.close()
    #expect(try pipe.contents == bytes(of: folder.file("plain")))
  }

  @Test("where packets may be lost counts those that find every buffer full, also in the file")
  func loses() throws {
    let pipe = try SlowPipe(folder.file("pipe"))
    let thread = try WritingThread(buffers: 2, bufferSize: 4_096)
    let writer = try Writer(folder.file("pipe"), 4_096, thread: thread, losesWhenFull: true)
    let offered = 2_000
    for index in 0..<offered { try writer.write(experiment(200), index) }
    let lost = writer.lost
    // At most the pipe, the queue, what the thread holds and the buffer being filled, in blocks of 256 bytes.
    #expect(lost >= offered - (65_536 + 4 * 4_096) / 256 && lost < offered)
    pipe.read(afterBytes: 0)
    try writer.close()
    let contents = pipe.contents
    let file = try folder.file("drained.pcapng", holding: contents)
    var reader = try CaptureReader(path: file)
    var times: [Int64] = []
    while let frame = try reader.next() { times.append(frame.time) }
    #expect(times.count == offered - lost)
    #expect(times == times.sorted() && times.first == 0)
    // isb_ifrecv, isb_ifdrop, isb_filteraccept, each of eight bytes.
    func option(_ code: UInt8, _ value: Int) -> [UInt8] {
      [code, 0, 8, 0] + (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let statistics = option(4, offered) + option(5, lost) + option(6, offered) + hexadecimal("0000 0000 40000000")
    #expect(contents.suffix(statistics.count) == statistics[...])
  }

  @Test("ends a file at its last whole block when the system takes no more, and goes on with the others")
  func cutShort() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      signal(SIGXFSZ, SIG_IGN)
      try limitFileSize(50_000)
      let thread = try WritingThread(buffers: 4, bufferSize: 4_096)
      let long = try Writer(folder.file("long"), 4_096, thread: thread)
      let short = try Writer(folder.file("short"), 4_096, thread: thread)
      let expected = CaptureError.writingStopped(path: folder.file("long"), reason: "File too large")
      var errors: [CaptureError] = []
      for index in 0..<10_000 {
        if index < 100 { try short.write(experiment(200), index) }
        do throws(CaptureError) { try long.write(experiment(200), index) } catch { errors.append(error) }
      }
      #expect(!errors.isEmpty && errors.allSatisfy { $0 == expected })
      try short.end()
      #expect(throws: expected) { try long.close() }
      try short.close()
      try limitFileSize(nil)
      let size = try bytes(of: folder.file("long")).count
      #expect((size - (try headerSize(of: folder.file("long")))) % 256 == 0)
      #expect(size <= 50_000 && size > 50_000 - 256, "not one whole packet more is lost")
      let statistics = 52
      let headers = try headerSize(of: folder.file("short"))
      #expect(try bytes(of: folder.file("short")).count == headers + 100 * 256 + statistics)
    }
  }
}

/// A writer that can lie in an array.
private final class Writer {
  private var writer: PcapngWriter?

  init(_ path: String, _ bufferSize: Int, thread: WritingThread?, losesWhenFull: Bool = false) throws(CaptureError) {
    writer = try PcapngWriter(
      path: path, interfaces: [CaptureInterface(name: "a/eth0")], bufferSize: bufferSize, thread: thread,
      losesWhenFull: losesWhenFull)
  }

  var lost: Int { writer?.lost ?? -1 }

  func write(_ frame: [UInt8], _ index: Int, comment: String? = nil) throws(CaptureError) {
    try frame.withUnsafeBufferPointer { bytes throws(CaptureError) in
      try writer?.write(
        interface: 0, frame: UnsafeRawBufferPointer(bytes), at: Instant(nanoseconds: Int64(index)), direction: .inbound,
        id: PacketID(origin: 1, count: UInt64(index)), comment: comment)
    }
  }

  func end() throws(CaptureError) { try writer?.end() }

  func close() throws(CaptureError) { try writer.take()?.close() }
}

/// A named pipe that is emptied when the test says so.
private final class SlowPipe: Sendable {
  private let descriptor: Int32
  private let read = Mutex<[UInt8]>([])
  private let ended = DispatchSemaphore(value: 0)

  init(_ path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw POSIXError(.EPERM) }
    // Not waiting for a writer; whoever opens it for writing finds this reader.
    descriptor = open(path, O_RDONLY | O_NONBLOCK)
  }

  deinit { close(descriptor) }

  /// Reads to the end, on a thread of its own, from when at least `count` bytes lie in the pipe.
  func read(afterBytes count: Int) {
    Thread.detachNewThread { [self] in
      var ready: Int32 = 0
      while ready < count {
        guard ioctl(descriptor, UInt(FIONREAD), &ready) == 0 else { break }
        sched_yield()
      }
      _ = fcntl(descriptor, F_SETFL, 0)
      var piece = [UInt8](repeating: 0, count: 4_096)
      while true {
        let count = Glibc.read(descriptor, &piece, piece.count)
        guard count > 0 else { break }
        self.read.withLock { $0 += piece[..<count] }
      }
      ended.signal()
    }
  }

  /// All of it, once the writer has closed.
  var contents: [UInt8] {
    ended.wait()
    return read.withLock { $0 }
  }
}
