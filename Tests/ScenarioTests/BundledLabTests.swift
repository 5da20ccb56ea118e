import Foundation
import Lab
import Scenario
import Testing
import Wire

@Suite("The bundled labs")
struct BundledLabTests {
  @Test("are read without complaint, each with a sentence and something to hold", arguments: BundledLabs.names)
  func read(_ name: String) throws {
    let lab = try LabSource.load(name).description
    #expect(lab.name == name)
    #expect(BundledLabs.summary(name) == lab.summary)
    #expect(lab.summary.hasSuffix("."))
    #expect(!lab.expectations.isEmpty)
    #expect(!lab.traffic.isEmpty)
  }

  @Test("are the nine of this version")
  func names() {
    #expect(
      BundledLabs.names == [
        "asymmetric-routing", "source-dest-check", "security-groups-tracked-and-untracked", "network-acl-stateless",
        "eni-move", "internet-gateway", "hairpin", "middlebox", "secondary-address",
      ])
  }

  @Test("are missed by a letter, and the nearest is named")
  func nearest() {
    let error = #expect(throws: LabFileError.self) { try LabSource.load("asymetric-routing") }
    #expect(
      error?.description
        == #"asymetric-routing: no such file, folder or bundled lab; did you mean "asymmetric-routing"?"#)
    let missing = #expect(throws: LabFileError.self) { try LabSource.load("nowhere/lab.yaml") }
    #expect(missing?.description == "nowhere/lab.yaml: no such file or folder")
  }

  @Test("validate against the schema", .enabled(if: hasJSONSchema, "python3 has no jsonschema or no yaml"))
  func schema() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vpclab-schema-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try LabSchema.json.write(to: folder.appendingPathComponent("schema.json"), atomically: true, encoding: .utf8)
    for name in BundledLabs.names {
      let text = try #require(BundledLabs.text(name))
      try text.write(to: folder.appendingPathComponent("\(name).yaml"), atomically: true, encoding: .utf8)
    }
    let hybrid = LabFile.write(try Export.read(hybridCloud()).lab)
    try hybrid.write(to: folder.appendingPathComponent("hybrid.yaml"), atomically: true, encoding: .utf8)
    try "lab: a\nvpcs: { main: { cidrBlok: 10.0.0.0/16 } }\n"
      .write(to: folder.appendingPathComponent("wrong.yml"), atomically: true, encoding: .utf8)
    let script = """
      import glob, json, sys, yaml, jsonschema
      schema = json.load(open("schema.json"))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      for name in sorted(glob.glob("*.yaml")):
          for error in validator.iter_errors(yaml.safe_load(open(name))):
              sys.exit(name + ": " + "/".join(map(str, error.absolute_path)) + ": " + error.message)
      if validator.is_valid(yaml.safe_load(open("wrong.yml"))): sys.exit("a wrong key is accepted")
      """
    let (status, output) = try python(script, in: folder.path)
    #expect(status == 0, "\(output)")
  }
}

private let hasJSONSchema = (try? python("import yaml, jsonschema", in: "/"))?.status == 0

private func python(_ script: String, in folder: String) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", script]
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  let pipe = Pipe()
  process.standardError = pipe
  process.standardOutput = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

@Suite("A file of traffic for an export")
struct HappeningTests {
  @Test("speaks of what the export holds")
  func happenings() throws {
    let lab = try Export.read(hybridCloud()).lab
    let text = """
      traffic: [{ from: i-0b26ec095feb42260, to: 192.168.1.25, icmp: true }]
      timeline: [{ at: 1s, start: i-075dc46a9bc347264 }, { at: 2s, modify: eni-d2b094fc, sourceDestCheck: false }]
      expect: [{ from: i-0b26ec095feb42260, enters: i-075dc46a9bc347264/eth0 }]
      """
    let both = try LabFile.read(happenings: text, name: "traffic.yaml", in: lab)
    #expect(both.traffic.map(\.from) == [.instance("i-0b26ec095feb42260")])
    #expect(both.traffic.map(\.to) == [.address(IPv4Address(192, 168, 1, 25), "eni-d2b094fc")])
    #expect(
      both.timeline.map(\.change) == [
        .cloud(.startInstance("i-075dc46a9bc347264")), .cloud(.modifySourceDestCheck("eni-d2b094fc", false)),
      ])
    #expect(both.cloud.instances == lab.cloud.instances)
    let error = #expect(throws: LabFileError.self) {
      try LabFile.read(happenings: "vpcs: {}\n", name: "traffic.yaml", in: lab)
    }
    #expect(
      error?.description
        == #"traffic.yaml:1:1: "vpcs" is the lab's own; here stand seed, startsAt, duration, fabric, "#
        + #"traffic, timeline, expect"#
    )
  }
}
