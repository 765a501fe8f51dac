import Diagnostics

/// A node of a YAML document, with the bytes it came from.
///
/// Scalars keep their text; what a text means is decided by the field that it stands in, so none of
/// the old surprises (`no` as false, `1:30` as a number) can occur.
struct YAMLNode: Sendable {
  /// What a node is.
  enum Content: Sendable {
    /// Text; plain if it stands without quotes.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// What the node is.
  var content: Content
  /// Where it stands.
  var place: Place

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether the node says that there is nothing: an empty value, `~` or `null`, without quotes.
  var isNull: Bool {
    if case .scalar(let text, true) = content { ["", "~", "null"].contains(text) } else { false }
  }

  /// The entries of a mapping, none for other nodes.
  var entries: [YAMLEntry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }

  /// The value of a key.
  subscript(key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

  /// What the node is, for messages.
  var noun: String {
    switch content {
    case .scalar(let text, _): isNull ? "nothing" : "'\(text.prefix(60))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// How many nodes the tree has, itself included.
  var size: Int {
    switch content {
    case .scalar: 1
    case .sequence(let items): items.reduce(1) { $0 + $1.size }
    case .mapping(let entries): entries.reduce(1) { $0 + 1 + $1.value.size }
    }
  }

  /// What a copy costs in values: a scalar counts once more for each 64 bytes of its text.
  var weight: Int {
    switch content {
    case .scalar(let text, _): 1 + text.utf8.count / 64
    case .sequence(let items): items.reduce(1) { $0 + $1.weight }
    case .mapping(let entries): entries.reduce(1) { $0 + 1 + $1.value.weight }
    }
  }
}

extension YAMLNode {
  /// The tree of a default text, which stands nowhere; nil if it is not YAML.
  init?(standard text: String) {
    switch text {
    case "{}": self.init(content: .mapping([]), place: Reading.nowhere)
    case "[]": self.init(content: .sequence([]), place: Reading.nowhere)
    case _ where !text.utf8.contains(where: Self.structure.contains):
      self.init(content: .scalar(text, isPlain: true), place: Reading.nowhere)
    default:
      let source = SourceText(name: "default", text: text)
      let parsed = YAMLParser.parse(source, textIndex: Reading.nowhere.text)
      guard let tree = parsed.tree else { return nil }
      self = tree
    }
  }

  /// Bytes that may make a text more than a plain scalar.
  private static let structure = Array("{}[]:,#'\"".utf8)
}

/// A key of a mapping with its value; keys are texts.
struct YAMLEntry: Sendable {
  /// The key.
  var key: String
  /// Where the key stands.
  var place: Place
  /// What it maps to.
  var value: YAMLNode
}

/// Bytes of one of the texts that make up a scenario: the file, the command line's overrides, the
/// system's defaults.
struct Place: Hashable, Sendable {
  /// The index of the text.
  var text: Int
  /// The bytes in it.
  var range: Range<Int>
}
