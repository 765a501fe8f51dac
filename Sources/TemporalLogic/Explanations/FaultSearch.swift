/// Follows a formula that fails on a word down to what is to blame: of each part that says what it should not, the operand
/// and the position at which that begins.
struct FaultSearch {
  /// A part that says at a position what it should not.
  struct Fault {
    let part: FormulaID
    let position: Int
    let isWanted: Bool
  }

  private let store: FormulaStore
  private let evaluator: WordEvaluator

  init(_ store: FormulaStore, _ evaluator: WordEvaluator) {
    (self.store, self.evaluator) = (store, evaluator)
  }

  /// The faults from a formula that fails at the first position on, and what is wrong with the last one.
  func search(_ formula: FormulaID) -> (faults: [Fault], reason: String) {
    var faults = [Fault(part: formula, position: 0, isWanted: true)]
    while true {
      switch step(faults[faults.count - 1]) {
      case .into(let part, let position, let isWanted):
        faults.append(Fault(part: part, position: position, isWanted: isWanted))
      case .end(let reason): return (faults, reason)
      }
    }
  }

  private enum Step {
    case into(FormulaID, Int, Bool)
    case end(String)
  }

  private func step(_ fault: Fault) -> Step {
    let (part, position, isWanted) = (fault.part, fault.position, fault.isWanted)
    let operands = Array(store.operands(part))
    let form = store.form(part)
    switch form {
    case .true, .false, .atom: return .end("")
    case .not: return .into(operands[0], position, !isWanted)
    case .and, .or: return connected(fault, operands)
    case .implies:
      if isWanted || !evaluator[operands[0], position] {
        return .into(operands[isWanted ? 1 : 0], position, true)
      }
      return .into(operands[1], position, false)
    case .xor, .iff:
      let isSame = evaluator[operands[0], position] == evaluator[operands[1], position]
      return .end("its two sides " + (isSame ? "agree" : "differ") + " there")
    case .next, .strongNext, .weakNext:
      guard let next = after(position) else { return .end("the word ends there") }
      return .into(operands[0], next, isWanted)
    case .previous, .weakPrevious:
      if position == 0 { return .end("nothing was before") }
      return .into(operands[0], position - 1, isWanted)
    case .eventually, .until, .weakUntil, .once, .since: return sought(fault, operands)
    case .always, .release, .strongRelease, .historically, .triggered: return kept(fault, operands)
    }
  }

  /// `&` of which an operand fails, or `|` of which none holds; or the other way round.
  private func connected(_ fault: Fault, _ operands: [FormulaID]) -> Step {
    let wrong = operands.filter { evaluator[$0, fault.position] != fault.isWanted }
    let isOneEnough = (store.form(fault.part) == .and) == fault.isWanted
    // Of several that are wrong together the one with time in it says more.
    let candidates = isOneEnough ? wrong : wrong.filter { !store.isBoolean($0) }
    if let first = candidates.first, isOneEnough || candidates.count == 1 {
      return .into(first, fault.position, fault.isWanted)
    }
    return .end(fault.isWanted ? "none of its sides holds there" : "all of its sides hold there")
  }

  /// What comes, or came, up to a place: `F`, `U`, `W`, `O`, `S`.
  private func sought(_ fault: Fault, _ operands: [FormulaID]) -> Step {
    let goal = operands[operands.count - 1]
    let guardian = operands.count == 2 ? operands[0] : nil
    let places = places(from: fault)
    if let place = places.first(where: { evaluator[goal, $0] }), !fault.isWanted {
      return .into(goal, place, false)
    }
    let broken = places.first { place in
      guardian.map { !evaluator[$0, place] } ?? false && !evaluator[goal, place]
    }
    if let guardian, let broken, fault.isWanted {
      return .end("neither \(text(guardian)) nor \(text(goal)) holds at \(broken)")
    }
    if !fault.isWanted {
      return .end("\(text(guardian ?? goal)) holds at every position \(span(fault))")
    }
    return .end("\(text(goal)) holds at no position \(span(fault))")
  }

  /// What holds up to a place: `G`, `R`, `M`, `H`, `T`.
  private func kept(_ fault: Fault, _ operands: [FormulaID]) -> Step {
    let kept = operands[operands.count - 1]
    if fault.isWanted {
      if let place = places(from: fault).first(where: { !evaluator[kept, $0] }) {
        return .into(kept, place, true)
      }
      return .end("\(text(operands[0])) holds at no position \(span(fault))")
    }
    if operands.count == 2,
      let place = places(from: fault).first(where: { evaluator[operands[0], $0] })
    {
      return .end("\(text(kept)) holds up to \(place), where \(text(operands[0])) does")
    }
    return .end("\(text(kept)) holds at every position \(span(fault))")
  }

  private func text(_ part: FormulaID) -> String { store.text(part, longest: 60) }

  private func span(_ fault: Fault) -> String {
    store.form(fault.part).isPast
      ? "up to \(fault.position)" : "from \(fault.position) on"
  }

  private func after(_ position: Int) -> Int? {
    position + 1 < evaluator.positions ? position + 1 : evaluator.loop
  }

  /// The positions that the part of a fault speaks of, each once, the nearest first.
  private func places(from fault: Fault) -> [Int] {
    if store.form(fault.part).isPast { return (0...fault.position).reversed() }
    let beginning = Array(fault.position..<evaluator.positions)
    guard let loop = evaluator.loop, loop < fault.position else { return beginning }
    return beginning + Array(loop..<fault.position)
  }
}
