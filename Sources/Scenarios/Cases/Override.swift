import Diagnostics

/// A value for a field from the command line: what `--set KEY=VALUE` says.
public struct Override: Hashable, Sendable {
  /// The path of the field, such as `links.default.delay`, or a name of `let:`.
  public var key: String
  /// The value as it would stand in a file.
  public var value: String

  /// An override.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// What findings call it.
  var source: SourceText { SourceText(name: "--set \(key)=\(value)", text: "\(key)=\(value)") }

  /// The value as a tree, with places in ``source``.
  func parse(textIndex: Int) -> (tree: YAMLNode?, findings: [Finding]) {
    let source = source
    let start = key.utf8.count + 1
    guard value.utf8.contains(where: { $0 != UInt8(ascii: " ") }) else {
      let place = Place(text: textIndex, range: start..<start)
      return (YAMLNode(content: .scalar("", isPlain: true), place: place), [])
    }
    // The key becomes spaces, so that the offsets stay right.
    let padded = SourceText(
      name: source.name, text: String(repeating: " ", count: start) + value)
    var (tree, findings) = YAMLParser.parse(padded, textIndex: textIndex)
    for index in findings.indices where findings[index].line == 1 {
      findings[index].sourceLine = source.line(1)
    }
    return (tree, findings)
  }
}
