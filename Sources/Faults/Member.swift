public import Determinism
public import Machine

/// A member of a cluster in which some lie: a node, and the behaviours that rewrite what it takes in
/// and does; an honest one has none.
///
/// The node inside runs the system's own code and knows nothing of the lies. What a liar tells the
/// properties is not judged. A cluster without liars runs the bare nodes instead.
@frozen
public struct Member<N: Forging>: Node {
  /// The real node.
  public var node: N
  /// How it lies: each behaviour takes what the one before it has left. Empty for an honest node.
  public var behaviours: [Behaviour<N>]
  /// The liars that share their keys with it, and itself.
  public let colluders: NodeSet

  /// The system.
  public typealias S = N.S

  /// Wraps a node.
  public init(_ node: N, behaviours: [Behaviour<N>] = [], colluders: NodeSet = NodeSet()) {
    self.node = node
    self.behaviours = behaviours
    self.colluders = colluders
  }

  /// Takes one input.
  @inlinable
  @inline(__always)
  public mutating func step(_ input: Input<N.S>, _ context: inout Context<N.S>) {
    if behaviours.isEmpty || !lies(at: context.now) { return node.step(input, &context) }
    lie(input, &context)
  }

  /// Whether some behaviour is at work.
  @usableFromInline
  func lies(at now: Ticks) -> Bool { behaviours.contains { $0.isOn(at: now) } }

  /// Takes one input as a liar.
  @usableFromInline
  mutating func lie(_ input: Input<N.S>, _ context: inout Context<N.S>) {
    let now = context.now
    let active = behaviours.indices.filter { behaviours[$0].isOn(at: now) }
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
