import Reporting
import TemporalLogic

/// What is known of a formula after each letter of a run.
struct FollowedRun {
  /// What is known after one letter.
  struct Step {
    let letter: String
    let prefix: PrefixVerdict
    let verdict: RunVerdict
  }

  /// One for each letter.
  let steps: [Step]

  /// Nil where the automata, or what is kept of the run, would be too large.
  ///
  /// - Complexity: O(letters) for one formula.
  init?(_ formula: FormulaID, in store: FormulaStore, letters: [[String]]) {
    guard var prefix = PrefixMonitor(formula, in: store),
      let program = MonitorProgram(formula, in: store)
    else { return nil }
    var monitor = ProgramMonitor(program)
    var steps: [Step] = []
    for letter in letters {
      prefix.take(letter)
      monitor.take(program.letter(letter))
      guard let known = monitor.verdict else { return nil }
      let verdict: RunVerdict =
        switch prefix.verdict {
        case .true: .true
        case .false: .false
        case .inconclusive: known
        }
      steps.append(Step(letter: Word.text([letter]), prefix: prefix.verdict, verdict: verdict))
    }
    self.steps = steps
  }

  /// What is known at the end; presumably true before the first letter.
  var verdict: RunVerdict { steps.last?.verdict ?? .presumablyTrue }

  var lines: [String] {
    let width = steps.map(\.letter.count).max() ?? 0
    let number = String(max(steps.count - 1, 0)).count
    return steps.enumerated().map { place, step in
      let count = String(repeating: " ", count: number - String(place).count) + String(place)
      let gap = String(repeating: " ", count: width - step.letter.count)
      return "\(count)  \(step.letter)\(gap)  \(step.verdict.rawValue)"
    }
  }

  func write(_ json: inout JSONWriter) {
    json.member("verdict", verdict.rawValue)
    json.array("steps") { json in
      for step in steps {
        json.object { json in
          json.member("letter", step.letter)
          json.member("ltl3", step.prefix.rawValue)
          json.member("rvltl", step.verdict.rawValue)
        }
      }
    }
  }
}
