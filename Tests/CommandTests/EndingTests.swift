import Foundation
import Testing

@Suite("A run that cannot go on ends in order")
struct EndingTests {
  private static func frames(in file: String) throws -> (code: Int32, count: Int) {
    let tshark = Process()
    tshark.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tshark.arguments = ["tshark", "-n", "-r", file, "-T", "fields", "-e", "frame.number"]
    let command = try Command(tshark)
    return (command.code, command.output.split(separator: "\n").count)
  }

  static var hasTshark: Bool {
    let which = Process()
    which.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    which.arguments = ["tshark", "--version"]
    return (try? Command(which).code) == 0
  }

  static var hasNamespaces: Bool {
    let unshare = Process()
    unshare.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unshare.arguments = ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"]
    return (try? Command(unshare).code) == 0
  }

  @Test(
    "control-C: 130, the captures readable, the result so far not complete",
    .enabled(if: hasTshark, "tshark is not installed"))
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let process = Command.prepared([
      "run", Command.labs + "/long.yaml", "--json", "--captures", folder.file("captures"),
    ])
    let command = try Command(process) { process in
      Thread.sleep(forTimeInterval: 1.5)
      process.interrupt()
    }
    #expect(command.code == 130, "\(command.complaint)")
    let json = try command.json()
    #expect(json["complete"] as? Bool == false)
    // What passed, not what was wished for.
    #expect(try #require(json["simulatedSeconds"] as? Double) < 86_400)
    let packets = try #require(json["packets"] as? [String: Int])
    let sent = try #require(packets["sent"])
    #expect(sent > 0)
    let sum = packets["delivered", default: 0] + packets["dropped", default: 0] + packets["inFlight", default: 0]
    #expect(sent == sum)
    for name in ["one-eth0.pcapng", "two-eth0.pcapng", "journeys.pcapng"] {
      let seen = try Self.frames(in: folder.file("captures/" + name))
      #expect(seen.code == 0, "\(name)")
      #expect(seen.count > 0, "\(name)")
    }
  }

  @Test(
    "a full disk: 3, the file named and closed at its last whole block",
    .enabled(if: hasNamespaces && hasTshark, "this needs tshark and the right to mount a small disk"))
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let script = """
      mount -t tmpfs -o size=2m none \(folder.path) || exit 99
      "$0" run \(Command.labs)/long.yaml --captures \(folder.path)/captures
      code=$?
      for file in \(folder.path)/captures/*; do
        tshark -n -r "$file" > /dev/null || exit 98
      done
      exit $code
      """
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = ["unshare", "-m", "sh", "-c", script, Command.executable.path]
    let command = try Command(shell)
    #expect(command.code == 3, "\(command.complaint)")
    #expect(command.complaint.contains("the disk is full"))
    #expect(command.complaint.contains(".pcapng"))
  }

  @Test(
    "a disk that was full before: 3",
    .enabled(if: hasNamespaces, "this needs the right to mount a small disk"))
  func fullBefore() throws {
    let folder = try TemporaryFolder()
    let script = """
      mount -t tmpfs -o size=64k none \(folder.path) || exit 99
      head -c 100000 /dev/zero > \(folder.path)/full 2> /dev/null
      exec "$0" run \(Command.labs)/two-enis.yaml --captures \(folder.path)/captures
      """
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = ["unshare", "-m", "sh", "-c", script, Command.executable.path]
    let command = try Command(shell)
    #expect(command.code == 3, "\(command.complaint)")
    #expect(command.complaint.contains("the disk is full"))
    #expect(command.complaintLines.count == 1, "\(command.complaint)")
  }

  @Test("standard output that nobody takes: 3", arguments: ["reasons", "run two-enis.yaml --no-captures", "types"])
  func fullOutput(_ arguments: String) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "cd \(Command.labs) && exec \"$0\" \(arguments) > /dev/full", Command.executable.path]
    let command = try Command(shell)
    #expect(command.code == 3, "\(command.complaint)")
    #expect(command.complaint.contains("cannot write standard output"))
  }

  @Test("a reader that has had enough is no failure", arguments: ["reasons", "types"])
  func closedOutput(_ arguments: String) throws {
    let folder = try TemporaryFolder()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let script = "{ \"$0\" \(arguments); echo $? > code; } | true; sleep 0.2; exit $(cat code)"
    shell.arguments = ["-c", script, Command.executable.path]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let command = try Command(shell)
    #expect(command.code == 0, "\(command.complaint)")
    #expect(command.complaint.isEmpty, "\(command.complaint)")
  }

  @Test("an import to what is no plain file is written to it, and leaves it what it is")
  func importToLink() throws {
    let folder = try TemporaryFolder()
    let answer = #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#
    try FileManager.default.createDirectory(atPath: folder.file("export"), withIntermediateDirectories: true)
    try answer.write(toFile: folder.file("export/vpcs.json"), atomically: true, encoding: .utf8)
    try Data().write(to: URL(fileURLWithPath: folder.file("there")))
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: folder.file("there"))
    let command = try Command(["import", folder.file("export"), "-o", folder.file("link")])
    #expect(command.code == 0, "\(command.complaint)")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == folder.file("there"))
    #expect(try String(contentsOfFile: folder.file("there"), encoding: .utf8).contains("vpc-1"))
    #expect(folder.files == ["export", "link", "there"])
  }

  @Test("a folder where nobody may write: 2, one line, nothing half-written")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.file("captures")))
    let command = try Command(["run", Command.labs + "/two-enis.yaml", "--captures", folder.file("captures/deep/er")])
    #expect(command.code == 2)
    #expect(command.complaintLines.count == 1)
    #expect(folder.files == ["captures"])
  }

  // MARK: Recordings that are none

  struct Recording: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
  }

  /// draft-ietf-opsawg-pcap: magic, version, zone, accuracy, snap length, link type.
  private static func header(magic: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1], linkType: UInt8 = 1) -> [UInt8] {
    magic + [2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, linkType, 0, 0, 0]
  }

  private static func record(_ count: Int, claimed: UInt32) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: claimed >> UInt32(8 * $0)) }
    return [1, 0, 0, 0, 0, 0, 0, 0] + length + length + Array(repeating: 0x22, count: count)
  }

  static let recordings = [
    Recording(testDescription: "empty", bytes: []),
    Recording(testDescription: "a text", bytes: Array("Dear sir or madam, no capture here.\n".utf8)),
    Recording(testDescription: "half a header", bytes: Array(header()[..<11])),
    Recording(testDescription: "Linux cooked frames", bytes: header(linkType: 113) + record(60, claimed: 60)),
    Recording(testDescription: "gzip", bytes: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
    Recording(
      testDescription: "a first frame of two gigabytes", bytes: header() + record(60, claimed: 0x7fff_ffff)),
    Recording(
      testDescription: "a first frame of four gigabytes", bytes: header() + record(60, claimed: 0xffff_ffff)),
    Recording(
      testDescription: "cut in the second frame", bytes: header() + record(60, claimed: 60) + record(20, claimed: 60)),
    Recording(
      testDescription: "cut in the second header", bytes: header() + record(60, claimed: 60) + [1, 2, 3]),
    Recording(testDescription: "whole", bytes: header() + record(60, claimed: 60)),
  ]

  @Test("a recording that is none, or not whole: one line", arguments: recordings, ["replay", "inject"])
  func recording(_ recording: Recording, _ verb: String) throws {
    let folder = try TemporaryFolder()
    let lab = try String(contentsOfFile: Command.labs + "/\(verb).yaml", encoding: .utf8)
    try lab.replacing("recording.pcap", with: folder.file("recording.pcap"))
      .write(toFile: folder.file("lab.yaml"), atomically: true, encoding: .utf8)
    try Data(recording.bytes).write(to: URL(fileURLWithPath: folder.file("recording.pcap")))
    let command = try Command(["run", folder.file("lab.yaml"), "--no-captures"])
    #expect(command.code == (recording.testDescription == "whole" ? 0 : 2), "\(command.complaint)")
    #expect(command.complaintLines.count == (recording.testDescription == "whole" ? 0 : 1), "\(command.complaint)")
    if recording.testDescription != "whole" { #expect(command.complaint.contains("recording.pcap")) }
  }
}
