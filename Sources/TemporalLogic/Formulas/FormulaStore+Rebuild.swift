extension FormulaStore {
  /// A formula made anew from its parts, from the innermost on; `and` within `and`, and `or` within `or`, is one
  /// operator with all operands.
  ///
  /// - Parameters:
  ///   - root: The formula.
  ///   - make: The new formula for an operator and its new operands.
  public mutating func rebuilt(
    _ root: FormulaID, _ make: (inout FormulaStore, Operator, [FormulaID]) -> FormulaID
  ) -> FormulaID {
    let parts = parts(of: root)
    // Which ones stand somewhere else than within their own kind of chain.
    var isNeeded = [Bool](repeating: false, count: Int(root.index) + 1)
    isNeeded[Int(root.index)] = true
    for part in parts {
      for operand in operands(part) where !isLink(operand, of: part) {
        isNeeded[Int(operand.index)] = true
      }
    }
    var made = [FormulaID](repeating: root, count: Int(root.index) + 1)
    for part in parts where isNeeded[Int(part.index)] {
      let form = form(part)
      made[Int(part.index)] =
        form.arity == 0 ? part : make(&self, form, links(of: part).map { made[Int($0.index)] })
    }
    return made[Int(root.index)]
  }

  /// A formula with one of its parts replaced, wherever it stands; trivially simplified.
  mutating func replacing(_ part: FormulaID, in root: FormulaID, by other: FormulaID) -> FormulaID {
    let parts = parts(of: root)
    if parts.first(where: { $0 >= part }) != part { return root }
    var made = [FormulaID](repeating: root, count: Int(root.index) + 1)
    for piece in parts {
      if piece == part {
        made[Int(piece.index)] = other
      } else {
        let operands = operands(piece)
        made[Int(piece.index)] =
          operands.isEmpty ? piece : trivial(form(piece), operands.map { made[Int($0.index)] })
      }
    }
    return made[Int(root.index)]
  }

  private func isLink(_ operand: FormulaID, of whole: FormulaID) -> Bool {
    let form = form(whole)
    return (form == .and || form == .or) && self.form(operand) == form
  }

  /// The operands of a formula; of a chain, those of all its links in order.
  private func links(of whole: FormulaID) -> [FormulaID] {
    var links: [FormulaID] = []
    var pending = [FormulaID](operands(whole).reversed())
    while let next = pending.popLast() {
      if isLink(next, of: whole) {
        pending += operands(next).reversed()
      } else {
        links.append(next)
      }
    }
    return links
  }
}
