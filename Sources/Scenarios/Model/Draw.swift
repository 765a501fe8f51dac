public import Determinism

/// A field whose value is drawn from the seed; its name is the field's path.
public struct Draw: Hashable, Sendable {
  /// The chance that it is drawn at all; otherwise the field stays as the file has it.
  public internal(set) var chance: Probability
  /// The values, each equally likely, as written.
  public internal(set) var values: [String]
  /// The ends of a range in place of values, as written.
  public internal(set) var between: [String]
}
