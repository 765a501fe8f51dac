public import Determinism
public import Machine

/// A node whose liars can do more than keep back, delay and repeat: the system says how its messages
/// are read, broken and forged.
///
/// Without any of it the behaviours of every system still work: `extension MyNode: Forging {}`.
public protocol Forging: Node {
  /// The lies that only the system can build.
  associatedtype Forgery: Forger = NoForgery<Self> where Forgery.N == Self

  /// A message with a signature that is not its author's; nil where nothing is signed.
  static func withBrokenSignature(_ message: S.Message) -> S.Message?

  /// What a message would be if another node had sent it: the same words in its name, with signatures
  /// that are not its own; empty where nothing of the kind exists.
  func counterfeits(of message: S.Message, as other: NodeID) -> [S.Message]

  /// Every message that the node could construct and sign in a small run, whatever it has heard, for an adversary that
  /// says what it likes. Empty where that is not known, or is too much.
  func constructions(_ context: inout Context<S>) -> [S.Message]

  /// A message as the node says it in its own name: signed anew with its own key, and with no other.
  ///
  /// - Returns: Nil where the message holds what others would have to sign, or nobody can tell.
  func spoken(_ message: S.Message, _ context: inout Context<S>) -> S.Message?

  /// Whether a message carries what one of some nodes asks for, whoever sends it.
  func speaks(_ message: S.Message, for nodes: NodeSet) -> Bool
}

extension Forging {
  /// No signature is known.
  public static func withBrokenSignature(_ message: S.Message) -> S.Message? { nil }
  /// No message is made in the name of others.
  public func counterfeits(of message: S.Message, as other: NodeID) -> [S.Message] { [] }
  /// Nothing is known.
  public func constructions(_ context: inout Context<S>) -> [S.Message] { [] }
  /// Nobody can tell.
  public func spoken(_ message: S.Message, _ context: inout Context<S>) -> S.Message? { nil }
  /// Messages are their senders' own.
  public func speaks(_ message: S.Message, for nodes: NodeSet) -> Bool { false }
}

/// A way to lie that only the system can build, with what it remembers.
///
/// What it signs, it signs by the context: with the liar's own key, and with those of the liars that
/// collude with it.
public protocol Forger: Canonical {
  /// The node that lies.
  associatedtype N: Node

  /// Whether the node is to take an input; what it does not take, it never learns.
  mutating func admits(_ input: Input<N.S>, at node: N, _ context: inout Context<N.S>) -> Bool

  /// Makes lies of what the node did.
  ///
  /// - Parameters:
  ///   - deeds: What the node did in the step, as rewritten by the behaviours before.
  ///   - input: What it took in.
  ///   - node: The honest node inside, after the step.
  ///   - colluders: The liars whose keys it holds, and itself.
  ///   - context: To sign, and to choose.
  mutating func rewrite(
    _ deeds: inout Deeds<N.S>, after input: Input<N.S>, at node: N, among colluders: NodeSet,
    _ context: inout Context<N.S>)
}

extension Forger {
  /// Every input is taken.
  public mutating func admits(
    _ input: Input<N.S>, at node: N, _ context: inout Context<N.S>
  ) -> Bool { true }
}

/// The lies of a system that builds none.
public enum NoForgery<N: Node>: Forger {
  /// Never called: there is no value.
  public mutating func rewrite(
    _ deeds: inout Deeds<N.S>, after input: Input<N.S>, at node: N, among colluders: NodeSet,
    _ context: inout Context<N.S>
  ) {}

  /// Never called: there is no value.
  public func encode(into writer: inout CanonicalWriter) {}

  /// Reads nothing, and refuses.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    throw .notCanonical("a lie of a system that has none", at: reader.offset)
  }
}
