extension Simplifier {
  /// `U`, `W`, `R` or `M` of simplified operands. What holds of `R` and `M` is what holds of `U` and `W`, with everything
  /// negated; the names below are those of `U` and `W`.
  mutating func binary(_ form: Operator, _ left: FormulaID, _ right: FormulaID) -> FormulaID {
    let isDual = form == .release || form == .strongRelease
    let isWeak = form == .weakUntil || form == .strongRelease
    let (or, and): (Operator, Operator) = isDual ? (.and, .or) : (.or, .and)
    let (eventually, always): (Operator, Operator) =
      isDual ? (.always, .eventually) : (.eventually, .always)
    let (yes, no) =
      isDual ? (FormulaStore.false, FormulaStore.true) : (FormulaStore.true, FormulaStore.false)
    if !isWeak, left == yes { return make(eventually, right) }
    if isWeak, right == no { return make(always, left) }
    let (one, other) = (tendency(left), tendency(right))
    let isUniversal = isDual ? one.isEventual : one.isUniversal
    let isEventual = isDual ? other.isUniversal : other.isEventual
    let isCovered = isDual ? impliesNot(left, right) : isCovered(left, right)
    if isWeak {
      if isUniversal { return make(or, left, right) }
      if isEventual { return make(or, make(always, left), right) }
      if follows(left, right, isDual) { return right }
      if isCovered { return yes }
      if self.form(right) == form, follows(left, store.left(right), isDual) { return right }
    } else {
      if isEventual || follows(left, right, isDual) { return right }
      if isCovered { return make(eventually, right) }
      if isUniversal { return make(or, right, make(and, left, make(eventually, right))) }
      if self.form(right) == form || self.form(right) == (isDual ? .strongRelease : .weakUntil),
        follows(left, store.left(right), isDual)
      {
        return right
      }
    }
    if self.form(left) == .next, self.form(right) == .next {
      return make(.next, make(form, store.left(left), store.left(right)))
    }
    return make(form, left, right)
  }

  /// Whether p implies q; of negated ones, whether q implies p.
  private mutating func follows(_ left: FormulaID, _ right: FormulaID, _ isDual: Bool) -> Bool {
    isDual ? implies(right, left) : implies(left, right)
  }

  // MARK: And, or

  mutating func conjunction(_ parts: [FormulaID]) -> FormulaID {
    combined(parts, .and, always: .always, eventually: .eventually)
  }

  mutating func disjunction(_ parts: [FormulaID]) -> FormulaID {
    combined(parts, .or, always: .eventually, eventually: .always)
  }

  /// A conjunction; or, with `always` F and `eventually` G, the dual.
  private mutating func combined(
    _ parts: [FormulaID], _ connective: Operator, always: Operator, eventually: Operator
  ) -> FormulaID {
    let flat = store.trivial(connective, parts)
    guard form(flat) == connective else { return flat }
    var operands = withoutImplied(Array(store.operands(flat)), connective)
    if operands.isEmpty { return connective == .and ? FormulaStore.false : FormulaStore.true }
    if connective == .and { operands = gathered(operands, connective, .next) }
    operands = gathered(operands, connective, always)
    operands = gathered(operands, connective, always, within: eventually)
    operands = suspendablesDecided(operands, connective)
    if connective == .or { operands = drawnIn(paired(operands)) }
    return store.trivial(connective, operands)
  }

  /// Takes out what others imply; empty if two contradict each other.
  private mutating func withoutImplied(
    _ operands: [FormulaID], _ connective: Operator
  ) -> [FormulaID] {
    if operands.count > 40 { return operands }
    var kept: [FormulaID] = []
    for (place, operand) in operands.enumerated() {
      var isImplied = false
      for (other, candidate) in operands.enumerated() where other != place {
        let does = connective == .and ? implies(candidate, operand) : implies(operand, candidate)
        // Of two that imply each other the first one stays.
        if does {
          let back = connective == .and ? implies(operand, candidate) : implies(candidate, operand)
          if !back || other < place { isImplied = true }
        }
        if other > place {
          let clash =
            connective == .and ? impliesNot(operand, candidate) : isCovered(operand, candidate)
          if clash { return [] }
        }
      }
      if !isImplied { kept.append(operand) }
    }
    return kept
  }

  /// G p & G q as G (p & q), X p & X q as X (p & q); with `within`, F G p & F G q as F G (p & q); or the duals.
  private mutating func gathered(
    _ operands: [FormulaID], _ connective: Operator, _ outer: Operator, within: Operator? = nil
  ) -> [FormulaID] {
    var (inner, rest): ([FormulaID], [FormulaID]) = ([], [])
    for operand in operands {
      if let within, form(operand) == within, form(store.left(operand)) == outer {
        inner.append(store.left(store.left(operand)))
      } else if within == nil, form(operand) == outer, !tendency(operand).isSuspendable {
        inner.append(store.left(operand))
      } else {
        rest.append(operand)
      }
    }
    if inner.count < 2 { return operands }
    var made = make(outer, store.trivial(connective, inner))
    if let within { made = make(within, made) }
    return rest + [made]
  }

  /// F p | q as F (p | q) for q that are the same everywhere.
  private mutating func drawnIn(_ operands: [FormulaID]) -> [FormulaID] {
    guard let place = operands.firstIndex(where: { form($0) == .eventually })
    else { return operands }
    var (inner, rest): ([FormulaID], [FormulaID]) = ([store.left(operands[place])], [])
    for (other, operand) in operands.enumerated() where other != place {
      if tendency(operand).isSuspendable { inner.append(operand) } else { rest.append(operand) }
    }
    if inner.count == 1 { return operands }
    return rest + [make(.eventually, store.trivial(.or, inner))]
  }

  /// Of q & p, with q the same everywhere, p where q is true; of q | p, p where q is false.
  private mutating func suspendablesDecided(
    _ operands: [FormulaID], _ connective: Operator
  ) -> [FormulaID] {
    var operands = operands
    let value = connective == .and ? FormulaStore.true : FormulaStore.false
    for place in operands.indices where tendency(operands[place]).isSuspendable {
      let known = operands[place]
      for other in operands.indices where other != place && operands[other] > known {
        operands[other] = store.replacing(known, in: operands[other], by: value)
      }
    }
    return operands
  }

  /// (p R ¬q) | (¬p U (q & e)), for e that is true whenever it is true later, as (¬p & ¬q) W (q & e | p & ¬q): of the
  /// places where q is, the first one will do.
  private mutating func paired(_ operands: [FormulaID]) -> [FormulaID] {
    for (place, operand) in operands.enumerated() {
      let (depth, core) = unshifted(operand)
      guard form(core) == .release || form(core) == .always else { continue }
      let isAlways = form(core) == .always
      let bound = isAlways ? FormulaStore.false : store.left(core)
      let absent = isAlways ? store.left(core) : store.right(core)
      guard store.isBoolean(bound), store.isBoolean(absent) else { continue }
      for (other, candidate) in operands.enumerated() where other != place {
        let (otherDepth, goal) = unshifted(candidate)
        guard depth == otherDepth, form(goal) == .until || form(goal) == .eventually else {
          continue
        }
        let free = form(goal) == .until ? store.left(goal) : FormulaStore.true
        let target = form(goal) == .until ? store.right(goal) : store.left(goal)
        let parts = form(target) == .and ? Array(store.operands(target)) : [target]
        let now = store.trivial(.and, parts.filter { store.isBoolean($0) })
        guard parts.allSatisfy({ store.isBoolean($0) || tendency($0).isEventual }),
          free == negation(bound), now == negation(absent)
        else { continue }
        let end = make(.or, target, make(.and, bound, absent))
        var merged = make(.weakUntil, make(.and, absent, free), end)
        for _ in 0..<depth { merged = make(.next, merged) }
        return operands.enumerated().filter { $0.offset != place && $0.offset != other }.map(
          \.element)
          + [merged]
      }
    }
    return operands
  }

  private func unshifted(_ formula: FormulaID) -> (depth: Int, core: FormulaID) {
    var (depth, core) = (0, formula)
    while form(core) == .next { (depth, core) = (depth + 1, store.left(core)) }
    return (depth, core)
  }

  private mutating func negation(_ formula: FormulaID) -> FormulaID {
    simplify(store.normal(formula).negation)
  }

  // MARK: Implication

  /// Whether ¬p & ¬q is plainly impossible.
  func isCovered(_ left: FormulaID, _ right: FormulaID) -> Bool {
    form(left) == .not && store.left(left) == right
      || form(right) == .not && store.left(right) == left
  }

  /// Whether p & q is plainly impossible.
  func impliesNot(_ left: FormulaID, _ right: FormulaID) -> Bool {
    isCovered(left, right)
      || form(left) == .and && store.operands(left).contains { isCovered($0, right) }
      || form(right) == .and && store.operands(right).contains { isCovered($0, left) }
  }

  /// Whether one formula plainly implies another.
  ///
  /// - Source: Somenzi and Bloem (CAV 2000), table 1.
  mutating func implies(_ left: FormulaID, _ right: FormulaID) -> Bool {
    implies(left, right, depth: 8)
  }

  private mutating func implies(_ left: FormulaID, _ right: FormulaID, depth: Int) -> Bool {
    if left == right || left == FormulaStore.false || right == FormulaStore.true { return true }
    if depth == 0 { return false }
    let (one, other) = (form(left), form(right))
    let deeper = depth - 1
    if other == .and {
      return Array(store.operands(right)).allSatisfy { implies(left, $0, depth: deeper) }
    }
    if one == .or {
      return Array(store.operands(left)).allSatisfy { implies($0, right, depth: deeper) }
    }
    if one == .and,
      Array(store.operands(left)).contains(where: { implies($0, right, depth: deeper) })
    {
      return true
    }
    if other == .or,
      Array(store.operands(right)).contains(where: { implies(left, $0, depth: deeper) })
    {
      return true
    }
    return impliesByLeft(left, right, deeper) || impliesByRight(left, right, deeper)
  }

  private mutating func impliesByLeft(_ left: FormulaID, _ right: FormulaID, _ depth: Int) -> Bool {
    switch form(left) {
    case .always: return implies(store.left(left), right, depth: depth)
    case .next:
      return form(right) == .next && implies(store.left(left), store.left(right), depth: depth)
    case .eventually:
      return form(right) == .eventually && implies(store.left(left), right, depth: depth)
        || tendency(right).isEventual && implies(store.left(left), right, depth: depth)
    case .until, .weakUntil:
      return implies(store.left(left), right, depth: depth)
        && implies(store.right(left), right, depth: depth)
        || form(left) == .until && tendency(right).isEventual
          && implies(store.right(left), right, depth: depth)
        || isPairwise(left, right, depth)
    case .release:
      return implies(store.right(left), right, depth: depth) || isPairwise(left, right, depth)
    case .strongRelease:
      return implies(store.right(left), right, depth: depth)
        || tendency(right).isEventual && implies(store.left(left), right, depth: depth)
        || isPairwise(left, right, depth)
    default: return false
    }
  }

  /// p U q implies r U s, or r W s, if p implies r and q implies s; and the like.
  private mutating func isPairwise(_ left: FormulaID, _ right: FormulaID, _ depth: Int) -> Bool {
    let (one, other) = (form(left), form(right))
    let isStronger =
      one == other || one == .until && other == .weakUntil
      || one == .strongRelease && other == .release
    return isStronger && implies(store.left(left), store.left(right), depth: depth)
      && implies(store.right(left), store.right(right), depth: depth)
  }

  private mutating func impliesByRight(_ left: FormulaID, _ right: FormulaID, _ depth: Int) -> Bool
  {
    switch form(right) {
    case .eventually: return implies(left, store.left(right), depth: depth)
    case .always:
      return tendency(left).isUniversal && implies(left, store.left(right), depth: depth)
    case .until, .weakUntil: return implies(left, store.right(right), depth: depth)
    case .release, .strongRelease:
      return implies(left, store.left(right), depth: depth)
        && implies(left, store.right(right), depth: depth)
    default: return false
    }
  }
}
