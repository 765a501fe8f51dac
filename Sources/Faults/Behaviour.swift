public import Determinism
public import Machine

/// One way to lie, for a time.
///
/// Those of an ``Act`` that need nothing of the system are carried out here; the others are the
/// system's ``Forger``.
public struct Behaviour<N: Forging>: Canonical {
  /// What the liar does.
  public enum Act: Canonical {
    /// Says nothing to some nodes.
    case silent(to: NodeSet)
    /// What it says to some nodes comes so much later.
    case delay(to: NodeSet, by: Ticks)
    /// Says again, to those whom it talks to, one of the last messages that it has sent or received.
    case replay(Replay<N.S>)
    /// Signs badly whatever it says, and says the same in the names of some other nodes.
    case badSignature(as: NodeSet)
    /// Forgets, when it boots again, what its stores have kept.
    case amnesia
    /// Takes no notice of what some nodes ask for.
    case censor(NodeSet)
    /// Builds what only the system can.
    case forge(N.Forgery)
  }

  /// The behaviour's number in the run, by which its lies are counted.
  public let number: BehaviourSet
  /// What the liar does.
  public var act: Act
  /// From when, by the liar's own clock.
  public let from: Ticks
  /// Until when, by the liar's own clock.
  public let until: Ticks

  /// Describes a behaviour.
  public init(_ act: Act, number: BehaviourSet, from: Ticks = .zero, until: Ticks = .never) {
    self.act = act
    self.number = number
    self.from = from
    self.until = until
  }

  /// Whether the behaviour is at work at a time.
  func isOn(at now: Ticks) -> Bool { from <= now && now < until }

  /// Whether the node is to take an input, which may be changed; says what was done to it.
  mutating func admits(
    _ input: inout Input<N.S>, at node: N, _ deeds: inout Deeds<N.S>,
    _ context: inout Context<N.S>
  ) -> Bool {
    deeds.behaviour = number
    switch act {
    case .amnesia:
      if case .start(let durable) = input, !durable.isEmpty {
        input = .start(durable: [])
        deeds.alter()
      }
    case .censor(let nodes):
      if case .received(let message, let sender) = input,
        nodes.contains(sender) || node.speaks(message, for: nodes)
      {
        deeds.withhold(from: nodes.contains(sender) ? [sender] : nodes)
        return false
      }
    case .replay(var replay):
      if case .received(let message, _) = input { replay.remember(message) }
      act = .replay(replay)
    case .forge(var forgery):
      let isAdmitted = forgery.admits(input, at: node, &context)
      act = .forge(forgery)
      if !isAdmitted, case .received(_, let sender) = input { deeds.withhold(from: [sender]) }
      return isAdmitted
    case .silent, .delay, .badSignature: break  // They wait for what the node says.
    }
    return true
  }

  /// Rewrites what the node did.
  mutating func rewrite(
    _ deeds: inout Deeds<N.S>, after input: Input<N.S>, at node: N, among colluders: NodeSet,
    _ context: inout Context<N.S>
  ) {
    deeds.behaviour = number
    switch act {
    case .silent(let nodes):
      let me = context.me
      deeds.rewrite { departure, deeds in
        var lost = departure.receivers.intersection(nodes)
        lost.remove(me)
        deeds.withhold(from: lost)
        return [departure.to(departure.receivers.subtracting(lost))]
      }
    case .delay(let nodes, let delay):
      let number = number
      deeds.rewrite { departure, _ in
        let late = departure.receivers.intersection(nodes)
        return [
          departure.to(departure.receivers.subtracting(late)),
          departure.to(late).delayed(by: delay, number),
        ]
      }
    case .replay(var replay):
      replay.rewrite(&deeds, &context)
      act = .replay(replay)
    case .badSignature(let others):
      deeds.rewrite { departure, deeds in
        var forged = others.flatMap { other in
          node.counterfeits(of: departure.message, as: other).map { deeds.forge(departure, $0) }
        }
        if let broken = N.withBrokenSignature(departure.message) {
          if others.isEmpty { return [deeds.forge(departure, broken)] }
        } else if forged.isEmpty {
          deeds.miss()
        }
        forged.insert(departure, at: 0)
        return forged
      }
    case .censor(let nodes):
      deeds.rewrite { departure, deeds in
        guard node.speaks(departure.message, for: nodes) else { return [departure] }
        deeds.withhold(from: departure.receivers)
        return []
      }
    case .forge(var forgery):
      forgery.rewrite(&deeds, after: input, at: node, among: colluders, &context)
      act = .forge(forgery)
    case .amnesia: break  // It has done its work at the boot.
    }
  }
}
