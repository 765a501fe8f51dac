import Determinism

/// A formula as `and` and `or` of goals and their negations: parts that are each followed by themselves, as large as they
/// can be without lists.
struct ProgramSplit {
  /// A part, or its negation, of which what is left is kept.
  struct Goal {
    let part: FormulaID
    let isNegated: Bool
    let isPlain: Bool
  }

  private let store: FormulaStore
  private(set) var goals: [Goal] = []
  /// What stands in the places after those of false and true: goals, or their negations.
  private(set) var literals: [MonitorProgram.Literal] = []
  /// How they are put together, in the places after all literals.
  private(set) var steps: [MonitorProgram.Step] = []
  private(set) var root = 0
  /// The places of parts and their negations, literals first; steps count from ``firstStep``.
  private var known = LookupTable<UInt64, Int>()

  /// There are fewer literals than this.
  private static let firstStep = 1 << 14

  /// Splits; nil where there would be too many goals.
  init?(_ formula: FormulaID, in store: FormulaStore) {
    self.store = store
    guard let place = place(of: formula, true) else { return nil }
    root = settled(place)
    for number in steps.indices {
      steps[number].left = UInt16(settled(Int(steps[number].left)))
      steps[number].right = UInt16(settled(Int(steps[number].right)))
      steps[number].target = UInt16(settled(Int(steps[number].target)))
    }
  }

  /// Where a place is once the number of literals is known.
  private func settled(_ place: Int) -> Int {
    place < Self.firstStep ? place : place - Self.firstStep + 2 + literals.count
  }

  private mutating func place(of part: FormulaID, _ isPositive: Bool) -> Int? {
    let key = UInt64(part.index) << 1 | (isPositive ? 1 : 0)
    if let place = known[key] { return place }
    guard let place = newPlace(of: part, isPositive) else { return nil }
    known.insert(key, place)
    return place
  }

  private mutating func newPlace(of part: FormulaID, _ isPositive: Bool) -> Int? {
    if let goal = goals.firstIndex(where: { $0.part == part }) {
      return literal(goal, isPositive)
    }
    let counts = [false, true].map { isNegated in
      ProgramCompiler.listCount(of: part, in: store, isNegated: isNegated)
    }
    guard let plain = counts[0], let negated = counts[1], goals.count < 64 else { return nil }
    let form = store.form(part)
    guard plain > 0, negated > 0, form.isBoolean else {
      goals.append(
        Goal(part: part, isNegated: negated < plain, isPlain: min(plain, negated) == 0))
      return literal(goals.count - 1, isPositive)
    }
    let operands = Array(store.operands(part))
    switch form {
    case .not: return place(of: operands[0], !isPositive)
    case .implies:
      return joined([(operands[0], !isPositive), (operands[1], isPositive)], isPositive)
    case .xor, .iff:
      let isSame = (form == .iff) == isPositive
      guard let one = joined([(operands[0], true), (operands[1], isSame)], false),
        let other = joined([(operands[0], false), (operands[1], !isSame)], false)
      else { return nil }
      return step(.until, one, other)
    default: return joined(operands.map { ($0, isPositive) }, (form == .or) == isPositive)
    }
  }

  /// One of some parts or their negations, or all of them.
  private mutating func joined(_ sides: [(FormulaID, Bool)], _ isAny: Bool) -> Int? {
    var result: Int?
    for (part, isPositive) in sides {
      guard let place = place(of: part, isPositive) else { return nil }
      result = result.map { step(isAny ? .until : .release, $0, place) } ?? place
    }
    return result
  }

  private mutating func step(_ action: MonitorProgram.Action, _ one: Int, _ other: Int) -> Int {
    let target = Self.firstStep + steps.count
    steps.append(
      .init(
        action: action, left: UInt16(one), right: UInt16(other), rest: action == .until ? 1 : 0,
        target: UInt16(target)))
    return target
  }

  private mutating func literal(_ goal: Int, _ isPositive: Bool) -> Int {
    literals.append(.init(goal: goal, isNegated: goals[goal].isNegated == isPositive))
    return 1 + literals.count
  }
}
