/// What a scenario is for.
public enum Mode: String, CaseIterable, Sendable {
  /// Seeded runs.
  case simulate
  /// All runs within bounds.
  case explore
}
