import Packets

/// The ends of the network by origin: ENIs in one row, hosts on the internet in another.
struct Ports {
  private var interfaces: [World.Port?] = []
  private var hosts: [World.Port?] = []

  subscript(origin: UInt32) -> World.Port? {
    get {
      if origin < World.Origin.fabric { return interfaces[safe: Int(origin)] ?? nil }
      return origin >= World.Origin.internet ? hosts[safe: Int(origin - World.Origin.internet)] ?? nil : nil
    }
    set {
      if origin < World.Origin.fabric {
        Self.set(newValue, at: Int(origin), in: &interfaces)
      } else if origin >= World.Origin.internet {
        Self.set(newValue, at: Int(origin - World.Origin.internet), in: &hosts)
      }
    }
  }

  /// The seat of whoever has it; -1: nobody.
  func seat(of origin: UInt32) -> Int { self[origin]?.seat ?? -1 }

  private static func set(_ port: World.Port?, at index: Int, in row: inout [World.Port?]) {
    while row.count <= index { row.append(nil) }
    row[index] = port
  }

  func forEach(_ body: (World.Port) -> Void) {
    for case let port? in interfaces { body(port) }
    for case let port? in hosts { body(port) }
  }
}
