import Foundation
import Lab
import Scenario
import Support
import Testing

/// Random damage to texts that were right. Nothing may trap or hang; a text is read, or refused in one line.
@Suite("A damaged text is read or refused in one line")
struct FuzzTests {
  static let signs = Array("{}[]:,-#&*!|>'\"%@`?~\n\t 0123456789abcxyz./\\\u{feff}é".utf8)
  static let words = [
    "null", "true", "-1", "99999999999999999999", "1e999", "0.0.0.0/0", "self", "sg:web", "eth0", "10.0.1.10",
    "1000000h",
    "<<", "*a", "&a ", "!!str ", "vpc-1", "internet:", "- ", "  ", "{", "[", "\"", "9223372036854775807",
    "-9223372036854775808",
  ].map { Array($0.utf8) }

  static func damaged(_ bytes: [UInt8], _ dice: inout SeededCases) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      guard !bytes.isEmpty else { break }
      let at = Int.random(in: 0..<bytes.count, using: &dice)
      let end = min(bytes.count, at + Int.random(in: 0...12, using: &dice))
      switch Int.random(in: 0..<7, using: &dice) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &dice)
      case 1: bytes[at] = signs[Int.random(in: 0..<signs.count, using: &dice)]
      case 2: bytes.insert(signs[Int.random(in: 0..<signs.count, using: &dice)], at: at)
      case 3: bytes.replaceSubrange(at..<end, with: [])
      case 4: bytes.replaceSubrange(at..<end, with: words[Int.random(in: 0..<words.count, using: &dice)])
      case 5: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &dice))
      default: bytes.removeLast(min(bytes.count, Int.random(in: 0...40, using: &dice)))
      }
    }
    return bytes
  }

  @Test("a lab file", arguments: BundledLabs.names.indices)
  func labs(_ index: Int) throws {
    let text = Array(try #require(BundledLabs.text(BundledLabs.names[index])).utf8)
    var dice = SeededCases(seed: UInt64(index))
    var refused = 0
    for _ in 0..<1_400 {
      let bytes = Self.damaged(text, &dice)
      do {
        _ = try LabFile.read(text: String(decoding: bytes, as: UTF8.self), name: "lab.yaml")
      } catch {
        refused += 1
        expectOneLine(error.description, "lab.yaml", dice.seed)
      }
    }
    // Most damage does harm.
    #expect(refused > 300)
  }

  @Test("an export", arguments: 0..<8)
  func exports(_ seed: UInt64) throws {
    let folder = try hybridCloud()
    let names = [
      "Vpcs", "Subnets", "NetworkAcls", "RouteTables", "SecurityGroups", "InternetGateways", "Addresses",
      "NetworkInterfaces", "Reservations", "Tags",
    ]
    let files = try names.map { name in
      (name: "\(name).json", bytes: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).json"))))
    }
    var dice = SeededCases(seed: seed)
    var refused = 0
    for _ in 0..<1_000 {
      var some = files
      let at = Int.random(in: 0..<some.count, using: &dice)
      some[at].bytes = Self.damaged(some[at].bytes, &dice)
      do {
        let lab = try Export.read(some, folder: "export").lab
        _ = LabFile.write(lab)
      } catch {
        refused += 1
        expectOneLine(error.description, "", dice.seed)
      }
    }
    #expect(refused > 300)
  }

  @Test("a text that is made to explode")
  func bombs() {
    let laughs = (1...12).map { n in
      "a\(n): &a\(n) [" + Array(repeating: "*a\(n - 1)", count: 9).joined(separator: ", ") + "]"
    }
    let bomb = "a0: &a0 [x]\n" + laughs.joined(separator: "\n") + "\n"
    let texts = [
      bomb, bomb + "? *a12\n: x\n", bomb + "*a12 : x\n", bomb + "[*a12]: x\n",
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
      String(repeating: "- ", count: 50_000) + "a", String(repeating: "? ", count: 50_000) + "a",
      (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      "a0: &a0 x\n" + (1..<50_000).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined(),
      String(repeating: "a", count: 2_000_000), "lab: \"" + String(repeating: "\\u0041", count: 200_000) + "\"",
    ]
    for text in texts {
      do {
        _ = try LabFile.read(text: text, name: "lab.yaml")
        Issue.record("nothing is refused in a text of \(text.utf8.count) bytes")
      } catch {
        expectOneLine(error.description, "lab.yaml", 0)
      }
    }
    let json = [
      String(repeating: "[", count: 1_000_000), String(repeating: #"{"a":"#, count: 1_000_000),
      "\"" + String(repeating: "\\", count: 99_999),
    ]
    for text in json {
      #expect(throws: LabFileError.self) {
        try Export.read([(name: "a.json", bytes: Array(text.utf8))], folder: "export")
      }
    }
  }

  private func expectOneLine(_ line: String, _ beginning: String, _ seed: UInt64) {
    let isOneLine = line.hasPrefix(beginning) && !line.unicodeScalars.contains { $0.value < 0x20 }
    if !isOneLine || line.utf8.count > 1_000 { Issue.record("seed \(seed): \(line)") }
  }
}
