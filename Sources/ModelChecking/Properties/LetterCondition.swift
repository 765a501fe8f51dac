public import TemporalLogic

/// A question about one letter, without time: a Boolean formula over propositions.
public struct LetterCondition: Sendable {
  /// Whether it is so in a letter, of which the bits are propositions by their places.
  public let isMet: @Sendable (UInt64) -> Bool
  /// The propositions that it asks about, as bits.
  public let reads: UInt64

  /// A question that a function answers.
  ///
  /// - Parameters:
  ///   - reads: The propositions that the function asks about, as bits.
  ///   - isMet: Whether it is so in a letter; depends on nothing but these bits.
  public init(reads: UInt64, _ isMet: @escaping @Sendable (UInt64) -> Bool) {
    (self.reads, self.isMet) = (reads, isMet)
  }

  /// Whether all propositions of some hold, and none of some others.
  public init(all: UInt64, none: UInt64 = 0) {
    self.init(reads: all | none) { $0 & all == all && $0 & none == 0 }
  }

  /// What a formula says, or nil if it speaks of time.
  ///
  /// - Parameters:
  ///   - formula: The formula.
  ///   - store: Where it is.
  ///   - propositions: The names of a letter's bits, all of the formula's among them.
  public init?(_ formula: FormulaID, in store: FormulaStore, propositions: [String]) {
    guard store.isBoolean(formula) else { return nil }
    let parts = store.parts(of: formula)
    var steps: [(form: Operator, bit: UInt64, operands: [Int])] = []
    var reads: UInt64 = 0
    for part in parts {
      var bit: UInt64 = 0
      if let atom = store.atomNumber(part) {
        guard let place = propositions.firstIndex(of: store.atoms[atom]) else { return nil }
        bit = 1 << UInt64(place)
        reads |= bit
      }
      let operands = store.operands(part).compactMap { parts.firstIndex(of: $0) }
      steps.append((store.form(part), bit, operands))
    }
    let program = steps
    self.init(reads: reads) { letter in
      var values: [Bool] = []
      for step in program {
        let operands = step.operands.map { values[$0] }
        values.append(Self.value(step.form, operands, letter & step.bit != 0))
      }
      return values[values.count - 1]
    }
  }

  private static func value(_ form: Operator, _ operands: [Bool], _ atom: Bool) -> Bool {
    switch form {
    case .true: true
    case .false: false
    case .atom: atom
    case .not: !operands[0]
    case .and: operands.allSatisfy { $0 }
    case .or: operands.contains(true)
    case .xor: operands[0] != operands[1]
    case .implies: !operands[0] || operands[1]
    case .iff: operands[0] == operands[1]
    case .next, .strongNext, .weakNext, .eventually, .always, .until, .weakUntil, .release,
      .strongRelease, .previous, .weakPrevious, .once, .historically, .since, .triggered:
      preconditionFailure("a formula without time has \(form)")
    }
  }
}
