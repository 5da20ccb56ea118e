import Foundation
import Testing

/// What no source says, wherever it stands.
struct Never: CustomTestStringConvertible, Sendable {
  var testDescription: String
  /// A regular expression over lines.
  var pattern: String
  /// Rooms that may.
  var except: Set<String> = []
  /// Comments count too.
  var inComments = false

  init(_ text: String, _ pattern: String, except: Set<String> = [], inComments: Bool = false) {
    testDescription = text
    self.pattern = pattern
    self.except = except
    self.inComments = inComments
  }

  /// `Sources/Lab/Fix.swift:7` for each line that does it.
  func findings(in files: [SourceFile]) throws -> [String] {
    let expression = try Regex(pattern)
    return files.filter { !except.contains($0.room) }.flatMap { file in
      let lines = inComments ? file.lines.map(String.init) : file.code
      return lines.enumerated().filter { $0.element.contains(expression) }.map { "\(file.path):\($0.offset + 1)" }
    }
  }
}

@Suite("No source")
struct NeverTests {
  static let clock = Never(
    "asks the machine's clock",
    #"\b(ContinuousClock|SuspendingClock|DispatchTime|DispatchWallTime|Date|clock_gettime|gettimeofday|systemUptime)\b"#
      + #"|\btime\(nil\)"#,
    except: ["Live", "vpclab"])
  static let dice = Never(
    "throws dice that nobody gave a seed",
    #"\b(SystemRandomNumberGenerator|arc4random\w*|drand48|getrandom)\b|\.(random|randomElement|shuffled|shuffle)\(\)"#
      + #"|\.random\(in:(?!.*using:)"#)
  static let names = Never("makes up names by chance", #"\bUUID\b"#)
  static let prints = Never("prints", #"\b(print|debugPrint|dump)\("#, except: ["vpclab"])
  static let traps = Never("trusts what may not be there", #"\btry!|\bas!|\bfatalError\(|[\w)\]]!(?!=)"#)
  static let testable = Never("looks behind doors", "@test" + "able")
  /// Of two pieces, so that this file is none of them.
  static let unfinished = Never(
    "is unfinished", #"\b(TO"# + #"DO|FIX"# + #"ME|XX"# + #"X|HA"# + #"CK)\b"#, inComments: true)

  @Test("of the house", arguments: [clock, dice, names, prints, traps, unfinished])
  func sources(_ never: Never) throws {
    let findings = try never.findings(in: SourceFile.sources)
    #expect(findings.isEmpty, "\(never.testDescription): \(findings.joined(separator: " "))")
  }

  @Test("of the tests", arguments: [dice, testable, unfinished])
  func tests(_ never: Never) throws {
    let findings = try never.findings(in: SourceFile.tests)
    #expect(findings.isEmpty, "\(never.testDescription): \(findings.joined(separator: " "))")
  }
}

@Suite("A law about sources is broken by")
struct NeverOracleTests {
  /// A line of a source, and the law that it breaks; nil: none.
  static let lines: [(line: String, law: Never?)] = [
    ("let now = ContinuousClock().now", NeverTests.clock),
    ("let now = Date()", NeverTests.clock),
    ("let die = Int.random(in: 1...6)", NeverTests.dice),
    ("let die = Int.random(in: 1...6, using: &dice)", nil),
    ("let card = deck.shuffled()", NeverTests.dice),
    ("print(result)", NeverTests.prints),
    ("blueprint(result)", nil),
    ("let value = try! read()", NeverTests.traps),
    ("let value = map[key]!", NeverTests.traps),
    ("let value = \"\\(map[key]!)\"", NeverTests.traps),
    ("if a != b, !isEmpty { fail() }", nil),
    ("let text = \"look! print(this) try! it\"  // Date() and fatalError()", nil),
    ("let text = #\"a \" quote, then try! it\"#", nil),
    ("let text = \"\\(words.joined(separator: \"try! \"))\"", nil),
  ]

  @Test("what does it, and by nothing that is only said", arguments: lines.indices)
  func line(_ index: Int) throws {
    let (line, law) = Self.lines[index]
    let file = SourceFile(path: "Sources/Lab/Some.swift", text: line, code: [SourceText.code(of: line)])
    let laws = [NeverTests.clock, NeverTests.dice, NeverTests.prints, NeverTests.traps]
    let broken = try laws.filter { try !$0.findings(in: [file]).isEmpty }.map(\.testDescription)
    #expect(broken == [law].compactMap { $0?.testDescription }, "\(line)")
  }

  @Test("code over several lines keeps its line numbers")
  func numbers() {
    let text = "let a = \"\"\"\n  try! \\(b!)\n  \"\"\"\nlet c = d!\n"
    #expect(SourceText.code(of: text) == "let a = \"\"\n b!\n\nlet c = d!\n")
  }
}
