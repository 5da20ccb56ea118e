import ArgumentParser
import Emulation

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Packets per second of the path.", discussion: Self.boundary + "\n\n" + Self.lists)

  static let boundary = """
    Boundary: a generator writes headers into a frame that is not in the first-level cache, flows in random order; the \
    packet goes from a tx ring through egress and ingress paths into the other ENI's rx ring, every check, allowance \
    and counter on; a sink reads the headers and frees the frame. mpps includes generator and sink; their cost alone \
    stands beside it.
    """

  static let lists = """
    Where an option takes several numbers, commas between them, every combination is a row: at most \(mostRows).
    """

  @Option(help: "Bytes of frame without FCS, one or several: 64,512,1500; imix: 7 x 60, 4 x 590, 1 x 1514.")
  var size = "64"
  @Option(help: "Flows of each thread, one or several: 1000,100000,1000000.") var flows = "1000,100000,1000000"
  @Option(help: "How often each flow sends: uniform, heavy-tailed (Zipf's law, exponent 1.1), or both, by a comma.")
  var profile = "uniform"
  @Option(help: "Security-group rules a direction, one or several.") var rules = "20"
  @Option(help: "Threads, one or several numbers of them; each generates, forwards and sinks.") var threads = "1"
  @Option(help: "Per cent of the packets whose receiver is another thread's, one or several: 0,50,100.")
  var crossing = "0"
  @Option(help: "Seconds a row, over all repeats.") var seconds: Double?
  @Option(help: "Packets a row, exactly, instead of seconds.") var packets: Int?
  @Option(help: "egress, ingress or both.") var path = "both"
  @Option(help: "Rule changes per second; one thread.") var changes = 0
  @Option(help: "Packets that travel together, 1 to 64, one or several.") var burst = "64"
  @Option(help: "Seed of the dice that choose flows.") var seed: UInt64 = 1
  @Flag(help: "From a private to a public address: the internet gateway translates every packet twice.") var nat = false
  @Flag(help: "Every packet begins a flow; --flows of them are remembered at a time.") var newFlows = false
  @Flag(help: "What each stage costs, beside each row; one thread, --path both.") var stages = false
  @Flag(help: "An RFC 2544 search of throughput, delays, frame loss and back-to-back frames; --seconds: of a trial.")
  var ndr = false
  @Option(help: "Per cent of the packets that --ndr may lose (0).") var lossTarget: Double?
  @Option(help: "Trials that --ndr makes at the found rate, and of bursts (20).") var trials: Int?
  @Option(help: "Draws the rows as an SVG file, by size and by flows.") var plot: String?
  @Option(help: "Writes what arrives to a pcapng file, and says what that costs and how much is lost; one row.")
  var capture: String?
  @Flag(help: "One JSON document.") var json = false

  static let repeats = 5
  static let mostRows = 1_000

  mutating func run() throws {
    let settings = try settings()
    try checkSearch(settings)
    try checkCapture(settings)
    if ndr {
      let findings = search(settings)
      if json { print(document(findings).rendered()) } else { tell(findings) }
    } else if let capture {
      let row = try measure(settings[0], capturing: capture)
      if json { print(document(row, capture).rendered()) } else { tell(row, capture) }
    } else {
      let picture = plot.map { WholeFile(path: $0) }
      try picture?.check()
      let rows = try settings.map { try measure($0) }
      if json { print(document(rows).rendered()) } else { tell(rows) }
      try picture?.write(drawing(of: rows).svg)
    }
  }
}
