import Packets
import Units
import Wire

/// Connections between their segments and the guest's packets.
extension Guest {
  /// Half-open and open connections at a time (net.core.somaxconn, and far more than a lab needs).
  private static let connectionLimit = 65_536
  /// How long a closed connection stays, so that its last segments find it (Linux, TCP_TIMEWAIT_LEN).
  private static let lingersFor = Nanoseconds.seconds(60)

  /// Opens a server that sends back what it gets.
  package func listen(tcp port: UInt16) { tcpListeners.insert(port) }

  func connect(
    to destination: IPv4Address, port: UInt16, size: Int, tag: RequestTag, binding: SocketBinding,
    route: OutputRoute, sourcePort: UInt16?, traced: Bool, now: Instant, pool: inout PacketPool
  ) {
    let lineage = Lineage(tag, traced: traced)
    func key(_ own: UInt16) -> TCPKey {
      TCPKey(local: route.source, localPort: own, remote: destination, remotePort: port)
    }
    guard let size = UInt32(exactly: size), size <= TCPConnection.longestStream else {
      refuse(tag, lineage, because: .guestNoRoute, "a request has at most 1,073,741,824 bytes")
      return
    }
    // A connection in TIME-WAIT makes room for a new one (RFC 6191; net.ipv4.tcp_tw_reuse).
    func isTaken(_ key: TCPKey) -> Bool { connections[key].map { $0.state != .timeWait } ?? false }
    guard let own = sourcePort ?? freePort(where: { isTaken(key($0)) || tcpListeners.contains($0) }) else {
      refuse(tag, lineage, because: .guestNoSocket, "every ephemeral port is in use")
      return
    }
    guard !isTaken(key(own)) else {
      refuse(tag, lineage, because: .guestNoSocket, "Address already in use: tcp \(own) to \(destination):\(port)")
      return
    }
    // Linux asks routing again once the source is chosen, so that `ip rule from` counts (`ip_route_connect`).
    let chosen: SocketBinding = binding == .routing ? .address(route.source) : binding
    var connection = TCPConnection(
      connecting: tag, size: size, sequence: takeSequence(), segmentSize: segmentSize(of: route), binding: chosen,
      lineage: lineage, now: now)
    flush(&connection, key(own), now: now, pool: &pool)
    store(connection, key(own))
  }

  private func segmentSize(of route: OutputRoute) -> UInt32 {
    UInt32(clamping: min(mtu(of: route), 65_535) - IPv4Header.minimumLength - TCPHeader.minimumLength)
  }

  /// The next initial sequence number: the same in every run, and no two alike (SplitMix64).
  private func takeSequence() -> UInt32 {
    sequenceSource &+= 0x9e37_79b9_7f4a_7c15
    var z = sequenceSource
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return UInt32(truncatingIfNeeded: z ^ z >> 31)
  }

  // MARK: Receiving

  func receiveTCP(_ incoming: IncomingPacket, pool: inout PacketPool) {
    guard let tcp = TCPHeader(incoming.payload.bytes) else {
      report(dropped: incoming.note, by: incoming.card, .guestHeaderBad, "the TCP header is cut short")
      return
    }
    guard tcp.isChecksumValid(source: incoming.source, destination: incoming.destination) else {
      report(dropped: incoming.note, by: incoming.card, .guestChecksumBad, "the TCP checksum")
      return
    }
    let arrival = TCPArrival(
      sequence: TCPSequence(value: tcp.sequence), acknowledgment: TCPSequence(value: tcp.acknowledgment),
      flags: tcp.flags, window: tcp.window, maximumSegmentSize: tcp.options.maximumSegmentSize,
      count: tcp.payload.byteCount)
    let key = TCPKey(
      local: incoming.destination, localPort: tcp.destinationPort, remote: incoming.source, remotePort: tcp.sourcePort)
    let isNew = arrival.flags.intersection([.syn, .ack, .rst]) == .syn
    if let there = connections[key], !(isNew && there.state == .timeWait) {
      report(delivered: incoming.note, by: incoming.card, "tcp \(key.localPort) connection: \(arrival.flags)")
      receive(arrival, incoming, key, pool: &pool)
    } else if isNew, tcpListeners.contains(key.localPort), connections.count < Self.connectionLimit {
      report(delivered: incoming.note, by: incoming.card, "tcp \(key.localPort) listens")
      accept(arrival, incoming, key, pool: &pool)
    } else {
      let why = tcpListeners.contains(key.localPort) ? "knows no such connection" : "nothing listens"
      report(dropped: incoming.note, by: incoming.card, .guestNoSocket, "tcp \(key.localPort): \(why)")
      reset(arrival, incoming, key, pool: &pool)
    }
  }

  private func accept(_ arrival: TCPArrival, _ incoming: IncomingPacket, _ key: TCPKey, pool: inout PacketPool) {
    let lineage = incoming.lineage
    let binding = SocketBinding.address(key.local)
    guard case .success(let route) = way(to: key.remote, binding) else {
      if case .failure(let why) = way(to: key.remote, binding) { refuse(answer: lineage, why) }
      return
    }
    var connection = TCPConnection(
      accepting: arrival, sequence: takeSequence(), segmentSize: segmentSize(of: route), binding: binding,
      lineage: lineage, now: incoming.now)
    flush(&connection, key, now: incoming.now, pool: &pool)
    store(connection, key)
  }

  private func receive(_ arrival: TCPArrival, _ incoming: IncomingPacket, _ key: TCPKey, pool: inout PacketPool) {
    // Taken out while it changes, so that it is not copied.
    guard var connection = connections.removeValue(forKey: key) else { return }
    connection.receive(arrival, now: incoming.now)
    connection.lineage.cause = incoming.note.id
    connection.lineage.marks = incoming.lineage.marks
    flush(&connection, key, now: incoming.now, pool: &pool)
    conclude(connection, key, now: incoming.now)
  }

  /// RFC 9293 §3.10.7.1: what nobody here knows is reset, but for a reset.
  private func reset(_ arrival: TCPArrival, _ incoming: IncomingPacket, _ key: TCPKey, pool: inout PacketPool) {
    guard !arrival.flags.contains(.rst), !incoming.isToGroup else { return }
    var segment = TCPSegment(
      sequence: arrival.acknowledgment, acknowledgment: TCPSequence(value: 0), flags: .rst)
    if !arrival.flags.contains(.ack) {
      let length = arrival.count + (arrival.flags.contains(.syn) ? 1 : 0) + (arrival.flags.contains(.fin) ? 1 : 0)
      segment.sequence = TCPSequence(value: 0)
      segment.acknowledgment = arrival.sequence + UInt32(clamping: length)
      segment.flags = [.rst, .ack]
    }
    send(segment, key, .address(key.local), incoming.lineage, window: 0, now: incoming.now, pool: &pool)
  }

  // MARK: Sending

  private func flush(_ connection: inout TCPConnection, _ key: TCPKey, now: Instant, pool: inout PacketPool) {
    let segments = connection.output
    connection.output = []
    for segment in segments {
      send(segment, key, connection.binding, connection.lineage, window: 64_240, now: now, pool: &pool)
    }
  }

  private func send(
    _ segment: TCPSegment, _ key: TCPKey, _ binding: SocketBinding, _ lineage: Lineage, window: UInt16, now: Instant,
    pool: inout PacketPool
  ) {
    switch way(to: key.remote, binding) {
    case .failure(let why): refuse(answer: lineage, why)
    case .success(let found):
      let route = found.leaving(as: key.local)
      let fields = TCPFields(
        sourcePort: key.localPort, destinationPort: key.remotePort, sequence: segment.sequence.value,
        acknowledgment: segment.acknowledgment.value, flags: segment.flags, window: window,
        options: TCPOptions(maximumSegmentSize: segment.maximumSegmentSize))
      Filler.with(offset: segment.offset, count: segment.count) {
        emit(.tcp(fields), payload: $0, to: key.remote, by: route, lineage: lineage, now: now, pool: &pool)
      }
    }
  }

  // MARK: Time and ends

  func connectionTimer(_ key: TCPKey, now: Instant, pool: inout PacketPool) {
    guard var connection = connections.removeValue(forKey: key) else { return }
    connection.timerFired(now: now)
    flush(&connection, key, now: now, pool: &pool)
    conclude(connection, key, now: now)
  }

  /// Tells what has come to its end, and keeps the connection unless it is over.
  private func conclude(_ connection: TCPConnection, _ key: TCPKey, now: Instant) {
    var connection = connection
    var isOver = false
    for event in connection.takeEvents() {
      switch event {
      case .answered:
        if let tag = connection.tag { observer?.guest(self, finished: tag, answered: true) }
      case .ended(let answered):
        isOver = true
        if let tag = connection.tag, !connection.hasFinished {
          observer?.guest(self, finished: tag, answered: answered)
        }
      case .timeWait: connection.lingersUntil = .never
      }
    }
    if isOver {
      timers.cancel(.connection(key))
      return
    }
    if connection.state == .timeWait, connection.lingersUntil == .never {
      connection.lingersUntil = now + Self.lingersFor
      lingering.append((key, connection.lingersUntil))
    }
    store(connection, key)
  }

  private func store(_ connection: TCPConnection, _ key: TCPKey) {
    connections[key] = connection
    if let deadline = connection.deadline {
      timers.set(.connection(key), at: deadline)
    } else {
      timers.cancel(.connection(key))
    }
  }

  /// A connection ends though no segment said so.
  func endConnection(_ key: TCPKey, answered: Bool) {
    guard let connection = connections.removeValue(forKey: key) else { return }
    timers.cancel(.connection(key))
    if let tag = connection.tag, !connection.hasFinished { observer?.guest(self, finished: tag, answered: answered) }
  }

  /// An ICMP error about one of the connection's segments (RFC 5461, RFC 1191; Linux, `tcp_v4_err`).
  func connectionError(
    _ key: TCPKey, type: UInt8, code: UInt8, rest: UInt32, now: Instant, pool: inout PacketPool
  ) {
    guard var connection = connections[key] else { return }
    if type == ICMPType.destinationUnreachable, code == 4 {
      // RFC 1191 §3: a router that does not know says 0; 576 is what every host takes.
      connection.lowerSegmentSize(to: max(rest & 0xffff, 576) - 40, now: now)
      flush(&connection, key, now: now, pool: &pool)
      conclude(connection, key, now: now)
    } else if connection.state == .synSent {
      endConnection(key, answered: false)
    }
  }
}
