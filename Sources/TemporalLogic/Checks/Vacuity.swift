public import Diagnostics

/// Whether all that a formula says matters where it holds.
public enum Vacuity: Sendable {
  /// The formula does not hold, so that nothing has to matter.
  case fails
  /// Every part matters; of parts below `xor` and `<->` nothing is known.
  case matters
  /// These parts could be anything, each the largest one in its place; the largest of all first.
  case idle([IdlePart])
  /// No idle part was found, but not everything was decided.
  case undecided
}

/// A part that could be anything: where it is written, the formula would hold with any other.
public struct IdlePart: Hashable, Sendable {
  /// What that says of the formula.
  public enum Meaning: Hashable, Sendable {
    /// There is nothing of which the formula could speak, such as no fair run.
    case nothingThere
    /// It is the conclusion of an implication, whose premise never holds where it is asked for.
    case premiseNeverHolds
    /// It is the premise of an implication, whose conclusion always holds where it is asked for.
    case conclusionAlwaysHolds
    /// It does not matter.
    case doesNotMatter
  }

  /// Which occurrence of the formula it is.
  public let occurrence: Int
  /// The part, as it is written.
  public let text: String
  /// Where it is written.
  public let range: Range<Int>
  /// What that says.
  public let meaning: Meaning
}

extension LocatedFormula {
  /// How many occurrences are asked about.
  public static let mostAsked = 1_000

  /// Looks for parts that do not matter.
  ///
  /// A part could be anything if the formula holds with the constant in its place that makes it strongest: false, or
  /// true where an odd number of negations are around it. What is within such a part does not matter either.
  ///
  /// - Parameter holds: Whether a formula holds; nil if that cannot be told. It is asked once for each occurrence at most.
  /// - Throws: What `holds` throws.
  /// - Source: Beer, Ben-David, Eisner and Rodeh, *Efficient detection of vacuity in ACTL formulas* (CAV 1997);
  ///   Kupferman and Vardi, *Vacuity detection in temporal model checking* (STTT 4, 2003), theorem 1.
  public func vacuity<Failure: Error>(
    _ holds: (FormulaID, FormulaStore) throws(Failure) -> Bool?
  ) throws(Failure) -> Vacuity {
    guard let isKept = try holds(formula, store) else { return .undecided }
    if !isKept { return .fails }
    var idle: [IdlePart] = []
    var (asked, isComplete) = (0, true)
    var pending: [(occurrence: Int, isPositive: Bool, parent: Int?)] = [
      (occurrences.count - 1, true, nil)
    ]
    while let (number, isPositive, parent) = pending.popLast() {
      let part = occurrences[number].formula
      // A constant was meant to be one.
      if part == FormulaStore.true || part == FormulaStore.false { continue }
      if asked == Self.mostAsked {
        isComplete = false
        break
      }
      asked += 1
      var changed = store
      let strongest = isPositive ? FormulaStore.false : FormulaStore.true
      let stronger = replacing(number, by: strongest, in: &changed)
      let answer = try holds(stronger, changed)
      if answer == nil { isComplete = false }
      if answer == true {
        idle.append(idlePart(number, parent))
      } else {
        pending += operands(of: number, isPositive).reversed().map { ($0, $1, number) }
      }
    }
    if idle.isEmpty { return isComplete ? .matters : .undecided }
    // Of parts that are equally long the first one.
    return .idle(
      idle.sorted { ($1.range.count, $0.range.lowerBound) < ($0.range.count, $1.range.lowerBound) })
  }

  /// The operands of an occurrence of which it is known whether they make it stronger or weaker.
  private func operands(of number: Int, _ isPositive: Bool) -> [(Int, Bool)] {
    let operands = occurrences[number].operands
    switch store.form(occurrences[number].formula) {
    case .xor, .iff: return []
    case .not: return [(operands[0], !isPositive)]
    case .implies: return [(operands[0], !isPositive), (operands[1], isPositive)]
    default: return operands.map { ($0, isPositive) }
    }
  }

  private func idlePart(_ number: Int, _ parent: Int?) -> IdlePart {
    var meaning = IdlePart.Meaning.doesNotMatter
    if let parent, store.form(occurrences[parent].formula) == .implies {
      meaning =
        occurrences[parent].operands[1] == number ? .premiseNeverHolds : .conclusionAlwaysHolds
    } else if parent == nil {
      meaning = .nothingThere
    }
    return IdlePart(
      occurrence: number,
      text: store.text(occurrences[number].formula, longest: WordExplanation.longestText),
      range: occurrences[number].range, meaning: meaning)
  }

  /// Looks for parts that do not matter on the fair runs of a graph.
  ///
  /// - Throws: A ``GraphError``, as ``GraphChecker`` does.
  public func vacuity<Graph: FairGraph>(
    on graph: inout Graph, stuttering: Stuttering, statesMax: Int = .max
  ) throws(GraphError) -> Vacuity {
    try vacuity { (formula, store) throws(GraphError) in
      let checker = try GraphChecker(
        formula, in: store, stuttering: stuttering, statesMax: statesMax)
      switch try checker.check(&graph).verdict {
      case .holds, .vacuous: return true
      case .violated: return false
      default: return nil
      }
    }
  }

  /// Looks for parts that do not matter on any of some words.
  public func vacuity(on words: [Word]) -> Vacuity {
    vacuity { formula, store in
      words.allSatisfy { WordEvaluator(formula, in: store, on: $0).holds }
    }
  }

  /// What there is to say of an idle part, at its place.
  public func finding(_ part: IdlePart) -> Finding {
    let (message, hint) =
      switch part.meaning {
      case .nothingThere:
        ("nothing is there of which the formula speaks", "false holds as well: there is no run")
      case .premiseNeverHolds:
        ("'\(part.text)' is never asked for", "the premise of its implication never holds there")
      case .conclusionAlwaysHolds:
        (
          "'\(part.text)' does not matter",
          "the conclusion of its implication holds with and without it"
        )
      case .doesNotMatter:
        ("'\(part.text)' does not matter", "the formula holds whatever stands in its place")
      }
    return Finding(
      in: text, at: part.range, code: LogicFinding.idlePart, severity: .warning, message: message,
      hint: hint)
  }
}
