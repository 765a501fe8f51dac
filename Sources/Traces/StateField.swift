/// One field of a node's state, in words.
public struct StateField: Equatable, Sendable {
  /// Where it stands, such as `slots.3.prepares`.
  public var path: String
  /// Its value.
  public var value: String

  /// A field.
  public init(_ path: String, _ value: String) {
    self.path = path
    self.value = value
  }
}

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

  /// The fields in which two states differ, in the order of the later state, what is gone last.
  public static func between(_ before: [StateField], _ after: [StateField]) -> [StateChange] {
    let old = Index(before)
    let new = Index(after)
    var changes: [StateChange] = []
    for field in after {
      let known = old.value(at: field.path)
      if known != field.value {
        changes.append(StateChange(field.path, before: known, after: field.value))
      }
    }
    // What has become a value with fields of its own is not gone.
    for field in before where !new.holds(field.path) {
      changes.append(StateChange(field.path, before: field.value, after: nil))
    }
    return changes
  }

  /// Fields found by path.
  private struct Index {
    private let sorted: [StateField]

    init(_ fields: [StateField]) {
      sorted = fields.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    func value(at path: String) -> String? {
      let place = place(of: path)
      return place < sorted.count && sorted[place].path == path ? sorted[place].value : nil
    }

    /// Whether there is a field at a path, or one below it.
    func holds(_ path: String) -> Bool {
      let below = place(of: path + ".")
      return value(at: path) != nil
        || below < sorted.count && sorted[below].path.hasPrefix(path + ".")
    }

    private func place(of path: String) -> Int {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle].path.utf8.lexicographicallyPrecedes(path.utf8) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low
    }
  }
}
