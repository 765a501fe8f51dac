public import Diagnostics

extension FormulaCheck {
  /// What is probably not meant as it is written: warnings, each with what may be meant instead.
  ///
  /// - Parameters:
  ///   - formula: The formula, as it was read.
  ///   - store: Where it is.
  ///   - text: What it was read from.
  ///   - range: Where it stands there; nil for the whole text.
  public func findings(
    of formula: FormulaID, in store: FormulaStore, _ text: SourceText, at range: Range<Int>? = nil
  ) -> [Finding] {
    var store = store
    var findings: [Finding] = []
    func warn(_ code: LogicFinding, _ message: String, _ hint: String) {
      findings.append(
        Finding(
          in: text, at: range ?? 0..<text.bytes.count, code: code, severity: .warning,
          message: message,
          hint: hint))
    }
    for suspect in Self.sometimesImplications(formula, store) {
      let readings = suspect.readings(&store)
      warn(suspect.code, suspect.message(store), "perhaps \(readings) is meant")
    }
    if store.form(formula).arity > 0 {
      if isValid {
        warn(
          .validFormula, "the formula holds on every word, so that it asks for nothing",
          "check its parts one by one: a premise may never hold, or a conclusion always")
      }
      if !isSatisfiable {
        warn(
          .unsatisfiableFormula, "the formula holds on no word, so that nothing can keep it",
          "check its parts one by one: two of them may contradict each other")
      }
    }
    if let witness = stutterWitness {
      let (holds, fails) = (Self.options(witness.holds), Self.options(witness.fails))
      warn(
        .stutterSensitive, "the formula tells words apart that differ in repetitions alone",
        "it holds on \(holds) and not on \(fails); without X, 'p, and q as soon as p has ended' is p & (p U q)"
      )
    }
    return findings
  }

  private static func options(_ word: Word) -> String {
    "--prefix '\(Word.text(word.prefix))' --cycle '\(Word.text(word.cycle))'"
  }

  // MARK: Implications that are asked for somewhere

  /// F (p -> q), or G F (p -> q), which hold where p fails.
  private struct SometimesImplication {
    let formula: FormulaID
    let premise: FormulaID
    let conclusion: FormulaID
    let isRecurring: Bool

    var code: LogicFinding { isRecurring ? .recurringImplication : .eventualImplication }

    func message(_ store: FormulaStore) -> String {
      "\(store.text(formula)) holds "
        + (isRecurring ? "whenever the premise fails again and again" : "once the premise fails")
    }

    /// What may be meant.
    func readings(_ store: inout FormulaStore) -> String {
      let later = store.make(.eventually, conclusion)
      let response = store.make(.always, store.make(.implies, premise, later))
      let sooner = store.make(.eventually, premise)
      let other =
        isRecurring
        ? store.make(.implies, store.make(.always, sooner), store.make(.always, later))
        : store.make(.eventually, store.make(.and, premise, conclusion))
      return "'\(store.text(response))' or '\(store.text(other))'"
    }
  }

  private static func sometimesImplications(
    _ formula: FormulaID, _ store: FormulaStore
  ) -> [SometimesImplication] {
    var found: [SometimesImplication] = []
    let parts = store.parts(of: formula)
    // Of an F within a G, the G is told.
    var isWithin = [Bool](repeating: false, count: Int(formula.index) + 1)
    for part in parts where store.form(part) == .always {
      isWithin[Int(store.left(part).index)] = true
    }
    for part in parts {
      let isRecurring = store.form(part) == .always
      let goal = isRecurring ? store.left(part) : part
      guard store.form(goal) == .eventually, isRecurring || !isWithin[Int(part.index)] else {
        continue
      }
      let implication = store.left(goal)
      guard store.form(implication) == .implies else { continue }
      found.append(
        SometimesImplication(
          formula: part, premise: store.left(implication), conclusion: store.right(implication),
          isRecurring: isRecurring))
    }
    return found
  }
}
