public import Cryptography
public import Determinism

// What engines do with a context between steps; nodes have no use for it.
extension Context {
  /// Readies the context for the next step of a node.
  ///
  /// - Precondition: The effects of the step before were taken.
  @inlinable
  @inline(__always)
  public mutating func begin(as node: NodeID, at time: Ticks, key: SigningKey?, nextTicket: UInt32)
  {
    self.node = node
    clock = time
    spent = .zero
    self.key = key
    self.nextTicket = nextTicket
  }

  /// Lets a liar sign in the name of another one, for good.
  public mutating func grant(_ key: SigningKey, of owner: NodeID, to holder: NodeID) {
    grants.append(Grant(holder: holder, owner: owner, key: key))
  }

  /// The number of alternatives of each choice that the step has made, where the answers are scripted.
  public var alternatives: [Int] {
    if case .scripted(_, let alternatives) = choices { alternatives } else { [] }
  }

  /// The number that the node's next write gets.
  @inlinable
  public var ticketAfter: UInt32 { nextTicket }

  /// Moves one effect out.
  ///
  /// An engine takes each position from 0 up to ``count`` once and then calls ``forgetEffects()``.
  @inlinable
  @inline(__always)
  public mutating func takeEffect(at position: Int) -> Effect<S> {
    // The engine takes each initialised position once.
    unsafe (buffer + position).move()
  }

  /// Ends the taking of effects: all of them were moved out.
  @inlinable
  @inline(__always)
  public mutating func forgetEffects() { used = 0 }
}

/// A key that a liar holds besides its own.
@usableFromInline
struct Grant: Sendable {
  @usableFromInline
  let holder: NodeID
  @usableFromInline
  let owner: NodeID
  @usableFromInline
  let key: SigningKey
}

/// Where the answers to a node's choices come from.
public enum Choices: Sendable {
  /// From each node's own stream, by position in the cluster.
  case drawn([RandomStream])
  /// From a script, and 0 past its end; the number of alternatives of each choice is kept, so that
  /// an explorer can run the step again for every other answer.
  case scripted(answers: [Int], alternatives: [Int])

  /// The streams of the nodes of a run, one each.
  public static func streams(seed: UInt64, nodes: Int) -> Self {
    .drawn((0..<nodes).map { RandomStream(seed: seed, name: "node", index: UInt64($0)) })
  }

  @inlinable
  mutating func answer(for node: NodeID, among count: Int) -> Int {
    switch self {
    case .drawn(var streams):
      self = .scripted(answers: [], alternatives: [])  // Keeps the array unshared.
      let answer = streams[Int(node.index)].below(UInt64(count))
      self = .drawn(streams)
      return Int(answer)
    case .scripted(let answers, var alternatives):
      let position = alternatives.count
      alternatives.append(count)
      self = .scripted(answers: answers, alternatives: alternatives)
      guard position < answers.count else { return 0 }
      let answer = answers[position]
      precondition((0..<count).contains(answer), "answer \(answer) among \(count)")
      return answer
    }
  }
}
