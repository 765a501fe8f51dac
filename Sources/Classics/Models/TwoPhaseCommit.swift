public import ModelChecking
import TemporalLogic

/// Two-phase commit with a set of messages, which stay.
///
/// - Source: Gray and Lamport, *Consensus on transaction commit* (TODS 31, 2006), module `TwoPhase`.
@frozen
public struct TwoPhaseCommit: CompiledModel {
  /// How many managers there are, 10 at most.
  public let managers: Int
  /// How many managers must have prepared before the coordinator commits; all, unless it is a mutant.
  public let preparedNeeded: Int
  /// What runs owe to the coordinator and to each manager.
  public let fairness: [ActionFairness]
  /// Whether it says that managers are interchangeable.
  public let hasSymmetry: Bool

  /// A coordinator and some managers.
  ///
  /// - Parameters:
  ///   - managers: How many, from 1 to 10.
  ///   - preparedNeeded: How many must have prepared before the coordinator commits; all unless said.
  ///   - isFair: Whether each of them goes on if it can.
  ///   - isSymmetric: Whether it says that managers are interchangeable.
  public init(
    managers: Int, preparedNeeded: Int? = nil, isFair: Bool = true, isSymmetric: Bool = false
  ) {
    precondition((1...10).contains(managers), "\(managers) managers")
    self.managers = managers
    self.preparedNeeded = preparedNeeded ?? managers
    hasSymmetry = isSymmetric
    fairness = isFair ? CommitFairness.demands(managers: managers) : []
  }

  // Word 0: two bits for each manager (working, prepared, committed, aborted), from bit 20 on the coordinator's (init,
  // committed, aborted), from bit 22 whether `commit` and `abort` were sent. Word 1: who is known to have prepared, and
  // from bit 16 on who said so.
  /// Two words.
  @inlinable public var width: Int { 2 }

  /// Those of the coordinator, then those of each manager.
  public var actions: [String] { CommitFairness.actions(managers: managers) }

  /// Whether nobody contradicts, all have committed, all have aborted, or all have done one of the two.
  public var propositions: [String] { ["consistent", "allCommitted", "allAborted", "settled"] }

  /// What is said of it.
  public var properties: [ModelProperty] { Self.properties }

  /// What is said of it, whatever its size.
  static let properties = [
    ModelProperty(
      "Consistent", .always, "consistent", about: "no manager commits where another one aborts"),
    ModelProperty("AllCommit", .sometimes, "allCommitted", about: "all managers can commit"),
    ModelProperty("AllAbort", .sometimes, "allAborted", about: "all managers can abort"),
    ModelProperty(
      "Settled", .temporal, "F G settled", about: "in the end each manager commits or aborts"),
  ]

  /// Everyone works, and nothing was sent.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0]) }

  /// What the coordinator and the managers can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let (states, messages) = (row[0], row[1])
    if states >> 20 & 3 == 0 {
      if (messages & 0xFFFF).nonzeroBitCount >= preparedNeeded {
        buffer.emit(0, copying: row) { $0[0] |= 1 << 20 | 1 << 22 }
      }
      buffer.emit(1, copying: row) { $0[0] |= 2 << 20 | 1 << 23 }
      for manager in 0..<UInt32(managers) where messages >> (16 + manager) & 1 == 1 {
        buffer.emit(2 + Int(manager), copying: row) { $0[1] |= 1 << manager }
      }
    }
    for manager in 0..<UInt32(managers) {
      let shift = 2 * manager
      let action = 2 + managers + Int(manager)
      if states >> shift & 3 == 0 {
        buffer.emit(action, copying: row) {
          $0[0] |= 1 << shift
          $0[1] |= 1 << (16 + manager)
        }
        buffer.emit(action + managers, copying: row) { $0[0] |= 3 << shift }
      }
      if states >> 22 & 1 == 1 {
        buffer.emit(action + 2 * managers, copying: row) {
          $0[0] = $0[0] & ~(3 << shift) | 2 << shift
        }
      }
      if states >> 23 & 1 == 1 {
        buffer.emit(action + 3 * managers, copying: row) { $0[0] |= 3 << shift }
      }
    }
  }

  /// What has been decided.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let mask: UInt32 = 0x55555 & (1 << (2 * UInt32(managers)) - 1)
    let low = row[0] & mask
    let high = row[0] >> 1 & mask
    let (committed, aborted) = (high & ~low, high & low)
    return (committed == 0 || aborted == 0 ? 1 : 0) | (committed == mask ? 2 : 0)
      | (aborted == mask ? 4 : 0) | (high == mask ? 8 : 0)
  }

  /// Puts the managers in the order of what they and the messages tell of them.
  public func canonicalise(_ row: inout MutableSpan<UInt32>) {
    // A key of each manager: its state, whether it is known to have prepared, and whether it said so.
    var sorted: UInt64 = 0
    for manager in 0..<UInt32(managers) {
      let key =
        row[0] >> (2 * manager) & 3 | (row[1] >> manager & 1) << 2
        | (row[1] >> (16 + manager) & 1) << 3
      // The greater keys stand higher, in four bits each.
      var place: UInt64 = 0
      while place < UInt64(manager), UInt32(sorted >> (4 * place) & 15) < key { place += 1 }
      let below = sorted & (1 << (4 * place) - 1)
      sorted = below | UInt64(key) << (4 * place) | (sorted ^ below) << 4
    }
    var (states, messages) = (row[0] & ~(1 << 20 - 1), 0 as UInt32)
    for manager in 0..<UInt32(managers) {
      let key = UInt32(sorted >> UInt64(4 * manager) & 15)
      states |= (key & 3) << (2 * manager)
      messages |= (key >> 2 & 1) << manager | (key >> 3) << (16 + manager)
    }
    (row[0], row[1]) = (states, messages)
  }

  /// The coordinator's steps are owed to it, and each manager's to that one.
  public func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    if fairness.isEmpty || row[0] == next[0] && row[1] == next[1] { return 0 }
    return CommitFairness.bit(of: action, managers: managers)
  }

  /// Everyone's state, and the messages there are.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    CommitFairness.states(row, managers)
      + [
        ModelVariable("prepared", CommitFairness.list(row[1] & 0xFFFF, managers)),
        ModelVariable(
          "sent",
          "prepared of " + CommitFairness.list(row[1] >> 16, managers)
            + (row[0] >> 22 & 1 == 1 ? ", commit" : "") + (row[0] >> 23 & 1 == 1 ? ", abort" : "")),
      ]
  }
}

/// What two-phase commit has whatever its network is: the first words of rows, names, and what is owed to whom.
enum CommitFairness {
  static func actions(managers: Int) -> [String] {
    ["commit", "abort"]
      + ["receivePrepared", "prepare", "chooseAbort", "receiveCommit", "receiveAbort"]
      .flatMap { name in (0..<managers).map { "\(name) \($0)" } }
  }

  static func demands(managers: Int) -> [ActionFairness] {
    [ActionFairness(.weak("WF coordinator"), actions: Array(0..<(2 + managers)))]
      + (0..<managers).map { manager in
        ActionFairness(
          .weak("WF manager \(manager)"), actions: (1...4).map { 2 + $0 * managers + manager })
      }
  }

  static func bit(of action: Int, managers: Int) -> UInt64 {
    action < 2 + managers ? 1 : 2 << UInt64((action - 2) % managers)
  }

  static func states(_ row: Span<UInt32>, _ managers: Int) -> [ModelVariable] {
    let coordinator = ["undecided", "committed", "aborted"][Int(row[0] >> 20 & 3)]
    let names = ["working", "prepared", "committed", "aborted"]
    return [ModelVariable("coordinator", coordinator)]
      + (0..<managers).map {
        ModelVariable("manager \($0)", names[Int(row[0] >> UInt32(2 * $0) & 3)])
      }
  }

  /// The managers of a word's low bits, in braces.
  static func list(_ bits: UInt32, _ managers: Int) -> String {
    "{"
      + (0..<managers).filter { bits >> UInt32($0) & 1 == 1 }.map(String.init)
      .joined(separator: ", ") + "}"
  }
}
