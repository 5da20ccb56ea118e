import Support
import Testing
import Wire

@Suite("Broken frames by the million")
struct MutationTests {
  /// Recorded ones, and what the recordings lack: jumbo frames, options, tags, errors.
  static func originals() throws -> [[UInt8]] {
    let a = MACAddress(bits: 0x0200_0000_0001)
    let b = MACAddress(bits: 0x0200_0000_0002)
    var ip = IPv4Fields(source: IPv4Address(10, 0, 2, 4), destination: IPv4Address(10, 0, 1, 11))
    let udp = UDPFields(sourcePort: 49_152, destinationPort: 53)
    let jumbo = IPv4Frame(source: a, destination: b, ip: ip, transport: .udp(udp))
    ip.optionsLength = 40
    let options = TCPOptions(
      maximumSegmentSize: 8_961, windowScale: 7, isSACKPermitted: true, timestamps: TCPTimestamps(value: 1, echo: 2))
    let tcp = TCPFields(sourcePort: 49_152, destinationPort: 443, flags: .syn, options: options)
    let long = IPv4Frame(source: a, destination: b, ip: ip, transport: .tcp(tcp)).bytes()
    let error = ICMPError.frame(
      .timeExceeded, about: long.span.bytes.extracting(14..<long.count), from: IPv4Address(10, 0, 2, 1), source: b,
      destination: a)
    let request = ARPFrame.request(for: ip.destination, from: a, ip.source)
    let composed = [
      jumbo.bytes(payload: [UInt8](repeating: 7, count: 8_973)), long, try #require(error), request.bytes(),
      ARPFrame.reply(to: request.arp, from: b).bytes(),
    ]
    // Every fourth is one of the composed: they are small, and full of fields.
    let recorded = try RecordedFrames.all().filter { $0.count <= 200 } + RecordedFrames.load("icmp")
    let few = stride(from: 0, to: recorded.count, by: 3).map { recorded[$0] }
    return few + (0..<few.count / 3).map { composed[$0 % composed.count] }
  }

  @Test("are read to the end by every view and value, and break no law")
  func mutated() throws {
    let laws = WireLaws()
    let count = FrameMutations.ordinaryCount
    let parsers = [FrameParser("Wire") { laws.check($0) }]
    FrameMutations(of: try Self.originals(), seed: 0x5eed_0201).run(count: count, parsers)
    #expect(laws.broken.isEmpty)
    for (kind, seen) in laws.reached { #expect(seen > count / 2_000, "\(kind) is reached") }
  }

  @Test("are the same for the same seed and number, whatever came before")
  func repeatable() throws {
    let originals = try Self.originals()
    let forward = FrameMutations(of: originals, seed: 7)
    let backward = FrameMutations(of: originals, seed: 7)
    let first = (0..<200).map { Array(forward.mutation($0)) }
    let second = Array((0..<200).reversed().map { Array(backward.mutation($0)) }.reversed())
    #expect(first == second)
    #expect(Set(first).count > 190, "and they differ from each other")
  }

  @Test("end where nobody may read, so that one byte too many is found out")
  func guarded() async {
    await #expect(processExitsWith: .failure) {
      let greedy = FrameParser("greedy") { frame in
        let beyond = frame.baseAddress?.load(fromByteOffset: frame.count, as: UInt8.self)
        print(beyond ?? 0)
      }
      FrameMutations(of: [[1, 2, 3]], seed: 1).run(count: 1, [greedy])
    }
  }
}
