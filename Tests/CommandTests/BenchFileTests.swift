import Foundation
import FoundationXML
import Testing

@Suite("bench writes")
struct BenchFileTests {
  @Test("a plot in which each row stands where its numbers say", arguments: ["64,512,1500", "64"], ["100,1000", "1000"])
  func plot(sizes: String, flows: String) throws {
    let folder = try TemporaryFolder()
    let arguments = ["bench", "--packets", "20000", "--size", sizes, "--flows", flows, "--json"]
    let command = try Command(arguments + ["--plot", folder.file("plot.svg")])
    #expect(command.code == 0, "\(command.complaint)")
    #expect(folder.files == ["plot.svg"])
    let rows = try #require(try command.json()["results"] as? [[String: Any]])
    let text = try String(contentsOfFile: folder.file("plot.svg"), encoding: .utf8)
    let plot = try #require(Drawing(text))
    #expect(!text.contains("<script") && !text.contains("href") && !text.contains("url("))
    #expect(text.contains("prefers-color-scheme: dark") && text.contains("million packets/s"))
    // A panel for what takes several values; by size if nothing does.
    let (sizeCount, flowCount) = (sizes.split(separator: ",").count, flows.split(separator: ",").count)
    let axes =
      (sizeCount > 1 || flowCount == 1 ? ["data-size"] : []) + (flowCount > 1 ? ["data-flows"] : [])
    try #require(plot.panels.count == axes.count)
    for (panel, axis) in zip(plot.panels, axes) {
      #expect(panel.points.count == rows.count)
      for row in rows {
        let (size, flows) = (try #require(row["size"] as? Int), try #require(row["flows"] as? Int))
        let point = try #require(panel.points.first { $0.size == size && $0.flows == flows })
        let mpps = try #require(row["mpps"] as? [String: Double])
        // A hundredth of a unit of drawing is what is written, once in the point and once in each tick.
        let tolerance = 0.03
        #expect(abs(point.y - panel.y(try #require(mpps["median"]))) < tolerance)
        #expect(abs(point.y + point.high - panel.y(try #require(mpps["max"]))) < tolerance)
        #expect(abs(point.y + point.low - panel.y(try #require(mpps["min"]))) < tolerance)
        let tick = try #require(panel.xTicks[axis == "data-size" ? size : flows])
        #expect(abs(point.x - tick) < tolerance)
      }
      // Logarithmic: equal ratios are equal distances.
      let ticks = panel.xTicks.sorted { $0.key < $1.key }
      if ticks.count == 3 {
        let ratio = log(Double(ticks[1].key) / Double(ticks[0].key)) / log(Double(ticks[2].key) / Double(ticks[0].key))
        #expect(abs((ticks[1].value - ticks[0].value) / (ticks[2].value - ticks[0].value) - ratio) < 1e-3)
      }
    }
  }

  @Test("a plot that says once what all rows have in common, and in its legend what tells them apart")
  func facets() throws {
    let folder = try TemporaryFolder()
    let arguments = ["bench", "--packets", "1000", "--flows", "10", "--size", "64,imix", "--rules", "7,13"]
    let command = try Command(arguments + ["--burst", "32", "--plot", folder.file("plot.svg")])
    #expect(command.code == 0, "\(command.complaint)")
    let lines = try String(contentsOfFile: folder.file("plot.svg"), encoding: .utf8).split(separator: "\n")
    let facts = lines.filter { $0.contains("class=\"facts\"") }.joined()
    #expect(facts.contains("bursts of 32") && facts.contains("1 thread") && !facts.contains("rules a direction"))
    let legends = lines.filter { $0.contains("class=\"legend") }
    #expect(legends.count == 2)
    for (legend, rules) in zip(legends, [13, 7]) { #expect(legend.contains("10 flows, \(rules) rules a direction")) }
    #expect(lines.contains { $0.contains("class=\"x\"") && $0.contains(">IMIX<") })
  }

  @Test("no plot and measures nothing where it cannot be written: 2", arguments: ["missing/plot.svg", "", "taken"])
  func unwritable(name: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("taken"), withIntermediateDirectories: true)
    // 1,000 seconds would be noticed.
    let command = try Command(["bench", "--seconds", "1000", "--plot", folder.file(name)])
    #expect(command.code == 2)
    #expect(command.complaintLines.count == 1 && command.complaint.contains("cannot write"), "\(command.complaint)")
    #expect(folder.files == ["taken"])
    let nameless = try Command(["bench", "--seconds", "1000", "--plot", ""], in: folder.path)
    #expect(nameless.code == 2 && folder.files == ["taken"])
  }

  @Test("a plot over a former one, and through a link to where it points")
  func replaced() throws {
    let folder = try TemporaryFolder()
    for name in ["plot.svg", "there"] { try Data("old".utf8).write(to: URL(fileURLWithPath: folder.file(name))) }
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: folder.file("there"))
    for name in ["plot.svg", "link"] {
      let command = try Command(["bench", "--packets", "1000", "--flows", "10", "--plot", folder.file(name)])
      #expect(command.code == 0, "\(command.complaint)")
      #expect(try String(contentsOfFile: folder.file(name), encoding: .utf8).hasSuffix("</svg>\n"))
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == folder.file("there"))
    #expect(folder.files == ["link", "plot.svg", "there"])
  }

  @Test("a capture of what arrived, and says how much of it was lost")
  func capture() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("arrived.pcapng")
    let command = try Command(
      ["bench", "--packets", "50000", "--flows", "100", "--size", "100", "--json", "--capture", path])
    #expect(command.code == 0, "\(command.complaint)")
    let row = try #require((try command.json()["results"] as? [[String: Any]])?.first)
    let capture = try #require(row["capture"] as? [String: Any])
    let (written, lost) = (try #require(capture["packets"] as? Int), try #require(capture["lost"] as? Int))
    #expect(written + lost == 50_000 && lost >= 0)
    #expect(capture["file"] as? String == path)
    // A block: 28 of header, 100 of frame, 24 of options, 4 of length.
    let file = try Data(contentsOf: URL(fileURLWithPath: path))
    var (offset, frames) = (0, 0)
    func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(file[place + $1]) << (8 * $1) } }
    while offset + 12 <= file.count {
      if number(offset) == 6 {
        frames += 1
        #expect(number(offset + 4) == 156 && number(offset + 20) == 100)
      }
      offset += number(offset + 4)
    }
    #expect(offset == file.count && frames == written)
  }

  @Test("a capture until control-C: 130, and the file has its end")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("arrived.pcapng")
    let process = Command.prepared(["bench", "--flows", "1000000", "--seconds", "1000", "--capture", path])
    let command = try Command(process) { process in
      while process.isRunning && !FileManager.default.fileExists(atPath: path) { Thread.sleep(forTimeInterval: 0.001) }
      process.interrupt()
    }
    #expect(command.code == 130, "\(command.complaint)")
    let file = try Data(contentsOf: URL(fileURLWithPath: path))
    // The interface statistics: type 5, and at the end their length once more.
    #expect(file.count > 64 && file[file.count - 64] == 5 && file[file.count - 4] == 64)
  }

  @Test("a capture until the disk is full: 3, the file named and whole", .enabled(if: EndingTests.hasNamespaces))
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let script = """
      mount -t tmpfs -o size=2m none \(folder.path) || exit 99
      "$0" bench --packets 1000000 --flows 10 --capture \(folder.path)/arrived.pcapng > /dev/null
      code=$?
      capinfos -c \(folder.path)/arrived.pcapng > /dev/null || exit 98
      exit $code
      """
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    shell.arguments = ["unshare", "-m", "sh", "-c", script, Command.executable.path]
    let command = try Command(shell)
    #expect(command.code == 3, "\(command.complaint)")
    #expect(command.complaint.contains("the disk is full") && command.complaint.contains("arrived.pcapng"))
  }
}

/// What a plot's elements say, read as any XML parser would.
private final class Drawing: NSObject, XMLParserDelegate {
  struct Point {
    var size: Int
    var flows: Int
    var x: Double
    var y: Double
    /// Where the whisker ends, from the point.
    var high = 0.0
    var low = 0.0
  }

  struct Panel {
    var points: [Point] = []
    /// Where the axis says that a value is.
    var xTicks: [Int: Double] = [:]
    var yTicks: [(value: Double, place: Double)] = []

    /// Where `value` belongs, by the outermost two ticks.
    func y(_ value: Double) -> Double {
      guard let first = yTicks.first, let last = yTicks.last, last.value > first.value else { return .nan }
      return first.place + (last.place - first.place) * (value - first.value) / (last.value - first.value)
    }
  }

  private(set) var panels: [Panel] = []
  private var tick: (axis: String, x: Double, y: Double)?
  private var text = ""

  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse(), !panels.isEmpty else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    text = ""
    let kind = attributes["class"] ?? ""
    let place = (attributes["transform"] ?? "").split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
    switch (element, kind) {
    case ("g", "panel"): panels.append(Panel())
    case ("g", "x"), ("g", "y"): tick = (kind, place[0], place[1])
    case ("g", _) where kind.hasPrefix("point"):
      let (size, flows) = (Int(attributes["data-size"] ?? "") ?? 0, Int(attributes["data-flows"] ?? "") ?? 0)
      panels[panels.count - 1].points.append(Point(size: size, flows: flows, x: place[0], y: place[1]))
    case ("path", "whisker"):
      // M0,high V low …
      let ends = (attributes["d"] ?? "").split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
      let last = panels[panels.count - 1].points.count - 1
      (panels[panels.count - 1].points[last].high, panels[panels.count - 1].points[last].low) = (ends[1], ends[2])
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
    if element == "text", let tick {
      let value = text.replacing(",", with: "")
      if tick.axis == "x" { panels[panels.count - 1].xTicks[Int(value) ?? -1] = tick.x }
      if tick.axis == "y" { panels[panels.count - 1].yTicks.append((Double(value) ?? .nan, tick.y)) }
    }
    if element == "g" { tick = nil }
  }
}
