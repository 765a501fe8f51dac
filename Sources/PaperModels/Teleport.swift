public import ModelChecking
import TemporalLogic

/// Moving state from one node to another: operator Nightcrawler, with two teleports that are asked for.
///
/// As published, a teleport reads the whole state of its source, writes it over that of its target, and logs a proof, which
/// whoever holds it can present elsewhere. Repaired, it is a command on one object that names the version it expects, and
/// the ledger judges it in one step.
///
/// The twin of the module `Teleport`; claims NOC-002 and NOC-056 to NOC-061, flaw FN-08.
///
/// - Source: The Nocturne paper, §6.1 and invariant I1.
public struct Teleport: CompiledModel {
  static let nodes = ["a", "b", "c"]
  static let objects = ["A", "B"]
  static let ops = ["o1", "o2"]

  /// How often the environment does what it does, in all.
  public struct Budget: Hashable, Sendable {
    /// How often a holder writes to an object, 2 at most.
    public var updates: Int
    /// How often a client asks again, and how often a proof is presented again; 1 at most.
    public var retries, replays: Int

    /// A budget.
    public init(updates: Int, retries: Int, replays: Int) {
      (self.updates, self.retries, self.replays) = (updates, retries, replays)
    }
  }

  /// How often the environment does what it does.
  public let budget: Budget
  /// Whether teleports are the repaired ones.
  public let isRepaired: Bool
  /// What an execution goes on with if it can.
  public let fairness: [ActionFairness]

  /// Two teleports between any two of three nodes, of which the first two have an object each.
  ///
  /// - Parameters:
  ///   - budget: How often the environment does what it does.
  ///   - isRepaired: Whether teleports are the repaired ones.
  ///   - isFair: Whether an execution goes on if it can.
  public init(budget: Budget, isRepaired: Bool, isFair: Bool = true) {
    precondition((0...2).contains(budget.updates), "\(budget)")
    precondition([budget.retries, budget.replays].allSatisfy { (0...1).contains($0) }, "\(budget)")
    (self.budget, self.isRepaired) = (budget, isRepaired)
    fairness =
      isFair
      ? Self.ops.indices.map { op in
        ActionFairness(
          .weak("WF Proceed \(Self.ops[op])"),
          actions: [Act.write, Act.log, Act.judge].map { $0 + op })
      } : []
  }

  enum Act {
    static let names = ["Read", "Write", "Log", "Judge", "Crash", "Retry"]
    /// The first of each; there is one for each operation.
    static let (read, write, log, judge, crash, retry) = (0, 2, 4, 6, 8, 10)
    static let (update, replay) = (12, 13)
  }

  enum Phase {
    static let names = ["idle", "read", "written", "done", "refused", "crashed"]
    static let (idle, read, written): (UInt32, UInt32, UInt32) = (0, 1, 2)
    static let (done, refused, crashed): (UInt32, UInt32, UInt32) = (3, 4, 5)
  }

  enum At {
    /// The state of each node, see ``Holding``.
    static let holds = Field(0, from: 0, bits: 6)
    static let pc = Field(0, from: 18, bits: 3)
    static let applied = Field(0, from: 24, bits: 2)
    static let updates = Field(0, from: 28, bits: 2)
    static let retries = Field(0, from: 30, bits: 1)
    static let replays = Field(0, from: 31, bits: 1)
    /// What each operation asks for, see ``Request``; 0 is none.
    static let request = Field(1, from: 0, bits: 12)
    /// The proofs, or events, see ``Proof``; how many they are stands behind them.
    static let log = Field(2, from: 0, bits: 9)
    static let logCount = Field(2, from: 27, bits: 2)
    /// Everything that has changed a state, three of a word, see ``Effect``; and how many they are.
    static let effects = Field(3, from: 0, bits: 10)
    static let effectCount = Field(1, from: 24, bits: 3)
  }

  /// Five words.
  public var width: Int { 5 }
  /// Those of the module, of each operation where they are an operation's.
  public var actions: [String] {
    Act.names.flatMap { name in Self.ops.map { "\(name) \($0)" } } + ["Update", "Replay"]
  }
  /// Every state may be the last one.
  public var mayEnd: Bool { true }

  /// The first two nodes have an object each.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(0, copying: [Holding.initial, 0, 0, 0, 0].span) {
      $0[At.updates] = UInt32(budget.updates)
      ($0[At.retries], $0[At.replays]) = (UInt32(budget.retries), UInt32(budget.replays))
    }
  }

  /// What operations and the environment can do.
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for op in Self.ops.indices {
      switch row[At.pc[op]] {
      case Phase.idle: appendReads(op, of: row, to: &buffer)
      case Phase.read:
        if isRepaired { judge(op, of: row, to: &buffer) } else { write(op, of: row, to: &buffer) }
        appendCrash(op, of: row, to: &buffer)
      case Phase.written:
        step(Act.log + op, of: row, to: &buffer) {
          Proof(op, Request(op, of: row)).append(to: &$0)
          $0[At.pc[op]] = Phase.done
        }
        appendCrash(op, of: row, to: &buffer)
      case Phase.done, Phase.crashed: appendRetry(op, of: row, to: &buffer)
      default: break  // Who is refused does not ask again.
      }
    }
    if row[At.updates] > 0 { appendUpdates(of: row, to: &buffer) }
    if !isRepaired, row[At.replays] > 0 { appendReplays(of: row, to: &buffer) }
  }

  /// Tells a step, with what it says about itself.
  private func step(
    _ action: Int, of row: Span<UInt32>, to buffer: inout SuccessorBuffer,
    _ change: (inout MutableSpan<UInt32>) -> Void
  ) {
    var next = row.indices.map { row[$0] }
    var draft = next.mutableSpan
    change(&draft)
    buffer.emit(action, next, pulses: pulses(from: row, to: next.span))
  }

  /// An operation begins; one that is asked for again asks for the same.
  private func appendReads(_ op: Int, of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let known = row[At.request[op]] == 0 ? nil : Request(op, of: row)
    for from in Self.nodes.indices {
      let state = Holding(row[At.holds[from]])
      for to in Self.nodes.indices where to != from {
        for object in Self.objects.indices where state[object] != nil {
          let request = Request(from: from, to: to, object: object, read: state)
          if let known, !request.isSame(as: known) { continue }
          step(Act.read + op, of: row, to: &buffer) {
            $0[At.request[op]] = request.code
            $0[At.pc[op]] = Phase.read
          }
        }
      }
    }
  }

  // MARK: What goes on

  private func write(_ op: Int, of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let request = Request(op, of: row)
    step(Act.write + op, of: row, to: &buffer) {
      $0[At.holds[request.to]] = request.read.code
      $0[At.applied[op]] += 1
      Effect.overwrite(from: request.from, to: request.to).append(to: &$0)
      $0[At.pc[op]] = Phase.written
    }
  }

  /// One step, which answers what has been judged before with what was judged then.
  private func judge(_ op: Int, of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let request = Request(op, of: row)
    let isJudged = Proof.all(of: row).contains { $0.op == op }
    let isExpected = Holding(row[At.holds[request.from]]).contains(request.expected)
    step(Act.judge + op, of: row, to: &buffer) {
      if isJudged || !isExpected {
        $0[At.pc[op]] = isJudged ? Phase.done : Phase.refused
        return
      }
      let move = Effect.move(from: request.from, to: request.to, object: request.object)
      move.apply(to: &$0[0])
      move.append(to: &$0)
      Proof(op: op, to: request.to, state: request.expected).append(to: &$0)
      $0[At.applied[op]] += 1
      $0[At.pc[op]] = Phase.done
    }
  }

  private func appendCrash(_ op: Int, of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    step(Act.crash + op, of: row, to: &buffer) { $0[At.pc[op]] = Phase.crashed }
  }

  /// No reply has come: of a crash, or because it was lost.
  private func appendRetry(_ op: Int, of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    if row[At.retries] == 0 { return }
    step(Act.retry + op, of: row, to: &buffer) {
      $0[At.pc[op]] = Phase.idle
      $0[At.retries] -= 1
    }
  }

  // MARK: The environment

  private func appendUpdates(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for node in Self.nodes.indices {
      let state = Holding(row[At.holds[node]])
      for object in Self.objects.indices where state[object] != nil {
        let update = Effect.update(node: node, object: object)
        step(Act.update, of: row, to: &buffer) {
          update.apply(to: &$0[0])
          update.append(to: &$0)
          $0[At.updates] -= 1
        }
      }
    }
  }

  /// A proof covers a state and a time: any node takes the state that comes with it.
  private func appendReplays(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for proof in Proof.all(of: row) {
      for node in Self.nodes.indices where node != proof.to {
        step(Act.replay, of: row, to: &buffer) {
          $0[At.holds[node]] = proof.state.code
          $0[At.applied[proof.op]] += 1
          Effect.replay(to: node, state: proof.state).append(to: &$0)
          $0[At.replays] -= 1
        }
      }
    }
  }
}
