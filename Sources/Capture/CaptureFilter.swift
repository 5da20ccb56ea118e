import CPcap

/// A libpcap filter expression (`tcp port 443 and not host 10.0.1.4`), compiled for Ethernet frames.
///
/// The language is pcap-filter(7)'s. Names of hosts and ports in it are looked up on this machine when it is compiled.
package struct CaptureFilter: ~Copyable {
  /// The longest expression that is compiled, in bytes of UTF-8. What libpcap needs grows with the third power of the
  /// terms: `port 0 or port 1 …` takes 2 s with 200 and more than 20 s with 500 of them.
  package static let longestExpression = 2_048

  package let expression: String
  private let program: UnsafeMutablePointer<bpf_program>

  package init(_ expression: String) throws(CaptureError) {
    guard !expression.utf8.contains(0) else {
      throw .badFilter(expression: expression, message: "it contains a NUL byte")
    }
    guard expression.utf8.count <= Self.longestExpression else {
      throw .badFilter(
        expression: PcapngBlock.clipped(expression, limit: 60) + "…",
        message: "it has \(expression.utf8.count) bytes, and \(Self.longestExpression) is the most")
    }
    guard let handle = pcap_open_dead(DLT_EN10MB, Int32(PcapngWriter.longestFrame)) else {
      throw .badFilter(expression: expression, message: "libpcap has no memory for it")
    }
    defer { pcap_close(handle) }
    let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
    program.initialize(to: bpf_program())
    // An unknown netmask only rules out "ip broadcast", and libpcap says so.
    guard pcap_compile(handle, program, expression, 1, bpf_u_int32.max) == 0 else {
      let message = String(cString: pcap_geterr(handle))
      program.deallocate()
      throw .badFilter(expression: expression, message: message)
    }
    self.expression = expression
    self.program = program
  }

  deinit {
    pcap_freecode(program)
    program.deallocate()
  }

  /// Whether the expression holds for `frame`.
  package func matches(_ frame: UnsafeRawBufferPointer) -> Bool {
    guard let bytes = frame.baseAddress else { return false }
    var header = pcap_pkthdr()
    header.caplen = bpf_u_int32(truncatingIfNeeded: frame.count)
    header.len = header.caplen
    return pcap_offline_filter(program, &header, bytes.assumingMemoryBound(to: UInt8.self)) != 0
  }
}
