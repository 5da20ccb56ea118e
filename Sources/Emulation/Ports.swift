import Packets

/// The ends of the network by origin: ENIs in one row, hosts on the internet in another.
struct Ports {
  private var interfaces: [World.Port?] = []
  private var hosts: [World.Port?] = []
  /// Their seats, for those who ask nothing else.
  private var interfaceSeats: [Int32] = []
  private var hostSeats: [Int32] = []

  subscript(origin: UInt32) -> World.Port? {
    get {
      if origin < World.Origin.fabric { return interfaces[safe: Int(origin)] ?? nil }
      return origin >= World.Origin.internet ? hosts[safe: Int(origin - World.Origin.internet)] ?? nil : nil
    }
    set {
      if origin < World.Origin.fabric {
        Self.set(newValue, at: Int(origin), in: &interfaces, &interfaceSeats)
      } else if origin >= World.Origin.internet {
        Self.set(newValue, at: Int(origin - World.Origin.internet), in: &hosts, &hostSeats)
      }
    }
  }

  /// The seat of whoever has it; -1: nobody.
  func seat(of origin: UInt32) -> Int {
    if origin < World.Origin.fabric { return Int(interfaceSeats[safe: Int(origin)] ?? -1) }
    return origin >= World.Origin.internet ? Int(hostSeats[safe: Int(origin - World.Origin.internet)] ?? -1) : -1
  }

  /// Nobody has the ENI any more.
  mutating func vacate(_ origin: UInt32) {
    guard let port = self[origin] else { return }
    port.seat = -1
    self[origin] = port
  }

  private static func set(_ port: World.Port?, at index: Int, in row: inout [World.Port?], _ seats: inout [Int32]) {
    while row.count <= index {
      row.append(nil)
      seats.append(-1)
    }
    row[index] = port
    seats[index] = Int32(truncatingIfNeeded: port?.seat ?? -1)
  }

  func forEach(_ body: (World.Port) -> Void) {
    for case let port? in interfaces { body(port) }
    for case let port? in hosts { body(port) }
  }
}
