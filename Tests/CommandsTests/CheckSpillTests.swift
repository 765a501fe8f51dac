import Catalog
import Determinism
import Diagnostics
import FoundationEssentials
import ModelChecking
import Testing

@testable import Commands

@Suite("Checks that go on on disk")
struct CheckSpillTests {
  private static func check(_ words: [String]) -> (
    exit: ExitCode, output: String, errors: String
  ) {
    let console = CapturedConsole()
    let exit = Command.main(["check"] + words, console: console)
    return (exit, console.output, console.errors)
  }

  /// The document but for what is measured.
  private static func document(_ words: [String]) -> String {
    check(words + ["--json"]).output.replacing(
      /"(cpuUs|tableBytes|frontierBytes|peakBytes|spilledBytes|workers)":[0-9]+/
    ) { "\"\($0.1)\":0" }
  }

  /// Does something with the name of a folder that is not there yet, and is removed afterwards.
  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = Path.join(
      FileManager.default.temporaryDirectory.path, "nocturne-spill-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private static let commit = [
    "two-phase-commit", "--bounds", "managers=5", "--property", "Consistent", "--property",
    "AllCommit",
  ]

  @Test(
    "What memory has no room for comes to the document of a check in memory",
    arguments: [
      (commit, "100 KiB"), (commit + ["--states", "5000"], "100 KiB"),
      (commit + ["--variant", "hasty"], "64 KiB"), (commit + ["--reduce", "symmetry"], "16 KiB"),
      (
        ["atomic-commit", "--bounds", "managers=4", "--variant", "bag", "--property", "Commits"],
        "64 KiB"
      ),
      (["three-phase-forks", "--case", "two-of-four", "--states", "5000"], "200 KiB"),
    ])
  func same(words: [String], memory: String) throws {
    let plain = Self.document(words)
    #expect(plain.contains(#""distinct":"#))
    for workers in ["1", "2"] {
      try Self.withFolder { folder in
        let more = ["--memory", memory, "--workers", workers]
        #expect(Self.check(words + more + ["--no-expect"]).exit != .met)
        let spill = more + ["--spill", Path.join(folder, "inner")]
        #expect(Self.document(words + spill) == plain)
        #expect(Self.check(words + spill + ["--json"]).output.contains(/"spilledBytes":[1-9]/))
        // What was made is gone.
        #expect(FileSystem.kind(of: folder) == nil)
      }
    }
  }

  @Test("What does not go on on disk is a finding, and nothing is explored")
  func refusals() throws {
    try Self.withFolder { folder in
      func expect(_ words: [String], _ exit: ExitCode, _ code: String) {
        let found = Self.check(words + ["--spill", folder])
        #expect(found.exit == exit && found.errors.contains("[\(code)]"), "\(found)")
      }
      expect(Self.commit + ["--search", "dfs"], .usage, "not-spilled")
      expect(["two-phase-commit-bag", "--reduce", "por"], .usage, "not-spilled")
      expect(["philosophers", "--property", "SomebodyEats"], .usage, "not-spilled")
      for option in ["--checkpoint", "--resume"] {
        #expect(Self.check(Self.commit + [option, folder, "--spill", folder]).exit == .usage)
      }
      #expect(FileSystem.kind(of: folder) == nil)
      try AtomicFile.write([1], to: Path.join(folder, "block-1"))
      expect(Self.commit, .usage, "occupied-path")
      try FileSystem.remove(Path.join(folder, "block-1"))
      let open = try FolderScratch(folder: folder)
      expect(Self.commit, .usage, "taken-spill-folder")
      open.close()
      #expect(Self.check(Self.commit + ["--spill", folder]).exit == .met)
      #expect(Self.check(Self.commit + ["--spill", "/proc/nobody"]).exit == .inputOutput)
    }
  }

  @Test("What becomes of the disk ends with 74")
  func disk() throws {
    let arguments = try ArgumentParser.parse(["check"] + Self.commit + ["--spill", "folder"])
    for (error, code) in [
      (BlockStoreError.refused(name: "block-3", reason: "full"), SpillFinding.unwrittenSpill),
      (.missing("block-3"), .damagedSpill),
    ] {
      let refusal = CheckRefusal("two-phase-commit", .spill(.store(error)), arguments)
      #expect(refusal.exit == .inputOutput)
      #expect(refusal.findings.map(\.file) == ["folder/block-3"])
      #expect(refusal.findings.rendered.contains("[\(code.rawValue)]"))
    }
    let damaged = CheckRefusal("two-phase-commit", .spill(.damaged("block-3")), arguments)
    #expect(damaged.exit == .inputOutput)
  }
}

@Suite("Blocks in a folder for a while")
struct FolderScratchTests {
  @Test("What a killed process left is removed, and what is written is gone at the end")
  func keep() throws {
    let folder = Path.join(
      FileManager.default.temporaryDirectory.path, "nocturne-scratch-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write([], to: Path.join(folder, ".nocturne-spill"))
    try AtomicFile.write([1, 2], to: Path.join(folder, "block-7"))
    let scratch = try FolderScratch(folder: folder)
    #expect(try FileSystem.names(in: folder) == [".nocturne-spill"])
    #expect(throws: FolderScratch.Refusal.taken) { try FolderScratch(folder: folder) }
    try scratch.write([3, 4, 5], to: "block-7")
    #expect(try scratch.read("block-7") == [3, 4, 5])
    #expect(throws: BlockStoreError.self) { try scratch.write([6], to: "block-7") }
    #expect(throws: BlockStoreError.missing("block-8")) { try scratch.read("block-8") }
    for name in ["../secret", "", ".", "a", "block-", "block-1x"] {
      #expect(throws: BlockStoreError.missing(name)) { try scratch.read(name) }
    }
    try scratch.write([], to: "block-9")
    try scratch.remove("block-7")
    #expect(throws: BlockStoreError.missing("block-7")) { try scratch.read("block-7") }
    // The folder was there before.
    scratch.close()
    #expect(try FileSystem.names(in: folder) == [])
    try FileSystem.makeFolders(Path.join(folder, "block-1"))
    #expect(throws: FolderScratch.Refusal.occupied(name: "block-1")) {
      try FolderScratch(folder: folder)
    }
  }

  @Test("A folder that goes away is an error, and no crash")
  func gone() throws {
    let folder = Path.join(
      FileManager.default.temporaryDirectory.path, "nocturne-scratch-\(UUID().uuidString)")
    let scratch = try FolderScratch(folder: folder)
    try FileSystem.remove(folder)
    #expect(throws: BlockStoreError.self) { try scratch.write([1], to: "block-0") }
    scratch.close()
  }
}
