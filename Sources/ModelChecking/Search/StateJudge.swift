/// Judges states one at a time, for searches by one worker.
struct StateJudge<System: TransitionSystem> {
  private var judge: LetterJudge
  private let hasPulses: Bool

  init(_ system: System, _ properties: [LetterProperty]) {
    judge = LetterJudge(properties, pulses: system.pulses)
    hasPulses = judge.ofSteps != 0
  }

  /// The properties that nothing has decided yet, as bits.
  var open: UInt64 { judge.open }

  /// The properties that a step decides first, as bits, which are then no longer open.
  ///
  /// - Parameters:
  ///   - row: The state that it leads to.
  ///   - pulses: What it pulses.
  ///   - isNew: Whether the state has not been judged before.
  mutating func decided(
    by row: Span<UInt32>, pulses: UInt64, isNew: Bool, in system: inout System
  ) -> UInt64 {
    let asked = judge.open & (isNew ? ~0 : judge.ofSteps)
    if asked == 0 { return 0 }
    let decided = judge.decided(by: system.letter(of: row) | pulses) & asked
    judge.open &= ~decided
    return decided
  }
}
