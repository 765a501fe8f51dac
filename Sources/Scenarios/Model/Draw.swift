public import Determinism

/// A field whose value is drawn from the seed; its name is the field's path.
public struct Draw: Hashable, Sendable {
  /// What a value is drawn from.
  public enum Source: Hashable, Sendable {
    /// The file's own value: there, or left out.
    case asWritten
    /// Values, each equally likely, as written.
    case oneOf([String])
    /// All values between two, both included, each equally likely; as written.
    case between(String, String)
    /// So many of these nodes, each choice equally likely.
    case some(NodeSet, ClosedRange<Int>)
    /// These nodes in two sides, each node on either.
    case split(NodeSet)
  }

  /// The chance that it is drawn at all; otherwise the field stays as the file has it. Of a field that
  /// is there or left out, the chance that it is there.
  public internal(set) var chance: Probability
  /// What the value is drawn from.
  public internal(set) var source: Source
}
