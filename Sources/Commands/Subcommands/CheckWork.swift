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

extension CheckRefusal {
  /// Something is wrong with a word of a command line.
  init(
    _ exit: ExitCode, _ words: [String], at place: Int, _ code: some FindingCode,
    _ message: String, hint: String?
  ) {
    let line = CommandLineText(words)
    self.init(exit: exit, findings: [line.finding(code, at: place, message, hint: hint)])
  }

  /// Something is wrong with a block of a folder.
  init(
    _ exit: ExitCode, block: String, of folder: String, _ code: some FindingCode,
    _ message: String, hint: String
  ) {
    let finding = Finding(
      file: Path.join(folder, block), position: SourcePosition(line: 1, column: 1), code: code,
      message: message, hint: hint)
    self.init(exit: exit, findings: [finding])
  }
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
    request.isAround = arguments.has(.around)
    request.options.stopsAtViolation = subject.stopsAtViolation
    request.options.workers = ThreadPool(count: arguments.count(.workers) ?? processorCount)
    self.request = request
  }

  func perform() throws(CheckRefusal) -> ExitCode {
    if request.isAround && subject.save == nil {
      throw CheckRefusal(
        .usage, ["check"] + arguments.operands + ["--around"], at: 2, CheckFinding.notAround,
        "a model has no schedule to look around",
        hint: "check a scenario with 'schedule:'")
    }
    if request.options.reducesOrders && request.search != .bfs {
      throw CheckRefusal(
        .usage, ["check"] + arguments.operands + ["--reduce", "por"], at: 3,
        CheckFinding.noReduction,
        "a search '\(request.search.rawValue)' leaves no orders of steps out",
        hint: "leave '--reduce' or '--search' out")
    }
    if arguments.has(.explore) {
      var explorer = CheckExplorer(try subject.walk(), console)
      return explorer.perform()
    }
    if let path = arguments.text(.graph) { return try draw(path) }
    let progress = ProgressBar(on: console, total: 0, unit: "states")
    var request = request
    request.options.limits = limits(progress)
    let start = ProcessClock.cpuMicroseconds
    let outcome: CheckOutcome
    do throws(CheckRefusal) {
      try checkOutput()
      try CheckCheckpoint(arguments)?.prepare(&request, subject, arguments, console)
      let scratch = try CheckSpill(arguments)?.prepare(&request, console, progress)
      defer { scratch?.close() }
      outcome = try subject.run(request)
    } catch {
      progress.finish()
      throw error
    }
    progress.finish()
    var record = outcome.record
    let saved = try save(outcome)
    let spent = max(ProcessClock.cpuMicroseconds - start, 1)
    let isUnmet = !arguments.has(.noExpect) && !subject.expect(&record)
    let exit: ExitCode =
      isUnmet || record.isRefuted ? .unmet : record.isInconclusive ? .inconclusive : .met
    let document = CheckDocument(
      record, replay: replay, saved: saved, cpuUs: spent, peakBytes: ProcessClock.peakBytes)
    if arguments.has(.json) {
      console.writeLine(document.json(exit: Int(exit.rawValue)))
    } else {
      console.write(document.text)
    }
    if Interrupt.isRequested { console.writeErrorLine("stopped by Ctrl-C before the end") }
    if console.isTerminal { tellCost(record, spent) }
    return exit
  }

  /// Writes the graph of states.
  private func draw(_ path: String) throws(CheckRefusal) -> ExitCode {
    var graph = CheckGraph(
      try subject.walk(), limit: arguments.count(.states) ?? CheckGraph.usualStates)
    let text = graph.text(name: subject.words[0])
    do throws(FileError) {
      try AtomicFile.write(text, to: path)
    } catch {
      throw CheckRefusal(exit: Command.report(error, console), findings: [])
    }
    console.writeLine(
      "written: \(path), \(graph.count) states"
        + (graph.isWhole ? "" : ", and more are left out; '--states' says how many to draw"))
    return graph.isWhole ? .met : .inconclusive
  }

  /// Refuses to save what is no scenario, or over what somebody else has written.
  private func checkOutput() throws(CheckRefusal) {
    guard let path = arguments.text(.save) else { return }
    let words = ["check"] + arguments.operands + ["--save", path]
    if subject.save == nil {
      throw CheckRefusal(
        .usage, words, at: 2, CheckFinding.notSaved,
        "a model's run is no scenario that could be saved",
        hint: "check a scenario, or a model's counterexample with '--explore'")
    }
    guard FileSystem.kind(of: path) != nil else { return }
    let bytes = (try? FileSystem.content(of: path, limit: 1 << 26)) ?? []
    if !ShrunkScenario.wrote(String(decoding: bytes, as: UTF8.self)) {
      throw CheckRefusal(
        .usage, words, at: 3, UsageFinding.occupied,
        "'\(path)' exists, and 'check' has not written it",
        hint: "name another file, or remove this one first")
    }
  }

  /// Writes the first path of those that violate a property; its property, if there is one.
  private func save(_ outcome: CheckOutcome) throws(CheckRefusal) -> (
    property: String, path: String
  )? {
    guard let path = arguments.text(.save), let save = subject.save else { return nil }
    guard let (property, steps) = outcome.scripts.first else {
      console.writeErrorLine("nothing was saved: no property is violated by a path")
      return nil
    }
    let isShortest = request.search == .bfs || request.search == .iddfs
    guard let text = save(property, steps, replay(property), isShortest) else {
      console.writeErrorLine(
        "nothing was saved: of \(CheckedScenario.mostSeeds) seeds none makes the choices of the path"
      )
      return nil
    }
    do throws(FileError) {
      try AtomicFile.write(text, to: path)
    } catch {
      throw CheckRefusal(exit: Command.report(error, console), findings: [])
    }
    return (property, path)
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
    let spilled = UInt64(record.counts.spilledBytes)
    console.writeErrorLine(
      "\(ProgressBar.grouped(rate)) distinct states a CPU second; \(ProgressBar.grouped(bytes)) bytes "
        + "of tables, \(ProgressBar.grouped(ProcessClock.peakBytes)) of the process at most"
        + (spilled == 0 ? "" : ", \(ProgressBar.grouped(spilled)) on disk"))
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
