import Capture
import Foundation
import Lab
import Packets
import Scenario
import Support
import Testing
import Wire

/// A frame that no guest would send, and how it ends.
struct InjectedFrame: CustomTestStringConvertible {
  var name: String
  /// Nil: somebody takes it.
  var reason: DropReason?
  var at: String
  var frames: [[UInt8]]
  var testDescription: String { name }

  init(_ name: String, _ reason: DropReason?, at: String = "one/eth0", _ frames: [UInt8]...) {
    self.name = name
    self.reason = reason
    self.at = at
    self.frames = frames
  }

  init(_ name: String, _ reason: DropReason?, at: String = "one/eth0", _ change: (inout HandMade) -> Void) {
    var frame = HandMade()
    change(&frame)
    self.init(name, reason, at: at, frame.frame)
  }

  private static func changed(_ offset: Int, to value: UInt8, healed: Bool = true) -> [UInt8] {
    var frame = HandMade().frame
    frame[offset] = value
    guard healed else { return frame }
    frame[24...25] = [0, 0]
    let sum = ~PlainChecksum.sum(frame[14..<34])
    frame[24...25] = [UInt8(sum >> 8), UInt8(sum & 0xff)]
    return frame
  }

  private static func padded(_ frame: [UInt8], to length: Int) -> [UInt8] {
    frame + Array(repeating: 0, count: max(0, length - frame.count))
  }

  static let all: [InjectedFrame] = [
    InjectedFrame("a datagram to a neighbor", nil) { _ in },
    InjectedFrame("an echo request", nil) { ($0.protocolNumber, $0.payload) = (1, HandMade.echo()) },
    InjectedFrame(
      "padding behind the packet is no part of it (IEEE 802.3: 60 bytes)", nil, padded(HandMade().frame, to: 100)),
    // What the frame is.
    InjectedFrame("no whole Ethernet header", .headerTruncated, Array(HandMade().frame[..<13])),
    InjectedFrame("half an IPv4 header", .headerTruncated, Array(HandMade().frame[..<30])),
    InjectedFrame("less than the IPv4 header promises", .headerTruncated, Array(HandMade().frame.dropLast())),
    InjectedFrame("IP version 6 under EtherType 0x0800", .headerMalformed, changed(14, to: 0x65)),
    InjectedFrame("an IPv4 header of 16 bytes", .headerMalformed, changed(14, to: 0x44)),
    InjectedFrame("a packet shorter than its header", .headerMalformed, changed(17, to: 19)),
    InjectedFrame("a wrong IPv4 checksum", .checksumBad, changed(22, to: 63, healed: false)),
    InjectedFrame("9,002 bytes of IPv4", .frameTooLong) { $0.payload = HandMade.datagram(8_974) },
    InjectedFrame("9,001 bytes of IPv4", nil) { $0.payload = HandMade.datagram(8_973) },
    InjectedFrame("a longer frame than any", .frameTooLong) { $0.payload = HandMade.datagram(20_000) },
    InjectedFrame("IPv6", .etherTypeNotCarried) { $0.etherType = 0x86dd },
    InjectedFrame("a VLAN tag", .etherTypeNotCarried) { $0.etherType = 0x8100 },
    InjectedFrame("MPLS", .etherTypeNotCarried) { $0.etherType = 0x8847 },
    InjectedFrame("to the broadcast MAC", .broadcastNotCarried) {
      $0.destinationMac = Array(repeating: 0xff, count: 6)
    },
    InjectedFrame("to a multicast MAC", .broadcastNotCarried) { $0.destinationMac = [0x01, 0, 0x5e, 0, 0, 0x12] },
    InjectedFrame("to a multicast address (VRRP)", .broadcastNotCarried) {
      $0.destination = IPv4Address(224, 0, 0, 18)
    },
    InjectedFrame("to the limited broadcast", .broadcastNotCarried) { $0.destination = .broadcast },
    InjectedFrame("to a MAC of nobody", .unknownDestinationMac) { $0.destinationMac = [0x02, 9, 9, 9, 9, 9] },
    InjectedFrame("to a MAC of another subnet", .unknownDestinationMac) {
      $0.destinationMac = [0x02, 0, 0, 0, 0, 0x0c]
    },
    InjectedFrame("a foreign source", .sourceCheckFailed) { $0.source = IPv4Address(10, 0, 1, 12) },
    InjectedFrame("a foreign source from outside the VPC", .sourceCheckFailed) { $0.source = IPv4Address(8, 8, 8, 8) },
    InjectedFrame("a foreign destination at a neighbor's MAC", .destinationCheckFailed, at: "two/eth0") {
      $0.destination = IPv4Address(10, 0, 1, 77)
    },
    // Fragments.
    InjectedFrame("a later fragment alone", .fragmentBeforeFirst) { $0.fragment = 0x0004 },
    // What the guest makes of it.
    InjectedFrame("a port that nobody listens at", .guestNoSocket, at: "two/eth0") {
      $0.payload = HandMade.datagram(to: 54)
    },
    InjectedFrame("a protocol that nobody takes", .guestNoSocket, at: "two/eth0") { $0.protocolNumber = 47 },
    InjectedFrame("a wrong UDP checksum", .guestChecksumBad, at: "two/eth0") { $0.payload[6] = 0x12 },
    InjectedFrame("a wrong ICMP checksum", .guestChecksumBad, at: "two/eth0") {
      ($0.protocolNumber, $0.payload) = (1, HandMade.echo())
      $0.payload[3] ^= 0x55
    },
    InjectedFrame("a UDP length beyond the packet", .guestHeaderBad, at: "two/eth0") { $0.payload[4] = 0x7f },
    InjectedFrame("a MAC as its own source, spoofed", nil) { $0.sourceMac = [0x02, 9, 9, 9, 9, 9] },
    // Through a router: middle forwards between its cards' subnets.
    InjectedFrame("time to live 1 at a router", .timeToLiveExpired, at: "middle/eth0") {
      $0.destinationMac = [0x02, 0, 0, 0, 0, 0x0d]
      ($0.destination, $0.timeToLive) = (IPv4Address(10, 0, 2, 11), 1)
    },
    // RFC 1191: eth1 of middle has an MTU of 1,500.
    InjectedFrame("too long for the way on, and DF", .fragmentationNeeded, at: "middle/eth0") {
      $0.destinationMac = [0x02, 0, 0, 0, 0, 0x0d]
      ($0.destination, $0.fragment, $0.payload) = (IPv4Address(10, 0, 2, 11), 0x4000, HandMade.datagram(1_473))
    },
    InjectedFrame("as long as the way on allows, and DF", nil) {
      $0.destinationMac = [0x02, 0, 0, 0, 0, 0x0d]
      ($0.destination, $0.fragment, $0.payload) = (IPv4Address(10, 0, 2, 11), 0x4000, HandMade.datagram(1_472))
    },
    InjectedFrame("time to live 2 at a router", nil) {
      $0.destinationMac = [0x02, 0, 0, 0, 0, 0x0d]
      ($0.destination, $0.timeToLive) = (IPv4Address(10, 0, 2, 11), 2)
    },
  ]
}

@Suite("A frame that no guest would send")
struct InjectedFrameTests {
  /// `file` is injected at one/eth0; two and three answer udp 53.
  static func lab(_ file: String, more: String = "", as extra: String = "") -> String {
    """
    vpcs:
      vpc:
        cidrBlock: 10.0.0.0/16
        internetGateway: true
        subnets:
          a: { cidrBlock: 10.0.1.0/24, routeTable: public }
          b: { cidrBlock: 10.0.2.0/24 }
        routeTables: { public: { routes: ["0.0.0.0/0 via igw"] } }
        securityGroups: { open: { ingress: ["all from 0.0.0.0/0"] } }
    elasticIps: { one: { publicIp: 203.0.113.10 } }
    instances:
      one:
        instanceType: c5.large
        interfaces:
          eth0:
            subnet: a
            privateIpAddress: 10.0.1.10
            macAddress: "02:00:00:00:00:0a"
            securityGroups: [open]
            elasticIp: one
      two:
        instanceType: c5.large
        interfaces:
          eth0: { subnet: a, privateIpAddress: 10.0.1.11, macAddress: "02:00:00:00:00:0b", securityGroups: [open] }
      three:
        instanceType: c5.large
        interfaces:
          eth0: { subnet: b, privateIpAddress: 10.0.2.11, macAddress: "02:00:00:00:00:0c", securityGroups: [open] }
      middle:
        instanceType: c5.large
        interfaces:
          eth0:
            subnet: a
            privateIpAddress: 10.0.1.13
            macAddress: "02:00:00:00:00:0d"
            securityGroups: [open]
            sourceDestCheck: false
          eth1:
            subnet: b
            privateIpAddress: 10.0.2.13
            macAddress: "02:00:00:00:00:0e"
            securityGroups: [open]
            sourceDestCheck: false
        guest: { preset: plain, commands: ["sysctl -w net.ipv4.ip_forward=1", "ip link set eth1 mtu 1500"] }
    traffic:
      - { inject: "\(file)", at: one/eth0\(extra) }
      - { from: three, to: two, udp: 53, start: 5s }
      - { from: two, to: three, udp: 53, start: 5s }
    \(more)
    """
  }

  @Test("ends where and why the table says", arguments: InjectedFrame.all)
  func ending(_ injected: InjectedFrame) throws {
    let folder = try TemporaryFolder()
    try RecordingFile.write(injected.frames.map { TimedFrame(time: 0, bytes: $0) }, to: folder.file("in.pcap"))
    let lab = try LabFile.read(text: Self.lab(folder.file("in.pcap")), name: "inject.yaml")
    let result = try lab.run()
    // What is answered finds no socket at one, which never asked.
    let own = result.drops.filter { $0.key.reason != .guestNoSocket || $0.key.at != "one/eth0" }
    let drops = own.map { "\($0.packets) \($0.key.reason.name) at \($0.key.at)" }
    #expect(drops == (injected.reason.map { ["\(injected.frames.count) \($0.name) at \(injected.at)"] } ?? []))
    #expect(result.flows.first?.sent == injected.frames.count)
    #expect(result.counts.inFlight == 0)
  }

  /// Ends before any stage has judged it: the frame itself will not do.
  static let unreadable: Set<DropReason> = [
    .headerTruncated, .headerMalformed, .checksumBad, .frameTooLong, .etherTypeNotCarried, .broadcastNotCarried,
  ]

  @Test(
    "that cannot be read is counted and commented where it was found out",
    arguments: InjectedFrame.all.filter { $0.reason.map(unreadable.contains) ?? false })
  func parse(_ injected: InjectedFrame) throws { try check(injected, diesAt: "parse") }

  static let requests = [
    InjectedFrame("a question for an address that nobody has", .addressUnknown, HandMade.arp(asking: [10, 0, 1, 77])),
    InjectedFrame("an answer that nobody asked for", .etherTypeNotCarried, HandMade.arp(2, asking: [10, 0, 1, 11])),
  ]

  @Test("that is ARP and gets no answer is counted and commented there", arguments: requests)
  func addressResolution(_ injected: InjectedFrame) throws { try check(injected, diesAt: "addressResolution") }

  private func check(_ injected: InjectedFrame, diesAt stage: String) throws {
    let folder = try TemporaryFolder()
    try RecordingFile.write(injected.frames.map { TimedFrame(time: 0, bytes: $0) }, to: folder.file("in.pcap"))
    var options = RunOptions()
    options.captures = CaptureOptions(folder: folder.file("out"))
    let result = try LabFile.read(text: Self.lab(folder.file("in.pcap")), name: "inject.yaml").run(options)
    let reason = try #require(injected.reason).name
    #expect(
      result.drops.map { "\($0.key.reason.name) \($0.key.stage.name) \($0.key.at)" } == ["\(reason) \(stage) one/eth0"])
    // What no slab holds is in no file either.
    guard injected.frames[0].count <= PacketPool.largeCapacity else { return }
    let file = try Data(contentsOf: URL(fileURLWithPath: folder.file("out/one-eth0.pcapng")))
    let comment = "vpclab: verdict=DROP reason=\(reason) stage=\(stage) at=one/eth0"
    #expect(file.range(of: Data(comment.utf8)) != nil)
  }

  @Test("that a receiver has no room for is dropped at its ring")
  func fullRing() throws {
    let folder = try TemporaryFolder()
    // An ENA ring holds 1,024 frames (ENA Linux Best Practices); all of these come at one instant.
    let frames = (0..<3_000).map { number in
      var made = HandMade()
      made.identification = UInt16(number)
      return TimedFrame(time: 0, bytes: made.frame)
    }
    try RecordingFile.write(frames, to: folder.file("in.pcap"))
    let result = try LabFile.read(text: Self.lab(folder.file("in.pcap")), name: "inject.yaml").run()
    let drops = result.drops.filter { $0.key.at == "two/eth0" }.map {
      "\($0.packets) \($0.key.reason.name) at \($0.key.at)"
    }
    #expect(drops == ["\(3_000 - 1_024) rxRingFull at two/eth0"])
    #expect(result.counts.sent == result.counts.delivered + result.counts.dropped)
  }

  @Test("of many at one instant waits where there is no room for it, and is not lost", arguments: [32, 4_000])
  func noRoom(size: Int) throws {
    let folder = try TemporaryFolder()
    let frames = (0..<5_000).map { number in
      var made = HandMade()
      (made.identification, made.payload) = (UInt16(number), HandMade.datagram(to: 54, size))
      return TimedFrame(time: 0, bytes: made.frame)
    }
    try RecordingFile.write(frames, to: folder.file("in.pcap"))
    var options = RunOptions()
    options.mostFrames = 512
    let result = try LabFile.read(text: Self.lab(folder.file("in.pcap")), name: "inject.yaml").run(options)
    #expect(result.flows.first?.sent == 5_000)
    // Fewer than the ring of two holds are under way at once; nobody listens there.
    let drops = result.drops.filter { $0.key.at == "two/eth0" }.map { "\($0.packets) \($0.key.reason.name)" }
    #expect(drops == ["5000 guestNoSocket"])
    #expect(result.counts.inFlight == 0)
  }

  @Test("is the recorded one, byte by byte, and so it arrives at a neighbor")
  func bytes() throws {
    let folder = try TemporaryFolder()
    let frames = [
      HandMade().frame,
      {
        var made = HandMade(); made.payload = HandMade.datagram(8_973); return made.frame
      }(),
    ]
    try RecordingFile.write(
      frames.enumerated().map { TimedFrame(time: Int64($0) * 1_000_000, bytes: $1) }, to: folder.file("in.pcap"))
    let lab = try LabFile.read(text: Self.lab(folder.file("in.pcap")), name: "inject.yaml")
    var options = RunOptions()
    options.captures = CaptureOptions(folder: folder.file("out"))
    _ = try lab.run(options)
    let sent = try RecordingFile.read(folder.file("out/one-eth0.pcapng")).map(\.bytes)
    let received = try RecordingFile.read(folder.file("out/two-eth0.pcapng")).map(\.bytes)
    #expect(sent.filter { $0[23] == 17 && $0[26..<30] == [10, 0, 1, 10] } == frames)
    #expect(received.filter { $0[23] == 17 && $0[26..<30] == [10, 0, 1, 10] } == frames)
  }

  @Test("with destinationMac: router has six other bytes, and goes by the route table")
  func router() throws {
    let folder = try TemporaryFolder()
    var made = HandMade()
    made.destination = IPv4Address(10, 0, 2, 11)
    try RecordingFile.write([TimedFrame(time: 0, bytes: made.frame)], to: folder.file("in.pcap"))
    let text = Self.lab(folder.file("in.pcap"), as: ", destinationMac: router")
    var options = RunOptions()
    options.captures = CaptureOptions(folder: folder.file("out"))
    let result = try LabFile.read(text: text, name: "inject.yaml").run(options)
    #expect(result.drops.allSatisfy { $0.key.at == "one/eth0" })
    let sent = try #require(try RecordingFile.read(folder.file("out/one-eth0.pcapng")).first?.bytes)
    #expect(sent[6...] == made.frame[6...])
    #expect(sent[..<6] != made.frame[..<6])
    let received = try RecordingFile.read(folder.file("out/three-eth0.pcapng")).first {
      $0.bytes[26..<30] == [10, 0, 1, 10]
    }
    // The VPC does not count the time to live down.
    #expect(received.map { Array($0.bytes[14...]) } == made.packet)
  }

  @Test("to a closed port on the internet brings back an error about the private address")
  func errorThroughGateway() throws {
    let folder = try TemporaryFolder()
    var made = HandMade()
    made.destination = IPv4Address(203, 0, 113, 9)
    made.payload = HandMade.datagram(to: 33_434)
    try RecordingFile.write([TimedFrame(time: 0, bytes: made.frame)], to: folder.file("in.pcap"))
    let text = Self.lab(folder.file("in.pcap"), as: ", destinationMac: router")
      .replacing("traffic:\n", with: "traffic:\n  - { from: one, to: internet, icmp: true, start: 9s }\n")
    var options = RunOptions()
    options.captures = CaptureOptions(folder: folder.file("out"))
    let result = try LabFile.read(text: text, name: "inject.yaml").run(options)
    #expect(result.drops.map(\.key.reason) == [.guestNoSocket])
    let seen = try RecordingFile.read(folder.file("out/one-eth0.pcapng")).map { line($0.bytes) }
    let errors = seen.filter { $0.contains("port unreachable") }
    #expect(errors.count == 1)
    let quoted = "[10.0.1.10:40000 > 203.0.113.9:33434 udp 32 bytes ttl 64 ok]"
    #expect(errors.first?.hasPrefix("203.0.113.9 > 10.0.1.10 icmp port unreachable") == true, "\(errors)")
    #expect(errors.first?.hasSuffix("ok \(quoted)") == true, "\(errors)")
  }
}
