public import Diagnostics

/// What can be wrong with a formula.
public enum LogicFinding: String, FindingCode {
  /// Something else was expected.
  case badFormula = "bad-formula"
  /// Two readings.
  case ambiguousFormula = "ambiguous-formula"
  /// A table without what is asked of it.
  case badTable = "bad-table"
  /// More nesting, or more text, than is read.
  case formulaTooLarge = "formula-too-large"
  /// F (p -> q).
  case eventualImplication = "eventual-implication"
  /// G F (p -> q).
  case recurringImplication = "recurring-implication"
  /// It holds everywhere.
  case validFormula = "valid-formula"
  /// It holds nowhere.
  case unsatisfiableFormula = "unsatisfiable-formula"
  /// Repetitions of letters matter.
  case stutterSensitive = "stutter-sensitive"
  /// A part that could be anything.
  case idlePart = "idle-part"
  /// An automaton that cannot be read.
  case badAutomaton = "bad-automaton"
  /// An automaton of a kind that is not understood.
  case unsupportedAutomaton = "unsupported-automaton"
  /// More of something than is read.
  case automatonTooLarge = "automaton-too-large"

  /// A declaration of a property that makes no sense.
  case badProperty = "bad-property"
  /// A proposition that the system has not.
  case unknownProposition = "unknown-proposition"
  /// A formula that speaks of values of which nothing was told.
  case unboundFormula = "unbound-formula"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .badFormula:
      Explanation(
        "This is not a temporal formula",
        """
        A formula is a proposition, or an operator with its operands: `!` `&` `|` `->` `<->` `xor`; `X` `F` `G` and \
        `p U q`, `p R q`, `p W q`, `p M q` of what comes; `Y` `Z` `O` `H` and `p S q`, `p T q` of what was. The usual \
        other spellings are understood: `[]` `<>` `&&` `||` `~` `=>`, and □ ◇ ○ ¬ ∧ ∨ → ↔. The dialect `spin` knows \
        only what SPIN does.
        """, example: "G (sent -> F)")
    case .ambiguousFormula:
      Explanation(
        "SPIN and Spot read this differently",
        """
        To Spot `&` binds tighter than `|`, both tighter than `->`, and chains of `->` and `U` group to the right. To \
        SPIN all of them bind alike and group to the left, but for `U` and `V`, which bind tighter. A formula that \
        means one thing here and another one there is a mistake to come: put parentheses. Or say \
        with --dialect whose reading is meant.
        """, example: "a || b && c\n# Spot: a || (b && c)    SPIN: (a || b) && c")
    case .badTable:
      Explanation(
        "The table does not have what the task reads",
        """
        The first line of the table names its columns; each task of 'ltl batch' reads some of them: 'eval' formula, \
        prefix and cycle, 'finite' formula and trace, 'check' and 'translate' formula, 'parse' formula and, if there is \
        one, dialect. A field with a comma in it stands between quotes, and no row has more fields than the first \
        one. Words are letters joined by dots, letters propositions joined by plus signs, '-' is the empty letter.
        """, example: "formula,prefix,cycle\nG F p,q.-,p+q.p")
    case .formulaTooLarge:
      Explanation(
        "The formula is too large to be read",
        """
        A formula may be 1 MiB of text, with parentheses 256 deep and 1,000 operators within each other. One that judges \
        runs may have 256 propositions, 64 parts within a query, and 4,096 expansions of definitions.
        """,
        example: "((((((((…))))))))")
    case .eventualImplication: Self.aboutEventualImplication
    case .recurringImplication: Self.aboutRecurringImplication
    case .validFormula: Self.aboutValidFormula
    case .unsatisfiableFormula: Self.aboutUnsatisfiableFormula
    case .stutterSensitive: Self.aboutStutterSensitive
    case .idlePart: Self.aboutIdlePart
    case .badAutomaton: Self.aboutBadAutomaton
    case .unsupportedAutomaton: Self.aboutUnsupportedAutomaton
    case .automatonTooLarge: Self.aboutAutomatonTooLarge
    case .badProperty: Self.aboutBadProperty
    case .unknownProposition: Self.aboutUnknownProposition
    case .unboundFormula: Self.aboutUnboundFormula
    }
  }
}
