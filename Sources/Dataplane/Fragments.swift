import Packets
import Units
import Wire

/// Gives later fragments the ports of their first one, for 30 s of lab time.
///
/// `Assumed:` no document says how security groups judge later fragments; like Linux's conntrack, by their first.
package struct Fragments {
  package static let memory = Nanoseconds.seconds(30)
  /// First fragments remembered at a time, for all ENIs; the oldest makes room.
  package static let capacity = 1 << 16

  private struct Key: Hashable {
    var interface: Int
    var isEgress: Bool
    var addresses: UInt64
    var protocolNumber: UInt8
    var identification: UInt16
  }
  private struct First {
    var sourcePort: UInt16
    var destinationPort: UInt16
    var seen: Int64
  }

  private var firsts: [Key: First] = [:]
  private var order: [Key] = []
  private var oldest = 0

  package init() {}

  /// Whether the lane is the first of several fragments, or a later one, of a protocol with ports.
  static func concerns(_ burst: borrowing Burst, _ lane: Int) -> Bool {
    guard burst.fragment[lane] & 0x3fff != 0 else { return false }
    switch burst.protocolNumber[lane] {
    case IPProtocol.tcp, IPProtocol.udp, IPProtocol.icmp: return true
    default: return false
    }
  }

  /// Remembers a first fragment, or fills a later one's columns. False: its first one has not been seen.
  mutating func follow(_ burst: inout Burst, _ lane: Int, interface: Int, isEgress: Bool) -> Bool {
    let key = Key(
      interface: interface, isEgress: isEgress,
      addresses: UInt64(burst.source[lane]) << 32 | UInt64(burst.destination[lane]),
      protocolNumber: burst.protocolNumber[lane], identification: burst.identification[lane])
    if burst.fragment[lane] & 0x1fff == 0 {
      remember(key, First(sourcePort: burst.sourcePort[lane], destinationPort: burst.destinationPort[lane], seen: burst.instant[lane]))
      return true
    }
    guard let first = firsts[key], burst.instant[lane] - first.seen < Self.memory.count else { return false }
    burst.sourcePort[lane] = first.sourcePort
    burst.destinationPort[lane] = first.destinationPort
    return true
  }

  private mutating func remember(_ key: Key, _ first: First) {
    if firsts.updateValue(first, forKey: key) == nil {
      order.append(key)
      if order.count - oldest > Self.capacity {
        firsts[order[oldest]] = nil
        oldest += 1
        if oldest > Self.capacity {
          order.removeFirst(oldest)
          oldest = 0
        }
      }
    }
  }
}
