import Emulation

/// What the search found, for people and for scripts.
extension Bench {
  func tell(_ findings: [DeviceFindings]) {
    print(Self.deviceBoundary + "\n")
    for row in findings { print(paragraph(row) + "\n") }
    print("The most frames a second that a line carries (RFC 5180, appendix A.1; sizes with FCS):")
    let headings = ["SIZE"] + FrameRate.lineRates.map { "\($0 / 1_000_000_000) GBIT/S" }
    let cells = FrameRate.sizes.map { size in
      [String(size)] + FrameRate.lineRates.map { String(Int(FrameRate.most(lineRate: $0, size: size))) }
    }
    print(Columns(headings, cells).text)
  }

  private func paragraph(_ row: DeviceFindings) -> String {
    let setting = row.setting
    let size = setting.frameLength
    let rates = row.repeats.map(\.rate).sorted()
    let losses = row.repeats.map(\.loss).sorted()
    var lines = [
      [
        setting.sizes == .imix ? "IMIX" : "\(size) bytes",
        "\(setting.flows) flows, \(setting.profile.rawValue), \(setting.rules) rules, bursts of up to "
          + "\(setting.burst), path \(setting.ways.rawValue)",
      ],
      ["  maximum", "\(million(row.maximum)) Mpps of more than it can take, the best of 3 trials"],
    ]
    if let throughput = row.search.throughput {
      let met = losses.count { $0 <= (lossTarget ?? 0) / 100 }
      let fills = FrameRate.lineRates.map { rate in
        let most = FrameRate.most(lineRate: rate, size: size + FrameRate.checkSequence)
        return "\(percent(throughput / most)) of \(rate / 1_000_000_000) Gbit/s"
      }
      lines += [
        [
          "  throughput",
          "\(million(throughput)) Mpps with at most \(lossTarget ?? 0) % lost, found in \(row.search.trials) trials",
        ],
        ["", "fills " + fills.joined(separator: ", ") + " at \(size + FrameRate.checkSequence) bytes with FCS"],
        [
          "  repeated",
          "\(met) of \(losses.count) met the target; Mpps min \(million(rates.first ?? 0)) median "
            + "\(million(middle(rates))) max \(million(rates.last ?? 0)); lost min \(percent(losses.first ?? 0)) "
            + "median \(percent(middle(losses))) max \(percent(losses.last ?? 0))",
        ],
      ]
      lines.append(["", "the core was the bench's own for \(percent(row.processorShare)) of that time"])
      for delays in row.delays {
        let ranks = zip(DeviceFindings.ranks, delays.nanoseconds).map { "\($0.name) \(micro(Double($1)))" }
        lines.append(["  delay at \(Int(delays.share * 100)) %", ranks.joined(separator: "  ") + " us"])
      }
    } else {
      lines.append(["  throughput", "none: every rate that was tried lost more than \(lossTarget ?? 0) %"])
    }
    let curve = row.frameLoss.map { "\(percent($0.share)): \(percent($0.loss))" }
    lines.append(["  frame loss", "at shares of the maximum: " + curve.joined(separator: "  ")])
    if let burst = row.burst {
      lines.append([
        "  back-to-back",
        "\(rounded(burst.mean, 1)) packets (\(burst.least) to \(burst.most), \(row.bursts.count) trials) at "
          + "\(million(row.lineRate)) Mpps, 100 Gbit/s: buffer \(micro(burst.implied * 1e9)) us, "
          + "corrected for what was forwarded meanwhile \(micro(burst.corrected * 1e9)) us",
      ])
    } else if row.search.throughput != nil {
      lines.append(["  back-to-back", "not asked: the throughput fills 100 Gbit/s (RFC 9004 section 5)"])
    }
    return lines.map { $0[0].padded(to: 18) + $0[1] }.joined(separator: "\n")
  }

  func document(_ findings: [DeviceFindings]) -> Document {
    .object([
      ("results", .list(findings.map(document))), ("boundary", .text(Self.deviceBoundary)),
      ("trialSeconds", .real(seconds ?? Self.trialSeconds)), ("lossTargetPercent", .real(lossTarget ?? 0)),
      ("trials", .whole(trialCount)),
      (
        "frameRates",
        .list(
          FrameRate.sizes.map { size in
            .object([
              ("sizeWithFCS", .whole(size)),
              ("perSecond", .list(FrameRate.lineRates.map { .real(FrameRate.most(lineRate: $0, size: size)) })),
            ])
          })
      ), ("lineRates", .list(FrameRate.lineRates.map { .whole($0) })),
    ])
  }

  private func document(_ row: DeviceFindings) -> Document {
    let asked: [(String, Document)] = [
      ("size", .whole(row.setting.frameLength)), ("sizes", .list(row.setting.sizes.sequence.map { .whole($0) })),
      ("flows", .whole(row.setting.flows)), ("profile", .text(row.setting.profile.rawValue)),
      ("rules", .whole(row.setting.rules)), ("burst", .whole(row.setting.burst)), ("threads", .whole(1)),
      ("path", .text(row.setting.ways.rawValue)),
    ]
    let throughput = row.search.throughput
    let size = row.setting.frameLength + FrameRate.checkSequence
    let shares = FrameRate.lineRates.map { rate in
      Document.optional(throughput.map { $0 / FrameRate.most(lineRate: rate, size: size) })
    }
    let curve = row.frameLoss.map { point in
      Document.object([("share", .real(point.share)), ("lossPercent", .real(point.loss * 100))])
    }
    return .object(
      asked + [
        ("maximumMpps", .real(row.maximum / 1e6)), ("throughputMpps", .optional(throughput.map { $0 / 1e6 })),
        ("searchTrials", .whole(row.search.trials)), ("repeats", repeats(row)), ("lineRateShares", .list(shares)),
        ("delays", .list(row.delays.map(document))), ("frameLoss", .list(curve)),
        ("backToBack", row.burst.map { document($0, of: row) } ?? .null),
      ])
  }

  private func repeats(_ row: DeviceFindings) -> Document {
    func spread(_ numbers: [Double]) -> Document {
      let sorted = numbers.sorted()
      return .object([
        ("min", .optional(sorted.first)), ("median", .optional(sorted.isEmpty ? nil : middle(sorted))),
        ("max", .optional(sorted.last)),
      ])
    }
    let met = row.repeats.count { $0.loss <= (lossTarget ?? 0) / 100 }
    return .object([
      ("trials", .whole(row.repeats.count)), ("metTarget", .whole(met)),
      ("mpps", spread(row.repeats.map { $0.rate / 1e6 })), ("lossPercent", spread(row.repeats.map { $0.loss * 100 })),
      ("processorShare", .optional(row.repeats.isEmpty ? nil : row.processorShare)),
    ])
  }

  private func document(_ delays: DeviceFindings.Delays) -> Document {
    let offered: [(String, Document)] = [
      ("share", .real(delays.share)), ("offeredMpps", .real(delays.rate / 1e6)), ("packets", .whole(delays.packets)),
    ]
    let ranks = zip(DeviceFindings.ranks, delays.nanoseconds).map { rank, nanoseconds in
      (rank.name + "Nanoseconds", Document.whole(nanoseconds))
    }
    return .object(offered + ranks)
  }

  private func document(_ burst: DeviceFindings.Burst, of row: DeviceFindings) -> Document {
    .object([
      ("offeredMpps", .real(row.lineRate / 1e6)), ("trials", .whole(row.bursts.count)),
      ("packets", .object([("min", .whole(burst.least)), ("mean", .real(burst.mean)), ("max", .whole(burst.most))])),
      ("bufferSeconds", .real(burst.implied)), ("correctedBufferSeconds", .real(burst.corrected)),
    ])
  }

  private func middle(_ sorted: [Double]) -> Double { sorted.isEmpty ? 0 : sorted[sorted.count / 2] }
  private func rounded(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    return "\((value * scale).rounded() / scale)"
  }
  private func million(_ rate: Double) -> String { rounded(rate / 1e6, 3) }
  private func micro(_ nanoseconds: Double) -> String { rounded(nanoseconds / 1e3, 2) }
  /// Loss of a few packets in a million is still to be seen.
  private func percent(_ share: Double) -> String { rounded(share * 100, share < 0.01 ? 4 : 1) + " %" }
}

extension DeviceFindings {
  /// The longest bursts without loss, over all trials, and how long the buffer lasts by them, in seconds.
  struct Burst {
    var least: Int
    var most: Int
    var mean: Double
    var implied: Double
    var corrected: Double
  }

  var burst: Burst? {
    guard let least = bursts.min(), let most = bursts.max(), let throughput = search.throughput else { return nil }
    let mean = Double(bursts.reduce(0, +)) / Double(bursts.count)
    let buffer = BackToBack.bufferSeconds(burst: mean, lineRate: lineRate, throughput: throughput)
    return Burst(least: least, most: most, mean: mean, implied: buffer.implied, corrected: buffer.corrected)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
