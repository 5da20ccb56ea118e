import Foundation
import Testing

@Suite("No file")
struct FileTests {
  /// Rooms whose lines are still to be broken: `swift format --in-place --recursive Sources/Dataplane`.
  static let ragged: Set = ["Dataplane"]

  @Test("is longer than 500 lines, and none of its lines than 120 columns; tables may be")
  func lengths() {
    for file in SourceFile.sources + SourceFile.tests where !file.isGenerated {
      #expect(file.lines.count <= 501, "\(file.path)")
      guard !Self.ragged.contains(file.room) else { continue }
      let long = file.lines.enumerated().filter { $0.element.count > 120 }.map { "\(file.path):\($0.offset + 1)" }
      #expect(long.isEmpty, "\(long.joined(separator: " "))")
    }
  }

  @Test("declares a type for other rooms without saying what it is for")
  func documented() throws {
    let type = try Regex(#"^(@\w+ )*(public|package) (final |indirect )*(struct|class|enum|protocol|actor) "#)
    for file in SourceFile.sources {
      let lines = file.lines
      for (number, line) in lines.enumerated() where line.contains(type) {
        let before = lines[..<number].last { !$0.hasPrefix("@") }
        #expect(before?.hasPrefix("///") == true, "\(file.path):\(number + 1)")
      }
    }
  }
}
