public import Determinism

/// A participant: a value that changes only by ``step(_:_:)``.
///
/// There is one type per system, an `enum` over its roles (replica, client, observer), so that a
/// cluster is one array. Nothing but the input and the context gets in: no clock, generator, task,
/// lock, logger, network or global. The simulator runs the node, the model checker copies and
/// fingerprints it, unchanged.
public protocol Node: Canonical {
  /// The system whose messages, timers, records and facts it uses.
  associatedtype S: System

  /// Takes one input; the effects go out through the context.
  mutating func step(_ input: Input<S>, _ context: inout Context<S>)
}

/// What can happen to a node.
public enum Input<S: System> {
  /// The node boots. After a crash it boots again, with what its stores kept in the order of
  /// writing, without what the node has had them forget; its volatile state is gone.
  case start(durable: [S.Record])
  /// A message came in. `from` is the link that it came by, and no proof of who wrote it.
  case received(S.Message, from: NodeID)
  /// A timer that the node set has run out, or, at a client, its next request is due.
  case timerFired(S.Timer)
  /// A write is durable.
  case stored(Ticket)
  /// A write failed, and nothing of it is kept.
  case storeFailed(Ticket)
}

/// What a node does to the world, as the engine sees it.
public enum Effect<S: System> {
  /// Sends a message to one node.
  case send(S.Message, to: NodeID)
  /// Sends one shared message to each of some nodes, in ascending order.
  case broadcast(S.Message, to: NodeSet)
  /// Sets a timer, replacing one of the same name.
  case setTimer(S.Timer, after: Ticks)
  /// Forgets a timer, if it is set.
  case cancelTimer(S.Timer)
  /// Writes a record to one of the node's own stores.
  case write(S.Record, to: StoreID, ticket: Ticket)
  /// Releases the records of one of the node's own stores up to a ticket.
  case forget(upTo: Ticket, in: StoreID)
  /// Tells the properties something.
  case observe(S.Fact, Latch)
  /// Lies; only the wrapper around a liar does. A list, so that the effect stays small.
  case lies([Lie<S>])
}

extension Effect: Equatable {}
extension Effect: Sendable {}
extension Input: Equatable {}
extension Input: Sendable {}

/// How long an observed fact is true.
public enum Latch: UInt8, Sendable {
  /// For the step that observes it.
  case pulse
  /// From this step on.
  case latch
  /// No longer.
  case unlatch
}

/// One of the stores of a node, numbered from 0 in the order of the cluster's definition.
@frozen
public struct StoreID: Hashable, Canonical {
  /// The position among the node's stores.
  public let index: UInt8

  /// Names the store at a position.
  @inlinable
  public init(_ index: UInt8) { self.index = index }

  /// Appends the position as `u8`.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(index) }

  /// Reads a position.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    index = try reader.take()
  }
}

/// The name of a write that is under way; a node never sees the same one twice.
@frozen
public struct Ticket: Hashable, Comparable, Canonical {
  /// The number of the node's writes before it.
  public let number: UInt32

  /// Names a write.
  @inlinable
  public init(_ number: UInt32) { self.number = number }

  /// Orders by time of writing.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// Appends the number as `u32`.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(number) }

  /// Reads a number.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
  }
}
