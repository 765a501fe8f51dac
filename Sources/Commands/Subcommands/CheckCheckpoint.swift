import Catalog
import Determinism
import Diagnostics
import ModelChecking
import Reporting
import Synchronization

/// Where a check is saved, and whether it goes on with what was saved there, as a command line says it.
struct CheckCheckpoint {
  let folder: String
  let resumes: Bool
  private let words: [String]

  /// How long to search between two checkpoints unless the user says otherwise, in milliseconds.
  static let usualInterval: UInt64 = 600_000

  /// Nil where nothing is saved.
  init?(_ arguments: ParsedArguments) {
    guard let folder = arguments.text(.checkpoint) ?? arguments.text(.resume) else { return nil }
    self.folder = folder
    resumes = arguments.text(.resume) != nil
    words = ["check"] + arguments.operands + ["--\(resumes ? "resume" : "checkpoint")", folder]
  }

  /// Makes a request one that is saved, or gone on with.
  ///
  /// - Throws: Why it cannot be, before anything is explored.
  func prepare(
    _ request: inout ModelRequest, _ subject: CheckSubject, _ arguments: ParsedArguments,
    _ console: any Console
  ) throws(CheckRefusal) {
    if request.search != .bfs {
      throw refusal(
        .usage, CheckpointFinding.notCheckpointed, at: 2,
        "a search '\(request.search.rawValue)' is not saved", hint: "searches 'bfs' are")
    }
    let hasHead = FileSystem.kind(of: Path.join(folder, "head")) != nil
    if !resumes, hasHead {
      throw refusal(
        .usage, UsageFinding.occupied, at: 3, "'\(folder)' holds a checkpoint",
        hint: "go on with it by '--resume \(folder)', or remove it first")
    }
    if resumes, !hasHead {
      throw refusal(
        .badInput, CheckpointFinding.noCheckpoint, at: 3, "'\(folder)' holds no checkpoint",
        hint: "begin with '--checkpoint \(folder)'")
    }
    let store = FolderBlocks(folder: folder)
    do throws(FileError) {
      try AtomicFile.check(folder: folder)
      try store.removeUnfinished()
    } catch {
      throw CheckRefusal(exit: Command.report(error, console), findings: [])
    }
    let interval = 1_000 * (arguments.number(.checkpointEvery) ?? Self.usualInterval)
    let next = Mutex(ProcessClock.elapsedMicroseconds + interval)
    request.options.checkpoints = Checkpoints(
      store,
      isDue: { _ in next.withLock { ProcessClock.elapsedMicroseconds >= $0 } },
      tell: { next.withLock { $0 = ProcessClock.elapsedMicroseconds + interval } })
    request.options.subject =
      (["nocturne", ProductVersion.text, "check"] + subject.words.map(CommandLineText.quoted)
      + subject.properties.flatMap { ["--property", CommandLineText.quoted($0)] }
      + (subject.digest.map { ["(\($0))"] } ?? [])).joined(separator: " ")
    request.resumes = resumes
  }

  private func refusal(
    _ exit: ExitCode, _ code: some FindingCode, at place: Int, _ message: String, hint: String
  ) -> CheckRefusal {
    CheckRefusal(exit, words, at: place, code, message, hint: hint)
  }

  /// What became of a checkpoint.
  func refusal(_ error: CheckpointError) -> CheckRefusal {
    switch error {
    case .unsaved(let error):
      let (name, reason) = Self.words(error)
      return refusal(
        .inputOutput, CheckpointFinding.unwrittenCheckpoint, block: name, reason,
        hint: "an earlier checkpoint is whole: make room, and go on with '--resume \(folder)'")
    case .store(.refused(let name, let reason)):
      return refusal(
        .inputOutput, CheckpointFinding.damagedCheckpoint, block: name, reason,
        hint: "see who may read the file")
    case .store(.missing(let name)):
      return refusal(
        .badInput, CheckpointFinding.damagedCheckpoint, block: name,
        "this part of the checkpoint is missing",
        hint: "begin anew in another folder")
    case .damaged(let name):
      return refusal(
        .badInput, CheckpointFinding.damagedCheckpoint, block: name,
        "this part of the checkpoint is not as it was written",
        hint: "begin anew in another folder")
    case .other(let subject):
      return refusal(
        .badInput, CheckpointFinding.otherCheckpoint, block: "head",
        "the checkpoint is of another search",
        hint: "it is of: \(subject.isEmpty ? "nobody knows what" : subject)")
    case .compound:
      return refusal(
        .usage, CheckpointFinding.notCheckpointed, at: 2,
        "a search of a cluster that leaves steps out is not saved",
        hint: "leave '--reduce' or '--\(resumes ? "resume" : "checkpoint")' out")
    case .formulas:
      return refusal(
        .usage, CheckpointFinding.notCheckpointed, at: 2,
        "only formulas with time are asked about, and the graph of them is not saved",
        hint:
          "ask about a property of states too, or leave '--\(resumes ? "resume" : "checkpoint")' out"
      )
    }
  }

  private static func words(_ error: BlockStoreError) -> (name: String, reason: String) {
    switch error {
    case .missing(let name): (name, "it is missing")
    case .refused(let name, let reason): (name, reason)
    }
  }

  private func refusal(
    _ exit: ExitCode, _ code: CheckpointFinding, block: String, _ message: String, hint: String
  ) -> CheckRefusal {
    CheckRefusal(exit, block: block, of: folder, code, message, hint: hint)
  }
}
