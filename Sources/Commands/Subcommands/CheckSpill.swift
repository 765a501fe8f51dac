import Catalog
import Determinism
import Diagnostics
import ModelChecking
import Reporting

/// Where a check puts what memory has no room for, as a command line says it.
struct CheckSpill {
  let folder: String
  private let words: [String]

  /// Nil where all is kept in memory.
  init?(_ arguments: ParsedArguments) {
    guard let folder = arguments.text(.spill) else { return nil }
    self.folder = folder
    words = ["check"] + arguments.operands + ["--spill", folder]
  }

  /// Makes a request one that goes on on disk.
  ///
  /// - Returns: The folder, which is to be closed when the search is over.
  /// - Throws: Why it cannot be, before anything is explored.
  func prepare(
    _ request: inout ModelRequest, _ console: any Console, _ progress: ProgressBar
  ) throws(CheckRefusal) -> FolderScratch {
    if request.search != .bfs {
      throw unavailable("a search '\(request.search.rawValue)' keeps all in memory")
    }
    if request.options.reducesOrders {
      throw unavailable("where orders of steps are left out, all is kept in memory")
    }
    let scratch = try open(console)
    request.options.spill = Spill(scratch) { bytes in
      progress.add(bytes == 0 ? "" : "  \(ProgressBar.grouped(UInt64(bytes))) bytes on disk")
    }
    return scratch
  }

  private func open(_ console: any Console) throws(CheckRefusal) -> FolderScratch {
    do throws(FolderScratch.Refusal) {
      return try FolderScratch(folder: folder)
    } catch {
      switch error {
      case .taken:
        throw refusal(
          .usage, SpillFinding.takenSpill, at: 3, "another process spills to '\(folder)'",
          hint: "name another folder, or wait until it has ended")
      case .occupied(let name):
        throw refusal(
          .usage, UsageFinding.occupied, at: 3,
          "'\(folder)' holds '\(name)', which 'check --spill' has not written",
          hint: "name a folder that is empty, or is not there yet")
      case .file(let error):
        throw CheckRefusal(exit: Command.report(error, console), findings: [])
      }
    }
  }

  /// What became of what was put there.
  func refusal(_ error: SpillError) -> CheckRefusal {
    switch error {
    case .unavailable(let why):
      return unavailable(why)
    case .damaged(let name), .store(.missing(let name)):
      return refusal(
        .inputOutput, SpillFinding.damagedSpill, block: name,
        "this part of the search is not as it was written",
        hint: "see who else writes there, or whether the disk is sound; then begin anew")
    case .store(.refused(let name, let reason)):
      return refusal(
        .inputOutput, SpillFinding.unwrittenSpill, block: name, reason,
        hint:
          "make room, or name a folder on another disk, and begin anew; or allow more '--memory'")
    }
  }

  private func unavailable(_ why: String) -> CheckRefusal {
    refusal(
      .usage, SpillFinding.notSpilled, at: 2, why,
      hint: "searches 'bfs' for properties of states go on on disk, with '--reduce symmetry' too")
  }

  private func refusal(
    _ exit: ExitCode, _ code: some FindingCode, at place: Int, _ message: String, hint: String
  ) -> CheckRefusal {
    CheckRefusal(exit, words, at: place, code, message, hint: hint)
  }

  private func refusal(
    _ exit: ExitCode, _ code: SpillFinding, block: String, _ message: String, hint: String
  ) -> CheckRefusal {
    CheckRefusal(exit, block: block, of: folder, code, message, hint: hint)
  }
}
