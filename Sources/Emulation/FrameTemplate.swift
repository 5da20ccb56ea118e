import Packets
import Wire

/// Ethernet, IPv4 and UDP headers in which only the ports, which say the flow, are missing.
struct FrameTemplate: BitwiseCopyable {
  private var words: (UInt64, UInt64, UInt64, UInt64)
  private var end: UInt64
  /// Bytes of frame.
  let length: UInt16

  init(_ ends: BenchTables.Ends, length: Int) {
    let (source, destination) = (ends.source, ends.destination)
    let totalLength = UInt64(length - 14)
    // RFC 791 §3.1: version and length, total length, do not fragment, time to live 64 and UDP, addresses.
    let halves: [UInt64] = [
      0x4500, totalLength, 0x4000, 0x4011, UInt64(source >> 16), UInt64(source & 0xffff), UInt64(destination >> 16),
      UInt64(destination & 0xffff),
    ]
    let checksum = UInt64(Checksum.finish(halves.reduce(0, +)))
    words = (
      (ends.destinationMac.bits << 16 | ends.sourceMac.bits >> 32).bigEndian,
      (ends.sourceMac.bits << 32 | 0x0800_4500).bigEndian, (totalLength << 48 | 0x4000_4011).bigEndian,
      (checksum << 48 | UInt64(source) << 16 | UInt64(destination) >> 16).bigEndian
    )
    end = UInt64(destination) << 48 | (totalLength - 20)
    self.length = UInt16(length)
  }

  @inline(__always)
  func write(_ frame: UnsafeMutableRawPointer, flow: Int) {
    let ports = UInt64(1_024 + flow & 0x3fff) << 16 | UInt64(truncatingIfNeeded: 1_024 + flow >> 14) & 0xffff
    frame.storeBytes(of: words.0, as: UInt64.self)
    frame.storeBytes(of: words.1, toByteOffset: 8, as: UInt64.self)
    frame.storeBytes(of: words.2, toByteOffset: 16, as: UInt64.self)
    frame.storeBytes(of: words.3, toByteOffset: 24, as: UInt64.self)
    frame.storeBytes(of: (end | ports << 16).bigEndian, toByteOffset: 32, as: UInt64.self)
    frame.storeBytes(of: 0, toByteOffset: 40, as: UInt16.self)
  }
}

/// What the generator writes next: whose frame, how long, of which flow.
struct FrameSource: ~Copyable {
  /// Those of the mix to this shard's receiver, and after them those to the next shard's.
  private let templates: UnsafeMutablePointer<FrameTemplate>
  private let mix: Int
  private var turn = 0
  /// Bit n: flows whose number ends in n, of 64, go to the next shard.
  private let crossing: UInt64
  private let flows: Int
  private let firstPackets: Bool
  private var dice: BenchDice
  private var draws: FlowDraws?
  private var flow = 0
  /// The flows of the packets that are written next.
  private let chosen = UnsafeMutablePointer<Int>.allocate(capacity: Burst.capacity)
  var isWarming = false

  init(_ setting: PathBench.Setting, shard: Int) {
    let lengths = setting.sizes.sequence
    mix = lengths.count
    templates = .allocate(capacity: 2 * lengths.count)
    for (number, length) in lengths.enumerated() {
      for (group, receiver) in [shard, (shard + 1) % setting.threads].enumerated() {
        let ends = BenchTables.ends(
          from: shard, to: receiver, translated: setting.translates, arriving: setting.ways == .ingress)
        (templates + group * lengths.count + number).initialize(to: FrameTemplate(ends, length: length))
      }
    }
    let many = (64 * setting.crossing + 50) / 100
    crossing = (0..<64).reduce(0) { ($1 + 1) * many / 64 > $1 * many / 64 ? $0 | 1 << UInt64($1) : $0 }
    flows = setting.flows
    firstPackets = setting.firstPackets
    let seed = setting.seed &+ UInt64(shard) << 32
    dice = BenchDice(seed: seed)
    draws = setting.profile.exponent.map { FlowDraws(among: setting.flows, exponent: $0, seed: seed) }
  }

  deinit {
    templates.deallocate()
    chosen.deallocate()
  }

  /// Writes the headers of `count` packets, and what their notes need.
  mutating func write(
    _ packets: UnsafePointer<PacketHandle>, count: Int, _ pool: borrowing PacketPool, marks: PacketMarks
  ) {
    chooseFlows(count)
    // A loop of its own for what is measured most.
    if mix == 1, crossing == 0 {
      for index in 0..<count { write(packets[index], pool, templates, flow: chosen[index], marks) }
      return
    }
    for index in 0..<count {
      let flow = chosen[index]
      let template = templates + turn + (crossing >> UInt64(flow & 63) & 1 == 1 ? mix : 0)
      turn = turn &+ 1 == mix ? 0 : turn &+ 1  // Safe: below the mix's length.
      write(packets[index], pool, template, flow: flow, marks)
    }
  }

  @inline(__always)
  private func write(
    _ packet: PacketHandle, _ pool: borrowing PacketPool, _ template: UnsafePointer<FrameTemplate>, flow: Int,
    _ marks: PacketMarks
  ) {
    template.pointee.write(pool.bytes(packet), flow: flow)
    let note = pool.note(packet)
    note.pointee.length = template.pointee.length
    note.pointee.marks = marks
  }

  private mutating func chooseFlows(_ count: Int) {
    if firstPackets || isWarming {
      for index in 0..<count {
        flow &+= 1  // Safe: it wraps round after the ports do.
        chosen[index] = firstPackets ? flow : flow % flows
      }
    } else if draws != nil {
      for index in 0..<count { chosen[index] = draws?.take() ?? 0 }
    } else {
      var dice = self.dice
      for index in 0..<count { chosen[index] = dice.next(below: flows) }
      self.dice = dice
    }
  }
}
