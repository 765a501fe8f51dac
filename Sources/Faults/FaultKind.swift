/// The kinds of faults that a run counts.
public enum FaultKind: UInt8, CaseIterable, Sendable {
  case drop, duplicate, reorder, corrupt, partition, crash, restart, pause, twin
  case storeDelay, storeUnavailable, ackBeforeDurable, torn, truncateTail, rollback, bitRot
  case clock

  /// The name in reports and scenario files.
  public var name: String {
    switch self {
    case .drop: "drop"
    case .duplicate: "duplicate"
    case .reorder: "reorder"
    case .corrupt: "corrupt"
    case .partition: "partition"
    case .crash: "crash"
    case .restart: "restart"
    case .pause: "pause"
    case .twin: "twin"
    case .storeDelay: "storeDelay"
    case .storeUnavailable: "storeUnavailable"
    case .ackBeforeDurable: "ackBeforeDurable"
    case .torn: "torn"
    case .truncateTail: "truncateTail"
    case .rollback: "rollback"
    case .bitRot: "bitRot"
    case .clock: "clock"
    }
  }
}

/// How often one kind of fault was asked for, done, and felt.
public struct FaultCount: Equatable, Sendable {
  /// Times that the plan or a draw asked for it.
  public var requested: UInt64 = 0
  /// Times that it was done: the rest had nothing to act on, such as a crash of a node already down.
  public var injected: UInt64 = 0
  /// Times that it changed a delivery or a state.
  public var effective: UInt64 = 0

  /// Nothing counted.
  @inlinable
  public init() {}

  /// Adds another run's counts.
  public static func += (left: inout Self, right: Self) {
    left.requested += right.requested
    left.injected += right.injected
    left.effective += right.effective
  }
}
