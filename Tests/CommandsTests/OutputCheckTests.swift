import Testing

@testable import Commands

@Suite("Where results are to be written")
struct OutputCheckTests {
  private func run(_ words: [String]) -> (exit: ExitCode, output: String, errors: String) {
    let console = CapturedConsole()
    let exit = Command.main(words, console: console)
    return (exit, console.output, console.errors)
  }

  @Test(
    "What cannot be written is told before anything runs",
    arguments: ["/dev/null", "/proc/nocturne", "/dev/null/below"])
  func unusable(path: String) {
    let ran = run(["run", "noc-quorum-fork", "--out", path])
    #expect(ran.exit == .inputOutput && ran.output.isEmpty, "\(ran.errors)")
    #expect(ran.errors.contains("[file-system]"))
    let document = run(["run", "noc-quorum-fork", "--out", path, "--json"])
    #expect(document.output.contains(#""exit":74,"findings":[]"#))
    let shrunk = run(["shrink", "noc-quorum-fork", "--out", path])
    #expect(shrunk.exit == .inputOutput && shrunk.output.isEmpty, "\(shrunk.errors)")
  }

  @Test("The check leaves nothing behind")
  func check() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.check(folder: Path.join(folder.path, "a/b"))
    #expect(try FileSystem.names(in: folder.path).isEmpty)
    try AtomicFile.check(folder: folder.path)
    #expect(try FileSystem.names(in: folder.path).isEmpty)
  }

  @Test("'shrink' takes the place of its own files, and of no others")
  func occupied() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, "small.yaml")
    let words = ["shrink", "noc-quorum-fork", "--budget", "20", "--out", file]
    try AtomicFile.write("name: mine\n", to: file)
    let refused = run(words)
    #expect(refused.exit == .usage)
    #expect(refused.errors.contains("[occupied-path]"))
    #expect(try FileSystem.content(of: file) == Array("name: mine\n".utf8))
    try FileSystem.remove(file)
    #expect(run(words).exit == .met)
    #expect(run(words).exit == .met, "it has written the file itself")
  }
}
