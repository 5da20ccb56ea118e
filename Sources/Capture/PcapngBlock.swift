/// The blocks of a pcapng file that are written once per file or interface, and the numbers all blocks share.
///
/// ```
///   | type 4 | total length 4 | body … padded to 4 | options … | total length 4 |
///   an option: | code 2 | length 2 | value … padded to 4 |, ended by code 0 and length 0
/// ```
/// Everything is little-endian on every machine, so that the same lab gives the same bytes.
/// Source: draft-ietf-opsawg-pcapng, sections 3.1, 3.5, 4.1, 4.2, 4.6.
enum PcapngBlock {
  static let sectionHeader: UInt32 = 0x0a0d_0d0a
  static let interfaceDescription: UInt32 = 1
  static let interfaceStatistics: UInt32 = 5
  static let enhancedPacket: UInt32 = 6
  static let byteOrderMagic: UInt32 = 0x1a2b_3c4d
  /// LINKTYPE_ETHERNET of the registry at tcpdump.org/linktypes.html.
  static let ethernet: UInt16 = 1

  /// The longest value that an option's 16-bit length can say.
  static let longestOption = 65_535

  /// `count` rounded up to whole 32-bit words.
  static func padded(_ count: Int) -> Int { (count + 3) & ~3 }

  /// The block that opens a file. It names the program and neither host, time nor path.
  static func sectionHeader(application: String) -> [UInt8] {
    var body = bytes(byteOrderMagic)
    body += bytes(1 as UInt16) + bytes(0 as UInt16)  // version 1.0
    body += bytes(UInt64.max)  // section length: not said
    return block(sectionHeader, body: body, options: [(4, text(application))])  // shb_userappl
  }

  /// The block that describes interface number so-and-so, counted in file order. A `snapLength` of 0 is no limit.
  static func interfaceDescription(_ interface: CaptureInterface, snapLength: Int, filter: String?) -> [UInt8] {
    let body = bytes(ethernet) + bytes(0 as UInt16) + bytes(UInt32(truncatingIfNeeded: snapLength))
    var options: [(UInt16, [UInt8])] = [(2, text(interface.name))]  // if_name
    if !interface.description.isEmpty { options.append((3, text(interface.description))) }  // if_description
    options.append((9, [9]))  // if_tsresol: 10^-9 s
    if let filter { options.append((11, [0] + text(filter, limit: longestOption - 1))) }  // if_filter: libpcap's text
    return block(interfaceDescription, body: body, options: options)
  }

  /// The block that closes an interface: frames that passed it, those of them that the filter let through and, where
  /// any may be, those that were lost.
  static func interfaceStatistics(
    interface: Int, time: UInt64, received: UInt64, accepted: UInt64, lost: UInt64?
  ) -> [UInt8] {
    let body =
      bytes(UInt32(truncatingIfNeeded: interface)) + bytes(UInt32(time >> 32)) + bytes(UInt32(truncatingIfNeeded: time))
    // isb_ifrecv, isb_ifdrop, isb_filteraccept
    let drops = lost.map { [(code: 5 as UInt16, value: bytes($0))] } ?? []
    return block(interfaceStatistics, body: body, options: [(4, bytes(received))] + drops + [(6, bytes(accepted))])
  }

  /// How many of the first `count` bytes at `blocks` are whole blocks.
  static func wholeBlocks(_ blocks: UnsafeRawPointer, count: Int) -> Int {
    var whole = 0
    while whole + 8 <= count {
      let length = Int(UInt32(littleEndian: (blocks + whole + 4).loadUnaligned(as: UInt32.self)))
      precondition(length >= 12, "a block counts its own type and both lengths")
      guard whole + length <= count else { break }
      whole += length
    }
    return whole
  }

  private static func block(_ type: UInt32, body: [UInt8], options: [(code: UInt16, value: [UInt8])]) -> [UInt8] {
    var contents = body
    for option in options {
      contents += bytes(option.code) + bytes(UInt16(option.value.count)) + option.value
      contents += [UInt8](repeating: 0, count: padded(option.value.count) - option.value.count)
    }
    if !options.isEmpty { contents += bytes(0 as UInt32) }  // opt_endofopt
    let length = bytes(UInt32(contents.count + 12))
    return bytes(type) + length + contents + length
  }

  /// As many whole characters of `string` as fit an option.
  private static func text(_ string: String, limit: Int = longestOption) -> [UInt8] {
    Array(clipped(string, limit: limit).utf8)
  }

  /// `string`, or as many whole Unicode scalars of it as `limit` bytes hold.
  static func clipped(_ string: String, limit: Int = longestOption) -> String {
    guard string.utf8.count > limit else { return string }
    var end = string.utf8.index(string.startIndex, offsetBy: limit)
    while end.samePosition(in: string.unicodeScalars) == nil { end = string.utf8.index(before: end) }
    return String(string[..<end])
  }

  private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
