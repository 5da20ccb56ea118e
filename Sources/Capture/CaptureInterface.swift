/// What a capture file says about one place at which frames were captured.
package struct CaptureInterface: Hashable, Sendable {
  /// Wireshark's `frame.interface_name`: the ENI as the lab calls it, `web/eth0`.
  package var name: String
  /// Wireshark's `frame.interface_description`: ids and addresses, for people. Empty: none.
  package var description: String

  package init(name: String, description: String = "") {
    self.name = name
    self.description = description
  }
}

/// Which way a frame went, seen from the guest whose network card it passed.
///
/// The numbers are those of bits 0 and 1 of `epb_flags`.
/// Source: draft-ietf-opsawg-pcapng, section 4.3.1 "Enhanced Packet Block Flags Word".
package enum CaptureDirection: UInt32, Sendable {
  case inbound = 1
  case outbound = 2
}
