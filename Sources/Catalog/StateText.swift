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
      add(child.value, named: Self.name(of: child, at: index), depth: depth + 1, to: &lines)
    }
  }

  /// A value in one line, cut where that gets long: `{slot: 3, votes: [0, 2, …]}`.
  static func line(of value: Any) -> String {
    var text = ""
    addLine(value, depth: 0, to: &text)
    return text
  }

  /// Longer lines are cut.
  private static let longestLine = 100

  private static func addLine(_ value: Any, depth: Int, to text: inout String) {
    if let word = leaf(value) { return text.append(word) }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      guard let wrapped = mirror.children.first?.value else { return text.append("nil") }
      return addLine(wrapped, depth: depth, to: &text)
    }
    if mirror.children.isEmpty { return text.append(empty(value, mirror)) }
    let isList = mirror.displayStyle == .collection || mirror.displayStyle == .set
    text.append(isList ? "[" : "{")
    for (index, child) in mirror.children.enumerated() {
      if index > 0 { text.append(", ") }
      guard text.utf8.count < longestLine, depth < deepest else {
        text.append("…")
        break
      }
      if !isList { text.append(name(of: child, at: index) + ": ") }
      addLine(child.value, depth: depth + 1, to: &text)
    }
    text.append(isList ? "]" : "}")
  }

  /// What a field is called: its label, or its position; those of a tuple without one are `.0` and so on.
  static func name(of child: Mirror.Child, at index: Int) -> String {
    child.label.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 } ?? "\(index)"
  }

  /// What fits into a line: numbers, words, and bytes.
  static func leaf(_ value: Any) -> String? {
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
