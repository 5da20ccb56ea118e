import ArgumentParser
import Capture
import Cloud
import Guest
import Lab
import Scenario
import Units

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a bundled lab and tells its story; without a name, lists the bundled labs.")

  @Argument(help: "A bundled lab.") var name: String?
  @Option(help: "How guests are set up of which the lab says nothing, or that are plain.") var guest: String?
  @Option(help: "Where the captures go (captures/out/<lab>).") var captures: String?

  mutating func run() throws {
    guard let name else {
      for name in BundledLabs.names { print("\(name)  \(BundledLabs.summary(name))") }
      return
    }
    guard BundledLabs.names.contains(name) else {
      let near = nearestWord(to: name, among: BundledLabs.names).map { "; did you mean \"\($0)\"?" } ?? ""
      throw Ending.wrongInput("there is no bundled lab \"\(name)\"\(near)")
    }
    let loaded = try LoadedLab(name, guest: guest)
    let lab = loaded.description
    let folder = captures ?? "captures/out/\(lab.name)"
    introduce(lab)
    let failing = explain(lab)
    var options = RunOptions()
    options.captures = CaptureOptions(
      folder: folder, startsAt: UInt64(max(0, lab.startsAt)), application: "vpclab \(Vpclab.version)")
    let result = try run(lab, options)
    for expectation in result.expectations {
      print("\(expectation.holds ? "holds" : "FAILS") \(expectation.text)\(expectation.detail.map { ": \($0)" } ?? "")")
    }
    print(result.conservation)
    print(
      "wireshark -r \(file(failing, in: result) ?? "\(folder)/journeys.pcapng") -Y 'frame.comment contains \"vpclab\"'")
    print("next: vpclab explain ~/my-export --from i-… --to …")
    if guest == nil, result.expectations.contains(where: { !$0.holds }) { throw Ending.refuted }
  }

  private func run(_ lab: LabDescription, _ options: RunOptions) throws -> RunResult {
    do {
      return try lab.run(options)
    } catch let error as CaptureError {
      throw Ending.wrongInput("\(error)")
    }
  }

  /// Who is there, two lines.
  private func introduce(_ lab: LabDescription) {
    if !lab.summary.isEmpty { print(lab.summary) }
    let cards = lab.cloud.instances.values.flatMap { instance in
      lab.cloud.interfaces(of: instance.id).map { interface in
        let addresses = interface.privateAddresses.map { address in
          address.address.description + (address.association.map { " (\($0.publicIp))" } ?? "")
        }
        let label = lab.cloud.label(of: interface).replacing("/", with: " ")
        return "\(label) \(addresses.joined(separator: " "))\(interface.sourceDestCheck ? "" : "  check off")"
      }
    }
    print(cards.joined(separator: " | "))
    let presets = Set(lab.cloud.instances.keys.map { lab.guests[$0]?.preset ?? .plain })
    let names = GuestPreset.allCases.filter(presets.contains).map(\.rawValue).joined(separator: ", ")
    let isPlain = presets == [.plain]
    print(
      isPlain
        ? "guest: plain Linux, one table (Amazon Linux 2023 and Ubuntu's cloud-init from 24.1 add rules: try --guest)"
        : "guest: \(names)")
  }

  /// The first flow of the lab, explained, with what would mend it; the ENI at which it died.
  private func explain(_ lab: LabDescription) -> String? {
    var seen: Set<String> = []
    var place: String?
    for traffic in lab.traffic {
      guard let from = traffic.from, let to = traffic.to, let kind = traffic.kind.request(size: traffic.size) else {
        continue
      }
      guard seen.insert("\(from) \(to) \(kind)").inserted else { continue }
      let probe = Probe(from: from, to: to, kind: kind)
      let explanation = probe.explain(lab)
      let story = Story(lab)
      story.tellShort(probe, explanation)
      if place == nil, let failure = explanation.failure {
        place = failure.at
        story.tell(FixSearch(for: probe, in: lab, explained: explanation))
      }
    }
    return place
  }

  private func file(_ label: String?, in result: RunResult) -> String? {
    guard let label else { return nil }
    let name = label.replacing("/", with: "-") + ".pcapng"
    return result.captures.first { $0.hasSuffix("/" + name) }
  }
}

extension Traffic.Kind {
  /// What a probe of the same kind sends; nil for recordings.
  func request(size: Int) -> RequestKind? {
    switch self {
    case .tcp(let port): .tcp(port: port, size: size)
    case .udp(let port): .udp(port: port, size: size)
    case .icmp: .echo(size: size)
    case .replay, .inject: nil
    }
  }
}
