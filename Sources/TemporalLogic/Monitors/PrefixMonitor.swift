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
  private let automata: PrefixAutomata
  private var states: PrefixAutomata.States

  /// Prepares for a formula; nil where its automata would be too large.
  public init?(_ formula: FormulaID, in store: FormulaStore) {
    guard let automata = PrefixAutomata(formula, in: store) else { return nil }
    (self.automata, states) = (automata, automata.initial)
  }

  /// Takes the next letter: the propositions that hold.
  public mutating func take(_ letter: [String]) {
    states = automata.after(states) { letter.contains($0) }
  }

  /// What is known by now.
  public var verdict: PrefixVerdict { states.verdict }
}

/// The automata of a formula and of its negation, each of which a beginning of a word leads to some states: to none
/// once no continuation is accepted.
struct PrefixAutomata: Sendable {
  /// The states to which a beginning may have led, in ascending order.
  struct States: Sendable {
    var (holding, failing): ([Int], [Int])

    /// What the beginning says.
    var verdict: PrefixVerdict {
      failing.isEmpty ? .true : holding.isEmpty ? .false : .inconclusive
    }
  }

  private let (holds, fails): (Automaton, Automaton)

  /// Prepares for a formula; nil where one of them would be too large.
  init?(_ formula: FormulaID, in store: FormulaStore) {
    var store = store
    let opposite = store.make(.not, formula)
    guard let holds = Automaton.generalised(formula, in: store),
      let fails = Automaton.generalised(opposite, in: store)
    else { return nil }
    (self.holds, self.fails) = (holds, fails)
  }

  /// Before the first letter.
  var initial: States {
    States(
      holding: holds.isEmpty ? [] : [holds.initial], failing: fails.isEmpty ? [] : [fails.initial])
  }

  /// After one more letter.
  ///
  /// - Parameter value: Whether a proposition holds, by its name.
  func after(_ states: States, _ value: (String) -> Bool) -> States {
    States(
      holding: holds.successors(of: states.holding) { value(holds.atoms[$0]) },
      failing: fails.successors(of: states.failing) { value(fails.atoms[$0]) })
  }
}

extension Automaton {
  /// The states to which a letter leads.
  ///
  /// - Parameter value: What holds of a proposition, by its number in ``atoms``.
  fileprivate func successors(of states: [Int], by value: (Int) -> Bool) -> [Int] {
    var isNext = [Bool](repeating: false, count: stateCount)
    for state in states {
      for edge in edges[state] where diagrams.isTrue(edge.label, value) {
        isNext[edge.target] = true
      }
    }
    return isNext.indices.filter { isNext[$0] }
  }
}
