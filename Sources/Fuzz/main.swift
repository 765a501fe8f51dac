import Commands

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// `Fuzz --list` names the targets; `Fuzz TARGET …` hands the rest of the line to libFuzzer.

/// libFuzzer's own main, which calls back for every input.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private func fuzz(_ target: FuzzTarget) -> CInt {
  // Copies that live as long as the process, ended by a nil, without the target's name.
  let arguments = CommandLine.arguments.prefix(1) + CommandLine.arguments.dropFirst(2)
  var words = unsafe arguments.map { word in unsafe strdup(word) } + [nil]
  var count = CInt(arguments.count)
  return unsafe words.withUnsafeMutableBufferPointer { buffer in
    guard var base = buffer.baseAddress else { return 1 }
    return unsafe runDriver(&count, &base) { start, length in
      // libFuzzer owns the bytes until we return.
      FuzzTarget.chosen?.run(unsafe Array(UnsafeBufferPointer(start: start, count: length)))
      return 0
    }
  }
}

let console = TerminalConsole()
if CommandLine.arguments.dropFirst().first == "--list" {
  for target in FuzzTarget.all { console.writeLine(target.name) }
  exit(0)
}
guard let target = FuzzTarget.chosen else {
  console.writeErrorLine("usage: Fuzz --list | TARGET [libFuzzer's options]")
  exit(ExitCode.usage.rawValue)
}
exit(fuzz(target))
