import Capture
import Cloud
import Dataplane
import Emulation
import Fabric
import Guest
import Packets
import Units
import Wire

/// A lab that runs: its cloud compiled, its guests seated, its traffic and its changes on the agenda.
///
/// This is the only door between a cloud and the world that carries its packets. What a change of the cloud does to
/// cards, guests and tables while the lab runs stands here.
package final class LabRun {
  package let lab: LabDescription
  package let world: World
  package private(set) var cloud: CloudState
  private var compiled: CompiledCloud
  /// What went wrong while running, in words: a change that EC2 refused.
  package private(set) var complaints: [String] = []
  /// Undocumented behaviours that follow from the lab itself.
  package private(set) var assumed = AssumptionSet()
  private var seatOf: [Instance.ID: Int] = [:]

  /// Compiles and seats everything; nothing has happened yet. Commands must have been checked when the lab was read.
  package init(_ lab: LabDescription, traces: Bool = false, mostFrames: Int? = nil) {
    self.lab = lab
    cloud = lab.cloud
    compiled = CompiledCloud(lab.cloud)
    let fabric = Fabric(latency: lab.fabric.latency, uplink: lab.fabric.bandwidth)
    world = World(tables: compiled.tables, fabric: fabric, traces: traces, mostFrames: mostFrames)
    world.seedFlows(lab.seed)
    assumed.insert(.latencyIsConstant)
    let interfaces = cloud.interfacesByInstance()
    for instance in cloud.instances.values where instance.state == .running {
      seat(instance, interfaces[instance.id] ?? [])
    }
    for entry in lab.timeline {
      world.schedule(at: entry.at) { [unowned self] world in self.carryOut(entry, in: world) }
    }
  }

  // MARK: Guests and their cards

  /// `interfaces`: those attached to the instance, by device index.
  private func seat(_ instance: Instance, _ interfaces: [NetworkInterface]) {
    let description = lab.guests[instance.id] ?? GuestDescription()
    if lab.guests[instance.id] == nil { assumed.insert(.guestIsPlain) }
    let cards = interfaces.compactMap { card(of: $0) }
    let commands = description.commands.compactMap { try? GuestCommand(parsing: $0) }
    let guest = Guest(
      name: instance.name, preset: description.preset, cards: cards.map(\.card), commands: commands, observer: world,
      seed: lab.seed)
    for (command, error) in guest.refusedCommands { complaints.append("\(instance.name): \(command): \(error)") }
    let seat: Int
    if let known = seatOf[instance.id] {
      seat = known
      world.replace(known, with: guest)
    } else {
      seat = world.seat(guest, place: instance.id.text)
      seatOf[instance.id] = seat
    }
    for (interface, card) in cards { plug(interface, card, into: seat) }
  }

  private func card(of interface: NetworkInterface) -> (interface: NetworkInterface, card: NetworkCard)? {
    guard let attachment = interface.attachment, let subnet = cloud.subnets[interface.subnet] else { return nil }
    let card = NetworkCard(
      deviceIndex: attachment.deviceIndex, macAddress: interface.macAddress, subnet: subnet.cidrBlock,
      gateway: subnet.routerAddress, addresses: interface.privateAddresses.map(\.address))
    return (interface, card)
  }

  private func plug(_ interface: NetworkInterface, _ card: NetworkCard, into seat: Int) {
    guard let index = interfaceIndex(interface.id) else { return }
    world.plug(interface: index, label: cloud.label(of: interface), card: card, into: seat)
  }

  package func interfaceIndex(_ id: NetworkInterface.ID) -> Int? { compiled.index(of: id) }

  package func seat(of instance: Instance.ID) -> Int? { seatOf[instance] }

  // MARK: Changes

  private func carryOut(_ entry: TimelineEntry, in world: World) {
    switch entry.change {
    case .cloud(let change): carryOut(change, text: entry.text)
    case .guest(let instance, let lines):
      guard let seat = seatOf[instance] else { return }
      for line in lines { type(line, on: seat, because: entry.text) }
    }
  }

  private func carryOut(_ change: CloudChange, text: String) {
    let before = cloud
    do throws(CloudError) {
      try cloud.apply(change)
    } catch {
      complaints.append("\(world.now): \(text): \(error)")
      return
    }
    // What did not change is in the same memory, which the comparison sees at once.
    let sameInterfaces = before.networkInterfaces == cloud.networkInterfaces
    if !sameInterfaces { unplugMoved(before) }
    compiled = compiled.changed(to: cloud)
    world.use(compiled.tables)
    if before.instances != cloud.instances { startAndStop(after: before) }
    if !sameInterfaces { attachMoved(before) }
    openServices()
  }

  /// Frames of an ENI that goes die before the tables forget it.
  private func unplugMoved(_ before: CloudState) {
    for interface in before.networkInterfaces.values
    where moved(interface, to: cloud.networkInterfaces[interface.id]) { unplug(interface) }
  }

  private func attachMoved(_ before: CloudState) {
    for interface in cloud.networkInterfaces.values
    where moved(interface, to: before.networkInterfaces[interface.id]) { attach(interface) }
    for interface in cloud.networkInterfaces.values {
      updateAddresses(interface, before.networkInterfaces[interface.id])
    }
  }

  private func startAndStop(after before: CloudState) {
    for instance in cloud.instances.values {
      let wasRunning = before.instances[instance.id]?.state == .running
      if wasRunning, instance.state != .running, let seat = seatOf[instance.id] { world.halt(seat) }
      if !wasRunning, instance.state == .running { seat(instance, cloud.interfaces(of: instance.id)) }
    }
  }

  private func moved(_ one: NetworkInterface, to other: NetworkInterface?) -> Bool {
    one.attachment?.instance != other?.attachment?.instance
      || one.attachment?.deviceIndex != other?.attachment?.deviceIndex
  }

  private func unplug(_ interface: NetworkInterface) {
    guard let attachment = interface.attachment, let index = interfaceIndex(interface.id) else { return }
    assumed.insert(.detachEndsConnections)
    if let seat = seatOf[attachment.instance] {
      world.detachCard(deviceIndex: attachment.deviceIndex, from: seat)
    }
    world.unplug(interface: index)
  }

  private func attach(_ interface: NetworkInterface) {
    guard let attachment = interface.attachment, cloud.instances[attachment.instance]?.state == .running,
      let seat = seatOf[attachment.instance], let (_, card) = card(of: interface)
    else { return }
    world.guest(at: seat).attach(card)
    plug(interface, card, into: seat)
  }

  /// Tells a guest's scripts of addresses that came or went on its card.
  private func updateAddresses(_ interface: NetworkInterface, _ before: NetworkInterface?) {
    let addresses = interface.privateAddresses.map(\.address)
    guard let before, let attachment = interface.attachment, let seat = seatOf[attachment.instance],
      !moved(interface, to: before), before.privateAddresses.map(\.address) != addresses
    else { return }
    guard world.guest(at: seat).updateAddresses(addresses, deviceIndex: attachment.deviceIndex) else { return }
    assumed.insert(.guestFollowsAddressesAtOnce)
    world.wake(seat)
  }

  private func type(_ line: String, on seat: Int, because text: String) {
    do throws(GuestCommandError) {
      try world.guest(at: seat).run(GuestCommand(parsing: line), at: world.now)
    } catch {
      complaints.append("\(world.now): \(text): \(line): \(error)")
    }
    world.wake(seat)
  }

  // MARK: Ends of flows

  /// Which seat an end of a flow is, and how requests leave from there; nil: nobody is there.
  package func source(_ end: Endpoint) -> (seat: Int, choice: SourceChoice)? {
    switch end {
    case .instance(let id): return seatOf[id].map { ($0, .routing) }
    case .address(let address, let interface):
      return attachment(interface).flatMap { seatOf[$0.instance] }.map { ($0, .bound(address)) }
    case .interface(let interface):
      guard let attachment = attachment(interface), let seat = seatOf[attachment.instance] else { return nil }
      return (seat, .device(attachment.deviceIndex))
    case .internet(let address, let isDeclared): return (internetSeat(address, isDeclared: isDeclared), .routing)
    case .nobody: return nil
    }
  }

  private func attachment(_ id: NetworkInterface.ID) -> NetworkInterface.Attachment? {
    cloud.networkInterfaces[id]?.attachment
  }

  private var internetSeats: [IPv4Address: Int] = [:]

  private func internetSeat(_ address: IPv4Address, isDeclared: Bool) -> Int {
    if let seat = internetSeats[address] { return seat }
    let guest = Guest.internetHost(address: address, seed: lab.seed)
    let seat = world.seatInternetHost(guest, address: address, card: guest.cards[0], isDeclared: isDeclared)
    internetSeats[address] = seat
    return seat
  }

  /// The address that a request to `end` names. From the internet an ENI has only its public one; where it has none the
  /// private one is named, and the gateway refuses it.
  package func address(of end: Endpoint, from source: Endpoint) -> IPv4Address? {
    let isOutside = if case .internet = source { true } else { false }
    func named(_ address: NetworkInterface.PrivateAddress) -> IPv4Address {
      isOutside ? address.association?.publicIp ?? address.address : address.address
    }
    switch end {
    case .instance(let id): return cloud.interfaces(of: id).first?.privateAddresses.first.map(named)
    case .interface(let id): return cloud.networkInterfaces[id]?.privateAddresses.first.map(named)
    case .address(let address, let id):
      return cloud.networkInterfaces[id]?.privateAddresses.first { $0.address == address }.map(named) ?? address
    case .internet(let address, let isDeclared):
      _ = isMapped(address) ? nil : internetSeat(address, isDeclared: isDeclared)
      return address
    case .nobody(let address): return address
    }
  }

  private func isMapped(_ address: IPv4Address) -> Bool { world.tables.publicAddresses[address.bits] != nil }

  /// Has whoever is at `end` answer `kind` there.
  package func open(_ kind: RequestKind, at end: Endpoint) {
    let seat: Int?
    var address: IPv4Address?
    switch end {
    case .instance(let id):
      seat = seatOf[id]
      address = cloud.interfaces(of: id).first?.primaryAddress
    case .interface(let id):
      seat = attachment(id).flatMap { seatOf[$0.instance] }
      address = cloud.networkInterfaces[id]?.primaryAddress
    case .address(let its, let id):
      seat = attachment(id).flatMap { seatOf[$0.instance] }
      address = its
    case .internet(let its, let isDeclared):
      if let mapping = world.tables.publicAddresses[its.bits] {
        // The public address of one of the cloud's own ENIs.
        let id = NetworkInterface.ID(world.tables.interfaces[mapping.interface].id)
        return open(kind, at: .address(IPv4Address(bits: mapping.address), id))
      }
      seat = internetSeat(its, isDeclared: isDeclared)
      address = its
    case .nobody: return
    }
    guard let seat else { return }
    switch kind {
    case .tcp(let port, _): world.guest(at: seat).listen(tcp: port)
    case .udp(let port, _): world.guest(at: seat).bind(udp: port, address: address, behaviour: .echo)
    case .other(let protocolNumber, _): world.guest(at: seat).bind(protocol: protocolNumber)
    case .echo: break
    }
  }
}
