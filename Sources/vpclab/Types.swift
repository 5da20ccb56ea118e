import ArgumentParser
import Cloud
import Units

struct Types: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Instance types: device, ENIs, addresses, bandwidth, allowances, each with its source or `estimate`.")
  @Argument(help: "A name, or a part of one: t3, c5.large, *.metal.") var pattern: String?
  @Flag(help: "One JSON document.") var json = false

  static let recorded = "DescribeInstanceTypes, recorded by moto 2026-08"
  static let guide = "EC2 User Guide, 2023-06"

  mutating func run() throws {
    let pattern = pattern ?? ""
    let types = InstanceType.all.filter { Self.matches(pattern, $0.name) }
    guard !types.isEmpty else {
      let near = InstanceType.nearestName(to: pattern).map { "; did you mean \"\($0)\"?" } ?? ""
      throw Ending.wrongInput("no instance type matches \"\(pattern)\"\(near)")
    }
    if json { return print(Document.list(types.map(\.document)).rendered()) }
    let rows = types.map { type in
      [
        type.name, type.device.rawValue, String(type.maximumInterfaces), String(type.ipv4AddressesPerInterface),
        type.baseline.map(\.inGigabits) ?? "-", type.peak.map(\.inGigabits) ?? "-",
        type.estimatedPacketRate.map { "\($0.packetsPerSecond) estimate" } ?? "-", "\(type.tcpEstablishedTimeout)s",
      ]
    }
    let headings = [
      "TYPE", "DEVICE", "ENIS", "IPV4/ENI", "BASELINE GBIT/S", "PEAK GBIT/S", "PACKETS/S", "TCP ESTABLISHED",
    ]
    print(Columns(headings, rows).text)
    print("ENIs, addresses, bandwidth: \(Self.recorded). Device of 82599 types: \(Self.guide).")
    print(
      "Packets/s: estimate, the rate at which 1,500-byte packets fill the peak (AWS publishes none); not enforced yet.")
  }

  /// A part of the name, or a whole one with `*` for anything.
  static func matches(_ pattern: String, _ name: String) -> Bool {
    guard pattern.contains("*") else { return pattern.isEmpty || name.contains(pattern.lowercased()) }
    let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, name.hasPrefix(first), name.hasSuffix(last),
      name.count >= first.count + last.count
    else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}

extension InstanceType {
  /// Packets per second of an ENA type where AWS publishes nothing: peak bandwidth over 12,000 bits a packet, ±50 %.
  /// Source: "Please give me back my network cables!", SREcon25 Americas; held against measurements of 2018 to 2020.
  var estimatedPacketRate: PacketRate? {
    guard device == .ena, let peak else { return nil }
    return PacketRate(packetsPerSecond: peak.bitsPerSecond / 12_000)
  }

  var document: Document {
    func sourced(_ value: Document, _ source: String) -> Document {
      .object([("value", value), ("source", .text(source))])
    }
    func rate(_ rate: BitRate?) -> Document {
      sourced(rate.map { .real(Double($0.bitsPerSecond) / 1e9) } ?? .null, Types.recorded)
    }
    return .object([
      ("instanceType", .text(name)),
      ("device", sourced(.text(device.rawValue), device == .ixgbevf ? Types.guide : Types.recorded)),
      ("vCpus", .whole(vCPUs)), ("maximumNetworkInterfaces", sourced(.whole(maximumInterfaces), Types.recorded)),
      ("ipv4AddressesPerInterface", sourced(.whole(ipv4AddressesPerInterface), Types.recorded)),
      ("baselineGbps", rate(baseline)), ("peakGbps", rate(peak)),
      (
        "packetsPerSecond",
        sourced(estimatedPacketRate.map { .whole(Int($0.packetsPerSecond)) } ?? .null, "estimate")
      ), ("tcpEstablishedTimeoutSeconds", sourced(.whole(tcpEstablishedTimeout), Types.recorded)),
    ])
  }
}

extension BitRate {
  /// In Gbit/s, with as many digits as say something.
  var inGigabits: String {
    let value = Double(bitsPerSecond) / 1e9
    return value == value.rounded() ? String(Int(value)) : String(value)
  }
}
