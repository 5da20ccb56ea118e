import Capture
import Testing

@Suite("A capture filter")
struct CaptureFilterTests {
  /// 192.0.2.1 port 4660 to 192.0.2.2 port 53, UDP.
  static let dns = hexadecimal(
    """
    020000000001 020000000002 0800
    45 00 001c 0000 0000 40 11 0000 c0000201 c0000202
    1234 0035 0008 0000
    """)
  static let arp = hexadecimal(
    "ffffffffffff 020000000002 0806 0001 0800 06 04 0001 020000000002 c0000201 000000000000 c0000202")

  @Test(
    "takes the frames that tcpdump would take",
    arguments: [
      ("", true, true), ("udp", true, false), ("arp", false, true), ("udp port 53", true, false),
      ("not port 53", false, true), ("host 192.0.2.1", true, true), ("host 192.0.2.9", false, false),
      ("ether broadcast", false, true), ("len < 42", false, false), ("len <= 42", true, true),
      ("ether[12:2] = 0x806", false, true),
    ])
  func matches(expression: String, takesDNS: Bool, takesARP: Bool) throws {
    let filter = try CaptureFilter(expression)
    #expect(Self.dns.withUnsafeBytes { filter.matches($0) } == takesDNS)
    #expect(Self.arp.withUnsafeBytes { filter.matches($0) } == takesARP)
  }

  @Test("of a frame too short for what it asks takes nothing", arguments: 0..<36)
  func short(count: Int) throws {
    let filter = try CaptureFilter("udp dst port 53")
    #expect(!Array(Self.dns.prefix(count)).withUnsafeBytes { filter.matches($0) })
  }

  @Test(
    "that libpcap does not understand is refused in its words",
    arguments: [
      ("tpc port 80", "syntax error"), ("port", "syntax error"), ("host 10.0.0.256", "10.0.0.256"),
      ("ip broadcast", "netmask"), ("port 70000", "70000"), ("(udp", "syntax error"), ("udp\0tcp", "NUL"),
      (String(repeating: "(", count: 2_048), "syntax error"),
    ])
  func refused(expression: String, word: String) {
    let error = #expect(throws: CaptureError.self) { _ = try CaptureFilter(expression) }
    guard case .badFilter(expression, let message) = error else {
      Issue.record("not a bad filter: \(String(describing: error))")
      return
    }
    #expect(message.contains(word))
    #expect(error?.description == "the capture filter '\(expression)' is wrong: \(message)")
  }

  @Test("is at most 2,048 bytes long, so that compiling it takes seconds at worst")
  func longest() throws {
    let term = "len > 1 and "
    let longest = String(repeating: term, count: 170) + "len > 1"
    let spaces = String(repeating: " ", count: CaptureFilter.longestExpression - longest.utf8.count)
    let filter = try CaptureFilter(longest + spaces)
    #expect(Self.arp.withUnsafeBytes { filter.matches($0) })
    let error = #expect(throws: CaptureError.self) { _ = try CaptureFilter(longest + spaces + " ") }
    let clipped = String(repeating: term, count: 5)
    let sentence = "the capture filter '\(clipped)…' is wrong: it has 2049 bytes, and 2048 is the most"
    #expect(error?.description == sentence)
  }
}
