import ArgumentParser
import Cloud
import Lab
import Scenario

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Reads and validates a lab, runs nothing.")
  @Argument(help: "A lab file, a folder with an AWS export, or a bundled lab.") var lab: String

  mutating func run() throws {
    let cloud = try LoadedLab(lab, guest: nil)
    let description = cloud.description
    func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
    print(
      "\(description.name): "
        + [
          count(description.cloud.vpcs.count, "VPC"), count(description.cloud.subnets.count, "subnet"),
          count(description.cloud.instances.count, "instance"), count(description.cloud.networkInterfaces.count, "ENI"),
          count(description.traffic.count, "flow"), count(description.timeline.count, "change"),
          count(description.expectations.count, "expectation"),
        ].joined(separator: ", "))
  }
}

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "An AWS export as a lab file; ids are kept as keys, Name tags as name:.")
  @Argument(help: "A folder with answers of `aws ec2 describe-*` as JSON files.") var folder: String
  @Option(name: [.short, .customLong("output")], help: "The lab file to write; standard output without it.")
  var output: String?

  mutating func run() throws {
    let loaded = try LoadedLab(folder, guest: nil)
    guard loaded.isExport else { throw Ending.wrongInput("\(folder): not a folder with an AWS export") }
    let text = LabFile.write(loaded.description)
    guard let output else { return print(text, terminator: "") }
    try WholeFile(path: output).write(text)
  }
}
