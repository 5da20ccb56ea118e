import Wire

/// Which table is asked for which packets: a line of `ip rule`.
package struct RoutingRule: Equatable, Sendable {
  package var priority: UInt32
  package var source: IPv4Prefix
  package var destination: IPv4Prefix
  package var table: UInt32

  package init(
    priority: UInt32 = 0, source: IPv4Prefix = .everything, destination: IPv4Prefix = .everything, table: UInt32
  ) {
    self.priority = priority
    self.source = source
    self.destination = destination
    self.table = table
  }

  /// A packet whose source is not chosen yet has 0.0.0.0, which only `from all` matches.
  func matches(source: IPv4Address, destination: IPv4Address) -> Bool {
    self.source.contains(source) && self.destination.contains(destination)
  }

  var isForEverything: Bool { source.length == 0 && destination.length == 0 }
}

extension RoutingRule: CustomStringConvertible {
  /// `from 10.0.1.11 lookup 1001`, without the priority.
  package var description: String { "\(selector) lookup \(table)" }

  /// `from 10.0.1.11`
  var selector: String {
    func text(_ prefix: IPv4Prefix) -> String {
      prefix.length == 0 ? "all" : prefix.length == 32 ? "\(prefix.address)" : "\(prefix)"
    }
    return "from \(text(source))" + (destination.length == 0 ? "" : " to \(text(destination))")
  }
}

/// The rules of a host, in the order in which they are asked.
package struct RoutingRules: Sendable {
  /// What every Linux starts with (ip-rule(8)).
  package private(set) var rules = [
    RoutingRule(priority: 0, table: RoutingTable.local),
    RoutingRule(priority: 32_766, table: RoutingTable.main),
    RoutingRule(priority: 32_767, table: RoutingTable.default),
  ]
  package init() {}

  /// What a rule without a priority gets: one less than the second rule's.
  ///
  /// Linux, net/core/fib_rules.c, `fib_default_rule_pref`.
  var defaultPriority: UInt32 {
    guard rules.count > 1, rules[1].priority > 0 else { return 0 }
    return rules[1].priority - 1
  }

  /// False where there is such a rule already: the same packets and table, and the same priority where one is given.
  mutating func add(_ rule: RoutingRule, priority: UInt32?) -> Bool {
    let isThere = rules.contains {
      $0.source == rule.source && $0.destination == rule.destination && $0.table == rule.table
        && (priority == nil || $0.priority == priority)
    }
    guard !isThere else { return false }
    var added = rule
    added.priority = priority ?? defaultPriority
    rules.insert(added, at: rules.firstIndex { $0.priority > added.priority } ?? rules.endIndex)
    return true
  }

  /// Removes the first that has all that is given, and says whether there was one. `from all` gives nothing
  /// (net/ipv4/fib_rules.c, `fib4_rule_compare`).
  mutating func remove(
    source: IPv4Prefix, destination: IPv4Prefix, table: UInt32?, priority: UInt32?
  ) -> Bool {
    let found = rules.firstIndex {
      (source.length == 0 || source == $0.source) && (destination.length == 0 || destination == $0.destination)
        && (table == nil || table == $0.table) && (priority == nil || priority == $0.priority)
    }
    guard let found else { return false }
    rules.remove(at: found)
    return true
  }

  mutating func removeAll(where matches: (RoutingRule) -> Bool) { rules.removeAll(where: matches) }

  /// Something other than the three rules of the beginning stands there.
  var areCustom: Bool { rules.contains { !$0.isForEverything } || rules.count != 3 }
}
