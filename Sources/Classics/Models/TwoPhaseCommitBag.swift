public import ModelChecking
import TemporalLogic

/// Two-phase commit with a bag of messages: each goes to one addressee, which takes it out. A coordinator that has
/// decided still takes what it is told, and does nothing with it.
///
/// - Source: As ``TwoPhaseCommit``, with the network of the usual implementations.
@frozen
public struct TwoPhaseCommitBag: CompiledModel {
  /// How many managers there are, 10 at most.
  public let managers: Int
  /// How many managers must have prepared before the coordinator commits; all, unless it is a mutant.
  public let preparedNeeded: Int
  /// What runs owe to the coordinator and to each manager.
  public let fairness: [ActionFairness]

  /// A coordinator and some managers; see ``TwoPhaseCommit/init(managers:preparedNeeded:isFair:isSymmetric:)``.
  public init(managers: Int, preparedNeeded: Int? = nil, isFair: Bool = true) {
    precondition((1...10).contains(managers), "\(managers) managers")
    self.managers = managers
    self.preparedNeeded = preparedNeeded ?? managers
    fairness = isFair ? CommitFairness.demands(managers: managers) : []
  }

  // Word 0: two bits for each manager, from bit 20 on the coordinator's, as in `TwoPhaseCommit`. Word 1: who is known to
  // have prepared, and from bit 16 on whose message of it waits. Word 2: for whom `commit` waits, and from bit 16 on `abort`.
  /// Three words.
  @inlinable public var width: Int { 3 }
  /// Those of the coordinator, then those of each manager.
  public var actions: [String] { CommitFairness.actions(managers: managers) }
  /// Those of ``TwoPhaseCommit``.
  public var propositions: [String] { ["consistent", "allCommitted", "allAborted", "settled"] }
  /// Those of ``TwoPhaseCommit``.
  public var properties: [ModelProperty] { TwoPhaseCommit.properties }
  /// Once all messages are taken, nothing is left to do.
  public var mayEnd: Bool { true }

  /// Everyone works, and nothing was sent.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0, 0]) }

  /// What the coordinator and the managers can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let all: UInt32 = 1 << UInt32(managers) - 1
    let isOpen = row[0] >> 20 & 3 == 0
    if isOpen {
      if (row[1] & 0xFFFF).nonzeroBitCount >= preparedNeeded {
        buffer.emit(0, copying: row) {
          $0[0] |= 1 << 20
          $0[2] |= all
        }
      }
      buffer.emit(1, copying: row) {
        $0[0] |= 2 << 20
        $0[2] |= all << 16
      }
    }
    for manager in 0..<UInt32(managers) {
      let shift = 2 * manager
      let action = 2 + Int(manager)
      if row[1] >> (16 + manager) & 1 == 1 {
        buffer.emit(action, copying: row) {
          $0[1] &= ~(1 << (16 + manager))
          if isOpen { $0[1] |= 1 << manager }
        }
      }
      if row[0] >> shift & 3 == 0 {
        buffer.emit(action + managers, copying: row) {
          $0[0] |= 1 << shift
          $0[1] |= 1 << (16 + manager)
        }
        buffer.emit(action + 2 * managers, copying: row) { $0[0] |= 3 << shift }
      }
      if row[2] >> manager & 1 == 1 {
        buffer.emit(action + 3 * managers, copying: row) {
          $0[0] = $0[0] & ~(3 << shift) | 2 << shift
          $0[2] &= ~(1 << manager)
        }
      }
      if row[2] >> (16 + manager) & 1 == 1 {
        buffer.emit(action + 4 * managers, copying: row) {
          $0[0] |= 3 << shift
          $0[2] &= ~(1 << (16 + manager))
        }
      }
    }
  }

  /// What has been decided.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    TwoPhaseCommit(managers: managers, isFair: false).letter(of: row)
  }

  /// The coordinator's steps are owed to it, and each manager's to that one; every step changes something.
  public func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    fairness.isEmpty ? 0 : CommitFairness.bit(of: action, managers: managers)
  }

  /// The coordinator's steps depend on each other, as far as it decides, and each manager's.
  public var independence: Independence? {
    let told = (0..<managers).map { 2 + $0 }
    let ofManagers = (0..<managers).map { manager in
      (1...4).map { 2 + $0 * managers + manager }
    }
    return Independence(
      dependent: [[0, 1] + told, [0, 1] + told] + told.map { [0, 1, $0] }
        + (0..<4).flatMap { _ in ofManagers },
      enablers: [told, []] + (0..<managers).map { [2 + managers + $0] }
        + Array(repeating: [], count: 2 * managers) + Array(repeating: [0], count: managers)
        + Array(repeating: [1], count: managers),
      // To prepare, and what the coordinator does, no letter tells.
      changes: Array(repeating: 0, count: 2 + 2 * managers)
        + Array(repeating: 0b1101, count: managers)
        + Array(repeating: 0b1111, count: 2 * managers))
  }

  /// Everyone's state, and the messages that wait.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let lists = [
      ("prepared", row[1] & 0xFFFF), ("prepared waits of", row[1] >> 16),
      ("commit waits for", row[2] & 0xFFFF), ("abort waits for", row[2] >> 16),
    ]
    return CommitFairness.states(row, managers)
      + lists.map { name, bits in ModelVariable(name, CommitFairness.list(bits, managers)) }
  }
}
