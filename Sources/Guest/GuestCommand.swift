import Wire

/// A line typed in a guest: `ip` and `sysctl` commands, several between `&&` or `;`.
///
/// ```
/// ip rule add from 10.0.1.11 lookup 1001 && sysctl -w net.ipv4.conf.all.rp_filter=2
/// ```
/// Parsed without a guest, so that a lab file is checked before it runs; `Guest.run` obeys it.
package struct GuestCommand: Equatable, Sendable {
  /// One change, as iproute2 or sysctl(8) would ask the kernel for it.
  package enum Change: Equatable, Sendable {
    case addAddress(InterfaceAddress, device: DeviceWord)
    case removeAddress(IPv4Address, length: Int, device: DeviceWord)
    case flushAddresses(DeviceWord)
    case setLink(DeviceWord, up: Bool?, mtu: Int?)
    case route(RouteVerb, RouteWords)
    case flushTable(UInt32)
    case addRule(source: IPv4Prefix, destination: IPv4Prefix, table: UInt32, priority: UInt32?)
    case removeRule(source: IPv4Prefix, destination: IPv4Prefix, table: UInt32?, priority: UInt32?)
    case setForwarding(Bool)
    case setReversePathFilter(Int, of: FilterScope)
    /// Right, and without an effect here: `ip route flush cache`.
    case nothing
  }

  package enum RouteVerb: String, Sendable { case add, append, prepend, replace, change, del }

  /// Whose `rp_filter` is set.
  package enum FilterScope: Equatable, Sendable {
    case all
    case newDevices
    case device(DeviceWord)
  }

  /// A card's name and where it stands in the line.
  package struct DeviceWord: Equatable, Sendable {
    package var name: String
    package var column: Int
  }

  /// A route as typed; what is not said is nil.
  package struct RouteWords: Equatable, Sendable {
    package var prefix: IPv4Prefix
    package var gateway: IPv4Address?
    package var device: DeviceWord?
    package var metric: UInt32?
    package var source: IPv4Address?
    package var table: UInt32?
    package var scope: Route.Scope?
    package var isOnLink = false
    package var mtu: Int?
  }

  package struct Step: Equatable, Sendable {
    package var change: Change
    /// Where the step begins in the line, from 1.
    package var column: Int
  }

  /// As typed.
  package let text: String
  package let steps: [Step]

  /// Throws with the column of what is not understood.
  package init(parsing text: String) throws(GuestCommandError) {
    var words = CommandWords(text)
    var steps: [Step] = []
    while words.skipSeparators() {
      let column = words.column
      for change in try words.parseCommand() { steps.append(Step(change: change, column: column)) }
    }
    self.text = text
    self.steps = steps
  }

  /// Throws where the line names a card that is none of `devices`.
  package func check(devices: [String]) throws(GuestCommandError) {
    for step in steps {
      guard let word = step.change.device, !devices.contains(word.name) else { continue }
      throw Self.unknown(word, devices: devices)
    }
  }

  static func unknown(_ word: DeviceWord, devices: [String]) -> GuestCommandError {
    GuestCommandError(
      "Cannot find device '\(word.name)'; the guest has \(devices.isEmpty ? "none" : devices.joined(separator: ", "))",
      column: word.column, nearest: nearestWord(to: word.name, among: devices))
  }
}

extension GuestCommand.Change {
  /// The card that it names.
  var device: GuestCommand.DeviceWord? {
    switch self {
    case .addAddress(_, let device), .removeAddress(_, _, let device), .flushAddresses(let device),
      .setLink(let device, _, _), .setReversePathFilter(_, of: .device(let device)):
      device
    case .route(_, let words): words.device
    default: nil
    }
  }
}
