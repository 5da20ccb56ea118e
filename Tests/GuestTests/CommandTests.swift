import Guest
import Testing
import Wire

@Suite("A line typed in a guest")
struct CommandTests {
  @Test(
    "is understood as ip and sysctl understand it",
    arguments: [
      "ip addr add 10.0.1.12/24 dev eth0", "ip address add 10.0.1.12 dev eth0",
      "ip a add 10.0.1.12/32 dev eth1 metric 5",
      "ip addr add 10.0.1.12/24 brd + dev eth0 scope global label eth0:1",
      "ip addr add 10.0.1.12/24 dev eth0 noprefixroute",
      "ip addr del 10.0.1.11/24 dev eth1", "ip addr flush dev eth1", "ip link set eth0 down",
      "ip link set dev eth0 up mtu 1500",
      "ip link set eth0 mtu 9001", "ip route add default via 10.0.1.1",
      "ip r add default via 10.0.1.1 dev eth0 metric 512",
      "ip -4 route add 10.9.0.0/16 via inet 10.0.1.1 dev eth0 proto static", "sudo ip route del default",
      "ip route replace default via 10.0.1.1 dev eth0 onlink",
      "ip route append 10.0.1.0/24 dev eth1 table 1001 src 10.0.1.11",
      "ip route add table 1001 to default via 10.0.1.1 dev eth1",
      "ip route add 10.9.9.9 dev eth1 scope link mtu lock 1400",
      "ip route change default via 10.0.1.1 dev eth0", "ip route prepend default via 10.0.1.1 dev eth1",
      "ip route flush cache", "ip route flush table 1001", "ip rule add from 10.0.1.11 lookup 1001",
      "ip rule add from 10.0.1.11/32 to 10.0.0.0/8 table 1001 priority 100", "ip ru add from all lookup main pref 5",
      "ip rule del from 10.0.1.11 lookup 1001", "ip rule del prio 1001", "sysctl -w net.ipv4.ip_forward=1",
      "sysctl net.ipv4.conf.all.rp_filter=2", "sysctl -qw net/ipv4/conf/eth1/rp_filter=1",
      "sysctl -w net.ipv4.conf.default.rp_filter = 0", "sysctl -w net.ipv4.ip_forward= 1",
      "sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.eth0.rp_filter=0",
      "ip link set eth0 down; ip link set eth0 up && ip route replace default via 10.0.1.1 dev eth0",
      "ip rule add from 10.0.1.11 lookup 1001  # for eth1", "# nothing", "",
      "ip link set eth0 down&&ip link set eth0 up",
    ])
  func accepted(_ line: String) throws {
    let command = try GuestCommand(parsing: line)
    #expect(command.text == line)
    try command.check(devices: ["eth0", "eth1"])
  }

  struct Refusal: Sendable {
    var line: String
    var column: Int
    var says: String
    var nearest: String?
    init(_ line: String, _ column: Int, _ says: String, nearest: String? = nil) {
      (self.line, self.column, self.says, self.nearest) = (line, column, says, nearest)
    }
  }

  @Test(
    "or refused, with the place, the reason and the nearest word",
    arguments: [
      Refusal("ipp rule add", 1, "'ip' and 'sysctl'", nearest: "ip"),
      Refusal("iptables -A INPUT -j DROP", 1, "does not model 'iptables'"),
      Refusal("ip", 3, "is missing"),
      Refusal("ip rul add", 4, "no object of ip", nearest: "rule"),
      Refusal("ip rule ad from 10.0.1.11", 9, "no verb of ip rule", nearest: "add"),
      Refusal("ip rule add form 10.0.1.11 lookup 1001", 13, "no part of ip rule", nearest: "from"),
      Refusal("ip rule add from 10.0.1.11 lokup 1001", 28, "no part of ip rule", nearest: "lookup"),
      Refusal("ip rule add from 10.0.1.11 lookup mian", 35, "no table", nearest: "main"),
      Refusal("ip rule add from 10.0.1.11 lookup 0", 35, "no table"),
      Refusal("ip rule add from 10.0.1.300 lookup 1001", 18, "no IPv4 address"),
      Refusal("ip rule add from 10.0.1.11/24 lookup 1001", 18, "Invalid prefix", nearest: "10.0.1.0/24"),
      Refusal("ip rule add fwmark 1 lookup 1001", 13, "does not model 'fwmark'"),
      Refusal("ip rule add iif eth0 lookup 1001", 13, "does not model 'iif'"),
      Refusal("ip rule del", 12, "requires arguments"),
      Refusal("ip rule add from 10.0.1.11 lookup 1001 priority many", 49, "no priority"),
      Refusal("ip rule show", 9, "changes nothing"),
      Refusal("ip addr add 10.0.1.11/33 dev eth0", 13, "no IPv4 address with a length"),
      Refusal("ip addr add 10.0.1.11/24", 25, "'dev' and a card are missing"),
      Refusal("ip addr add 10.0.1.11/24 dve eth0", 26, "no part of ip address", nearest: "dev"),
      Refusal("ip link set eth0", 17, "up, down or mtu is missing"),
      Refusal("ip link set eth0 mtu 9002", 22, "68 to 9001"),
      Refusal("ip link set eth0 master br0", 18, "does not model 'master'"),
      Refusal("ip link add vrf1 type vrf table 10", 9, "no verb of ip link"),
      Refusal("ip route add default", 21, "missing"),
      Refusal("ip route add via 10.0.1.1", 26, "a destination is missing"),
      Refusal("ip route add default via 10.0.1.1 dev", 38, "a card is missing"),
      Refusal("ip route add default vai 10.0.1.1", 22, "no part of ip route", nearest: "via"),
      Refusal("ip route add default nexthop via 10.0.1.1 dev eth0", 22, "does not model 'nexthop'"),
      Refusal("ip route add blackhole 10.9.0.0/16", 14, "does not model 'blackhole'"),
      Refusal("ip route add default via 10.0.1.1 metric -1", 42, "no metric"),
      Refusal("ip route add default via 10.0.1.1 metric 4294967296", 42, "no metric"),
      Refusal("ip neigh add 10.0.1.1 lladdr 0:0:0:0:0:0 dev eth0", 4, "does not model 'ip neigh'"),
      Refusal("ip -6 route add default via fe80::1", 4, "does not model 'ip -6'"),
      Refusal("sysctl -a", 8, "does not model 'sysctl -a'", nearest: "-w"),
      Refusal("sysctl net.ipv4.ip_forward", 27, "only reads"),
      Refusal("sysctl -w net.ipv4.ip_forward=2", 31, "0 to 1, not '2'"),
      Refusal("sysctl -w net.ipv4.ip_forwad=1", 11, "does not model", nearest: "net.ipv4.ip_forward"),
      Refusal("sysctl -w net.ipv4.conf.all.rp_filter=3", 39, "0 to 2, not '3'"),
      Refusal("sysctl -w net.ipv4.conf.all.arp_ignore=1", 11, "does not model 'arp_ignore' yet"),
      Refusal("ip link set eth0 up; ip link set eth1 upp", 39, "no part of ip link", nearest: "up"),
    ])
  func refused(_ refusal: Refusal) throws {
    let error = try #require(throws: GuestCommandError.self) { try GuestCommand(parsing: refusal.line) }
    #expect(error.column == refusal.column, "\(refusal.line): \(error)")
    #expect(error.message.contains(refusal.says), "\(refusal.line): \(error)")
    #expect(error.nearest == refusal.nearest, "\(refusal.line): \(error)")
  }

  @Test("that names a card which is not there is refused before it runs")
  func unknownCard() throws {
    let command = try GuestCommand(parsing: "ip rule add from 10.0.1.11 lookup 7; ip link set eth2 up")
    let error = try #require(throws: GuestCommandError.self) { try command.check(devices: ["eth0", "eth1"]) }
    #expect(error.column == 50)
    #expect(error.message.contains("Cannot find device 'eth2'"))
    #expect(error.nearest == "eth0" || error.nearest == "eth1")
  }
}

@Suite("A guest obeys, or says what the kernel says")
struct ObedienceTests {
  /// eth0 10.0.1.10/24 and eth1 10.0.2.10/24, one default route.
  func routing() throws -> Routing {
    var routing = Routing()
    routing.addDevice(index: 0, mtu: 1_500)
    routing.addDevice(index: 1, mtu: 1_500)
    try run(
      "ip addr add 10.0.1.10/24 dev eth0; ip addr add 10.0.2.10/24 dev eth1; ip route add default via 10.0.1.1",
      &routing)
    return routing
  }

  func run(_ line: String, _ routing: inout Routing) throws { try routing.run(GuestCommand(parsing: line)) }

  @Test(
    "refuses what Linux refuses",
    arguments: [
      ("ip route add default via 10.0.1.1", "File exists"),
      ("ip route add default via 10.0.3.1", "Nexthop has invalid gateway"),
      ("ip route add default via 10.0.2.1 dev eth0 metric 9", "Nexthop has invalid gateway"),
      ("ip route add 10.9.0.0/16 dev eth7", "Cannot find device"),
      ("ip route add 10.9.0.0/16 via 10.0.1.1 src 10.0.1.99", "Invalid prefsrc address"),
      ("ip route add 10.9.0.0/16 dev eth0 onlink", "Invalid argument"),
      ("ip route add 10.9.0.0/16 via 10.0.1.1 scope link", "Nexthop has invalid scope"),
      ("ip route del 10.9.0.0/16", "No such process"),
      ("ip route del default dev eth1", "No such process"),
      ("ip route change 10.9.0.0/16 via 10.0.1.1", "No such file or directory"),
      ("ip rule del from 10.0.1.10 lookup 7", "No such file or directory"),
      ("ip rule add from 1.2.3.4 lookup 7; ip rule add from 1.2.3.4 lookup 7", "File exists"),
      ("ip addr add 10.0.1.10/24 dev eth0", "File exists"),
      ("ip addr del 10.0.1.10/32 dev eth0", "Cannot assign requested address"),
      ("ip link set eth1 down; ip route add 10.9.0.0/16 dev eth1", "Network is down"),
    ])
  func kernelRefusals(_ line: String, _ says: String) throws {
    var routing = try routing()
    let error = try #require(throws: GuestCommandError.self) { try run(line, &routing) }
    #expect(error.message.contains(says), "\(error)")
    #expect(error.column > 0)
  }

  /// ip-rule(8) and net/core/fib_rules.c: without a priority, one less than the lowest that is not the local table's.
  @Test("gives rules without a priority the kernel's")
  func priorities() throws {
    var routing = try routing()
    try run("ip rule add from 10.0.1.10 lookup 1; ip rule add from 10.0.2.10 lookup 2", &routing)
    #expect(routing.rules.rules.map(\.priority) == [0, 32_764, 32_765, 32_766, 32_767])
    #expect(routing.rules.rules.map(\.table) == [255, 2, 1, 254, 253])
    try run("ip rule add from 10.0.3.10 lookup 3 priority 32765; ip rule add to 10.7.0.0/16 lookup 4", &routing)
    #expect(routing.rules.rules.map(\.table) == [255, 4, 2, 1, 3, 254, 253])
    try run("ip rule del lookup 2; ip rule del priority 32763", &routing)
    #expect(routing.rules.rules.map(\.table) == [255, 1, 3, 254, 253])
  }

  @Test("takes the longest prefix, then the lowest metric, then the first inserted")
  func order() throws {
    var routing = try routing()
    func way(_ address: IPv4Address) -> String? { routing.lookup(destination: address).map { "\($0.route)" } }
    let far = IPv4Address(10, 9, 9, 9)
    #expect(way(far) == "default via 10.0.1.1 dev eth0")
    try run("ip route add default via 10.0.2.1 metric 5; ip route append default via 10.0.2.1", &routing)
    #expect(way(far) == "default via 10.0.1.1 dev eth0")
    try run("ip route add 10.9.0.0/16 via 10.0.2.1 metric 900; ip route add 10.9.9.0/24 via 10.0.2.1 table 7", &routing)
    #expect(way(far) == "10.9.0.0/16 via 10.0.2.1 dev eth1 metric 900")
    try run("ip route add 10.9.9.9 via 10.0.1.1", &routing)
    #expect(way(far) == "10.9.9.9 via 10.0.1.1 dev eth0")
    try run("ip rule add to 10.9.9.9 lookup 7", &routing)
    let choice = routing.lookup(destination: far)
    #expect(choice?.description == "table 7: 10.9.9.0/24 via 10.0.2.1 dev eth1 (rule from all to 10.9.9.9)")
    try run("ip route flush table 7; ip route del 10.9.9.9; ip route del 10.9.0.0/16; ip route del default", &routing)
    #expect(way(far) == "default via 10.0.2.1 dev eth1")
  }

  /// Measured (rows `flap0`): what the kernel made comes back behind the others, what was typed does not.
  @Test("takes routes away with a link and brings back the connected ones")
  func flap() throws {
    var routing = try routing()
    try run("ip route add 10.9.0.0/16 via 10.0.1.1 table 7; ip link set eth0 down", &routing)
    #expect(routing.tables[254]?.routes.map(\.description) == ["10.0.2.0/24 dev eth1"])
    #expect(routing.tables[7]?.routes.isEmpty == true)
    #expect(!routing.isLocal(IPv4Address(10, 0, 1, 10)))
    try run("ip link set eth0 up", &routing)
    #expect(routing.tables[254]?.routes.map(\.description) == ["10.0.2.0/24 dev eth1", "10.0.1.0/24 dev eth0"])
    #expect(routing.isLocal(IPv4Address(10, 0, 1, 10)))
  }

  @Test("takes a card's routes away with its last address, and those that prefer an address with it")
  func lastAddress() throws {
    var routing = try routing()
    try run("ip route add 10.9.0.0/16 dev eth1; ip route add 10.8.0.0/16 via 10.0.1.1 src 10.0.2.10", &routing)
    try run("ip addr del 10.0.2.10/24 dev eth1", &routing)
    #expect(
      routing.tables[254]?.routes.map(\.description) == ["10.0.1.0/24 dev eth0", "default via 10.0.1.1 dev eth0"])
  }

  @Test("makes a secondary address the primary when the primary goes (promote_secondaries)")
  func promotion() throws {
    var routing = try routing()
    try run("ip addr add 10.0.1.12/24 dev eth0", &routing)
    #expect(routing.tables[254]?.routes.filter { $0.device == 0 && $0.gateway == nil }.count == 1)
    try run("ip addr del 10.0.1.10/24 dev eth0", &routing)
    let connected = routing.tables[254]?.routes.first { $0.prefix.length == 24 && $0.device == 0 }
    #expect(connected?.preferredSource == IPv4Address(10, 0, 1, 12))
    #expect(routing.lookup(destination: IPv4Address(10, 9, 9, 9))?.route.gateway == IPv4Address(10, 0, 1, 1))
  }
}
