/// A dotted path to a field, such as `links.replicas-to-replicas.delay` or `crashes.0.at`.
enum FieldPath {
  /// The longest name.
  static let longestName = 64
  /// What a name looks like, for editors.
  static let namePattern = "^[A-Za-z][A-Za-z0-9_-]{0,63}$"

  /// Whether a text can be a component that an author names.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return isLetter(first) && isComponent(text)
  }

  /// Whether a text can be a component of a path; names that systems give may begin with a digit.
  private static func isComponent(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= longestName
      && text.utf8.allSatisfy {
        isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: "_")
      }
  }

  /// The components of a path, nil if it is not one.
  static func components(_ path: String) -> [String]? {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isPath = parts.count <= 16 && parts.allSatisfy(isComponent)
    return isPath ? joined(parts) : nil
  }

  /// The fields of a draw, which may follow the path that is drawn.
  private static let drawFields = ["chance", "oneOf", "between", "some", "count", "split"]

  /// Figures, operations and field paths are keys that hold dots themselves.
  private static func joined(_ parts: [String]) -> [String] {
    var outer = 1
    var inner = parts.count
    switch parts[0] {
    case "expect", "costs": break
    case "draw": if drawFields.contains(parts[parts.count - 1]) { inner -= 1 }
    case "check":
      guard parts.count > 1, ["with", "expect"].contains(parts[1]) else { return parts }
      outer = 2
    default: return parts
    }
    guard inner > outer else { return parts }
    return parts[..<outer] + [parts[outer..<inner].joined(separator: ".")] + parts[inner...]
  }

  /// The position in a list that a component means.
  static func index(_ component: String) -> Int? {
    guard !component.isEmpty, component.utf8.count <= 5,
      component.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(component)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

extension YAMLNode {
  /// Why a value could not be put at a path.
  enum PathProblem: Error {
    /// The component at this position names nothing in what stands there.
    case noSuchPlace(position: Int, found: String)
  }

  /// Puts a value at a path; mappings on the way are made where they are missing.
  ///
  /// - Parameter keyPlace: Where the path is written; new keys get this place.
  mutating func put(
    _ value: YAMLNode, at path: ArraySlice<String>, keyPlace: Place
  ) throws(PathProblem) {
    guard let component = path.first else {
      self = value
      return
    }
    let rest = path.dropFirst()
    switch content {
    case .mapping(var entries):
      if let position = entries.firstIndex(where: { $0.key == component }) {
        try entries[position].value.put(value, at: rest, keyPlace: keyPlace)
        entries[position].place = rest.isEmpty ? keyPlace : entries[position].place
      } else {
        if let next = rest.first, FieldPath.index(next) != nil {
          throw .noSuchPlace(position: rest.startIndex, found: "a list with 0 items")
        }
        var child = YAMLNode(content: .mapping([]), place: keyPlace)
        try child.put(value, at: rest, keyPlace: keyPlace)
        entries.append(YAMLEntry(key: component, place: keyPlace, value: child))
      }
      content = .mapping(entries)
    case .sequence(var items):
      guard let index = FieldPath.index(component), items.indices.contains(index) else {
        throw .noSuchPlace(
          position: path.startIndex, found: "a list with \(items.count) items")
      }
      try items[index].put(value, at: rest, keyPlace: keyPlace)
      content = .sequence(items)
    case .scalar:
      guard isNull else { throw .noSuchPlace(position: path.startIndex, found: noun) }
      content = .mapping([])
      try put(value, at: path, keyPlace: keyPlace)
    }
  }

  /// The node at a path.
  func at(_ path: ArraySlice<String>) -> YAMLNode? {
    guard let component = path.first else { return self }
    switch content {
    case .mapping: return self[component]?.at(path.dropFirst())
    case .sequence(let items):
      guard let index = FieldPath.index(component), items.indices.contains(index) else {
        return nil
      }
      return items[index].at(path.dropFirst())
    case .scalar: return nil
    }
  }
}
