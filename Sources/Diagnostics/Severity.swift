/// How much a finding matters.
public enum Severity: String, Sendable, CaseIterable {
  /// The input cannot be used.
  case error
  /// The input can be used, but perhaps not as its author meant.
  case warning
  /// Something worth knowing.
  case note
}
