public import ModelChecking
import TemporalLogic

/// Peterson's mutual exclusion of two processes.
///
/// - Source: Peterson, *Myths about the mutual exclusion problem* (IPL 12, 1981).
@frozen
public struct Peterson: CompiledModel {
  /// Whether it is a mutant that does not wait for its turn.
  public let isImpatient: Bool
  /// A process that is not in its remainder goes on if it can, if it is owed.
  public let fairness: [ActionFairness]

  /// Two processes.
  public init(isImpatient: Bool = false, isFair: Bool = true) {
    self.isImpatient = isImpatient
    fairness =
      isFair
      ? [
        ActionFairness(.weak("WF go 0"), actions: [1]),
        ActionFairness(.weak("WF go 1"), actions: [3]),
      ]
      : []
  }

  // Word 0 and 1: where each process is (0 remainder, 1 wants, 2 waits, 3 critical); word 2: whose turn it is.
  /// Three words.
  @inlinable public var width: Int { 3 }
  /// To want, which nobody has to, and to go on, of each process.
  public var actions: [String] { ["want 0", "go 0", "want 1", "go 1"] }
  /// Who wants or waits to enter, and who is inside.
  public var propositions: [String] { ["wants0", "wants1", "critical0", "critical1"] }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "Exclusion", .always, "!(critical0 & critical1)", about: "never are both inside"),
      ModelProperty("Enters", .sometimes, "critical0", about: "a process can enter"),
      ModelProperty(
        "Served", .temporal, "G (wants0 -> F critical0) & G (wants1 -> F critical1)",
        about: "who wants to enter does so in the end"),
    ]
  }

  /// Both are in their remainder.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0, 0]) }

  /// What each process can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for process in 0..<2 {
      let other = 1 - process
      switch row[process] {
      case 0: buffer.emit(2 * process, copying: row) { $0[process] = 1 }
      case 1:
        buffer.emit(2 * process + 1, copying: row) {
          $0[process] = 2
          $0[2] = UInt32(other)
        }
      case 2 where row[other] == 0 || row[2] == UInt32(process) || isImpatient:
        buffer.emit(2 * process + 1, copying: row) { $0[process] = 3 }
      case 3: buffer.emit(2 * process + 1, copying: row) { $0[process] = 0 }
      default: break
      }
    }
  }

  /// Who wants what, and who is where.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    var letter: UInt64 = 0
    for process in 0..<2 {
      if row[process] == 1 || row[process] == 2 { letter |= 1 << UInt64(process) }
      if row[process] == 3 { letter |= 4 << UInt64(process) }
    }
    return letter
  }

  /// Where both are, and whose turn it is.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let names = ["remainder", "wants", "waits", "critical"]
    return (0..<2).map { ModelVariable("process \($0)", names[Int(row[$0])]) }
      + [ModelVariable("turn", "\(row[2])")]
  }
}
