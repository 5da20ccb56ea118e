import Guest
import Packets
import Testing
import Units
import Wire

@Suite("A distribution's preset")
struct PresetTests {
  /// eth0 10.0.1.10 with 10.0.1.20 beside it, eth1 10.0.1.11 with 10.0.1.21.
  func guest(_ preset: GuestPreset, second: Int = 21) -> Guest {
    let subnet = IPv4Prefix(containing: IPv4Address(10, 0, 1, 0), length: 24)
    let cards = (0..<2).map { index in
      NetworkCard(
        deviceIndex: index, macAddress: MACAddress(bits: 0x0600_0000_0110 + UInt64(index)), subnet: subnet,
        gateway: subnet.address(at: 1),
        addresses: [subnet.address(at: 10 + index), subnet.address(at: index == 0 ? 20 : second)])
    }
    return Guest(name: "web", preset: preset, cards: cards)
  }

  func table(_ number: UInt32, _ guest: Guest) -> [String] {
    guest.routing.tables[number]?.routes.map(\.description) ?? []
  }

  func addresses(_ guest: Guest) -> [String] {
    guest.routing.devices.flatMap { device in device.addresses.map { "\($0.address)/\($0.length)" } }
  }

  func filters(_ guest: Guest) -> [Int] {
    guest.routing.devices.map { max($0.reversePathFilter, guest.routing.reversePathFilterOfAll) }
  }

  @Test("plain: one table, one default route, no filter")
  func plain() {
    let guest = guest(.plain)
    #expect(table(254, guest) == ["10.0.1.0/24 dev eth0", "10.0.1.0/24 dev eth1", "default via 10.0.1.1 dev eth0"])
    #expect(guest.routing.rules.rules.count == 3)
    #expect(addresses(guest) == ["10.0.1.10/24", "10.0.1.20/32", "10.0.1.11/24", "10.0.1.21/32"])
    #expect(filters(guest) == [0, 0])
  }

  /// amazon-ec2-net-utils 2.7.4, lib/lib.sh.
  @Test("Amazon Linux 2023: a table per card, rules for all but the first")
  func amazonLinux() {
    let guest = guest(.amazonLinux2023)
    #expect(
      table(254, guest) == [
        "10.0.1.0/24 dev eth0 metric 512", "10.0.1.0/24 dev eth1 metric 513",
        "default via 10.0.1.1 dev eth0 metric 512", "default via 10.0.1.1 dev eth1 metric 513",
      ])
    #expect(table(10_000, guest) == ["10.0.1.0/24 dev eth0", "default via 10.0.1.1 dev eth0"])
    #expect(table(10_001, guest) == ["10.0.1.0/24 dev eth1", "default via 10.0.1.1 dev eth1"])
    #expect(
      guest.routing.rules.rules.map { "\($0.priority): \($0)" } == [
        "0: from all lookup 255", "10001: from 10.0.1.11 lookup 10001", "10001: from 10.0.1.21 lookup 10001",
        "32766: from all lookup 254", "32767: from all lookup 253",
      ])
    #expect(addresses(guest) == ["10.0.1.10/24", "10.0.1.20/32", "10.0.1.11/24", "10.0.1.21/32"])
    #expect(filters(guest) == [2, 2])
  }

  @Test("RHEL: one table, metrics 100 and 101, the strict filter")
  func rhel() {
    let guest = guest(.rhel)
    #expect(
      table(254, guest) == [
        "10.0.1.0/24 dev eth0 metric 100", "10.0.1.0/24 dev eth1 metric 101",
        "default via 10.0.1.1 dev eth0 metric 100", "default via 10.0.1.1 dev eth1 metric 101",
      ])
    #expect(guest.routing.rules.rules.count == 3)
    #expect(filters(guest) == [1, 1])
  }

  /// cloud-init, cloudinit/sources/DataSourceEc2.py.
  @Test("Ubuntu: metrics 100 and 200; rules and table 101 from cloud-init 24.1 on")
  func ubuntu() {
    let before = guest(.ubuntu)
    let after = guest(.ubuntuCloudInit)
    let main = [
      "10.0.1.0/24 dev eth0 metric 100", "10.0.1.0/24 dev eth1 metric 200",
      "default via 10.0.1.1 dev eth0 metric 100", "default via 10.0.1.1 dev eth1 metric 200",
    ]
    #expect(table(254, before) == main)
    #expect(table(254, after) == main)
    #expect(before.routing.rules.rules.count == 3)
    #expect(table(101, after) == ["10.0.1.0/24 dev eth1", "default via 10.0.1.1 dev eth1"])
    #expect(
      after.routing.rules.rules.dropFirst().dropLast(2).map { "\($0.priority): \($0)" } == [
        "32764: from 10.0.1.21 lookup 101", "32765: from 10.0.1.11 lookup 101",
      ])
    #expect(filters(after) == [2, 2])
  }

  private static let fewer = [IPv4Address(10, 0, 1, 11), IPv4Address(10, 0, 1, 31)]

  @Test("Amazon Linux follows an ENI whose addresses change, rules and all")
  func changedAddresses() {
    let changed = guest(.amazonLinux2023)
    #expect(changed.updateAddresses(Self.fewer, deviceIndex: 1))
    // The same as a guest that was born with them.
    let born = guest(.amazonLinux2023, second: 31)
    #expect(addresses(changed) == addresses(born))
    #expect(changed.routing.rules.rules.map(\.description) == born.routing.rules.rules.map(\.description))
    for number in [254, 10_001] as [UInt32] { #expect(table(number, changed) == table(number, born)) }
  }

  @Test("any other is told by its user", arguments: [GuestPreset.plain, .rhel, .ubuntu, .ubuntuCloudInit])
  func untoldAddresses(_ preset: GuestPreset) {
    let untold = guest(preset)
    #expect(!untold.updateAddresses(Self.fewer, deviceIndex: 1))
    let before = guest(preset)
    #expect(addresses(untold) == addresses(before))
    #expect(untold.routing.rules.rules == before.routing.rules.rules)
  }

  /// Row by row of the demonstration: a client elsewhere asks eth1's address.
  @Test(
    "decides by which card eth1's answers leave",
    arguments: [
      (GuestPreset.plain, "eth0"), (.amazonLinux2023, "eth1"), (.rhel, "-"), (.ubuntu, "eth0"),
      (.ubuntuCloudInit, "eth1"),
    ])
  func answer(_ preset: GuestPreset, _ card: String) throws {
    let bench = Bench(guest(preset))
    let client = IPv4Address(10, 0, 2, 4)
    let request = IPv4Frame(
      source: MACAddress(bits: 0x0600_0000_0101), destination: MACAddress(bits: 0x0600_0000_0111),
      ip: IPv4Fields(source: client, destination: IPv4Address(10, 0, 1, 11)),
      transport: .icmp(.echoRequest(identifier: 1, sequence: 1)))
    let id = bench.give(request.bytes(payload: [1, 2, 3]), to: 1)
    bench.poll()
    if card == "-" {
      #expect(
        bench.heard.lines == [
          Listener.Line(
            what: "guestReversePathFilter", id: id,
            detail: "rp_filter=1 on eth1: the route back to 10.0.2.4 is dev eth0")
        ])
    } else {
      #expect(bench.takeSent().map { "eth\($0.device)" } == [card])
    }
  }
}
