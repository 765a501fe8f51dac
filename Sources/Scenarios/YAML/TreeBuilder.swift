/// Puts the nodes of a parser's events together, within limits and without recursion.
struct TreeBuilder {
  /// Why the document is refused.
  struct Refusal {
    var code: ScenarioFinding
    var range: Range<Int>
    var message: String
    var hint: String?
  }

  /// A sequence or mapping that is not closed yet.
  private struct Open {
    var node: YAMLNode
    var items: [YAMLNode] = []
    var entries: [YAMLEntry] = []
    /// The keys so far, as bytes: two spellings of one letter are two keys.
    var keys: Set<[UInt8]> = []
    /// The key that waits for its value.
    var key: YAMLNode?
    /// Whether that key is left out, since it is not one or is there already.
    var isRefused = false
    var isMapping: Bool
  }

  private let limits: YAMLLimits
  private var stack: [Open] = []
  private var count = 0
  /// The finished tree.
  private(set) var root: YAMLNode?
  /// What is wrong so far.
  private(set) var refusals: [Refusal] = []
  /// Whether reading on makes no sense.
  private(set) var isOver = false

  init(limits: YAMLLimits) { self.limits = limits }

  private mutating func refuse(
    _ code: ScenarioFinding, at node: YAMLNode, _ message: String, hint: String? = nil,
    isLast: Bool = false
  ) {
    guard !isOver else { return }
    refusals.append(
      Refusal(code: code, range: node.place.range, message: message, hint: hint))
    isOver = isLast || refusals.count >= Reading.mostFindings
  }

  private mutating func count(_ node: YAMLNode) {
    count += 1
    if count > limits.nodes {
      refuse(
        .tooLarge, at: node, "the file has more than \(limits.nodes) values",
        hint: "at most \(limits.nodes): 'sweep:' makes many cases from few lines", isLast: true)
    }
  }

  /// Adds a scalar, or a sequence or mapping that is complete.
  mutating func add(_ node: YAMLNode) {
    if case .scalar = node.content { count(node) }
    guard var top = stack.popLast() else {
      root = node
      return
    }
    if !top.isMapping {
      top.items.append(node)
    } else if let key = top.key {
      var node = node
      // The library does not say where an empty value stands.
      if node.isNull, node.place.range.isEmpty { node.place = key.place }
      if !top.isRefused {
        top.entries.append(YAMLEntry(key: key.text ?? "", place: key.place, value: node))
      }
      top.key = nil
    } else if let text = node.text {
      if top.keys.count >= limits.keys {
        refuse(
          .tooLarge, at: node, "a mapping has more than \(limits.keys) keys",
          hint: "at most \(limits.keys)", isLast: true)
      }
      top.isRefused = !top.keys.insert(Array(text.utf8)).inserted
      if top.isRefused {
        refuse(
          .duplicateKey, at: node, "'\(text.prefix(60))' is given twice",
          hint: "keep one of the two")
      }
      top.key = node
    } else {
      refuse(.keyNotText, at: node, "a key must be a text, not \(node.noun)")
      top.key = node
      top.isRefused = true
    }
    stack.append(top)
  }

  /// Begins a sequence or mapping.
  mutating func open(_ node: YAMLNode) {
    count(node)
    if stack.count >= limits.depth {
      refuse(
        .tooDeep, at: node, "values are nested more than \(limits.depth) levels deep",
        hint: "no field needs more than ten levels; perhaps a bracket is not closed", isLast: true)
    }
    if case .mapping = node.content {
      stack.append(Open(node: node, isMapping: true))
    } else {
      stack.append(Open(node: node, isMapping: false))
    }
  }

  /// Ends the innermost sequence or mapping.
  mutating func close(at end: Int) {
    guard let top = stack.popLast() else { return }
    var node = top.node
    node.content = top.isMapping ? .mapping(top.entries) : .sequence(top.items)
    let start = node.place.range.lowerBound
    node.place.range = start..<max(start, end)
    add(node)
  }
}
