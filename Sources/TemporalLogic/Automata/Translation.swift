/// Turns formulas into small automata: simplified, in parts where that helps, reduced.
///
/// - Source: Duret-Lutz and others, *From Spot 2.0 to Spot 2.10* (CAV 2022), §4; for G F p of a guarantee p Esparza,
///   Křetínský and Sickert, *One theorem to rule them all* (LICS 2018).
struct Translation {
  private var simplifier: Simplifier
  private let atoms: [String]

  /// Prepares for formulas over some propositions.
  init(_ store: FormulaStore, atoms: [String]) {
    simplifier = Simplifier(store)
    self.atoms = atoms
  }

  /// Automata of a formula in negation normal form, the smallest first; none where they would be too large.
  mutating func automata(of formula: FormulaID) -> [Automaton] {
    let formula = simplifier.simplify(formula)
    var found = direct(formula)
    if let first = found.first, first.stateCount > 1 { found += composed(formula) }
    // Of equally large ones the earlier one stays first.
    return found.enumerated().sorted {
      ($0.element.stateCount, $0.element.edgeCount, $0.offset)
        < ($1.element.stateCount, $1.element.edgeCount, $1.offset)
    }.map(\.element)
  }

  private func form(_ id: FormulaID) -> Operator { simplifier.store.form(id) }

  /// With more propositions than this automata are not made letter by letter.
  private static let mostLetterAtoms = 12

  // MARK: As a whole

  private mutating func raw(
    _ formula: FormulaID, byLetter: Bool = false, limits: Translator.Limits = .init()
  ) -> Automaton? {
    var translator = Translator(
      simplifier.store, atoms: atoms, byLetter: byLetter, limits: limits)
    guard var automaton = translator.translate(formula) else { return nil }
    automaton.prune()
    return automaton
  }

  /// The formula in one piece; an obligation minimised.
  private mutating func direct(_ formula: FormulaID) -> [Automaton] {
    guard var first = raw(formula) else { return [] }
    if first.edgeCount > Automaton.mostComparedEdges { return [first] }
    first.reduce()
    if first.stateCount <= 1 { return [first] }
    if let weak = obligation(formula, first) {
      return weak.stateCount <= first.stateCount ? [weak] : [first, weak]
    }
    guard first.stateCount <= 64, atoms.count <= Self.mostLetterAtoms,
      var second = raw(formula, byLetter: true)
    else { return [first] }
    second.reduce()
    return [first, second]
  }

  /// The smallest deterministic weak automaton, if the formula is an obligation and the negation is not much larger.
  private mutating func obligation(_ formula: FormulaID, _ automaton: Automaton) -> Automaton? {
    var negation: Automaton?
    if !simplifier.tendency(formula).isObligation {
      let opposite = simplifier.simplify(simplifier.store.normal(formula).negation)
      let limits = Translator.Limits(
        states: 8 * automaton.stateCount + 256, edges: 16 * automaton.edgeCount + 4_096)
      negation = raw(opposite, limits: limits)
      guard let negation else { return nil }
      if negation.isEmpty {
        var all = automaton
        (all.edges, all.markCount, all.initial) = ([[.init(.always, 0, to: 0)]], 0, 0)
        return all
      }
    }
    var automaton = automaton
    return automaton.minimisedObligation(
      negation: negation, limit: 4 * automaton.stateCount + 16)
  }

  // MARK: In parts

  private mutating func composed(_ formula: FormulaID) -> [Automaton] {
    switch form(formula) {
    case .and: conjunction(Array(simplifier.store.operands(formula))).map { [$0] } ?? []
    case .always: repeated(formula)
    default: []
    }
  }

  /// Obligations together, what is the same everywhere together, and the rest.
  private mutating func conjunction(_ operands: [FormulaID]) -> Automaton? {
    var (obliged, suspended, rest): ([FormulaID], [FormulaID], [FormulaID]) = ([], [], [])
    for operand in operands {
      let tendency = simplifier.tendency(operand)
      if tendency.isSuspendable {
        suspended.append(operand)
      } else if tendency.isObligation {
        obliged.append(operand)
      } else {
        rest.append(operand)
      }
    }
    if [obliged, suspended, rest].filter({ !$0.isEmpty }).count < 2 { return nil }
    var whole: Automaton?
    for group in [obliged, rest] where !group.isEmpty {
      guard let part = automata(of: simplifier.store.trivial(.and, group)).first else { return nil }
      if var known = whole {
        whole = known.product(part, limit: 10_000)
        if whole == nil { return nil }
      } else {
        whole = part
      }
      whole?.prune()
      whole?.reduce()
    }
    if !suspended.isEmpty {
      guard let part = automata(of: simplifier.store.trivial(.and, suspended)).first else {
        return nil
      }
      guard var known = whole else { return part }
      whole = known.product(part, limit: 10_000, suspended: true)
      whole?.prune()
      whole?.reduce()
    }
    return whole
  }

  /// G F p for a guarantee p: as soon as p was somewhere, all begins anew; or, if p speaks of the next few letters only, of
  /// what was begun what is through is dropped.
  private mutating func repeated(_ formula: FormulaID) -> [Automaton] {
    let goal = simplifier.store.left(formula)
    guard form(goal) == .eventually, simplifier.tendency(goal).isGuarantee, let whole = raw(goal)
    else { return [] }
    let isBounded = simplifier.store.parts(of: simplifier.store.left(goal)).allSatisfy {
      form($0).isBoolean || form($0) == .next
    }
    var made: [Automaton] = []
    if isBounded, let repeating = whole.repeating(limit: 4 * whole.stateCount + 64) {
      made.append(repeating)
    }
    if var restarting = obligation(goal, whole) {
      restarting.restartAtGoal()
      made.append(restarting)
    }
    // Every state of a deterministic automaton accepts the same words, so that any may be the first.
    for place in made.indices { made[place].beginDeepest() }
    made.append(whole)
    made[made.count - 1].restartAtGoal()
    for place in made.indices {
      made[place].prune()
      made[place].reduce()
    }
    return made
  }
}

extension Automaton {
  /// The state from which everything is accepted.
  private var goal: Int? {
    edges.indices.first { state in
      edges[state].count == 1 && edges[state][0].label == .always && edges[state][0].target == state
    }
  }

  /// Leads from where everything is accepted back to the start, with a mark.
  fileprivate mutating func restartAtGoal() {
    let goal = goal
    markCount = 1
    for state in edges.indices {
      for edge in edges[state].indices {
        let isGoal = edges[state][edge].target == goal
        edges[state][edge].marks = isGoal ? 1 : 0
        if isGoal { edges[state][edge].target = initial }
      }
    }
  }

  /// The deterministic automaton that has a mark wherever a run comes to where everything is accepted; the run ends there.
  fileprivate func repeating(limit: Int) -> Automaton? {
    guard let goal else { return nil }
    var open = self
    open.edges[goal] = []
    guard case (var made, let members)? = open.subsets(limit: limit) else { return nil }
    made.markCount = 1
    for state in made.edges.indices {
      for edge in made.edges[state].indices
      where members[made.edges[state][edge].target].contains(goal) {
        made.edges[state][edge].marks = 1
      }
    }
    return made
  }

  fileprivate mutating func beginDeepest() {
    let components = components()
    if let first = edges.indices.first(where: { components.number[$0] == 0 }) { initial = first }
  }
}
