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
    case next(FormulaID)
    case promise(Int)
  }

  /// The largest automaton that is made.
  struct Limits {
    var states = 100_000
    var edges = 2_000_000
  }

  private var simplifier: Simplifier
  private var store: FormulaStore { simplifier.store }
  private var diagrams = DecisionDiagrams()
  private let atoms: [String]
  /// The variable of each proposition of the store.
  private var variableOfAtom: [Int]
  private var meanings: [Meaning] = []
  private var nextVariable = LookupTable<UInt64, Int>()
  private var promiseVariable = LookupTable<UInt64, Int>()
  private var promiseCount = 0
  /// The functions of formulas, by formula and whether it recurs.
  private var functions = LookupTable<UInt64, Diagram>()
  private let limits: Limits
  /// Whether edges are made letter by letter, which gives fewer choices and perhaps more states.
  private let byLetter: Bool

  /// Prepares for formulas over some propositions.
  init(
    _ simplifier: Simplifier, atoms: [String], byLetter: Bool = false, limits: Limits = Limits()
  ) {
    self.byLetter = byLetter
    self.simplifier = simplifier
    self.atoms = atoms
    self.limits = limits
    variableOfAtom = simplifier.store.atoms.map { atoms.firstIndex(of: $0) ?? -1 }
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
      for (label, product) in products(of: function) {
        guard var step = step(product) else { return nil }
        step.label = diagrams.and(step.label, label)
        let target = self.function(of: step.next)
        if target == .never { continue }
        edges[place].append(
          .init(step.label, step.promises, to: state(step.next, target)))
      }
      made += edges[place].count
      if states.count > limits.states || made > limits.edges { return nil }
    }
    // What was promised is a mark where it is not.
    let all: UInt64 = promiseCount == 64 ? .max : 1 << UInt64(promiseCount) &- 1
    for place in edges.indices {
      for edge in edges[place].indices { edges[place][edge].marks ^= all }
    }
    var automaton = Automaton(
      atoms: atoms, markCount: promiseCount, edges: edges, initial: initial, diagrams: diagrams)
    automaton.mergeEdges()
    return automaton
  }

  /// Products whose sum is a function: those of an irredundant cover; or, `byLetter`, for the letters for which it is the
  /// same function of the rest, those of that one.
  private mutating func products(of function: Diagram) -> [(Diagram, Product)] {
    if !byLetter { return diagrams.cover(function).map { (.always, $0) } }
    var products: [(Diagram, Product)] = []
    for (label, rest) in diagrams.regions(of: function, letters: atoms.count) {
      for product in diagrams.cover(rest) { products.append((label, product)) }
    }
    return products
  }

  /// What a product says: of the letter, of the next state, and what it puts off.
  private mutating func step(
    _ product: Product
  ) -> (label: Diagram, next: FormulaID, promises: UInt64)? {
    var (label, promises, next) = (Diagram.always, UInt64(0), [FormulaID]())
    for literal in product.reversed() {
      if literal.variable < atoms.count {
        label = diagrams.make(
          literal.variable, low: literal.isTrue ? .never : label,
          high: literal.isTrue ? label : .never)
        continue
      }
      switch meanings[literal.variable - atoms.count] {
      case .next(let formula): next.append(formula)
      case .promise(let number):
        guard number < 64 else { return nil }
        promises |= 1 << UInt64(number)
      }
    }
    // What others imply stays: its promises are not theirs.
    return (label, simplifier.store.trivial(.and, next.reversed()), promises)
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
    let other = function(of: right, recurring: recurring && isRelease)
    // Asked for again at every position, it need not ask for itself.
    var later = recurring ? Diagram.always : next(formula)
    switch form {
    case .until:
      later = diagrams.and(later, diagrams.and(one, promise(right)))
      return diagrams.or(other, later)
    case .weakUntil: return diagrams.or(other, diagrams.and(one, later))
    case .strongRelease:
      later = diagrams.or(one, diagrams.and(later, promise(left)))
      return diagrams.and(other, later)
    default: return diagrams.and(other, diagrams.or(one, later))
    }
  }

  private mutating func literal(_ atom: FormulaID, _ isTrue: Bool) -> Diagram {
    diagrams.literal(variableOfAtom[store.atomNumber(atom) ?? 0], isTrue)
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
    let variable = atoms.count + meanings.count
    meanings.append(.next(formula))
    nextVariable.insert(key, variable)
    return diagrams.literal(variable)
  }

  private mutating func promise(_ goal: FormulaID) -> Diagram {
    let key = UInt64(goal.index) + 1
    if let known = promiseVariable[key] { return diagrams.literal(known) }
    let variable = atoms.count + meanings.count
    meanings.append(.promise(promiseCount))
    promiseCount += 1
    promiseVariable.insert(key, variable)
    return diagrams.literal(variable)
  }
}
