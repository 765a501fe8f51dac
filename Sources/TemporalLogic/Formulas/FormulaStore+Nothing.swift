extension FormulaStore {
  /// Whether a formula holds on no letters at all: no proposition does, and of the others those for which nothing has
  /// to come, or to have been.
  func holdsOnNothing(_ formula: FormulaID) -> Bool {
    var values = [Bool](repeating: false, count: Int(formula.index) + 1)
    for part in parts(of: formula) {
      let operands = operands(part).map { values[Int($0.index)] }
      values[Int(part.index)] =
        switch form(part) {
        case .not: !operands[0]
        case .and: operands.allSatisfy(\.self)
        case .or: operands.contains(true)
        case .xor: operands[0] != operands[1]
        case .iff: operands[0] == operands[1]
        case .implies: !operands[0] || operands[1]
        default: form(part).holdsOnNothing
        }
    }
    return values[Int(formula.index)]
  }
}

extension Operator {
  /// Whether it holds where there are no letters: nothing has to come, or to have been.
  var holdsOnNothing: Bool {
    switch self {
    case .true, .always, .weakUntil, .release, .weakNext, .weakPrevious, .historically, .triggered:
      true
    default: false
    }
  }
}
