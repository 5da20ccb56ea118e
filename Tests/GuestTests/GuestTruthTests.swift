import Guest
import Testing

@Suite("A guest with two cards does as a measured Linux did")
struct GuestTruthTests {
  @Test("for each of the rows, by itself", arguments: TruthRow.all)
  func row(_ row: TruthRow) throws {
    let outcome = try TruthBench(topology: row.topology, setting: row.setting).play(row)
    #expect(outcome.leavesBy == row.leavesBy, "\(outcome)")
    #expect(outcome.source == row.source, "\(outcome)")
    #expect(outcome.sourceMAC == row.sourceMAC, "\(outcome)")
    #expect(outcome.destinationMAC == row.destinationMAC, "\(outcome)")
    // The oracle calls a datagram of UDP kind `wrong-src` by what it got; icmp and tcp clients say 0 or 1.
    #expect(outcome.answered == row.answered, "\(outcome)")
  }

  /// 1078 rows less 252 of the l2 fabric, 30 of ecmp and 90 of arp_… settings.
  @Test("all of them: none of the table's rows is left out")
  func count() {
    print("guest-truth.tsv: \(TruthRow.all.count) rows checked")
    #expect(TruthRow.all.count == 706)
  }

  /// The rows of a setting were measured one after the other in one guest, so a neighbour is asked for once. Left out:
  /// requests that nobody answers, which are repeated into the following rows.
  @Test("and asks ARP for the same neighbours in the same rows, in the name of the same address")
  func arpRequests() throws {
    var bench: TruthBench?
    var setting = ""
    var asked = 0
    for row in TruthRow.all {
      if setting != "\(row.topology)/\(row.setting)" {
        setting = "\(row.topology)/\(row.setting)"
        bench = try TruthBench(topology: row.topology, setting: row.setting)
      }
      guard let bench else { continue }
      let expected = row.arpRequests.filter(bench.isAnswered)
      let outcome = bench.play(row)
      #expect(outcome.arpRequests.filter(bench.isAnswered) == expected, "\(row.testDescription)")
      asked += expected.count
    }
    #expect(asked > 50)
  }

  @Test("SO_BINDTODEVICE without a route: the destination itself is asked for on that card")
  func onLink() throws {
    let rows = TruthRow.all.filter { $0.from == "guest(dev:eth1)" && $0.leavesBy == "-" }
    #expect(rows.count > 10)
    for row in rows {
      let outcome = try TruthBench(topology: row.topology, setting: row.setting).play(row)
      let second = row.topology == "diff" ? "10.0.2.10" : "10.0.1.11"
      #expect(outcome.arpRequests == ["eth1:\(row.requestTo)<\(second)"], "\(row.testDescription)")
    }
  }
}

extension TruthRow: CustomTestStringConvertible {}
