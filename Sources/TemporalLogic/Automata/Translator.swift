import Determinism

/// Turns formulas in negation normal form into automata.
///
/// A state is what is left to be shown. What it asks of the letter now, of the next state, and what it puts off, is one
/// Boolean function over propositions, `next` variables and promises; each product of an irredundant cover of that
/// function is an edge. States whose functions are equal are one state. An edge has the mark of a promise that
/// it does not make.
///
/// - Source: Couvreur, *On-the-fly verification of linear temporal logic* (FM 1999), with the improvements of
///   Duret-Lutz, *LTL translation improvements in Spot 1.0* (IJCCBS 5, 2014).
struct Translator {
  /// What a variable stands for.
  private enum Meaning {
    case atom(Int)
    case next(FormulaID)
    case promise(Int)
  }

  /// The largest automaton that is made.
  struct Limits {
    var states = 100_000
    var edges = 2_000_000
  }

  private var store: FormulaStore
  private var diagrams = DecisionDiagrams()
  private let atoms: [String]
  /// The number of each proposition of the store, as labels have it.
  private let numberOfAtom: [Int]
  /// The variable of each proposition, in the order of labels; -1 as long as it has none. Those that come up together
  /// are next to each other, for what is one of many such groups would else be exponentially large.
  private var variableOfAtom: [Int]
  /// What each variable stands for.
  private var meanings: [Meaning] = []
  private var nextVariable = LookupTable<UInt64, Int>()
  private var promiseVariable = LookupTable<UInt64, Int>()
  private var promiseCount = 0
  /// The conjunctions of what some `next` variables stand for, by those variables in order: many products share one.
  private var conjunctions = LookupTable<Fingerprint128, FormulaID>()
  /// The functions of formulas, by formula and whether it recurs.
  private var functions = LookupTable<UInt64, Diagram>()
  private let limits: Limits
  /// Whether edges are made letter by letter, which gives fewer choices and perhaps more states.
  private let byLetter: Bool

  /// Prepares for formulas over some propositions.
  init(
    _ store: FormulaStore, atoms: [String], byLetter: Bool = false, limits: Limits = Limits()
  ) {
    self.byLetter = byLetter
    self.store = store
    self.atoms = atoms
    self.limits = limits
    diagrams.limit = Self.mostNodes
    numberOfAtom = store.atoms.map { atoms.firstIndex(of: $0) ?? -1 }
    variableOfAtom = Array(repeating: -1, count: atoms.count)
    // Letter by letter, those of letters come before all others.
    if byLetter { for number in atoms.indices { _ = variable(ofAtom: number) } }
  }

  /// The automaton of a formula, or nil where it would be too large.
  mutating func translate(_ formula: FormulaID) -> Automaton? {
    var targets = LookupTable<UInt64, Int>()
    var states: [FormulaID] = []
    var edges: [[Automaton.Edge]] = []
    var made = 0
    func state(_ formula: FormulaID, _ function: Diagram) -> Int {
      let key = UInt64(UInt32(bitPattern: function.index)) + 1
      if let known = targets[key] { return known }
      targets.insert(key, states.count)
      states.append(formula)
      return states.count - 1
    }
    let initial = state(formula, function(of: formula))
    while edges.count < states.count {
      let place = edges.count
      edges.append([])
      let function = function(of: states[place])
      guard let products = products(of: function), made + products.count <= limits.edges else {
        return nil
      }
      for (label, product) in products {
        guard var step = step(product) else { return nil }
        step.label = diagrams.and(step.label, label)
        let target = self.function(of: step.next)
        if target == .never { continue }
        edges[place].append(
          .init(step.label, step.promises, to: state(step.next, target)))
      }
      made += edges[place].count
      if states.count > limits.states || diagrams.isExhausted { return nil }
    }
    // What was promised is a mark where it is not.
    let all: UInt64 = promiseCount == 64 ? .max : 1 << UInt64(promiseCount) &- 1
    for place in edges.indices {
      for edge in edges[place].indices { edges[place][edge].marks ^= all }
    }
    var automaton = Automaton(
      atoms: atoms, markCount: promiseCount, edges: edges, initial: initial, diagrams: diagrams)
    automaton.mergeEdges()
    if automaton.diagrams.isExhausted { return nil }
    automaton.diagrams.limit = DecisionDiagrams.mostNodes
    return automaton
  }

  /// How large the functions of letters and next states may become together, in nodes.
  private static let mostNodes = 1 << 21

  /// Products whose sum is a function: those of an irredundant cover; or, `byLetter`, for the letters for which it is the
  /// same function of the rest, those of that one. Nil where there are more than the largest automaton may have.
  private mutating func products(of function: Diagram) -> [(Diagram, Product)]? {
    if !byLetter {
      return diagrams.cover(function, limit: limits.edges)?.map { (.always, $0) }
    }
    var products: [(Diagram, Product)] = []
    for (label, rest) in diagrams.regions(of: function, letters: atoms.count) {
      guard products.count <= limits.edges,
        let cover = diagrams.cover(rest, limit: limits.edges)
      else { return nil }
      for product in cover { products.append((label, product)) }
    }
    return products
  }

  /// What a product says: of the letter, of the next state, and what it puts off.
  private mutating func step(
    _ product: Product
  ) -> (label: Diagram, next: FormulaID, promises: UInt64)? {
    var (label, promises, next) = (Diagram.always, UInt64(0), [FormulaID]())
    var accumulator = FingerprintAccumulator()
    for literal in product.reversed() {
      switch meanings[literal.variable] {
      case .atom(let number): label = diagrams.and(label, diagrams.literal(number, literal.isTrue))
      case .next(let formula):
        next.append(formula)
        accumulator.absorb(UInt64(literal.variable))
      case .promise(let number):
        guard number < 64 else { return nil }
        promises |= 1 << UInt64(number)
      }
    }
    let key = accumulator.value
    if let known = conjunctions[key] { return (label, known, promises) }
    // What others imply stays: its promises are not theirs.
    let conjunction = store.trivial(.and, next.reversed())
    conjunctions.insert(key, conjunction)
    return (label, conjunction, promises)
  }

  // MARK: Functions

  private mutating func function(of formula: FormulaID, recurring: Bool = false) -> Diagram {
    let key = UInt64(formula.index) * 2 + (recurring ? 1 : 0) + 1
    if let known = functions[key] { return known }
    let function = computed(formula, recurring)
    functions.insert(key, function)
    return function
  }

  /// - Parameter recurring: Whether the formula is asked for again at every position to come, so that what it puts
  ///   off need not be passed on.
  private mutating func computed(_ formula: FormulaID, _ recurring: Bool) -> Diagram {
    let form = store.form(formula)
    switch form {
    case .true: return .always
    case .false: return .never
    case .atom: return literal(formula, true)
    case .not: return literal(store.left(formula), false)
    case .and, .or:
      var result = form == .and ? Diagram.always : .never
      for part in Array(store.operands(formula)) {
        // Of a disjunction another part may be chosen at each position.
        let function = function(of: part, recurring: recurring && form == .and)
        result = form == .and ? diagrams.and(result, function) : diagrams.or(result, function)
      }
      return result
    case .next: return next(store.left(formula))
    case .eventually:
      let goal = store.left(formula)
      let now = function(of: goal)
      let later = promise(goal)
      return diagrams.or(now, recurring ? later : diagrams.and(later, next(formula)))
    case .always:
      let now = function(of: store.left(formula), recurring: true)
      return recurring ? now : diagrams.and(now, next(formula))
    case .until, .weakUntil, .release, .strongRelease: return binary(form, formula, recurring)
    default: preconditionFailure("not in negation normal form")
    }
  }

  private mutating func binary(
    _ form: Operator, _ formula: FormulaID, _ recurring: Bool
  ) -> Diagram {
    let (left, right) = (store.left(formula), store.right(formula))
    // The right side of a release is asked for whenever the whole is.
    let isRelease = form == .release || form == .strongRelease
    let one = function(of: left)
    // Asked for again at every position, it need not ask for itself.
    var later = recurring ? Diagram.always : next(formula)
    if form == .until { later = diagrams.and(later, promise(right)) }
    if form == .strongRelease { later = diagrams.and(later, promise(left)) }
    // The variables of the right side come after those that go with the left one.
    let other = function(of: right, recurring: recurring && isRelease)
    return isRelease
      ? diagrams.and(other, diagrams.or(one, later)) : diagrams.or(other, diagrams.and(one, later))
  }

  private mutating func literal(_ atom: FormulaID, _ isTrue: Bool) -> Diagram {
    diagrams.literal(variable(ofAtom: numberOfAtom[store.atomNumber(atom) ?? 0]), isTrue)
  }

  private mutating func variable(ofAtom number: Int) -> Int {
    if variableOfAtom[number] < 0 { variableOfAtom[number] = variable(for: .atom(number)) }
    return variableOfAtom[number]
  }

  private mutating func variable(for meaning: Meaning) -> Int {
    meanings.append(meaning)
    return meanings.count - 1
  }

  private mutating func next(_ formula: FormulaID) -> Diagram {
    switch store.form(formula) {
    case .true: return .always
    case .false: return .never
    case .and:
      // Conjuncts one by one, so that what states share is seen.
      var result = Diagram.always
      for part in Array(store.operands(formula)) { result = diagrams.and(result, next(part)) }
      return result
    default: break
    }
    let key = UInt64(formula.index) + 1
    if let known = nextVariable[key] { return diagrams.literal(known) }
    let variable = variable(for: .next(formula))
    nextVariable.insert(key, variable)
    return diagrams.literal(variable)
  }

  private mutating func promise(_ goal: FormulaID) -> Diagram {
    let key = UInt64(goal.index) + 1
    if let known = promiseVariable[key] { return diagrams.literal(known) }
    let variable = variable(for: .promise(promiseCount))
    promiseCount += 1
    promiseVariable.insert(key, variable)
    return diagrams.literal(variable)
  }
}
