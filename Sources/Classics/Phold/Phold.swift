import Cryptography
public import Determinism
public import Machine

/// PHOLD, the synthetic load by which event-driven simulators are compared.
///
/// A fixed population of messages moves among logical processes for ever: each arrival sends one on,
/// with a chance of one in four to a process drawn at random, else to the same one, after a lookahead
/// and an exponential time. A node hosts several processes, so that there are fewer links than pairs.
///
/// - Source: Fujimoto, *Performance of Time Warp Under Synthetic Workloads* (SCS 1990).
public enum Phold: System {
  /// A message on its way to a process.
  public typealias Message = PholdMessage
  /// No timers.
  public typealias Timer = Unused
  /// Nothing is stored.
  public typealias Record = Unused
  /// Nothing is observed.
  public typealias Fact = Unused

  /// The number of logical processes.
  public static let processes = 1_024
  /// The number of nodes that host them.
  public static let nodes = 32

  /// A cluster with a population of messages.
  public static func cluster(population: Int) -> Cluster<PholdNode> {
    Cluster(
      (0..<nodes).map { index in
        let share = population / nodes + (index < population % nodes ? 1 : 0)
        return .init(group: "host", index: index, node: PholdNode(id: index, population: share))
      })
  }
}

/// What PHOLD's nodes send: the process that it is for.
@frozen
public struct PholdMessage: Labelled {
  /// One name.
  public static let labels = ["JOB"]

  /// The process, by position.
  public var process: UInt32

  /// A message for a process.
  @inlinable
  public init(process: UInt32) { self.process = process }

  /// Always 0.
  @inlinable
  public var label: UInt8 { 0 }

  /// Appends the process.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(process) }

  /// Reads a process; one that no node hosts is refused.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    process = try reader.take()
    guard process < Phold.processes else {
      throw .notCanonical("no process \(process)", at: reader.offset - 4)
    }
  }
}

/// A host of PHOLD's processes.
@frozen
public struct PholdNode: Node {
  /// The system.
  public typealias S = Phold

  @usableFromInline
  let id: UInt32
  @usableFromInline
  let population: UInt32
  /// Arrivals so far.
  @inlinable
  public var arrivals: UInt64 { counted }

  @usableFromInline
  var counted: UInt64 = 0

  init(id: Int, population: Int) {
    self.id = UInt32(id)
    self.population = UInt32(population)
  }

  /// Sends a message on, or the first ones.
  @inlinable
  public mutating func step(_ input: Input<Phold>, _ context: inout Context<Phold>) {
    switch input {
    case .start:
      let share = UInt32(Phold.processes / Phold.nodes)
      for number in 0..<population {
        pass(id * share + number % share, &context)
      }
    case .received(let message, _):
      counted += 1
      let isRemote = context.choose(4) == 0
      pass(
        isRemote ? UInt32(context.choose(Phold.processes)) : message.process, &context)
    case .timerFired, .stored, .storeFailed: break  // It sets no timer and writes nothing.
    }
  }

  @inlinable
  func pass(_ process: UInt32, _ context: inout Context<Phold>) {
    let host = Int(process) / (Phold.processes / Phold.nodes)
    context.send(PholdMessage(process: process), to: NodeID(host))
  }

  /// Appends the whole state.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(id)
    writer.put(population)
    writer.put(counted)
  }

  /// Reads a state.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    id = try reader.take()
    population = try reader.take()
    counted = try reader.take()
  }
}
