public import TemporalLogic

/// A run of a system from an initial state, step by step, which was replayed.
public struct StatePath: Hashable, Sendable {
  /// A step of a path.
  public struct Step: Hashable, Sendable {
    /// The number of the action.
    public let action: Int
    /// Which of the steps of the state before it is, in the order in which the system tells them.
    public let ordinal: Int
    /// The propositions that it pulses, as bits.
    public let pulses: UInt64
    /// The state that it leads to.
    public let row: [UInt32]
  }

  /// Which of the initial states it begins in, in the order in which the system tells them.
  public let start: Int
  /// The state that it begins in.
  public let initial: [UInt32]
  /// Its steps; none if the initial state is all that matters.
  public private(set) var steps: [Step] = []

  /// The state that it ends in.
  public var last: [UInt32] { steps.last?.row ?? initial }

  /// Replays choices on a system.
  ///
  /// - Parameters:
  ///   - start: Which initial state to begin in.
  ///   - ordinals: Which step to take in each state, in turn.
  ///   - system: The system.
  /// - Throws: ``ExplorationError/notRepeatable`` if the system does not tell so many steps.
  public init<System: TransitionSystem>(
    replaying ordinals: [Int], from start: Int, on system: inout System
  ) throws(ExplorationError) {
    var buffer = SuccessorBuffer(width: system.width)
    system.appendInitialStates(to: &buffer)
    guard start < buffer.count else { throw .notRepeatable }
    self.start = start
    initial = buffer.withRow(start) { row in row.indices.map { row[$0] } }
    var row = initial
    for ordinal in ordinals {
      buffer.clear()
      system.appendSuccessors(of: row.span, to: &buffer)
      guard ordinal < buffer.count else { throw .notRepeatable }
      row = buffer.withRow(ordinal) { row in row.indices.map { row[$0] } }
      // The ordinal is that of a step that was told.
      let (action, pulses) = unsafe (Int(buffer.actions[ordinal]), buffer.pulses[ordinal])
      steps.append(Step(action: action, ordinal: ordinal, pulses: pulses, row: row))
    }
  }
}

/// Why a system cannot be explored.
public enum ExplorationError: Error, Hashable, Sendable {
  /// It does not tell the same steps, asked again, or a row means something else.
  case notRepeatable
  /// Properties, or propositions, or demands of fairness, are more than a word has bits.
  ///
  /// - Parameters:
  ///   - what: Which of them.
  ///   - count: How many there are; 64 is the most.
  case tooMany(_ what: String, count: Int)
  /// The system told an error in some state.
  case failed
  /// The search cannot be saved, or gone on with.
  case checkpoint(CheckpointError)
  /// The search has no place for what memory has no room for.
  case spill(SpillError)
  /// Reduction, symmetry or a constraint was asked for where the verdict could be wrong with it.
  case unsound(String)
  /// A formula cannot be judged on the graph of all states, of which the first has the number 1.
  case graph(GraphError)
}
