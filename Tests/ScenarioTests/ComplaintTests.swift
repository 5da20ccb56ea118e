import Foundation
import Lab
import Scenario
import Testing

/// A text and the one line that it earns.
struct ComplaintRow: CustomTestStringConvertible, Sendable {
  var text: String
  var line: String
  init(_ text: String, _ line: String) {
    self.text = text
    self.line = line
  }
  var testDescription: String { line }
}

/// `complaints.txt`, row by row.
private let rows: [ComplaintRow] = {
  guard let file = Bundle.module.url(forResource: "complaints", withExtension: "txt"),
    let text = try? String(contentsOf: file, encoding: .utf8)
  else { return [] }
  var rows: [ComplaintRow] = []
  var mistake: [String] = []
  var frame = ""
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("==> ") {
      rows.append(ComplaintRow(framed(mistake, in: frame), String(line.dropFirst(4))))
      (mistake, frame) = ([], "")
    } else if line.hasPrefix("@ ") {
      frame = String(line.dropFirst(2))
    } else if !line.isEmpty, !line.hasPrefix("# ") || line == "# nothing but a comment", line != "#",
      !line.hasPrefix("##")
    {
      mistake.append(String(line).replacing("\\u{1}", with: "\u{1}"))
    }
  }
  return rows
}()

/// What is around a mistake, so that it alone is wrong.
private func framed(_ mistake: [String], in frame: String) -> String {
  func below(_ head: String, indent: String) -> String {
    let lines = mistake.map { $0.hasPrefix("~") ? String($0.dropFirst()) : indent + $0 }
    return head + lines.joined(separator: "\n") + "\n"
  }
  switch frame {
  // From line 4 on.
  case "vpc": return below("vpcs:\n  main:\n    cidrBlock: 10.0.0.0/16\n", indent: "    ")
  // From line 8 on.
  case "instance":
    return below(
      """
      vpcs:
        main:
          cidrBlock: 10.0.0.0/16
          subnets: { a: { cidrBlock: 10.0.1.0/24 }, b: { cidrBlock: 10.0.2.0/24, availabilityZone: us-east-1b } }
          securityGroups: { web: {} }
      instances:
        web:

      """, indent: "    ")
  // From line 10 on.
  case "lab":
    return below(
      """
      vpcs:
        main:
          cidrBlock: 10.0.0.0/16
          internetGateway: true
          subnets: { a: { cidrBlock: 10.0.1.0/24 }, b: { cidrBlock: 10.0.2.0/24 } }
          securityGroups: { web: { ingress: [tcp 443 from 0.0.0.0/0] } }
      instances:
        web: { instanceType: t3.medium, interfaces: { eth0: { subnet: a }, eth1: { subnet: a } } }
        client: { instanceType: c5.large, interfaces: { eth0: { subnet: b } } }

      """, indent: "")
  default: return below("", indent: "")
  }
}

@Suite("A mistake in a lab file")
struct ComplaintTests {
  @Test("is one line with its place", arguments: rows)
  func complain(_ row: ComplaintRow) {
    let error = #expect(throws: LabFileError.self) { try LabFile.read(text: row.text, name: "lab.yaml") }
    let line = error?.description ?? ""
    if row.line.hasSuffix("…") {
      #expect(line.hasPrefix(row.line.dropLast()))
    } else {
      #expect(line == row.line)
    }
    #expect(!line.contains("\n"))
  }

  @Test("is looked for in every section")
  func table() { #expect(rows.count == 174) }

  @Test("is an empty file")
  func empty() {
    let error = #expect(throws: LabFileError.self) { try LabFile.read(text: "", name: "lab.yaml") }
    #expect(error?.description == "lab.yaml: the file is empty")
  }

  @Test("is a file that is not there, is a folder, or is not UTF-8")
  func files() throws {
    let missing = #expect(throws: LabFileError.self) { try LabFile.read("nowhere.yaml") }
    #expect(missing?.description == "nowhere.yaml: no such file")
    let folder = #expect(throws: LabFileError.self) { try LabFile.read("/") }
    #expect(folder?.description == "/: a folder, not a file")
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("vpclab-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("lab: a\nregion: é".utf8.dropLast()).write(to: file)
    let latin = #expect(throws: LabFileError.self) { try LabFile.read(file.path) }
    #expect(latin?.description == "\(file.path):2:9: not UTF-8")
  }
}
