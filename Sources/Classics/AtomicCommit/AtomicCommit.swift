public import Determinism
import Diagnostics
public import Machine
public import TemporalLogic

/// Two-phase commit among nodes: resource managers that prepare or abort, and a coordinator that commits once all are
/// prepared, or aborts.
///
/// Nothing in it takes time: each decision is a timer that may run out at any time, so that the explorer of all runs
/// tries it in every state.
///
/// - Source: Gray and Lamport, *Consensus on transaction commit* (TODS 31, 2006), §3.
public enum AtomicCommit: System {
  /// What managers and coordinator send.
  public typealias Message = CommitMessage
  /// The one timer.
  public typealias Timer = CommitTimer
  /// Nothing is stored.
  public typealias Record = Unused
  /// What a manager ends with.
  public typealias Fact = CommitFact

  /// A cluster of managers, and the coordinator after them.
  ///
  /// - Parameters:
  ///   - managers: How many.
  ///   - preparedNeeded: Of how many managers the coordinator must know that they are prepared; nil for all.
  public static func cluster(
    managers: Int, preparedNeeded: Int? = nil
  ) -> Cluster<CommitNode> {
    let all = NodeSet(0..<managers)
    let coordinator = CommitNode.coordinator(
      CommitNode.Coordinator(
        managers: all, needed: UInt16(preparedNeeded ?? managers)))
    return Cluster(
      (0..<managers).map { index in
        .init(
          group: "manager", index: index,
          node: .manager(CommitNode.Manager(coordinator: NodeID(managers))))
      } + [.init(group: "coordinator", index: 0, node: coordinator)])
  }

  /// What is judged of it.
  public static let properties = PropertyBook<CommitProjection>(
    SourceText(
      name: "AtomicCommit.properties",
      text: """
        /// No manager commits where another one aborts.
        property Consistent = G !((exists m: committed(m)) & (exists m: aborted(m)))
        /// Whoever begins ends with a commit or an abort.
        property Settled = forall m: G (began(m) -> F (committed(m) | aborted(m)))
        """)
  ).all
}

/// What is sent in two-phase commit.
@frozen
public enum CommitMessage: UInt8, Labelled, CaseIterable {
  /// A manager is prepared.
  case prepared
  /// The coordinator commits, and aborts.
  case commit, abort

  /// The names of the messages.
  public static let labels = ["PREPARED", "COMMIT", "ABORT"]
  /// The position of the name.
  public var label: UInt8 { rawValue }
}

/// The timer after which a manager, or the coordinator, makes up its mind.
@frozen
public enum CommitTimer: UInt8, Labelled, CaseIterable {
  /// The only one.
  case decide

  /// One name.
  public static let labels = ["decide"]
  /// Always 0.
  public var label: UInt8 { rawValue }
}

/// What properties of two-phase commit speak of.
@frozen
public enum CommitFact: Labelled {
  /// A manager works on the transaction.
  case began(UInt16)
  /// A manager has committed.
  case committed(UInt16)
  /// A manager has aborted.
  case aborted(UInt16)

  /// The names of the facts.
  public static let labels = ["began", "committed", "aborted"]

  /// The fact's position.
  public var label: UInt8 {
    switch self {
    case .began: 0
    case .committed: 1
    case .aborted: 2
    }
  }

  var manager: UInt16 {
    switch self {
    case .began(let manager), .committed(let manager), .aborted(let manager): manager
    }
  }

  /// Appends the label and the manager.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(label)
    writer.put(manager)
  }

  /// Reads a fact.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let label = try reader.take(UInt8.self)
    let manager = try reader.take(UInt16.self)
    switch label {
    case 0: self = .began(manager)
    case 1: self = .committed(manager)
    case 2: self = .aborted(manager)
    default: throw .unknownTag(UInt64(label), at: reader.offset - 3)
    }
  }
}

/// What the facts of two-phase commit mean in propositions.
public struct CommitProjection: FactProjection {
  /// The propositions, by the labels of facts.
  public static let schema = FactSchema([
    Proposition("began", [.init("manager", .number)], "A manager works on the transaction."),
    Proposition("committed", [.init("manager", .number)], "A manager has committed."),
    Proposition("aborted", [.init("manager", .number)], "A manager has aborted."),
  ])

  /// Before the first fact.
  public init() {}

  /// Tells what a fact means.
  public mutating func tell(
    _ fact: CommitFact, _ change: FactChange, at moment: Moment, _ base: inout FactBase
  ) {
    base.tell(Int(fact.label), FactValues(UInt64(fact.manager)))
  }

  /// Keeps nothing.
  public func encodeState(into writer: inout CanonicalWriter) -> Bool { true }
}
