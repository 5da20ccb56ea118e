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
    var ids: [String: Set<Substring>] = [:]
    for file in files {
      for (number, frame) in try tshark(file).enumerated() {
        #expect(frame["_ws.malformed"] == "", "\(file), frame \(number + 1)")
        // Wireshark's PI_ERROR.
        #expect(frame["_ws.expert.severity"]?.contains("8388608") == false, "\(file), frame \(number + 1)")
        for header in ["ip", "tcp", "udp", "icmp"] {
          // 0 is bad; nothing where there is no such header.
          let status = frame["\(header).checksum.status"]
          #expect(status?.split(separator: ",").contains("0") == false, "\(file), frame \(number + 1): \(header)")
        }
        ids[file, default: []].insert(try #require(frame["frame.packet_id"]))
      }
    }
    // Every packet that an ENI took is in the journeys.
    let journeys = try #require(files.last { $0.hasSuffix("journeys.pcapng") })
    let taken = files.filter { $0 != journeys }.reduce(into: Set<Substring>()) { $0.formUnion(ids[$1] ?? []) }
    #expect(taken == ids[journeys])
    #expect(!taken.isEmpty && !taken.contains(""))
  }

  static let fields =
    ["_ws.malformed", "_ws.expert.severity", "frame.packet_id"]
    + ["ip", "tcp", "udp", "icmp"].map { $0 + ".checksum.status" }

  /// What tshark says of each frame, with every checksum verified: one run a file, for starting it takes seconds.
  private func tshark(_ file: String) throws -> [[String: Substring]] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let checks = ["ip", "tcp", "udp"].flatMap { ["-o", "\($0).check_checksum:TRUE"] }
    let fields = Self.fields.flatMap { ["-e", $0] }
    process.arguments = ["tshark", "-n", "-r", file] + checks + ["-T", "fields", "-E", "separator=|"] + fields
    let command = try Command(process)
    try #require(command.code == 0, "\(command.complaint)")
    return try command.output.split(separator: "\n").map { line in
      let values = line.split(separator: "|", omittingEmptySubsequences: false)
      try #require(values.count == Self.fields.count, "\(line)")
      return Dictionary(uniqueKeysWithValues: zip(Self.fields, values))
    }
  }

  @Test("and would say so if a frame were malformed or a checksum bad")
  func bad() throws {
    let folder = try TemporaryFolder()
    // An IPv4 header with a checksum of zero over UDP with a wrong one, and half an ARP request.
    let ipv4 = "020000000204 020000000104 0800 4500001e00004000 40110000 0a000001 0a000002 2000 2001 000a 1234 0000"
    let arp = "ffffffffffff 020000000104 0806 0001 0800 06 04 0001"
    let records = [ipv4, arp].map { Self.bytes($0) }.map { frame in
      [1, 0, 0, 0, 0, 0, 0, 0] + [UInt8(frame.count), 0, 0, 0, UInt8(frame.count), 0, 0, 0] + frame
    }
    let header = Self.bytes("d4c3b2a1 02000400 00000000 00000000 00000400 01000000")
    try Data(header + records.flatMap { $0 }).write(to: URL(fileURLWithPath: folder.file("bad.pcap")))
    let frames = try tshark(folder.file("bad.pcap"))
    try #require(frames.count == 2)
    #expect(frames[0]["ip.checksum.status"] == "0" && frames[0]["udp.checksum.status"] == "0")
    #expect(frames[1]["_ws.malformed"] != "")
    #expect(frames.allSatisfy { $0["_ws.expert.severity"]?.contains("8388608") == true })
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
