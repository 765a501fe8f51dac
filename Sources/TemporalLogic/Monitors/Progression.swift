import Determinism

/// What is left to be shown of a formula after each letter, as one Boolean function.
///
/// Its variables say what holds from the next letter on, one for each temporal part of the formula. A letter turns the
/// function into that of the rest: each variable is replaced by what its part amounts to with that letter. Parts that
/// look back are values, kept from one letter to the next.
///
/// - Source: Bacchus and Kabanza, *Planning for temporally extended goals* (AMAI 22, 1998), §3, for progression;
///   Havelund and Roșu, *Synthesizing monitors for safety properties* (TACAS 2002) for the past.
struct Progression {
  /// What is known after some letters.
  struct State: Hashable {
    /// What has to hold from the next letter on.
    var rest: Diagram
    /// For each part that looks back, what it finds at the next letter, as bits.
    var memory: UInt64
  }

  private let store: FormulaStore
  private let parts: [FormulaID]
  /// Of each part: the variable for what it says from the next letter on, or its bit of the memory; -1 for none.
  private var variable: [Int]
  private var bit: [Int]
  /// The part of each variable; the formula itself has the last one.
  private var partOfVariable: [FormulaID] = []
  private let atoms: [String]
  private var diagrams = DecisionDiagrams()
  private var memo = LookupTable<UInt64, Diagram>()
  /// Before the first letter.
  private(set) var initial: State

  /// Prepares for a formula; nil where a part that looks back has one in it that looks forward, or too many do.
  init?(_ formula: FormulaID, in store: FormulaStore, atoms: [String]) {
    self.store = store
    self.atoms = atoms
    parts = store.parts(of: formula)
    variable = Array(repeating: -1, count: Int(formula.index) + 1)
    bit = variable
    var bits = 0
    var isForward = [Bool](repeating: false, count: Int(formula.index) + 1)
    var memory: UInt64 = 0
    for part in parts {
      let form = store.form(part)
      let index = Int(part.index)
      isForward[index] = store.operands(part).contains { isForward[Int($0.index)] }
      if form.isPast {
        if isForward[index] || bits == 64 { return nil }
        if form.holdsOnNothing { memory |= 1 << UInt64(bits) }
        bit[index] = bits
        bits += 1
      } else if !form.isBoolean {
        isForward[index] = true
        variable[index] = partOfVariable.count
        partOfVariable.append(part)
      }
    }
    initial = State(rest: .never, memory: memory)
    initial.rest = diagrams.literal(partOfVariable.count)
  }

  /// What is left after a letter: bit i says whether proposition i holds.
  mutating func after(_ state: State, _ letter: UInt64) -> State {
    var now = [Diagram](repeating: .never, count: variable.count)
    var next = State(rest: .never, memory: 0)
    for part in parts {
      let index = Int(part.index)
      now[index] = function(of: part, letter, state.memory, now)
      guard bit[index] >= 0 else { continue }
      // A part that says what was before has its operand in store, any other one itself.
      let isPrevious = [.previous, .weakPrevious].contains(store.form(part))
      let kept = isPrevious ? now[Int(store.left(part).index)] : now[index]
      if kept == .always { next.memory |= 1 << UInt64(bit[index]) }
    }
    var values = partOfVariable.map { part in
      // A next stands for its operand, every other part for itself.
      now[Int((isNext(part) ? store.left(part) : part).index)]
    }
    values.append(now[now.count - 1])
    memo = LookupTable()
    next.rest = substituted(state.rest, values)
    return next
  }

  /// Whether the formula holds if no letter comes any more; `X` fails then.
  func holdsAtEnd(_ state: State) -> Bool {
    diagrams.isTrue(state.rest) { variable in
      variable < partOfVariable.count
        ? store.form(partOfVariable[variable]).holdsOnNothing
        : store.holdsOnNothing(parts[parts.count - 1])
    }
  }

  private func isNext(_ part: FormulaID) -> Bool {
    [.next, .strongNext, .weakNext].contains(store.form(part))
  }

  /// What a part amounts to with a letter, of variables for the next one.
  private mutating func function(
    of part: FormulaID, _ letter: UInt64, _ memory: UInt64, _ now: [Diagram]
  ) -> Diagram {
    let form = store.form(part)
    let operands = store.operands(part).map { now[Int($0.index)] }
    func constant(_ value: Bool) -> Diagram { value ? .always : .never }
    switch form {
    case .true, .false: return constant(form == .true)
    case .atom:
      let number = atoms.firstIndex(of: store.atoms[store.atomNumber(part) ?? 0]) ?? 0
      return constant(letter >> UInt64(number) & 1 == 1)
    case .not: return diagrams.not(operands[0])
    case .and: return operands.reduce(.always) { diagrams.and($0, $1) }
    case .or: return operands.reduce(.never) { diagrams.or($0, $1) }
    case .xor: return diagrams.xor(operands[0], operands[1])
    case .iff: return diagrams.not(diagrams.xor(operands[0], operands[1]))
    case .implies: return diagrams.not(diagrams.minus(operands[0], operands[1]))
    case .next, .strongNext, .weakNext: return diagrams.literal(variable[Int(part.index)])
    case .previous, .weakPrevious: return constant(memory >> UInt64(bit[Int(part.index)]) & 1 == 1)
    default: break
    }
    let beyond =
      form.isPast
      ? constant(memory >> UInt64(bit[Int(part.index)]) & 1 == 1)
      : diagrams.literal(variable[Int(part.index)])
    let (one, other) = (operands[0], operands[operands.count - 1])
    switch form {
    case .eventually, .once: return diagrams.or(one, beyond)
    case .always, .historically: return diagrams.and(one, beyond)
    case .until, .weakUntil, .since: return diagrams.or(other, diagrams.and(one, beyond))
    default: return diagrams.and(other, diagrams.or(one, beyond))
    }
  }

  /// A function with each of its variables replaced.
  private mutating func substituted(_ function: Diagram, _ values: [Diagram]) -> Diagram {
    if function == .always || function == .never { return function }
    let key = UInt64(UInt32(bitPattern: function.index)) + 1
    if let known = memo[key] { return known }
    let value = values[diagrams.variable(function)]
    let low = substituted(diagrams.low(function), values)
    let high = substituted(diagrams.high(function), values)
    let result = diagrams.or(diagrams.and(value, high), diagrams.minus(low, value))
    memo.insert(key, result)
    return result
  }
}
