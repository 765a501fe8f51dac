import Determinism

/// Compares what a ``TransitionSystem`` promises with what it does, in every state of a small one: for the tests of
/// whoever writes a system. What it promises in its ``Independence`` an ``IndependenceAudit`` compares.
public struct SystemAudit: Sendable {
  /// What was promised, and is not so; at most ten of it, and none if the promises are kept.
  public private(set) var broken: [String] = []
  /// How many states were looked at.
  public private(set) var states = 0

  private struct Step: Equatable {
    var action: Int
    var row: [UInt32]
    var pulses: UInt64
  }

  /// Looks at the states of a system.
  ///
  /// - Parameters:
  ///   - system: The system.
  ///   - limit: The most states to look at.
  public init<System: TransitionSystem>(_ system: System, limit: Int = 10_000) {
    var system = system
    var buffer = SuccessorBuffer(width: system.width)
    system.appendInitialStates(to: &buffer)
    var waiting = (0..<buffer.count).map { buffer.row($0) }
    let seen = RowTable(width: system.width)
    while let row = waiting.popLast(), states < limit, broken.count < 10 {
      guard seen.insert(system.fingerprint(of: row.span), row.span) else { continue }
      states += 1
      let steps = Self.steps(of: row, &system)
      waiting += steps.map(\.row)
      checkState(row, steps, &system)
      checkFairness(row, steps, &system)
      if system.hasSymmetry { checkSymmetry(row, steps, &system) }
    }
  }

  private static func steps<System: TransitionSystem>(
    of row: [UInt32], _ system: inout System
  ) -> [Step] {
    var buffer = SuccessorBuffer(width: system.width)
    system.appendSuccessors(of: row.span, to: &buffer)
    return (0..<buffer.count).map {
      Step(action: buffer.action($0), row: buffer.row($0), pulses: buffer.pulses($0))
    }
  }

  private mutating func checkState<System: TransitionSystem>(
    _ row: [UInt32], _ steps: [Step], _ system: inout System
  ) {
    let letter = system.letter(of: row.span)
    let known: UInt64 =
      system.propositions.count >= 64 ? ~0 : 1 << UInt64(system.propositions.count) - 1
    expect(
      Self.steps(of: row, &system) == steps, "the steps are others when asked again", row, &system)
    expect(letter & system.pulses == 0, "a state has a pulse", row, &system)
    expect(letter & ~known == 0, "a letter has a bit without a proposition", row, &system)
    expect(
      steps.allSatisfy { $0.pulses & ~(system.pulses & known) == 0 },
      "a step pulses what is no pulse", row, &system)
    expect(
      steps.allSatisfy { system.actions.indices.contains($0.action) },
      "a step is of no action", row, &system)
    let bytes = system.encode(row.span)
    expect(system.decode(bytes) == row, "the bytes are of another state", row, &system)
  }

  private mutating func checkFairness<System: TransitionSystem>(
    _ row: [UInt32], _ steps: [Step], _ system: inout System
  ) {
    if system.fairness.isEmpty { return }
    var taken: UInt64 = 0
    for step in steps {
      taken |= system.demands(ofAction: step.action, from: row.span, to: step.row.span)
    }
    let enabled = system.demands(enabledIn: row.span, taken: taken)
    expect(taken & ~enabled == 0, "a step takes what is not enabled", row, &system)
    let known: UInt64 = system.fairness.count >= 64 ? ~0 : 1 << UInt64(system.fairness.count) - 1
    expect(enabled & ~known == 0, "what is enabled is no demand", row, &system)
  }

  /// Compares a state with the one that stands for it.
  private mutating func checkSymmetry<System: TransitionSystem>(
    _ row: [UInt32], _ steps: [Step], _ system: inout System
  ) {
    let canonical = Self.canonical(row, &system)
    expect(
      Self.canonical(canonical, &system) == canonical, "the canonical row has another one", row,
      &system)
    expect(
      system.letter(of: canonical.span) == system.letter(of: row.span),
      "the letter is not that of the canonical row", row, &system)
    let others = Self.steps(of: canonical, &system)
    func reached(_ steps: [Step]) -> [(row: [UInt32], pulses: UInt64)] {
      steps.map { (Self.canonical($0.row, &system), $0.pulses) }
    }
    let (mine, theirs) = (reached(steps), reached(others))
    let isSame =
      mine.count == theirs.count
      && mine.allSatisfy { step in
        mine.count { $0 == step } == theirs.count { $0 == step }
      }
    expect(isSame, "the canonical row has other steps", row, &system)
  }

  private static func canonical<System: TransitionSystem>(
    _ row: [UInt32], _ system: inout System
  ) -> [UInt32] {
    var row = row
    var draft = row.mutableSpan
    system.canonicalise(&draft)
    return row
  }

  private mutating func expect<System: TransitionSystem>(
    _ isSo: Bool, _ text: String, _ row: [UInt32], _ system: inout System
  ) {
    if !isSo, broken.count < 10 { broken.append("\(text) in \(system.describe(row.span))") }
  }
}
