/// Operands with operators between them, and how dialects group them.
struct Chain {
  private var operands: [FormulaID]
  private var forms: [Operator] = []

  init(first: FormulaID) { operands = [first] }

  mutating func append(_ form: Operator, _ operand: FormulaID) {
    forms.append(form)
    operands.append(operand)
  }

  /// Whether SPIN and Spot, each in its own way, make different formulas of it. Operators that SPIN has not make
  /// no difference that anybody could meet.
  func isReadTwoWays() -> Bool {
    if forms.count < 2 || !forms.allSatisfy(Self.isKnownToSpin) { return false }
    if forms.allSatisfy({ $0 == forms[0] }), Self.isAssociative(forms[0]) { return false }
    // The grouping alone matters, so that operands stand for themselves.
    var store = FormulaStore()
    var chain = self
    chain.operands = operands.indices.map { store.atom(String($0)) }
    return Self.flattened(chain.grouped(as: .nocturne, &store), &store)
      != Self.flattened(chain.grouped(as: .spin, &store), &store)
  }

  /// The formula that a dialect reads.
  func grouped(as dialect: Dialect, _ store: inout FormulaStore) -> FormulaID {
    grouped(operands, as: dialect) { store.make($0, $1, $2) }
  }

  /// What a dialect makes of values that stand for the operands.
  func grouped<Value>(
    _ values: [Value], as dialect: Dialect, _ make: (Operator, Value, Value) -> Value
  ) -> Value {
    switch dialect {
    case .spin: grouped(values, Self.spinLevel, isRight: { _ in false }, make)
    case .spot, .nocturne: grouped(values, Self.spotLevel, isRight: Self.groupsRight, make)
    }
  }

  private static func isKnownToSpin(_ form: Operator) -> Bool {
    [.and, .or, .implies, .iff, .until, .release].contains(form)
  }

  private static func isAssociative(_ form: Operator) -> Bool {
    [.and, .or, .xor, .iff].contains(form)
  }

  private static func spotLevel(_ form: Operator) -> Int {
    switch form {
    case .implies, .iff: 0
    case .xor: 1
    case .or: 2
    case .and: 3
    default: 4
    }
  }

  private static func groupsRight(_ level: Int) -> Bool { level == 0 || level == 4 }

  private static func spinLevel(_ form: Operator) -> Int { spotLevel(form) == 4 ? 1 : 0 }

  /// Groups by precedence, from the left, with two stacks.
  ///
  /// - Source: Dijkstra's shunting yard (Mathematisch Centrum, report MR 35, 1961).
  private func grouped<Value>(
    _ operands: [Value], _ level: (Operator) -> Int, isRight: (Int) -> Bool,
    _ make: (Operator, Value, Value) -> Value
  ) -> Value {
    var values = [operands[0]]
    var waiting: [Operator] = []
    func apply() {
      let right = values.removeLast()
      let left = values.removeLast()
      values.append(make(waiting.removeLast(), left, right))
    }
    for (form, operand) in zip(forms, operands.dropFirst()) {
      let tightness = level(form)
      while let last = waiting.last,
        level(last) > tightness || level(last) == tightness && !isRight(tightness)
      {
        apply()
      }
      waiting.append(form)
      values.append(operand)
    }
    while !waiting.isEmpty { apply() }
    return values[0]
  }

  /// The formula with chains of `&`, and of `|`, as one operator each: they group alike.
  private static func flattened(_ root: FormulaID, _ store: inout FormulaStore) -> FormulaID {
    store.rebuilt(root) { store, form, parts in store.make(form, parts) }
  }
}
