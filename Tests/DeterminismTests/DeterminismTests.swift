import Capture
import Foundation
import Lab
import Packets
import Scenario
import Support
import Testing
import Units

@Suite("The same lab and seed is the same result")
struct DeterminismTests {
  /// Two ENIs, changes, drops, a gateway, connections and a recording: something of everything.
  static func lab(seed: Int) throws -> String {
    """
    seed: \(seed)
    duration: 8s
    fabric: { bandwidth: 100Mbit/s }
    vpcs:
      vpc:
        cidrBlock: 10.0.0.0/16
        internetGateway: true
        subnets:
          a: { cidrBlock: 10.0.1.0/24, routeTable: public }
          b: { cidrBlock: 10.0.2.0/24 }
        routeTables: { public: { routes: ["0.0.0.0/0 via igw"] } }
        securityGroups:
          open: { ingress: ["all from 0.0.0.0/0"] }
          web: { ingress: ["tcp 443 from 0.0.0.0/0", "icmp from sg:open"] }
    elasticIps: { web: { publicIp: 203.0.113.10 } }
    instances:
      web:
        instanceType: t3.medium
        interfaces:
          eth0: { subnet: a, securityGroups: [web], elasticIp: web }
          eth1: { subnet: a, securityGroups: [web] }
        guest: ubuntu
      client: { instanceType: c5.large, interfaces: { eth0: { subnet: b, securityGroups: [open] } } }
      other: { instanceType: c5.large, interfaces: { eth0: { subnet: b, securityGroups: [open] } } }
    traffic:
      - { from: client, to: web/eth1, tcp: 443, every: 700ms, count: 6, size: 20000 }
      - { from: other, to: web/eth0, tcp: 443, every: 300ms, count: 9, size: 70000 }
      - { from: other, to: web/eth0, icmp: true, every: 100ms, count: 40 }
      - { from: client, to: other, udp: 53, every: 10ms, count: 200, size: 4000 }
      - { from: client, to: other, udp: 53, every: 10ms, count: 200, size: 400 }
      - { from: web, to: internet, icmp: true, every: 50ms, count: 20 }
      - { from: client, to: 10.0.2.99, icmp: true }
      - { replay: "\(try RecordedFrames.path("tls"))", as: { 10.0.1.10: client/eth0, 10.0.1.20: other/eth0 } }
    timeline:
      - { at: 2s, modify: web/eth0, sourceDestCheck: false }
      - { at: 3s, detach: web/eth1 }
      - { at: 4s, stop: other }
      - { at: 5s, start: other }
      - { at: 5s, disassociate: web }
    """
  }

  /// Everything that a run says, and all bytes that it wrote.
  struct Outcome: Equatable {
    var report: [String]
    var files: [String: Data]

    init(_ text: String, longestWindow: Nanoseconds? = nil) throws {
      let folder = NSTemporaryDirectory() + "/vpclab-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: folder) }
      var options = RunOptions()
      options.captures = CaptureOptions(folder: folder)
      options.longestWindow = longestWindow
      let result = try LabFile.read(text: text, name: "same.yaml").run(options)
      report = [
        "\(result.counts)", "\(result.simulated)", "\(result.drops)", "\(result.flows)", "\(result.assumed)",
        "\(result.skipped.sorted { $0.key < $1.key })", "\(result.complaints)",
      ]
      files = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      }
    }
  }

  @Test("twice, and once more with another lab between")
  func same() throws {
    let first = try Outcome(Self.lab(seed: 1))
    #expect(first.files.count == 5)
    #expect((first.files["journeys.pcapng"]?.count ?? 0) > 100_000)
    let second = try Outcome(Self.lab(seed: 1))
    #expect(first == second)
    _ = try Outcome(Self.lab(seed: 7))
    let third = try Outcome(Self.lab(seed: 1))
    #expect(first.report == third.report)
    for (name, bytes) in first.files { #expect(third.files[name] == bytes, "\(name)") }
  }

  /// Instant by instant every event has its place in time; a window lets each guest run ahead of the others.
  @Test("in windows of any length", arguments: [1, 999, 20_000, 49_999] as [Int64])
  func windows(nanoseconds: Int64) throws {
    // Without the replay, which makes every instant a window, and with an injection, answers, a full link.
    let injection = "inject: \"\(try RecordedFrames.path("tls"))\", at: client/eth0, destinationMac: router"
    let requests = [
      "{ from: client, to: other, udp: 53, sourcePort: 4000, every: 7us, count: 400 }",
      "{ from: client, to: 10.0.2.1, icmp: true, every: 11us, count: 50 }",
    ]
    let text = try Self.lab(seed: 3).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.contains("replay:") ? ([injection] + requests.map { String($0.dropFirst().dropLast()) })
        .map { "  - { \($0) }" }.joined(separator: "\n") : String($0) }.joined(separator: "\n")
    let whole = try Outcome(text)
    #expect((whole.files["journeys.pcapng"]?.count ?? 0) > 100_000)
    let cut = try Outcome(text, longestWindow: Nanoseconds(nanoseconds))
    #expect(whole.report == cut.report)
    for (name, bytes) in whole.files { #expect(cut.files[name] == bytes, "\(name)") }
  }

  /// The initial sequence numbers of connections, by the address that began them or answered.
  private static func sequences(seed: Int) throws -> [String: [UInt32]] {
    let folder = NSTemporaryDirectory() + "/vpclab-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = RunOptions()
    options.captures = CaptureOptions(folder: folder)
    let text = try lab(seed: seed).replacing(
      "traffic:\n",
      with: "traffic:\n  - { from: web, to: internet, tcp: 443 }\n  - { from: internet, to: web, tcp: 443 }\n")
    _ = try LabFile.read(text: text, name: "same.yaml").run(options)
    var reader = try CaptureReader(path: folder + "/web-eth0.pcapng")
    var found: [String: [UInt32]] = [:]
    while let frame = try reader.next() {
      let bytes = [UInt8](frame.bytes)
      // TCP over a plain IPv4 header, SYN set.
      guard bytes.count >= 54, bytes[12...13] == [8, 0], bytes[14] == 0x45, bytes[23] == 6, bytes[47] & 2 == 2 else {
        continue
      }
      let sequence = bytes[38..<42].reduce(0) { $0 << 8 | UInt32($1) }
      found[bytes[26..<30].map(String.init).joined(separator: "."), default: []].append(sequence)
    }
    return found
  }

  @Test("and another seed throws other dice in every host, on the internet too")
  func otherSeed() throws {
    let (one, again, other) = (try Self.sequences(seed: 1), try Self.sequences(seed: 1), try Self.sequences(seed: 2))
    #expect(one == again)
    #expect(Set(one.keys) == Set(other.keys))
    #expect(one.keys.contains("203.0.113.9"))
    for (address, sequences) in one { #expect(Set(sequences).isDisjoint(with: other[address] ?? []), "\(address)") }
  }

  @Test("and at the same time on several threads")
  func together() async throws {
    let text = try Self.lab(seed: 3)
    let alone = try Outcome(text)
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      for _ in 0..<4 { group.addTask { try Outcome(text) } }
      for try await outcome in group { #expect(outcome == alone) }
    }
  }

  @Test("captures or none: what happens is the same")
  func captures() throws {
    let lab = try LabFile.read(text: Self.lab(seed: 1), name: "same.yaml")
    let result = try lab.run()
    let captured = try Outcome(Self.lab(seed: 1))
    #expect("\(result.counts)" == captured.report[0])
  }
}
