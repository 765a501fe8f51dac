import Catalog
import Determinism
import Diagnostics
import ModelChecking
import Reporting
import TemporalLogic
import Traces

extension Subcommand {
  static let check = Subcommand(
    summary: "Explore every run of a model within bounds, and judge its properties",
    details: """
      MODEL is one of those that 'nocturne list --models' names, with its bounds, variants and properties. Safety is \
      decided on each state, what has to happen on every fair run. All is explored, whatever is found on the way. Each \
      variant says what it violates: the exit code is 0 if that, and nothing else, is violated; with --no-expect it is 1 \
      on any violation or deadlock. It is 2 where a limit, or Ctrl-C, came first.
      """,
    operands: Operands("MODEL", count: 1...1, kind: .verb(Models.all.map(\.name))),
    action: checkModel)
}

private func checkModel(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  Interrupt.catchFirst()
  guard let entry = Models.all.first(where: { $0.name == arguments.operands[0] }) else {
    preconditionFailure("the parser lets no unknown model through")
  }
  do throws(CheckRefusal) {
    return try CheckWork(entry, arguments, console).perform()
  } catch {
    console.writeError(error.findings.rendered)
    if arguments.has(.json) {
      console.writeLine(
        CheckDocument.refusal(exit: Int(error.exit.rawValue), findings: error.findings))
    }
    return error.exit
  }
}

/// Why a model was not checked.
struct CheckRefusal: Error {
  let exit: ExitCode
  let findings: [Finding]
}

/// One check of one model.
struct CheckWork {
  private let entry: ModelEntry
  private let arguments: ParsedArguments
  private let console: any Console
  private let variant: ModelVariant
  private let request: ModelRequest

  /// The most memory unless the user says otherwise.
  static let usualBytes: UInt64 = 4 << 30

  init(
    _ entry: ModelEntry, _ arguments: ParsedArguments, _ console: any Console
  ) throws(CheckRefusal) {
    (self.entry, self.arguments, self.console) = (entry, arguments, console)
    let choice = CheckChoice(entry, arguments)
    variant = try choice.variant()
    var request = ModelRequest(
      variant: variant.name, bounds: try choice.bounds(), properties: try choice.properties(),
      walks: RandomWalks(
        seed: arguments.number(.seed).flatMap { try? Seed($0) } ?? .standard,
        walks: arguments.count(.walks) ?? 1_000,
        steps: arguments.count(.steps) ?? 100))
    request.search = arguments.text(.search).flatMap(ModelRequest.Search.init) ?? .bfs
    for reduction in try choice.reductions() {
      if reduction == "por" { request.options.reducesOrders = true }
      if reduction == "symmetry" { request.options.usesSymmetry = true }
    }
    request.options.workers = ThreadPool(count: arguments.count(.workers) ?? processorCount)
    self.request = request
  }

  func perform() throws(CheckRefusal) -> ExitCode {
    let progress = ProgressBar(on: console, total: 0, unit: "states")
    var request = request
    request.options.limits = limits(progress)
    let start = ProcessClock.cpuMicroseconds
    var record: CheckRecord
    do throws(ExplorationError) {
      record = try entry.run(request)
    } catch {
      progress.finish()
      throw refusal(error)
    }
    progress.finish()
    let spent = max(ProcessClock.cpuMicroseconds - start, 1)
    if !arguments.has(.noExpect) { expect(&record) }
    let exit: ExitCode =
      record.isRefuted ? .unmet : record.isInconclusive ? .inconclusive : .met
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
      states: arguments.count(.states) ?? .max,
      bytes: Int(arguments.number(.memory) ?? Self.usualBytes),
      depth: arguments.count(.depth) ?? .max
    ) {
      if Interrupt.isRequested { return true }
      return most.map { ProcessClock.elapsedMicroseconds - start >= $0 } ?? false
    }
    limits.tell = { progress.reach(UInt64($0)) }
    return limits
  }

  /// What the variant says should be found.
  private func expect(_ record: inout CheckRecord) {
    for index in record.properties.indices {
      let isBroken = variant.violates.contains(record.properties[index].name)
      record.properties[index].expected = isBroken ? .violated : .holds
    }
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
    var words = ["nocturne", "check", entry.name, "--variant", variant.name]
    let bounds = zip(entry.bounds, request.bounds).map { "\($0.0.name)=\($0.1)" }
    if !bounds.isEmpty { words += ["--bounds", bounds.joined(separator: ",")] }
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

  private func refusal(_ error: ExplorationError) -> CheckRefusal {
    let line = CommandLineText(["check", entry.name])
    let finding = line.finding(
      CheckFinding.engine, at: 1, "'\(entry.name)' cannot be checked: \(Self.words(error))")
    return CheckRefusal(exit: .internalFault, findings: [finding])
  }

  private static func words(_ error: ExplorationError) -> String {
    switch error {
    case .notRepeatable: "asked again, it does not tell the same steps"
    case .tooMany(let what, let count): "it has \(count) \(what), and 64 are the most"
    case .failed: "it told an error in some state"
    case .checkpoint: "the search cannot be saved"
    case .unsound(let why): why
    case .graph(let why): "a formula cannot be judged: \(why)"
    }
  }
}
