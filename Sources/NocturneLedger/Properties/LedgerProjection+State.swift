public import Determinism
public import TemporalLogic

// What an explorer of all runs asks for, which keeps one projection for each of many states.
extension LedgerProjection {
  /// Whether some formula asks about what a fact means, or about what the projection keeps of it.
  public func hears(_ fact: LedgerFact, _ base: FactBase) -> Bool {
    func isAsked(_ said: Said...) -> Bool { said.contains { base.isAsked($0.rawValue) } }
    return switch fact {
    case .offered, .admitted, .durable, .anchored: false
    // Sizes, and what a store has given back, bear on everything.
    case .cluster, .kept, .snapshot: true
    case .joined: isAsked(.joined)
    case .submitted: isAsked(.submitted, .submitting) || keepsOutcomes(base)
    case .rejected: isAsked(.rejected, .summary)
    case .ordered: isAsked(.ordered)
    case .executed: isAsked(.executed)
    case .bound: isAsked(.bound, .accepted, .outcome, .claimed) || keepsOutcomes(base)
    case .refused: isAsked(.outcome) || keepsOutcomes(base)
    case .finalised: isAsked(.final, .finalSlot)
    case .discarded: isAsked(.discarded, .finalSlot)
    case .shown: isAsked(.shown)
    // What is shown as final is kept no longer.
    case .shownFinal: keepsOutcomes(base)
    case .delivered: isAsked(.delivered)
    case .view: isAsked(.view)
    case .resolved: isAsked(.candidate, .resolved)
    case .declined: isAsked(.claimed)
    case .summarised: isAsked(.summary)
    case .height: isAsked(.height, .coreHeight)
    }
  }

  /// Appends all that it keeps.
  public func encodeState(into writer: inout CanonicalWriter) -> Bool {
    horizon.encode(into: &writer)
    submissions.encode(into: &writer)
    for last in taken {
      writer.put(last.key.client)
      writer.put(last.key.session)
      writer.put(last.value.event)
      writer.put(last.value.sequence)
    }
    writer.put(UInt32(taken.count))
    for view in views { writer.put(view) }
    writer.put(UInt32(views.count))
    outcomes.encode(into: &writer)
    summaries.encode(into: &writer)
    heights.encode(into: &writer)
    return true
  }
}
