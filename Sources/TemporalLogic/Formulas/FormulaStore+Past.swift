extension FormulaStore {
  /// A formula that looks back as one that does not, over further propositions: each says what the past operator that it
  /// stands for said at the position before, and the formula says how that goes on.
  ///
  /// - Returns: The formula, which some values of the further propositions satisfy on a word if and only if `root` holds
  ///   there, and these propositions' names, which no formula can have otherwise.
  /// - Source: the history variables of Abadi and Lamport, *The existence of refinement mappings* (TCS 82, 1991), §5.1.
  mutating func withoutPast(_ root: FormulaID) -> (formula: FormulaID, histories: [String]) {
    if !parts(of: root).contains(where: { form($0).isPast }) { return (root, []) }
    var histories: [String] = []
    var rules: [FormulaID] = []
    let main = rebuilt(root) { store, form, parts in
      guard form.isPast else { return store.make(form, parts) }
      let name = "\u{0}\(histories.count)"
      histories.append(name)
      let history = store.atom(name)
      // What the operator says here, from what it said before, and what is to be remembered.
      let (now, kept) = store.unfolded(form, parts, history)
      let first = form.isGreatestPast ? history : store.make(.not, history)
      rules.append(first)
      rules.append(store.make(.always, store.make(.iff, store.make(.next, history), kept)))
      return now
    }
    return (rules.isEmpty ? main : make(.and, [main] + rules), histories)
  }

  private mutating func unfolded(
    _ form: Operator, _ parts: [FormulaID], _ history: FormulaID
  ) -> (now: FormulaID, kept: FormulaID) {
    let now: FormulaID
    switch form {
    case .once: now = make(.or, parts[0], history)
    case .historically: now = make(.and, parts[0], history)
    case .since: now = make(.or, parts[1], make(.and, parts[0], history))
    case .triggered: now = make(.and, parts[1], make(.or, parts[0], history))
    default: return (history, parts[0])
    }
    return (now, now)
  }
}

extension Operator {
  /// Whether it holds at the first position for want of a position before.
  fileprivate var isGreatestPast: Bool {
    [.weakPrevious, .historically, .triggered].contains(self)
  }
}
