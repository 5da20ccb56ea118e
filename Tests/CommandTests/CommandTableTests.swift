import Foundation
import Testing

@Suite("The command line answers")
struct CommandTableTests {
  struct Line: CustomTestStringConvertible {
    var arguments: [String]
    var code: Int32
    var words: String
    var isComplaint: Bool
    var testDescription: String { arguments.joined(separator: " ") }

    init?(_ text: Substring) {
      let columns = text.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      guard columns.count == 3, let code = Int32(columns[1]) else { return nil }
      arguments = columns[0].split(separator: " ").map { String($0).replacing("LABS", with: Command.labs) }
      self.code = code
      isComplaint = columns[2].hasPrefix("err: ")
      words = isComplaint ? String(columns[2].dropFirst(5)) : columns[2]
    }

    static func all() throws -> [Line] {
      let url = try #require(Bundle.module.url(forResource: "Commands", withExtension: "txt"))
      let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
      return try lines.map { try #require(Line($0), "\($0)") }
    }
  }

  @Test("as the table says", arguments: try Line.all())
  func line(_ line: Line) throws {
    let folder = try TemporaryFolder()
    let command = try Command(line.arguments, in: folder.path)
    #expect(command.code == line.code, "\(command.complaint)")
    let heard = line.isComplaint ? command.complaint : command.output
    #expect(heard.contains(line.words), "\(heard)")
    if line.code == 2 {
      #expect(command.complaintLines.count == 1, "\(command.complaint)")
      #expect(command.output.isEmpty)
      // Nothing half-written.
      #expect(folder.files.isEmpty, "\(folder.files)")
    }
  }

  @Test("README's lab runs as README says")
  func readme() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let start = try #require(text.range(of: "```yaml\n")).upperBound
    let end = try #require(text.range(of: "```", range: start..<text.endIndex)).lowerBound
    let folder = try TemporaryFolder()
    try text[start..<end].write(toFile: folder.file("my-lab.yaml"), atomically: true, encoding: .utf8)
    let command = try Command(["run", "my-lab.yaml", "--json"], in: folder.path)
    #expect(command.code == 0, "\(command.complaint)")
    let expectations = try #require(try command.json()["expectations"] as? [[String: Any]])
    #expect(expectations.count == 2)
    #expect(expectations.allSatisfy { $0["holds"] as? Bool == true })
  }

  @Test("demo lists the bundled labs: name, two spaces, a sentence")
  func demo() throws {
    let lines = try Command(["demo"]).output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("asymmetric-routing  ") })
    for line in lines {
      let name = line.prefix { $0 != " " }
      #expect(!name.isEmpty)
      let rest = line.dropFirst(name.count)
      #expect(rest.hasPrefix("  ") && !rest.hasPrefix("   ") && rest.count > 10, "\(line)")
    }
  }

  @Test("demo asymmetric-routing tells where the answer dies, and what helps")
  func asymmetric() throws {
    let folder = try TemporaryFolder()
    let command = try Command(["demo", "asymmetric-routing"], in: folder.path)
    #expect(command.code == 0, "\(command.complaint)")
    let lines = command.output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("-> SYN 10.0.2.4 > 10.0.1.11:443") && $0.contains("DELIVERED web/eth1") })
    #expect(
      lines.contains { $0.hasPrefix("<- SYN-ACK 10.0.1.11 > 10.0.2.4") && $0.contains("default via 10.0.1.1 dev eth0") }
    )
    #expect(lines.contains { $0.contains("x source check at web/eth0") && $0.contains("DROPPED sourceCheckFailed") })
    #expect(lines.contains { $0.contains("10.0.1.11 as secondary address of web/eth0") })
    #expect(lines.count <= 40)
    let sum = try #require(lines.first { $0.hasPrefix("sent ") })
    let numbers = sum.prefix { $0 != "·" }.split { !$0.isNumber }.compactMap { Int($0) }
    #expect(numbers.count == 4)
    #expect(numbers[0] > 0 && numbers[0] == numbers[1] + numbers[2] + numbers[3], "\(sum)")
    #expect(folder.files == ["captures"])
  }

  @Test("reasons: every promised one, once")
  func reasons() throws {
    let words = try Command(["reasons"]).output.split(separator: "\n").map {
      $0.split(separator: " ").first.map(String.init) ?? ""
    }
    // Those of this version; the others come with what they are about.
    let promised = """
      headerTruncated headerMalformed frameTooLong checksumBad etherTypeNotCarried broadcastNotCarried \
      unknownDestinationMac addressUnknown sourceCheckFailed destinationCheckFailed securityGroupDeniesEgress \
      securityGroupDeniesIngress networkAclDeniesEgress networkAclDeniesIngress noRoute routeIsBlackhole \
      noPublicAddress gatewayRejectsSpoofed gatewayNotAttached destinationPrivate fragmentBeforeFirst \
      timeToLiveExpired bandwidthAllowanceExceeded ppsAllowanceExceeded conntrackAllowanceExceeded linkQueueFull \
      rxRingFull interfaceDetached instanceNotRunning \
      guestReversePathFilter guestMartian guestNoSocket guestNoRoute guestNeighborUnreachable
      """
    for reason in promised.split(separator: " ") { #expect(words.contains(String(reason)), "\(reason)") }
    #expect(Set(words).count == words.count)
  }
}
