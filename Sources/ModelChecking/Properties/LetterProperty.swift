/// A property that a search decides as it finds letters: of every one, or of some one.
///
/// The letters are those of initial states, and after each step that of the state it leads to with what the step pulses;
/// the steps out of what a constraint allows among them.
public struct LetterProperty: Sendable {
  /// What is said.
  public enum Quantity: Hashable, Sendable {
    /// Every letter meets the condition: an invariant, or, of pulses, a property of actions.
    case always
    /// Some letter does: a witness is wanted, so that nothing holds because nothing happens.
    case sometimes
  }

  /// The name that reports use.
  public let name: String
  /// How many letters meet the condition.
  public let quantity: Quantity
  /// The condition.
  public let condition: LetterCondition

  /// A property.
  public init(_ name: String, _ quantity: Quantity, _ condition: LetterCondition) {
    (self.name, self.quantity, self.condition) = (name, quantity, condition)
  }

  /// A property that every letter is to have.
  public static func always(_ name: String, _ condition: LetterCondition) -> LetterProperty {
    LetterProperty(name, .always, condition)
  }

  /// A property that some letter is to have.
  public static func sometimes(_ name: String, _ condition: LetterCondition) -> LetterProperty {
    LetterProperty(name, .sometimes, condition)
  }
}
