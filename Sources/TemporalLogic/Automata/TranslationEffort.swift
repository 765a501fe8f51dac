/// How much is done for a small automaton.
public enum TranslationEffort: String, CaseIterable, Sendable {
  /// The formula is simplified and translated in several ways, in parts where that helps, and what comes of it is
  /// reduced.
  case full
  /// The formula is translated once as it stands, and only what no accepted run goes through is taken out. Larger
  /// automata, sooner.
  case quick
}
