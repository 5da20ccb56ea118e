import Testing
import Wire

@Suite("TCP options")
struct TCPOptionsTests {
  static let stamps = TCPTimestamps(value: 0x4cc8_0c19, echo: 1)

  static let read: [(String, TCPOptions)] = [
    ("", TCPOptions()),
    ("00", TCPOptions()),
    ("0204 05b4", TCPOptions(maximumSegmentSize: 1_460)),
    ("0303 0a", TCPOptions(windowScale: 10)),
    ("0402", TCPOptions(isSACKPermitted: true)),
    ("080a 4cc80c19 00000001", TCPOptions(timestamps: stamps)),
    // A SYN of Linux.
    (
      "0204 05b4  0402  080a 4cc80c19 00000001  01  0303 0a",
      TCPOptions(maximumSegmentSize: 1_460, windowScale: 10, isSACKPermitted: true, timestamps: stamps)
    ),
    // Nothing after the end is read.
    ("0402 00 0204 05b4", TCPOptions(isSACKPermitted: true)),
    // No Operation is one byte.
    ("01010101 0402", TCPOptions(isSACKPermitted: true)),
    // An unknown option (SACK blocks; an experiment) is stepped over.
    ("050a 00000001 00000002 0402", TCPOptions(isSACKPermitted: true)),
    ("fd04 f989 0402", TCPOptions(isSACKPermitted: true)),
    // A known kind with a length that is not its own is stepped over too.
    ("0203 05 0402", TCPOptions(isSACKPermitted: true)),
    ("0302 0402", TCPOptions(isSACKPermitted: true)),
    ("0403 00 0303 07", TCPOptions(windowScale: 7)),
    ("0804 0001 0402", TCPOptions(isSACKPermitted: true)),
    // Where a length cannot be, reading stops; what came before stays.
    ("0402 0200 0303 07", TCPOptions(isSACKPermitted: true)),
    ("0402 0201 0303 07", TCPOptions(isSACKPermitted: true)),
    ("0402 080a 4cc80c19", TCPOptions(isSACKPermitted: true)),
    ("0402 02ff 05b4", TCPOptions(isSACKPermitted: true)),
    ("0402 02", TCPOptions(isSACKPermitted: true)),
    // RFC 7323 §2.3: more than 14 means 14.
    ("0303 0e", TCPOptions(windowScale: 14)),
    ("0303 0f", TCPOptions(windowScale: 14)),
    ("0303 ff", TCPOptions(windowScale: 14)),
    // Of two the later counts.
    ("0204 05b4 0204 2301", TCPOptions(maximumSegmentSize: 8_961)),
  ]

  @Test("are read as far as they make sense", arguments: read)
  func reading(text: String, expected: TCPOptions) {
    let bytes = hex(text)
    #expect(TCPOptions(bytes.span.bytes) == expected)
  }

  /// Linux's layouts (net/ipv4/tcp_output.c, `tcp_options_write`).
  static let write: [(TCPOptions, String)] = [
    (TCPOptions(), ""),
    (TCPOptions(maximumSegmentSize: 1_460), "020405b4"),
    (TCPOptions(windowScale: 7), "01030307"),
    (TCPOptions(isSACKPermitted: true), "01010402"),
    (TCPOptions(timestamps: stamps), "0101080a 4cc80c19 00000001"),
    (TCPOptions(isSACKPermitted: true, timestamps: stamps), "0402080a 4cc80c19 00000001"),
    (
      TCPOptions(maximumSegmentSize: 1_460, windowScale: 10, isSACKPermitted: true, timestamps: stamps),
      "020405b4 0402080a 4cc80c19 00000001 0103030a"
    ),
  ]

  @Test("are written in Linux's order", arguments: write)
  func writing(options: TCPOptions, expected: String) {
    #expect(options.length == hex(expected).count)
    let fields = TCPFields(sourcePort: 1, destinationPort: 2, flags: .syn, options: options)
    let (bytes, beyond) = written(20 + options.length) { fields.write(to: &$0) }
    #expect(Array(bytes[20...]) == hex(expected))
    #expect(beyond == [UInt8](repeating: 0xa5, count: 8))
    #expect(TCPFields(bytes.span.bytes) == fields)
  }

  @Test("read whatever their first two bytes are, at every length")
  func everyStart() {
    var read = 0
    for length in 2...40 {
      var bytes = [UInt8](repeating: 8, count: length)
      for first in 0...0xffff {
        bytes[0] = UInt8(first >> 8)
        bytes[1] = UInt8(first & 0xff)
        if TCPOptions(bytes.span.bytes).length <= 20 { read += 1 }
      }
    }
    #expect(read == 39 * 65_536)
  }
}
