import Determinism
import Diagnostics
import Machine
public import TemporalLogic

extension ThreePhase {
  /// What is judged of the exchange, as `Classics.properties` says it.
  public static let properties: [Property<ThreePhaseFact>] = PropertyBook<ThreePhaseProjection>(
    SourceText(name: "Classics.properties", bytes: PackageResources.Classics_properties)
  ).all
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
}
