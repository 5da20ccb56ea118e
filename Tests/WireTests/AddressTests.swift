import Testing
import Wire

@Suite("An IPv4 address")
struct IPv4AddressTests {
  @Test(
    "is read from four numbers and written back",
    arguments: [
      ("0.0.0.0", 0), ("255.255.255.255", 0xffff_ffff), ("10.0.1.11", 0x0a00_010b), ("169.254.169.254", 0xa9fe_a9fe),
      ("1.2.3.4", 0x0102_0304), ("100.64.0.1", 0x6440_0001),
    ] as [(String, UInt32)])
  func good(text: String, bits: UInt32) {
    #expect(IPv4Address(text)?.bits == bits)
    #expect(IPv4Address(bits: bits).description == text)
  }

  @Test(
    "is not read from anything else",
    arguments: [
      "", ".", "...", "10", "10.0.1", "10.0.1.", ".10.0.1.11", "10.0.1.11.", "10..1.11", "10.0.1.11.5", "10.0.1.256",
      "10.0.1.011", "10.0.1.00", "10.0.1.0x1", "10.0.1.-1", "10.0.1.+1", " 10.0.1.1", "10.0.1.1 ", "10.0.1.1\n",
      "10.0.1.1\0", "10.0.1.1/24", "10,0,1,1", "4294967295", "a.b.c.d", "１０.0.1.1", "10.0.1.٣", "::1",
      "10.0.1.1000", "10.0.1.18446744073709551617",
    ])
  func bad(text: String) { #expect(IPv4Address(text) == nil) }

  /// The first and last address of each range, and their neighbours.
  @Test(
    "knows its range",
    arguments: [
      ("9.255.255.255", ""), ("10.0.0.0", "private"), ("10.255.255.255", "private"), ("11.0.0.0", ""),
      ("172.15.255.255", ""), ("172.16.0.0", "private"), ("172.31.255.255", "private"), ("172.32.0.0", ""),
      ("192.167.255.255", ""), ("192.168.0.0", "private"), ("192.168.255.255", "private"), ("192.169.0.0", ""),
      ("100.63.255.255", ""), ("100.64.0.0", "shared"), ("100.127.255.255", "shared"), ("100.128.0.0", ""),
      ("126.255.255.255", ""), ("127.0.0.0", "loopback"), ("127.255.255.255", "loopback"), ("128.0.0.0", ""),
      ("169.253.255.255", ""), ("169.254.0.0", "link-local"), ("169.254.255.255", "link-local"), ("169.255.0.0", ""),
      ("223.255.255.255", ""), ("224.0.0.0", "multicast"), ("239.255.255.255", "multicast"), ("240.0.0.0", ""),
      ("0.0.0.0", ""), ("255.255.255.255", ""),
    ])
  func range(text: String, expected: String) throws {
    let address = try #require(IPv4Address(text))
    var names: [String] = []
    if address.isPrivate { names.append("private") }
    if address.isShared { names.append("shared") }
    if address.isLoopback { names.append("loopback") }
    if address.isLinkLocal { names.append("link-local") }
    if address.isMulticast { names.append("multicast") }
    #expect(names.joined(separator: " ") == expected)
  }

  @Test("is ordered as a number is")
  func order() {
    #expect(IPv4Address(9, 255, 0, 0) < IPv4Address(10, 0, 0, 0))
    #expect(IPv4Address(127, 0, 0, 1) < IPv4Address(128, 0, 0, 1))
    #expect(!(IPv4Address.any < .any))
  }
}

@Suite("An IPv4 prefix")
struct IPv4PrefixTests {
  @Test(
    "is read from an address and a length and written back",
    arguments: ["0.0.0.0/0", "10.0.0.0/8", "10.0.1.0/24", "10.0.1.11/32", "128.0.0.0/1", "255.255.255.254/31"])
  func good(text: String) { #expect(IPv4Prefix(text)?.description == text) }

  @Test(
    "is not read from anything else",
    arguments: [
      "", "/", "10.0.1.0", "10.0.1.0/", "/24", "10.0.1.0/33", "10.0.1.0/024", "10.0.1.0/-1", "10.0.1.0/+1",
      "10.0.1.0/255", "10.0.1.0/256", "10.0.1.0/24/1", "10.0.1/24", "10.0.1.0 /24", "10.0.1.0/24 ", "10.0.1.0/2 4",
      "10.0.1.0/255.255.255.0", "10.0.1.0/2４", "fd00::/8",
    ])
  func bad(text: String) {
    #expect(IPv4Prefix(text) == nil)
    #expect(IPv4Prefix(canonicalising: text) == nil)
  }

  /// EC2, CreateVpc: "if you specify 100.68.0.18/18, we modify it to 100.68.0.0/18".
  @Test(
    "clears the bits beyond its length only where that is asked for",
    arguments: [
      ("100.68.0.18/18", "100.68.0.0/18"), ("10.0.1.7/24", "10.0.1.0/24"), ("10.0.1.7/0", "0.0.0.0/0"),
      ("255.255.255.255/31", "255.255.255.254/31"), ("10.0.1.129/25", "10.0.1.128/25"),
    ])
  func canonical(text: String, expected: String) {
    #expect(IPv4Prefix(text) == nil)
    #expect(IPv4Prefix(canonicalising: text)?.description == expected)
  }

  @Test(
    "holds, and overlaps",
    arguments: [
      // a, b, a holds b, they overlap
      ("10.0.0.0/16", "10.0.1.0/24", true, true), ("10.0.1.0/24", "10.0.0.0/16", false, true),
      ("10.0.0.0/16", "10.0.0.0/16", true, true), ("10.0.0.0/24", "10.0.1.0/24", false, false),
      ("0.0.0.0/0", "255.255.255.255/32", true, true), ("10.0.0.0/25", "10.0.0.128/25", false, false),
      ("10.0.1.11/32", "10.0.1.11/32", true, true), ("128.0.0.0/1", "0.0.0.0/1", false, false),
    ])
  func holds(a: String, b: String, holds: Bool, overlaps: Bool) throws {
    let (a, b) = (try #require(IPv4Prefix(a)), try #require(IPv4Prefix(b)))
    #expect(a.contains(b) == holds)
    #expect(a.overlaps(b) == overlaps)
    #expect(b.overlaps(a) == overlaps)
    #expect(a.contains(b.address) && a.contains(b.last) == holds || !holds)
  }

  @Test(
    "spans from its address to its last",
    arguments: [
      ("0.0.0.0/0", "0.0.0.0", "255.255.255.255", 4_294_967_296), ("10.0.1.0/24", "10.0.1.0", "10.0.1.255", 256),
      ("10.0.1.11/32", "10.0.1.11", "10.0.1.11", 1), ("10.0.1.16/28", "10.0.1.16", "10.0.1.31", 16),
    ])
  func span(text: String, first: String, last: String, count: Int) throws {
    let prefix = try #require(IPv4Prefix(text))
    #expect(prefix.address(at: 0).description == first)
    #expect(prefix.address(at: count - 1).description == last)
    #expect(prefix.last.description == last)
    #expect(prefix.count == count)
    #expect(prefix.contains(prefix.address) && prefix.contains(prefix.last))
    #expect(prefix.length == 0 || !prefix.contains(IPv4Address(bits: prefix.last.bits &+ 1)))
  }
}

@Suite("A MAC address")
struct MACAddressTests {
  @Test(
    "is read from six pairs of digits and written back in small letters",
    arguments: [
      ("02:00:00:00:00:01", 0x0200_0000_0001, "02:00:00:00:00:01"),
      ("ff:ff:ff:ff:ff:ff", 0xffff_ffff_ffff, "ff:ff:ff:ff:ff:ff"),
      ("0A:1b:2C:3d:4E:5f", 0x0a1b_2c3d_4e5f, "0a:1b:2c:3d:4e:5f"),
      ("00:00:00:00:00:00", 0, "00:00:00:00:00:00"),
    ] as [(String, UInt64, String)])
  func good(text: String, bits: UInt64, written: String) {
    #expect(MACAddress(text)?.bits == bits)
    #expect(MACAddress(bits: bits).description == written)
  }

  @Test(
    "is not read from anything else",
    arguments: [
      "", ":::::", "02:00:00:00:00", "02:00:00:00:00:00:00", "02-00-00-00-00-01", "020000000001", "0200.0000.0001",
      "2:0:0:0:0:1", "02:00:00:00:00:0g", "02:00:00:00:00:001", "02:00:00:00:00:+1", "02:00:00:00:00:1 ",
      " 02:00:00:00:00:01", "02:00:00:00:00:é", "02:00:00:00:00:０1", "02:00:00:00:00:01\n",
    ])
  func bad(text: String) { #expect(MACAddress(text) == nil) }

  @Test("is a group's where the first byte is odd")
  func group() {
    #expect(MACAddress.broadcast.isGroup)
    #expect(MACAddress("01:00:5e:00:00:01")?.isGroup == true)
    #expect(MACAddress("33:33:00:00:00:01")?.isGroup == true)
    #expect(MACAddress("02:00:00:00:00:01")?.isGroup == false)
    #expect(!MACAddress.zero.isGroup)
  }

  @Test("keeps 48 bits")
  func bits() { #expect(MACAddress(bits: .max) == .broadcast) }
}
