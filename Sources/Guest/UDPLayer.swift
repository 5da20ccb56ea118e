import Packets
import Units
import Wire

/// A UDP socket that a server holds open.
struct UDPSocket {
  /// Nil: bound to 0.0.0.0, any address of the guest.
  var address: IPv4Address?
  var behaviour: UDPBehaviour
}

/// What the application behind a UDP socket does with a datagram.
package enum UDPBehaviour: Sendable {
  /// Sends it back to where it came from.
  case echo
  /// Reads it and says nothing.
  case sink
  /// As `echo`, and says from which address: IP_PKTINFO with the address that was asked.
  case echoFromAddressAsked
}

extension Guest {
  /// Opens a UDP socket, bound to `address` (nil: to any). One more with the same name replaces the first.
  package func bind(udp port: UInt16, address: IPv4Address?, behaviour: UDPBehaviour = .echo) {
    var sockets = udpSockets[port] ?? []
    sockets.removeAll { $0.address == address }
    sockets.append(UDPSocket(address: address, behaviour: behaviour))
    udpSockets[port] = sockets
  }

  /// A socket bound to the address is a better match than one bound to any (Linux, `compute_score`).
  private func socket(for address: IPv4Address, _ port: UInt16) -> UDPSocket? {
    guard !udpSockets.isEmpty, let sockets = udpSockets[port] else { return nil }
    return sockets.first { $0.address == address } ?? sockets.first { $0.address == nil }
  }

  func receiveUDP(_ incoming: IncomingPacket, pool: inout PacketPool) {
    guard let udp = UDPHeader(incoming.payload.bytes), udp.isWhole else {
      report(dropped: incoming.note, by: incoming.card, .guestHeaderBad, "the UDP header is cut short")
      return
    }
    guard udp.isChecksumValid(source: incoming.source, destination: incoming.destination) else {
      report(dropped: incoming.note, by: incoming.card, .guestChecksumBad, "the UDP checksum")
      return
    }
    let key = RequestKey.udp(port: udp.destinationPort)
    // A connected socket takes its peer's answers and nobody else's (measured: `wrong-src`).
    if !requests.isEmpty, let pending = requests[key], pending.peer == incoming.source,
      pending.peerPort == udp.sourcePort, pending.source == incoming.destination
    {
      report(delivered: incoming.note, by: incoming.card, "udp \(udp.destinationPort) took its answer")
      finish(key, answered: true)
      return
    }
    guard let socket = socket(for: incoming.destination, udp.destinationPort) else {
      report(dropped: incoming.note, by: incoming.card, .guestNoSocket, "udp \(udp.destinationPort): nothing is open")
      // RFC 1122 §4.1.3.1.
      complain(.destinationUnreachable(code: 3), about: incoming, pool: &pool)
      return
    }
    report(delivered: incoming.note, by: incoming.card, "udp \(udp.destinationPort) socket")
    let reply = UDPFields(sourcePort: udp.destinationPort, destinationPort: udp.sourcePort)
    let binding: SocketBinding
    switch socket.behaviour {
    case .sink: return
    case .echoFromAddressAsked: binding = .address(incoming.destination)
    // Without an address of its own a socket's answer has the source that routing prefers (measured: `udp-any`).
    case .echo: binding = socket.address.map { .address($0) } ?? .routing
    }
    switch way(to: incoming.source, binding) {
    case .failure(let why): refuse(answer: incoming.lineage, why)
    case .success(let route):
      let data = UnsafeRawBufferPointer(
        rebasing: incoming.payload[UDPHeader.length..<max(UDPHeader.length, udp.datagramLength)])
      emit(
        .udp(reply), payload: data, to: incoming.source, by: route, lineage: incoming.lineage, now: incoming.now,
        pool: &pool)
    }
  }
}
