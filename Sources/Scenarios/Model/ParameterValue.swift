public import Determinism

/// What a system's parameter may be.
public enum ParameterKind: Hashable, Sendable {
  /// A whole number within a range.
  case count(ClosedRange<Int>)
  /// A duration.
  case duration
  /// A probability.
  case probability
  /// So many in some time.
  case rate
  /// Bytes.
  case size
  /// `true` or `false`.
  case boolean
  /// One of some words.
  case word([String])
  /// Some nodes.
  case nodes
}

/// The value of a system's parameter.
public enum ParameterValue: Hashable, Sendable {
  /// A whole number.
  case count(Int)
  /// A duration.
  case duration(Ticks)
  /// A probability.
  case probability(Probability)
  /// So many in some time.
  case rate(Rate)
  /// Bytes.
  case size(Int)
  /// `true` or `false`.
  case boolean(Bool)
  /// One of some words.
  case word(String)
  /// Some nodes.
  case nodes(NodeSet)
}
