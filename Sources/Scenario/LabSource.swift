import Cloud
import Foundation
import Lab

/// What a user calls a lab: a lab file, a folder with an export, or a bundled lab's name.
package enum LabSource {
  package struct Loaded: Sendable {
    package var description: LabDescription
    /// Whether it is an account as recorded and not a lab as written.
    package var isExport: Bool
    /// Where relative paths in it begin; empty: where the user is.
    package var folder: String
    /// For standard error: what was taken as given or left out.
    package var notes: [String]
  }

  package static func load(_ name: String) throws(LabFileError) -> Loaded {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
    // A bundled lab's name means the bundled lab, unless a lab file is so called; a path says which.
    if let text = BundledLabs.text(name), !exists || isFolder.boolValue && !name.contains("/") && !holdsExport(name) {
      let lab = try LabFile.read(text: text, name: name)
      return Loaded(description: lab, isExport: false, folder: "", notes: [])
    }
    guard exists else { throw unknown(name) }
    if isFolder.boolValue {
      let (lab, notes) = try Export.read(name)
      return Loaded(description: lab, isExport: true, folder: name, notes: notes)
    }
    let folder = name.lastIndex(of: "/").map { $0 == name.startIndex ? "/" : String(name[..<$0]) } ?? ""
    return Loaded(description: try LabFile.read(name), isExport: false, folder: folder, notes: [])
  }

  /// What a further file says happens in `lab`: `--traffic FILE`.
  package static func adding(trafficFile: String, to lab: LabDescription) -> Result<LabDescription, LabFileError> {
    do throws(LabFileError) {
      return .success(try LabFile.read(happenings: trafficFile, in: lab))
    } catch {
      return .failure(error)
    }
  }

  /// A folder beside the user that happens to be called as a bundled lab is one only with answers in it.
  private static func holdsExport(_ folder: String) -> Bool {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return false }
    return names.contains { $0.lowercased().hasSuffix(".json") }
  }

  private static func unknown(_ name: String) -> LabFileError {
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/") {
      return LabFileError(file: name, message: "no such file or folder")
    }
    if let near = nearestWord(to: name, among: BundledLabs.names) {
      return LabFileError(file: name, message: "no such file, folder or bundled lab; did you mean \(quoted(near))?")
    }
    return LabFileError(
      file: name,
      message: "no such file, folder or bundled lab; bundled are \(BundledLabs.names.joined(separator: ", "))")
  }
}
