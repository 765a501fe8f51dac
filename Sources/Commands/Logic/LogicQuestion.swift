import Diagnostics
import Reporting
import TemporalLogic

/// What may be asked of formulas.
enum LogicQuestion {
  case parse(FormulaID, Dialect)
  case evaluate(FormulaID, on: Word)
  case follow(FormulaID, letters: [[String]])
  /// With an answer that says why it fails, if it does.
  case judge(FormulaID, on: Word)
  /// With the parts at their places, if these are known.
  case explain(FormulaID, on: Word, LocatedFormula?)
  case monitor(FormulaID, letters: [[String]])
  case translate(FormulaID, AutomatonForm? = nil, TranslationEffort = .full)
  case equivalent(FormulaID, FormulaID)
  case matches(FormulaID, Automaton)
  case check(FormulaID, SourceText)

  /// Why a word cannot be taken.
  struct Problem: Error {
    let reason: String
    let hint: String
  }

  /// What a verb that takes a word asks: `eval`, `explain` or `monitor`.
  static func along(
    _ verb: String, _ formula: FormulaID, _ text: SourceText, _ dialect: Dialect,
    _ arguments: ParsedArguments
  ) -> Result<LogicQuestion, Problem> {
    func explanation(on word: Word) -> LogicQuestion {
      .explain(formula, on: word, FormulaParser.readLocated(text, dialect: dialect).formula)
    }
    return evaluation(of: formula, verb, arguments).flatMap { question in
      switch (verb, question) {
      case ("explain", .evaluate(_, let word)): .success(explanation(on: word))
      case ("explain", .follow(_, let letters)):
        .success(explanation(on: Word(prefix: letters)))
      case ("monitor", .follow(_, let letters)): .success(.monitor(formula, letters: letters))
      case ("monitor", _):
        .failure(
          Problem(
            reason: "'ltl monitor' follows a run that has come so far: --finite W", hint: hint))
      case ("eval", .evaluate(_, let word)): .success(.judge(formula, on: word))
      default: .success(question)
      }
    }
  }

  private static let hint =
    "letters are joined by '.', propositions by '+', '-' is the empty letter: p+q.-.r; "
    + "a name with such a sign in it stands between quotes"

  /// The evaluation that options ask for.
  private static func evaluation(
    of formula: FormulaID, _ verb: String, _ arguments: ParsedArguments
  ) -> Result<LogicQuestion, Problem> {
    func letters(_ option: Option) -> Result<[[String]], Problem> {
      let text = arguments.text(option) ?? ""
      guard let letters = Word.letters(text) else {
        return .failure(Problem(reason: "'\(text)' of '--\(option.name)' is no word", hint: hint))
      }
      return .success(letters)
    }
    switch (letters(.finite), letters(.prefix), letters(.cycle)) {
    case (.failure(let problem), _, _), (_, .failure(let problem), _),
      (_, _, .failure(let problem)):
      return .failure(problem)
    case (.success(let finite), .success(let prefix), .success(let cycle)):
      if arguments.has(.finite), !finite.isEmpty {
        return .success(.follow(formula, letters: finite))
      }
      if !cycle.isEmpty {
        return .success(.evaluate(formula, on: Word(prefix: prefix, cycle: cycle)))
      }
      return .failure(
        Problem(
          reason: "'ltl \(verb)' needs a word: "
            + (verb == "monitor" ? "" : "--cycle W, with --prefix W before it, or ")
            + "--finite W",
          hint: hint))
    }
  }

  /// How many values of parts at positions are computed at most.
  private static let mostValues = 1 << 28

  /// Whether a formula and a word are together small enough to be evaluated, some times over.
  private static func isSmall(
    _ formula: FormulaID, _ store: FormulaStore, _ word: Word, times: Int = 1
  ) -> Bool {
    let size = WordEvaluator.size(of: formula, in: store, on: word)
    return size <= mostValues / times
  }

  /// The answer.
  func answer(_ store: FormulaStore) -> LogicAnswer {
    switch self {
    case .evaluate(let formula, let word), .judge(let formula, let word),
      .explain(let formula, let word, _):
      if !Self.isSmall(formula, store, word) { return .tooLarge }
    case .follow(let formula, let letters):
      if !Self.isSmall(formula, store, Word(prefix: letters)) { return .tooLarge }
    default: break
    }
    switch self {
    case .parse(let formula, let dialect):
      return .reading(
        formula: store.text(formula),
        full: store.text(formula, dialect == .spin ? .spin : .full))
    case .evaluate(let formula, let word):
      return .verdict(WordEvaluator(formula, in: store, on: word).holds, nil)
    case .judge(let formula, let word):
      let explanation = WordExplanation(formula, in: store, on: word)
      return .verdict(explanation.holds, explanation.failure)
    case .follow(let formula, let letters): return Self.followed(formula, letters, store)
    case .explain(let formula, let word, let located):
      return .explained(
        WordExplanation(formula, in: store, on: word), Self.unasked(located, on: word))
    case .monitor(let formula, let letters):
      return FollowedRun(formula, in: store, letters: letters).map { .followed($0) } ?? .tooLarge
    case .translate(let formula, let form, let effort):
      return Self.translated(formula, form, effort, store)
    case .equivalent(let one, let other): return Self.compared(one, other, store)
    case .matches(let formula, let automaton):
      switch automaton.compared(with: formula, in: store) {
      case .same: return .equivalent
      case .missing(let word): return .different(word, holdsFor: "A")
      case .extra(let word): return .different(word, holdsFor: "B")
      case .undecided: return .tooLarge
      }
    case .check(let formula, let text):
      guard let check = FormulaCheck(formula, in: store) else { return .tooLarge }
      return .checked(check, check.findings(of: formula, in: store, text))
    }
  }

  /// What a formula that holds on a word never asks for there. Of what else does not matter on one word there is
  /// mostly too much.
  private static func unasked(_ located: LocatedFormula?, on word: Word) -> [Finding] {
    guard let located,
      isSmall(located.formula, located.store, word, times: 4 * located.occurrences.count),
      case .idle(let parts) = located.vacuity(on: [word])
    else { return [] }
    return parts.filter { $0.meaning == .premiseNeverHolds }.map(located.finding)
  }

  private static func followed(
    _ formula: FormulaID, _ letters: [[String]], _ store: FormulaStore
  ) -> LogicAnswer {
    guard var monitor = PrefixMonitor(formula, in: store) else { return .tooLarge }
    for letter in letters { monitor.take(letter) }
    let word = Word(prefix: letters)
    return .beginning(
      strong: WordEvaluator(formula, in: store, on: word).holds,
      weak: WordEvaluator(formula, in: store, on: word, next: .weak).holds,
      verdict: monitor.verdict)
  }

  private static func translated(
    _ formula: FormulaID, _ form: AutomatonForm?, _ effort: TranslationEffort, _ store: FormulaStore
  ) -> LogicAnswer {
    guard case (var general, let buchi)? = Automaton.translate(formula, in: store, effort: effort)
    else { return .tooLarge }
    let isDeterministic = general.isDeterministic()
    let sizes = LogicAnswer.Sizes(
      buchi: buchi.stateCount, general: general.stateCount, edges: general.edgeCount,
      isDeterministic: isDeterministic)
    let caption = Automaton.Caption(
      name: store.text(formula), isStutterInvariant: !store.mayStep(formula))
    switch form {
    case nil: return .sizes(sizes, text: nil)
    case .hoa?: return .sizes(sizes, text: general.hoa(caption))
    case .never?: return .sizes(sizes, text: buchi.neverClaim(caption))
    case .dot?: return .sizes(sizes, text: general.dot(caption))
    }
  }

  private static func compared(
    _ one: FormulaID, _ other: FormulaID, _ store: FormulaStore
  ) -> LogicAnswer {
    var store = store
    for (first, second, name) in [(one, other, "A"), (other, one, "B")] {
      let difference = store.make(.and, first, store.make(.not, second))
      guard let (general, _) = Automaton.translate(difference, in: store) else { return .tooLarge }
      guard let word = general.acceptedWord() else { continue }
      precondition(
        WordEvaluator(difference, in: store, on: word).holds, "the word that is found is re-checked"
      )
      return .different(word, holdsFor: name)
    }
    return .equivalent
  }
}
