import CPcap

/// A libpcap filter expression (`tcp port 443 and not host 10.0.1.4`), compiled for Ethernet frames.
///
/// The language is pcap-filter(7)'s. Names of hosts and ports in it are looked up on this machine when it is compiled.
package struct CaptureFilter: ~Copyable {
  package let expression: String
  private let program: UnsafeMutablePointer<bpf_program>

  package init(_ expression: String) throws(CaptureError) {
    guard !expression.utf8.contains(0) else {
      throw .badFilter(expression: expression, message: "it contains a NUL byte")
    }
    let longest = Int32(PcapngWriter.longestFrame)
    guard let handle = pcap_open_dead(DLT_EN10MB, longest) else {
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
