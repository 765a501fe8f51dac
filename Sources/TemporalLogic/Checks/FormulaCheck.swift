/// What is known of a formula by itself, over infinite words.
public struct FormulaCheck: Sendable {
  /// Whether it holds on some word.
  public let isSatisfiable: Bool
  /// Whether it holds on every word.
  public let isValid: Bool
  /// Its lowest class; nil where the automata that decide it would be too large.
  public let propertyClass: PropertyClass?
  /// Whether it is the same for words that differ in finite repetitions of letters only; nil where the automata that
  /// decide it would be too large.
  public let isStutterInvariant: Bool?
  /// If it is not, two such words that show it.
  public let stutterWitness: StutterWitness?

  /// Whether everything was decided.
  public var isComplete: Bool { propertyClass != nil && isStutterInvariant != nil }

  /// Decides; nil where even the automata of the formula and its negation would be too large.
  ///
  /// - Complexity: Exponential in the formula, and once more in its automata where classes above obligation are told
  ///   apart; the sizes are bounded.
  public init?(_ formula: FormulaID, in store: FormulaStore) {
    var store = store
    let opposite = store.make(.not, formula)
    guard let holds = Automaton.unreduced(formula, in: store),
      let fails = Automaton.unreduced(opposite, in: store)
    else { return nil }
    (isSatisfiable, isValid) = (!holds.isEmpty, fails.isEmpty)
    if holds.isEmpty || fails.isEmpty {
      (propertyClass, isStutterInvariant, stutterWitness) = (.safety, true, nil)
      return
    }
    propertyClass = holds.propertyClass(negation: fails)
    switch store.mayStep(formula) ? holds.stuttering(negation: fails) : .invariant {
    case .invariant: (isStutterInvariant, stutterWitness) = (true, nil)
    case .sensitive(let witness): (isStutterInvariant, stutterWitness) = (false, witness)
    case .undecided: (isStutterInvariant, stutterWitness) = (nil, nil)
    }
  }
}

extension Automaton {
  /// The automaton of a formula as it is translated, without the search for a small one; nil where it would be too
  /// large. Its propositions are those of the formula, in their order, and perhaps some that no label asks for.
  static func unreduced(_ formula: FormulaID, in store: FormulaStore) -> Automaton? {
    var store = store
    let names = store.parts(of: formula).compactMap { store.atomNumber($0) }.sorted()
      .map { store.atoms[$0] }
    let (future, histories) = store.withoutPast(formula)
    if names.count + histories.count > mostAtoms { return nil }
    let normal = store.normal(future).formula
    var simplifier = Simplifier(store)
    let simple = simplifier.simplify(normal)
    var translator = Translator(simplifier.store, atoms: names + histories)
    guard var automaton = translator.translate(simple) else { return nil }
    automaton.forget(histories)
    automaton.prune()
    return automaton
  }
}

extension FormulaStore {
  /// Whether a formula speaks of the position right after or before, which repetitions change: without that they do not
  /// matter to it.
  ///
  /// - Source: Lamport, *What good is temporal logic?* (IFIP Congress 1983), §3.
  public func mayStep(_ formula: FormulaID) -> Bool {
    parts(of: formula).contains {
      [.next, .strongNext, .weakNext, .previous, .weakPrevious].contains(form($0))
    }
  }
}
