import Foundation
import Lab

/// A lab as a YAML text; `README.md`, "A lab of your own".
package enum LabFile {
  /// More than any lab needs; a capture file that is named by mistake should not fill the memory.
  static let sizeLimit = 64 << 20

  /// Reads the file at `path`. Names in complaints are as the user typed them.
  package static func read(_ path: String) throws(LabFileError) -> LabDescription {
    let bytes = try Self.bytes(at: path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LabFileError(file: path, mark: badUTF8(in: bytes), message: "not UTF-8")
    }
    return try read(text: text, name: path)
  }

  /// Reads a text; `name` is what complaints call it.
  package static func read(text: String, name: String) throws(LabFileError) -> LabDescription {
    do throws(Complaint) {
      return try LabReader.read(try YAMLText.nodes(of: text), name: labName(ofFile: name))
    } catch {
      throw error.inFile(name)
    }
  }

  /// `my-lab` of `labs/my-lab.yaml`, without what a name may not have.
  static func labName(ofFile path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? ""
    for ending in [".yaml", ".yml"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    let allowed = name.unicodeScalars.map { scalar -> Character in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar)
        ? Character(scalar) : "-"
    }
    let trimmed = String(allowed).drop { $0 == "." || $0 == "-" }
    return trimmed.isEmpty ? "lab" : String(trimmed.prefix(60))
  }

  static func bytes(at path: String) throws(LabFileError) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw LabFileError(file: path, message: "no such file")
    }
    if isFolder.boolValue { throw LabFileError(file: path, message: "a folder, not a file") }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw LabFileError(file: path, message: "cannot be read")
    }
    defer { try? handle.close() }
    do {
      let data = try handle.read(upToCount: sizeLimit + 1) ?? Data()
      if data.count > sizeLimit { throw LabFileError(file: path, message: "longer than \(sizeLimit >> 20) MiB") }
      return Array(data)
    } catch let error as LabFileError {
      throw error
    } catch {
      throw LabFileError(file: path, message: "cannot be read")
    }
  }

  /// Where the first bytes stand that are no UTF-8.
  static func badUTF8(in bytes: [UInt8]) -> SourceMark {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return SourceMark(line: line, column: column)
  }
}
