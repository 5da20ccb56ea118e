import Packets
import Units
import Wire

/// Both ends of a connection, as one end sees them.
struct TCPKey: Hashable, Comparable {
  var local: IPv4Address
  var localPort: UInt16
  var remote: IPv4Address
  var remotePort: UInt16

  static func < (a: Self, b: Self) -> Bool {
    (a.local, a.localPort, a.remote, a.remotePort) < (b.local, b.localPort, b.remote, b.remotePort)
  }
}

/// A place in a TCP stream; compared modulo 2^32 (RFC 9293 §3.4).
struct TCPSequence: Equatable {
  var value: UInt32

  static func + (a: Self, n: UInt32) -> Self { Self(value: a.value &+ n) }
  /// How far `b` lies before `a`; negative where it lies behind.
  static func - (a: Self, b: Self) -> Int { Int(Int32(bitPattern: a.value &- b.value)) }
}

/// A segment that a connection wants sent.
struct TCPSegment: Equatable {
  var sequence: TCPSequence
  var acknowledgment: TCPSequence
  var flags: TCPFlags
  var maximumSegmentSize: UInt16?
  /// Which part of the stream it carries.
  var offset: UInt32 = 0
  var count = 0
}

/// A segment that came in.
struct TCPArrival {
  var sequence: TCPSequence
  var acknowledgment: TCPSequence
  var flags: TCPFlags
  var window: UInt16
  var maximumSegmentSize: UInt16?
  var count: Int
}

/// One end of a TCP connection (RFC 9293 §3.3.2) whose application is as simple as can be.
///
/// ```
///   client: sends `size` bytes, wants as many back, closes        server: sends back what it gets, closes when told
///   synSent → established → finWait1 → finWait2 → timeWait        synReceived → established → closeWait → lastAck
///
///   unacknowledged <= next <= highest <= end (+ 1 for FIN)
/// ```
/// What lies in the stream follows from its place in it, so nothing is kept for sending again. Lost segments are sent
/// again from the first that is not acknowledged (go-back-N) when the timer says so; segments out of order are dropped
/// and answered with what is expected (RFC 9293 §3.10.7.4 allows it). It decides only what to send; `Guest` sends it.
struct TCPConnection {
  enum State: Equatable {
    case synSent, synReceived, established, finWait1, finWait2, closing, timeWait, closeWait, lastAck
  }

  /// What the guest is to do besides sending `output`.
  enum Event: Equatable {
    case answered
    /// The connection is over. `answered`: the request's end, if none was told before.
    case ended(answered: Bool)
    case timeWait
  }

  // MARK: Whose it is

  let isClient: Bool
  let tag: RequestTag?
  /// Bytes of request, and of answer. Zero: the handshake is the answer.
  let size: UInt32
  var binding: SocketBinding
  var lineage: Lineage
  private(set) var state: State
  /// The request's end was told.
  private(set) var hasFinished = false
  /// While in `timeWait`.
  var lingersUntil = Instant.never

  // MARK: The stream that goes out

  let initialSequence: TCPSequence
  private(set) var unacknowledged: TCPSequence
  private(set) var next: TCPSequence
  private(set) var highest: TCPSequence
  private var sendLength: UInt32 = 0
  private var isClosing = false
  private var sendWindow: UInt32 = 0
  private var congestionWindow: UInt32 = 0
  /// Of the way, less headers; what the peer takes may be less.
  var ownSegmentSize: UInt32
  private var peerSegmentSize: UInt32 = 536  // RFC 9293 §3.7.1: where the peer says nothing

  // MARK: The stream that comes in

  private(set) var expected = TCPSequence(value: 0)
  private var received: UInt32 = 0

  // MARK: Time

  private(set) var timeout = Nanoseconds.seconds(1)  // RFC 6298 §2.1
  private var smoothed: Nanoseconds?
  private var variation = Nanoseconds.zero
  private var timed: (sequence: TCPSequence, at: Instant)?
  private var retries = 0
  /// When the timer is due; nil: nothing is waited for.
  private(set) var deadline: Instant?

  var output: [TCPSegment] = []
  private var events: [Event] = []

  /// RFC 6928: the window that a connection starts with.
  private static let initialWindowSegments: UInt32 = 10
  private static let ownWindow: UInt32 = 64_240
  /// Half of what sequence numbers can tell apart; the server answers no more than that.
  static let longestStream: UInt32 = 1 << 30
  private static let shortestTimeout = Nanoseconds.milliseconds(200)  // Linux, TCP_RTO_MIN
  private static let longestTimeout = Nanoseconds.seconds(120)  // Linux, TCP_RTO_MAX

  /// How often each state sends again before it gives up.
  private var retryLimit: Int {
    switch state {
    // 1, 3, 7 s, given up at 15 (net.ipv4.tcp_syn_retries=3, as amazon-ec2-net-utils sets it).
    case .synSent: 3
    case .synReceived: 5  // net.ipv4.tcp_synack_retries
    default: 15  // net.ipv4.tcp_retries2
    }
  }

  /// The client's end. Its SYN is in `output`.
  init(
    connecting tag: RequestTag, size: UInt32, sequence: UInt32, segmentSize: UInt32, binding: SocketBinding,
    lineage: Lineage, now: Instant
  ) {
    self.init(true, tag, size, sequence, segmentSize, binding, lineage, .synSent)
    sendSYN(now: now)
    deadline = now + timeout
  }

  /// The server's end, made by a SYN. Its SYN-ACK is in `output`.
  init(
    accepting arrival: TCPArrival, sequence: UInt32, segmentSize: UInt32, binding: SocketBinding, lineage: Lineage,
    now: Instant
  ) {
    self.init(false, nil, 0, sequence, segmentSize, binding, lineage, .synReceived)
    expected = arrival.sequence + 1
    takeOffer(arrival)
    sendSYN(now: now)
    deadline = now + timeout
  }

  private init(
    _ isClient: Bool, _ tag: RequestTag?, _ size: UInt32, _ sequence: UInt32, _ segmentSize: UInt32,
    _ binding: SocketBinding, _ lineage: Lineage, _ state: State
  ) {
    self.isClient = isClient
    self.tag = tag
    self.size = size
    self.binding = binding
    self.lineage = lineage
    self.state = state
    ownSegmentSize = segmentSize
    initialSequence = TCPSequence(value: sequence)
    unacknowledged = initialSequence
    next = initialSequence
    highest = initialSequence
  }

  private var segmentSize: UInt32 { max(1, min(ownSegmentSize, peerSegmentSize)) }
  /// Where FIN stands.
  private var end: TCPSequence { initialSequence + 1 + sendLength }
  private var isFINAcknowledged: Bool { isClosing && unacknowledged - end > 0 }

  mutating func takeEvents() -> [Event] {
    defer { events = [] }
    return events
  }

  private mutating func takeOffer(_ arrival: TCPArrival) {
    if let offered = arrival.maximumSegmentSize { peerSegmentSize = UInt32(max(offered, 64)) }
    sendWindow = UInt32(arrival.window)
    congestionWindow = segmentSize * Self.initialWindowSegments
  }

  // MARK: Sending

  private mutating func sendSYN(now: Instant) {
    let flags: TCPFlags = state == .synSent ? .syn : [.syn, .ack]
    let offer = UInt16(clamping: ownSegmentSize)
    output.append(
      TCPSegment(sequence: initialSequence, acknowledgment: expected, flags: flags, maximumSegmentSize: offer))
    next = initialSequence + 1
    highest = next
    timed = retries == 0 ? (next, now) : nil
  }

  private mutating func sendACK() {
    output.append(TCPSegment(sequence: next, acknowledgment: expected, flags: .ack))
  }

  /// As much as the windows and the application let go. Every segment carries an acknowledgment.
  private mutating func pump(now: Instant) {
    guard state != .synSent, state != .synReceived else { return }
    while true {
      let offset = UInt32(clamping: next - (initialSequence + 1))
      let inFlight = UInt32(clamping: max(0, next - unacknowledged))
      let window = max(min(sendWindow, congestionWindow), 1)
      if offset < sendLength, inFlight < window {
        let count = min(segmentSize, sendLength - offset, window - inFlight)
        let isLast = offset + count == sendLength
        output.append(
          TCPSegment(
            sequence: next, acknowledgment: expected, flags: isLast ? [.psh, .ack] : .ack, offset: offset,
            count: Int(count)))
        advance(by: count, now: now)
      } else if isClosing, next == end {
        output.append(TCPSegment(sequence: next, acknowledgment: expected, flags: [.fin, .ack]))
        advance(by: 1, now: now)
        if state == .established { state = .finWait1 }
        if state == .closeWait { state = .lastAck }
      } else {
        break
      }
    }
    if unacknowledged == highest { deadline = nil } else if deadline == nil { deadline = now + timeout }
  }

  private mutating func advance(by count: UInt32, now: Instant) {
    let isNew = next == highest
    next = next + count
    if next - highest > 0 { highest = next }
    if isNew, timed == nil { timed = (next, now) }
  }

  /// The timer is due.
  mutating func timerFired(now: Instant) {
    deadline = nil
    guard retries < retryLimit else {
      end(answered: false)
      return
    }
    retries += 1
    timed = nil  // RFC 6298 §3, Karn's algorithm
    timeout = min(timeout * 2, Self.longestTimeout)
    switch state {
    case .synSent, .synReceived: sendSYN(now: now)
    default:
      next = unacknowledged
      congestionWindow = segmentSize
      pump(now: now)
    }
    deadline = now + timeout
  }

  /// A packet of the way was too long for a router (RFC 1191 §6.4): shorter segments from now on.
  mutating func lowerSegmentSize(to size: UInt32, now: Instant) {
    guard size < ownSegmentSize else { return }
    ownSegmentSize = max(size, 64)
    guard state != .synSent, state != .synReceived, state != .timeWait else { return }
    next = unacknowledged
    pump(now: now)
  }

  // MARK: Receiving

  mutating func receive(_ arrival: TCPArrival, now: Instant) {
    switch state {
    case .synSent: receiveWhileConnecting(arrival, now: now)
    case .synReceived where arrival.flags.contains(.syn) && arrival.sequence + 1 == expected:
      // The SYN again: the SYN-ACK again, with its cause, and the timer begins anew (Linux, `tcp_check_req`).
      sendSYN(now: now)
      timed = nil
      deadline = now + timeout
    default: receiveOnConnection(arrival, now: now)
    }
  }

  /// RFC 9293 §3.10.7.3.
  private mutating func receiveWhileConnecting(_ arrival: TCPArrival, now: Instant) {
    let isAcceptable = arrival.flags.contains(.ack) && arrival.acknowledgment == initialSequence + 1
    if arrival.flags.contains(.ack), !isAcceptable {
      if !arrival.flags.contains(.rst) { sendReset(at: arrival.acknowledgment) }
      return
    }
    if arrival.flags.contains(.rst) {
      if isAcceptable { end(answered: false) }
      return
    }
    // A SYN without an acknowledgment would be a simultaneous open; applications here do not do that.
    guard arrival.flags.contains(.syn), isAcceptable else { return }
    expected = arrival.sequence + 1
    takeOffer(arrival)
    acknowledge(arrival.acknowledgment, now: now)
    state = .established
    sendACK()
    sendLength = size
    if size == 0 { finish() }
    pump(now: now)
  }

  /// RFC 9293 §3.10.7.4, in its order.
  private mutating func receiveOnConnection(_ arrival: TCPArrival, now: Instant) {
    let isFIN = arrival.flags.contains(.fin)
    let start = arrival.sequence - expected
    let length = arrival.count + (isFIN ? 1 : 0) + (arrival.flags.contains(.syn) ? 1 : 0)
    let isInWindow = start < Int(Self.ownWindow) && (start >= 0 || start + length > 0)
    if arrival.flags.contains(.rst) {
      // RFC 5961 §3.2: only the very next number; anything else in the window is asked back.
      if start == 0 { end(answered: false) } else if isInWindow { sendACK() }
      return
    }
    guard isInWindow, !arrival.flags.contains(.syn) else {
      if state == .timeWait { lingersUntil = .never }
      sendACK()
      return
    }
    guard arrival.flags.contains(.ack) else { return }
    guard arrival.acknowledgment - highest <= 0 else {
      if state == .synReceived { sendReset(at: arrival.acknowledgment) } else { sendACK() }
      return
    }
    acknowledge(arrival.acknowledgment, now: now)
    sendWindow = UInt32(arrival.window)
    if state == .synReceived {
      guard unacknowledged - initialSequence >= 1 else { return }
      state = .established
    }
    closeAsAcknowledged()
    guard start <= 0 else {
      // Out of order: dropped, and told what is expected.
      if length > 0 { sendACK() }
      return
    }
    take(max(0, arrival.count + start), isFIN: isFIN, mustAnswer: length > 0, now: now)
  }

  /// New bytes in their order, and the FIN behind them.
  private mutating func take(_ count: Int, isFIN: Bool, mustAnswer: Bool, now: Instant) {
    let before = output.count
    let mayReceive = state == .established || state == .finWait1 || state == .finWait2
    if mayReceive, count > 0 {
      expected = expected + UInt32(clamping: count)
      received = received &+ UInt32(clamping: count)
      if isClient {
        if received >= size { finish() }
      } else {
        sendLength = min(sendLength + UInt32(clamping: count), Self.longestStream)
      }
    }
    if isFIN, mayReceive {
      expected = expected + 1
      switch state {
      case .established:
        state = .closeWait
        isClosing = true
      case .finWait1: state = .closing
      default: linger()
      }
    }
    pump(now: now)
    if mustAnswer, output.count == before { sendACK() }
  }

  private mutating func acknowledge(_ acknowledgment: TCPSequence, now: Instant) {
    guard acknowledgment - unacknowledged > 0 else { return }
    let count = acknowledgment - unacknowledged
    unacknowledged = acknowledgment
    if next - unacknowledged < 0 { next = unacknowledged }
    if retries > 0 || smoothed != nil { resetTimeout() }
    retries = 0
    if let sample = timed, acknowledgment - sample.sequence >= 0 {
      measure(now - sample.at)
      timed = nil
    }
    // RFC 5681 §3.1, slow start, and never further: a guest's requests are short.
    congestionWindow = min(congestionWindow + min(UInt32(clamping: count), segmentSize), 1 << 20)
    deadline = unacknowledged == highest ? nil : now + timeout
  }

  /// RFC 6298 §2.2 and §2.3.
  private mutating func measure(_ sample: Nanoseconds) {
    if let old = smoothed {
      variation = Nanoseconds((3 * variation.count + abs(old.count - sample.count)) / 4)
      smoothed = Nanoseconds((7 * old.count + sample.count) / 8)
    } else {
      smoothed = sample
      variation = Nanoseconds(sample.count / 2)
    }
    resetTimeout()
  }

  private mutating func resetTimeout() {
    guard let smoothed else { return }
    timeout = min(smoothed + max(variation * 4, Self.shortestTimeout), Self.longestTimeout)
  }

  private mutating func closeAsAcknowledged() {
    guard isFINAcknowledged else { return }
    switch state {
    case .finWait1: state = .finWait2
    case .closing: linger()
    case .lastAck: end(answered: hasFinished)
    default: break
    }
  }

  // MARK: Ends

  /// The client has what it wanted: it says so, and closes.
  private mutating func finish() {
    guard !hasFinished else { return }
    hasFinished = true
    isClosing = true
    events.append(.answered)
  }

  private mutating func linger() {
    state = .timeWait
    deadline = nil
    events.append(.timeWait)
  }

  private mutating func end(answered: Bool) {
    deadline = nil
    events.append(.ended(answered: answered))
  }

  private mutating func sendReset(at sequence: TCPSequence) {
    output.append(TCPSegment(sequence: sequence, acknowledgment: TCPSequence(value: 0), flags: .rst))
  }
}
