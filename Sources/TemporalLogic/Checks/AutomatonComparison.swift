/// How the words of an automaton and those on which a formula holds differ.
public enum AutomatonComparison: Sendable {
  /// They are the same.
  case same
  /// The formula holds on a word that is not accepted.
  case missing(Word)
  /// A word is accepted on which the formula does not hold.
  case extra(Word)
  /// It would take too large automata to tell.
  case undecided
}

extension Automaton {
  /// Compares the words that are accepted with those on which a formula holds. Every word that is given out was checked
  /// with both.
  ///
  /// - Parameters:
  ///   - formula: The formula.
  ///   - store: Where it is.
  public func compared(with formula: FormulaID, in store: FormulaStore) -> AutomatonComparison {
    var store = store
    let opposite = store.make(.not, formula)
    guard let holds = Self.generalised(formula, in: store),
      let fails = Self.generalised(opposite, in: store)
    else { return .undecided }
    var ours = self
    ours.atoms += (holds.atoms + fails.atoms).reduce(into: []) { names, name in
      if !atoms.contains(name), !names.contains(name) { names.append(name) }
    }
    ours.prune()
    // Labels that were read may be anything.
    ours.diagrams.limit = Self.mostNodes
    guard let extra = ours.product(fails, limit: Self.mostCompared), !extra.diagrams.isExhausted
    else { return .undecided }
    if let word = extra.acceptedWord() {
      precondition(
        accepts(word) && !WordEvaluator(formula, in: store, on: word).holds, "not a word too many")
      return .extra(word)
    }
    guard case .some(let missing) = ours.rejected(among: holds) else { return .undecided }
    guard let missing else { return .same }
    precondition(
      !accepts(missing) && WordEvaluator(formula, in: store, on: missing).holds,
      "no word is missing")
    return .missing(missing)
  }

  /// How many pairs of states are looked at, and how large their labels may become together.
  private static let (mostCompared, mostNodes) = (100_000, 1 << 21)

  /// A word that another automaton accepts and this one does not; none, or nil where that would take too long.
  ///
  /// - Precondition: The other one's propositions are ours.
  private func rejected(among other: Automaton) -> Word?? {
    var automaton = self
    if automaton.isDeterministic() {
      guard var complement = automaton.complement(limit: Self.mostCompared),
        let missing = complement.product(other, limit: Self.mostCompared),
        !missing.diagrams.isExhausted
      else { return nil }
      return .some(missing.acceptedWord())
    }
    if automaton.diagrams.isExhausted { return nil }
    guard var search = InclusionSearch(other, within: automaton) else { return nil }
    return search.run()
  }

  /// The automaton of all words that this one does not accept: it follows the only run there is, and says at some time
  /// which mark will not come again; or the run ends.
  ///
  /// - Precondition: The automaton is deterministic.
  /// - Source: Kurshan, *Complementing deterministic Büchi automata in polynomial time* (JCSS 35, 1987), with marks.
  private mutating func complement(limit: Int) -> Automaton? {
    let count = stateCount
    guard count * (markCount + 1) < limit else { return nil }
    let end = count * (markCount + 1)
    var made = self
    made.markCount = 1
    made.edges = Array(repeating: [], count: end + 1)
    made.edges[end] = [.init(.always, 1, to: end)]
    for state in edges.indices {
      var rest = Diagram.always
      for edge in edges[state] {
        rest = made.diagrams.minus(rest, edge.label)
        made.edges[state].append(.init(edge.label, 0, to: edge.target))
        for mark in 0..<markCount where edge.marks >> UInt64(mark) & 1 == 0 {
          let target = (mark + 1) * count + edge.target
          made.edges[state].append(.init(edge.label, 0, to: target))
          made.edges[(mark + 1) * count + state].append(.init(edge.label, 1, to: target))
        }
      }
      if rest != .never { made.edges[state].append(.init(rest, 0, to: end)) }
    }
    return made
  }
}
