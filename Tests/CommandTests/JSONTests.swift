import Foundation
import Testing

@Suite("--json prints one document with the promised keys")
struct JSONTests {
  private func number(_ object: [String: Any], _ key: String) throws -> Int {
    try #require((object[key] as? NSNumber)?.intValue)
  }

  @Test("run")
  func run() throws {
    let folder = try TemporaryFolder()
    let command = try Command(["run", Command.labs + "/two-enis.yaml", "--json"], in: folder.path)
    #expect(command.code == 0, "\(command.complaint)")
    let json = try command.json()
    let keys = [
      "lab", "seed", "threads", "complete", "simulatedSeconds", "wallSeconds", "packets", "drops", "flows",
      "expectations",
      "assumed", "replay", "captures",
    ]
    #expect(Set(keys).isSubset(of: json.keys))
    #expect(json["lab"] as? String == "two-enis")
    #expect(json["complete"] as? Bool == true)
    let packets = try #require(json["packets"] as? [String: Any])
    let sum = try number(packets, "delivered") + number(packets, "dropped") + number(packets, "inFlight")
    #expect(try number(packets, "sent") == sum)
    #expect(Set(["generated", "left"]).isSubset(of: packets.keys))
    let drops = try #require(json["drops"] as? [[String: Any]])
    #expect(drops.count == 1)
    #expect(drops[0]["reason"] as? String == "sourceCheckFailed")
    #expect(drops[0]["stage"] as? String == "sourceCheck")
    #expect(drops[0]["at"] as? String == "web/eth0")
    #expect(try number(drops[0], "packets") == 3)
    let flow = try #require((json["flows"] as? [[String: Any]])?.first)
    #expect(flow["from"] as? String == "client" && flow["to"] as? String == "web/eth1")
    #expect(flow["protocol"] as? String == "udp")
    #expect(try number(flow, "port") == 53)
    #expect(try number(flow, "sent") == 6)
    #expect(try number(flow, "delivered") == 6)
    // One way, a constant 50 us unless the lab says otherwise.
    let latency = try #require(flow["latencySeconds"] as? [String: Double])
    #expect(abs((latency["p50"] ?? 0) - 50e-6) < 1e-9 && abs((latency["p99"] ?? 0) - 50e-6) < 1e-9)
    let expectations = try #require(json["expectations"] as? [[String: Any]])
    #expect(expectations.map { $0["holds"] as? Bool } == [true, true])
    #expect((json["replay"] as? [String: Any])?["skipped"] is [String: Any])
    let captures = try #require(json["captures"] as? [String])
    #expect(captures.count == 4)
    for file in captures { #expect(FileManager.default.fileExists(atPath: folder.file(file)), "\(file)") }
  }

  @Test("a latency of nothing is null")
  func nothingArrived() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Command.labs + "/two-enis.yaml", encoding: .utf8)
      .replacing("\"udp 53 from 0.0.0.0/0\", ", with: "")
    try text.write(toFile: folder.file("closed.yaml"), atomically: true, encoding: .utf8)
    let command = try Command(["run", folder.file("closed.yaml"), "--json", "--no-captures"])
    #expect(command.code == 1)
    let flow = try #require((try command.json()["flows"] as? [[String: Any]])?.first)
    #expect(((flow["latencySeconds"] as? [String: Any])?["p50"]) is NSNull)
  }

  @Test("explain")
  func explain() throws {
    let lab = Command.labs + "/two-enis.yaml"
    let command = try Command(["explain", lab, "--from", "client", "--to", "web/eth1", "--json"])
    #expect(command.code == 1)
    let json = try command.json()
    #expect(Set(["forward", "return", "symmetric", "fixes", "assumed"]).isSubset(of: json.keys))
    let forward = try #require(json["forward"] as? [String: Any])
    #expect(forward["verdict"] as? String == "delivered")
    #expect(forward["reason"] is NSNull)
    let steps = try #require(forward["steps"] as? [[String: Any]])
    #expect(!steps.isEmpty)
    let stages: Set<String> = [
      "guest", "parse", "addressResolution", "sourceCheck", "localServices", "securityGroupEgress", "target", "route",
      "networkAclEgress", "gateway", "allowance", "fabric", "networkAclIngress", "securityGroupIngress",
      "destinationCheck",
    ]
    let verdicts: Set<String> = ["pass", "translate", "deliver", "leave", "drop"]
    for step in steps {
      #expect(stages.contains(step["stage"] as? String ?? ""))
      #expect(verdicts.contains(step["verdict"] as? String ?? ""))
      #expect(step["at"] is String && step["detail"] is String)
    }
    let resources = try #require(forward["resources"] as? [String])
    #expect(resources.map { $0.prefix { $0 != "-" } } == ["i", "subnet", "vpc", "subnet", "i"])
    let answer = try #require(json["return"] as? [String: Any])
    #expect(answer["verdict"] as? String == "dropped")
    #expect(answer["reason"] as? String == "sourceCheckFailed")
    #expect(answer["resources"] as? [String] == resources.suffix(1))
    #expect(json["symmetric"] as? Bool == false)
    let fixes = try #require(json["fixes"] as? [[String: Any]])
    #expect(fixes.count >= 3)
    for fix in fixes {
      #expect(fix["verified"] as? Bool == true)
      #expect((fix["commands"] as? [String])?.isEmpty == false)
    }
    #expect(fixes.first?["opens"] as? String == "nothing")
  }

  @Test("explain: what never arrives has no return, and is neither symmetric nor not")
  func dropped() throws {
    let lab = Command.labs + "/two-enis.yaml"
    let json = try Command(["explain", lab, "--from", "client", "--to", "web", "--port", "80", "--json"]).json()
    #expect(json["return"] is NSNull)
    #expect(json["symmetric"] is NSNull)
    #expect((json["forward"] as? [String: Any])?["reason"] as? String == "securityGroupDeniesIngress")
  }

  @Test("bench forwards exactly as many packets as asked")
  func bench() throws {
    let arguments = ["bench", "--packets", "12347", "--size", "64,1500", "--flows", "1000", "--json"]
    let command = try Command(arguments)
    #expect(command.code == 0, "\(command.complaint)")
    let results = try #require(try command.json()["results"] as? [[String: Any]])
    #expect(try results.map { try number($0, "size") } == [64, 1500])
    for row in results {
      let keys = [
        "size", "flows", "rules", "threads", "path", "packets", "seconds", "mpps", "nanosecondsPerPacket",
        "generatorAndSinkNanoseconds", "allocationsPerPacket",
      ]
      #expect(Set(keys).isSubset(of: row.keys))
      #expect(try number(row, "packets") == 12_347)
      #expect(Set((row["mpps"] as? [String: Any])?.keys.map { $0 } ?? []) == ["min", "median", "max"])
    }
  }

  @Test("bench has a row for every combination, in the order of its options")
  func sweep() throws {
    let lists = ["--size", "64,imix", "--flows", "10,100", "--rules", "5", "--burst", "64,4"]
    let arguments = ["bench", "--packets", "1000", "--profile", "uniform,heavy-tailed", "--json"] + lists
    let results = try #require(try Command(arguments).json()["results"] as? [[String: Any]])
    let found = try results.map { row in
      let (flows, burst) = (try number(row, "flows"), try number(row, "burst"))
      return "\((row["sizes"] as? [Int])?.count ?? 0) \(flows) \(row["profile"] ?? "") \(burst)"
    }
    let expected = [1, 12].flatMap { sizes in
      [10, 100].flatMap { flows in
        ["uniform", "heavy-tailed"].flatMap { profile in [64, 4].map { "\(sizes) \(flows) \(profile) \($0)" } }
      }
    }
    #expect(found == expected)
    #expect(try results.allSatisfy { try number($0, "packets") == 1_000 })
  }

  @Test("bench of two threads forwards as many as asked, and every packet is accounted for")
  func threads() throws {
    let lists = ["--threads", "1,2", "--crossing", "0,50,100", "--flows", "64"]
    let arguments = ["bench", "--packets", "50001", "--json"] + lists
    let results = try #require(try Command(arguments).json()["results"] as? [[String: Any]])
    let teams = try results.map { [try number($0, "threads"), try number($0, "crossing")] }
    #expect(teams == [[1, 0], [2, 0], [2, 50], [2, 100]])
    for row in results {
      #expect(try number(row, "packets") == 50_001)
      let counts = try #require(row["countsWithWarmUp"] as? [String: Any])
      let (sent, delivered) = (try number(counts, "sent"), try number(counts, "delivered"))
      #expect(sent == delivered)
      #expect(sent > 50_001, "with the warm-up's")
      #expect(try number(counts, "dropped") == 0)
      #expect(try number(counts, "inFlight") == 0)
      let share = Double(try number(counts, "crossed")) / Double(sent) * 100
      #expect(abs(share - Double(try number(row, "crossing"))) < 2)
      let threads = try number(row, "threads")
      #expect((row["mppsOfThreads"] as? [Double])?.count == (threads == 1 ? nil : threads))
      #expect((row["ratioToOneThread"] != nil) == (threads > 1))
    }
  }

  @Test("schema")
  func schema() throws {
    let json = try Command(["schema"]).json()
    #expect(!json.isEmpty)
  }
}
