public import Determinism
public import Machine

/// A member of a cluster in which some lie: an honest node as it is, or a liar around one.
///
/// A cluster without liars runs the bare nodes instead, at no cost.
@frozen
public enum Member<N: Forging>: Node {
  /// Does what the node does.
  case honest(N)
  /// Does what its behaviours make of it.
  indirect case liar(Liar<N>)

  /// The system.
  public typealias S = N.S

  /// The node inside.
  public var node: N {
    switch self {
    case .honest(let node): node
    case .liar(let liar): liar.node
    }
  }

  /// Takes one input.
  @inlinable
  @inline(__always)
  public mutating func step(_ input: Input<N.S>, _ context: inout Context<N.S>) {
    // The node is taken out and put back, so that its arrays stay unshared.
    switch consume self {
    case .honest(var node):
      node.step(input, &context)
      self = .honest(node)
    case .liar(var liar):
      liar.step(input, &context)
      self = .liar(liar)
    }
  }

  /// Appends 0 and the node, or 1 and the liar.
  public func encode(into writer: inout CanonicalWriter) {
    switch self {
    case .honest(let node):
      writer.put(UInt8(0))
      writer.encode(node)
    case .liar(let liar):
      writer.put(UInt8(1))
      writer.encode(liar)
    }
  }

  /// Reads a member.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .honest(try reader.decode())
    case 1: self = .liar(try reader.decode())
    case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
    }
  }
}

/// A node that lies: the real node inside, and behaviours that rewrite what it takes in and does.
///
/// The node inside runs the system's own code and knows nothing of the lies. What it tells the
/// properties is not judged.
public struct Liar<N: Forging>: Canonical {
  /// The real node.
  public private(set) var node: N
  /// The liars that share their keys with it, and itself.
  public let colluders: NodeSet
  /// How it lies: each behaviour takes what the one before it has left.
  public private(set) var behaviours: [Behaviour<N>]

  /// Wraps a node.
  public init(_ node: N, behaviours: [Behaviour<N>], colluders: NodeSet) {
    self.node = node
    self.behaviours = behaviours
    self.colluders = colluders
  }

  /// Takes one input.
  public mutating func step(_ input: Input<N.S>, _ context: inout Context<N.S>) {
    let now = context.now
    let active = behaviours.indices.filter { behaviours[$0].isOn(at: now) }
    if active.isEmpty { return node.step(input, &context) }
    var taken = input
    var before = Deeds<N.S>([])
    var isTaken = true
    for position in active where isTaken {
      isTaken = behaviours[position].admits(&taken, at: node, &before, &context)
    }
    let mark = context.count
    if isTaken { node.step(taken, &context) }
    var deeds = Deeds(context.withdraw(since: mark))
    for position in active {
      behaviours[position].rewrite(&deeds, after: taken, at: node, among: colluders, &context)
    }
    for effect in before.effects { context.perform(effect) }
    for effect in deeds.effects { context.perform(effect) }
  }

  /// Appends the node, the behaviours and the colluders.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(node)
    writer.encode(behaviours)
    writer.encode(colluders)
  }

  /// Reads the node, the behaviours and the colluders.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    node = try reader.decode()
    behaviours = try reader.decode()
    colluders = try reader.decode()
  }
}
