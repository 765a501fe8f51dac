import Catalog
import Determinism
import Diagnostics
import Reporting
import Scenarios
import TemporalLogic
import Traces

extension Subcommand {
  static let shrink = Subcommand(
    summary: "Make a failing run as small as it goes, as a scenario to read and edit",
    details: """
      The run of one seed that violates a property becomes a scripted scenario with fewer nodes, \
      faults, requests and steps that violates the same property. It is printed, or written to \
      the file that --out names; 'run' and 'replay' take it like any other. Where faults remain, \
      other seeds are tried without them; the file says so when one of these was taken. Without \
      --property it is the first that is violated, one that was not expected before others.
      """,
    operands: Operands("SCENARIO", count: 1...1, kind: .scenario),
    action: shrinkScenario)
}

private func shrinkScenario(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  Interrupt.catchFirst()
  do throws(RunFailure) {
    let input = try RunInput(arguments.operands[0], at: 0, arguments, systems)
    console.writeError(input.warnings.rendered)
    try ShrinkWork.checkOneProperty(arguments)
    return try ShrinkWork(input, arguments, console, systems).perform()
  } catch {
    let failure = error.tell(console)
    if arguments.has(.json) {
      console.writeLine(
        ShrinkDocument.refusal(exit: Int(failure.exit.rawValue), findings: failure.findings))
    }
    return failure.exit
  }
}

/// One failing run, from the scenario that shows it to the one that shows it best.
struct ShrinkWork {
  let input: RunInput
  let arguments: ParsedArguments
  let console: any Console
  let systems: [SystemEntry]

  /// Candidates that are run at most, unless the user says otherwise.
  static let standardBudget = 6_000

  init(
    _ input: RunInput, _ arguments: ParsedArguments, _ console: any Console,
    _ systems: [SystemEntry]
  ) {
    self.input = input
    self.arguments = arguments
    self.console = console
    self.systems = systems
  }

  func perform() throws(RunFailure) -> ExitCode {
    try checkOutput()
    let one = try input.onlyCase("shrink")
    let seed = arguments.number(.seed) ?? one.scenario.seeds.first.value
    guard let (property, verdict) = try failing(one, seed) else { return .unmet }
    let budget = arguments.count(.budget) ?? Self.standardBudget
    let progress = ProgressBar(
      on: console, total: UInt64(budget), unit: "candidates",
      linesEvery: arguments.has(.json) ? nil : 10_000_000)
    var trial = ShrinkTrial(
      systems: systems, seed: seed, crypto: input.crypto, property: property,
      verdict: verdict, budget: budget
    ) { progress.advance() }
    guard let first = trial.run(one) else {
      console.writeErrorLine(
        "error: \(property) is violated too late to be looked into [\(RunFinding.nothingFails.rawValue)]"
      )
      return .unmet
    }
    var shrinker = Shrinker(first, trial)
    shrinker.shrink()
    progress.finish()
    return try write(shrinker, one, before: first.size, property, seed)
  }

  /// Refuses to write where it cannot, or over what somebody else has written.
  private func checkOutput() throws(RunFailure) {
    guard let path = arguments.text(.out) else { return }
    switch FileSystem.kind(of: path) {
    case .folder: throw .file(FileError("write", path, reason: "it is a folder"))
    case .other: throw .file(FileError("write", path, reason: "it is a device"))
    case nil: break
    case .file:
      let bytes = (try? FileSystem.content(of: path, limit: 1 << 26)) ?? []
      guard ShrunkScenario.wrote(String(decoding: bytes, as: UTF8.self)) else {
        let line = CommandLineText(["shrink", input.reference, "--out", path])
        throw .usage([
          line.finding(
            UsageFinding.occupied, at: 3, "'\(path)' exists, and 'shrink' has not written it",
            hint: "name another file, or remove this one first")
        ])
      }
    }
    do throws(FileError) {
      try AtomicFile.check(folder: Path.parent(of: path))
    } catch {
      throw .file(error)
    }
  }

  /// The property to look at, and whether it is violated or presumably so: the one that is asked for, if it
  /// is; nil after an error line.
  private func failing(
    _ one: ScenarioCase, _ seed: UInt64
  ) throws(RunFailure) -> (property: String, verdict: Verdict)? {
    let names = one.scenario.properties
    if let name = arguments.text(.property), !names.contains(name) {
      let line = CommandLineText(["shrink", input.reference, "--property", name])
      throw .usage([
        line.finding(
          RunFinding.unknownProperty, at: 3, "'\(input.reference)' judges no property '\(name)'",
          hint: DidYouMean.hint(for: name, among: names, kind: "properties"))
      ])
    }
    let outcome = try input.run(one, seed: seed)
    var fold = CaseFold(one, input.system, keepsEverySeed: false)
    fold.add(outcome.record)
    let judged = fold.report { input.replayLine(one, seed: $0) }.properties
    let violated = judged.filter { $0.verdict == .violated }
    let open = judged.filter { $0.verdict == .presumablyViolated }
    if let name = arguments.text(.property) {
      if let found = (violated + open).first(where: { $0.name == name }) {
        return (name, found.verdict)
      }
      tellNothing("seed \(seed) does not violate \(name)")
      return nil
    }
    // What may be violated or not says less than what must be.
    let chosen =
      violated.first { !$0.isExpected }
      ?? violated.first { $0.expectation.verdicts == [.violated] } ?? violated.first
      ?? open.first { !$0.isExpected } ?? open.first
    if let chosen { return (chosen.name, chosen.verdict) }
    tellNothing("seed \(seed) violates no property")
    return nil
  }

  /// One property stays violated; 'check' takes several, and 'shrink' does not.
  static func checkOneProperty(_ arguments: ParsedArguments) throws(RunFailure) {
    let names = arguments.texts(.property)
    if names.count < 2 { return }
    let words = ["shrink"] + arguments.operands + names.flatMap { ["--property", $0] }
    throw .usage([
      CommandLineText(words).finding(
        OptionFinding.repeated, at: 4, "'--property' stands twice",
        hint: "it takes one value: leave one of the two out")
    ])
  }

  private func tellNothing(_ words: String) {
    let finding = CommandLineText(["shrink", input.reference]).finding(
      RunFinding.nothingFails, at: 1, words, hint: "'nocturne run' with --seeds finds seeds that do"
    )
    console.writeError([finding].rendered)
    if arguments.has(.json) {
      console.writeLine(
        ShrinkDocument.refusal(exit: Int(ExitCode.unmet.rawValue), findings: [finding]))
    }
  }

  private func write(
    _ shrinker: Shrinker, _ one: ScenarioCase, before: RunSize, _ property: String, _ seed: UInt64
  ) throws(RunFailure) -> ExitCode {
    let scenario = ShrunkScenario(
      source: .init(
        reference: input.reference, caseName: input.isSingle ? nil : one.name,
        replay: input.replayLine(one, seed: seed)), property: property, seed: seed, before: before,
      run: shrinker.best, system: input.system, isCut: !shrinker.isFinished,
      events: shrinker.events)
    let path = arguments.text(.out)
    if let path {
      do throws(FileError) {
        try AtomicFile.write(scenario.text, to: path)
      } catch {
        throw .file(error)
      }
    }
    var document = ShrinkDocument(
      scenario: one.scenario.name, caseName: one.name, seed: seed, property: property,
      isScripted: shrinker.best.steps != nil, before: before.figures,
      after: shrinker.best.size.figures, candidates: shrinker.candidates, out: path,
      isCut: !shrinker.isFinished)
    document.isUntried = !shrinker.isFinished && !shrinker.hasTriedSchedule
    let exit = Interrupt.isRequested ? ExitCode.inconclusive : .met
    if arguments.has(.json) {
      console.writeLine(document.json(exit: Int(exit.rawValue), text: scenario.text))
    } else if path == nil {
      console.write(scenario.text)
      if document.isCut {
        console.writeErrorLine("stopped before nothing more could be left out")
      }
    } else {
      console.write(document.text)
    }
    return exit
  }
}

extension RunSize {
  /// The figures as documents have them.
  fileprivate var figures: ShrinkDocument.Size {
    .init(nodes: nodes, faults: faults, steps: steps, messages: messages)
  }
}
