/// The text of the paper that is run, as a whole and operator by operator.
public struct VariantChoice: Hashable, Sendable {
  /// A reading of the paper.
  public enum Variant: String, CaseIterable, Sendable {
    /// The literal text.
    case published
    /// The text with its flaws mended.
    case repaired
  }

  /// What holds for operators that are not named.
  public internal(set) var base: Variant
  /// Operators with a variant of their own.
  public internal(set) var operators: [Named<Variant>] = []

  /// The variant of an operator.
  public func variant(of name: String) -> Variant {
    operators.first { $0.name == name }?.value ?? base
  }
}
