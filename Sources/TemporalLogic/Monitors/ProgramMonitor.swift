/// Follows one run by a ``MonitorProgram``. A plain program allocates nothing; another one nothing once its lists have
/// been as long as they will be.
public struct ProgramMonitor: Sendable {
  /// What it goes by.
  public let program: MonitorProgram
  /// What is known by now; nil once there were more alternatives than are followed.
  public private(set) var verdict: RunVerdict?
  private var words: [UInt64]
  /// What is still to be shown of each goal: a word, or where there may be several, a list.
  private var rests: [UInt64]
  private var lists: ListState?
  /// What goals say, and what is made of that: bit 0 as if the run ended here, bit 1 at best, bit 2 at worst; 0 for true.
  private var values: [UInt64]

  /// A monitor before the first letter.
  public init(_ program: MonitorProgram) {
    (self.program, words) = (program, program.words)
    rests = program.goals.map(\.initial)
    lists = program.isPlain ? nil : ListState(program)
    values = [MonitorProgram.never, MonitorProgram.always]
    values += program.literals.map { _ in 0 } + program.combination.map { _ in 0 }
    verdict = judged()
  }

  /// Takes the next letter; bits beyond the propositions do not matter.
  public mutating func take(_ letter: UInt64) {
    guard let known = verdict, !known.isFinal else { return }
    program.run(letter, &words)
    for number in rests.indices where !program.goals[number].isList {
      rests[number] = program.advanced(rests[number], words)
    }
    lists?.take(program, words)
    // The outer ones first, as an operator may keep what an inner one kept before.
    for memory in program.memories.reversed() {
      words[Int(memory.place)] = words[Int(memory.source)]
    }
    verdict = judged()
  }

  /// The verdict that follows from what is left of each goal.
  private mutating func judged() -> RunVerdict? {
    if let lists, lists.isOutgrown { return nil }
    for number in program.literals.indices {
      let literal = program.literals[number]
      let value = value(of: literal.goal)
      // At best a negation is what the other one is not at worst.
      let opposite = (value & 1 | value << 1 & 4 | value >> 1 & 2) ^ 7
      values[2 + number] = literal.isNegated ? opposite : value
    }
    for step in program.combination {
      let (left, right) = (values[Int(step.left)], values[Int(step.right)])
      values[Int(step.target)] = step.action == .until ? left & right : left | right
    }
    let value = values[program.root]
    if value & 4 == 0 { return .true }
    if value & 2 != 0 { return .false }
    return value & 1 == 0 ? .presumablyTrue : .presumablyFalse
  }

  @inline(__always)
  private func value(of goal: Int) -> UInt64 {
    if let lists, program.goals[goal].isList {
      // The best of the alternatives; none is as bad as can be.
      return lists.rests[goal].reduce(7) { min($0, value($1)) }
    }
    return value(rests[goal])
  }

  /// What a set says: nothing is left, nothing can be, or it depends.
  @inline(__always)
  private func value(_ rest: UInt64) -> UInt64 {
    if rest == MonitorProgram.always { return 0 }
    if rest == MonitorProgram.never { return 7 }
    return rest & ~program.holdsAtEnd == 0 ? 4 : 5
  }
}

extension MonitorProgram {
  /// Lets all steps but those on lists say what they say with a letter.
  fileprivate func run(_ letter: UInt64, _ words: inout [UInt64]) {
    let steps = steps.span
    var words = words.mutableSpan
    for number in 0..<atoms.count {
      // A bit of 1 becomes the empty set, and one of 0 all bits.
      words[2 + number] = (letter >> UInt64(number) & 1) &- 1
    }
    for number in steps.indices {
      // The compiler made all places that steps name.
      let step = steps[number]
      let left = unsafe words[unchecked: Int(step.left)]
      let right = unsafe words[unchecked: Int(step.right)]
      let rest = unsafe words[unchecked: Int(step.rest)]
      unsafe words[unchecked: Int(step.target)] =
        switch step.action {
        case .until: right & (left | rest)
        case .release: right | left & rest
        case .even: left ^ right ^ rest
        }
    }
  }

  /// What is to be shown once each of its bits is what a letter makes of it.
  fileprivate func advanced(_ rest: UInt64, _ words: [UInt64]) -> UInt64 {
    if rest == Self.never { return rest }
    let (targets, words) = (targets.span, words.span)
    var next = Self.always
    var open = rest
    while open != 0 {
      // Bits have places, and none is the last one.
      next |= unsafe words[unchecked: Int(targets[unchecked: open.trailingZeroBitCount])]
      open &= open &- 1
    }
    return next
  }
}

/// What a monitor keeps where one set of obligations is not enough.
private struct ListState: Sendable {
  /// What is still to be shown of each goal that needs it, one set of which is enough.
  private(set) var rests: [[UInt64]]
  /// What operators that look back have kept.
  private var kept: [[UInt64]]
  private var pool = Alternatives()
  /// Where the lists of places are in the pool.
  private var spans: [Range<Int>]

  var isOutgrown: Bool { pool.isOutgrown }

  init(_ program: MonitorProgram) {
    rests = program.goals.map { $0.isList ? [$0.initial] : [] }
    kept = program.listMemories.map { $0.isTrue ? [MonitorProgram.always] : [] }
    spans = program.words.map { _ in 0..<0 }
  }

  mutating func take(_ program: MonitorProgram, _ words: [UInt64]) {
    pool.clear()
    for step in program.lists {
      let rest =
        step.memory >= 0
        ? advanced(kept[step.memory], program, words) : list(step.rest, program, words)
      spans[Int(step.target)] =
        switch step.action {
        case nil: rest
        case .until:
          pool.either(
            list(step.right, program, words), pool.both(list(step.left, program, words), rest))
        default:
          pool.both(
            list(step.right, program, words), pool.either(list(step.left, program, words), rest))
        }
    }
    for number in rests.indices where program.goals[number].isList {
      let next = advanced(rests[number], program, words)
      rests[number].removeAll(keepingCapacity: true)
      rests[number] += pool.sets[next]
    }
    for (number, memory) in program.listMemories.enumerated() {
      let source = list(memory.source, program, words)
      kept[number].removeAll(keepingCapacity: true)
      kept[number] += pool.sets[source]
    }
  }

  private mutating func list(
    _ place: UInt16, _ program: MonitorProgram, _ words: [UInt64]
  ) -> Range<Int> {
    program.isList[Int(place)] ? spans[Int(place)] : pool.list(words[Int(place)])
  }

  /// What has to hold, each obligation put as the letter puts it.
  private mutating func advanced(
    _ sets: [UInt64], _ program: MonitorProgram, _ words: [UInt64]
  ) -> Range<Int> {
    var all = pool.list(MonitorProgram.never)
    for set in sets {
      var made = pool.list(MonitorProgram.always)
      var open = set
      while open != 0 {
        made = pool.both(made, list(program.targets[open.trailingZeroBitCount], program, words))
        open &= open &- 1
      }
      all = pool.either(all, made)
    }
    return all
  }
}
