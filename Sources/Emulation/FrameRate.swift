/// The most frames a second that an Ethernet of a given line rate can carry.
///
/// Source: RFC 5180, appendix A.1: line rate / (8 bits × (size + 20 bytes of preamble and inter-frame gap)).
package enum FrameRate {
  /// The frame sizes of RFC 5180 §5.1.1 and its appendix, in bytes, FCS included.
  package static let sizes = [64, 128, 256, 512, 1_024, 1_280, 1_518, 1_522, 2_048, 4_096, 8_192, 9_216]
  /// Bits a second.
  package static let lineRates = [1_000_000_000, 10_000_000_000, 100_000_000_000]
  /// Bytes of frame check sequence, which the frames here are without.
  package static let checkSequence = 4

  /// Frames a second; `size` in bytes, FCS included.
  package static func most(lineRate: Int, size: Int) -> Double { Double(lineRate) / Double(8 * (size + 20)) }
}
