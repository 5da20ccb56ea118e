import Packets
import Units
import Wire

/// What a guest does with ICMP (RFC 792, RFC 1122 §3.2.2): answers echoes, hands errors to sockets, complains.
extension Guest {
  func receiveICMP(_ incoming: IncomingPacket, pool: inout PacketPool) {
    guard let icmp = ICMPHeader(incoming.payload.bytes) else {
      report(dropped: incoming.note, by: incoming.card, .guestHeaderBad, "the ICMP header is cut short")
      return
    }
    guard icmp.isChecksumValid else {
      report(dropped: incoming.note, by: incoming.card, .guestChecksumBad, "the ICMP checksum")
      return
    }
    switch icmp.type {
    case ICMPType.echoRequest:
      report(delivered: incoming.note, by: incoming.card, "echo request answered")
      let reply = ICMPFields.echoReply(identifier: icmp.identifier, sequence: icmp.sequence)
      let data = UnsafeRawBufferPointer(rebasing: incoming.payload[ICMPHeader.length...])
      answer(.icmp(reply), payload: data, to: incoming, pool: &pool)
    case ICMPType.echoReply: receiveEchoReply(incoming, icmp.identifier, icmp.sequence)
    case _ where icmp.isError:
      receiveError(incoming, type: icmp.type, code: icmp.code, rest: icmp.rest, pool: &pool)
    default: report(delivered: incoming.note, by: incoming.card, "icmp type \(icmp.type) ignored")
    }
  }

  /// An answer from the very address that was asked (Linux, net/ipv4/icmp.c, `icmp_reply`; measured). It may be
  /// fragmented (`IP_PMTUDISC_DONT`).
  private func answer(
    _ transport: IPv4Frame.Transport, payload: UnsafeRawBufferPointer, to incoming: IncomingPacket,
    pool: inout PacketPool
  ) {
    switch way(to: incoming.source, .address(incoming.destination)) {
    case .failure(let why): refuse(answer: incoming.lineage, why)
    case .success(let route):
      emit(
        transport, payload: payload, to: incoming.source, by: route, mayFragment: true, lineage: incoming.lineage,
        now: incoming.now, pool: &pool)
    }
  }

  private func receiveEchoReply(_ incoming: IncomingPacket, _ identifier: UInt16, _ sequence: UInt16) {
    let key = RequestKey.echo(identifier: identifier, sequence: sequence)
    guard let pending = requests[key], pending.peer == incoming.source, pending.source == incoming.destination else {
      let detail = "no ping waits for \(identifier)/\(sequence) from \(incoming.source)"
      report(dropped: incoming.note, by: incoming.card, .guestNoSocket, detail)
      return
    }
    report(delivered: incoming.note, by: incoming.card, "echo reply taken by ping")
    finish(key, answered: true)
  }

  // MARK: Errors

  /// Finds whose packet the error is about. An error about nobody's packet is taken and forgotten.
  private func receiveError(
    _ incoming: IncomingPacket, type: UInt8, code: UInt8, rest: UInt32, pool: inout PacketPool
  ) {
    let name = Self.errorName(type: type, code: code, rest: rest)
    let quoted = UnsafeRawBufferPointer(rebasing: incoming.payload[ICMPHeader.length...])
    guard let flow = Self.flow(quoted) else {
      report(delivered: incoming.note, by: incoming.card, "icmp \(name): about no packet that can be told")
      return
    }
    report(delivered: incoming.note, by: incoming.card, "icmp \(name): about \(flow)")
    // RFC 1122 §3.2.2.1: what a router says of the way is a hint; what it says of a request that has no connection yet
    // ends it (Linux: a connected socket gets the error).
    guard type == ICMPType.destinationUnreachable || type == ICMPType.timeExceeded else { return }
    switch flow.protocolNumber {
    case IPProtocol.udp:
      if let pending = requests[.udp(port: flow.sourcePort)], pending.peer == flow.destination,
        pending.peerPort == flow.destinationPort, type == ICMPType.destinationUnreachable
      {
        finish(.udp(port: flow.sourcePort), answered: false)
      }
    case IPProtocol.tcp:
      let key = TCPKey(
        local: flow.source, localPort: flow.sourcePort, remote: flow.destination, remotePort: flow.destinationPort)
      connectionError(key, type: type, code: code, rest: rest, now: incoming.now, pool: &pool)
    default: break
    }
  }

  /// The ends of the packet that an error brings the beginning of.
  private static func flow(_ quoted: UnsafeRawBufferPointer) -> FlowKey? {
    guard let ip = IPv4Header(quoted.bytes) else { return nil }
    return FlowKey(ip)
  }

  private static func errorName(type: UInt8, code: UInt8, rest: UInt32) -> String {
    switch (type, code) {
    case (ICMPType.destinationUnreachable, 0): "network unreachable"
    case (ICMPType.destinationUnreachable, 1): "host unreachable"
    case (ICMPType.destinationUnreachable, 2): "protocol unreachable"
    case (ICMPType.destinationUnreachable, 3): "port unreachable"
    case (ICMPType.destinationUnreachable, 4): "fragmentation needed, MTU \(rest & 0xffff)"
    case (ICMPType.destinationUnreachable, 13): "administratively prohibited"
    case (ICMPType.destinationUnreachable, _): "destination unreachable \(code)"
    case (ICMPType.timeExceeded, 0): "time to live exceeded"
    case (ICMPType.timeExceeded, _): "time to reassemble exceeded"
    case (ICMPType.redirect, _): "redirect, not followed"
    default: "error \(type)/\(code)"
    }
  }

  /// Tells the sender of a packet to this guest what is wrong, from the address that was asked, as often as Linux does.
  func complain(_ error: ICMPFields, about incoming: IncomingPacket, pool: inout PacketPool) {
    guard !incoming.isToGroup else { return }
    complain(
      error, about: incoming.packet, from: incoming.destination, note: incoming.note, now: incoming.now, pool: &pool)
  }

  /// `address` nil: what routing prefers on the way back (Linux: of a packet that is not for the guest).
  func complain(
    _ error: ICMPFields, about packet: UnsafeRawBufferPointer, from address: IPv4Address?, note: PacketNote,
    now: Instant, pool: inout PacketPool
  ) {
    guard let ip = IPv4Header(packet.bytes), ICMPError.mayBeSent(about: ip),
      errorRate.allows(error, to: ip.source, now: now)
    else { return }
    let quoted = UnsafeRawBufferPointer(rebasing: packet[..<ICMPError.quotedLength(of: ip)])
    let binding = address.map { SocketBinding.address($0) } ?? .routing
    switch way(to: ip.source, binding) {
    case .failure(let why): refuse(answer: Lineage(answering: note), why)
    case .success(let route):
      // RFC 1812 §4.3.2.5: precedence 6, which is the class selector CS6.
      emit(
        .icmp(error), payload: quoted, to: ip.source, by: route, mayFragment: true, dscp: 48,
        lineage: Lineage(answering: note), now: now, pool: &pool)
    }
  }
}
