import Foundation
import Testing

/// A folder of its own for one test; gone when the test is.
final class TemporaryFolder {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "vpclab-" + UUID().uuidString
    mkdir(path, 0o777)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func file(_ name: String, holding bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  /// What lies in it, in order of name.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

func bytes(of path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

/// What `program` printed, once it has ended with exit code 0.
func output(of program: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let printed = Pipe()
  let complaints = Pipe()
  process.standardOutput = printed
  process.standardError = complaints
  try process.run()
  let text = String(decoding: printed.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  let complaint = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  try #require(process.terminationStatus == 0, "\(program): \(complaint)")
  return text
}

/// One row per frame of what stock tshark reads in `fields`.
func tshark(_ path: String, _ fields: [String], filter: String? = nil) throws -> [[String]] {
  var arguments = ["-n", "-r", path, "-T", "fields", "-E", "separator=|"]
  if let filter { arguments += ["-Y", filter] }
  for field in fields { arguments += ["-e", field] }
  return try output(of: "tshark", arguments).split(separator: "\n").map { line in
    line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }
}

/// What capinfos says after `label`: of the file (`Number of packets:`) or of each interface (`Number of packets =`).
func capinfos(_ path: String, _ label: String) throws -> [String] {
  try output(of: "capinfos", ["-M", path]).split(separator: "\n").compactMap { line in
    let line = line.trimmingCharacters(in: .whitespaces)
    return line.hasPrefix(label) ? line.dropFirst(label.count).trimmingCharacters(in: .whitespaces) : nil
  }
}
