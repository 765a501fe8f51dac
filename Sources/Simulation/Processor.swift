public import Determinism
public import Machine

/// What holds a node back from taking inputs; it takes them when nothing does.
@frozen
@usableFromInline
struct Gate: OptionSet {
  @usableFromInline
  let rawValue: UInt8

  @inlinable
  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// It has crashed, or has not booted.
  @inlinable
  static var down: Gate { Gate(rawValue: 1) }
  /// It is paused.
  @inlinable
  static var paused: Gate { Gate(rawValue: 2) }
  /// All its cores work.
  @inlinable
  static var busy: Gate { Gate(rawValue: 4) }
}

/// The cores and the waiting inputs of one node.
@frozen
@usableFromInline
struct Seat {
  @usableFromInline
  var gate: Gate = .down
  @usableFromInline
  var cores: UInt16
  @usableFromInline
  var working: UInt16 = 0
  /// How often it has booted; work and writes of an earlier life count for nothing.
  @usableFromInline
  var boots: UInt32 = 0
  @usableFromInline
  var nextTicket: UInt32 = 0
  /// The pauses that hold it now.
  @usableFromInline
  var pauses: UInt32 = 0
  /// Since when it is paused, and for how long it was in all before, in microseconds.
  @usableFromInline
  var pausedSince: UInt64 = 0
  @usableFromInline
  var stalled: UInt64 = 0
  /// Whether the pause has held something back already.
  @usableFromInline
  var isPauseFelt = false
  /// Ends of work that came during the pause.
  @usableFromInline
  var parked: ContiguousArray<EventQueue.Entry> = []
  /// Whether its facts are judged.
  @usableFromInline
  var isCorrect = true
  /// The member in whose name it acts.
  @usableFromInline
  var identity: NodeID
  @usableFromInline
  var waiting = WaitingLine()

  @inlinable
  init(identity: NodeID, cores: UInt16) {
    self.identity = identity
    self.cores = cores
  }
}

/// Inputs that wait for a node, first in, first out.
@frozen
@usableFromInline
struct WaitingLine {
  @usableFromInline
  var entries: ContiguousArray<EventQueue.Entry> = []
  @usableFromInline
  var head = 0

  /// The inputs that may wait at one node; more end the run, undecided.
  @usableFromInline
  static var limit: Int { 1 << 22 }

  @inlinable
  init() {}

  @inlinable
  var count: Int { entries.count - head }

  @inlinable
  mutating func append(_ entry: EventQueue.Entry) { entries.append(entry) }

  @inlinable
  mutating func popFirst() -> EventQueue.Entry? {
    guard head < entries.count else { return nil }
    let entry = entries[head]
    head += 1
    if head == entries.count {
      entries.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 1_024, head * 2 > entries.count {
      entries.removeFirst(head)
      head = 0
    }
    return entry
  }
}

/// The effects of a step whose work is not done yet.
@frozen
@usableFromInline
struct HeldEffects<S: System> {
  @usableFromInline
  var effects: ContiguousArray<Effect<S>>
  @usableFromInline
  var boots: UInt32
  /// When the input of the step was due, in microseconds.
  @usableFromInline
  var due: UInt64
  /// The event that the step belongs to.
  @usableFromInline
  var step: UInt64
  /// How long the node had stood still in all when the work began, in microseconds.
  @usableFromInline
  var stalled: UInt64

  @inlinable
  init(
    effects: ContiguousArray<Effect<S>>, boots: UInt32, due: UInt64, step: UInt64, stalled: UInt64
  ) {
    self.effects = effects
    self.boots = boots
    self.due = due
    self.step = step
    self.stalled = stalled
  }
}
