/// Compares what a system promises in its ``Independence`` with what it does, in every state: for small systems and
/// tests, as it takes time with the square of a state's steps.
public struct IndependenceAudit: Sendable {
  /// What was promised, and is not so; none of it, if the promise is kept.
  public private(set) var broken: [String] = []
  /// How many states were looked at.
  public private(set) var states = 0

  /// Looks at all states of a system.
  ///
  /// - Parameters:
  ///   - system: The system.
  ///   - limit: The most states to look at.
  public init<System: TransitionSystem>(_ system: System, limit: Int = 10_000) {
    guard let promise = system.independence else { return }
    var system = system
    var buffer = SuccessorBuffer(width: system.width)
    system.appendInitialStates(to: &buffer)
    var waiting = (0..<buffer.count).map { buffer.row($0) }
    let seen = RowTable(width: system.width)
    while let row = waiting.popLast(), states < limit {
      guard seen.insert(system.fingerprint(of: row.span), row.span) else { continue }
      states += 1
      let steps = Self.steps(of: row, &system)
      waiting += steps.map(\.row)
      check(row, steps, promise, &system)
    }
  }

  private struct Step {
    var action: Int
    var row: [UInt32]
    var pulses: UInt64
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

  private mutating func check<System: TransitionSystem>(
    _ row: [UInt32], _ steps: [Step], _ promise: Independence, _ system: inout System
  ) {
    let letter = system.letter(of: row.span)
    for first in steps {
      let changed = letter ^ system.letter(of: first.row.span) | first.pulses
      if changed & ~promise.changes[first.action] != 0 {
        note("\(system.actions[first.action]) changes more", row, &system)
      }
      let after = Self.steps(of: first.row, &system)
      for later in after
      where !steps.contains(where: { $0.action == later.action })
        && !promise.enablers[later.action].contains(first.action)
      {
        note(
          "\(system.actions[first.action]) enables \(system.actions[later.action])", row, &system)
      }
      for other in Self.actions(of: steps) where !promise.dependent[first.action].contains(other) {
        let ends = after.filter { $0.action == other }.map(\.row)
        if ends.isEmpty {
          note(
            "\(system.actions[first.action]) disables \(system.actions[other])", row, &system)
        }
        // Whatever they do in this order, they can do in the other one.
        let others = steps.filter { $0.action == other }.flatMap { second in
          Self.steps(of: second.row, &system).filter { $0.action == first.action }.map(\.row)
        }
        if !ends.allSatisfy(others.contains) {
          note(
            "\(system.actions[first.action]) and \(system.actions[other]) do not commute", row,
            &system)
        }
      }
    }
  }

  private static func actions(of steps: [Step]) -> [Int] {
    var actions: [Int] = []
    for step in steps where !actions.contains(step.action) { actions.append(step.action) }
    return actions
  }

  private mutating func note<System: TransitionSystem>(
    _ text: String, _ row: [UInt32], _ system: inout System
  ) {
    if broken.count < 10 { broken.append("\(text) in \(system.describe(row.span))") }
  }
}
