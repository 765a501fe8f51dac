extension Automaton {
  /// The automata of the infinite words on which a formula holds: a generalised one, and a Büchi automaton whose marks
  /// are those of states, as small as they are found. Nil where they would be too large.
  ///
  /// - Parameters:
  ///   - formula: The formula, which may look back.
  ///   - store: Where it is.
  ///   - effort: How much is done to make them small.
  public static func translate(
    _ formula: FormulaID, in store: FormulaStore, effort: TranslationEffort = .full
  ) -> (generalised: Automaton, buchi: Automaton)? {
    let found = automata(of: formula, in: store, effort)
    guard let smallest = found.first else { return nil }
    if effort == .quick {
      var buchi = smallest.degeneralised(order: Array(0..<smallest.markCount))
      buchi.pruneStateBased()
      return (smallest, buchi)
    }
    var best = smallest.buchi()
    for other in found.dropFirst() where other.stateCount <= 2 * smallest.stateCount {
      let candidate = other.buchi()
      if candidate.stateCount < best.stateCount { best = candidate }
    }
    return (smallest, best)
  }

  /// The generalised automaton of ``translate(_:in:effort:)`` alone, without the work for the other one.
  public static func generalised(
    _ formula: FormulaID, in store: FormulaStore, effort: TranslationEffort = .full
  ) -> Automaton? {
    automata(of: formula, in: store, effort).first
  }

  /// Generalised automata, the smallest first; none where they would be too large.
  private static func automata(
    of formula: FormulaID, in store: FormulaStore, _ effort: TranslationEffort
  ) -> [Automaton] {
    // Before anything is rebuilt of a formula that is far too large.
    if store.parts(of: formula).count(where: { store.form($0) == .atom }) > mostAtoms { return [] }
    var store = store
    let (future, histories) = store.withoutPast(formula)
    let normal = store.normal(future).formula
    let numbers = store.parts(of: normal).compactMap { store.atomNumber($0) }.sorted()
    if numbers.count > mostAtoms { return [] }
    let atoms = numbers.map { store.atoms[$0] }
    var found: [Automaton]
    switch effort {
    case .full:
      var translation = Translation(store, atoms: atoms)
      found = translation.automata(of: normal)
    case .quick:
      var translator = Translator(store, atoms: atoms)
      guard var automaton = translator.translate(normal) else { return [] }
      automaton.prune()
      found = [automaton]
    }
    for place in found.indices where !histories.isEmpty {
      found[place].forget(histories)
      found[place].prune()
      if effort == .full { found[place].reduce() }
    }
    return found
  }

  /// How many propositions a formula may have, those for past operators included.
  static var mostAtoms: Int { 1_000 }

  /// Merges what is alike, looking forward and backward, until nothing changes.
  mutating func reduce() {
    while true {
      let before = (stateCount, edgeCount)
      mergeSimilar(.forward)
      prune()
      mergeSimilar(.backward)
      prune()
      if (stateCount, edgeCount) == before { return }
    }
  }

  /// The smallest Büchi automaton of the same words that is found, its marks being those of states.
  func buchi() -> Automaton {
    var best: Automaton?
    var orders = [Array(0..<markCount)]
    if markCount > 1, stateCount <= 40 { orders.append((0..<markCount).reversed()) }
    for order in orders {
      var candidate = degeneralised(order: order)
      candidate.pruneStateBased()
      candidate.reduceStateBased()
      if candidate.stateCount < best?.stateCount ?? .max { best = candidate }
    }
    return best ?? self
  }
}
