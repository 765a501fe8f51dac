/// What a scenario file says of one case, as data: to be changed, and written as a file again.
///
/// It has the author's own words, without what defaults fill in; values of `let:` stand where they are
/// used, and the values of the case in their places.
public struct ScenarioDocument: Sendable {
  private var tree: YAMLNode

  /// The document of a case's tree; references to values of `let:` are looked up in the reading.
  init(_ tree: YAMLNode, reading: Reading) {
    self.tree = Self.resolved(tree.withoutAbsent(), reading)
    remove("let")
  }

  private static func resolved(_ node: YAMLNode, _ reading: Reading) -> YAMLNode {
    var node = reading.resolved(node) ?? node
    switch node.content {
    case .scalar: break
    case .sequence(let items): node.content = .sequence(items.map { resolved($0, reading) })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map { entry in
          YAMLEntry(key: entry.key, place: entry.place, value: resolved(entry.value, reading))
        })
    }
    return node
  }

  /// Puts a value, as it would be written in a file, at the path of a field.
  ///
  /// - Returns: Whether there is such a place.
  @discardableResult
  public mutating func set(_ path: String, _ value: String) -> Bool {
    guard let components = FieldPath.components(path), let node = YAMLNode(standard: value) else {
      return false
    }
    do {
      try tree.put(node, at: components[...], keyPlace: Reading.nowhere)
      return true
    } catch {
      return false
    }
  }

  /// Takes out what stands at the path of a field, if anything.
  public mutating func remove(_ path: String) {
    guard let components = FieldPath.components(path) else { return }
    tree.remove(at: components[...])
  }

  /// Takes out the fields of the top that hold an empty list or mapping.
  public mutating func removeEmpty() {
    for entry in tree.entries {
      switch entry.value.content {
      case .sequence(let items) where items.isEmpty: remove(entry.key)
      case .mapping(let entries) where entries.isEmpty: remove(entry.key)
      case .scalar, .sequence, .mapping: break
      }
    }
  }

  /// The text of a scalar.
  public func text(_ path: String) -> String? {
    FieldPath.components(path).flatMap { tree.at($0[...]) }?.text
  }

  /// Where a step of the schedule stands, counted from 0.
  func place(ofStep step: Int) -> Place? {
    guard case .sequence(let items)? = tree["schedule"]?.content else { return nil }
    let steps = items.filter { $0["then"] == nil }
    return steps.indices.contains(step) ? steps[step].place : nil
  }

  /// How many items a list has, 0 for what is no list.
  public func itemCount(_ path: String) -> Int {
    guard let node = FieldPath.components(path).flatMap({ tree.at($0[...]) }),
      case .sequence(let items) = node.content
    else { return 0 }
    return items.count
  }

  /// The keys of a mapping in order, none for what is no mapping.
  public func keys(_ path: String) -> [String] {
    guard !path.isEmpty else { return tree.entries.map(\.key) }
    return FieldPath.components(path).flatMap { tree.at($0[...]) }?.entries.map(\.key) ?? []
  }

  /// The document as a file: a field of the top a line where it fits, else a block.
  public var yaml: String {
    var lines: [String] = []
    for entry in tree.entries { Self.write(entry, margin: "", to: &lines) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Lines longer than this are broken where the tree lets them.
  private static let width = 100

  private static func write(_ entry: YAMLEntry, margin: String, to lines: inout [String]) {
    let key =
      margin + YAMLNode(content: .scalar(entry.key, isPlain: true), place: entry.place).flowText
    let line = "\(key): \(entry.value.flowText)"
    if line.count <= width { return lines.append(line) }
    switch entry.value.content {
    case .scalar: lines.append(line)
    case .mapping(let entries):
      lines.append("\(key):")
      for entry in entries { write(entry, margin: margin + "  ", to: &lines) }
    case .sequence(let items):
      lines.append("\(key):")
      for item in items { lines.append("\(margin)  - \(item.flowText)") }
    }
  }
}

extension YAMLNode {
  /// Takes out what stands at a path, if anything.
  mutating func remove(at path: ArraySlice<String>) {
    guard let component = path.first else { return }
    let rest = path.dropFirst()
    switch content {
    case .scalar: return
    case .mapping(var entries):
      guard let place = entries.firstIndex(where: { $0.key == component }) else { return }
      if rest.isEmpty { entries.remove(at: place) } else { entries[place].value.remove(at: rest) }
      content = .mapping(entries)
    case .sequence(var items):
      guard let index = FieldPath.index(component), items.indices.contains(index) else { return }
      if rest.isEmpty { items.remove(at: index) } else { items[index].remove(at: rest) }
      content = .sequence(items)
    }
  }
}
