import Packets

extension PathBench {
  package enum Ways: String, CaseIterable, Sendable { case egress, ingress, both }

  /// What is sent, through what.
  package struct Setting: Equatable, Sendable {
    package var sizes: FrameSizes
    package var flows: Int
    package var profile = FlowProfile.uniform
    /// Security-group rules a direction, of which the last one matches.
    package var rules: Int
    package var ways: Ways
    /// Packets that travel together, 1 to 64.
    package var burst = Burst.capacity
    /// From a private to a public address: the internet gateway translates both.
    package var translates = false
    /// Every packet begins a flow; `flows` of them are remembered at a time.
    package var firstPackets = false
    /// Of the dice that choose flows.
    package var seed: UInt64 = 1
    /// Shards that work at the same time, each with flows, pool and ENIs of its own.
    package var threads = 1
    /// Per cent of the flows, in 64ths of them, whose receiver lives on the next shard.
    package var crossing = 0

    package init(frameLength: Int, flows: Int, rules: Int, ways: Ways) {
      sizes = .fixed(frameLength)
      self.flows = flows
      self.rules = rules
      self.ways = ways
    }

    /// Bytes of frame without FCS; of a mix their mean, to the nearest byte.
    package var frameLength: Int {
      get { sizes.mean }
      set { sizes = .fixed(newValue) }
    }
  }
}

/// Which lengths of frame are sent, in bytes without the FCS that no frame of the lab has.
package enum FrameSizes: Equatable, Sendable {
  case fixed(Int)
  /// The simple IMIX, 7 : 4 : 1 of 64, 594 and 1,518 bytes with FCS, as a sequence that repeats (the idea of RFC 6985's
  /// genomes): A = 60, B = 590, C = 1514 here, `AABAABAABABC`.
  case imix

  package var sequence: [Int] {
    switch self {
    case .fixed(let length): [length]
    case .imix: [60, 60, 590, 60, 60, 590, 60, 60, 590, 60, 590, 1_514]
    }
  }

  package var longest: Int { sequence.max() ?? 0 }

  package var mean: Int {
    let lengths = sequence
    return (lengths.reduce(0, +) + lengths.count / 2) / lengths.count
  }
}
