/// What a step did to one field of a node's state.
public struct StateChange: Equatable, Sendable {
  /// Where the field stands.
  public var path: String
  /// Its value before; nil if it was not there.
  public var before: String?
  /// Its value after; nil if it is gone.
  public var after: String?

  /// A change.
  public init(_ path: String, before: String?, after: String?) {
    self.path = path
    self.before = before
    self.after = after
  }
}
