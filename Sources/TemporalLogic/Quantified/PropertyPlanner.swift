import Determinism
import Diagnostics

/// Makes a property ready: which tables answer it, and what has to be looked at when they change.
struct PropertyPlanner {
  private let text: PropertyText
  private var views: FactLayout
  private var sequences: [(pattern: ViewPattern, first: Int, second: Int)] = []
  /// The patterns of each atom that change it.
  private var watched: [[(pattern: ViewPattern, sequence: Int)]] = []
  private var propositions: [Int] = []
  /// Whether an atom depends on a parameter.
  private var usesParameter = false

  private init(_ text: PropertyText, _ layout: FactLayout) {
    self.text = text
    views = layout
  }

  /// Makes a property ready.
  ///
  /// - Returns: Nil and what is wrong with it, where it cannot be judged by binding.
  static func plan(
    _ text: PropertyText, _ layout: inout FactLayout
  ) -> (plan: PropertyPlan?, findings: [Finding]) {
    var planner = PropertyPlanner(text, layout)
    let result = planner.plan()
    if result.plan != nil { layout = planner.views }
    return result
  }

  private func finding(
    _ code: LogicFinding, _ message: String, _ hint: String? = nil
  ) -> (plan: PropertyPlan?, findings: [Finding]) {
    (nil, [Finding(in: text.text, at: text.range, code: code, message: message, hint: hint)])
  }

  private mutating func plan() -> (plan: PropertyPlan?, findings: [Finding]) {
    guard let table = text.table ?? MonitorTable(text.formula, in: text.store) else {
      return finding(
        .formulaTooLarge, "the formula is too large for a table, or looks forward within the past",
        "at most 12 propositions can be told apart; split the property")
    }
    if text.table == nil, let check = FormulaCheck(text.formula, in: text.store),
      check.isStutterInvariant == false
    {
      return finding(
        .stutterSensitive, "the formula counts steps, which happen elsewhere too",
        "leave out X, or say with U, F and past operators what comes in which order")
    }
    if let bound = text.bound, !text.store.isBounded(text.formula, by: bound.form) {
      return finding(
        .badProperty, "what has a bound in time stands by itself, with a premise or without",
        "write G (p -> F[<=500ms] q) or G (p -> G[<=500ms] q), and anything else in another property"
      )
    }
    let numbers = table.atoms.compactMap { text.store.atoms.firstIndex(of: $0) }
    let atoms = numbers.map { atom(text.atoms[$0]) }
    let after = text.bound?.after.map { pattern in
      propositions.append(pattern.proposition)
      return views.pattern(pattern)
    }
    let full = watched.joined().map(\.pattern).filter(bindsAll)
    let rest: UInt16
    if text.isFinite {
      rest = table.initial
    } else {
      if full.isEmpty {
        return finding(.unboundFormula, "no proposition names all variables", hint)
      }
      guard let quiet = restingState(table, numbers) else {
        return finding(
          .unboundFormula, "the formula says something of values of which nothing was told",
          "begin with G, and let a proposition that names all variables be the premise")
      }
      rest = quiet
    }
    if usesParameter, !text.isFinite {
      // When it is set, all bindings are looked at again.
      for pattern in full { views.keepRows(of: pattern.view) }
    }
    let triggers = triggers(table, rest, full, atoms)
    let premise = premise(table)
    return (
      PropertyPlan(
        text: text, table: table, atoms: atoms, atomTexts: table.atoms, triggers: triggers,
        generators: full, rest: rest, premise: premise,
        settled: text.bound?.form == .always ? nil : SettledLetters(table, premise: premise),
        sequences: sequences,
        span: text.bound?.span, keeps: keeps(table), after: after, propositions: propositions), []
    )
  }

  private var hint: String {
    let names = text.variables[..<text.quantified].map(\.name).joined(separator: ", ")
    return "one has to name \(names); a variable of one part only belongs into a count or an exists"
  }

  private func bindsAll(_ pattern: ViewPattern) -> Bool {
    (0..<text.quantified).allSatisfy(pattern.variables.contains)
  }

  // MARK: Atoms

  private mutating func atom(_ atom: StateAtom) -> AtomPlan {
    watched.append([])
    switch atom {
    case .pattern(let pattern):
      return .member(lookup(pattern, known: Array(0..<text.quantified)))
    case .comparison(let left, let relation, let right):
      return .compare(term(left), relation, term(right))
    case .exists(let query): return .exists(plan(query))
    case .increasing(let first, let second, let pattern):
      propositions.append(pattern.proposition)
      let viewed = views.pattern(pattern)
      views.keepRows(of: viewed.view)
      watched[watched.count - 1].append((viewed, sequences.count))
      sequences.append((viewed, first, second))
      return .increasing(sequences.count - 1)
    }
  }

  private mutating func lookup(_ pattern: Pattern, known: [Int]) -> Lookup {
    propositions.append(pattern.proposition)
    let viewed = views.pattern(pattern)
    watched[watched.count - 1].append((viewed, -1))
    let key = viewed.arguments.indices.filter { place in
      guard case .variable(let variable, _) = viewed.arguments[place] else { return true }
      return known.contains(variable)
    }
    // A slot that is over is spoken of by nobody again; of other values a second one may come yet.
    let declaration = views.schema.propositions[pattern.proposition]
    let fields = views.views[viewed.view].fields
    let remembers =
      declaration.slotField.map { slot in !key.contains { fields[$0] == slot } } ?? false
    return Lookup(
      pattern: viewed, index: views.index(of: viewed.view, by: key, remembers: remembers), key: key,
      open: viewed.arguments.indices.filter { !key.contains($0) })
  }

  private mutating func plan(_ query: Query) -> QueryPlan {
    var known = Array(0..<text.quantified)
    var steps: [QueryPlan.Step] = []
    var waiting = query.literals
    // Patterns in their order; what can be decided by then comes before the next one.
    while !waiting.isEmpty {
      let next =
        waiting.firstIndex { literal in
          if case .pattern = literal { return false }
          return variables(of: literal).allSatisfy(known.contains)
        } ?? waiting.firstIndex { if case .pattern = $0 { true } else { false } } ?? 0
      let literal = waiting.remove(at: next)
      switch literal {
      case .pattern(let pattern):
        let found = lookup(pattern, known: known)
        known += found.pattern.variables
        steps.append(.find(found))
      case .absent(let pattern):
        steps.append(.absent(lookup(pattern, known: known)))
      case .comparison(let left, let relation, let right):
        steps.append(.compare(term(left), relation, term(right)))
      }
    }
    return QueryPlan(steps: steps)
  }

  private func variables(of literal: Query.Literal) -> [Int] {
    switch literal {
    case .pattern(let pattern), .absent(let pattern):
      pattern.arguments.compactMap { argument in
        guard case .variable(let variable, _) = argument else { return nil }
        return variable
      }
    case .comparison(let left, _, let right): variables(of: left) + variables(of: right)
    }
  }

  private func variables(of term: Term) -> [Int] {
    term.parts.flatMap { part -> [Int] in
      switch part.part {
      case .variable(let variable): [variable]
      case .parameter: []
      case .aggregate(_, let query):
        query.literals.flatMap(variables).filter { !query.variables.contains($0) }
      }
    }
  }

  private mutating func term(_ term: Term) -> TermPlan {
    TermPlan(
      constant: term.constant,
      parts: term.parts.map { factor, part in
        switch part {
        case .variable(let variable): return (factor, .variable(variable))
        case .parameter(let parameter):
          usesParameter = true
          return (factor, .parameter(parameter))
        case .aggregate(let aggregate, let query):
          return (factor, .aggregate(aggregate, query.variables[0], plan(query)))
        }
      })
  }

  // MARK: What nothing is told of

  /// What an atom is of a binding of which nothing is told; nil for both.
  private func unbound(_ number: Int, _ place: Int) -> Bool? {
    let isFull = !watched[place].isEmpty && watched[place].allSatisfy { bindsAll($0.pattern) }
    switch text.atoms[number] {
    case .pattern, .exists: return isFull ? false : nil
    case .increasing: return true
    case .comparison(let left, let relation, let right):
      guard isFull, let low = constant(left), let high = constant(right) else { return nil }
      return relation.holds(Int128(low), Int128(high))
    }
  }

  /// A sum in which nothing but what is found of nothing is not known: that is 0.
  private func constant(_ term: Term) -> Int64? {
    for (_, part) in term.parts {
      if case .aggregate = part { continue }
      return nil
    }
    return term.constant
  }

  /// Where the table stays as long as nothing is told of a binding.
  private func restingState(_ table: MonitorTable, _ numbers: [Int]) -> UInt16? {
    let fixed = numbers.enumerated().map { unbound($1, $0) }
    let letters = (0..<UInt64(1) << UInt64(numbers.count)).filter { letter in
      fixed.enumerated().allSatisfy { place, value in
        value.map { (letter >> UInt64(place) & 1 == 1) == $0 } ?? true
      }
    }
    let rest = table.after(table.initial, letters[0])
    let stays = letters.allSatisfy {
      table.after(table.initial, $0) == rest && table.after(rest, $0) == rest
    }
    return stays && !table.verdict(rest).isFinal ? rest : nil
  }

  /// Whether a binding that rests may be moved by a change of one atom.
  private func isHarmful(
    _ atom: Int, _ plan: AtomPlan, _ table: MonitorTable, _ rest: UInt16
  ) -> Bool {
    let bit = UInt64(1) << UInt64(atom)
    var isRisingOnly = false
    if case .member(let lookup) = plan {
      let proposition = views.views[lookup.pattern.view].proposition
      isRisingOnly = views.schema.propositions[proposition].lasting == .latched
    }
    return (0..<UInt64(1) << UInt64(table.atoms.count)).contains { letter in
      if isRisingOnly, letter & bit != 0 { return false }
      return table.after(rest, letter) == rest && table.after(rest, letter ^ bit) != rest
    }
  }

  private mutating func triggers(
    _ table: MonitorTable, _ rest: UInt16, _ full: [ViewPattern], _ plans: [AtomPlan]
  ) -> [(view: Int, trigger: Trigger)] {
    var triggers: [(view: Int, trigger: Trigger)] = []
    for atom in watched.indices {
      for (pattern, sequence) in watched[atom] {
        let isFull = bindsAll(pattern)
        let isHarmful = !isFull && !text.isFinite && isHarmful(atom, plans[atom], table, rest)
        var generators: [(pattern: ViewPattern, index: Int)] = []
        if isHarmful {
          for generator in full {
            let places = generator.arguments.indices.filter { place in
              guard case .variable(let variable, _) = generator.arguments[place] else {
                return true
              }
              return pattern.variables.contains(variable)
            }
            views.keepRows(of: generator.view)
            generators.append((generator, views.index(of: generator.view, by: places)))
          }
        }
        triggers.append(
          (
            pattern.view,
            Trigger(
              pattern: pattern, isFull: isFull, isHarmful: isHarmful, generators: generators,
              sequence: sequence)
          ))
      }
    }
    return triggers
  }

  // MARK: Premise

  /// The letters with which a bounded G is kept, and with which it is asked for; nil where there is none.
  private func keeps(_ table: MonitorTable) -> KeptLetters? {
    let store = text.store
    guard text.bound?.form == .always else { return nil }
    let goal = store.left(store.right(store.left(text.formula)))
    let letters = 0..<UInt64(1) << UInt64(table.atoms.count)
    return KeptLetters(
      premise: letters.map {
        store.isTrue(store.left(store.left(text.formula)), letter: $0, of: table.atoms)
      }, goal: letters.map { store.isTrue(goal, letter: $0, of: table.atoms) })
  }

  /// The letters with which the premises of `G (p -> q)` hold.
  private func premise(_ table: MonitorTable) -> [Bool]? {
    let store = text.store
    var (waiting, premises) = ([text.formula], [FormulaID]())
    while let formula = waiting.popLast() {
      switch store.form(formula) {
      case .always, .and: waiting += store.operands(formula)
      case .implies where store.isBoolean(store.left(formula)):
        premises.append(store.left(formula))
      default: return nil
      }
    }
    if premises.isEmpty { return nil }
    return (0..<UInt64(1) << UInt64(table.atoms.count)).map { letter in
      premises.contains { store.isTrue($0, letter: letter, of: table.atoms) }
    }
  }
}

extension FormulaStore {
  /// Whether a formula is `F q` or `G (p -> F q)`, or `G (p -> G q)`, of letters p and q.
  fileprivate func isBounded(_ formula: FormulaID, by inner: Operator) -> Bool {
    switch form(formula) {
    case .eventually: inner == .eventually && isBoolean(left(formula))
    case .always:
      form(left(formula)) == .implies && isBoolean(left(left(formula)))
        && form(right(left(formula))) == inner && isBoolean(left(right(left(formula))))
    default: false
    }
  }

  /// Whether a Boolean formula holds of a letter whose bits are some propositions.
  func isTrue(_ formula: FormulaID, letter: UInt64, of names: [String]) -> Bool {
    switch form(formula) {
    case .true: true
    case .false: false
    case .atom:
      names.firstIndex(of: atoms[atomNumber(formula) ?? 0]).map { letter >> UInt64($0) & 1 == 1 }
        ?? false
    case .not: !isTrue(left(formula), letter: letter, of: names)
    case .and: operands(formula).allSatisfy { isTrue($0, letter: letter, of: names) }
    case .or: operands(formula).contains { isTrue($0, letter: letter, of: names) }
    case .xor, .iff:
      (isTrue(left(formula), letter: letter, of: names)
        == isTrue(right(formula), letter: letter, of: names)) == (form(formula) == .iff)
    case .implies:
      !isTrue(left(formula), letter: letter, of: names)
        || isTrue(right(formula), letter: letter, of: names)
    default: false
    }
  }
}
