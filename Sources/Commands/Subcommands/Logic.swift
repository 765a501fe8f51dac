import Catalog
import Diagnostics
import Reporting
import TemporalLogic

extension Subcommand {
  static let logic = Subcommand(
    summary: "Read, check, evaluate, translate and compare temporal formulas",
    details: """
      'parse F' shows how a formula is read. 'check F' says whether it holds on some word or on all, where it \
      stands between safety and liveness, whether repetitions matter to it, and what is probably not meant. \
      'eval F' says whether it holds on a word: on --prefix W --cycle W, which goes on for ever, or on \
      --finite W; 'explain F' which of its parts hold where, and why it fails; 'monitor F' what is known after each letter of \
      --finite W. 'translate F' gives the sizes of its automata, or with --to an automaton itself: in the HOA \
      format, as a never claim for SPIN, or as a graph; --quick makes larger ones sooner. 'equivalent A B' says whether two formulas hold on \
      the same words, and shows one on which they differ; 'equivalent A --automaton FILE' the same of a formula and an \
      automaton in the HOA format. 'batch FILE.csv' does one of these with every row of a table (--task). In a word, letters \
      are joined by '.', the propositions of a letter by '+', and '-' is the empty letter; a name with such a sign in it \
      stands between quotes. The exit code is 0 for yes, 1 for no and 2 where a limit came first.
      """,
    operands: Operands(
      "parse|check|eval|explain|monitor|translate|equivalent|batch WORD…", count: 2...3,
      kind: .verb([
        "parse", "check", "eval", "explain", "monitor", "translate", "equivalent", "batch",
      ])),
    action: answer)
}

private func answer(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  let line = CommandLineText([arguments.command.rawValue] + arguments.operands)
  let verb = arguments.operands[0]
  let isMatched = arguments.has(.automaton)
  let wanted = verb == "equivalent" && !isMatched ? 3 : 2
  guard arguments.operands.count == wanted, verb == "equivalent" || !isMatched else {
    let code = arguments.operands.count < wanted ? UsageFinding.missingOperand : .extraOperand
    let taken =
      wanted == 3
      ? "two formulas" : verb == "equivalent" ? "one formula beside an automaton" : "one word"
    let finding =
      verb != "equivalent" && isMatched
      ? line.finding(
        OptionFinding.badValue, at: arguments.operands.count + 1,
        "'ltl \(verb)' takes no automaton", hint: "ltl equivalent FORMULA --automaton FILE")
      : line.finding(
        code, at: min(arguments.operands.count, wanted) + 1, "'ltl \(verb)' takes \(taken)")
    return refuse([finding], .usage, arguments, console)
  }
  if let finding = unused(verb, line, arguments) {
    return refuse([finding], .usage, arguments, console)
  }
  if verb == "batch" { return LogicBatch.answer(arguments, console) }
  var store = FormulaStore()
  var formulas: [FormulaID] = []
  var findings: [Finding] = []
  let dialect = arguments.text(.dialect).flatMap(Dialect.init) ?? .nocturne
  let texts = arguments.operands.dropFirst().map { SourceText(name: "formula", text: $0) }
  for text in texts {
    let (formula, found) = FormulaParser.read(text, dialect: dialect, into: &store)
    findings += found
    if let formula { formulas.append(formula) }
  }
  if findings.hasErrors { return refuse(findings, .badInput, arguments, console) }
  let question: LogicQuestion
  switch verb {
  case "parse": question = .parse(formulas[0], dialect)
  case "check": question = .check(formulas[0], texts[0])
  case "translate":
    question = .translate(
      formulas[0], arguments.text(.to).flatMap(AutomatonForm.init),
      arguments.has(.quick) ? .quick : .full)
  case "equivalent" where isMatched: return match(formulas[0], store, arguments, console)
  case "equivalent": question = .equivalent(formulas[0], formulas[1])
  default:
    switch LogicQuestion.along(verb, formulas[0], texts[0], dialect, arguments) {
    case .success(let evaluation): question = evaluation
    case .failure(let problem):
      let place = arguments.operands.count + 1
      let finding = line.finding(
        OptionFinding.badValue, at: place, problem.reason, hint: problem.hint)
      return refuse([finding], .usage, arguments, console)
    }
  }
  return tell(question.answer(store), arguments, console)
}

/// What is wrong with the first option that would do nothing.
private func unused(
  _ verb: String, _ line: CommandLineText, _ arguments: ParsedArguments
) -> Finding? {
  let words = ["eval", "explain", "monitor"]
  let owners: [(option: Option, verbs: [String])] = [
    (.to, ["translate"]), (.quick, ["translate", "batch"]), (.task, ["batch"]),
    (.prefix, words), (.cycle, words), (.finite, words),
  ]
  guard let idle = owners.first(where: { arguments.has($0.option) && !$0.verbs.contains(verb) })
  else { return nil }
  let verbs = idle.verbs.map { "'ltl \($0)'" }.joined(separator: ", ")
  return line.finding(
    OptionFinding.unknown, at: arguments.operands.count + 1,
    "'ltl \(verb)' takes no '--\(idle.option.name)'", hint: "it belongs to \(verbs)")
}

/// Compares a formula with the automaton that the command line names.
private func match(
  _ formula: FormulaID, _ store: FormulaStore, _ arguments: ParsedArguments, _ console: any Console
) -> ExitCode {
  let path = arguments.text(.automaton) ?? ""
  do throws(FileError) {
    let bytes = try FileSystem.content(of: path, limit: HOAReader.longest)
    let (automaton, found) = HOAReader.read(SourceText(name: path, bytes: bytes))
    guard let automaton else { return refuse(found, .badInput, arguments, console) }
    return tell(LogicQuestion.matches(formula, automaton).answer(store), arguments, console)
  } catch {
    return Command.report(error, console)
  }
}

private func tell(
  _ answer: LogicAnswer, _ arguments: ParsedArguments, _ console: any Console
) -> ExitCode {
  if arguments.has(.json) {
    var json = JSONWriter()
    json.envelope(
      command: "ltl", exit: Int(answer.exit.rawValue), findings: answer.findings, answer.write)
    console.writeLine(json.text)
  } else {
    for line in answer.lines { console.writeLine(line) }
    console.writeError(answer.findings.rendered)
  }
  return answer.exit
}

private func refuse(
  _ findings: [Finding], _ exit: ExitCode, _ arguments: ParsedArguments, _ console: any Console
) -> ExitCode {
  console.writeError(findings.rendered)
  if arguments.has(.json) {
    var json = JSONWriter()
    json.envelope(command: "ltl", exit: Int(exit.rawValue), findings: findings)
    console.writeLine(json.text)
  }
  return exit
}
