import Foundation
import Testing

@Suite("bench --ndr")
struct RFC2544Tests {
  @Test("reports what RFC 2544 asks for, of every size and number of flows, and contradicts itself nowhere")
  func json() throws {
    let arguments = ["bench", "--ndr", "--size", "64,1500", "--flows", "100,1000", "--seconds", "0.002", "--json"]
    let command = try Command(arguments + ["--loss-target", "99"])
    #expect(command.code == 0, "\(command.complaint)")
    // How long it takes is said before it begins.
    #expect(command.complaintLines.count == 1 && command.complaint.contains("4 rows"), "\(command.complaint)")
    let json = try command.json()
    #expect((json["boundary"] as? String)?.contains("on one core") == true)
    #expect(json["trialSeconds"] as? Double == 0.002 && json["lossTargetPercent"] as? Double == 99)
    let rows = try #require(json["results"] as? [[String: Any]])
    #expect(rows.map { $0["size"] as? Int } == [64, 64, 1_500, 1_500])
    #expect(rows.map { $0["flows"] as? Int } == [100, 1_000, 100, 1_000])
    for row in rows { try check(row) }
  }

  private func check(_ row: [String: Any]) throws {
    func number(_ object: [String: Any], _ key: String) throws -> Double {
      try #require((object[key] as? NSNumber)?.doubleValue, "\(key)")
    }
    let maximum = try number(row, "maximumMpps")
    // With a target of 99 % any rate will do.
    let throughput = try number(row, "throughputMpps")
    #expect(maximum > 0 && throughput > 0 && throughput <= maximum)
    let repeats = try #require(row["repeats"] as? [String: Any])
    #expect(try number(repeats, "trials") == 20)
    #expect(try number(repeats, "metTarget") <= 20)
    // To the grain of the kernel's accounts.
    #expect((0...1.01).contains(try number(repeats, "processorShare")))
    for key in ["mpps", "lossPercent"] {
      let spread = try #require(repeats[key] as? [String: Any])
      #expect(try number(spread, "min") <= number(spread, "median"))
      #expect(try number(spread, "median") <= number(spread, "max"))
    }
    let delays = try #require(row["delays"] as? [[String: Any]])
    #expect(try delays.map { try number($0, "share") } == [1, 0.9, 0.5])
    for delay in delays {
      let share = try number(delay, "share")
      #expect(abs(try number(delay, "offeredMpps") - share * throughput) < 1e-6)
      let ranks = try ["min", "p50", "p90", "p99", "p99.9", "max"].map { try number(delay, $0 + "Nanoseconds") }
      #expect(ranks == ranks.sorted() && ranks[0] >= 0)
      #expect(try number(delay, "packets") > 0)
    }
    let curve = try #require(row["frameLoss"] as? [[String: Any]])
    #expect((2...10).contains(curve.count))
    for (step, point) in curve.enumerated() {
      #expect(abs(try number(point, "share") - (1 - Double(step) / 10)) < 1e-9)
      #expect((0...100).contains(try number(point, "lossPercent")))
    }
    // Frames carry 4 bytes of FCS on the line, and 20 of preamble and gap.
    let bits = 8 * (try number(row, "size") + 24)
    let shares = try #require(row["lineRateShares"] as? [Double])
    for (share, rate) in zip(shares, [1e9, 10e9, 100e9]) {
      #expect(abs(share - throughput * 1e6 * bits / rate) < 1e-6 * share)
    }
    if let burst = row["backToBack"] as? [String: Any] {
      #expect(abs(try number(burst, "offeredMpps") - 100e9 / bits / 1e6) < 1e-6)
      let packets = try #require(burst["packets"] as? [String: Any])
      #expect(try number(packets, "min") <= number(packets, "mean"))
      #expect(try number(packets, "mean") <= number(packets, "max"))
      let implied = try number(packets, "mean") / (100e9 / bits)
      #expect(abs(try number(burst, "bufferSeconds") - implied) < 1e-9)
      #expect(try number(burst, "correctedBufferSeconds") < implied)
    } else {
      #expect(throughput * 1e6 >= 100e9 / bits, "left out only where the line is full")
    }
  }

  @Test("tells people the same in words")
  func words() throws {
    let command = try Command(["bench", "--ndr", "--flows", "100", "--seconds", "0.001", "--loss-target", "50"])
    #expect(command.code == 0, "\(command.complaint)")
    let words = [
      "Boundary of --ndr", "64 bytes", "throughput", "of 20 met the target", "delay at 100 %", "delay at 50 %",
      "frame loss", "back-to-back", "RFC 5180", "14880952", "148809523",
    ]
    for word in words { #expect(command.output.contains(word), "\(word): \(command.output)") }
  }
}
