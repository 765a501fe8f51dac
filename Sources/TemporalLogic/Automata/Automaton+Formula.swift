extension Automaton {
  /// The automata of the infinite words on which a formula holds: a generalised one, and a Büchi automaton whose marks
  /// are those of states, as small as they are found. Nil where they would be too large.
  public static func translate(
    _ formula: FormulaID, in store: FormulaStore
  ) -> (generalised: Automaton, buchi: Automaton)? {
    var store = store
    let (future, histories) = store.withoutPast(formula)
    let normal = store.normal(future).formula
    let numbers = store.parts(of: normal).compactMap { store.atomNumber($0) }.sorted()
    if numbers.count > mostAtoms { return nil }
    var translation = Translation(store, atoms: numbers.map { store.atoms[$0] })
    var found = translation.automata(of: normal)
    for place in found.indices where !histories.isEmpty {
      found[place].forget(histories)
      found[place].prune()
      found[place].reduce()
    }
    guard let smallest = found.first else { return nil }
    var best = smallest.buchi()
    for other in found.dropFirst() where other.stateCount <= 2 * smallest.stateCount {
      let candidate = other.buchi()
      if candidate.stateCount < best.stateCount { best = candidate }
    }
    return (smallest, best)
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
