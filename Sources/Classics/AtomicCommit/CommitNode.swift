public import Determinism
public import Faults
public import Machine

/// A participant of two-phase commit.
public enum CommitNode: Node, Forging {
  /// The system.
  public typealias S = AtomicCommit

  /// A resource manager.
  public struct Manager: Canonical {
    /// How far a manager has come.
    public enum State: UInt8, Canonical, CaseIterable, Sendable {
      /// It works on the transaction.
      case working
      /// It has told the coordinator that it can commit.
      case prepared
      /// It has committed, and aborted.
      case committed, aborted
    }

    let coordinator: NodeID
    /// How far it has come.
    public private(set) var state = State.working

    init(coordinator: NodeID) { self.coordinator = coordinator }

    /// Appends the coordinator and the state.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(coordinator)
      writer.encode(state)
    }

    /// Reads the coordinator and the state.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      coordinator = try reader.decode()
      state = try reader.decode()
    }

    mutating func step(
      _ input: Input<AtomicCommit>, _ context: inout Context<AtomicCommit>
    ) {
      switch input {
      case .start:
        context.setTimer(.decide, after: .milliseconds(10))
        context.observe(.began(context.me.index), .latch)
      case .timerFired: if state == .working { decide(&context) }
      case .received(.commit, _): end(.committed, &context)
      case .received(.abort, _): end(.aborted, &context)
      case .received(.prepared, _), .stored, .storeFailed: break  // None of its business.
      }
    }

    /// Prepares, or aborts of its own accord.
    private mutating func decide(_ context: inout Context<AtomicCommit>) {
      if context.choose(2) == 1 { return end(.aborted, &context) }
      state = .prepared
      context.send(.prepared, to: coordinator)
    }

    private mutating func end(_ end: State, _ context: inout Context<AtomicCommit>) {
      if state == end { return }
      if state == .working { context.cancelTimer(.decide) }
      state = end
      let me = context.me.index
      context.observe(end == .committed ? .committed(me) : .aborted(me), .latch)
    }
  }

  /// The coordinator.
  public struct Coordinator: Canonical {
    /// What a coordinator has made up its mind to do.
    public enum State: UInt8, Canonical, CaseIterable, Sendable {
      /// It waits.
      case undecided
      /// It has told all managers so.
      case committed, aborted
    }

    let managers: NodeSet
    let needed: UInt16
    /// What it has made up its mind to do.
    public private(set) var state = State.undecided
    /// Of whom it knows that they are prepared.
    public private(set) var prepared = NodeSet()

    init(managers: NodeSet, needed: UInt16) { (self.managers, self.needed) = (managers, needed) }

    /// Appends all fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(managers)
      writer.put(needed)
      writer.encode(state)
      writer.encode(prepared)
    }

    /// Reads all fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      managers = try reader.decode()
      needed = try reader.take()
      state = try reader.decode()
      prepared = try reader.decode()
    }

    mutating func step(
      _ input: Input<AtomicCommit>, _ context: inout Context<AtomicCommit>
    ) {
      switch input {
      case .start: context.setTimer(.decide, after: .milliseconds(100))
      case .received(.prepared, let manager):
        if state == .undecided { prepared.insert(manager) }
      case .timerFired:
        let mayCommit = prepared.count >= Int(needed)
        state = mayCommit && context.choose(2) == 0 ? .committed : .aborted
        context.broadcast(state == .committed ? .commit : .abort, to: managers)
      case .received(.commit, _), .received(.abort, _), .stored, .storeFailed: break  // Its own.
      }
    }
  }

  /// A resource manager.
  case manager(Manager)
  /// The coordinator.
  case coordinator(Coordinator)

  /// Takes one input.
  public mutating func step(
    _ input: Input<AtomicCommit>, _ context: inout Context<AtomicCommit>
  ) {
    switch self {
    case .manager(var manager):
      manager.step(input, &context)
      self = .manager(manager)
    case .coordinator(var coordinator):
      coordinator.step(input, &context)
      self = .coordinator(coordinator)
    }
  }

  /// Appends the role and its state.
  public func encode(into writer: inout CanonicalWriter) {
    switch self {
    case .manager(let manager):
      writer.put(UInt8(0))
      writer.encode(manager)
    case .coordinator(let coordinator):
      writer.put(UInt8(1))
      writer.encode(coordinator)
    }
  }

  /// Reads a participant.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .manager(try reader.decode())
    case 1: self = .coordinator(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}
