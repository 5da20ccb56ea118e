import Wire

/// A compiled route table.
package struct Routes: Equatable, Sendable {
  package enum Target: Equatable, Sendable {
    case local
    /// The internet gateway attached to the VPC.
    case internetGateway
    /// A live ENI.
    case interface(Int)
    case blackhole
    case unmodelled
  }

  package struct Route: Equatable, Sendable {
    package var prefix: IPv4Prefix
    package var target: Target
    /// `0.0.0.0/0 igw-…`
    package var text: String
    package init(prefix: IPv4Prefix, target: Target, text: String) {
      self.prefix = prefix
      self.target = target
      self.text = text
    }
  }

  package var id: String
  package let routes: [Route]
  let row: RoutesRow
  private let memory = TableMemory()

  /// Of two routes with one prefix the first counts.
  package init(id: String, routes: [Route]) {
    self.id = id
    self.routes = routes
    var trie = RangeTrieBuilder()
    // The shortest first, and of equal ones the later first: whoever comes last counts.
    let order = routes.indices.sorted { a, b in
      let (one, other) = (routes[a].prefix.length, routes[b].prefix.length)
      return one == other ? a > b : one < other
    }
    for number in order {
      let prefix = routes[number].prefix
      trie.fill(prefix.address.bits, through: prefix.address.bits | ~prefix.mask, with: number + 1)
    }
    row = RoutesRow(
      longest: RangeTrie(at: memory.copy(trie.entries)),
      targets: memory.copy(routes.map { RoutesRow.Target($0.target) }))
  }

  package static func == (a: Self, b: Self) -> Bool { a.id == b.id && a.routes == b.routes }

  /// The index of the most specific route; nil: none matches.
  package func find(_ address: UInt32) -> Int? { row.find(address) }
}

/// `Routes` without references, valid as long as they are.
struct RoutesRow: BitwiseCopyable, @unchecked Sendable {
  /// As `Routes.Target`.
  struct Target: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable { case local, internetGateway, interface, blackhole, unmodelled }
    var kind: Kind
    var interface: Int

    init(_ target: Routes.Target) {
      interface = 0
      switch target {
      case .local: kind = .local
      case .internetGateway: kind = .internetGateway
      case .interface(let number): (kind, interface) = (.interface, number)
      case .blackhole: kind = .blackhole
      case .unmodelled: kind = .unmodelled
      }
    }
  }

  /// A route's number and one more; 0: no route.
  fileprivate let longest: RangeTrie
  let targets: UnsafePointer<Target>

  fileprivate init(longest: RangeTrie, targets: UnsafePointer<Target>) {
    self.longest = longest
    self.targets = targets
  }

  @inline(__always)
  func find(_ address: UInt32) -> Int? {
    let value = longest.value(of: address)
    return value == 0 ? nil : value - 1
  }
}
