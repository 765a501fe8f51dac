import Catalog
import Determinism
import Diagnostics
import ModelChecking
import Reporting
import Traces

/// Why something was not checked.
struct CheckRefusal: Error {
  let exit: ExitCode
  let findings: [Finding]
}

/// One check of one model or scenario.
struct CheckWork {
  private let subject: CheckSubject
  private let arguments: ParsedArguments
  private let console: any Console
  private let request: ModelRequest

  /// The most memory unless the user says otherwise.
  static let usualBytes: UInt64 = 4 << 30

  init(_ subject: CheckSubject, _ arguments: ParsedArguments, _ console: any Console) {
    (self.subject, self.arguments, self.console) = (subject, arguments, console)
    var request = ModelRequest(
      variant: subject.variant, bounds: subject.bounds, properties: subject.properties,
      walks: RandomWalks(
        seed: arguments.number(.seed).flatMap { try? Seed($0) } ?? .standard,
        walks: arguments.count(.walks) ?? 1_000,
        steps: arguments.count(.steps) ?? 100))
    request.search = arguments.text(.search).flatMap(ModelRequest.Search.init) ?? .bfs
    for reduction in subject.reductions {
      if reduction == "por" { request.options.reducesOrders = true }
      if reduction == "symmetry" { request.options.usesSymmetry = true }
    }
    request.options.stopsAtViolation = subject.stopsAtViolation
    request.options.workers = ThreadPool(count: arguments.count(.workers) ?? processorCount)
    self.request = request
  }

  func perform() throws(CheckRefusal) -> ExitCode {
    let progress = ProgressBar(on: console, total: 0, unit: "states")
    var request = request
    request.options.limits = limits(progress)
    let start = ProcessClock.cpuMicroseconds
    var record: CheckRecord
    do throws(CheckRefusal) {
      record = try subject.run(request)
    } catch {
      progress.finish()
      throw error
    }
    progress.finish()
    let spent = max(ProcessClock.cpuMicroseconds - start, 1)
    let isUnmet = !arguments.has(.noExpect) && !subject.expect(&record)
    let exit: ExitCode =
      isUnmet || record.isRefuted ? .unmet : record.isInconclusive ? .inconclusive : .met
    let document = CheckDocument(
      record, replay: replay, cpuUs: spent, peakBytes: ProcessClock.peakBytes)
    if arguments.has(.json) {
      console.writeLine(document.json(exit: Int(exit.rawValue)))
    } else {
      console.write(document.text)
    }
    if Interrupt.isRequested { console.writeErrorLine("stopped by Ctrl-C before the end") }
    if console.isTerminal { tellCost(record, spent) }
    return exit
  }

  private func limits(_ progress: ProgressBar) -> SearchLimits {
    let start = ProcessClock.elapsedMicroseconds
    let most = arguments.number(.time).map { $0 * 1_000 }
    var limits = SearchLimits(
      states: arguments.count(.states) ?? subject.states ?? .max,
      bytes: Int(arguments.number(.memory) ?? subject.bytes ?? Self.usualBytes),
      depth: arguments.count(.depth) ?? .max
    ) {
      if Interrupt.isRequested { return true }
      return most.map { ProcessClock.elapsedMicroseconds - start >= $0 } ?? false
    }
    limits.tell = { progress.reach(UInt64($0)) }
    return limits
  }

  private func tellCost(_ record: CheckRecord, _ spent: UInt64) {
    let rate = UInt64(record.counts.distinct) * 1_000_000 / spent
    let bytes = UInt64(record.counts.tableBytes + record.counts.frontierBytes)
    console.writeErrorLine(
      "\(ProgressBar.grouped(rate)) distinct states a CPU second; \(ProgressBar.grouped(bytes)) bytes "
        + "of tables, \(ProgressBar.grouped(ProcessClock.peakBytes)) of the process at most")
  }

  /// The command that checks one property in the same way.
  private var replay: @Sendable (String) -> String {
    var words = ["nocturne", "check"] + subject.words
    if request.search != .bfs { words += ["--search", request.search.rawValue] }
    if request.search == .random {
      let walks = request.walks
      words += [
        "--seed", "\(walks.seed.value)", "--walks", "\(walks.walks)", "--steps", "\(walks.steps)",
      ]
    }
    if let reduce = arguments.text(.reduce) { words += ["--reduce", reduce] }
    if let depth = arguments.count(.depth) { words += ["--depth", "\(depth)"] }
    if let states = arguments.count(.states) { words += ["--states", "\(states)"] }
    let line = ShellWord.line(words)
    return { "\(line) --property \(ShellWord.quoted($0))" }
  }
}
