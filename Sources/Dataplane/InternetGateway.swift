import Packets
import Wire

/// Stateless one-to-one translation between private and public addresses.
///
/// Refusals: VPC Reachability Analyzer, "Explanation codes" (IGW_*); translation: AWS VPC User Guide, "Enable internet
/// access for a VPC using an internet gateway".
struct InternetGateway {
  enum Ruling: Equatable {
    /// Out to the internet with this source.
    case out(source: UInt32)
    /// Back in, translated twice: to another public address of AWS's, as seen from outside.
    case hairpin(source: UInt32, destination: UInt32, interface: Int)
    /// In from the internet.
    case inward(destination: UInt32, interface: Int)
    case drop(DropReason)
  }

  /// A packet that leaves the VPC of `me` for the internet.
  func leave(source: UInt32, destination: UInt32, from me: Interface, _ tables: Tables) -> Ruling {
    guard tables.vpcs[me.vpc].internetGateway != nil else { return .drop(.gatewayNotAttached) }
    guard let owner = tables.owner(of: source, inVPC: me.vpc), tables.rows[owner].state == .live else { return .drop(.gatewayRejectsSpoofed) }
    let interface = tables.rows[owner]
    guard let slot = interface.slot(of: source), interface.publicAddresses[slot] != 0 else {
      return .drop(.noPublicAddress)
    }
    let publicSource = interface.publicAddresses[slot]
    let there = IPv4Address(bits: destination)
    guard !there.isPrivate, !there.isShared else { return .drop(.destinationPrivate) }
    guard let mapping = tables.mapping(of: destination) else { return .out(source: publicSource) }
    switch enter(to: mapping, tables) {
    case .inward(let destination, let interface): return .hairpin(source: publicSource, destination: destination, interface: interface)
    case let refusal: return refusal
    }
  }

  /// A packet from the internet.
  func enter(source: UInt32, destination: UInt32, _ tables: Tables) -> Ruling {
    let there = IPv4Address(bits: source)
    guard !there.isPrivate, !there.isShared else { return .drop(.sourcePrivate) }
    guard let mapping = tables.mapping(of: destination) else { return .drop(.noPublicAddress) }
    return enter(to: mapping, tables)
  }

  private func enter(to mapping: PublicMapping, _ tables: Tables) -> Ruling {
    let interface = tables.rows[mapping.interface]
    guard tables.vpcs[interface.vpc].internetGateway != nil else { return .drop(.gatewayNotAttached) }
    switch interface.state {
    case .live: return .inward(destination: mapping.address, interface: mapping.interface)
    case .instanceNotRunning: return .drop(.instanceNotRunning)
    case .detached, .gone: return .drop(.interfaceDetached)
    }
  }
}
