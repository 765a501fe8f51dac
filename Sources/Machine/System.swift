public import Determinism

/// The types of one system under test, shared by all the roles of its clusters.
///
/// A system is a namespace, usually an empty `enum`; its nodes conform to ``Node``.
public protocol System: Sendable {
  /// What nodes send to each other: a value; a long body is one array, so that a broadcast copies
  /// one reference.
  associatedtype Message: Labelled
  /// The names of the timers that its nodes set.
  associatedtype Timer: Labelled
  /// What its nodes write to their stores.
  associatedtype Record: Labelled
  /// What its properties speak of, such as `bound(r, s, q, h)`.
  associatedtype Fact: Labelled

  /// The stages that a client's request passes, in the order of reports, such as `visible`, `final`.
  static var stages: [String] { get }
  /// What an observed fact means for load and latency figures, if anything.
  static func milestone(of fact: Fact) -> Milestone?
  /// What a member's stores have kept as it boots, in facts: the word of the stores, and not of the
  /// node.
  ///
  /// - Parameters:
  ///   - member: The node.
  ///   - durable: The records of all its stores, in the order of writing.
  static func facts(keptBy member: NodeID, _ durable: [Record]) -> [Fact]
}

extension System {
  /// No stages: the system serves no requests.
  public static var stages: [String] { [] }
  /// No milestones.
  public static func milestone(of fact: Fact) -> Milestone? { nil }
  /// No facts.
  public static func facts(keptBy member: NodeID, _ durable: [Record]) -> [Fact] { [] }
}

/// A canonical value whose cases have names, by which traces, reports and schedules call it.
public protocol Labelled: Canonical {
  /// The names of all cases, such as `PREPARE`; ``label`` is a position in this list.
  static var labels: [String] { get }
  /// The position of the value's own case in ``labels``.
  var label: UInt8 { get }
  /// The view or round that the value belongs to; 0 where the system has none.
  var view: UInt32 { get }
  /// The slot, height or sequence number that the value belongs to; 0 where the system has none.
  var slot: UInt64 { get }
}

extension Labelled {
  /// No view.
  @inlinable
  public var view: UInt32 { 0 }
  /// No slot.
  @inlinable
  public var slot: UInt64 { 0 }
  /// The name of the value's case.
  public var labelText: String { Self.labels[Int(label)] }
}

/// The only value of a type that a system has no use for, such as the records of one without stores.
@frozen
public struct Unused: Labelled {
  /// One name, which no report shows.
  public static let labels = ["unused"]

  /// The value.
  @inlinable
  public init() {}

  /// Always 0.
  @inlinable
  public var label: UInt8 { 0 }

  /// Appends nothing.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) {}

  /// Reads nothing.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {}
}

/// What a fact means for the figures of a run: load offered and served, and latency by stage.
///
/// A request is known by a number that the system chooses, unique in a run.
public enum Milestone: Hashable, Sendable {
  /// A client was due to make the request: its latencies count from the instant when it was due,
  /// however late the client got to it.
  case offered(request: UInt64)
  /// A client was due to make the request and sent it at once.
  case started(request: UInt64)
  /// The client sent it for the first time.
  case admitted(request: UInt64)
  /// It reached a stage, by position in ``System/stages``; the one that `completes` it ends it.
  case reached(request: UInt64, stage: Int, completes: Bool)
  /// It was refused for good.
  case rejected(request: UInt64)
}
