/// What decides where the words of an automaton stand in the hierarchy of properties. The answers are exact; nil where
/// the automata on the way to them would be too large.
extension Automaton {
  /// How large the automata may be that are looked at.
  struct ClassLimits: Sendable {
    /// How many sets of states of one automaton, for obligations and for what is above.
    var (obligationSets, sets) = (512, 4_096)
    /// How many states all these sets may have together at most.
    var members = 400_000
    /// How many states of a product.
    var products = 100_000
  }

  /// The lowest class of the words that are accepted.
  ///
  /// - Parameter negation: An automaton of all other words, over the same propositions in the same order.
  func propertyClass(negation: Automaton, limits: ClassLimits = .init()) -> PropertyClass? {
    guard let isSafety = isSafety(negation, limits),
      let isGuarantee = negation.isSafety(self, limits)
    else { return nil }
    if isSafety { return .safety }
    if isGuarantee { return .guarantee }
    // If the formula is an obligation, then its negation is one, and one of the two may have few sets.
    var (automaton, opposite) = (self, negation)
    if automaton.minimisedObligation(negation: negation, limit: limits.obligationSets) != nil
      || opposite.minimisedObligation(negation: self, limit: limits.obligationSets) != nil
    {
      return .obligation
    }
    guard let isPersistence = isPersistence(negation, limits),
      let isRecurrence = negation.isPersistence(self, limits)
    else { return nil }
    switch (isRecurrence, isPersistence) {
    case (true, true): return .obligation
    case (true, false): return .recurrence
    case (false, true): return .persistence
    case (false, false): return .reactivity
    }
  }

  /// Whether every word of which each beginning is one of an accepted word is accepted itself.
  ///
  /// - Source: Alpern and Schneider, *Recognizing safety and liveness* (Distributed Computing 2, 1987).
  private func isSafety(_ negation: Automaton, _ limits: ClassLimits) -> Bool? {
    var closure = self
    closure.prune()
    if closure.isEmpty { return true }
    closure.markCount = 0
    for state in closure.edges.indices {
      for place in closure.edges[state].indices { closure.edges[state][place].marks = 0 }
    }
    return closure.product(negation, limit: limits.products)?.isEmpty
  }

  /// Whether a deterministic co-Büchi automaton accepts the same words.
  ///
  /// Beside every run goes the set of the states that its word may have led to. If a run can return to a state and
  /// set and see all marks on the way, then, the words being those of a co-Büchi automaton, staying there for ever
  /// without a mark is accepted too. So the runs that stay in such components are accepted wrongly if and only if there is
  /// no such automaton. No determinisation by trees is needed for that.
  ///
  /// - Source: Boker and Kupferman, *Co-ing Büchi made tight and useful* (LICS 2009), §3, with marks for states.
  private func isPersistence(_ negation: Automaton, _ limits: ClassLimits) -> Bool? {
    var automaton = self
    let most = min(limits.sets, limits.members / stateCount)
    guard let (sets, _) = automaton.subsets(limit: most),
      var augmented = automaton.product(sets, limit: limits.products)
    else { return nil }
    let components = augmented.components()
    let accepts = (0..<components.count).map { augmented.isAccepting($0, of: components) }
    augmented.markCount = 1
    for state in augmented.edges.indices {
      let number = components.number[state]
      for place in augmented.edges[state].indices {
        let isWithin = components.number[augmented.edges[state][place].target] == number
        augmented.edges[state][place].marks = isWithin && accepts[number] ? 1 : 0
      }
    }
    return augmented.product(negation, limit: limits.products)?.isEmpty
  }
}
