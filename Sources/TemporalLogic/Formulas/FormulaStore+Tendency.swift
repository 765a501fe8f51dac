extension FormulaStore {
  /// What a formula in negation normal form is by its shape, whatever its propositions mean.
  struct Tendency: Sendable {
    /// Whether it holds now whenever it holds later: `F p`.
    let isEventual: Bool
    /// Whether it holds later whenever it holds now: `G p`.
    let isUniversal: Bool
    /// Whether it is an obligation by its shape: a safety or a guarantee formula, or built of such without time.
    let isSafety: Bool, isGuarantee: Bool, isObligation: Bool

    /// Whether it holds at one position if and only if it holds at every other: `G F p`.
    var isSuspendable: Bool { isEventual && isUniversal }
  }

  /// The tendency of a formula, given those of its operands.
  ///
  /// - Source: Etessami and Holzmann, *Optimizing Büchi automata* (CONCUR 2000), §3; Manna and Pnueli, *A hierarchy of
  ///   temporal properties* (PODC 1990).
  func tendency(_ form: Operator, _ parts: [Tendency]) -> Tendency {
    let (eventual, universal) = (parts.allSatisfy(\.isEventual), parts.allSatisfy(\.isUniversal))
    let (safe, guaranteed) = (parts.allSatisfy(\.isSafety), parts.allSatisfy(\.isGuarantee))
    let obliged = parts.allSatisfy(\.isObligation)
    switch form {
    case .true, .false:
      return Tendency(
        isEventual: true, isUniversal: true, isSafety: true, isGuarantee: true, isObligation: true)
    case .atom, .not:
      return Tendency(
        isEventual: false, isUniversal: false, isSafety: true, isGuarantee: true,
        isObligation: true)
    case .eventually:
      return Tendency(
        isEventual: true, isUniversal: universal, isSafety: false, isGuarantee: guaranteed,
        isObligation: guaranteed)
    case .always:
      return Tendency(
        isEventual: eventual, isUniversal: true, isSafety: safe, isGuarantee: false,
        isObligation: safe)
    case .until, .strongRelease:
      return Tendency(
        isEventual: eventual, isUniversal: universal, isSafety: false, isGuarantee: guaranteed,
        isObligation: guaranteed)
    case .weakUntil, .release:
      return Tendency(
        isEventual: eventual, isUniversal: universal, isSafety: safe, isGuarantee: false,
        isObligation: safe)
    default:
      return Tendency(
        isEventual: eventual, isUniversal: universal, isSafety: safe, isGuarantee: guaranteed,
        isObligation: obliged)
    }
  }
}
