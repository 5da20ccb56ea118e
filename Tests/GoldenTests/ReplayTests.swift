import Capture
import Foundation
import Lab
import Packets
import Scenario
import Support
import Testing
import Units
import Wire

@Suite("A recording is played again")
struct ReplayTests {
  private static let one = IPv4Address(10, 0, 1, 10)
  private static let two = IPv4Address(10, 0, 1, 20)

  /// The recorded addresses become the ENIs of two subnets, or of one.
  static func lab(_ file: String, sameSubnet: Bool = false, more: String = "") -> String {
    """
    vpcs:
      vpc:
        cidrBlock: 172.31.0.0/16
        subnets: { a: { cidrBlock: 172.31.1.0/24 }, b: { cidrBlock: 172.31.2.0/24 } }
        securityGroups: { open: { ingress: ["all from 0.0.0.0/0"] } }
    instances:
      one:
        instanceType: c5.large
        interfaces: { eth0: { subnet: a, privateIpAddress: 172.31.1.10, securityGroups: [open] } }
      two:
        instanceType: c5.large
        interfaces: { eth0: { subnet: \(sameSubnet ? "a" : "b"), securityGroups: [open] } }
    traffic:
      - { replay: "\(file)", as: { 10.0.1.10: one/eth0, 10.0.1.20: two/eth0 }\(more) }
    """
  }

  /// What stood in the file, and what a run made of it.
  struct Played {
    var recorded: [TimedFrame]
    var result: RunResult
    /// As the ENIs' own captures have it.
    var one: [TimedFrame]
    var two: [TimedFrame]

    init(_ frames: [TimedFrame]? = nil, recording name: String? = nil, sameSubnet: Bool = false, more: String = "")
      throws
    {
      let folder = try TemporaryFolder()
      var path = folder.file("in.pcap")
      if let frames { try RecordingFile.write(frames, to: path) }
      if let name { path = try RecordedFrames.path(name) }
      recorded = try RecordingFile.read(path)
      var options = RunOptions()
      options.captures = CaptureOptions(folder: folder.file("out"))
      let lab = try LabFile.read(text: ReplayTests.lab(path, sameSubnet: sameSubnet, more: more), name: "replay.yaml")
      result = try lab.run(options)
      one = try RecordingFile.read(folder.file("out/one-eth0.pcapng"))
      two = try RecordingFile.read(folder.file("out/two-eth0.pcapng"))
    }
  }

  private static func address(_ frame: [UInt8], at offset: Int) -> IPv4Address? {
    guard frame.count >= 34, frame[12] == 8, frame[13] == 0 else { return nil }
    return IPv4Address(frame[offset], frame[offset + 1], frame[offset + 2], frame[offset + 3])
  }

  static func isPlayed(_ frame: [UInt8]) -> Bool { address(frame, at: 26).map { $0 == one || $0 == two } ?? false }

  /// All but MACs, addresses and the checksums that cover them.
  private static func rest(_ frame: [UInt8]) -> [UInt8] {
    var rest = Array(frame[12...])
    func clear(_ range: Range<Int>) { for index in range where index < rest.count { rest[index] = 0 } }
    clear(12..<22)
    let header = Int(frame[14] & 0x0f) * 4
    let isFirst = frame[20] & 0x1f == 0 && frame[21] == 0
    if isFirst, frame[23] == 6 { clear(2 + header + 16..<2 + header + 18) }
    if isFirst, frame[23] == 17 { clear(2 + header + 6..<2 + header + 8) }
    // An ICMP error (RFC 792) quotes a packet, whose addresses become others, too.
    if frame[23] == 1, [3, 11].contains(frame[14 + header]) {
      let quoted = 2 + header + 8
      clear(2 + header + 2..<2 + header + 4)
      clear(quoted + 10..<quoted + 20)
      if frame.count > 12 + quoted + 27, frame[12 + quoted + 9] == 17 { clear(quoted + 26..<quoted + 28) }
    }
    return rest
  }

  static let recordings = ["dns", "icmp", "ssh", "tls", "http", "iperf3-udp-frag"]

  @Test("and every frame is accounted for", arguments: recordings, [false, true])
  func account(_ name: String, sameSubnet: Bool) throws {
    let played = try Played(recording: name, sameSubnet: sameSubnet)
    let result = played.result
    let sent = try #require(result.flows.first?.sent)
    #expect(played.recorded.count == sent + result.skipped.values.reduce(0, +))
    #expect(sent == played.recorded.count { Self.isPlayed($0.bytes) })
    #expect(result.counts.sent == result.counts.delivered + result.counts.dropped)
    #expect(result.counts.dropped == 0)
    #expect(result.counts.inFlight == 0)
    // RFC 826 and RFC 8200's EtherTypes.
    let others = played.recorded.filter { !Self.isPlayed($0.bytes) }
    #expect(result.skipped["addressResolution", default: 0] == others.count { $0.bytes[12...13] == [0x08, 0x06] })
    #expect(result.skipped["ipv6", default: 0] == others.count { $0.bytes[12...13] == [0x86, 0xdd] })
  }

  @Test("byte by byte but for MACs, addresses and checksums, which stay as right as they were", arguments: recordings)
  func bytes(_ name: String) throws {
    let played = try Played(recording: name)
    let names = [
      (Self.one, played.two, IPv4Address(172, 31, 1, 10)), (Self.two, played.one, IPv4Address(172, 31, 2, 4)),
    ]
    for (sender, receiver, standIn) in names {
      let recorded = played.recorded.filter { Self.address($0.bytes, at: 26) == sender }.map(\.bytes)
      let received = receiver.filter { Self.address($0.bytes, at: 26) == standIn }.map(\.bytes)
      #expect(recorded.count == received.count)
      for (old, new) in zip(recorded, received) where Self.rest(old) != Self.rest(new) {
        Issue.record("\(line(old)) became \(line(new))")
      }
      for (old, new) in zip(recorded, received) where IPv4Packet(old)?.faults != IPv4Packet(new)?.faults {
        Issue.record("\(line(old)) became \(line(new))")
      }
    }
  }

  @Test(
    "and a frame never leaves before what its sender had heard has arrived", arguments: recordings, [1.0, 1_000_000.0])
  func causal(_ name: String, speed: Double) throws {
    let played = try Played(recording: name, more: ", speed: \(speed)")
    let frames = played.recorded.map(\.bytes).filter(Self.isPlayed)
    for (own, capture, standIn) in [
      (Self.one, played.one, IPv4Address(172, 31, 1, 10)), (Self.two, played.two, IPv4Address(172, 31, 2, 4)),
    ] {
      // In the ENI's own capture the k-th frame out is the k-th recorded from it, and as many had come in before.
      let recorded = frames.map { Self.address($0, at: 26) == own }
      let seen = capture.filter { Self.address($0.bytes, at: 26) != nil }.map {
        Self.address($0.bytes, at: 26) == standIn
      }
      #expect(seen.count == recorded.count)
      let heardBefore = Self.counts(of: false, before: true, in: recorded)
      let heard = Self.counts(of: false, before: true, in: seen)
      #expect(heard.count == heardBefore.count)
      #expect(zip(heard, heardBefore).allSatisfy { $0 >= $1 })
    }
  }

  /// For each `mark`, how many `other`s stand before it.
  private static func counts(of other: Bool, before mark: Bool, in list: [Bool]) -> [Int] {
    var others = 0
    return list.compactMap { element in
      if element == other { others += 1 }
      return element == mark ? others : nil
    }
  }

  @Test("open: each frame leaves when the recording says; speed 2 halves the time", arguments: [1.0, 2.0, 0.5])
  func time(_ speed: Double) throws {
    let played = try Played(recording: "tls", more: ", order: open, speed: \(speed)")
    for (own, capture, standIn) in [
      (Self.one, played.one, IPv4Address(172, 31, 1, 10)), (Self.two, played.two, IPv4Address(172, 31, 2, 4)),
    ] {
      let first = try #require(played.recorded.first).time
      let due = played.recorded.filter { Self.address($0.bytes, at: 26) == own }.map { Double($0.time - first) / speed }
      let left = capture.filter { Self.address($0.bytes, at: 26) == standIn }.map { Double($0.time) }
      #expect(due.count == left.count)
      #expect(zip(due, left).allSatisfy { abs($0 - $1) <= 1 })
    }
  }

  @Test("without ARP, IPv6, other EtherTypes, senders that nobody stands for, and what is too short")
  func skipped() throws {
    func made(_ change: (inout HandMade) -> Void) -> [UInt8] {
      var frame = HandMade()
      (frame.source, frame.destination) = (Self.one, Self.two)
      change(&frame)
      return frame.frame
    }
    let frames = [
      made { _ in }, made { $0.etherType = 0x0806 }, made { $0.etherType = 0x86dd }, made { $0.etherType = 0x88cc },
      made { $0.source = IPv4Address(10, 0, 1, 30) }, Array(made { _ in }[..<20]),
      made { ($0.source, $0.destination) = (Self.two, Self.one) }, made { $0.etherType = 0x0806 },
    ]
    let played = try Played(frames.enumerated().map { TimedFrame(time: Int64($0) * 1_000_000, bytes: $1) })
    #expect(played.result.flows.first?.sent == 2)
    #expect(
      played.result.skipped == ["addressResolution": 2, "ipv6": 1, "etherType": 1, "unmappedSource": 1, "tooShort": 1])
  }

  @Test("with the largest frames that a VPC carries, and none larger")
  func large() throws {
    let frames = (0..<200).map { number in
      var made = HandMade()
      (made.source, made.destination) = number % 2 == 0 ? (Self.one, Self.two) : (Self.two, Self.one)
      made.identification = UInt16(number)
      made.payload = HandMade.datagram(number < 190 ? 8_973 : 8_974)
      return TimedFrame(time: Int64(number) * 10_000, bytes: made.frame)
    }
    let played = try Played(frames)
    #expect(played.result.flows.first?.delivered == 190)
    #expect(played.result.drops.map(\.key.reason) == [.frameTooLong, .frameTooLong])
    #expect(played.result.drops.map(\.packets) == [5, 5])
  }

  @Test("to a public host: the recorded server is on the internet")
  func internet() throws {
    let folder = try TemporaryFolder()
    let text = """
      vpcs:
        vpc:
          cidrBlock: 172.31.0.0/16
          internetGateway: true
          subnets: { a: { cidrBlock: 172.31.1.0/24, routeTable: public } }
          routeTables: { public: { routes: ["0.0.0.0/0 via igw"] } }
          securityGroups: { open: { ingress: [] } }
      elasticIps: { one: { publicIp: 203.0.113.10 } }
      instances:
        one: { instanceType: c5.large, interfaces: { eth0: { subnet: a, securityGroups: [open], elasticIp: one } } }
      traffic:
        - replay: "\(try RecordedFrames.path("tls"))"
          as: { 10.0.1.10: one/eth0, 10.0.1.20: "internet:203.0.113.9" }
      """
    var options = RunOptions()
    options.captures = CaptureOptions(folder: folder.file("out"))
    let result = try LabFile.read(text: text, name: "replay.yaml").run(options)
    // 24 frames out and 23 back, as tshark counts them.
    #expect(result.counts.sent == 47)
    #expect(result.counts.delivered == 47)
    let seen = try RecordingFile.read(folder.file("out/one-eth0.pcapng")).compactMap { IPv4Packet($0.bytes) }
    #expect(seen.count == 47)
    #expect(
      seen.allSatisfy {
        ($0.ip.source == IPv4Address(172, 31, 1, 4)) != ($0.ip.destination == IPv4Address(172, 31, 1, 4))
      })
    #expect(seen.filter { $0.ip.destination == IPv4Address(172, 31, 1, 4) }.allSatisfy { $0.faults.isEmpty })
  }
}
