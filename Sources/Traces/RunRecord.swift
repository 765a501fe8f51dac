public import Determinism
public import TemporalLogic

/// What one run was: what decided it, what it did, how its properties fared, and its figures.
///
/// (build, scenario, seed) decides every field.
public struct RunRecord: Sendable {
  /// The seed of the run.
  public var seed: UInt64
  /// BLAKE2b-256 over the event records, in lower-case hexadecimal.
  public var traceDigest = ""
  /// A 128-bit fingerprint over the shapes of the events, equal in all cryptographic modes.
  public var shapeDigest = ""
  /// The number of inputs that nodes took, and of faults.
  public var events: UInt64 = 0
  /// Virtual time at the end, in microseconds.
  public var virtualUs: UInt64 = 0
  /// Why the run ended.
  public var ending: Ending = .quiet
  /// One judgement per property, in the order of the system's list.
  public var properties: [PropertyRecord] = []
  /// One histogram per stage that requests pass, in microseconds from the instant when each was due.
  public var latencies: [LatencyRecord] = []
  /// Requests offered and what became of them.
  public var load = LoadRecord()
  /// Faults by kind; kinds that were never asked for are left out.
  public var faults: [FaultRecord] = []
  /// Messages in all and by type.
  public var messages = MessageRecord()
  /// Work of the cryptographic layer.
  public var crypto = CryptoRecord()
  /// The longest queue of waiting inputs that any node had.
  public var longestQueue: UInt64 = 0
  /// What the system has worked out of the scenario where the file is silent, by path.
  public var computed: [DrawnValue] = []
  /// What the run held in memory.
  public var memory = MemoryRecord()
  /// What the seed has drawn of the scenario, by path.
  public var drawn: [DrawnValue] = []
  /// Running digests every 4,096 events, by which two runs find where they part.
  public var marks: [UInt64] = []

  /// An empty record.
  public init(seed: UInt64) { self.seed = seed }

  /// Why a run ended.
  public enum Ending: String, CaseIterable, Sendable {
    /// Nothing was left to happen.
    case quiet
    /// The scenario's duration was over.
    case duration
    /// The last step of a scripted schedule was done.
    case schedule
    /// The limit on events was reached: what is still open is inconclusive.
    case eventLimit = "event-limit"
    /// The limit on virtual time was reached before the duration was over: likewise.
    case timeLimit = "time-limit"

    /// The limit on memory was reached: likewise.
    case memoryLimit = "memory-limit"

    /// The limit that cut the run short, as scenario files call it; nil for none.
    public var limit: String? {
      switch self {
      case .eventLimit: "events"
      case .memoryLimit: "memory"
      case .timeLimit: "virtualTime"
      case .quiet, .duration, .schedule: nil
      }
    }

    /// Whether a limit cut the run short, so that what is open is inconclusive.
    public var isCut: Bool { limit != nil }
  }
}

/// The judgement of one property in one run.
public struct PropertyRecord: Equatable, Sendable {
  /// The property's name.
  public var name: String
  /// The TLA+ operator that corresponds to it.
  public var tla: String?
  /// The judgement.
  public var judgement: Judgement

  /// A judgement of a property.
  public init(name: String, tla: String?, judgement: Judgement) {
    self.name = name
    self.tla = tla
    self.judgement = judgement
  }
}

/// The latencies of one stage.
public struct LatencyRecord: Equatable, Sendable {
  /// The stage, such as `visible`.
  public var stage: String
  /// Microseconds from the instant when a request was due.
  public var histogram: Histogram

  /// The latencies of a stage.
  public init(stage: String, histogram: Histogram) {
    self.stage = stage
    self.histogram = histogram
  }
}

/// Requests by what became of them.
public struct LoadRecord: Equatable, Sendable {
  /// Requests that were due.
  public var offered: UInt64 = 0
  /// Requests that a client sent.
  public var admitted: UInt64 = 0
  /// Requests that reached the stage which completes them.
  public var completed: UInt64 = 0
  /// Requests refused for good.
  public var rejected: UInt64 = 0
  /// Requests still open at the end of the run, whose latency nobody knows.
  public var censored: UInt64 = 0

  /// Nothing offered.
  public init() {}

  /// Adds another run's load.
  public static func += (left: inout Self, right: Self) {
    left.offered += right.offered
    left.admitted += right.admitted
    left.completed += right.completed
    left.rejected += right.rejected
    left.censored += right.censored
  }
}

/// How often one kind of fault was asked for, done, and felt.
public struct FaultRecord: Equatable, Sendable {
  /// The kind, such as `drop`.
  public var kind: String
  /// Times that the plan or a draw asked for it.
  public var requested: UInt64
  /// Times that it was done.
  public var injected: UInt64
  /// Times that it changed a delivery or a state.
  public var effective: UInt64

  /// The counts of a kind.
  public init(kind: String, requested: UInt64, injected: UInt64, effective: UInt64) {
    self.kind = kind
    self.requested = requested
    self.injected = injected
    self.effective = effective
  }
}

/// Messages counted.
public struct MessageRecord: Equatable, Sendable {
  /// One type of message.
  public struct ByType: Equatable, Sendable {
    /// The type's name.
    public var label: String
    /// Copies that departed.
    public var sent: UInt64 = 0
    /// Copies that a node took.
    public var delivered: UInt64 = 0
    /// Canonical bytes that departed.
    public var bytes: UInt64 = 0

    /// Nothing of a type.
    public init(label: String) { self.label = label }
  }

  /// Copies that departed, one per receiver.
  public var sent: UInt64 = 0
  /// Copies that a node took.
  public var delivered: UInt64 = 0
  /// Copies lost to links, cuts and nodes that were down.
  public var dropped: UInt64 = 0
  /// Second copies that links made.
  public var duplicated: UInt64 = 0
  /// Canonical bytes that departed.
  public var bytes: UInt64 = 0
  /// The types that occur, in the system's order.
  public var byType: [ByType] = []

  /// Nothing counted.
  public init() {}
}

/// What the cryptographic layer did.
public struct CryptoRecord: Equatable, Sendable {
  /// Signatures made.
  public var signs: UInt64 = 0
  /// Verifications that did the work.
  public var verifies: UInt64 = 0
  /// Distinct (message, signature, key) triples verified.
  public var distinct: UInt64 = 0

  /// Nothing done.
  public init() {}

  /// Adds another run's work.
  public static func += (left: inout Self, right: Self) {
    left.signs += right.signs
    left.verifies += right.verifies
    left.distinct += right.distinct
  }
}
