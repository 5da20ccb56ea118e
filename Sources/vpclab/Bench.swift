import ArgumentParser
import Emulation

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Packets per second of the path.", discussion: Self.boundary)

  static let boundary = """
    Boundary: a generator writes headers into a frame that is not in the first-level cache, flows in random order; the \
    packet goes from a tx ring through egress and ingress paths into the other ENI's rx ring, every check and counter \
    on; a sink reads the headers and frees the frame. mpps includes generator and sink; their cost alone stands \
    beside it.
    """

  @Option(help: "Bytes of frame, one or several: 64,512,1500.") var size = "64"
  @Option(help: "Flows, one or several: 1000,100000,1000000.") var flows = "1000,100000,1000000"
  @Option(help: "Security-group rules a direction.") var rules = 20
  @Option(help: "Threads; this version's path runs on one.") var threads = 1
  @Option(help: "Seconds a row, over all repeats.") var seconds: Double?
  @Option(help: "Packets a row, exactly, instead of seconds.") var packets: Int?
  @Option(help: "egress, ingress or both.") var path = "both"
  @Option(help: "Rule changes per second.") var changes = 0
  @Option(help: "Packets that travel together, 1 to 64.") var burst = 64
  @Flag(help: "From a private to a public address: the internet gateway translates every packet twice.") var nat = false
  @Flag(help: "Every packet begins a flow; --flows of them are remembered at a time.") var newFlows = false
  @Flag(help: "An RFC 2544 search of throughput, delays, frame loss and back-to-back frames; --seconds: of a trial.")
  var ndr = false
  @Option(help: "Per cent of the packets that --ndr may lose (0).") var lossTarget: Double?
  @Option(help: "Trials that --ndr makes at the found rate, and of bursts (20).") var trials: Int?
  @Option(help: "Draws the rows as an SVG file, by size and by flows.") var plot: String?
  @Option(help: "Writes what arrives to a pcapng file, and says what that costs and how much is lost; one row.")
  var capture: String?
  @Flag(help: "One JSON document.") var json = false

  static let repeats = 5

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
      let rows = settings.map { measure($0) }
      if json { print(document(rows).rendered()) } else { tell(rows) }
      try picture?.write(drawing(of: rows).svg)
    }
  }
}
