import Determinism

/// What the seed decides of a case: which faults are on, and how strong. Its tree with the values that
/// a seed draws is read like any other, so a drawn value goes the way of one from `--set`.
///
/// - Source: swarm testing, Groce et al. (ISSTA 2012): runs that lack some features find what runs with
///   all of them hide.
struct Swarm: Sendable {
  /// One field that is drawn.
  struct Rule: Sendable {
    /// The path as written, and its components.
    let key: String
    let path: [String]
    /// Where the path is written, and where the draw is.
    let keyPlace: Place
    let place: Place
    let chance: Probability
    let source: Source
  }

  /// What a value is drawn from.
  enum Source: Sendable {
    case presence
    case values([YAMLNode])
    case range(DrawRange)
    case some([String], ClosedRange<Int>)
    case split([String])
  }

  /// What a mapping or a list has in place of something that is left out.
  static let off = "off"

  /// The case without draws and canaries, before it is read.
  let tree: YAMLNode
  let rules: [Rule]

  /// The values that a seed draws, in the order of the file; what is below something that is left out
  /// is not among them.
  ///
  /// Each path has a stream of its own, so that a further one shifts none.
  func values(of seed: UInt64) -> [PathValue] {
    var drawn: [PathValue] = []
    var absent: [[String]] = []
    for rule in rules {
      var stream = RandomStream(
        seed: seed, name: "draw." + rule.path.joined(separator: "."), index: 0)
      let isHit = stream.chance(rule.chance)
      if case .presence = rule.source {
        guard !isHit else { continue }
        absent.append(rule.path)
        drawn.append(rule.value(rule.scalar(Self.off)))
      } else if isHit {
        drawn.append(rule.value(rule.draw(from: &stream)))
      }
    }
    guard !absent.isEmpty else { return drawn }
    return drawn.filter { value in
      !absent.contains { $0.count < value.path.count && value.path.starts(with: $0) }
    }
  }

  /// The tree with some values in it.
  func tree(with values: [PathValue], _ reading: Reading) -> YAMLNode? {
    var tree = tree
    for value in values where !tree.put(value, reading) { return nil }
    return tree
  }
}

extension Swarm.Rule {
  /// A value for the field.
  func value(_ node: YAMLNode) -> PathValue {
    PathValue(key: key, path: path, place: keyPlace, value: node)
  }

  /// A text that stands where the draw does.
  func scalar(_ text: String) -> YAMLNode {
    YAMLNode(content: .scalar(text, isPlain: true), place: place)
  }

  private func list(_ items: [YAMLNode]) -> YAMLNode {
    YAMLNode(content: .sequence(items), place: place)
  }

  /// A value out of the source.
  func draw(from stream: inout RandomStream) -> YAMLNode {
    switch source {
    case .presence: scalar(Swarm.off)
    case .values(let values): values[Int(stream.below(UInt64(values.count)))]
    case .range(let range): scalar(range.draw(from: &stream))
    case .some(let names, let count): some(names, count, from: &stream)
    case .split(let names): split(names, from: &stream)
    }
  }

  private func some(
    _ names: [String], _ count: ClosedRange<Int>, from stream: inout RandomStream
  ) -> YAMLNode {
    let size = count.lowerBound + Int(stream.below(UInt64(count.count)))
    var order = Array(names.indices)
    stream.shuffle(&order)
    let chosen = order.prefix(size).sorted().map { scalar(names[$0]) }
    return chosen.count == 1 ? chosen[0] : list(chosen)
  }

  private func split(_ names: [String], from stream: inout RandomStream) -> YAMLNode {
    var sides: [[YAMLNode]] = [[], []]
    for name in names { sides[Int(stream.below(2))].append(scalar(name)) }
    // A side without nodes would be no side.
    if let empty = sides.firstIndex(where: \.isEmpty) {
      let other = 1 - empty
      sides[empty].append(sides[other].remove(at: Int(stream.below(UInt64(sides[other].count)))))
    }
    return list(sides.map(list))
  }
}

extension YAMLNode {
  /// The tree without what a plain `off` stands for: fields and list entries that are left out.
  func withoutAbsent() -> YAMLNode {
    guard holdsAbsent else { return self }
    var node = self
    switch content {
    case .scalar: break
    case .sequence(let items):
      node.content = .sequence(items.filter { !$0.isAbsent }.map { $0.withoutAbsent() })
    case .mapping(let entries):
      node.content = .mapping(
        entries.filter { !$0.value.isAbsent }.map { entry in
          YAMLEntry(key: entry.key, place: entry.place, value: entry.value.withoutAbsent())
        })
    }
    return node
  }

  /// A mapping without some of its keys.
  func without(_ keys: [String]) -> YAMLNode {
    var node = self
    if case .mapping(let entries) = content {
      node.content = .mapping(entries.filter { !keys.contains($0.key) })
    }
    return node
  }

  private var isAbsent: Bool {
    if case .scalar(Swarm.off, isPlain: true) = content { true } else { false }
  }

  private var holdsAbsent: Bool {
    switch content {
    case .scalar: isAbsent
    case .sequence(let items): items.contains(where: \.holdsAbsent)
    case .mapping(let entries): entries.contains { $0.value.holdsAbsent }
    }
  }
}
