extension FormulaStore {
  /// The formula that says something of some operands, by the identities that everybody applies unasked: constants,
  /// double negation, equal operands; `and` and `or` are flat, sorted, and without repetitions.
  ///
  /// - Source: Duret-Lutz, *Spot's Temporal Logic Formulas* (tl.pdf, version 2.12), §2.2.2 and §2.3.3.
  public mutating func trivial(_ form: Operator, _ parts: [FormulaID]) -> FormulaID {
    switch form {
    case .true: return Self.true
    case .false: return Self.false
    case .and, .or: return flat(form, parts)
    case .not: return negation(parts[0])
    case .xor, .implies, .iff: return connected(form, parts[0], parts[1])
    case .until, .weakUntil, .release, .strongRelease, .since, .triggered:
      return ordered(form, parts[0], parts[1])
    case .next, .strongNext, .weakNext, .eventually, .always, .previous, .weakPrevious, .once,
      .historically, .atom:
      return shifted(form, parts[0])
    }
  }

  private mutating func negation(_ part: FormulaID) -> FormulaID {
    switch self.form(part) {
    case .true: Self.false
    case .false: Self.true
    case .not: left(part)
    default: make(.not, part)
    }
  }

  /// One operand that is looked at elsewhere. Where a word may end, or begin, a constant may change.
  private mutating func shifted(_ form: Operator, _ part: FormulaID) -> FormulaID {
    switch form {
    case .next where part == Self.true || part == Self.false: return part
    case .strongNext, .previous: return part == Self.false ? part : make(form, part)
    case .weakNext, .weakPrevious: return part == Self.true ? part : make(form, part)
    case .eventually, .always, .once, .historically:
      if part == Self.true || part == Self.false || self.form(part) == form { return part }
    default: break
    }
    return make(form, part)
  }

  private mutating func connected(
    _ form: Operator, _ left: FormulaID, _ right: FormulaID
  ) -> FormulaID {
    if left == right { return form == .xor ? Self.false : Self.true }
    switch (form, left, right) {
    case (.implies, Self.true, _): return right
    case (.implies, Self.false, _), (.implies, _, Self.true): return Self.true
    case (.implies, _, Self.false): return negation(left)
    case (.iff, Self.true, _), (.xor, Self.false, _): return right
    case (.iff, _, Self.true), (.xor, _, Self.false): return left
    case (.iff, Self.false, _), (.xor, Self.true, _): return negation(right)
    case (.iff, _, Self.false), (.xor, _, Self.true): return negation(left)
    default: break
    }
    if form == .implies { return make(form, left, right) }
    return precedes(right, left) ? make(form, right, left) : make(form, left, right)
  }

  private mutating func ordered(
    _ form: Operator, _ left: FormulaID, _ right: FormulaID
  ) -> FormulaID {
    if left == right || right == Self.false && form != .weakUntil
      || right == Self.true && form != .strongRelease
    {
      // `p W 0` is G p, and `p M 1` is F p.
      return right
    }
    switch form {
    case .until, .weakUntil, .since:
      if left == Self.false { return right }
      if form == .weakUntil, left == Self.true { return Self.true }
    case .release, .strongRelease, .triggered:
      if left == Self.true { return right }
      if form == .strongRelease, left == Self.false { return Self.false }
    default: break
    }
    return make(form, left, right)
  }

  private mutating func flat(_ form: Operator, _ parts: [FormulaID]) -> FormulaID {
    let (unit, zero) = form == .and ? (Self.true, Self.false) : (Self.false, Self.true)
    var flat: [FormulaID] = []
    for part in parts {
      if part == zero { return zero }
      if part == unit { continue }
      if self.form(part) == form { flat += operands(part) } else { flat.append(part) }
    }
    flat.sort { precedes($0, $1) }
    var unique: [FormulaID] = []
    for part in flat where unique.last != part { unique.append(part) }
    switch unique.count {
    case 0: return unit
    case 1: return unique[0]
    default: return make(form, unique)
    }
  }

  /// The order of operands: constants, literals by name, other formulas without time, then those with; otherwise the
  /// one that was made first.
  private func precedes(_ left: FormulaID, _ right: FormulaID) -> Bool {
    if left == right { return false }
    let ranks = (rank(left), rank(right))
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if let one = literal(left), let other = literal(right), one != other {
      return atoms[one] < atoms[other]
    }
    return left < right
  }

  /// The number of a literal's proposition; nil of another formula.
  private func literal(_ id: FormulaID) -> Int? {
    atomNumber(form(id) == .not ? left(id) : id)
  }

  private func rank(_ id: FormulaID) -> Int {
    if !isBoolean(id) { return 3 }
    if id == Self.true || id == Self.false { return 0 }
    return literal(id) != nil ? 1 : 2
  }
}
