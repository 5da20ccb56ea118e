import Cloud
import Guest
import Lab
import Scenario

/// A lab as the command line names it: a file, a folder with an export, or a bundled lab.
struct LoadedLab {
  var description: LabDescription
  var isExport: Bool
  /// Where a recording that the lab names is: relative to the lab's file.
  var folder: String

  /// `guest`: the preset for guests of which the lab says nothing.
  init(_ text: String, guest: String?) throws {
    do {
      let source = try LabSource.load(text)
      description = source.description
      isExport = source.isExport
      folder = source.folder
      for note in source.notes { remark(note) }
    } catch {
      throw Ending.wrongInput("\(error)")
    }
    guard let guest else { return }
    guard let preset = GuestPreset(rawValue: guest) else {
      let names = GuestPreset.allCases.map(\.rawValue)
      let near =
        nearestWord(to: guest, among: names).map { "; did you mean \"\($0)\"?" } ?? ": \(names.joined(separator: ", "))"
      throw Ending.wrongInput("--guest: there is no preset \"\(guest)\"\(near)")
    }
    for id in description.cloud.instances.keys where description.guests[id].map({ $0.preset == .plain }) ?? true {
      description.guests[id, default: GuestDescription()].preset = preset
    }
  }

  /// What a further file says happens in the lab.
  mutating func add(happenings path: String) throws {
    do {
      description = try LabFile.read(happenings: path, in: description)
    } catch {
      throw Ending.wrongInput("\(error)")
    }
    folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// What a path in the lab leads to.
  func file(_ path: String) -> String { path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path }

  func endpoint(_ text: String, option: String, isSource: Bool) throws -> Endpoint {
    do {
      return try Endpoint.parse(text, as: isSource ? .source : .target, in: description)
    } catch {
      throw Ending.wrongInput("\(option) \(text): \(error)")
    }
  }
}
