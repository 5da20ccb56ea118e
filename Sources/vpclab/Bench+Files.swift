import Capture
import Emulation

/// What a bench did with a capture of what arrived, and without one, in turn.
struct CaptureRow {
  var setting: PathBench.Setting
  var packets: Int
  var seconds: Double
  /// Million packets a second, one number a repeat.
  var rates: [Double]
  var ratesWithout: [Double]
  /// Frames in the file, and those that it could not take in time.
  var written: Int
  var lost: Int
}

/// `--plot` and `--capture`.
extension Bench {
  /// What a capture does not go with.
  func checkCapture(_ settings: [PathBench.Setting]) throws {
    guard capture != nil else { return }
    guard settings.count == 1 else {
      throw Ending.wrongInput("--capture takes one row, and these options make \(settings.count): name one of --flows")
    }
    if changes > 0 { throw Ending.wrongInput("--capture changes no rules: leave --changes out") }
    if plot != nil { throw Ending.wrongInput("--plot draws rows without a capture: leave --capture out") }
  }

  /// Forwards with and without a capture to `path`, a repeat of each in turn.
  func measure(_ setting: PathBench.Setting, capturing path: String) throws -> CaptureRow {
    // Before there is a file that somebody might have to close.
    Interrupt.listen()
    let copy: SinkCapture
    do throws(CaptureError) {
      copy = try SinkCapture(path: path, application: "vpclab \(Vpclab.version)")
    } catch {
      switch error {
      case .diskFull, .noThread: throw Ending.failed("\(error)")
      default: throw Ending.wrongInput("\(error)")
      }
    }
    var bench = PathBench(setting)
    bench.warmUp()
    var row = CaptureRow(
      setting: setting, packets: 0, seconds: 0, rates: [], ratesWithout: [], written: 0, lost: 0)
    for number in 0..<Self.repeats where !Interrupt.isPending && copy.error == nil {
      let exact = packets.map { $0 / Self.repeats + (number < $0 % Self.repeats ? 1 : 0) }
      bench.capture = nil
      let without = forward(&bench, exact: exact)
      bench.capture = copy
      let with = forward(&bench, exact: exact)
      if without.packets > 0 { row.ratesWithout.append(Double(without.packets) / without.seconds / 1e6) }
      if with.packets > 0 { row.rates.append(Double(with.packets) / with.seconds / 1e6) }
      row.packets += with.packets
      row.seconds += with.seconds
    }
    bench.capture = nil
    do { try copy.close() } catch {
      remark("closed at its last whole packet: \(path)")
      throw Ending.failed("\(error)")
    }
    if Interrupt.isPending { throw Ending.interrupted }
    (row.written, row.lost) = (copy.offered - copy.lost, copy.lost)
    return row
  }

  private func forward(_ bench: inout PathBench, exact: Int?) -> (packets: Int, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let length = (seconds ?? 2) / Double(Self.repeats)
    var count = 0
    while !Interrupt.isPending, bench.capture?.error == nil,
      exact.map({ count < $0 }) ?? ((clock.now - start).inSeconds < length)
    {
      let piece = min(4_096, exact.map { $0 - count } ?? 4_096)
      bench.forward(piece)
      count += piece
    }
    return (count, (clock.now - start).inSeconds)
  }

  func tell(_ row: CaptureRow, _ path: String) {
    print(Self.boundary + "\n")
    let headings = ["SIZE", "FLOWS", "PATH", "CAPTURE", "MPPS MIN", "MEDIAN", "MAX", "WRITTEN", "LOST"]
    func cells(_ words: String, _ rates: [Double], _ counts: [String]) -> [String] {
      let middle = rates.sorted().dropFirst(rates.count / 2).first ?? 0
      let three = [rates.min() ?? 0, middle, rates.max() ?? 0].map { "\(($0 * 100).rounded() / 100)" }
      let setting = row.setting
      return ["\(setting.frameLength)", "\(setting.flows)", setting.ways.rawValue, words] + three + counts
    }
    let share = Double(row.lost) / Double(max(1, row.lost + row.written)) * 100
    let lost = "\(row.lost) (\((share * 10).rounded() / 10) %)"
    print(
      Columns(headings, [cells("no", row.ratesWithout, ["-", "-"]), cells("yes", row.rates, ["\(row.written)", lost])])
        .text)
    print("\n\(path): what reached the sink; a thread of its own writes it, and what finds its queue full is lost")
  }

  func document(_ row: CaptureRow, _ path: String) -> Document {
    func spread(_ rates: [Double]) -> Document {
      .object([
        ("min", .optional(rates.min())), ("median", .optional(rates.sorted().dropFirst(rates.count / 2).first)),
        ("max", .optional(rates.max())),
      ])
    }
    let setting = row.setting
    return .object([
      (
        "results",
        .list([
          .object([
            ("size", .whole(setting.frameLength)), ("flows", .whole(setting.flows)), ("rules", .whole(setting.rules)),
            ("threads", .whole(1)), ("path", .text(setting.ways.rawValue)), ("packets", .whole(row.packets)),
            ("seconds", .real(row.seconds)), ("mpps", spread(row.rates)),
            ("mppsWithoutCapture", spread(row.ratesWithout)),
            (
              "capture",
              .object([("file", .text(path)), ("packets", .whole(row.written)), ("lost", .whole(row.lost))])
            ),
          ])
        ])
      ), ("boundary", .text(Self.boundary)), ("repeats", .whole(Self.repeats)),
    ])
  }
}
