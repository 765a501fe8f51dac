import Reporting
import TemporalLogic

/// A formula along a word: which of its parts holds where.
struct PartTable {
  /// The parts as they are written, propositions first and the whole formula last.
  let parts: [String]
  /// What holds, by part and position.
  let values: [[Bool]]
  /// The position that follows the last one; nil where the word ends.
  let loop: Int?

  /// Positions side by side in one block of lines.
  private static let columns = 24

  init(_ formula: FormulaID, in store: FormulaStore, on word: Word) {
    let evaluator = WordEvaluator(formula, in: store, on: word)
    let constants = [FormulaStore.true, FormulaStore.false]
    let parts = evaluator.parts.filter { !constants.contains($0) || $0 == formula }
    self.parts = parts.map { store.text($0) }
    values = parts.map { part in (0..<evaluator.positions).map { evaluator[part, $0] } }
    loop = evaluator.loop
  }

  /// Whether the whole formula holds at the first position.
  var holds: Bool { values[values.count - 1][0] }
  /// How many positions there are.
  var positions: Int { values[0].count }

  var lines: [String] {
    let width = parts.map(\.count).max() ?? 0
    var lines = [String(holds)]
    for start in stride(from: 0, to: positions, by: Self.columns) {
      let block = start..<min(start + Self.columns, positions)
      lines.append(padded("", width) + block.map { cell(String($0)) }.joined())
      for (part, row) in zip(parts, values) {
        lines.append(padded(part, width) + block.map { cell(row[$0] ? "1" : ".") }.joined())
      }
    }
    if let loop {
      lines.append(
        loop == positions - 1
          ? "position \(loop) repeats for ever"
          : "positions \(loop) to \(positions - 1) repeat for ever")
    }
    return lines
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }

  private func cell(_ text: String) -> String {
    String(repeating: " ", count: max(4 - text.count, 1)) + text
  }

  func write(_ json: inout JSONWriter) {
    json.member("verdict", holds)
    json.member("positions", positions)
    json.member("loop", loop)
    json.array("parts") { json in
      for (part, row) in zip(parts, values) {
        json.object { json in
          json.member("formula", part)
          json.member("values", row.map { $0 ? "1" : "0" }.joined())
        }
      }
    }
  }
}

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

  /// Nil where the automata would be too large.
  init?(_ formula: FormulaID, in store: FormulaStore, letters: [[String]]) {
    guard var monitor = PrefixMonitor(formula, in: store) else { return nil }
    var steps: [Step] = []
    for (place, letter) in letters.enumerated() {
      monitor.take(letter)
      let word = Word(prefix: Array(letters[...place]))
      steps.append(
        Step(
          letter: Word.text([letter]), prefix: monitor.verdict,
          verdict: RunVerdict(
            monitor.verdict, holdsSoFar: WordEvaluator(formula, in: store, on: word).holds)))
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
