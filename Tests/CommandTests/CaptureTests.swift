import Foundation
import Testing

@Suite("Stock tshark reads what a bundled lab writes")
struct CaptureTests {
  static let labs = (try? Command(["demo"]).output.split(separator: "\n").map { String($0.prefix { $0 != " " }) }) ?? []

  @Test("without a malformed frame or a bad checksum, and each packet among the journeys", arguments: labs)
  func demo(lab: String) throws {
    let folder = try TemporaryFolder()
    let json = try Command(["run", lab, "--json", "--captures", folder.file("out")], in: folder.path).json()
    let files = try #require(json["captures"] as? [String])
    #expect(files.count > 1)
    for file in files {
      #expect(try tshark(file, filter: "_ws.malformed || _ws.expert.severity == error").isEmpty, "\(file)")
      #expect(try tshark(file, filter: "ip.checksum.status == 0 || tcp.checksum.status == 0").isEmpty, "\(file)")
      #expect(try tshark(file, filter: "udp.checksum.status == 0 || icmp.checksum.status == 0").isEmpty, "\(file)")
    }
    // Every packet that an ENI took is in the journeys.
    let journeys = try #require(files.last { $0.hasSuffix("journeys.pcapng") })
    let taps = files.filter { $0 != journeys }
    let ids = Set(try taps.flatMap { try tshark($0, filter: "frame", field: "frame.packet_id") })
    #expect(try ids == Set(tshark(journeys, filter: "frame", field: "frame.packet_id")))
    #expect(!ids.isEmpty)
  }

  /// What tshark prints of `field` for each frame that passes `filter`, with every checksum verified.
  private func tshark(_ file: String, filter: String, field: String = "frame.number") throws -> [Substring] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let checks = ["ip", "tcp", "udp"].flatMap { ["-o", "\($0).check_checksum:TRUE"] }
    process.arguments = ["tshark", "-n", "-r", file] + checks + ["-Y", filter, "-T", "fields", "-e", field]
    let command = try Command(process)
    try #require(command.code == 0, "\(command.complaint)")
    return command.output.split(separator: "\n")
  }
}
