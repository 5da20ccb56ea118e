import Packets
import Wire

/// IP protocols other than TCP, UDP and ICMP: raw sockets (raw(7)) that answer each packet with its own bytes.
extension Guest {
  /// Opens a raw socket for `protocolNumber`.
  package func bind(protocol protocolNumber: UInt8) { rawProtocols.insert(protocolNumber) }

  func receiveOther(_ incoming: IncomingPacket, pool: inout PacketPool) {
    let name = IPProtocol.name(incoming.protocolNumber)
    guard rawProtocols.contains(incoming.protocolNumber) else {
      // RFC 1122 §3.2.2.1.
      complain(.destinationUnreachable(code: 2), about: incoming, pool: &pool)
      return report(dropped: incoming.note, by: incoming.card, .guestNoSocket, "nothing takes IP protocol \(name)")
    }
    report(delivered: incoming.note, by: incoming.card, "raw socket of IP protocol \(name)")
    // An answer is not answered.
    guard incoming.note.cause == .unassigned else { return }
    switch way(to: incoming.source, .address(incoming.destination)) {
    case .failure(let why): refuse(answer: incoming.lineage, why)
    case .success(let route):
      emit(
        .bare(protocolNumber: incoming.protocolNumber), payload: incoming.payload, to: incoming.source, by: route,
        lineage: incoming.lineage, now: incoming.now, pool: &pool)
    }
  }
}
