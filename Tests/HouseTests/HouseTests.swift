import Foundation
import Testing

/// The nevers of ARCHITECTURE.md: who may lean on whom, read off the package and the import lines.
@Suite("The house")
struct HouseTests {
  /// Each room's floor; a room leans only on lower ones.
  static let floors: [String: Int] = [
    "Units": 1, "Wire": 1, "CLinux": 1, "CAllocations": 1, "CPcap": 1,
    "Packets": 2, "Scheduler": 2, "Cloud": 2,
    "Dataplane": 3, "Guest": 3, "Fabric": 3, "Capture": 3,
    "Emulation": 4, "Lab": 5, "Scenario": 6, "vpclab": 7,
  ]
  static let rooms = floors.keys.sorted()
  static let core = ["Units", "Wire", "Packets", "Scheduler", "Dataplane", "Fabric", "Guest", "Capture", "Emulation"]

  private static func imports(of room: String) -> Set<String> {
    Set(SourceFile.sources.filter { $0.room == room }.flatMap(\.imports))
  }

  @Test("has a floor for each room of the package, and no room that is not there")
  func everyRoom() throws { #expect(Set(try Package.read().rooms.keys) == Set(Self.rooms)) }

  @Test("lets a room lean only on lower floors", arguments: rooms)
  func lowerFloorsOnly(room: String) throws {
    let own = try #require(Self.floors[room])
    let leans = try #require(try Package.read().rooms[room]).union(Self.imports(of: room))
    let wrong = leans.filter { other in Self.floors[other].map { $0 >= own } ?? false }
    #expect(wrong.isEmpty, "\(room) leans on \(wrong.sorted())")
  }

  @Test("lets a room import what the package says that it leans on, and nothing else", arguments: rooms)
  func declared(room: String) throws {
    let declared = try #require(try Package.read().rooms[room])
    let toolchain = ["Dispatch", "Foundation", "Glibc", "Synchronization"]
    let undeclared = Self.imports(of: room).subtracting(declared).subtracting(toolchain)
    #expect(undeclared.isEmpty, "\(room) imports \(undeclared.sorted())")
  }

  @Test("keeps the core from the cloud, files, libraries and the command line, however far down", arguments: core)
  func coreAlone(room: String) throws {
    let package = try Package.read()
    var reached: Set<String> = []
    var waiting = [room]
    while let next = waiting.popLast() {
      guard reached.insert(next).inserted else { continue }
      waiting += (package.rooms[next] ?? []).union(Self.imports(of: next))
    }
    let allowed = Set(Self.core).union(["CLinux", "CPcap", "Glibc", "Synchronization"])
    #expect(reached.isSubset(of: allowed), "\(room) reaches \(reached.subtracting(allowed).sorted())")
  }

  @Test("keeps the guest and the dataplane from knowing each other, and the cloud from knowing packets")
  func strangers() throws {
    let rooms = try Package.read().rooms
    for (one, other) in [("Guest", "Dataplane"), ("Dataplane", "Guest"), ("Cloud", "Packets")] {
      #expect(try !#require(rooms[one]).union(Self.imports(of: one)).contains(other))
    }
  }
}

/// What `swift package dump-package` says of the rooms.
struct Package {
  /// What each room depends on: other rooms, and modules of libraries.
  var rooms: [String: Set<String>]

  private static let dumped = Result { try Package(dumping: SourceFile.root) }
  static func read() throws -> Package { try dumped.get() }

  private init(dumping folder: String) throws {
    let scratch = NSTemporaryDirectory() + "/vpclab-package-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A scratch folder of its own: the usual one is locked while tests run.
    process.arguments = ["swift", "package", "--package-path", folder, "--scratch-path", scratch, "dump-package"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let targets = try #require(document["targets"] as? [[String: Any]])
    rooms = [:]
    for target in targets where target["path"] as? String == nil && target["type"] as? String != "test" {
      let name = try #require(target["name"] as? String)
      let dependencies = try #require(target["dependencies"] as? [[String: Any]])
      // {"byName": ["Units", null]} or {"product": ["Yams", "Yams", null, null]}
      rooms[name] = Set(dependencies.flatMap(\.values).compactMap { ($0 as? [Any])?.first as? String })
    }
  }
}
