import Guest
import Packets
import Support
import Units
import Wire

/// What a link does with a frame.
enum LinkVerdict {
  case carry
  case lose
  /// Later than its turn.
  case delay(Nanoseconds)
}

/// Two guests of one subnet, face to face over a link of 1 ms, in time that is advanced by hand.
///
/// ```
///   a 10.0.1.10 ── tx → link: lose, delay, carry → rx ── b 10.0.1.11
/// ```
final class TwoGuests {
  struct Passed {
    var at: Instant
    var fromA: Bool
    var frame: Bench.Sent
  }

  let a: Guest
  let b: Guest
  let heardByA = Listener()
  let heardByB = Listener()
  var pool = PacketPool(smallLimit: 8_192, largeLimit: 1_024)
  var now = Instant.beginning
  /// Every frame that was put on the link, lost or not.
  private(set) var passed: [Passed] = []
  private var underWay: [(at: Instant, sequence: Int, handle: PacketHandle, toA: Bool)] = []
  private var sequence = 0
  private var nextID: UInt64 = 1
  private let judge: (Passed) -> LinkVerdict
  static let delay = Nanoseconds.milliseconds(1)

  static let addressOfA = IPv4Address(10, 0, 1, 10)
  static let addressOfB = IPv4Address(10, 0, 1, 11)

  init(mtu: Int = 1_500, ringCapacity: Int = 1_024, judge: @escaping (Passed) -> LinkVerdict = { _ in .carry }) {
    self.judge = judge
    func guest(_ name: String, _ address: IPv4Address, _ mac: UInt64) -> Guest {
      let subnet = IPv4Prefix(containing: address, length: 24)
      let card = NetworkCard(
        deviceIndex: 0, macAddress: MACAddress(bits: mac), mtu: mtu, subnet: subnet, gateway: subnet.address(at: 1),
        addresses: [address], ringCapacity: ringCapacity)
      return Guest(name: name, cards: [card])
    }
    a = guest("a", Self.addressOfA, 0x0600_0000_000a)
    b = guest("b", Self.addressOfB, 0x0600_0000_000b)
    a.observer = heardByA
    b.observer = heardByB
  }

  /// A link that loses `percent` of all frames, by seeded dice.
  convenience init(losing percent: UInt64, seed: UInt64) {
    var dice = SeededCases(seed: seed)
    self.init { _ in dice.next() % 100 < percent ? .lose : .carry }
  }

  /// A link that holds one frame in four back for up to 5 ms.
  convenience init(reorderingWith seed: UInt64) {
    var dice = SeededCases(seed: seed)
    self.init { _ in
      dice.next() % 4 == 0 ? .delay(.microseconds(Int64(dice.next() % 5_000))) : .carry
    }
  }

  func send(_ request: RequestKind, request number: UInt32 = 0) {
    a.send(
      request, tag: RequestTag(traffic: 1, request: number), to: Self.addressOfB, from: .routing, sourcePort: nil,
      traced: false, at: now, pool: &pool)
    collect()
  }

  /// Runs until nothing is pending, at most until `end`; says how many polls it took.
  @discardableResult
  func run(until end: Instant) -> Int {
    var polls = 0
    collect()
    while polls < 1_000_000 {
      let arrival = underWay.min { ($0.at, $0.sequence) < ($1.at, $1.sequence) }?.at
      let next = [arrival, a.nextPoll, b.nextPoll].compactMap { $0 }.min()
      guard let next, next <= end else { break }
      now = max(now, next)
      deliver()
      a.poll(at: now, pool: &pool)
      b.poll(at: now, pool: &pool)
      polls += 2
      collect()
    }
    return polls
  }

  private func deliver() {
    let due = underWay.filter { $0.at <= now }.sorted { ($0.at, $0.sequence) < ($1.at, $1.sequence) }
    underWay.removeAll { $0.at <= now }
    for frame in due {
      guard let card = (frame.toA ? a : b).cards.first, card.rx.enqueue(frame.handle) else {
        pool.free(frame.handle)
        continue
      }
    }
  }

  private func collect() {
    for (guest, isA) in [(a, true), (b, false)] {
      for card in guest.cards {
        while let handle = card.tx.dequeue() { carry(handle, fromA: isA) }
      }
    }
  }

  private func carry(_ handle: PacketHandle, fromA: Bool) {
    let bytes = Array(pool.frame(handle))
    pool.note(handle).pointee.id = PacketID(origin: fromA ? 1 : 2, count: nextID)
    nextID += 1
    guard let ethernet = EthernetFields(bytes.span.bytes) else { return pool.free(handle) }
    let note = Bench.NoteFacts(pool.note(handle).pointee)
    let frame = Bench.Sent(device: 0, ethernet: ethernet, bytes: bytes, note: note)
    let seen = Passed(at: now, fromA: fromA, frame: frame)
    passed.append(seen)
    sequence += 1
    switch judge(seen) {
    case .carry: underWay.append((now + Self.delay, sequence, handle, !fromA))
    case .delay(let more): underWay.append((now + Self.delay + more, sequence, handle, !fromA))
    case .lose: pool.free(handle)
    }
  }

  /// When a's SYNs left.
  var synInstants: [Instant] {
    passed.filter { $0.fromA && $0.frame.tcp?.flags == .syn }.map(\.at)
  }

  /// Flags and bytes of each TCP segment, as a line each.
  var segments: [String] {
    passed.compactMap { seen in
      guard let tcp = seen.frame.tcp else { return nil }
      let count = seen.frame.payload.count - tcp.headerLength
      return "\(seen.fromA ? ">" : "<") \(tcp.flags)\(count > 0 ? " \(count)" : "")"
    }
  }
}
