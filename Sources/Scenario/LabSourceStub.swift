// Gives way to LabSource.swift, BundledLabs.swift and the others as they come: delete this file with them.
import Lab
package enum LabSource {
  package static func load(_ text: String) throws -> (description: LabDescription, isExport: Bool, folder: String, notes: [String]) {
    (try LabFile.read(text.hasSuffix(".yaml") ? text : "labs/\(text).yaml"), false, "", [])
  }
  package static func adding(trafficFile: String, to lab: LabDescription) -> Result<LabDescription, LabFileError> { .success(lab) }
}
package enum BundledLabs {
  package static let names = ["asymmetric-routing"]
  package static func summary(_ name: String) -> String { "x" }
}
package enum LabSchema { package static let json = "{}" }
extension LabFile { package static func write(_ lab: LabDescription) -> String { "" } }
