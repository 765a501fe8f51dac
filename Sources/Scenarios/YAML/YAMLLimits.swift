/// How much of a YAML document is read before it is refused.
struct YAMLLimits: Sendable {
  /// Bytes of the text.
  var bytes = 1 << 20
  /// Levels of mappings and sequences in each other.
  var depth = 64
  /// Keys of one mapping.
  var keys = 5_000
  /// Scalars, sequences and mappings.
  var nodes = 200_000

  /// The limits of scenario files.
  static let standard = YAMLLimits()
}
