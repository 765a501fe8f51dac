public import Traces

/// What a step did to a node's state, told where the state differs.
///
/// Parts that are equal are passed over whole, so the work grows with what has changed and not with the
/// state. What is new, or of another shape than before, is one change, however much it holds.
@usableFromInline
struct StateDifference {
  private var changes: [StateChange] = []

  /// Deeper values are told in a line.
  private static let deepest = 16
  /// More changes of one step are left out.
  private static let most = 64
  /// Of more elements, those that moved are not looked for.
  private static let mostMoved = 64

  /// The changes from one state to another, in the order of the fields.
  @usableFromInline
  static func between(_ before: Any, _ after: Any) -> [StateChange] {
    var difference = StateDifference()
    difference.compare(before, after, at: "", depth: 0)
    return difference.changes
  }

  private mutating func add(_ path: String, _ before: Any?, _ after: Any?) {
    guard changes.count < Self.most else { return }
    changes.append(
      StateChange(
        path, before: before.map(StateText.line(of:)), after: after.map(StateText.line(of:))))
  }

  private mutating func compare(_ before: Any, _ after: Any, at path: String, depth: Int) {
    if Self.areEqual(before, after) { return }
    if let old = StateText.leaf(before), let new = StateText.leaf(after), old == new { return }
    let (old, new) = (Mirror(reflecting: before), Mirror(reflecting: after))
    guard depth < Self.deepest, old.displayStyle == new.displayStyle,
      StateText.leaf(before) == nil, StateText.leaf(after) == nil
    else { return add(path, before, after) }
    switch new.displayStyle {
    case .collection, .set, .dictionary:
      compareElements(old.children.map(\.value), new.children.map(\.value), at: path, depth)
    case .optional where old.children.first != nil && new.children.first != nil:
      compareFields(old, new, at: path, depth, isNamed: false)
    case .optional: add(path, before, after)
    case .enum where old.children.first?.label != new.children.first?.label || new.children.isEmpty:
      add(path, before, after)
    default:
      // A role's enum case and its only field add nothing to a path.
      compareFields(old, new, at: path, depth, isNamed: depth > 0 || new.children.count > 1)
    }
  }

  /// Compares values that have the same fields.
  private mutating func compareFields(
    _ old: Mirror, _ new: Mirror, at path: String, _ depth: Int, isNamed: Bool
  ) {
    for (index, (before, after)) in zip(old.children, new.children).enumerated() {
      let name = StateText.name(of: after, at: index)
      compare(
        before.value, after.value, at: isNamed ? Self.join(path, name) : path, depth: depth + 1)
    }
  }

  /// Compares two lists, of which a step mostly changes a few elements, adds some or takes some away. What
  /// is new is called by its later index, what is gone by its earlier one.
  private mutating func compareElements(
    _ old: [Any], _ new: [Any], at path: String, _ depth: Int
  ) {
    var head = 0
    while head < min(old.count, new.count), Self.areEqual(old[head], new[head]) { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head,
      Self.areEqual(old[old.count - 1 - tail], new[new.count - 1 - tail])
    { tail += 1 }
    var before = Array(head..<old.count - tail)
    var after = Array(head..<new.count - tail)
    if before.count <= Self.mostMoved, after.count <= Self.mostMoved {
      after.removeAll { index in
        guard let same = before.firstIndex(where: { Self.areEqual(old[$0], new[index]) }) else {
          return false
        }
        before.remove(at: same)
        return true
      }
    }
    if old.count != new.count { add(Self.join(path, "count"), old.count, new.count) }
    if before.count == after.count {
      for (one, other) in zip(before, after) {
        compare(old[one], new[other], at: Self.join(path, "\(other)"), depth: depth + 1)
      }
    } else {
      for index in before { add(Self.join(path, "\(index)"), old[index], nil) }
      for index in after { add(Self.join(path, "\(index)"), nil, new[index]) }
    }
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }

  /// Whether two values are known to be equal.
  private static func areEqual(_ one: Any, _ other: Any) -> Bool {
    guard let one = one as? any Equatable else { return false }
    return isEqual(one, other)
  }

  private static func isEqual<Value: Equatable>(_ one: Value, _ other: Any) -> Bool {
    other as? Value == one
  }
}
