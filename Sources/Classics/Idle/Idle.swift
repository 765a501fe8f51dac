import Cryptography
public import Determinism
public import Machine

/// A cluster that does nothing but tick: what a simulator pays for time that passes.
public enum Idle: System {
  /// No messages.
  public typealias Message = Unused
  /// The tick.
  public typealias Timer = Unused
  /// Nothing is stored.
  public typealias Record = Unused
  /// Nothing is observed.
  public typealias Fact = Unused

  /// The time between two ticks of a node: that of TigerBeetle's simulated replicas.
  public static let interval = Ticks.milliseconds(10)

  /// A cluster of so many nodes.
  public static func cluster(nodes: Int) -> Cluster<IdleNode> {
    Cluster((0..<nodes).map { .init(group: "replica", index: $0, node: IdleNode()) })
  }
}

/// A node that ticks.
@frozen
public struct IdleNode: Node {
  /// The system.
  public typealias S = Idle

  @usableFromInline
  var counted: UInt64 = 0

  init() {}

  /// The ticks so far.
  @inlinable
  public var ticks: UInt64 { counted }

  /// Sets the next tick.
  @inlinable
  public mutating func step(_ input: Input<Idle>, _ context: inout Context<Idle>) {
    switch input {
    case .timerFired: counted += 1
    case .start, .received, .stored, .storeFailed: break  // Only ticks count.
    }
    context.setTimer(Unused(), after: Idle.interval)
  }

  /// Appends the number of ticks.
  public func encode(into writer: inout CanonicalWriter) { writer.put(counted) }

  /// Reads a number of ticks.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    counted = try reader.take()
  }
}
