import Cloud
import Testing
import Units

@Suite("An instance type")
struct InstanceTypeTests {
  /// EC2 User Guide (2023), "IP addresses per network interface per instance type"; the last two from the "Amazon EC2
  /// instance types" guide of 2026.
  @Test(
    "takes as many ENIs, and addresses on each, as AWS's tables say",
    arguments: [
      ("t2.micro", 2, 2), ("t3.nano", 2, 2), ("t3.small", 3, 4), ("t3a.small", 2, 4), ("t3.medium", 3, 6),
      ("t2.large", 3, 12), ("t3.xlarge", 4, 15), ("m4.large", 2, 10), ("m4.4xlarge", 8, 30), ("m5.large", 3, 10),
      ("m5.2xlarge", 4, 15), ("m5.12xlarge", 8, 30), ("m5.metal", 15, 50), ("c5.large", 3, 10), ("c5.18xlarge", 15, 50),
      ("c1.medium", 2, 6), ("m1.small", 2, 4), ("p4d.24xlarge", 60, 50), ("m8i.8xlarge", 10, 50), ("m9g.large", 3, 20),
    ])
  func limits(name: String, interfaces: Int, addresses: Int) throws {
    let type = try #require(InstanceType.named(name))
    #expect(type.name == name)
    #expect(type.maximumInterfaces == interfaces)
    #expect(type.ipv4AddressesPerInterface == addresses)
  }

  /// EC2 User Guide, "Enhanced networking", "Intel 82599 VF": T2 has neither, C3 to R3 have the VF, Nitro has ENA.
  @Test(
    "shows its guest one of three devices",
    arguments: [
      ("t2.micro", InstanceType.Device.netfront), ("m3.large", .netfront), ("m1.small", .netfront),
      ("c3.large", .ixgbevf), ("c4.8xlarge", .ixgbevf), ("m4.10xlarge", .ixgbevf), ("r3.large", .ixgbevf),
      ("m4.16xlarge", .ena), ("r4.large", .ena), ("i3.large", .ena), ("t3.medium", .ena), ("c5.metal", .ena),
      ("m7g.large", .ena),
    ])
  func device(name: String, device: InstanceType.Device) throws {
    #expect(try #require(InstanceType.named(name)).device == device)
  }

  /// EC2 User Guide, network performance tables.
  @Test(
    "has a baseline and a peak",
    arguments: [
      ("t3.medium", 256, 5000), ("c5.large", 750, 10_000), ("c5.9xlarge", 12_000, 12_000), ("t2.micro", 64, 1024),
      ("c5n.18xlarge", 100_000, 100_000), ("m6in.32xlarge", 200_000, 200_000), ("p4d.24xlarge", 400_000, 400_000),
    ] as [(String, Int64, Int64)])
  func rates(name: String, baseline: Int64, peak: Int64) throws {
    let type = try #require(InstanceType.named(name))
    #expect(type.baseline == .megabits(baseline))
    #expect(type.peak == .megabits(peak))
  }

  @Test("keeps the facts that other rules rest on")
  func facts() throws {
    let t3 = try #require(InstanceType.named("t3.medium"))
    #expect(t3.vCPUs == 2)
    #expect(t3.memoryMiB == 4096)
    #expect(t3.isBurstable)
    #expect(t3.hypervisor == .nitro)
    #expect(!t3.placementStrategies.contains(.cluster), "T types are not for cluster placement groups")
    #expect(t3.placementStrategies == [.partition, .spread])
    #expect(t3.tcpEstablishedTimeout == 432_000)
    let m8i = try #require(InstanceType.named("m8i.large"))
    #expect(m8i.tcpEstablishedTimeout == 350, "Nitro v6: EC2 User Guide, \"Security group connection tracking\"")
    let p4d = try #require(InstanceType.named("p4d.24xlarge"))
    #expect(p4d.networkCards.map(\.maximumInterfaces) == [15, 15, 15, 15])
    let metal = try #require(InstanceType.named("c5.metal"))
    #expect(metal.isBareMetal && metal.hypervisor == nil)
  }

  @Test("is read from every row of the table")
  func everyRow() {
    let all = InstanceType.all
    #expect(all.count == 1373)
    #expect(InstanceType.names.count == 1373)
    #expect(Set(InstanceType.names).count == 1373)
    for type in all {
      #expect(InstanceType.named(type.name) == type)
      #expect(type.maximumInterfaces >= 1 && type.ipv4AddressesPerInterface >= 1, "\(type.name)")
      #expect(!type.networkCards.isEmpty, "\(type.name)")
      #expect(type.networkCards.map(\.maximumInterfaces).reduce(0, +) >= type.maximumInterfaces, "\(type.name)")
      #expect([350, 432_000].contains(type.tcpEstablishedTimeout), "\(type.name)")
    }
  }

  @Test(
    "that is misspelt has a nearest name",
    arguments: [
      ("t3.meduim", "t3.medium"), ("T3.Medium", "t3.medium"), ("t3medium", "t3.medium"), ("c5.larg", "c5.large"),
      ("m5.24xlarg", "m5.24xlarge"),
    ])
  func nearest(typed: String, meant: String) {
    #expect(InstanceType.named(typed) == nil)
    #expect(InstanceType.nearestName(to: typed) == meant)
  }
}

@Suite("The nearest word")
struct NearestWordTests {
  static let words = ["tcp", "udp", "icmp", "securityGroups", "cidrBlock", "routes", "privateIpAddress"]

  @Test(
    "is one letter away, swapped, or cut short",
    arguments: [
      ("tpc", "tcp"), ("udpp", "udp"), ("imcp", "icmp"), ("securtyGroup", "securityGroups"), ("cidr", "cidrBlock"),
      ("Routes", "routes"), ("route", "routes"), ("privateIp", "privateIpAddress"),
    ])
  func near(typed: String, meant: String) {
    #expect(nearestWord(to: typed, among: Self.words) == meant)
  }

  @Test("is none where nothing is near", arguments: ["", "x", "zebra", "foo", "completelyDifferent"])
  func far(typed: String) {
    #expect(nearestWord(to: typed, among: Self.words) == nil)
  }

  @Test("is found for a word without end, and for other alphabets")
  func odd() {
    #expect(nearestWord(to: String(repeating: "a", count: 1_000_000), among: Self.words) == nil)
    #expect(nearestWord(to: "ü🙂", among: ["ü🙂x"]) == "ü🙂x")
    #expect(nearestWord(to: "tcp", among: []) == nil)
  }
}
