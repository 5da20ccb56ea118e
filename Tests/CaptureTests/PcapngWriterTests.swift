import Capture
import Foundation
import Packets
import Testing
import Units

@Suite("A pcapng file")
struct PcapngWriterTests {
  let folder = TemporaryFolder()

  /// Laid out by hand after draft-ietf-opsawg-pcapng sections 4.1, 4.2, 4.3 and 4.6.
  @Test("has the bytes that the specification says")
  func golden() throws {
    let path = folder.file("golden.pcapng")
    var writer = try PcapngWriter(
      path: path, interfaces: [CaptureInterface(name: "web/eth0", description: "eni-1")], application: "vpclab 1",
      snapLength: 1024, startsAt: 0x0102_0304_0506_0700, filter: "tcp")
    try write(
      [0xde, 0xad, 0xbe, 0xef, 0x01], to: &writer, 0, at: 8, .outbound,
      PacketID(origin: 0x0a0b0c, count: 0x01_0203_0405), comment: "drop!")
    try writer.close()
    let section = """
      0a0d0d0a 2c000000 4d3c2b1a 01000000 ffffffff ffffffff
      0400 0800 7670636c61622031
      0000 0000 2c000000
      """
    let interface = """
      01000000 40000000 01000000 00040000
      0200 0800 7765622f65746830
      0300 0500 656e692d31 000000
      0900 0100 09 000000
      0b00 0400 00746370
      0000 0000 40000000
      """
    let packet = """
      06000000 4c000000 00000000 04030201 08070605 05000000 05000000
      deadbeef01 000000
      0100 0500 64726f7021 000000
      0200 0400 02000000
      0500 0800 05040302010c0b0a
      0000 0000 4c000000
      """
    let statistics = """
      05000000 34000000 00000000 04030201 08070605
      0400 0800 0100000000000000
      0600 0800 0100000000000000
      0000 0000 34000000
      """
    #expect(try bytes(of: path) == hexadecimal(section + interface + packet + statistics))
  }

  @Test("tells tshark each frame's time, interface, direction, packet id, lengths and comment")
  func fields() throws {
    let path = folder.file("fields.pcapng")
    var writer = try PcapngWriter(
      path: path,
      interfaces: [
        CaptureInterface(name: "web/eth0", description: "eni-0a 10.0.1.10"), CaptureInterface(name: "db/eth0"),
      ],
      snapLength: 60, startsAt: 1_700_000_000_000_000_001)
    try write(experiment(100), to: &writer, 0, at: 0, .outbound, PacketID(origin: 1, count: 7))
    try write(
      experiment(14), to: &writer, 1, at: 50_000, .inbound, PacketID(origin: 1, count: 7),
      comment: "vpclab: verdict=DROP reason=sourceCheckFailed stage=sourceCheck at=web/eth0")
    try write(experiment(61), to: &writer, 0, at: 1_999_999_998, .inbound, PacketID(origin: 2, count: 0), comment: "서울")
    try writer.close()
    let rows = try tshark(
      path,
      [
        "frame.time_epoch", "frame.interface_name", "frame.interface_description", "frame.packet_flags_direction",
        "frame.packet_id", "frame.cap_len", "frame.len", "frame.comment",
      ])
    let id = 1 << 40 | 7
    let comment = "vpclab: verdict=DROP reason=sourceCheckFailed stage=sourceCheck at=web/eth0"
    #expect(
      rows == [
        ["1700000000.000000001", "web/eth0", "eni-0a 10.0.1.10", "0x00000002", "\(id)", "60", "100", ""],
        ["1700000000.000050001", "db/eth0", "", "0x00000001", "\(id)", "14", "14", comment],
        ["1700000001.999999999", "web/eth0", "eni-0a 10.0.1.10", "0x00000001", "\(2 << 40)", "60", "61", "서울"],
      ])
    #expect(try tshark(path, ["frame.number"], filter: "_ws.malformed") == [])
    #expect(try capinfos(path, "Number of packets:") == ["3"])
    #expect(try capinfos(path, "Capture application:") == ["vpclab"])
    #expect(try capinfos(path, "Number of stat entries =") == ["1", "1"])
    #expect(try capinfos(path, "Time precision =") == ["nanoseconds (9)", "nanoseconds (9)"])
    #expect(try capinfos(path, "Capture length =") == ["60", "60"])
    #expect(try capinfos(path, "Encapsulation =") == ["Ethernet (1 - ether)", "Ethernet (1 - ether)"])
  }

  @Test("is the same to the byte when the same is written again")
  func identical() throws {
    for name in ["one.pcapng", "two.pcapng"] {
      var writer = try PcapngWriter(
        path: folder.file(name), interfaces: [CaptureInterface(name: "a/eth0")],
        bufferSize: name == "one.pcapng" ? 0 : 1 << 20)
      for index in 0..<500 {
        try write(
          experiment(14 + index), to: &writer, 0, at: Int64(index), .inbound, PacketID(origin: 0, count: UInt64(index)),
          comment: index % 3 == 0 ? "frame \(index)" : nil)
      }
      try writer.close()
    }
    #expect(try bytes(of: folder.file("one.pcapng")) == bytes(of: folder.file("two.pcapng")))
  }

  @Test("gives libpcap back every frame of every length that was written", arguments: [0, 14, 60, 9_015])
  func roundTrip(snapLength: Int) throws {
    let path = folder.file("lengths.pcapng")
    let lengths = Array(1...200) + [1_514, 9_014, 9_015, 9_016, 65_535, 262_144]
    var writer = try PcapngWriter(path: path, interfaces: [CaptureInterface(name: "a/eth0")], snapLength: snapLength)
    for (index, length) in lengths.enumerated() {
      let comment = String(repeating: "c", count: index % 6)
      try write(
        experiment(length), to: &writer, 0, at: Int64(index) * 1_000, .inbound, PacketID(origin: 0, count: 0),
        comment: comment)
    }
    try writer.close()
    var reader = try CaptureReader(path: path)
    for (index, length) in lengths.enumerated() {
      let frame = try #require(try reader.next())
      let captured = snapLength == 0 ? length : min(length, snapLength)
      #expect(frame.time == Int64(index) * 1_000)
      #expect(frame.originalLength == length)
      #expect(frame.isCut == (captured < length))
      #expect(Array(frame.bytes) == Array(experiment(length).prefix(captured)))
    }
    #expect(try reader.next() == nil)
  }

  @Test("holds texts of any length, cut between characters where they are too long for an option")
  func longTexts() throws {
    let path = folder.file("texts.pcapng")
    let long = String(repeating: "ENI가", count: 20_000)
    var writer = try PcapngWriter(
      path: path, interfaces: [CaptureInterface(name: long, description: long)], filter: long, bufferSize: 4_096)
    try write(experiment(20), to: &writer, 0, at: 0, .inbound, PacketID(origin: 0, count: 0), comment: long)
    try write(experiment(21), to: &writer, 0, at: 0, .inbound, PacketID(origin: 0, count: 0), comment: "")
    try writer.close()
    let rows = try tshark(path, ["frame.len", "frame.comment"])
    // 65,535 bytes hold 10,922 times the 6 bytes of "ENI가" and "ENI" once more.
    #expect(rows.map(\.first) == ["20", "21"])
    #expect(rows.first?.last == String(repeating: "ENI가", count: 10_922) + "ENI")
    #expect(rows.last?.last == "")
  }

  @Test("that is not closed still holds what was written")
  func abandoned() throws {
    let path = folder.file("abandoned.pcapng")
    func abandon() throws {
      var writer = try PcapngWriter(path: path, interfaces: [CaptureInterface(name: "a/eth0")])
      try write(experiment(64), to: &writer, 0, at: 0, .inbound, PacketID(origin: 0, count: 0))
    }
    try abandon()
    #expect(try capinfos(path, "Number of packets:") == ["1"])
  }

  @Test("can be read along after each flush")
  func flush() throws {
    let path = folder.file("live.pcapng")
    var writer = try PcapngWriter(path: path, interfaces: [CaptureInterface(name: "a/eth0")])
    #expect(try capinfos(path, "Number of packets:") == ["0"])
    try write(experiment(64), to: &writer, 0, at: 0, .inbound, PacketID(origin: 0, count: 0))
    #expect(try capinfos(path, "Number of packets:") == ["0"])
    try writer.flush()
    #expect(try capinfos(path, "Number of packets:") == ["1"])
    try writer.close()
  }
}

@Suite("A pcapng file that cannot be written")
struct UnwritablePcapngTests {
  let folder = TemporaryFolder()

  @Test(
    "is refused at once, with the system's reason",
    arguments: [("missing/a.pcapng", "No such file or directory"), ("taken", "Is a directory")])
  func refused(name: String, reason: String) throws {
    mkdir(folder.file("taken"), 0o777)
    let path = folder.file(name)
    #expect(throws: CaptureError.unwritable(path: path, reason: reason)) {
      _ = try PcapngWriter(path: path, interfaces: [CaptureInterface(name: "a/eth0")])
    }
    #expect(CaptureError.unwritable(path: "p", reason: reason).description == "cannot write 'p': \(reason)")
  }

  /// /dev/full takes no byte and answers ENOSPC: full(4).
  @Test("because the disk is full says so")
  func full() throws {
    #expect(throws: CaptureError.diskFull(path: "/dev/full")) {
      _ = try PcapngWriter(path: "/dev/full", interfaces: [CaptureInterface(name: "a/eth0")])
    }
    #expect(access("/dev/full", F_OK) == 0, "what is no regular file is not taken away")
  }

  /// The limit on a file's size cuts a write(2) in two wherever a full disk might: setrlimit(2), RLIMIT_FSIZE.
  @Test("any further ends at its last whole block, and every later packet gets the same error")
  func cutShort() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      let path = folder.file("short.pcapng")
      signal(SIGXFSZ, SIG_IGN)
      let limit = 100_001
      try limitFileSize(limit)
      var writer = try PcapngWriter(path: path, interfaces: [CaptureInterface(name: "a/eth0")], bufferSize: 64 << 10)
      var errors: [CaptureError] = []
      for index in 0..<1_000 {
        do throws(CaptureError) {
          try write(experiment(200), to: &writer, 0, at: Int64(index), .inbound, PacketID(origin: 0, count: 0))
        } catch {
          errors.append(error)
        }
      }
      let expected = CaptureError.writingStopped(path: path, reason: "File too large")
      #expect(errors.count > 1)
      #expect(errors.allSatisfy { $0 == expected })
      #expect(writer.failure == expected)
      #expect(throws: expected) { try writer.flush() }
      do throws(CaptureError) {
        try writer.close()
        Issue.record("a file that was cut short closes as if it were whole")
      } catch {
        #expect(error == expected)
      }
      let size = try bytes(of: path).count
      // 72 bytes of headers, then blocks of 28 + 200 + 24 + 4.
      let block = 256
      let headers = try headerSize(of: path)
      #expect((size - headers) % block == 0)
      #expect(size <= limit && size > limit - block, "not one whole packet more is lost")
      try limitFileSize(nil)
      #expect(try capinfos(path, "Number of packets:") == ["\((size - headers) / block)"])
    }
  }

  @Test("because the reader of a pipe went away says so")
  func brokenPipe() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      let path = folder.file("pipe")
      signal(SIGPIPE, SIG_IGN)
      mkfifo(path, 0o600)
      let reader = open(path, O_RDONLY | O_NONBLOCK)
      var writer = try PcapngWriter(path: path, interfaces: [CaptureInterface(name: "a/eth0")])
      close(reader)
      try write(experiment(64), to: &writer, 0, at: 0, .inbound, PacketID(origin: 0, count: 0))
      #expect(throws: CaptureError.writingStopped(path: path, reason: "Broken pipe")) { try writer.flush() }
    }
  }
}
