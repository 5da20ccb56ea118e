/// Packets per second by frame size and by flows, as an SVG document that needs nothing else: no script, no font and
/// no style sheet from elsewhere; readable on a light and on a dark ground.
///
/// ```
///   title
///   facts: what was the same for all rows
///   ┌ Mpps by frame size ┐  ┌ Mpps by flows ┐   a panel for each that took several values; by size if neither did
///   └ legend ────────────┘  └ legend ───────┘   median as marker, least and greatest as whisker
/// ```
/// The least of y is 0; x is logarithmic, with a tick at each measured value. The same rows are the same bytes.
struct BenchPlot {
  /// A measured row: million packets a second.
  struct Point {
    /// Bytes of frame; of a mix their mean.
    var size: Int
    /// What the size is called; nil: its number.
    var sizeName: String?
    var flows: Int
    /// What else tells the row from others; empty where nothing does.
    var other = ""
    var least: Double
    var median: Double
    var greatest: Double

    var sizeWords: String { sizeName ?? "\(Panel.digits(size)) bytes" }
    var flowWords: String { flows == 1 ? "1 flow" : "\(Panel.digits(flows)) flows" }
    /// Of the repeats.
    var words: String {
      [sizeWords, flowWords, other].filter { !$0.isEmpty }.joined(separator: ", ") + ": \(Panel.rounded(median))"
        + " million packets/s, \(Panel.rounded(least)) to \(Panel.rounded(greatest))"
    }
  }

  var title: String
  var facts: String
  var points: [Point]

  var svg: String {
    let panels = self.panels
    let width = Panel.margin + Panel.width * Double(panels.count)
    let factLines = Self.wrapped(facts, to: Int((width - 48) / 6.4))
    let head = 72 + 16 * Double(factLines.count)
    let height = head + Panel.height + 64 + 22 * Double(panels.map(\.legendRows).max() ?? 0)
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Panel.rounded(width)) \(Panel.rounded(height))\""
        + " width=\"\(Panel.rounded(width))\" height=\"\(Panel.rounded(height))\" role=\"img\""
        + " aria-label=\"\(Panel.escaped(title))\">",
      "<title>\(Panel.escaped(title))</title>", "<style>", Self.style, "</style>",
      "<rect class=\"ground\" width=\"100%\" height=\"100%\"/>",
      "<text class=\"heading\" x=\"24\" y=\"34\">\(Panel.escaped(title))</text>",
    ]
    for (number, line) in factLines.enumerated() {
      lines.append("<text class=\"facts\" x=\"24\" y=\"\(54 + 16 * number)\">\(Panel.escaped(line))</text>")
    }
    for (number, panel) in panels.enumerated() {
      let place = "\(Panel.rounded(Panel.width * Double(number))),\(Panel.rounded(head))"
      lines.append("<g class=\"panel\" transform=\"translate(\(place))\">")
      lines += panel.elements
      lines.append("</g>")
    }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private var panels: [Panel] {
    let sizes = Set(points.map(\.size)).count
    let flows = Set(points.map(\.flows)).count
    let top = points.map(\.greatest).max() ?? 0
    var panels: [Panel] = []
    if sizes > 1 || flows == 1 {
      panels.append(
        Panel(
          axis: "bytes of frame, without FCS", points: points, top: top, x: { $0.size },
          label: { $0.sizeName ?? Panel.digits($0.size) }, series: { Series($0.flows, $0.flowWords, $0.other) }))
    }
    if flows > 1 {
      panels.append(
        Panel(
          axis: "flows", points: points, top: top, x: { $0.flows }, label: { Panel.digits($0.flows) },
          series: { Series($0.size, $0.sizeWords, $0.other) }))
    }
    return panels
  }

  /// Points that a line joins.
  struct Series: Hashable, Comparable {
    var value: Int
    var name: String

    init(_ value: Int, _ words: String, _ other: String) {
      self.value = value
      name = other.isEmpty ? words : words + ", " + other
    }

    static func < (a: Series, b: Series) -> Bool { (a.value, a.name) < (b.value, b.name) }
  }

  /// Colours that are told apart also by those who see fewer of them (Okabe and Ito), and a marker of its own for each.
  private static let style = """
    text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #24292f; }
    .heading { font-size: 17px; font-weight: 600; } .facts { fill: #57606a; } .label { fill: #57606a; }
    .ground { fill: #ffffff; } .grid { stroke: #d8dee4; } .axis { stroke: #57606a; }
    .line { fill: none; stroke-width: 1.5; } .whisker { fill: none; stroke-width: 1.5; }
    .s0 { color: #0072b2; } .s1 { color: #d55e00; } .s2 { color: #009e73; } .s3 { color: #b3568a; }
    .s4 { color: #8a6d00; } .s5 { color: #3f8fbf; } .line, .whisker { stroke: currentColor; }
    .marker { fill: currentColor; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; } .facts, .label { fill: #9da7b1; } .ground { fill: #0d1117; }
      .grid { stroke: #30363d; } .axis { stroke: #9da7b1; }
      .s0 { color: #58a6ff; } .s1 { color: #ff9248; } .s2 { color: #3fcf9f; } .s3 { color: #e68fc0; }
      .s4 { color: #e3c04f; } .s5 { color: #a5d4f5; }
    }
    """

  /// Lines of at most `width` characters, broken between words.
  private static func wrapped(_ text: String, to width: Int) -> [String] {
    text.split(separator: " ").reduce(into: [String]()) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
  }
}
