import Capture
import Foundation
import Testing

@Suite("A capture reader")
struct CaptureReaderTests {
  let folder = TemporaryFolder()

  @Test("gives as many frames and bytes as capinfos counts", arguments: ["dns", "icmp", "tls", "ssh"])
  func recorded(name: String) throws {
    let path = try #require(Bundle.module.path(forResource: name, ofType: "pcap", inDirectory: "Captures"))
    var reader = try CaptureReader(path: path)
    var bytes = 0
    var times: [Int64] = []
    while let frame = try reader.next() {
      bytes += frame.originalLength
      times.append(frame.time)
      #expect(!frame.isCut)
    }
    #expect(try capinfos(path, "Number of packets:") == ["\(reader.count)"])
    #expect(try output(of: "capinfos", ["-M", "-d", "-T", "-r", path]).contains("\t\(bytes)"))
    let rows = try tshark(path, ["frame.time_epoch"])
    let expected = rows.map { row in
      row[0].split(separator: ".").compactMap { Int64($0) }.reduce(0) { $0 * 1_000_000_000 + $1 }
    }
    #expect(times == expected)
  }

  /// Global header and one record, by hand after draft-ietf-opsawg-pcap section 4 and 5.
  @Test(
    "understands every byte order and resolution of pcap",
    arguments: [
      ("a1b2c3d4 0002 0004 00000000 00000000 00000040 00000001 00000005 00000007 00000004 00000009 aabbccdd", 7_000),
      ("d4c3b2a1 0200 0400 00000000 00000000 40000000 01000000 05000000 07000000 04000000 09000000 aabbccdd", 7_000),
      ("a1b23c4d 0002 0004 00000000 00000000 00000040 00000001 00000005 00000007 00000004 00000009 aabbccdd", 7),
      ("4d3cb2a1 0200 0400 00000000 00000000 40000000 01000000 05000000 07000000 04000000 09000000 aabbccdd", 7),
    ])
  func formats(file: String, nanoseconds: Int64) throws {
    var reader = try CaptureReader(path: folder.file("a.pcap", holding: hexadecimal(file)))
    let frame = try #require(try reader.next())
    #expect(frame.time == 5_000_000_000 + nanoseconds)
    #expect(Array(frame.bytes) == [0xaa, 0xbb, 0xcc, 0xdd])
    #expect(frame.originalLength == 9)
    #expect(frame.isCut)
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil, "the end stays the end")
  }

  static let header = "d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000"
  static let record = "05000000 07000000 04000000 04000000 aabbccdd"

  @Test(
    "says in words why a file is no capture of Ethernet",
    arguments: [
      ("", "is neither pcap nor pcapng: it is empty"),
      ("d4c3", "is neither pcap nor pcapng: it ends inside its header"),
      ("d4c3b2a1 0200 0400", "is neither pcap nor pcapng: it ends inside its header"),
      ("0a0d0d0a 1c000000 4d3c2b1a", "is neither pcap nor pcapng: it ends inside its header"),
      ("7f454c46 02010100 00000000 00000000", "is neither pcap nor pcapng: it begins with something else"),
      ("1f8b0800 00000000", "is neither pcap nor pcapng: it is compressed (gunzip it first)"),
      ("d4c3b2a1 0200 0400 00000000 00000000 00000400 71000000", "holds frames of link type LINUX_SLL"),
      ("d4c3b2a1 0200 0400 00000000 00000000 00000400 65000000", "holds frames of link type RAW"),
      ("d4c3b2a1 0200 0400 00000000 00000000 00000400 ffff0000", "holds frames of link type number"),
    ])
  func refused(file: String, words: String) throws {
    let path = try folder.file("a.pcap", holding: hexadecimal(file))
    let error = #expect(throws: CaptureError.self) { _ = try CaptureReader(path: path) }
    #expect(error?.description.hasPrefix("'\(path)' \(words)") == true, "\(String(describing: error))")
  }

  @Test(
    "says in words why a file cannot be read",
    arguments: [("none.pcap", "No such file or directory"), ("", "Is a directory")])
  func unreadable(name: String, reason: String) {
    let path = folder.file(name)
    #expect(throws: CaptureError.unreadable(path: path, reason: reason)) { _ = try CaptureReader(path: path) }
    #expect(CaptureError.unreadable(path: "p", reason: reason).description == "cannot read 'p': \(reason)")
  }

  @Test(
    "gives the frames before the place where a file breaks, then says where, and again",
    arguments: [
      (header + "0500", 0, "ends inside its first frame"),
      (header + record + "05000000 07000000", 1, "ends inside the frame after frame 1"),
      (header + record + record + "05000000 07000000 04000000 04000000 aabb", 2, "ends inside the frame after frame 2"),
      (header + record + "05000000 07000000 ffffffff ffffffff aabb", 1, "is damaged after frame 1: "),
      (header + record + "05000000 07000000 ffffff7f ffffff7f aabb", 1, "is damaged after frame 1: "),
      (header + "05000000 07000000 01000400 01000400 aabb", 0, "is damaged at its first frame: "),
    ])
  func broken(file: String, whole: Int, words: String) throws {
    let path = try folder.file("a.pcap", holding: hexadecimal(file))
    var reader = try CaptureReader(path: path)
    for _ in 0..<whole { #expect(try reader.next() != nil) }
    for _ in 0..<2 {
      do throws(CaptureError) {
        _ = try reader.next()
        Issue.record("a frame beyond the break")
      } catch {
        #expect(error.description.hasPrefix("'\(path)' \(words)"), "\(error)")
      }
    }
    #expect(reader.count == whole)
  }

  /// A pcapng file with a section header, one interface per link type, and a frame of the last.
  @Test("refuses a pcapng file that mixes Ethernet with something else")
  func mixed() throws {
    let path = try folder.file(
      "a.pcapng",
      holding: hexadecimal(
        """
        0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffff ffffffff 1c000000
        01000000 14000000 01000000 00000400 14000000
        06000000 24000000 00000000 00000000 00000000 04000000 04000000 aabbccdd 24000000
        01000000 14000000 65000000 00000400 14000000
        06000000 24000000 01000000 00000000 00000000 04000000 04000000 aabbccdd 24000000
        """))
    var reader = try CaptureReader(path: path)
    #expect(try reader.next() != nil)
    do throws(CaptureError) {
      _ = try reader.next()
      Issue.record("a frame that is not Ethernet's")
    } catch {
      #expect("\(error)" == "'\(path)' holds a second kind of frames after frame 1, and only Ethernet (EN10MB) is read")
    }
  }

  /// Times of 2^64 - 1 whole seconds (if_tsresol 0) and lengths of 2^32 - 1 in pcapng blocks.
  @Test(
    "does not trap on numbers beyond what it can hold",
    arguments: [
      "06000000 24000000 00000000 ffffffff ffffffff 04000000 04000000 aabbccdd 24000000",
      "06000000 24000000 00000000 ffffff7f ffffffff 04000000 04000000 aabbccdd 24000000",
      "06000000 24000000 00000000 00000000 00000000 ffffffff 04000000 aabbccdd 24000000",
      "06000000 24000000 00000000 00000000 00000000 04000000 ffffffff aabbccdd 24000000",
      "06000000 24000000 00000000 00000000 00000000 04000000 00000000 aabbccdd 24000000",
      "06000000 ffffffff 00000000 00000000 00000000 04000000 04000000 aabbccdd 24000000",
      "06000000 fcffff7f 00000000 00000000 00000000 04000000 04000000 aabbccdd 24000000",
      "06000000 00000000 00000000 00000000 00000000 04000000 04000000 aabbccdd 24000000",
      "06000000 24000000 ffffffff 00000000 00000000 04000000 04000000 aabbccdd 24000000",
      "03000000 14000000 ffffffff aabbccdd 14000000",
    ])
  func absurd(block: String) throws {
    let file = """
      0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffff ffffffff 1c000000
      01000000 20000000 01000000 00000400 0900 0100 00 000000 0000 0000 20000000
      """
    var reader = try CaptureReader(path: folder.file("a.pcapng", holding: hexadecimal(file + block)))
    do throws(CaptureError) {
      while let frame = try reader.next() {
        #expect(frame.bytes.count <= 4)
        #expect(frame.originalLength >= frame.bytes.count)
      }
    } catch {
      #expect("\(error)".contains("first frame"))
    }
  }
}
