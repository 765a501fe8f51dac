import Determinism
import Machine
public import TemporalLogic

extension ThreePhase {
  /// What is judged of the exchange.
  public static let properties: [Property<ThreePhaseFact>] = [
    Property("Agreement", "No two correct replicas decide one slot for different payloads.") {
      ThreePhaseAgreement()
    }
  ]
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
