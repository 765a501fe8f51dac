public import Determinism
import Diagnostics
import Machine
public import TemporalLogic

extension ThreePhase {
  /// What is judged of the exchange: by hand, since its formula `forall k: G (count p: decided(slot: k, payload: p) <= 1)`
  /// takes 60 ns more an event at n = 4, and this system is a yardstick.
  public static let properties: [Property<ThreePhaseFact>] = [
    Property("Agreement", "No two correct replicas decide one slot for different payloads.") {
      ThreePhaseAgreement()
    }
  ]

  /// The same by formulas, for exploration.
  public static let formulas = PropertyBook<ThreePhaseProjection>(
    SourceText(
      name: "ThreePhase.properties",
      text: """
        /// No two correct replicas decide one slot for different payloads.
        property Agreement = forall k: G (count p: decided(slot: k, payload: p) <= 1)
        """)
  ).all
}

/// No two correct replicas decide one slot for different payloads.
struct ThreePhaseAgreement: Monitor {
  private var decided = OrderedMap<UInt64, Decision>()

  /// The first decision of a slot.
  private struct Decision: Hashable, Sendable {
    let replica: NodeID
    let payload: UInt64
    let step: UInt64
  }

  mutating func observe(
    _ fact: ThreePhaseFact, _ change: FactChange, at moment: Moment
  ) -> Violation? {
    guard case .decided(let replica, let slot, let payload) = fact else { return nil }
    guard let first = decided[slot] else {
      decided[slot] = Decision(replica: replica, payload: payload, step: moment.step)
      return nil
    }
    if first.payload == payload { return nil }
    return Violation(
      at: moment,
      "slot \(slot): replica \(first.replica) decided payload \(first.payload), replica \(replica) "
        + "payload \(payload)", against: first.step)
  }

  func judge(end moment: Moment) -> Judgement { Judgement(decided.isEmpty ? .vacuous : .holds) }
}

/// What the facts of the exchange mean in propositions.
public struct ThreePhaseProjection: FactProjection {
  /// The propositions.
  public static let schema = FactSchema([
    Proposition("proposed", [.init("slot", .number)], "The leader has proposed a slot."),
    Proposition(
      "decided",
      [.init("replica", .number), .init("slot", .number), .init("payload", .digest)],
      "A replica has decided a slot for a payload."),
  ])

  /// Before the first fact.
  public init() {}

  /// Tells what a fact means.
  public mutating func tell(
    _ fact: ThreePhaseFact, _ change: FactChange, at moment: Moment, _ base: inout FactBase
  ) {
    switch fact {
    case .proposed(let slot): base.tell(0, FactValues(slot))
    case .decided(let replica, let slot, let payload):
      base.tell(1, FactValues(UInt64(replica.index), slot, payload))
    }
  }

  /// Keeps nothing.
  public func encodeState(into writer: inout CanonicalWriter) -> Bool { true }
}
