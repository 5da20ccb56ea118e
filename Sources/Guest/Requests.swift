import Packets
import Units
import Wire

/// How a request chooses its source address and its way out.
package enum SourceChoice: Hashable, Sendable {
  /// An unbound socket: routing chooses both.
  case routing
  /// A socket bound to an address: routing, with that source, chooses the card.
  case bound(IPv4Address)
  /// Out of the card with this device index, with its primary address; routing is not asked.
  case device(Int)
}

/// What a request sends.
package enum RequestKind: Hashable, Sendable {
  /// A connection: handshake, `size` bytes, as many back, end. Unanswered SYNs are repeated after 1, 3 and 7 s.
  case tcp(port: UInt16, size: Int)
  /// A datagram of `size` bytes.
  case udp(port: UInt16, size: Int)
  /// An echo request with `size` bytes of data.
  case echo(size: Int)
  /// A packet of another IP protocol with `size` bytes.
  case other(protocolNumber: UInt8, size: Int)
}

/// How a socket finds its way: what `SourceChoice` can say, and what only Linux's own sockets say.
enum SocketBinding: Hashable {
  case routing
  case address(IPv4Address)
  /// Out of the card, routing not asked: on the link within the card's subnet, else by its gateway.
  case card(Int)
  /// SO_BINDTODEVICE: routing is asked for routes out of that card only.
  case boundToDevice(Int)

  init(_ choice: SourceChoice) {
    switch choice {
    case .routing: self = .routing
    case .bound(let address): self = .address(address)
    case .device(let index): self = .card(index)
    }
  }
}

/// What a datagram or an echo request is known by until its answer comes.
struct RequestKey: Hashable {
  private let bits: UInt64

  static func udp(port: UInt16) -> Self { Self(bits: UInt64(port)) }
  static func echo(identifier: UInt16, sequence: UInt16) -> Self {
    Self(bits: 1 << 32 | UInt64(identifier) << 16 | UInt64(sequence))
  }
  static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }
}

/// A datagram or an echo request that waits for its answer. (A connection is its own request.)
struct PendingRequest {
  /// How long an application waits. Assumed: 5 s, as dig(1) does.
  static let patience = Nanoseconds.seconds(5)

  var tag: RequestTag
  var peer: IPv4Address
  var peerPort: UInt16 = 0
  /// Where the answer must go to; a connected socket has it.
  var source: IPv4Address
  /// Its place in `Patience`.
  var place = 0
}

/// Who waits for an answer and until when: all wait equally long, so those that began first end first.
struct Patience {
  private struct Waiting {
    var until: Instant
    var key: RequestKey
    var isOver = false
  }

  private var line: [Waiting] = []
  /// How many before `line` are forgotten, and how many of it are over.
  private var forgotten = 0
  private var first = 0

  /// Says at which place.
  mutating func wait(for key: RequestKey, until instant: Instant) -> Int {
    line.append(Waiting(until: instant, key: key))
    return forgotten + line.count - 1
  }

  mutating func end(_ place: Int) {
    guard place >= forgotten + first else { return }
    line[place - forgotten].isOver = true
    while first < line.count, line[first].isOver { first += 1 }
    if first == line.count {
      forgotten += first
      line.removeAll(keepingCapacity: true)
      first = 0
    } else if first >= 1_024, first >= line.count / 2 {
      forgotten += first
      line.removeFirst(first)
      first = 0
    }
  }

  /// When the first gives up; nil: nobody waits.
  var next: Instant? { first < line.count ? line[first].until : nil }

  /// Whoever gives up by `now`; the caller ends it.
  func due(at now: Instant) -> RequestKey? { next.map { $0 <= now } ?? false ? line[first].key : nil }
}

/// Bytes that applications send: each says its own place in the stream.
enum Filler {
  private static let period = 256
  private static let bytes: [UInt8] = (0..<(65_536 + period)).map { UInt8(truncatingIfNeeded: $0) }

  private static let zeros = [UInt8](repeating: 0, count: 65_536)

  /// `count` zeros, at most 65,536.
  static func zeros<R>(count: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    zeros.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<min(max(count, 0), 65_536)])) }
  }

  /// `count` bytes, at most 65,536, as they stand from `offset` of the stream on.
  static func with<R>(offset: UInt32 = 0, count: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    bytes.withUnsafeBytes {
      let start = Int(offset) % period
      return body(UnsafeRawBufferPointer(rebasing: $0[start..<start + min(max(count, 0), 65_536)]))
    }
  }
}

extension Guest {
  /// Sends the first packet of a request. `finished` is told the observer once, with its end.
  ///
  /// `sourcePort`: nil is the guest's choice; of an echo request it is the identifier.
  package func send(
    _ request: RequestKind, tag: RequestTag, to destination: IPv4Address, from source: SourceChoice,
    sourcePort: UInt16?, traced: Bool, at now: Instant, pool: inout PacketPool
  ) {
    send(
      request, tag: tag, to: destination, binding: SocketBinding(source), sourcePort: sourcePort, traced: traced,
      at: now, pool: &pool)
  }

  /// A datagram out of a socket with SO_BINDTODEVICE, which `SourceChoice.device` is not: routing is asked, for routes
  /// out of that card.
  package func sendDatagram(
    to destination: IPv4Address, port: UInt16, size: Int = 1, boundToDevice index: Int, sourcePort: UInt16?,
    tag: RequestTag, at now: Instant, pool: inout PacketPool
  ) {
    send(
      .udp(port: port, size: size), tag: tag, to: destination, binding: .boundToDevice(index), sourcePort: sourcePort,
      traced: false, at: now, pool: &pool)
  }

  func send(
    _ request: RequestKind, tag: RequestTag, to destination: IPv4Address, binding: SocketBinding, sourcePort: UInt16?,
    traced: Bool, at now: Instant, pool: inout PacketPool
  ) {
    let lineage = Lineage(tag, traced: traced)
    let route: OutputRoute
    switch way(to: destination, binding) {
    case .success(let found): route = found
    case .failure(let why):
      refuse(tag, lineage, because: .guestNoRoute, why.sentence)
      return
    }
    switch request {
    case .tcp(let port, let size):
      connect(
        to: destination, port: port, size: size, tag: tag, binding: binding, route: route, sourcePort: sourcePort,
        traced: traced, now: now, pool: &pool)
    case .udp(let port, let size):
      guard (0...Self.longestDatagram).contains(size) else {
        refuse(
          tag, lineage, because: .guestNoRoute, "Message too long: a datagram has room for \(Self.longestDatagram)")
        return
      }
      // One that asks again from the same port gives up the question before.
      guard let own = sourcePort ?? freePort(where: { isUDPPortTaken($0) }), udpSockets[own] == nil else {
        refuse(tag, lineage, because: .guestNoSocket, "Address already in use: udp \(sourcePort ?? 0)")
        return
      }
      let pending = PendingRequest(tag: tag, peer: destination, peerPort: port, source: route.source)
      expectAnswer(.udp(port: own), pending, now: now)
      let fields = UDPFields(sourcePort: own, destinationPort: port)
      emit(.udp(fields), count: size, to: destination, by: route, lineage: lineage, now: now, pool: &pool)
    case .echo(let size):
      guard (0...Self.longestDatagram).contains(size) else {
        refuse(tag, lineage, because: .guestNoRoute, "Message too long: an echo has room for \(Self.longestDatagram)")
        return
      }
      // ping(8): one identifier for a run, and a sequence that counts from 1.
      let identifier = sourcePort ?? UInt16(truncatingIfNeeded: 0x1000 &+ tag.traffic)
      let sequence = UInt16(truncatingIfNeeded: tag.request &+ 1)
      let pending = PendingRequest(tag: tag, peer: destination, source: route.source)
      expectAnswer(.echo(identifier: identifier, sequence: sequence), pending, now: now)
      let fields = ICMPFields.echoRequest(identifier: identifier, sequence: sequence)
      emit(.icmp(fields), count: size, to: destination, by: route, lineage: lineage, now: now, pool: &pool)
    case .other(let protocolNumber, let size):
      let count = min(max(size, 0), Self.longestDatagram)
      // What answers comes to the raw socket that asked.
      bind(protocol: protocolNumber)
      emit(
        .bare(protocolNumber: protocolNumber), count: count, to: destination, by: route, lineage: lineage, now: now,
        pool: &pool)
    }
    settle(now: now, pool: &pool)
  }

  /// 65,535 less the IPv4 and UDP headers (ICMP's is as long).
  private static let longestDatagram = 65_507

  /// Of a request that never became a packet.
  func refuse(_ tag: RequestTag, _ lineage: Lineage, because reason: DropReason, _ detail: String) {
    var note = PacketNote()
    lineage.write(to: &note)
    observer?.guest(self, unsent: note, because: reason, detail: detail)
    observer?.guest(self, finished: tag, answered: false)
  }

  /// A second request of the same name pushes the first out, which then has no answer.
  private func expectAnswer(_ key: RequestKey, _ pending: PendingRequest, now: Instant) {
    var pending = pending
    pending.place = patience.wait(for: key, until: now + PendingRequest.patience)
    if let old = requests.updateValue(pending, forKey: key) {
      patience.end(old.place)
      observer?.guest(self, finished: old.tag, answered: false)
    }
  }

  /// The request is over: its answer came, or nobody waits for it any more.
  func finish(_ key: RequestKey, answered: Bool) {
    guard let pending = requests.removeValue(forKey: key) else { return }
    patience.end(pending.place)
    observer?.guest(self, finished: pending.tag, answered: answered)
  }

  /// An error ends the request with this tag, wherever it waits.
  func fail(_ tag: RequestTag) {
    if let key = requests.first(where: { $0.value.tag == tag })?.key {
      finish(key, answered: false)
      return
    }
    // Only a connection that is not made yet ends by an error (Linux, net/ipv4/tcp_ipv4.c, `tcp_v4_err`).
    let found = connections.first { $0.value.tag == tag && $0.value.state == .synSent }
    if let key = found?.key { endConnection(key, answered: false) }
  }

  func isUDPPortTaken(_ port: UInt16) -> Bool {
    requests[.udp(port: port)] != nil || udpSockets[port] != nil
  }

  /// The next of Linux's ephemeral ports (net.ipv4.ip_local_port_range, 32768 to 60999) that is free.
  func freePort(where isTaken: (UInt16) -> Bool) -> UInt16? {
    let range: ClosedRange<UInt16> = 32_768...60_999
    for _ in range {
      let port = nextPort
      nextPort = port == range.upperBound ? range.lowerBound : port + 1
      if !isTaken(port) { return port }
    }
    return nil
  }
}
