/// What a finite beginning of a word says of a formula, whatever comes.
public enum PrefixVerdict: String, CaseIterable, Sendable {
  /// It holds on every continuation.
  case `true`
  /// It holds on none.
  case `false`
  /// It depends on what comes.
  case inconclusive
}

/// Follows a word letter by letter, and knows as soon as no continuation can change the verdict.
///
/// - Source: Bauer, Leucker and Schallhart, *Runtime verification for LTL and TLTL* (TOSEM 20, 2011), §3.
public struct PrefixMonitor: Sendable {
  private var (holds, fails): (Automaton, Automaton)
  private var (holding, failing): ([Int], [Int])

  /// Prepares for a formula; nil where its automata would be too large.
  public init?(_ formula: FormulaID, in store: FormulaStore) {
    var store = store
    let opposite = store.make(.not, formula)
    guard let (holds, _) = Automaton.translate(formula, in: store),
      let (fails, _) = Automaton.translate(opposite, in: store)
    else { return nil }
    (self.holds, self.fails) = (holds, fails)
    holding = holds.isEmpty ? [] : [holds.initial]
    failing = fails.isEmpty ? [] : [fails.initial]
  }

  /// Takes the next letter: the propositions that hold.
  public mutating func take(_ letter: [String]) {
    holding = holds.successors(of: holding) { letter.contains(holds.atoms[$0]) }
    failing = fails.successors(of: failing) { letter.contains(fails.atoms[$0]) }
  }

  /// What is known by now.
  public var verdict: PrefixVerdict {
    failing.isEmpty ? .true : holding.isEmpty ? .false : .inconclusive
  }
}

extension Automaton {
  /// The states to which a letter leads.
  ///
  /// - Parameter value: What holds of a proposition, by its number in ``atoms``.
  func successors(of states: [Int], by value: (Int) -> Bool) -> [Int] {
    var isNext = [Bool](repeating: false, count: stateCount)
    for state in states {
      for edge in edges[state] where diagrams.isTrue(edge.label, value) {
        isNext[edge.target] = true
      }
    }
    return isNext.indices.filter { isNext[$0] }
  }
}
