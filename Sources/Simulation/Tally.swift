public import Faults
import Machine
public import Traces

/// What a run counts besides its trace.
@usableFromInline
struct Tally {
  @usableFromInline
  var sent: UInt64 = 0
  @usableFromInline
  var delivered: UInt64 = 0
  @usableFromInline
  var dropped: UInt64 = 0
  @usableFromInline
  var duplicated: UInt64 = 0
  @usableFromInline
  var bytes: UInt64 = 0
  @usableFromInline
  var byType: [MessageRecord.ByType] = []
  @usableFromInline
  var faults = [FaultCount](repeating: FaultCount(), count: FaultKind.allCases.count)
  /// By behaviour, in the order of the plan.
  var lies: [FaultCount] = []
  /// The behaviours that have had a hand in a message together; a mark is a position, from 1.
  var marks: [BehaviourSet] = []
  @usableFromInline
  var longestQueue = 0
  /// Inputs that reached a node which was down.
  @usableFromInline
  var missed: UInt64 = 0

  @usableFromInline
  init() {}

  /// The counts of a kind of fault.
  @inlinable
  subscript(kind: FaultKind) -> FaultCount {
    get { faults[Int(kind.rawValue)] }
    set { faults[Int(kind.rawValue)] = newValue }
  }

  /// Counts a fault that a draw asked for.
  @inlinable
  mutating func count(_ kind: FaultKind, isEffective: Bool = true) {
    self[kind].requested += 1
    self[kind].injected += 1
    if isEffective { self[kind].effective += 1 }
  }
}
