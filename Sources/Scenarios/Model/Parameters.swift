public import Determinism

/// The parameters of a system or the options of a behaviour, by name.
///
/// The typed getters give nil for a name that the schema does not have or has as another kind; that
/// is a mistake of the system's author, which its tests find.
public struct Parameters: Hashable, Sendable {
  /// The values in the order of the schema.
  public internal(set) var values: [Named<ParameterValue>] = []

  /// The value of a parameter.
  public subscript(name: String) -> ParameterValue? {
    values.first { $0.name == name }?.value
  }

  /// A whole number.
  public func count(_ name: String) -> Int? {
    if case .count(let value) = self[name] { value } else { nil }
  }

  /// A duration.
  public func duration(_ name: String) -> Ticks? {
    if case .duration(let value) = self[name] { value } else { nil }
  }

  /// A probability.
  public func probability(_ name: String) -> Probability? {
    if case .probability(let value) = self[name] { value } else { nil }
  }

  /// A rate.
  public func rate(_ name: String) -> Rate? {
    if case .rate(let value) = self[name] { value } else { nil }
  }

  /// Bytes.
  public func size(_ name: String) -> Int? {
    if case .size(let value) = self[name] { value } else { nil }
  }

  /// A truth value.
  public func boolean(_ name: String) -> Bool? {
    if case .boolean(let value) = self[name] { value } else { nil }
  }

  /// A word.
  public func word(_ name: String) -> String? {
    if case .word(let value) = self[name] { value } else { nil }
  }

  /// Some nodes.
  public func nodes(_ name: String) -> NodeSet? {
    if case .nodes(let value) = self[name] { value } else { nil }
  }
}
