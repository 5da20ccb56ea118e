import Capture
import Cloud
import Dataplane
import Emulation
import Guest
import Packets
import Units
import Wire

/// What a lab's traffic list cannot do: an end that is nobody's, a recording that cannot be read.
package struct TrafficError: Error, CustomStringConvertible {
  package var description: String
}

extension LabRun {
  /// Puts the lab's whole traffic list on the agenda. `file`: where a recording's path leads.
  package func scheduleTraffic(file: (String) -> String = { $0 }) throws {
    world.track(lab.traffic.count) { number in
      lab.expectations.contains { Judgement.concerns($0, lab.traffic[number], lab.cloud) }
    }
    seatInternetHosts()
    openServices()
    for (number, traffic) in lab.traffic.enumerated() {
      switch traffic.kind {
      case .tcp(let port): schedule(.tcp(port: port, size: traffic.size), traffic, number)
      case .udp(let port): schedule(.udp(port: port, size: traffic.size), traffic, number)
      case .icmp: schedule(.echo(size: traffic.size), traffic, number)
      case .replay(let replay): try play(replay, traffic, number, file(replay.file))
      case .inject(let inject): try play(inject, traffic, number, file(inject.file))
      }
    }
  }

  /// Has a flow's requests sent, from `start` on.
  ///
  /// Who its ends are is asked as the cloud changes: instances start, and ENIs and addresses move, while the lab runs.
  private func schedule(_ kind: RequestKind, _ traffic: Traffic, _ number: Int) {
    guard let from = traffic.from, let to = traffic.to else { return }
    world.play(
      RequestStream(
        traffic: UInt32(number), start: .beginning + traffic.start, every: traffic.every, count: traffic.count,
        name: traffic.fromText
      ) { [unowned self] _ in
        guard let source = self.source(from), let address = self.address(of: to, from: from) else { return nil }
        return Agenda.Request(
          seat: source.seat, tag: RequestTag(traffic: UInt32(number), request: 0), kind: kind, to: address,
          from: source.choice, sourcePort: traffic.sourcePort)
      })
  }

  /// Whoever is asked something answers it. Guests that were started and addresses that moved have to be told again.
  func openServices() {
    for traffic in lab.traffic {
      guard let to = traffic.to else { continue }
      switch traffic.kind {
      case .tcp(let port): open(.tcp(port: port, size: traffic.size), at: to)
      case .udp(let port): open(.udp(port: port, size: traffic.size), at: to)
      case .icmp, .replay, .inject: break
      }
    }
  }

  /// Hosts on the internet are there from the start, in the order of the list.
  private func seatInternetHosts() {
    for end in lab.traffic.flatMap({ [$0.from, $0.to] }) {
      if case .internet? = end, let end { _ = address(of: end, from: end) }
    }
  }

  private func play(_ replay: Traffic.Replay, _ traffic: Traffic, _ number: Int, _ path: String) throws {
    var ends: [UInt32: Recording.End] = [:]
    for (recorded, end) in replay.mapping {
      guard let origin = origin(of: end) else {
        throw TrafficError(description: "nobody can stand for \(recorded): it has no ENI")
      }
      ends[recorded.bits] = origin
    }
    let recording = Recording(
      traffic: UInt32(number), mode: .replay(ends: ends, isCausal: replay.order == .causal),
      reader: try CaptureReader(path: path), start: .beginning + traffic.start, speed: replay.speed)
    world.play(recording)
  }

  private func play(_ inject: Traffic.Inject, _ traffic: Traffic, _ number: Int, _ path: String) throws {
    guard let index = interfaceIndex(inject.at) else {
      throw TrafficError(description: "no ENI \(inject.at) to inject at")
    }
    let router = world.tables.subnets[world.tables.interfaces[index].subnet].routerMac
    let recording = Recording(
      traffic: UInt32(number),
      mode: .inject(origin: UInt32(index), router: inject.destinationMacIsRouter ? router : nil),
      reader: try CaptureReader(path: path), start: .beginning + traffic.start, speed: 1)
    world.play(recording)
  }

  /// Which origin stands for a recorded address, and with which address.
  private func origin(of end: Endpoint) -> Recording.End? {
    switch end {
    case .internet(let address, _):
      _ = self.address(of: end, from: end)
      return world.endpointOrigin(of: address).map { Recording.End(origin: $0, address: address) }
    case .instance(let id):
      guard let interface = cloud.interfaces(of: id).first else { return nil }
      return interfaceIndex(interface.id).map { Recording.End(origin: UInt32($0), address: interface.primaryAddress) }
    case .interface(let id):
      guard let interface = cloud.networkInterfaces[id] else { return nil }
      return interfaceIndex(id).map { Recording.End(origin: UInt32($0), address: interface.primaryAddress) }
    case .address(let address, let id):
      return interfaceIndex(id).map { Recording.End(origin: UInt32($0), address: address) }
    case .nobody: return nil
    }
  }
}
