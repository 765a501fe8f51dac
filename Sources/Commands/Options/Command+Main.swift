public import Catalog
import Diagnostics
import Reporting

extension Command {
  /// Does what a command line says: the whole program but for the process's end.
  ///
  /// - Parameters:
  ///   - words: What follows the program's name.
  ///   - console: Where results, progress and errors go.
  ///   - systems: What scenarios can run.
  public static func main(
    _ words: [String], console: any Console, systems: [SystemEntry] = Systems.all
  ) -> ExitCode {
    let code = perform(words, console, systems)
    guard let failure = console.failure else { return code }
    return code.combined(with: report(failure, console))
  }

  /// The whole program of a package with systems of its own: its arguments, its terminal.
  public static func main(systems: [SystemEntry]) -> ExitCode {
    main(Array(CommandLine.arguments.dropFirst()), console: TerminalConsole(), systems: systems)
  }

  private static func perform(
    _ words: [String], _ console: any Console, _ systems: [SystemEntry]
  ) -> ExitCode {
    do throws(ArgumentParser.Failure) {
      let arguments = try ArgumentParser.parse(words)
      guard let action = arguments.command.subcommand.action else {
        preconditionFailure("the parser lets no unavailable command through")
      }
      return action(arguments, console, systems)
    } catch {
      console.writeError(error.findings.rendered)
      if words.contains("--\(Option.json.name)") {
        var json = JSONWriter()
        json.envelope(
          command: error.command?.rawValue, exit: Int(ExitCode.usage.rawValue),
          findings: error.findings)
        console.writeLine(json.text)
      }
      return .usage
    }
  }

  /// Tells of a file that could not be read or written.
  static func report(_ error: FileError, _ console: any Console) -> ExitCode {
    console.writeErrorLine("error: \(error) [\(UsageFinding.fileSystem.rawValue)]")
    return .inputOutput
  }
}
