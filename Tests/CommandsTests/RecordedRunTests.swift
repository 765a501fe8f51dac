import Reporting
import Testing

@testable import Commands

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("Replaying a folder of results")
struct RecordedRunTests {
  /// The folder of a campaign of which some seeds fail.
  private static func campaign(in folder: String, seeds: String) throws -> String {
    let file = Path.join(folder, "swarm.yaml")
    try AtomicFile.write(Self.scenario, to: file)
    let out = Path.join(folder, "results")
    let console = CapturedConsole()
    _ = Command.main(["run", file, "--seeds", seeds, "--out", out], console: console)
    let range = seeds.replacing("..", with: "-")
    return Path.join(out, "swarm/repaired/default/\(range)")
  }

  /// Broken where the seed cuts three replicas off after the primary's crash without a log.
  private static let scenario =
    CampaignTests.scenario.replacing("crashes.0: {chance: 50 %}", with: "crashes.0: {chance: 30 %}")
    + "\nmutant: skipWAL\n"

  private func run(_ words: [String]) -> (exit: ExitCode, output: String, errors: String) {
    let console = CapturedConsole()
    let exit = Command.main(words, console: console)
    return (exit, console.output, console.errors)
  }

  private func line(_ text: String, _ start: String) -> Substring? {
    text.split(separator: "\n").first { $0.hasPrefix(start) }
  }

  @Test("The folder that a run leaves is replayed to the same digest")
  func folder() throws {
    let folder = try TemporaryFolder()
    let ran = run([
      "run", "three-phase", "--case", "n=4", "--seed", "5", "--set", "links.default.loss=2 %",
      "--out", folder.path,
    ])
    let result = Path.join(folder.path, "three-phase/repaired/n=4,links.default.loss=2%20%25/5")
    let replayed = run(["replay", result])
    #expect(replayed.exit == .met && replayed.errors.isEmpty, "\(replayed.errors)")
    let digest = try #require(line(ran.output, "digest: "))
    #expect(line(replayed.output, "digest: ") == digest)
    let other = run(["replay", result, "--seed", "6"])
    #expect(line(other.output, "digest: ") != digest && other.errors.isEmpty)
    let stopped = run(["replay", result, "--until", "3"])
    #expect(stopped.exit == .met && stopped.errors.isEmpty)
  }

  @Test("Of a campaign the first seed that failed is replayed, or else the first")
  func failing() throws {
    let folder = try TemporaryFolder()
    let result = try Self.campaign(in: folder.path, seeds: "1..20")
    let bytes = try FileSystem.content(of: Path.join(result, "result.json"))
    let failing = try #require(RecordedResult(bytes)?.firstFailing)
    try #require(failing > 1)
    let replayed = run(["replay", result])
    #expect(replayed.exit == .unmet)
    #expect(replayed.output.contains("seeds     \(failing)\n"))
    #expect(
      replayed.errors
        == "note: seed \(failing) is replayed, the first that failed in the campaign of seeds "
        + "1 to 20; --seed chooses another\n")
    let chosen = run(["replay", result, "--seed", "1"])
    #expect(chosen.output.contains("seeds     1\n") && chosen.errors.isEmpty)

    let sound = try Self.campaign(in: folder.path, seeds: "1..\(failing - 1)")
    guard failing > 2 else { return }
    let first = run(["replay", sound])
    #expect(first.exit == .met && first.output.contains("seeds     1\n"))
    #expect(first.errors.contains("in which none failed"))
  }

  @Test("Another scenario, or another run, than the folder recorded is told, and not met")
  func differences() throws {
    let folder = try TemporaryFolder()
    let result = try Self.campaign(in: folder.path, seeds: "1..20")
    let file = Path.join(folder.path, "swarm.yaml")
    try AtomicFile.write(
      Self.scenario.replacing("between: [1 ms, 2 ms]", with: "between: [1 ms, 3 ms]"), to: file)
    let edited = run(["replay", result, "--seed", "1"])
    #expect(edited.exit == .unmet)
    #expect(edited.errors.contains("\(result)/result.json:"))
    #expect(edited.errors.contains("warning: the scenario is another than the one of this result"))
    let document = run(["replay", result, "--seed", "1", "--json"]).output
    #expect(document.contains(#""exit":1"#) && document.contains(#""code":"other-result""#))

    // Another build would give another digest of the same scenario.
    try AtomicFile.write(Self.scenario, to: file)
    let path = Path.join(result, "result.json")
    let text = String(decoding: try FileSystem.content(of: path), as: UTF8.self)
    let digest = try #require(RecordedResult(Array(text.utf8))?.each.first?.traceDigest)
    let spoiled = String(digest.reversed())
    try AtomicFile.write(text.replacing(digest, with: spoiled), to: path)
    let rebuilt = run(["replay", result])
    #expect(rebuilt.exit == .unmet)
    #expect(
      rebuilt.errors.contains("is another than the one of this result: its digest is \(digest)"))
    #expect(rebuilt.errors.contains("so the result was made by another build"))

    try FileSystem.remove(path)
    let alone = run(["replay", result])
    #expect(alone.exit == .met, "seed 1 is the first of run.txt")
    #expect(alone.errors.contains("so nothing can be compared"))
  }

  @Test("A folder whose run.txt was spoiled is a finding in that file")
  func spoiled() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, RecordedRun.commandFile)
    for (text, column) in [
      ("", 1), ("rm -rf x\n", 1), ("nocturne run 'open\n", 1), ("nocturne run --seed 1\n", 22),
      ("nocturne run --help\n", 1), ("nocturne run three-phase --seed banana\n", 33),
      ("nocturne run three-pha", 14), ("nocturne run three-phase --se", 26),
      ("nocturne run three-phase --seed 1\n", 34),
      ("nocturne run three-phase --case n=4 --seed 1 --set n=some\n", 54),
      ("nocturne run three-phase --case n=4 --seed 1 --set 'n=some more'\n", 55),
      ("nocturne run three-phase --case n=5 --seed 1\r\n\r\nn = 5\n", 14),
    ] {
      try AtomicFile.write(text, to: file)
      let replayed = run(["replay", folder.path])
      #expect(replayed.exit == .badInput, "\(text)")
      #expect(replayed.errors.hasPrefix("\(file):1:\(column): error: "), "\(replayed.errors)")
    }
  }

  @Test("A folder without a run.txt that can be read is told as that, and so is a folder to run")
  func missing() throws {
    let folder = try TemporaryFolder()
    let file = Path.join(folder.path, RecordedRun.commandFile)
    let none = run(["replay", folder.path])
    #expect(none.exit == .badInput && none.errors.contains("holds no run.txt [unreadable-record]"))
    try FileSystem.makeFolders(file)
    #expect(run(["replay", folder.path]).errors.contains("'\(file)' is a folder, and no file"))
    let device = run(["replay", "/dev/null"])
    #expect(device.exit == .badInput && device.errors.contains("'/dev/null' is a device"))
    for command in ["run", "shrink"] {
      let refused = run([command, folder.path])
      #expect(refused.exit == .badInput)
      #expect(refused.errors.contains("'\(folder.path)' is a folder, and no scenario"))
    }
    try FileSystem.remove(file)
    try AtomicFile.write("nocturne run three-phase\n", to: file)
    #expect(run(["run", folder.path]).errors.contains("'nocturne replay' repeats them"))
    let overridden = run(["replay", folder.path, "--set", "n=7"])
    #expect(overridden.exit == .usage && overridden.errors.contains("'--set' contradicts"))
  }

  @Test("Lines of JSON have standard output for themselves")
  func jsonLines() {
    let words = ["replay", "three-phase", "--case", "n=4", "--set", "parameters.slots=1"]
    let traced = run(words + ["--trace", "jsonl"])
    let lines = traced.output.split(separator: "\n")
    #expect(lines.count > 20 && lines.allSatisfy { $0.hasPrefix("{\"step\":") })
    #expect(traced.errors.contains("verdict: Agreement holds"))
    let stopped = run(words + ["--trace", "jsonl", "--until", "3"])
    #expect(stopped.output.split(separator: "\n").count == 3)
    let both = run(words + ["--trace", "jsonl", "--json"])
    #expect(both.exit == .usage)
    #expect(both.errors.contains("'--json' contradicts '--trace jsonl' [conflicting-options]"))
    #expect(both.output.contains(#""exit":64"#))
  }

  @Test("A file above its limit is a finding, however large it is")
  func tooLarge() throws {
    let folder = try TemporaryFolder()
    let record = Path.join(folder.path, RecordedRun.commandFile)
    let scenario = Path.join(folder.path, "large.yaml")
    for size in [(1 << 20) + 1, (2 << 20) + 1, 3_000_000_000] {
      for path in [record, scenario] {
        // A file that is all holes: it takes no room on the disk.
        try AtomicFile.write("#", to: path)
        // The path is passed as a C string for the call only.
        try #require(unsafe truncate(path, size) == 0)
      }
      for words in [["run", scenario], ["replay", scenario], ["replay", folder.path]] {
        let ran = run(words)
        #expect(ran.exit == .badInput, "\(words)")
        #expect(ran.errors.contains("[file-too-large]") && ran.errors.contains("= hint: "))
        #expect(ran.errors.contains("more than 1048576 bytes"))
      }
    }
  }

  @Test("Words come back from the line that was made of them")
  func words() {
    for words in [["a"], ["", "b c", "it's"], ["--set", "x={a: 1}"], ["'", "''", "\\"]] {
      #expect(ShellWord.words(of: ShellWord.line(words)) == words)
    }
    #expect(ShellWord.words(of: "a 'b") == nil)
    #expect(ShellWord.words(of: "a  b") == nil)
  }
}
