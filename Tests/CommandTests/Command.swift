import Foundation
import Testing

/// The built `vpclab`, as a shell would run it.
struct Command {
  var output: String
  var complaint: String
  var code: Int32

  /// The executable lies where the tests' resources lie.
  static var executable: URL { Bundle.module.bundleURL.deletingLastPathComponent().appendingPathComponent("vpclab") }
  static var labs: String { Bundle.module.resourceURL?.appendingPathComponent("Labs").path ?? "Labs" }

  static func prepared(_ arguments: [String], in folder: String? = nil) -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
    process.standardInput = FileHandle.nullDevice
    return process
  }

  @discardableResult init(_ arguments: [String], in folder: String? = nil) throws {
    try self.init(Self.prepared(arguments, in: folder))
  }

  /// Runs to the end; `meanwhile` is called once it runs.
  init(_ process: Process, meanwhile: (Process) throws -> Void = { _ in }) throws {
    // Files, not pipes: what is long must not hold the command up.
    let folder = try TemporaryFolder()
    let paths = (folder.file("out"), folder.file("err"))
    for path in [paths.0, paths.1] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: paths.0)
    process.standardError = FileHandle(forWritingAtPath: paths.1)
    try process.run()
    try meanwhile(process)
    let deadline = Date() + 120
    while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    output = try String(contentsOfFile: paths.0, encoding: .utf8)
    complaint = try String(contentsOfFile: paths.1, encoding: .utf8)
  }

  /// The one JSON document that standard output is.
  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }

  var complaintLines: [Substring] { complaint.split(separator: "\n") }
}

/// A folder that is there for one test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/vpclab-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
  var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}
