import Dataplane
import Support
import Testing
import Wire

@Suite("A route table")
struct RoutesTests {
  static func routes(_ prefixes: [IPv4Prefix]) -> Routes {
    Routes(
      id: "rtb-1",
      routes: prefixes.enumerated().map { Routes.Route(prefix: $1, target: .interface($0), text: "\($1) \($0)") })
  }

  /// VPC User Guide, "Route priority"; here of equal prefixes the first counts.
  static let table = [
    "0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.1.0/24", "10.0.1.5/32", "255.255.255.255/32", "0.0.0.0/32",
  ]
  static let found: [(String, Int)] = [
    ("8.8.8.8", 0), ("10.0.0.0", 1), ("10.0.255.255", 1), ("10.1.0.0", 0), ("9.255.255.255", 0), ("10.0.1.0", 2),
    ("10.0.1.255", 2), ("10.0.1.5", 4), ("10.0.1.4", 2), ("10.0.1.6", 2), ("255.255.255.255", 5),
    ("255.255.255.254", 0),
    ("0.0.0.0", 6), ("0.0.0.1", 0),
  ]

  @Test("finds the most specific route, and of equal ones the first", arguments: found)
  func known(address: String, expected: Int) throws {
    let routes = Self.routes(try Self.table.map { try #require(IPv4Prefix($0)) })
    #expect(routes.find(try #require(IPv4Address(address)).bits) == expected)
  }

  @Test("agrees with looking through all of them", arguments: [0, 1, 2, 5, 8, 9, 14, 50, 200])
  func oracle(count: Int) {
    var random = SeededCases(seed: 0x5eed_0341 &+ UInt64(count))
    var wrong: [String] = []
    for _ in 0..<(count > 8 ? 40 : 400) {
      let prefixes = (0..<count).map { _ in random.somePrefix() }
      let routes = Self.routes(prefixes)
      for _ in 0..<200 {
        let address = random.someAddress()
        var best: Int?
        for (number, prefix) in prefixes.enumerated() {
          let words = RuleWords(ipProtocol: -1, fromPort: -1, toPort: -1, block: prefix)
          if words.holds(address), prefix.length > best.map({ prefixes[$0].length }) ?? -1 { best = number }
        }
        if routes.find(address) != best { wrong.append("\(prefixes) \(IPv4Address(bits: address))") }
      }
    }
    #expect(wrong.prefix(2) == [], "seed \(random.seed), \(wrong.count) wrong")
  }
}
