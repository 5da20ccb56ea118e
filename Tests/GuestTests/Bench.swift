import Guest
import Packets
import Units
import Wire

/// A guest on a bench: frames are put into its rx rings by hand, and what it sends is read back as values.
final class Bench {
  struct Sent: Equatable {
    var device: Int
    var ethernet: EthernetFields
    var bytes: [UInt8]
    var note: NoteFacts

    var arp: ARPFields? {
      ethernet.etherType == EtherType.arp ? ARPFields(bytes.span.bytes.extracting(droppingFirst: 14)) : nil
    }
    var ip: IPv4Fields? {
      ethernet.etherType == EtherType.ipv4 ? IPv4Fields(bytes.span.bytes.extracting(droppingFirst: 14)) : nil
    }
    /// After the IPv4 header.
    var payload: [UInt8] { Array(bytes.dropFirst(14 + (ip?.headerLength ?? 0))) }
    var tcp: TCPFields? { ip?.protocolNumber == IPProtocol.tcp ? TCPFields(payload.span.bytes) : nil }
    var udp: UDPFields? { ip?.protocolNumber == IPProtocol.udp ? UDPFields(payload.span.bytes) : nil }
    var icmp: ICMPFields? { ip?.protocolNumber == IPProtocol.icmp ? ICMPFields(payload.span.bytes) : nil }
    /// Every checksum in the frame is right.
    var isSound: Bool {
      let packet = Array(bytes.dropFirst(14))
      guard let header = IPv4Header(packet.span.bytes) else { return arp != nil }
      let rest = payload
      guard header.isWhole, header.isChecksumValid else { return false }
      switch header.protocolNumber {
      case IPProtocol.tcp:
        guard let tcp = TCPHeader(rest.span.bytes) else { return false }
        return tcp.isChecksumValid(source: header.source, destination: header.destination)
      case IPProtocol.udp:
        guard let udp = UDPHeader(rest.span.bytes) else { return false }
        return udp.isChecksumValid(source: header.source, destination: header.destination)
      case IPProtocol.icmp: return ICMPHeader(rest.span.bytes)?.isChecksumValid == true
      default: return false
      }
    }
  }

  struct NoteFacts: Equatable {
    var id: PacketID
    var traffic: UInt32
    var request: UInt32
    var cause: PacketID
    var marks: PacketMarks
    init(_ note: PacketNote) {
      (id, traffic, request, cause, marks) = (note.id, note.traffic, note.request, note.cause, note.marks)
    }
  }

  let guest: Guest
  let heard = Listener()
  var pool = PacketPool(smallLimit: 4_096, largeLimit: 512)
  var now = Instant(nanoseconds: 0)
  private var nextID: UInt64 = 1

  init(_ guest: Guest) {
    self.guest = guest
    guest.observer = heard
  }

  func card(_ index: Int) -> NetworkCard? { guest.cards.first { $0.deviceIndex == index } }

  func poll() { guest.poll(at: now, pool: &pool) }

  func wait(_ time: Nanoseconds) {
    now = now + time
    poll()
  }

  /// Puts a frame into a card's rx ring; its packet id is the answer.
  @discardableResult
  func give(_ bytes: [UInt8], to index: Int, traffic: UInt32 = 7, request: UInt32 = 3, marks: PacketMarks = [])
    -> PacketID
  {
    guard let card = card(index), let handle = pool.take(copying: bytes) else { return .unassigned }
    let id = PacketID(origin: 1, count: nextID)
    nextID += 1
    pool.note(handle).pointee.id = id
    pool.note(handle).pointee.traffic = traffic
    pool.note(handle).pointee.request = request
    pool.note(handle).pointee.marks = marks
    if !card.rx.enqueue(handle) { pool.free(handle) }
    return id
  }

  /// What lies in the tx rings, by card and in order; the frames are freed.
  func takeSent() -> [Sent] {
    var sent: [Sent] = []
    for card in guest.cards {
      while let handle = card.tx.dequeue() {
        let bytes = Array(pool.frame(handle))
        let note = NoteFacts(pool.note(handle).pointee)
        pool.free(handle)
        if let ethernet = EthernetFields(bytes.span.bytes) {
          sent.append(Sent(device: card.deviceIndex, ethernet: ethernet, bytes: bytes, note: note))
        }
      }
    }
    return sent
  }
}

/// Writes down what a guest tells.
final class Listener: GuestObserver {
  struct Line: Equatable {
    var what: String
    var id: PacketID
    var detail: String
  }

  var lines: [Line] = []
  var finished: [(tag: RequestTag, answered: Bool)] = []

  func take() -> [Line] {
    defer { lines = [] }
    return lines
  }

  func wantsDetail(of note: PacketNote) -> Bool { true }
  func wantsSteps(of note: PacketNote) -> Bool { true }
  func guest(_ guest: Guest, delivered note: PacketNote, by card: NetworkCard, detail: String) {
    lines.append(Line(what: "delivered", id: note.id, detail: detail))
  }
  func guest(_ guest: Guest, dropped note: PacketNote, by card: NetworkCard, because reason: DropReason, detail: String)
  {
    lines.append(Line(what: reason.name, id: note.id, detail: detail))
  }
  func guest(_ guest: Guest, forwarded note: PacketNote, by card: NetworkCard, to out: NetworkCard, detail: String) {
    lines.append(Line(what: "forwarded", id: note.id, detail: detail))
  }
  func guest(_ guest: Guest, routed note: PacketNote, to card: NetworkCard, detail: String) {
    lines.append(Line(what: "routed", id: note.cause, detail: detail))
  }
  func guest(_ guest: Guest, unsent note: PacketNote, because reason: DropReason, detail: String) {
    lines.append(Line(what: "unsent \(reason.name)", id: note.cause, detail: detail))
  }
  func guest(_ guest: Guest, finished request: RequestTag, answered: Bool) {
    finished.append((request, answered))
  }
}

extension RawSpan {
  @_lifetime(copy self)
  func extracting(droppingFirst count: Int) -> RawSpan {
    extracting(Swift.min(count, byteCount)..<byteCount)
  }
}
