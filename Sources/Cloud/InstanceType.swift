import Synchronization
import Units

/// What AWS sells under one name (`t3.medium`): how many ENIs it takes, how fast it is, which device its guest sees.
///
/// Facts come from `InstanceTypeTable.swift`. The table is indexed on first use and a row is read only when it is asked
/// for.
package struct InstanceType: Hashable, Sendable {
  /// `EnaSupport` of the EC2 API.
  package enum EnaSupport: String, Sendable { case required, supported, unsupported }
  package enum Hypervisor: String, Sendable { case nitro, xen }
  package enum PlacementStrategy: String, Sendable { case cluster, partition, spread }

  /// What a guest finds on its bus. EC2 User Guide, "Enhanced networking" and "Intel 82599 VF".
  package enum Device: String, Sendable, CaseIterable {
    /// Elastic Network Adapter.
    case ena
    /// Intel 82599 virtual function.
    case ixgbevf
    /// Xen's paravirtual device.
    case netfront
  }

  package struct NetworkCard: Hashable, Sendable {
    package var maximumInterfaces: Int
    /// What it always has; nil where AWS prints words only.
    package var baseline: BitRate?
    /// What it has while network credits last.
    package var peak: BitRate?
    /// ENA queues that an ENI gets when nothing else is asked for.
    package var queuesPerInterface: Int
  }

  package var name: String
  package var isCurrentGeneration: Bool
  package var architectures: [String]
  package var vCPUs: Int
  package var memoryMiB: Int
  package var maximumInterfaces: Int
  package var ipv4AddressesPerInterface: Int
  package var ipv6AddressesPerInterface: Int
  package var supportsIpv6: Bool
  /// AWS's words: `Up to 10 Gigabit`.
  package var networkPerformance: String
  /// At least one.
  package var networkCards: [NetworkCard]
  package var enaSupport: EnaSupport
  package var supportsEfa: Bool
  package var maximumEfaInterfaces: Int
  /// ENA Express.
  package var supportsEnaSrd: Bool
  /// Nil: bare metal.
  package var hypervisor: Hypervisor?
  package var isBareMetal: Bool
  /// CPU credits (T types), not network credits.
  package var isBurstable: Bool
  package var placementStrategies: Set<PlacementStrategy>
  /// Enhanced networking through the Intel 82599 virtual function.
  package var supportsSriov82599: Bool
  /// Idle seconds before an established TCP connection is forgotten, unless its ENI says otherwise.
  package var tcpEstablishedTimeout: Int

  package var device: Device {
    if enaSupport != .unsupported { return .ena }
    return supportsSriov82599 ? .ixgbevf : .netfront
  }

  /// Of all cards together; nil where AWS prints words only.
  package var baseline: BitRate? { total(networkCards.map(\.baseline)) }
  package var peak: BitRate? { total(networkCards.map(\.peak)) }

  /// The sum, but no more than AWS's words say: for `m6in.32xlarge` (200 Gigabit) the API gives each of two cards 200.
  private func total(_ rates: [BitRate?]) -> BitRate? {
    let known = rates.compactMap(\.self)
    guard known.count == rates.count, let first = known.first else { return nil }
    if known.count == 1 { return first }
    let sum = BitRate(bitsPerSecond: known.reduce(0) { $0 + $1.bitsPerSecond })
    return advertised.map { min($0, sum) } ?? sum
  }

  /// The figure in AWS's words: `200 Gigabit`, `4x 100 Gigabit`.
  private var advertised: BitRate? {
    var words = networkPerformance.split(separator: " ")[...]
    guard words.popLast() == "Gigabit", let rate = words.popLast().flatMap(Self.rate(gigabits:)) else { return nil }
    guard let times = words.last, times.hasSuffix("x"), let count = Int64(times.dropLast()), count < 1000 else {
      return rate
    }
    return BitRate(bitsPerSecond: rate.bitsPerSecond * count)
  }
}

extension InstanceType {
  /// The type of that name, or nil.
  package static func named(_ name: String) -> InstanceType? {
    read.withLock { read in
      if let known = read[name] { return known }
      let found = rows.index[fnv(name.utf8)].flatMap { InstanceType(row: rows.text[$0]) }
      guard let found, found.name == name else { return nil }
      read[name] = found
      return found
    }
  }

  /// Rows that were asked for.
  private static let read = Mutex<[String: InstanceType]>([:])

  /// In the table's order: by family, then by size.
  package static var all: [InstanceType] { rows.lines.compactMap { InstanceType(row: rows.text[$0]) } }

  /// In the table's order.
  package static let names: [String] = rows.lines.map { line in
    String(decoding: rows.text[line].prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)
  }

  /// The name that someone who typed `name` most likely meant.
  package static func nearestName(to name: String) -> String? { nearestWord(to: name, among: names) }

  /// The table's bytes, and where its lines are. One pass over 180 kB, on first use.
  private struct Rows {
    var text: [UInt8]
    var lines: [Range<Int>] = []
    /// By a hash of the name.
    var index: [UInt64: Range<Int>] = [:]

    init() {
      text = Array(instanceTypeTable.utf8)
      index.reserveCapacity(2048)
      var start = (text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex - 1) + 1
      while start < text.endIndex {
        var end = start
        while end < text.endIndex, text[end] != UInt8(ascii: "\n") { end += 1 }
        lines.append(start..<end)
        index[fnv(text[start..<end].prefix { $0 != UInt8(ascii: ",") })] = start..<end
        start = end + 1
      }
    }
  }

  private static let rows = Rows()
}

extension InstanceType {
  /// The columns in the table's order.
  private enum Column: Int {
    case name, currentGeneration, architectures, vCPUs, memoryMiB, maximumInterfaces, ipv4, ipv6, supportsIpv6
    case networkPerformance, networkCards, interfacesPerCard, baseline, peak, queues, enaSupport, efa, maximumEfa
    case enaSrd, hypervisor, bareMetal, burstable, placement, sriov82599, tcpEstablished
    static let count = 25
  }

  /// Nil where the row is not of the table's form.
  private init?(row: ArraySlice<UInt8>) {
    let fields = row.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count == Column.count else { return nil }
    func text(_ column: Column) -> String { fields[column.rawValue] }
    func number(_ column: Column) -> Int { Int(text(column)) ?? 0 }
    func flag(_ column: Column) -> Bool { text(column) == "1" }
    guard let enaSupport = EnaSupport(rawValue: text(.enaSupport)) else { return nil }

    name = text(.name)
    isCurrentGeneration = flag(.currentGeneration)
    architectures = text(.architectures).split(separator: "+").map(String.init)
    vCPUs = number(.vCPUs)
    memoryMiB = number(.memoryMiB)
    maximumInterfaces = number(.maximumInterfaces)
    ipv4AddressesPerInterface = number(.ipv4)
    ipv6AddressesPerInterface = number(.ipv6)
    supportsIpv6 = flag(.supportsIpv6)
    networkPerformance = text(.networkPerformance)
    self.enaSupport = enaSupport
    supportsEfa = flag(.efa)
    maximumEfaInterfaces = number(.maximumEfa)
    supportsEnaSrd = flag(.enaSrd)
    hypervisor = Hypervisor(rawValue: text(.hypervisor))
    isBareMetal = flag(.bareMetal)
    isBurstable = flag(.burstable)
    placementStrategies = Set(
      text(.placement).split(separator: "+").compactMap { PlacementStrategy(rawValue: String($0)) })
    supportsSriov82599 = text(.sriov82599).hasPrefix("yes")
    tcpEstablishedTimeout = number(.tcpEstablished)
    networkCards = Self.cards(
      count: max(1, number(.networkCards)), interfaces: text(.interfacesPerCard), baseline: text(.baseline),
      peak: text(.peak), queues: text(.queues))
  }

  /// One entry per card; a column that says less than there are cards says the same of all of them.
  private static func cards(
    count: Int, interfaces: String, baseline: String, peak: String, queues: String
  ) -> [NetworkCard] {
    let columns = [interfaces, baseline, peak, queues].map { $0.split(separator: "/") }
    func value(_ column: Int, _ card: Int) -> Substring? {
      columns[column].indices.contains(card) ? columns[column][card] : columns[column].last
    }
    return (0..<count).map { card in
      NetworkCard(
        maximumInterfaces: value(0, card).flatMap { Int($0) } ?? 0, baseline: value(1, card).flatMap(rate(gigabits:)),
        peak: value(2, card).flatMap(rate(gigabits:)), queuesPerInterface: value(3, card).flatMap { Int($0) } ?? 1)
    }
  }

  /// `0.256` is 256 Mbit/s.
  private static func rate(gigabits text: Substring) -> BitRate? {
    guard let gigabits = Double(text), gigabits > 0, gigabits < 1e6 else { return nil }
    return BitRate(bitsPerSecond: Int64(gigabits * 1e9 + 0.5))
  }
}
