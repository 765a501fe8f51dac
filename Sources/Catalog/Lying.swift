import Determinism
public import Faults
import Machine
public import Scenarios

/// A behaviour as scenarios name it: its options, and what liars do by them.
public struct Lying<N: Forging>: Sendable {
  /// Its name and options.
  public var behaviour: SystemSchema.Behaviour
  /// What a liar does with options that were validated.
  public var act: @Sendable (Parameters) -> Behaviour<N>.Act

  /// Describes a behaviour.
  public init(
    _ behaviour: SystemSchema.Behaviour, act: @escaping @Sendable (Parameters) -> Behaviour<N>.Act
  ) {
    self.behaviour = behaviour
    self.act = act
  }
}

extension Lying {
  /// The behaviours that need nothing of the system.
  public static var common: [Lying] { [silent, delayTo, replay, amnesia] }

  /// Those that every system has, and those that need it to know its own signatures and requests.
  public static var all: [Lying] { [silent, delayTo, replay, badSignature, amnesia, censor] }

  private static var silent: Lying {
    Lying(
      .init(
        "silent", about: "says nothing",
        options: [.init("to", .nodes, "[]", about: "to whom; to nobody when empty")])
    ) { .silent(to: someone($0, "to")) }
  }

  private static var delayTo: Lying {
    Lying(
      .init(
        "delayTo", about: "lets its messages come late",
        options: [
          .init("to", .nodes, "[]", about: "to whom; to all when empty"),
          .init("by", .duration, "100 ms", about: "how much later than the link has them"),
        ])
    ) { .delay(to: someone($0, "to"), by: $0.duration("by") ?? .zero) }
  }

  private static var replay: Lying {
    Lying(
      .init(
        "replay", about: "says again what it has sent or received",
        options: [
          .init("last", .count(1...4_096), "16", about: "how many messages it remembers")
        ])
    ) { .replay(Replay(last: $0.count("last") ?? 0)) }
  }

  private static var badSignature: Lying {
    Lying(
      .init(
        "badSignature", about: "signs badly",
        options: [
          .init(
            "as", .nodes, "[]",
            about: "in whose names, besides what it says itself; in its own when empty"
          )
        ])
    ) { .badSignature(as: $0.nodes("as") ?? NodeSet()) }
  }

  private static var amnesia: Lying {
    Lying(
      .init("amnesia", about: "forgets, when it boots again, what its stores have kept")
    ) { _ in .amnesia }
  }

  private static var censor: Lying {
    Lying(
      .init(
        "censor", about: "takes no notice of requests",
        options: [.init("of", .nodes, nil, about: "whose")])
    ) { .censor($0.nodes("of") ?? NodeSet()) }
  }

  /// The nodes of an option, or all when it names none.
  private static func someone(_ options: Parameters, _ name: String) -> NodeSet {
    let nodes = options.nodes(name) ?? NodeSet()
    return nodes.isEmpty ? NodeSet(0..<NodeSet.capacity) : nodes
  }
}

extension Cluster {
  /// The cluster with the liars of a scenario in it.
  ///
  /// - Parameters:
  ///   - scenario: A validated case.
  ///   - behaviours: What its names mean; a behaviour's number is its position here.
  func lying(_ scenario: Scenario, _ behaviours: [Lying<N>]) -> Cluster<Faults.Member<N>>
  where N: Forging {
    let faults = scenario.faultPlan
    return map { node, honest in
      var acts: [Behaviour<N>] = []
      for liars in scenario.byzantine where liars.nodes.contains(node) {
        for chosen in liars.behaviours {
          // Twins are the engine's.
          guard let number = behaviours.firstIndex(where: { $0.behaviour.name == chosen.kind })
          else { continue }
          acts.append(
            Behaviour(
              behaviours[number].act(chosen.options), number: BehaviourSet(number),
              from: liars.from, until: liars.until))
        }
      }
      if acts.isEmpty { return Faults.Member(honest) }
      return Faults.Member(honest, behaviours: acts, colluders: faults.colluders(of: node))
    }
  }
}
