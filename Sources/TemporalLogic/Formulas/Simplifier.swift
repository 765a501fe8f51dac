import Determinism

/// Makes formulas in negation normal form smaller, or such that smaller automata come of them; the words on which they
/// hold stay the same.
///
/// - Source: Duret-Lutz, *Spot's Temporal Logic Formulas* (tl.pdf, version 2.12), §5.4; Somenzi and Bloem, *Efficient
///   Büchi automata from LTL formulae* (CAV 2000).
struct Simplifier {
  var store: FormulaStore
  private var simplified = LookupTable<UInt64, FormulaID>()
  private var tendencies = LookupTable<UInt64, Int>()
  private var tendencyRows: [FormulaStore.Tendency] = []
  private var steps = 0

  init(_ store: FormulaStore) { self.store = store }

  /// The formula, made smaller.
  mutating func simplify(_ formula: FormulaID) -> FormulaID {
    let key = UInt64(formula.index) + 1
    if let known = simplified[key] { return known }
    let form = store.form(formula)
    let result: FormulaID
    switch form {
    case .true, .false, .atom, .not: result = formula
    default:
      let parts = Array(store.operands(formula)).map { simplify($0) }
      let made = build(form, parts)
      // What a rule has made may be simplified once more; a budget keeps that finite.
      steps += 1
      result = made == formula || steps > 20_000 ? made : simplify(made)
    }
    simplified.insert(key, result)
    return result
  }

  mutating func tendency(_ formula: FormulaID) -> FormulaStore.Tendency {
    let key = UInt64(formula.index) + 1
    if let known = tendencies[key] { return tendencyRows[known] }
    let form = store.form(formula)
    let parts = Array(store.operands(formula)).map { tendency($0) }
    let result = store.tendency(form, parts)
    tendencies.insert(key, tendencyRows.count)
    tendencyRows.append(result)
    return result
  }

  // MARK: Building

  func form(_ id: FormulaID) -> Operator { store.form(id) }

  mutating func make(_ form: Operator, _ parts: FormulaID...) -> FormulaID {
    store.trivial(form, parts)
  }

  /// The formula of simplified operands.
  private mutating func build(_ form: Operator, _ parts: [FormulaID]) -> FormulaID {
    switch form {
    case .and: return conjunction(parts)
    case .or: return disjunction(parts)
    case .next: return tendency(parts[0]).isSuspendable ? parts[0] : make(.next, parts[0])
    case .eventually: return eventually(parts[0])
    case .always: return always(parts[0])
    default: return binary(form, parts[0], parts[1])
    }
  }

  private mutating func eventually(_ part: FormulaID) -> FormulaID {
    if tendency(part).isEventual { return part }
    switch form(part) {
    case .next: return make(.next, make(.eventually, store.left(part)))
    case .until: return make(.eventually, store.right(part))
    case .strongRelease: return make(.eventually, make(.and, store.left(part), store.right(part)))
    case .or:
      // F (p | F q) is F (p | q), and F (p | q) is F p | q if q is so anyway.
      return inside(.or, .eventually, part)
    case .and:
      // F (p & q) is F p & q if q is the same everywhere.
      return outside(.and, .eventually, part)
    case .always:
      // F G (p | u) is F G p | F u, and what is looked at once more does not matter: F G X p.
      return stripped(.always, .and, .eventually, .or, part)
    default: return make(.eventually, part)
    }
  }

  private mutating func always(_ part: FormulaID) -> FormulaID {
    if tendency(part).isUniversal { return part }
    switch form(part) {
    case .next: return make(.next, make(.always, store.left(part)))
    case .release: return make(.always, store.right(part))
    case .weakUntil: return make(.always, make(.or, store.left(part), store.right(part)))
    case .and: return inside(.and, .always, part)
    case .or: return outside(.or, .always, part)
    case .eventually: return stripped(.eventually, .or, .always, .and, part)
    default: return make(.always, part)
    }
  }

  /// F (p | F q) as F (p | q), or the dual.
  private mutating func inside(
    _ connective: Operator, _ outer: Operator, _ part: FormulaID
  ) -> FormulaID {
    var (within, apart): ([FormulaID], [FormulaID]) = ([], [])
    for operand in Array(store.operands(part)) {
      if form(operand) == outer {
        within.append(store.left(operand))
      } else if tendency(operand).isSuspendable {
        apart.append(operand)
      } else if outer == .always, tendency(operand).isEventual {
        // Asked for at every position, it is the same everywhere.
        apart.append(make(.always, operand))
      } else {
        within.append(operand)
      }
    }
    // Left within if an F outside would stand alone with it: F (G p | G F q) has one state less.
    if outer == .eventually {
      let alone = store.trivial(.or, within)
      let inner = store.make1(outer, alone)
      (within, apart) = ([alone] + apart.filter { !implies($0, inner) }, [])
    }
    let inner = store.make1(outer, store.trivial(connective, within))
    return store.trivial(connective, apart + [inner])
  }

  /// F (p & q) as F p & q for q that are the same everywhere, or the dual.
  private mutating func outside(
    _ connective: Operator, _ outer: Operator, _ part: FormulaID
  ) -> FormulaID {
    var (within, apart): ([FormulaID], [FormulaID]) = ([], [])
    for operand in Array(store.operands(part)) {
      if tendency(operand).isSuspendable { apart.append(operand) } else { within.append(operand) }
    }
    if apart.isEmpty { return split(connective, outer, within) ?? make(outer, part) }
    let inner = store.make1(outer, store.trivial(connective, within))
    return store.trivial(connective, apart + [inner])
  }

  /// G (p | q & r) as G p | q & G (p | r) for q that are the same everywhere, or the dual.
  private mutating func split(
    _ connective: Operator, _ outer: Operator, _ operands: [FormulaID]
  ) -> FormulaID? {
    let other: Operator = connective == .or ? .and : .or
    for (place, operand) in operands.enumerated() where form(operand) == other {
      let parts = Array(store.operands(operand))
      let apart = parts.filter { tendency($0).isSuspendable }
      if apart.isEmpty { continue }
      var rest = operands
      rest.remove(at: place)
      let without = store.trivial(other, parts.filter { !apart.contains($0) })
      let whole = store.make1(outer, store.trivial(connective, rest + [without]))
      let alone = store.make1(outer, store.trivial(connective, rest))
      return store.trivial(connective, [alone, store.trivial(other, apart + [whole])])
    }
    return nil
  }

  /// G F p, with `inner` F and `outer` G; or the dual. Of a sum within, each part may be looked at later: G F (p | X q) is
  /// G F (p | q). Of a product, what is true whenever it is true later need only be true: G F (p & F q) is
  /// G F p & G F q.
  private mutating func stripped(
    _ inner: Operator, _ sum: Operator, _ outer: Operator, _ product: Operator, _ part: FormulaID
  ) -> FormulaID {
    let core = store.left(part)
    if form(core) == sum {
      let operands = Array(store.operands(core)).map { operand in
        [.next, inner].contains(form(operand)) ? store.left(operand) : operand
      }
      return make(outer, make(inner, store.trivial(sum, operands)))
    }
    if form(core) == .next { return make(outer, make(inner, store.left(core))) }
    if form(core) == product {
      var (within, apart): ([FormulaID], [FormulaID]) = ([], [])
      for operand in Array(store.operands(core)) {
        let tendency = tendency(operand)
        if inner == .eventually ? tendency.isEventual : tendency.isUniversal {
          apart.append(make(outer, operand))
        } else {
          within.append(operand)
        }
      }
      if !apart.isEmpty {
        let rest = store.trivial(product, within)
        return store.trivial(product, apart + [make(outer, make(inner, rest))])
      }
    }
    return make(outer, part)
  }
}

extension FormulaStore {
  /// The formula that says something of one operand, trivially simplified.
  mutating func make1(_ form: Operator, _ part: FormulaID) -> FormulaID { trivial(form, [part]) }
}
