import ArgumentParser

@main
struct Vpclab: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "vpclab")
}
