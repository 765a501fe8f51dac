public import TemporalLogic

/// A formula that every fair run is to satisfy.
///
/// The letter at the first position of a run is that of its initial state, and at every later one that of the state that
/// a step leads to with what the step pulses.
public struct TemporalProperty: Sendable {
  /// The name that reports use.
  public let name: String
  /// What is to hold at the first position, past operators included.
  public let formula: FormulaID
  /// Where the formula is.
  public let store: FormulaStore

  /// A property.
  public init(_ name: String, _ formula: FormulaID, in store: FormulaStore) {
    (self.name, self.formula, self.store) = (name, formula, store)
  }

  /// Whether doing nothing for a step, or one step more, may matter to it by the way that it is written.
  var speaksOfSteps: Bool {
    store.parts(of: formula).contains {
      switch store.form($0) {
      case .next, .strongNext, .weakNext, .previous, .weakPrevious: true
      case .true, .false, .atom, .not, .and, .or, .xor, .implies, .iff, .eventually, .always,
        .until, .weakUntil, .release, .strongRelease, .once, .historically, .since, .triggered:
        false
      }
    }
  }

  /// The propositions that it speaks of, as bits.
  ///
  /// - Parameter propositions: Their names.
  func reads(_ propositions: [String]) -> UInt64 {
    store.parts(of: formula).reduce(0) { bits, part in
      guard let atom = store.atomNumber(part),
        let place = propositions.firstIndex(of: store.atoms[atom])
      else { return bits }
      return bits | 1 << UInt64(place)
    }
  }
}
