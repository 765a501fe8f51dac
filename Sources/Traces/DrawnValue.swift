/// A field of the scenario whose value the seed has drawn, or the system has worked out.
public struct DrawnValue: Equatable, Sendable {
  /// The field's path.
  public var path: String
  /// The value, as it would be written.
  public var value: String

  /// A drawn value.
  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}
