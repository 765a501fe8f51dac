extension FormulaStore {
  /// The negation normal form of a formula, and that of its negation, over infinite words: literals, `and`, `or`, `X`,
  /// `F`, `G`, `U`, `R`, `W` and `M`.
  ///
  /// - Precondition: The formula does not look back.
  public mutating func normal(_ root: FormulaID) -> (formula: FormulaID, negation: FormulaID) {
    let parts = parts(of: root)
    var forms = [(FormulaID, FormulaID)](
      repeating: (root, root), count: Int(root.index) + 1)
    for part in parts {
      let operands = operands(part).map { forms[Int($0.index)] }
      forms[Int(part.index)] = normal(form(part), part, operands)
    }
    return forms[Int(root.index)]
  }

  private mutating func normal(
    _ form: Operator, _ part: FormulaID, _ operands: [(FormulaID, FormulaID)]
  ) -> (FormulaID, FormulaID) {
    let (yes, no) = (operands.map(\.0), operands.map(\.1))
    switch form {
    case .true, .false: return (part, trivial(.not, [part]))
    case .atom: return (part, make(.not, part))
    case .not: return (no[0], yes[0])
    case .and, .or: return (trivial(form, yes), trivial(form == .and ? .or : .and, no))
    case .implies: return (trivial(.or, [no[0], yes[1]]), trivial(.and, [yes[0], no[1]]))
    case .iff: return (same(yes, no), same([yes[0], no[0]], [no[1], yes[1]], swapped: true))
    case .xor: return (same([yes[0], no[0]], [no[1], yes[1]], swapped: true), same(yes, no))
    case .next, .strongNext, .weakNext: return (trivial(.next, yes), trivial(.next, no))
    case .eventually, .always, .until, .release, .weakUntil, .strongRelease:
      return (trivial(form, yes), trivial(Self.dual(form), no))
    case .previous, .weakPrevious, .once, .historically, .since, .triggered:
      preconditionFailure("past operators are replaced first")
    }
  }

  /// Both or neither; `swapped`, the pairs are (p, ¬p) and (¬q, q): one of the two.
  private mutating func same(
    _ one: [FormulaID], _ other: [FormulaID], swapped: Bool = false
  ) -> FormulaID {
    let first = swapped ? [one[0], other[0]] : one
    let second = swapped ? [one[1], other[1]] : other
    let (left, right) = (trivial(.and, first), trivial(.and, second))
    return trivial(.or, [left, right])
  }

  /// The operator that says of negated operands what is not said of them.
  static func dual(_ form: Operator) -> Operator {
    switch form {
    case .eventually: .always
    case .always: .eventually
    case .until: .release
    case .release: .until
    case .weakUntil: .strongRelease
    case .strongRelease: .weakUntil
    default: form
    }
  }
}
