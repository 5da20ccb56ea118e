import Foundation

/// The JSON files of a folder, at any depth, in the order of their paths.
enum ExportFolder {
  /// Answers for a large account are long; beyond this a file is no answer.
  static let sizeLimit = 512 << 20
  /// Links may make a folder its own child.
  static let depthLimit = 12

  struct File {
    /// As complaints call it: the folder as the user typed it, and the path below.
    var name: String
    var bytes: [UInt8]
  }

  /// Hidden files and folders are skipped.
  static func files(in folder: String) throws(LabFileError) -> [File] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw LabFileError(file: folder, message: "no such folder")
    }
    guard isFolder.boolValue else { throw LabFileError(file: folder, message: "not a folder") }
    var files: [File] = []
    try walk(folder, depth: 0, &files)
    return files
  }

  private static func walk(_ folder: String, depth: Int, _ files: inout [File]) throws(LabFileError) {
    guard depth < depthLimit else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw LabFileError(file: folder, message: "the folder cannot be read")
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if attributes?[.type] as? FileAttributeType == .typeSymbolicLink { continue }
        try walk(path, depth: depth + 1, &files)
      } else if name.lowercased().hasSuffix(".json") {
        guard let data = FileManager.default.contents(atPath: path) else {
          throw LabFileError(file: path, message: "cannot be read")
        }
        if data.count > sizeLimit { throw LabFileError(file: path, message: "longer than \(sizeLimit >> 20) MiB") }
        files.append(File(name: path, bytes: Array(data)))
      }
    }
  }
}
