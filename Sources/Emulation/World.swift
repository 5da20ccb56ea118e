import Capture
import Dataplane
import Fabric
import Guest
import Packets
import Scheduler
import Units
import Wire

/// A cloud that runs: guests on one side, the VPC's path on the other, rings between them, and lab time.
///
/// One shard. It advances in windows (`World+Loop.swift`) in which guests act without each other; changes of the cloud
/// take effect at an instant, before the packets of that instant. What reaches a guest at one instant is ordered by
/// origin and sequence, never by chance.
///
/// Origins: ENI `i` is origin `i`, the fabric beside it `fabric + i`, internet host `e` is `internet + e`.
package final class World {
  enum Origin {
    static let fabric: UInt32 = 0x40_0000
    static let internet: UInt32 = 0x80_0000
  }

  package internal(set) var now = Instant.beginning
  package private(set) var counts = PacketCounts()
  private var dropSlots: [DropKey: Int] = [:]
  private var dropCounts: [(key: DropKey, packets: Int)] = []
  private var lastDrop = 0
  private var written: [PacketRecord] = []
  private var notSent: [UnsentRecord] = []
  package internal(set) var flows: [FlowTally] = []
  package var captures: CaptureSession?
  /// The first thing that went wrong with a capture file while running.
  package internal(set) var captureError: CaptureError?
  package let journeys: Journeys?

  var pool: PacketPool
  var path: Path
  var fabric: Fabric
  var burst = Burst()
  var seats: [Seat] = []
  var ports = Ports()
  var endpoints: [UInt32: UInt32] = [:]
  var agenda = Agenda()
  /// Under way to ENIs that nobody has.
  var stray = Inbox()
  /// Captures that are sent again, those that are injected included.
  var recordings: [Recording] = []
  /// Injections at ENIs that nobody has.
  var strayInjections: [Recording] = []
  /// What left servers whose uplinks are slower than their guests, until the window ends.
  var departures: [Departure] = []
  var recordOf: [PacketID: Int] = [:]
  var generatedCount: [UInt32: UInt64] = [:]
  /// The guest steps of traced packets that have no id yet.
  var pendingSteps: [StepKey: [String]] = [:]
  /// What the captures will say of the window.
  var captureLog = CaptureLog()
  var lastComment = DropComment()
  var guestReports: [PacketID: (DropReason, String)] = [:]
  /// By number of the traffic list.
  var recordingOf: [Recording?] = []
  /// When the next replayed frame is due; `never` where all wait.
  var nextReplayed = Instant.never
  /// A replayed frame ended: another may wait for that.
  var replaysAreDue = false
  /// Windows are no longer, however far apart guests are; nothing but speed depends on it.
  package var longestWindow = Nanoseconds.seconds(3_600)
  /// Where the window began.
  var windowStart = Instant.beginning
  /// Some recording waits for room in the slabs; and a frame has come to its end since.
  var recordingsAreHeld = false
  var roomWasMade = false
  /// Asked every thousand windows: does somebody want the run to stop where it is?
  package var shouldStop: () -> Bool = { false }
  var windowCount: UInt64 = 0
  var nextQuestion = 0
  /// Somebody asked the run to stop where it is.
  package var isInterrupted = false
  /// The seat that sends each flow's requests, so that answers do not count as the flow's packets; -1: none yet.
  var flowSources: [Int] = []
  /// Flows whose packets somebody will ask about one by one.
  private var recordedFlows: [Bool] = []
  var streams: [RequestStream] = []
  /// Streams that nobody sends as the cloud is now; and all must be asked anew.
  var lostStreams: [Int] = []
  var streamsAreStale = false

  /// `traces`: write down the journeys of traced packets. `mostFrames`: in each slab of the pool; nil: the pool's own.
  package init(tables: Tables, fabric: Fabric, traces: Bool = false, mostFrames: Int? = nil) {
    pool = if let mostFrames { PacketPool(smallLimit: mostFrames, largeLimit: mostFrames) } else { PacketPool() }
    path = Path(tables: tables)
    self.fabric = fabric
    journeys = traces ? Journeys() : nil
    path.journeys = journeys
  }

  deinit {
    stray.free()
    for seat in seats { seat.inbox.free() }
  }

  /// The undocumented behaviours that decided something so far.
  package var assumed: AssumptionSet { path.assumed }

  // MARK: Who is there

  /// Seats a guest; `place` is its instance's id.
  package func seat(_ guest: Guest, place: String) -> Int {
    guest.observer = self
    seats.append(Seat(guest: guest, place: place))
    wake(seats.count - 1)
    return seats.count - 1
  }

  /// Puts another guest on a seat: the instance was started again.
  package func replace(_ seat: Int, with guest: Guest) {
    guest.observer = self
    seats[seat].guest = guest
    seats[seat].isRunning = true
    wake(seat)
  }

  package func guest(at seat: Int) -> Guest { seats[seat].guest }

  /// The instance stops: its guest hears and says nothing more.
  package func halt(_ seat: Int) {
    seats[seat].guest.stop(pool: &pool)
    seats[seat].isRunning = false
  }

  /// The ENI `interface` is the card `card` of the guest on `seat`, which has the card already.
  package func plug(interface: Int, label: String, card: NetworkCard, into seat: Int) {
    let origin = UInt32(interface)
    let former = ports[origin]
    seats[seat].origins[card.deviceIndex] = origin
    ports[origin] = Port(seat: seat, card: card, label: label, count: former?.count ?? 0)
    move(origin, from: former?.seat ?? -1, to: seat)
  }

  /// The ENI is nobody's any more; frames in its rings die.
  package func unplug(interface: Int) {
    let origin = UInt32(interface)
    guard let port = ports[origin], port.seat >= 0 else { return }
    while let packet = port.card.tx.dequeue() { dieDetached(packet, origin, port) }
    while let packet = port.card.rx.dequeue() { dieDetached(packet, origin, port) }
    seats[port.seat].origins[port.card.deviceIndex] = nil
    move(origin, from: port.seat, to: -1)
    ports.vacate(origin)
  }

  /// What is under way to an ENI, and what is injected at it, goes where it goes; -1: nobody has it.
  private func move(_ origin: UInt32, from old: Int, to new: Int) {
    let moved = old < 0 ? stray.removeAll(for: origin) : seats[old].inbox.removeAll(for: origin)
    for event in moved {
      if new >= 0 {
        seats[new].inbox.push(event.payload, at: event.key)
      } else {
        stray.push(event.payload, at: event.key)
      }
    }
    let injections = recordings.filter { $0.injectsAt == origin }
    if !injections.isEmpty {
      if old < 0 { strayInjections.removeAll { $0.injectsAt == origin } }
      if old >= 0 { seats[old].injections.removeAll { $0.injectsAt == origin } }
      if new < 0 { strayInjections += injections } else { seats[new].injections += injections }
    }
    if new >= 0, !moved.isEmpty || !injections.isEmpty { agenda.isDue(new, at: now) }
  }

  /// Takes the card with this device index out of the guest on `seat`.
  package func detachCard(deviceIndex: Int, from seat: Int) {
    seats[seat].guest.detach(deviceIndex: deviceIndex, pool: &pool)
  }

  /// The guest on `seat` may have something to do: look at it at this instant.
  package func wake(_ seat: Int) {
    seats[seat].nextPoll = now
    agenda.isDue(seat, at: now)
  }

  private func dieDetached(_ packet: PacketHandle, _ origin: UInt32, _ port: Port) {
    let note = pool.note(packet)
    if note.pointee.id == .unassigned { register(packet, from: port, origin: origin, at: now) }
    drop(note.pointee, because: .interfaceDetached, stage: .fabric, at: port.label)
    pool.free(packet)
  }

  /// Seats a host on the internet; `isDeclared`: the lab names it, so that what gets there is delivered.
  package func seatInternetHost(_ guest: Guest, address: IPv4Address, card: NetworkCard, isDeclared: Bool) -> Int {
    let origin = Origin.internet + UInt32(endpoints.count)
    let number = seat(guest, place: "internet")
    seats[number].isUndeclared = !isDeclared
    seats[number].origins[card.deviceIndex] = origin
    ports[origin] = Port(seat: number, card: card, label: "internet:\(address)")
    endpoints[address.bits] = origin
    return number
  }

  // MARK: What will happen

  /// Calls `change` at `instant`, before the packets of that instant.
  package func schedule(at instant: Instant, _ change: @escaping (World) -> Void) {
    agenda.schedule(at: instant, change)
  }

  /// Counts the packets of so many flows, and keeps a record of each packet of those that `records` says.
  package func track(_ flowCount: Int, records: (Int) -> Bool = { _ in true }) {
    flows = Array(repeating: FlowTally(), count: flowCount)
    flowSources = Array(repeating: -1, count: flowCount)
    recordedFlows = (0..<flowCount).map(records)
  }

  /// The guest on `seat` is the one that begins `flow`.
  package func note(source seat: Int, of flow: Int) { flowSources[flow] = seat }

  /// Has a guest on `seat` send a request at `instant`.
  package func schedule(_ request: Agenda.Request, at instant: Instant) {
    seats[request.seat].requests.insert(request, at: instant)
    agenda.isDue(request.seat, at: instant)
  }

  /// Takes new tables from here on.
  package func use(_ tables: Tables) { path.tables = tables }
  package var tables: Tables { path.tables }

  // MARK: Counting

  /// Gives a frame that was just sent its id, and counts it.
  func register(
    _ packet: PacketHandle, from port: Port, origin: UInt32, at instant: Instant, isGenerated: Bool = false
  ) {
    let note = pool.note(packet)
    counts.sent += 1
    if isGenerated { counts.generated += 1 }
    note.pointee.sender = origin
    if note.pointee.id != .unassigned { return reopen(note.pointee) }
    if isGenerated {
      let count = generatedCount[origin, default: 0]
      note.pointee.id = PacketID(origin: Origin.fabric + origin, count: count)
      generatedCount[origin] = count + 1
    } else {
      note.pointee.id = PacketID(origin: origin, count: port.count)
      port.count += 1
    }
    note.pointee.sent = instant
    if note.pointee.traffic != .max { record(packet, note.pointee, from: port) }
  }

  /// A forwarding guest sent a packet on: its fate is open again.
  private func reopen(_ note: PacketNote) {
    if isRecorded(note), let index = recordOf[note.id] { written[index].fate = .inFlight }
  }

  private func record(_ packet: PacketHandle, _ note: PacketNote, from port: Port) {
    if countsForFlow(note) { flows[Int(note.traffic)].sent += 1 }
    guard isRecorded(note) else { return }
    recordOf[note.id] = written.count
    // Bytes 26 to 33 of an IPv4 frame are its addresses.
    let addresses = note.length >= 34 ? pool.bytes(packet).loadUnaligned(fromByteOffset: 26, as: UInt64.self) : 0
    written.append(
      PacketRecord(
        id: note.id, traffic: note.traffic, request: note.request, cause: note.cause, sent: note.sent,
        source: IPv4Address(bits: UInt32(truncatingIfNeeded: addresses).byteSwapped),
        destination: IPv4Address(bits: UInt32(truncatingIfNeeded: addresses >> 32).byteSwapped),
        leaves: port.label))
  }

  /// The flow's own packets, not the answers to them.
  private func countsForFlow(_ note: PacketNote) -> Bool {
    guard note.traffic != .max else { return false }
    // A recording's own frames are those that stand in it.
    if note.request == .max { return note.recorded != .max }
    let seat = ports.seat(of: note.id.origin)
    return seat >= 0 && flowSources[Int(note.traffic)] == seat
  }

  /// Somebody keeps what becomes of this very packet.
  func isRecorded(_ note: PacketNote) -> Bool {
    note.request != .max && Int(note.traffic) < recordedFlows.count && recordedFlows[Int(note.traffic)]
  }

  func enter(_ note: PacketNote, by label: String) {
    if let index = recordOf[note.id] { written[index].enters = label }
  }

  /// A guest, a service or the far side of a gateway took it.
  func deliver(_ note: PacketNote, hasLeft: Bool = false, at instant: Instant? = nil) {
    counts.delivered += 1
    if hasLeft { counts.left += 1 }
    settle(note)
    let arrived = instant ?? now
    if isRecorded(note), let index = recordOf[note.id] {
      written[index].fate = hasLeft ? .left : .delivered
      written[index].arrived = arrived
    }
    guard countsForFlow(note) else { return }
    flows[Int(note.traffic)].delivered += 1
    flows[Int(note.traffic)].latencies.append((arrived - note.sent).count)
  }

  /// A guest took a packet in order to send it on.
  func countForwarded() { counts.delivered += 1 }

  func drop(_ note: PacketNote, because reason: DropReason, stage: Stage, at place: String) {
    counts.dropped += 1
    settle(note)
    count(DropKey(reason: reason, stage: stage, at: place))
    if isRecorded(note), let index = recordOf[note.id] { written[index].fate = .dropped(reason, stage, at: place) }
  }

  /// Packets by how and where they died.
  package var drops: [(key: DropKey, packets: Int)] { dropCounts }

  /// Packets die alike for long stretches, so the last slot is looked at first.
  private func count(_ key: DropKey) {
    if lastDrop < dropCounts.count, dropCounts[lastDrop].key == key {
      dropCounts[lastDrop].packets += 1
      return
    }
    lastDrop = dropSlots[key] ?? dropCounts.count
    if lastDrop == dropCounts.count {
      dropSlots[key] = lastDrop
      dropCounts.append((key, 0))
    }
    dropCounts[lastDrop].packets += 1
  }

  /// A frame that no slab can hold: counted, and dead at once.
  func refuse(_ reason: DropReason, at place: String) {
    counts.sent += 1
    counts.dropped += 1
    count(DropKey(reason: reason, stage: reason.stage, at: place))
  }

  /// A request whose sender is nobody: it never left.
  package func noteMissingSource(of tag: RequestTag, called name: String) {
    noteUnsent(
      UnsentRecord(
        traffic: tag.traffic, request: tag.request, cause: .unassigned, guest: name, reason: .instanceNotRunning,
        detail: "its sender does not run", at: now))
  }

  /// Which origin the internet host with `address` is.
  package func endpointOrigin(of address: IPv4Address) -> UInt32? { endpoints[address.bits] }

  /// Recorded frames that were not sent, by why; those that wait for ever for another among them.
  package var skippedFrames: [String: Int] {
    recordings.reduce(into: [:]) { all, recording in
      all.merge(recording.skipped, uniquingKeysWith: +)
      if recording.waitingCount > 0 { all["waiting", default: 0] += recording.waitingCount }
    }
  }

  /// Recordings that could not be read to their end, in words.
  package var recordingComplaints: [String] { recordings.compactMap { $0.error.map(\.description) } }

  func noteUnsent(_ record: UnsentRecord) { notSent.append(record) }

  /// Packets of requests and answers to them, in the order in which they were sent.
  package var records: [PacketRecord] {
    written.sorted { ($0.sent, $0.id.origin, $0.id.count) < ($1.sent, $1.id.origin, $1.id.count) }
  }

  /// What never was sent, by instant.
  package var unsent: [UnsentRecord] {
    notSent.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  /// What the guests and the fabric still hold; must be `counts.inFlight`.
  package func audit() -> Int {
    var held = stray.count + departures.count
    for seat in seats { held += seat.inbox.count }
    ports.forEach { held += $0.card.rx.count }
    return held
  }
}
