import Cloud
import Lab

/// An AWS account as `aws ec2 describe-*` tells it: a folder of JSON files, known by their top-level keys.
///
/// Nothing is judged by quotas that AWS has raised there; what contradicts itself is refused, and what this version
/// does not carry is left out and said.
package enum Export {
  /// The cloud as recorded, and a sentence for everything that was taken as given or left out.
  package static func read(_ folder: String) throws(LabFileError) -> (lab: LabDescription, notes: [String]) {
    let files = try ExportFolder.files(in: folder)
    return try read(files.map { ($0.name, $0.bytes) }, folder: folder)
  }

  /// The same from texts in memory.
  package static func read(
    _ files: [(name: String, bytes: [UInt8])], folder: String
  ) throws(LabFileError) -> (lab: LabDescription, notes: [String]) {
    var reader = ExportReader()
    var isExport = false
    for file in files {
      let root: SourceNode
      do throws(Complaint) {
        root = try JSONText.nodes(of: file.bytes)
      } catch {
        throw error.inFile(file.name)
      }
      if try reader.sort(root, file.name) { isExport = true }
    }
    guard isExport else {
      throw LabFileError(
        file: folder,
        message: files.isEmpty
          ? "no *.json file in this folder; an export is what aws ec2 describe-vpcs, describe-subnets, … answer"
          : "no answer of aws ec2 describe-vpcs, describe-subnets, … in this folder's *.json files")
    }
    let cloud = try reader.cloud(of: folder)
    var lab = LabDescription(name: LabFile.labName(ofFile: folder))
    lab.isRecorded = true
    lab.cloud = cloud
    return (lab, reader.notes)
  }
}
