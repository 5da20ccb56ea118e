import ArgumentParser
import Glibc

/// A VPC that runs on this machine, packet by packet.
struct Vpclab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vpclab",
    abstract: "A VPC that runs on this machine, packet by packet.",
    discussion: """
      LAB is a lab file (*.yaml), a folder with an AWS export (`aws ec2 describe-*` answers as JSON files), or the \
      name of a bundled lab (`vpclab demo` lists them).

      Exit codes: 0 all expectations hold · 1 one does not, or the probe or its answer is dropped · 2 the input or the \
      command line is wrong · 3 vpclab failed or the disk filled · 130 interrupted.
      """,
    version: "vpclab \(version)",
    subcommands: [
      Demo.self, Run.self, Explain.self, Bench.self, Check.self, Import.self, Schema.self, Types.self, Reasons.self,
      Assumptions.self,
    ])

  static let version = "0.1.0"
}

/// What a command ends with, if not with success.
enum Ending: Error {
  /// An expectation does not hold; the probe or its answer is dropped.
  case refuted
  /// The input is wrong: one line for standard error.
  case wrongInput(String)
  /// vpclab failed, or the disk filled.
  case failed(String)
  case interrupted

  var exitCode: Int32 {
    switch self {
    case .refuted: 1
    case .wrongInput: 2
    case .failed: 3
    case .interrupted: 130
    }
  }
}

@main
enum Main {
  static func main() {
    // A reader that goes away (`vpclab run … | head`), or a limit on file sizes, must not end a run in the middle of a
    // capture: writing says so, and the files are closed.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try Vpclab.parseAsRoot()
      try command.run()
      finishOutput()
    } catch let ending as Ending {
      switch ending {
      case .wrongInput(let line), .failed(let line): complain(line)
      case .refuted, .interrupted: break
      }
      finishOutput()
      exit(ending.exitCode)
    } catch {
      let isAsked = Vpclab.exitCode(for: error).isSuccess
      if isAsked { print(Vpclab.fullMessage(for: error)) } else { complain(Vpclab.message(for: error)) }
      exit(isAsked ? 0 : 2)
    }
  }
}

/// Standard output that could not be written is a failure, unless its reader had enough of it.
private func finishOutput() {
  guard fflush(nil) != 0, errno != EPIPE else { return }
  complain("cannot write standard output: \(String(cString: strerror(errno)))")
  exit(3)
}

/// One line on standard error.
func complain(_ line: String) {
  remark("vpclab: " + line.split(whereSeparator: \.isNewline).joined(separator: " "))
}

/// Something worth knowing, on standard error, that is no complaint.
func remark(_ line: String) {
  var text = line + "\n"
  text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
}
