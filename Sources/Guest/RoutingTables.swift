import Wire

/// A host's routing tables by number: few, so found by walking through them, and asked without being copied.
package struct RoutingTables: Sendable {
  /// In the order in which they were first used.
  private var numbers: [UInt32] = []
  private var tables: [RoutingTable] = []

  package init() {}

  /// Nil where no route was ever put into it.
  package subscript(number: UInt32) -> RoutingTable? {
    get { numbers.firstIndex(of: number).map { tables[$0] } }
    set {
      let place = numbers.firstIndex(of: number)
      switch (place, newValue) {
      case (let place?, let table?): tables[place] = table
      case (nil, let table?):
        numbers.append(number)
        tables.append(table)
      case (let place?, nil):
        numbers.remove(at: place)
        tables.remove(at: place)
      case (nil, nil): break
      }
    }
  }

  func route(
    in number: UInt32, to destination: IPv4Address, outOf device: Int? = nil, atLeast scope: Route.Scope = .universe
  ) -> Route? {
    for place in numbers.indices where numbers[place] == number {
      return tables[place].route(to: destination, outOf: device, atLeast: scope)
    }
    return nil
  }

  mutating func append(_ route: Route, to number: UInt32) {
    if self[number] == nil { self[number] = RoutingTable() }
    for place in numbers.indices where numbers[place] == number { tables[place].append(route) }
  }

  mutating func removeAll(in number: UInt32? = nil, where matches: (Route) -> Bool) {
    for place in numbers.indices where number == nil || numbers[place] == number {
      tables[place].removeAll(where: matches)
    }
  }
}
