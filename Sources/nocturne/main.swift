import Commands

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

exit(Command.main(Array(CommandLine.arguments.dropFirst()), console: TerminalConsole()).rawValue)
