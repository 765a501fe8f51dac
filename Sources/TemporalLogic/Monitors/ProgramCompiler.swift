/// Makes the steps of a ``MonitorProgram``, operator by operator from the innermost on, with negation pushed to where
/// nothing looks forward.
struct ProgramCompiler {
  /// A part, or its negation.
  private struct Side: Equatable {
    let part: FormulaID
    let isPositive: Bool
  }

  private let store: FormulaStore
  private let parts: [FormulaID]
  private var program: MonitorProgram
  /// By part: whether something in it looks forward, and which of the part and its negation are asked for.
  private var isForward: [Bool]
  private var isAsked: [(yes: Bool, no: Bool)]
  /// The places of a part and of its negation.
  private var places: [(yes: UInt16, no: UInt16)]
  /// Which places may say what has to come, and not only true or false.
  private var isOpen: [Bool]
  /// What each bit stands for, and where its word is.
  private var bits: [(target: UInt16, holdsAtEnd: Bool, place: UInt16)] = []
  private static let (never, always): (UInt16, UInt16) = (0, 1)

  /// Whether a formula has few enough propositions and operators: each takes eight places at most, as `xor` does.
  static func isSmall(_ formula: FormulaID, in store: FormulaStore) -> Bool {
    let parts = store.parts(of: formula)
    return parts.count { store.form($0) == .atom } <= 64
      && parts.reduce(parts.count) { $0 + store.operands($1).count } <= 8_000
  }

  /// How many lists it takes to follow a part, or its negation; nil where that has too many bits.
  static func listCount(of part: FormulaID, in store: FormulaStore, isNegated: Bool) -> Int? {
    var compiler = ProgramCompiler(part, in: store, split: nil)
    compiler.compile([Side(part: part, isPositive: !isNegated)])
    return compiler.bits.count <= 63 ? compiler.program.lists.count : nil
  }

  /// The program of a formula that was split; nil where it has too many bits.
  static func compile(
    _ split: ProgramSplit, of formula: FormulaID, in store: FormulaStore
  ) -> MonitorProgram? {
    var compiler = ProgramCompiler(formula, in: store, split: split)
    let sides = split.goals.map { Side(part: $0.part, isPositive: !$0.isNegated) }
    compiler.compile(sides)
    for (side, goal) in zip(sides, split.goals) {
      let place = compiler.place(side)
      let holds = store.holdsOnNothing(side.part) == side.isPositive
      let word = compiler.program.words[Int(compiler.bit(place, holdsAtEnd: holds))]
      compiler.program.goals.append(.init(initial: word, isList: !goal.isPlain))
    }
    // All bits together are what is false.
    guard compiler.bits.count <= 63 else { return nil }
    compiler.program.targets = compiler.bits.map(\.target)
    for (number, bit) in compiler.bits.enumerated() where bit.holdsAtEnd {
      compiler.program.holdsAtEnd |= 1 << UInt64(number)
    }
    return compiler.program
  }

  private init(_ formula: FormulaID, in store: FormulaStore, split: ProgramSplit?) {
    self.store = store
    parts = store.parts(of: formula)
    let numbers = parts.compactMap { store.atomNumber($0) }.sorted()
    program = MonitorProgram(
      atoms: numbers.map { store.atoms[$0] }, nodeCount: parts.count, split)
    let count = Int(parts[parts.count - 1].index) + 1
    isForward = Array(repeating: false, count: count)
    isAsked = Array(repeating: (false, false), count: count)
    places = Array(repeating: (0, 0), count: count)
    isOpen = program.words.map { _ in false }
    for part in parts {
      let form = store.form(part)
      isForward[Int(part.index)] =
        !form.isBoolean && !form.isPast
        || store.operands(part).contains { isForward[Int($0.index)] }
    }
  }

  private mutating func compile(_ sides: [Side]) {
    for side in sides { ask(side) }
    for part in parts.reversed() { askOperands(of: part) }
    for part in parts { emit(part) }
  }

  // MARK: What is asked for

  private mutating func ask(_ side: Side) {
    let index = Int(side.part.index)
    if side.isPositive || !isForward[index] { isAsked[index].yes = true }
    if !side.isPositive { isAsked[index].no = true }
  }

  private mutating func askOperands(of part: FormulaID) {
    let form = store.form(part)
    let operands = store.operands(part)
    let asked = isAsked[Int(part.index)]
    for (number, operand) in operands.enumerated() {
      for isPositive in [true, false] where isPositive ? asked.yes : asked.no {
        if !isForward[Int(part.index)] {
          ask(Side(part: operand, isPositive: true))
        } else if form == .xor || form == .iff {
          ask(Side(part: operand, isPositive: true))
          ask(Side(part: operand, isPositive: false))
        } else {
          let isSwapped = form == .not || form == .implies && number == 0
          ask(Side(part: operand, isPositive: isPositive != isSwapped))
        }
      }
    }
  }

  // MARK: Steps

  private func place(_ side: Side) -> UInt16 {
    let pair = places[Int(side.part.index)]
    return side.isPositive ? pair.yes : pair.no
  }

  private mutating func emit(_ part: FormulaID) {
    let index = Int(part.index)
    if !isForward[index] {
      places[index].yes = steady(part)
      if isAsked[index].no { places[index].no = opposite(places[index].yes) }
      return
    }
    if isAsked[index].yes { places[index].yes = forward(part, true) }
    if isAsked[index].no { places[index].no = forward(part, false) }
  }

  /// A part that does not look forward.
  private mutating func steady(_ part: FormulaID) -> UInt16 {
    let form = store.form(part)
    let operands = store.operands(part).map { places[Int($0.index)].yes }
    switch form {
    case .true: return Self.always
    case .false: return Self.never
    case .atom:
      let name = store.atoms[store.atomNumber(part) ?? 0]
      return UInt16(2 + (program.atoms.firstIndex(of: name) ?? 0))
    case .not: return opposite(operands[0])
    case .and: return operands.dropFirst().reduce(operands[0]) { both($0, $1) }
    case .or: return operands.dropFirst().reduce(operands[0]) { either($0, $1) }
    case .implies: return either(opposite(operands[0]), operands[1])
    case .xor: return step(.even, operands[0], operands[1], Self.never)
    case .iff: return step(.even, operands[0], operands[1], Self.always)
    default: break
    }
    let memory = slot(
      form.holdsOnNothing ? MonitorProgram.always : MonitorProgram.never, isOpen: false)
    if form == .previous || form == .weakPrevious {
      program.memories.append((memory, operands[0]))
      return memory
    }
    let isUntil = form == .once || form == .since
    let right = operands[operands.count - 1]
    let left = operands.count == 2 ? operands[0] : isUntil ? Self.always : Self.never
    let place = step(isUntil ? .until : .release, left, right, memory)
    program.memories.append((memory, place))
    return place
  }

  /// A part that looks forward, or its negation, of parts with negation pushed into them.
  private mutating func forward(_ part: FormulaID, _ isPositive: Bool) -> UInt16 {
    let form = store.form(part)
    let operands = Array(store.operands(part))
    func operand(_ number: Int, _ isPositive: Bool) -> UInt16 {
      place(Side(part: operands[number], isPositive: isPositive))
    }
    let sides = operands.indices.map { operand($0, isPositive) }
    let holdsAtEnd = form.holdsOnNothing == isPositive
    switch form {
    case .not: return operand(0, !isPositive)
    case .and, .or: return (form == .and) == isPositive ? all(sides) : any(sides)
    case .implies:
      let premise = operand(0, !isPositive)
      return isPositive ? either(premise, sides[1]) : both(premise, sides[1])
    case .xor, .iff:
      let isSame = (form == .iff) == isPositive
      let one = both(operand(0, true), operand(1, isSame))
      return either(one, both(operand(0, false), operand(1, !isSame)))
    case .next, .strongNext, .weakNext: return bit(sides[0], holdsAtEnd: holdsAtEnd)
    case .previous, .weakPrevious:
      program.listMemories.append((sides[0], holdsAtEnd))
      return listStep(
        nil, Self.never, Self.never, Self.never, memory: program.listMemories.count - 1)
    default: break
    }
    let isUntil =
      [.eventually, .until, .weakUntil, .once, .since].contains(form) == isPositive
    let right = sides[sides.count - 1]
    let left = sides.count == 2 ? sides[0] : isUntil ? Self.always : Self.never
    let action: MonitorProgram.Action = isUntil ? .until : .release
    if form.isPast {
      let place = listStep(
        action, left, right, Self.never, memory: program.listMemories.count)
      program.listMemories.append((place, holdsAtEnd))
      return place
    }
    // What it says later is itself, in the place that comes after that of its bit.
    let rest = bit(UInt16(program.words.count + 1), holdsAtEnd: holdsAtEnd)
    return step(action, left, right, rest)
  }

  // MARK: Places

  private mutating func slot(_ word: UInt64, isOpen: Bool, isList: Bool = false) -> UInt16 {
    program.words.append(word)
    program.isList.append(isList)
    self.isOpen.append(isOpen)
    return UInt16(program.words.count - 1)
  }

  /// The word of what has to hold from the next letter on, in a place of its own unless there is one.
  private mutating func bit(_ target: UInt16, holdsAtEnd: Bool) -> UInt16 {
    if target == Self.never, !holdsAtEnd { return Self.never }
    if target == Self.always, holdsAtEnd { return Self.always }
    if let known = bits.first(where: { $0.target == target && $0.holdsAtEnd == holdsAtEnd }) {
      return known.place
    }
    // There may be too many; then nothing becomes of the program.
    let place = slot(1 << UInt64(min(bits.count, 63)), isOpen: true)
    bits.append((target, holdsAtEnd, place))
    return place
  }

  private mutating func step(
    _ action: MonitorProgram.Action, _ left: UInt16, _ right: UInt16, _ rest: UInt16
  ) -> UInt16 {
    let open = [left, right, rest].map { isOpen[Int($0)] }
    let isAmbiguous =
      switch action {
      case .until: open[1] && (open[0] || open[2])
      case .release: open[0] && open[2]
      case .even: false
      }
    if isAmbiguous || [left, right, rest].contains(where: { program.isList[Int($0)] }) {
      return listStep(action, left, right, rest)
    }
    let place = slot(MonitorProgram.never, isOpen: open.contains(true))
    program.steps.append(
      .init(action: action, left: left, right: right, rest: rest, target: place))
    return place
  }

  private mutating func listStep(
    _ action: MonitorProgram.Action?, _ left: UInt16, _ right: UInt16, _ rest: UInt16,
    memory: Int = -1
  ) -> UInt16 {
    let place = slot(MonitorProgram.never, isOpen: true, isList: true)
    program.lists.append(
      .init(action: action, left: left, right: right, rest: rest, target: place, memory: memory))
    return place
  }

  private mutating func both(_ one: UInt16, _ other: UInt16) -> UInt16 {
    step(.release, one, other, Self.never)
  }

  private mutating func either(_ one: UInt16, _ other: UInt16) -> UInt16 {
    step(.until, one, other, Self.always)
  }

  private mutating func opposite(_ place: UInt16) -> UInt16 {
    step(.even, place, Self.never, Self.always)
  }

  /// Those that say true or false first, so that lists come as late as possible.
  private mutating func all(_ sides: [UInt16]) -> UInt16 {
    let sorted = sides.filter { !isOpen[Int($0)] } + sides.filter { isOpen[Int($0)] }
    return sorted.dropFirst().reduce(sorted[0]) { both($0, $1) }
  }

  private mutating func any(_ sides: [UInt16]) -> UInt16 {
    let sorted = sides.filter { !isOpen[Int($0)] } + sides.filter { isOpen[Int($0)] }
    return sorted.dropFirst().reduce(sorted[0]) { either($0, $1) }
  }
}
