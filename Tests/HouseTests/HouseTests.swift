import Foundation
import Testing

/// The nevers of ARCHITECTURE.md, read off the import lines of the sources.
@Suite("The house")
struct HouseTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  /// Each room's floor; a room imports only from lower ones.
  static let floors: [String: Int] = [
    "Units": 1, "Wire": 1, "CLinux": 1, "CPcap": 1, "Packets": 2, "Scheduler": 2, "Cloud": 2, "Dataplane": 3, "Guest": 3,
    "Fabric": 3, "Capture": 3, "Emulation": 4, "Lab": 5, "Scenario": 6, "vpclab": 7,
  ]

  private static func imports(of room: String) throws -> Set<String> {
    let folder = root.appendingPathComponent(room)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    var found: Set<String> = []
    for file in files {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("import ") { found.insert(String(line.dropFirst(7))) }
    }
    return found
  }

  @Test("lets a room import only from lower floors", arguments: Array(floors.keys).sorted())
  func lowerFloorsOnly(room: String) throws {
    let own = try #require(Self.floors[room])
    guard !room.hasPrefix("C") || room == "Cloud" || room == "Capture" else { return #expect(own == 1) }
    let wrong = try Self.imports(of: room).filter { Self.floors[$0].map { $0 >= own } ?? false }
    #expect(wrong.isEmpty, "\(room) imports \(wrong.sorted())")
  }

  @Test(
    "keeps the core from the cloud, files, YAML and the command line",
    arguments: ["Units", "Wire", "Packets", "Scheduler", "Dataplane", "Fabric", "Guest", "Capture", "Emulation"])
  func core(room: String) throws {
    let banned: Set = ["Cloud", "Lab", "Scenario", "Yams", "ArgumentParser", "Foundation"]
    #expect(try Self.imports(of: room).isDisjoint(with: banned))
  }

  @Test("keeps the guest and the dataplane from knowing each other, and the cloud from knowing packets")
  func strangers() throws {
    #expect(try !Self.imports(of: "Guest").contains("Dataplane"))
    #expect(try !Self.imports(of: "Dataplane").contains("Guest"))
    #expect(try !Self.imports(of: "Cloud").contains("Packets"))
  }
}
