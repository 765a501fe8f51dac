public import ModelChecking
import TemporalLogic

/// A read model that follows the ledger: the projector, its store, and a cache before it.
///
/// As published, the projector commits its view and its position one after the other, passes over events that it does not
/// know, ends its loop at an error of the store, and never gives up a cached answer. Repaired, it commits both at once and
/// gives up the cached answer with it, counts unknown events, and tries again; a query waits for the slot that it states.
///
/// The twin of the module `Projection`; claims NOC-094 to NOC-096 and NOC-138, flaw FN-21.
///
/// - Source: The Nocturne paper, §8.3.
public struct Projection: CompiledModel {
  /// How many slots are committed.
  public let slots: Int
  /// The slots whose event is of a type that the projector does not know.
  public let unknown: [Int]
  /// How often the projector crashes, and how often its store fails.
  public let crashes, errors: Int
  /// Whether the projector is the repaired one.
  public let isRepaired: Bool
  /// What the projector goes on with if it can.
  public let fairness: [ActionFairness]

  /// A projector.
  ///
  /// - Parameters:
  ///   - slots: How many slots are committed, from 1 to 6.
  ///   - unknown: The slots whose event is of a type that the projector does not know.
  ///   - crashes: How often it crashes, 2 at most.
  ///   - errors: How often its store fails, 3 at most.
  ///   - isRepaired: Whether it is the repaired one.
  public init(slots: Int, unknown: [Int], crashes: Int, errors: Int, isRepaired: Bool) {
    precondition((1...6).contains(slots), "\(slots) slots")
    precondition((0...2).contains(crashes) && (0...3).contains(errors), "\(crashes), \(errors)")
    (self.slots, self.unknown, self.isRepaired) = (slots, unknown, isRepaired)
    (self.crashes, self.errors) = (crashes, errors)
    fairness = [Act.apply, Act.persist, Act.ack, Act.restart].map {
      ActionFairness(.weak("WF \(Act.names[$0])"), actions: [$0])
    }
  }

  enum Act {
    static let names = [
      "Commit", "Apply", "Persist", "PersistFails", "Ack", "Crash", "Restart", "Query",
    ]
    static let (commit, apply, persist, persistFails) = (0, 1, 2, 3)
    static let (ack, crash, restart, query) = (4, 5, 6, 7)
  }

  enum At {
    static let head = Field(0, from: 0, bits: 3)
    static let pc = Field(0, from: 3, bits: 2)
    static let up = Field(0, from: 5, bits: 1)
    static let looping = Field(0, from: 6, bits: 1)
    static let cur = Field(0, from: 7, bits: 3)
    /// One more than the slot, so that nothing is 0.
    static let cached = Field(0, from: 10, bits: 3)
    static let min = Field(0, from: 13, bits: 3)
    static let at = Field(0, from: 16, bits: 3)
    static let crashes = Field(0, from: 19, bits: 2)
    static let errors = Field(0, from: 21, bits: 2)
    static let durableCur = Field(0, from: 23, bits: 3)
    /// Two bits for each slot, from slot 1 on; then a bit for each.
    static let view = Field(1, from: 0, bits: 2)
    static let passed = Field(1, from: 16, bits: 1)
    static let durableView = Field(2, from: 0, bits: 2)
  }

  enum Counter {
    static let names = ["next", "applied", "persisted"]
    static let (next, applied, persisted): (UInt32, UInt32, UInt32) = (0, 1, 2)
  }

  /// Three words.
  public var width: Int { 3 }
  /// Those of the module.
  public var actions: [String] { Act.names }
  /// Every state may be the last one.
  public var mayEnd: Bool { true }

  /// Nothing is committed.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(Act.commit, copying: [0, 0, 0].span) {
      ($0[At.up], $0[At.looping]) = (1, 1)
      ($0[At.crashes], $0[At.errors]) = (UInt32(crashes), UInt32(errors))
    }
  }

  /// What the ledger, the projector, its store and a client can do.
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    if row[At.head] < slots { buffer.emit(Act.commit, copying: row) { $0[At.head] += 1 } }
    if row[At.up] == 1 {
      if row[At.looping] == 1 { appendLoop(of: row, to: &buffer) }
      if row[At.crashes] > 0 {
        buffer.emit(Act.crash, copying: row) {
          $0[At.up] = 0
          $0[At.crashes] -= 1
        }
      }
      appendQueries(of: row, to: &buffer)
    } else {
      buffer.emit(Act.restart, copying: row) {
        ($0[At.up], $0[At.looping], $0[At.pc]) = (1, 1, Counter.next)
        $0[At.cur] = row[At.durableCur]
        $0[1] = row[2]
      }
    }
  }

  private func appendLoop(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let slot = Int(row[At.cur])  // The one after the cursor, counted from 0.
    switch row[At.pc] {
    case Counter.next where row[At.cur] < row[At.head]:
      buffer.emit(Act.apply, copying: row) {
        if !unknown.contains(slot + 1) {
          $0[At.view[slot]] += 1
        } else if isRepaired {
          $0[At.passed[slot]] = 1
        }
        $0[At.pc] = Counter.applied
      }
    case Counter.applied:
      buffer.emit(Act.persist, copying: row) { isRepaired ? commitAll(&$0) : commitView(&$0) }
      if row[At.errors] > 0 {
        buffer.emit(Act.persistFails, copying: row) {
          $0[At.looping] = isRepaired ? 1 : 0
          $0[At.errors] -= 1
        }
      }
    case Counter.persisted:
      buffer.emit(Act.ack, copying: row) {
        $0[At.cur] += 1
        $0[At.durableCur] = row[At.cur] + 1
        $0[At.pc] = Counter.next
      }
    default: break  // Everything that is committed was dealt with.
    }
  }

  private func commitView(_ row: inout MutableSpan<UInt32>) {
    for slot in 0..<slots { row[At.durableView[slot]] = row[At.view[slot]] }
    row[At.pc] = Counter.persisted
  }

  private func commitAll(_ row: inout MutableSpan<UInt32>) {
    row[At.cur] += 1
    row[At.durableCur] = row[At.cur]
    row[2] = row[1]
    row[At.cached] = 0
    row[At.pc] = Counter.next
  }

  /// A client that has seen a slot final asks for a view that reflects it.
  private func appendQueries(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for slot in 0..<row[At.head] where !isRepaired || row[At.durableCur] > slot {
      let fresh = isRepaired ? row[At.durableCur] : row[At.cur]
      let seen = row[At.cached] > 0 ? row[At.cached] - 1 : fresh
      buffer.emit(Act.query, copying: row) {
        ($0[At.min], $0[At.at]) = (slot + 1, seen)
        $0[At.cached] = seen + 1
      }
    }
  }
}
