import Dataplane
import Packets
import Testing
import Wire

/// What a path remembers from one packet to the next, and when it does not.
@Suite("A way")
struct RememberedTests {
  private let web = TinyTables.web
  private let peer = TinyTables.peer
  private let toPeer = TinyPath.Fate.onward(Hop(interface: 1))

  @Test("back is open for an answer, and for an error, as long as the connection lives")
  func tracked() {
    var tables = TinyTables()
    tables.ingress = []
    let path = TinyPath(tables)
    let question = StageTests.frame(web, peer)
    let answer = StageTests.frame(peer, web, .udp(UDPFields(sourcePort: 53, destinationPort: 4_000)))
    #expect(path.send(.in, answer) == .dropped(.securityGroupDeniesIngress))
    #expect(path.send(.out, question) == toPeer)
    #expect(path.send(.in, StageTests.error(about: question)) == .delivered)
    #expect(path.send(.in, answer) == .delivered)
    // A rule that goes ends no connection; a new one finds none.
    tables.egress = []
    tables.rulesGeneration = 2
    path.change(to: tables)
    #expect(path.send(.out, question) == toPeer)
    path.now += 30_000_000_000
    #expect(path.send(.in, answer) == .dropped(.securityGroupDeniesIngress))
    #expect(path.send(.in, StageTests.error(about: question)) == .dropped(.securityGroupDeniesIngress))
    #expect(path.send(.out, question) == .dropped(.securityGroupDeniesEgress))
  }

  @Test("ends with the rule that opened it to the world, for nobody tracks it")
  func untracked() {
    var tables = TinyTables()
    (tables.egress, tables.ingress) = ([TinyTables.allow("0.0.0.0/0")], [TinyTables.allow("0.0.0.0/0")])
    let path = TinyPath(tables)
    let question = StageTests.frame(web, peer)
    #expect(path.send(.out, question) == toPeer)
    #expect(!path.isTracked)
    #expect(path.send(.in, StageTests.error(about: question)) == .delivered)
    tables.egress = []
    tables.rulesGeneration = 2
    path.change(to: tables)
    #expect(path.send(.out, question) == .dropped(.securityGroupDeniesEgress))
  }

  @Test("is forgotten where its ENI is detached")
  func detached() {
    var tables = TinyTables()
    tables.ingress = []
    let path = TinyPath(tables)
    let answer = StageTests.frame(peer, web, .udp(UDPFields(sourcePort: 53, destinationPort: 4_000)))
    #expect(path.send(.out, StageTests.frame(web, peer)) == toPeer)
    #expect(path.send(.in, answer) == .delivered)
    tables.epoch = 2
    path.change(to: tables)
    #expect(path.send(.in, answer) == .dropped(.securityGroupDeniesIngress))
  }

  @Test("is the first fragment's, for 30 s")
  func fragments() {
    let path = TinyPath(TinyTables())
    let first = StageTests.frame(web, peer) { ($0.identification, $0.moreFragments) = (7, true) }
    func later(_ identification: UInt16) -> [UInt8] {
      StageTests.frame(web, peer, .bare(protocolNumber: 17)) {
        ($0.identification, $0.fragmentOffset) = (identification, 64)
      }
    }
    #expect(path.send(.out, first) == toPeer)
    #expect(path.send(.out, later(7)) == toPeer)
    #expect(path.send(.out, later(8)) == .dropped(.fragmentBeforeFirst))
    path.now += 29_999_999_999
    #expect(path.send(.out, later(7)) == toPeer)
    path.now += 1
    #expect(path.send(.out, later(7)) == .dropped(.fragmentBeforeFirst))
  }

  /// Which rules, and whether what passes rests on the assumption that one open rule among several counts.
  @Test(
    "rests on an open rule among several only where that decides",
    arguments: [
      (["0.0.0.0/0"], ["0.0.0.0/0"], false), (["0.0.0.0/0", "10.0.0.0/8"], ["0.0.0.0/0"], true),
      (["10.0.0.0/8", "0.0.0.0/0"], ["0.0.0.0/0"], true), (["0.0.0.0/0", "10.0.0.0/8"], ["10.0.0.0/8"], false),
      (["10.0.0.0/8", "10.0.2.0/24"], ["0.0.0.0/0"], false), (["0.0.0.0/0", "8.0.0.0/8"], ["0.0.0.0/0"], false),
    ] as [([String], [String], Bool)])
  func mixed(egress: [String], ingress: [String], expected: Bool) {
    var tables = TinyTables()
    tables.egress = egress.map { TinyTables.allow($0) }
    tables.ingress = ingress.map { TinyTables.allow($0) }
    let path = TinyPath(tables)
    #expect(path.send(.out, StageTests.frame(web, peer)) == toPeer)
    #expect(path.assumed.contains(.openRuleAmongSeveral) == expected)
  }
}
