/// The classes of Manna and Pnueli, by what it takes to see that a property is kept or broken.
///
/// - Source: Manna and Pnueli, *A hierarchy of temporal properties* (PODC 1990); as sets of words they are those of
///   Landweber, *Decision problems for ω-automata* (Math. Systems Theory 3, 1969).
public enum PropertyClass: String, CaseIterable, Sendable {
  /// What is broken is so after finitely many letters. So that every formula has one lowest class, what is both a
  /// safety and a guarantee property counts here.
  case safety
  /// What is kept is so after finitely many letters.
  case guarantee
  /// A Boolean combination of both; recurrence and persistence at once.
  case obligation
  /// Something good happens again and again: a deterministic Büchi automaton accepts it.
  case recurrence
  /// From some time on all is good: a deterministic co-Büchi automaton accepts it.
  case persistence
  /// A Boolean combination of these; every formula is one.
  case reactivity
}
