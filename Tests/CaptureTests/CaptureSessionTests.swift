import Capture
import Foundation
import Packets
import Testing
import Units

@Suite("The captures of a run")
struct CaptureSessionTests {
  let folder = TemporaryFolder()

  @Test("are one file per ENI and one in which a packet's id is followed from ENI to ENI")
  func files() throws {
    let path = folder.file("out/lab")
    let taps = [CaptureInterface(name: "web/eth0", description: "eni-1"), CaptureInterface(name: "client/eth0")]
    let session = try CaptureSession(CaptureOptions(folder: path, application: "vpclab 1.2"), taps: taps)
    try record(session, 1, experiment(60), at: 0, .outbound, count: 5)
    try record(session, 0, experiment(60), at: 50_000, .inbound, count: 5)
    try record(session, 0, experiment(61), at: 60_000, .outbound, count: 6, comment: "vpclab: verdict=DROP")
    try session.close()
    try session.close()
    #expect(session.files == ["web-eth0", "client-eth0", "journeys"].map { "\(path)/\($0).pcapng" })
    #expect(session.filesCutShort == [])
    let fields = ["frame.time_epoch", "frame.interface_name", "frame.packet_id", "frame.comment"]
    let (five, six) = ("\(1 << 40 | 5)", "\(1 << 40 | 6)")
    let sent = ["0.000000000", "client/eth0", five, ""]
    let received = ["0.000050000", "web/eth0", five, ""]
    let dropped = ["0.000060000", "web/eth0", six, "vpclab: verdict=DROP"]
    #expect(try tshark(session.files[0], fields) == [received, dropped])
    #expect(try tshark(session.files[1], fields) == [sent])
    #expect(try tshark(session.files[2], fields) == [sent, received, dropped])
    #expect(try capinfos(session.files[2], "Capture application:") == ["vpclab 1.2"])
  }

  @Test("are the same to the byte when the same run is captured elsewhere and later")
  func identical() throws {
    let sessions = try ["one", "another"].map { name in
      let taps = [CaptureInterface(name: "web/eth0", description: "eni-1"), CaptureInterface(name: "client/eth0")]
      let options = CaptureOptions(folder: folder.file(name), filter: "len < 600", startsAt: 1_700_000_000_000_000_000)
      let session = try CaptureSession(options, taps: taps)
      for index in 0..<1_000 {
        try record(
          session, index % 2, experiment(14 + index), at: Int64(index) * 7, index % 3 == 0 ? .inbound : .outbound,
          count: UInt64(index), comment: index % 10 == 0 ? "vpclab: verdict=DROP" : nil)
      }
      try session.close()
      return session
    }
    for (one, another) in zip(sessions[0].files, sessions[1].files) {
      #expect(one != another)
      #expect(try bytes(of: one) == bytes(of: another))
    }
    #expect(try capinfos(sessions[0].files[2], "Number of packets:") == ["586"], "those of 14 to 599 bytes")
  }

  @Test("hold what the filter takes, cut at the snap length, and name both")
  func filterAndSnapLength() throws {
    let options = CaptureOptions(folder: folder.path, filter: "len > 100", snapLength: 40)
    let session = try CaptureSession(options, taps: [CaptureInterface(name: "web/eth0")])
    for length in [99, 100, 101, 102] { try record(session, 0, experiment(length), at: 0, .inbound, count: 0) }
    try session.close()
    for file in session.files {
      #expect(try tshark(file, ["frame.len", "frame.cap_len"]) == [["101", "40"], ["102", "40"]])
      #expect(try capinfos(file, "Filter string =") == ["len > 100"])
      // The interface statistics at the end: isb_ifrecv 4, isb_filteraccept 2.
      let statistics = hexadecimal("0400 0800 0400000000000000 0600 0800 0200000000000000 0000 0000 34000000")
      #expect(try bytes(of: file).suffix(statistics.count) == statistics[...])
    }
  }

  @Test(
    "are named after their ENIs, whatever these are called",
    arguments: [
      (["web/eth0", "web/eth1"], ["web-eth0", "web-eth1"]),
      (["web/eth0", "web-eth0", "web eth0"], ["web-eth0", "web-eth0-2", "web-eth0-3"]),
      (["journeys"], ["journeys-2"]),
      (["../../etc/passwd", ".hidden", ""], ["-.-..-etc-passwd", "-hidden", "-"]),
      (["웹/eth0", "a:b*c?d\n\0e"], ["웹-eth0", "a-b-c-d--e"]),
      ([String(repeating: "가", count: 100)], [String(repeating: "가", count: 66)]),
    ])
  func names(labels: [String], names: [String]) throws {
    let session = try CaptureSession(
      CaptureOptions(folder: folder.path), taps: labels.map { CaptureInterface(name: $0) })
    try session.close()
    #expect(try folder.names == (names + ["journeys"]).map { $0 + ".pcapng" }.sorted())
  }

  @Test("replace those of a former run and touch nothing else")
  func replace() throws {
    _ = try folder.file("web-eth0.pcapng", holding: [UInt8](repeating: 7, count: 1 << 20))
    let other = try folder.file("notes.pcapng", holding: [1, 2, 3])
    let outside = try folder.file("outside", holding: [4, 5, 6])
    symlink(outside, folder.file("journeys.pcapng"))
    let session = try CaptureSession(CaptureOptions(folder: folder.path), taps: [CaptureInterface(name: "web/eth0")])
    try session.close()
    #expect(try bytes(of: session.files[0]).count < 1_000)
    #expect(try bytes(of: other) == [1, 2, 3])
    #expect(try bytes(of: outside) == [4, 5, 6], "a link is replaced, and not what it points to")
  }

  @Test("of a lab without ENIs are no files")
  func noTaps() throws {
    let session = try CaptureSession(CaptureOptions(folder: folder.path), taps: [])
    try session.close()
    #expect(session.files == [])
    #expect(try folder.names == [])
  }

  @Test("that cannot be written are refused before anything runs, and nothing is left behind")
  func refused() throws {
    _ = try folder.file("file", holding: [1])
    mkdir(folder.file("taken"), 0o777)
    mkdir(folder.file("taken/b-eth0.pcapng"), 0o777)
    let taps = [CaptureInterface(name: "a/eth0"), CaptureInterface(name: "b/eth0")]
    let cases = [
      (folder.file("file"), folder.file("file"), "Not a directory"),
      (folder.file("file/deep/er"), folder.file("file/deep/er"), "Not a directory"),
      (folder.file("taken"), folder.file("taken/b-eth0.pcapng"), "Is a directory"),
      ("/proc/vpclab/captures", "/proc/vpclab/captures", "No such file or directory"),
    ]
    for (path, named, reason) in cases {
      #expect(throws: CaptureError.unwritable(path: named, reason: reason)) {
        _ = try CaptureSession(CaptureOptions(folder: path), taps: taps)
      }
    }
    let new = folder.file("new")
    let error = #expect(throws: CaptureError.self) {
      _ = try CaptureSession(CaptureOptions(folder: new, filter: "tpc"), taps: taps)
    }
    #expect(error?.description.contains("tpc") == true)
    #expect(try folder.names == ["file", "taken"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("taken")) == ["b-eth0.pcapng"])
  }

  @Test("can be more than this process may have files open, up to what the system allows")
  func manyFiles() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
      var limit = rlimit(rlim_cur: 100, rlim_max: 600)
      setrlimit(resource, &limit)
      let taps = (0..<300).map { CaptureInterface(name: "i\($0)/eth0") }
      let session = try CaptureSession(CaptureOptions(folder: folder.file("in")), taps: taps)
      try session.close()
      #expect(session.files.count == 301)
      let error = #expect(throws: CaptureError.self) {
        let taps = (0..<700).map { CaptureInterface(name: "i\($0)/eth0") }
        _ = try CaptureSession(CaptureOptions(folder: folder.file("out/deep")), taps: taps)
      }
      #expect(error?.description.hasSuffix("Too many open files") == true)
      #expect(try folder.names == ["in"])
    }
  }

  @Test("all end at a whole block and are named when writing them fails")
  func cutShort() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      signal(SIGXFSZ, SIG_IGN)
      try limitFileSize(300_000)
      let taps = [CaptureInterface(name: "a/eth0"), CaptureInterface(name: "b/eth0"), CaptureInterface(name: "c/eth0")]
      let session = try CaptureSession(CaptureOptions(folder: folder.path), taps: taps)
      var failed = false
      let frame = experiment(1_000)
      for index in 0..<10_000 where !failed {
        do throws(CaptureError) {
          try record(session, index % 2, frame, at: Int64(index), .inbound, count: 0)
        } catch {
          failed = true
          let path = session.files.first { error == .writingStopped(path: $0, reason: "File too large") }
          #expect(path != nil, "\(error)")
        }
      }
      #expect(failed)
      #expect(throws: CaptureError.self) { try session.close() }
      #expect(session.filesCutShort.contains(session.files[3]), "the journeys are the longest")
      #expect(!session.filesCutShort.contains(session.files[2]), "nothing passed c/eth0")
      try limitFileSize(nil)
      for (file, block) in zip(session.files, [1_056, 1_056, 1_056, 1_056]) {
        let packets = try capinfos(file, "Number of packets:").first.flatMap { Int($0) } ?? -1
        let statistics = session.filesCutShort.contains(file) ? 0 : 52
        #expect(try bytes(of: file).count == headerSize(of: file) + packets * block + statistics)
      }
    }
  }
}

private func record(
  _ session: CaptureSession, _ tap: Int, _ frame: [UInt8], at nanoseconds: Int64, _ direction: CaptureDirection,
  count: UInt64, comment: String? = nil
) throws(CaptureError) {
  try frame.withUnsafeBufferPointer { bytes throws(CaptureError) in
    try session.record(
      tap: tap, frame: UnsafeRawBufferPointer(bytes), at: Instant(nanoseconds: nanoseconds), direction: direction,
      id: PacketID(origin: 1, count: count), comment: comment)
  }
}
