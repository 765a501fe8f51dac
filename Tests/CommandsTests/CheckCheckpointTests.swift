import FoundationEssentials
import Testing

@testable import Commands

@Suite("Checks that are saved")
struct CheckCheckpointTests {
  private static func check(_ words: [String]) -> (
    exit: ExitCode, output: String, errors: String
  ) {
    let console = CapturedConsole()
    let exit = Command.main(["check"] + words, console: console)
    return (exit, console.output, console.errors)
  }

  /// The document but for what is measured.
  private static func document(_ words: [String]) -> String {
    check(words + ["--json"]).output
      .replacing(/"(cpuUs|peakBytes|frontierBytes|workers)":[0-9]+/) { "\"\($0.1)\":0" }
  }

  /// Does something with the name of a folder that is not there yet, and is removed afterwards.
  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = Path.join(
      FileManager.default.temporaryDirectory.path, "nocturne-saved-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private static let commit = ["two-phase-commit", "--bounds", "managers=5", "--property"]

  @Test(
    "What goes on where a limit ended it comes to the document of an undisturbed check",
    arguments: [
      (commit + ["Consistent", "--property", "AllCommit"], ["500", "3000"], []),
      (["two-phase-commit", "--bounds", "managers=4"], ["100"], []),
      (["atomic-commit", "--bounds", "managers=4", "--variant", "bag"], ["300", "2000"], []),
      (["projection", "--variant", "published"], ["2"], []),
      (["three-phase-forks", "--case", "two-of-four"], ["200", "3000"], ["--states", "5000"]),
    ])
  func same(words: [String], pauses: [String], end: [String]) throws {
    try Self.withFolder { folder in
      let plain = Self.document(words + end)
      #expect(plain.contains(#""distinct":"#))
      for (number, states) in pauses.enumerated() {
        let option = number == 0 ? "--checkpoint" : "--resume"
        let (exit, _, errors) = Self.check(
          words + [option, folder, "--states", states, "--no-expect", "--workers", "\(number + 1)"])
        #expect(exit == .inconclusive || exit == .unmet, "\(errors)")
      }
      #expect(Self.document(words + end + ["--resume", folder]) == plain)
      // Once more from the end.
      #expect(Self.document(words + end + ["--resume", folder, "--workers", "1"]) == plain)
    }
  }

  @Test("What cannot be gone on with is a finding, and nothing is explored")
  func refusals() throws {
    try Self.withFolder { folder in
      func expect(_ words: [String], _ exit: ExitCode, _ code: String) {
        let found = Self.check(words)
        #expect(found.exit == exit && found.errors.contains("[\(code)]"), "\(found)")
      }
      let words = Self.commit + ["Consistent"]
      expect(words + ["--resume", folder], .badInput, "no-checkpoint")
      expect(words + ["--checkpoint", folder, "--search", "dfs"], .usage, "not-checkpointed")
      expect(
        ["philosophers", "--property", "SomebodyEats", "--checkpoint", folder], .usage,
        "not-checkpointed")
      #expect(
        Self.check(words + ["--checkpoint", folder, "--states", "900"]).exit == .inconclusive)
      expect(words + ["--checkpoint", folder], .usage, "occupied-path")
      for other in [
        ["two-phase-commit", "--bounds", "managers=4", "--property", "Consistent"],
        Self.commit + ["AllCommit"], words + ["--variant", "hasty"],
        words + ["--reduce", "symmetry"], ["paxos"],
        ["three-phase-forks", "--case", "two-of-four"],
      ] {
        expect(other + ["--resume", folder], .badInput, "other-checkpoint")
      }
      // Of the 64 segments one of those that have states is enough.
      for name in try FileSystem.names(in: folder)
      where !name.hasPrefix("visited") || name.hasSuffix("-7") {
        let path = Path.join(folder, name)
        let whole = try FileSystem.content(of: path)
        if whole.isEmpty { continue }
        var spoiled = whole
        spoiled[whole.count / 2] ^= 4
        for bytes in [spoiled, Array(whole.dropLast(3)), []] {
          try AtomicFile.write(bytes, to: path)
          expect(words + ["--resume", folder], .badInput, "damaged-checkpoint")
        }
        try FileSystem.remove(path)
        expect(
          words + ["--resume", folder], .badInput,
          name == "head" ? "no-checkpoint" : "damaged-checkpoint")
        try AtomicFile.write(whole, to: path)
      }
      #expect(Self.check(words + ["--resume", folder]).exit == .met)
    }
  }

  @Test("Where a checkpoint cannot be written the check ends, and the one before it is kept")
  func unwritten() throws {
    try Self.withFolder { folder in
      let words = Self.commit + ["Consistent"]
      let plain = Self.document(words)
      #expect(
        Self.check(words + ["--checkpoint", folder, "--states", "900"]).exit == .inconclusive)
      // A folder in the way of a file of the next checkpoint, as root may write what is write-protected.
      let obstacle = Path.join(folder, "visited-0-7")
      try FileSystem.makeFolders(Path.join(obstacle, "inner"))
      let stopped = Self.check(words + ["--resume", folder, "--json"])
      #expect(stopped.exit == .inputOutput && stopped.errors.contains("[unwritten-checkpoint]"))
      #expect(stopped.output.contains(#""exit":74"#))
      try FileSystem.remove(obstacle)
      try AtomicFile.write([1], to: Path.join(folder, ".head.writing-1"))
      #expect(Self.document(words + ["--resume", folder]) == plain)
      let names = try FileSystem.names(in: folder)
      #expect(!names.contains(".head.writing-1"))
    }
  }
}
