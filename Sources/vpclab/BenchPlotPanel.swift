import Glibc

extension BenchPlot {
  /// One diagram: y is million packets a second from 0, x whatever `x` says, a series for each value of `series`.
  struct Panel {
    static let margin = 24.0
    static let width = 476.0
    static let height = 300.0
    /// Where the axes begin and end, within the panel.
    private static let left = 72.0
    private static let right = width - 8

    var axis: String
    var points: [Point]
    /// The greatest value that is drawn.
    var top: Double
    var x: (Point) -> Int
    /// What the axis says at a point.
    var label: (Point) -> String
    var series: (Point) -> Series

    private var values: [Int] { Set(points.map(x)).sorted() }
    private var allSeries: [Series] { Set(points.map(series)).sorted() }
    /// Three names stand side by side if they are short.
    private var legendColumns: Int { (allSeries.map(\.name.count).max() ?? 0) > 18 ? 1 : 3 }
    var legendRows: Int { (allSeries.count + legendColumns - 1) / legendColumns }

    var elements: [String] { grid + allSeries.indices.flatMap(drawing) + legend }

    // MARK: Scales

    /// 1, 2 or 5 times a power of ten, so that at most six of them reach the top.
    private var step: Double {
      guard top > 0 else { return 1 }
      let power = pow(10, log10(top / 6).rounded(.down))
      return [1.0, 2, 5].first { $0 * power * 6 >= top }.map { $0 * power } ?? 10 * power
    }

    private var steps: Int { max(1, Int((top / step).rounded(.up))) }

    private func y(of value: Double) -> Double { Self.height * (1 - value / (step * Double(steps))) }

    private func x(of value: Int) -> Double {
      let (left, right) = (Self.left + 28, Self.right - 28)
      guard let least = values.first, let most = values.last, least < most else { return (left + right) / 2 }
      return left + (right - left) * log(Double(value) / Double(least)) / log(Double(most) / Double(least))
    }

    // MARK: Elements

    private var grid: [String] {
      var lines: [String] = []
      for number in 0...steps {
        let value = step * Double(number)
        lines.append(
          "<g class=\"y\" transform=\"translate(\(Self.rounded(Self.left)),\(Self.rounded(y(of: value))))\">"
            + "<line class=\"\(number == 0 ? "axis" : "grid")\" x2=\"\(Self.rounded(Self.right - Self.left))\"/>"
            + "<text class=\"label\" x=\"-8\" y=\"4\" text-anchor=\"end\">\(Self.rounded(value))</text></g>")
      }
      var lastLabel = -100.0
      for value in values {
        let place = x(of: value)
        let label = points.first { x($0) == value }.map(label) ?? ""
        // A label that would run into the one before is left out; its tick stays.
        let isShown = place - lastLabel > 6.8 * Double(label.count) + 6
        if isShown { lastLabel = place }
        lines.append(
          "<g class=\"x\" transform=\"translate(\(Self.rounded(place)),\(Self.rounded(Self.height)))\">"
            + "<line class=\"axis\" y2=\"5\"/>"
            + (isShown ? "<text class=\"label\" y=\"20\" text-anchor=\"middle\">\(Self.escaped(label))</text>" : "")
            + "</g>")
      }
      let middle = Self.rounded((Self.left + Self.right) / 2)
      lines.append(
        "<text x=\"\(middle)\" y=\"\(Self.rounded(Self.height + 40))\" text-anchor=\"middle\">\(axis)</text>")
      lines.append(
        "<text transform=\"translate(30,\(Self.rounded(Self.height / 2))) rotate(-90)\" text-anchor=\"middle\">"
          + "million packets/s</text>")
      return lines
    }

    private func drawing(_ index: Int) -> [String] {
      let own = points.filter { series($0) == allSeries[index] }.sorted { x($0) < x($1) }
      let color = "s\(index % 6)"
      let path = own.enumerated().map { number, point in
        "\(number == 0 ? "M" : "L")\(Self.rounded(x(of: x(point)))),\(Self.rounded(y(of: point.median)))"
      }
      var lines = ["<path class=\"line \(color)\" d=\"\(path.joined())\"/>"]
      for point in own {
        let place = y(of: point.median)
        let (high, low) = (Self.rounded(y(of: point.greatest) - place), Self.rounded(y(of: point.least) - place))
        lines.append(
          "<g class=\"point \(color)\" data-size=\"\(point.size)\" data-flows=\"\(point.flows)\""
            + " transform=\"translate(\(Self.rounded(x(of: x(point)))),\(Self.rounded(place)))\">"
            + "<title>\(Self.escaped(point.words))</title>"
            + "<path class=\"whisker\" d=\"M0,\(high)V\(low)M-5,\(high)h10M-5,\(low)h10\"/>" + marker(index) + "</g>")
      }
      return lines
    }

    private var legend: [String] {
      allSeries.indices.map { index in
        let place = Self.left + 132 * Double(index % legendColumns)
        let row = Self.height + 66 + 22 * Double(index / legendColumns)
        return "<g class=\"legend s\(index % 6)\" transform=\"translate(\(Self.rounded(place)),\(Self.rounded(row)))\">"
          + marker(index) + "<text x=\"12\" y=\"4\">\(Self.escaped(allSeries[index].name))</text></g>"
      }
    }

    private func marker(_ index: Int) -> String {
      let shapes = [
        "M-4.5,0a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0z", "M-4,-4h8v8h-8z", "M0,-5.5l5,9h-10z",
        "M0,-5.5l5.5,5.5l-5.5,5.5l-5.5,-5.5z",
      ]
      return "<path class=\"marker\" d=\"\(shapes[index % shapes.count])\"/>"
    }

    // MARK: Text

    /// Two digits after the point, none where they are zeros.
    static func rounded(_ value: Double) -> String {
      let hundredths = Int((value * 100).rounded())
      let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
      let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : "." + (rest < 10 ? "0" : "") + "\(rest)"
      return (hundredths < 0 ? "-" : "") + "\(whole)" + digits
    }

    /// `1,000,000`.
    static func digits(_ value: Int) -> String {
      var text = String(value)
      var place = text.count - 3
      while place > 0 {
        text.insert(",", at: text.index(text.startIndex, offsetBy: place))
        place -= 3
      }
      return text
    }

    static func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;")
    }
  }
}
