import Catalog
import Reporting

extension Subcommand {
  static let version = Subcommand(
    summary: "Print the version and what this program was built for", action: printVersion)
}

private func printVersion(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  console.writeLine("nocturne \(ProductVersion.text)")
  console.writeLine("\(Build.configuration) build for \(Build.processor) \(Build.system)")
  return .met
}

/// What the compiler was told; results name it, because a trace is promised per build.
enum Build {
  #if DEBUG
    static let configuration = "debug"
  #else
    static let configuration = "release"
  #endif

  #if arch(x86_64)
    static let processor = "x86-64"
  #elseif arch(arm64)
    static let processor = "arm64"
  #else
    static let processor = "other"
  #endif

  #if os(Linux)
    static let system = "Linux"
  #elseif os(macOS)
    static let system = "macOS"
  #else
    static let system = "other"
  #endif
}
