import Diagnostics
import Reporting
import TemporalLogic

/// What is said of formulas, in lines and as members of a JSON object.
enum LogicAnswer {
  case reading(formula: String, full: String)
  case verdict(Bool, WordExplanation.Failure?)
  case beginning(strong: Bool, weak: Bool, verdict: PrefixVerdict)
  /// Of automata, and one of them written down.
  case sizes(Sizes, text: String?)
  case explained(WordExplanation, [Finding])
  case followed(FollowedRun)
  case equivalent
  case different(Word, holdsFor: String)
  case checked(FormulaCheck, [Finding])
  case tooLarge

  /// How large automata are.
  struct Sizes {
    var buchi: Int
    var general: Int
    var edges: Int
    var isDeterministic: Bool
  }

  /// 0 for yes, 1 for no, 2 where a limit was reached.
  var exit: ExitCode {
    switch self {
    case .reading, .verdict(true, _), .sizes, .equivalent: .met
    case .verdict(false, _), .different: .unmet
    case .beginning(let strong, _, _): strong ? .met : .unmet
    case .explained(let explanation, _): explanation.holds ? .met : .unmet
    case .followed(let run): run.verdict == .false ? .unmet : .met
    case .checked(let check, _):
      !check.isSatisfiable ? .unmet : check.isComplete ? .met : .inconclusive
    case .tooLarge: .inconclusive
    }
  }

  /// What is said besides, as warnings.
  var findings: [Finding] {
    switch self {
    case .checked(_, let findings), .explained(_, let findings): findings
    default: []
    }
  }

  /// For a person.
  var lines: [String] {
    switch self {
    case .reading(let formula, let full): [formula, full]
    case .verdict(let holds, let failure): [String(holds)] + (failure.map { [$0.sentence] } ?? [])
    case .beginning(let strong, let weak, let verdict):
      [
        "as a finite word: \(strong)" + (strong == weak ? "" : ", with a weak X \(weak)"),
        "whatever comes:   \(verdict.rawValue)",
        "with four values: \(RunVerdict(verdict, holdsSoFar: strong).rawValue)",
      ]
    case .explained(let explanation, _): explanation.lines()
    case .followed(let run): run.lines
    case .sizes(_, let text?): text.split(separator: "\n").map(String.init)
    case .sizes(let sizes, nil):
      [
        "Büchi automaton: \(sizes.buchi) states",
        "generalised, with marks on edges: \(sizes.general) states, \(sizes.edges) edges, "
          + (sizes.isDeterministic ? "deterministic" : "not deterministic"),
      ]
    case .equivalent: ["equivalent"]
    case .different(let word, let name):
      [
        "not equivalent: \(name) alone holds on --prefix '\(Word.text(word.prefix))' "
          + "--cycle '\(Word.text(word.cycle))'"
      ]
    case .checked(let check, _): Self.lines(check)
    case .tooLarge: ["inconclusive: the automaton would be too large"]
    }
  }

  private static func lines(_ check: FormulaCheck) -> [String] {
    let undecided = "undecided, as its automata would be too large"
    func word(_ isTrue: Bool) -> String { isTrue ? "yes" : "no" }
    return [
      "satisfiable:       " + word(check.isSatisfiable),
      "valid:             " + word(check.isValid),
      "class:             " + (check.propertyClass?.rawValue ?? undecided),
      "stutter-invariant: " + (check.isStutterInvariant.map(word) ?? undecided),
    ]
  }

  /// For a program.
  func write(_ json: inout JSONWriter) {
    switch self {
    case .reading(let formula, let full):
      json.member("formula", formula)
      json.member("full", full)
    case .verdict(let holds, let failure):
      json.member("verdict", holds)
      failure?.write(&json)
    case .beginning(let strong, let weak, let verdict):
      json.member("ltlf", strong)
      json.member("ltlfWeakNext", weak)
      json.member("ltl3", verdict.rawValue)
      json.member("rvltl", RunVerdict(verdict, holdsSoFar: strong).rawValue)
    case .sizes(let sizes, let text):
      json.member("buchiStates", sizes.buchi)
      json.member("tgbaStates", sizes.general)
      json.member("tgbaEdges", sizes.edges)
      json.member("deterministic", sizes.isDeterministic)
      if let text { json.member("text", text) }
    case .explained(let explanation, _): explanation.write(&json)
    case .followed(let run): run.write(&json)
    case .equivalent:
      json.member("equivalent", true)
      json.null("word")
    case .different(let word, let name):
      json.member("equivalent", false)
      json.object("word") { json in
        json.member("prefix", Word.text(word.prefix))
        json.member("cycle", Word.text(word.cycle))
        json.member("holdsFor", name)
      }
    case .checked(let check, let findings): Self.write(check, findings, &json)
    case .tooLarge: json.member("limit", "states")
    }
  }

  private static func write(
    _ check: FormulaCheck, _ findings: [Finding], _ json: inout JSONWriter
  ) {
    json.member("satisfiable", check.isSatisfiable)
    json.member("valid", check.isValid)
    json.member("class", check.propertyClass?.rawValue)
    if let isInvariant = check.isStutterInvariant {
      json.member("stutterInvariant", isInvariant)
    } else {
      json.null("stutterInvariant")
    }
    var codes: [String] = []
    for finding in findings where !codes.contains(finding.code) { codes.append(finding.code) }
    json.array("lint", of: codes)
    if !check.isComplete { json.member("limit", "states") }
  }
}
