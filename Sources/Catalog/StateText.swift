public import Traces

/// A node's state as text for people, field by field; bytes are written as hexadecimal digits.
@usableFromInline
enum StateText {
  /// The lines of a value.
  @usableFromInline
  static func of(_ value: Any) -> String {
    var lines: [String] = []
    add(value, named: nil, depth: 0, to: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Deeper values are left out.
  private static let deepest = 16
  /// Longer collections are cut.
  private static let longest = 16

  private static func add(_ value: Any, named name: String?, depth: Int, to lines: inout [String]) {
    let margin = String(repeating: "  ", count: depth + 1)
    let head = margin + (name.map { $0 + ": " } ?? "")
    if let text = leaf(value) { return lines.append(head + text) }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      guard let wrapped = mirror.children.first?.value else { return lines.append(head + "nil") }
      return add(wrapped, named: name, depth: depth, to: &lines)
    }
    if mirror.children.isEmpty { return lines.append(head + empty(value, mirror)) }
    if depth >= deepest { return lines.append(head + "…") }
    lines.append(margin + (name ?? "\(mirror.subjectType)") + ":")
    for (index, child) in mirror.children.enumerated() {
      if index == longest {
        lines.append(margin + "  … and \(mirror.children.count - longest) more")
        return
      }
      // Fields of a tuple without a name are called `.0` and so on.
      let label = child.label.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }
      add(child.value, named: label ?? "\(index)", depth: depth + 1, to: &lines)
    }
  }

  /// The fields of a value with their paths, for comparison.
  @usableFromInline
  static func fields(of value: Any) -> [StateField] {
    var fields: [StateField] = []
    add(value, at: "", depth: 0, to: &fields)
    return fields
  }

  private static func add(
    _ value: Any, at path: String, depth: Int, to fields: inout [StateField]
  ) {
    if let text = leaf(value) { return fields.append(StateField(path, text)) }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      guard let wrapped = mirror.children.first?.value else {
        return fields.append(StateField(path, "nil"))
      }
      return add(wrapped, at: path, depth: depth, to: &fields)
    }
    if mirror.displayStyle == .collection {
      fields.append(StateField(path + ".count", "\(mirror.children.count)"))
    } else if mirror.children.isEmpty {
      return fields.append(StateField(path, empty(value, mirror)))
    }
    if depth >= deepest { return fields.append(StateField(path, "…")) }
    for (index, child) in mirror.children.prefix(longest).enumerated() {
      let label = child.label.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }
      // A role's enum case and its only field add nothing to a path.
      let isWrapper = depth == 0 && mirror.children.count == 1
      let name = isWrapper ? path : (path.isEmpty ? "" : path + ".") + (label ?? "\(index)")
      add(child.value, at: name, depth: depth + 1, to: &fields)
    }
  }

  /// What fits into a line: numbers, words, and bytes.
  private static func leaf(_ value: Any) -> String? {
    if let bytes = value as? [UInt8] { return hexadecimal(bytes) }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .collection, .dictionary, .set, .optional, .tuple: return nil
    default: break
    }
    return (value as? any CustomStringConvertible).map(\.description)
  }

  private static func empty(_ value: Any, _ mirror: Mirror) -> String {
    switch mirror.displayStyle {
    case .collection, .dictionary, .set: "none"
    default: "\(value)"
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = bytes.prefix(32).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let rest = bytes.count > 32 ? "…, \(bytes.count) bytes" : ""
    return bytes.isEmpty ? "none" : digits.joined() + rest
  }
}
