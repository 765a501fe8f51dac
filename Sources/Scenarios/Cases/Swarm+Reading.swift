import Determinism
import Diagnostics

extension Swarm {
  /// Takes the draws of a case that was read; what they cannot be drawn from goes to the reading.
  ///
  /// - Parameters:
  ///   - pinned: The paths of what the case, the sweep or the command line sets: it is not drawn.
  init(_ tree: YAMLNode, _ draws: [Named<Draw>], pinned: [[String]], _ reading: Reading) {
    self.tree = tree.without(["draw", "canary"])
    let entries = tree["draw"].flatMap(reading.resolved)?.entries ?? []
    rules = draws.compactMap { draw in
      let path = reading.components(draw.name)
      guard !pinned.contains(where: { path.starts(with: $0) }),
        let entry = entries.first(where: { $0.key == draw.name }),
        let node = reading.resolved(entry.value)
      else { return nil }
      if case .asWritten = draw.value.source, tree.at(path[...]) == nil {
        reading.report(
          .badPath, entry.place, "there is no '\(draw.name)' that could be left out",
          hint: "write it in the file, or draw its value by 'oneOf' or 'between'")
        return nil
      }
      guard let source = Self.source(draw.value.source, node, reading) else { return nil }
      return Rule(
        key: draw.name, path: path, keyPlace: entry.place, place: node.place,
        chance: draw.value.chance, source: source)
    }
  }

  private static func source(
    _ source: Draw.Source, _ node: YAMLNode, _ reading: Reading
  ) -> Source? {
    func names(_ nodes: some Sequence<NodeID>) -> [String] {
      nodes.map { reading.groups.name(of: $0) }
    }
    switch source {
    case .asWritten: return .presence
    case .oneOf:
      guard case .sequence(let items)? = node["oneOf"].flatMap(reading.resolved)?.content else {
        return nil
      }
      return .values(items)
    case .between:
      guard let list = node["between"].flatMap(reading.resolved),
        case .sequence(let items) = list.content
      else { return nil }
      let ends = items.compactMap { reading.resolved($0)?.text }
      guard ends.count == 2 else { return nil }
      guard let range = DrawRange(from: ends[0], to: ends[1]) else {
        reading.report(
          .badValue, list.place,
          "'\(ends[0].prefix(30))' and '\(ends[1].prefix(30))' are no ends of a range",
          hint: "two values of one kind, the lesser first, as in '[1 ms, 20 ms]'")
        return nil
      }
      return .range(range)
    case .some(let pool, let count):
      return count.upperBound > pool.count ? nil : .some(names(pool), count)
    case .split(let nodes): return nodes.count < 2 ? nil : .split(names(nodes))
    }
  }

  /// Drawn values under which a mistake shows.
  struct Sample {
    /// The values that are tried.
    var tried: [PathValue]
    /// The least values of fields that every seed draws, unless they are tried.
    var others: [PathValue]
  }

  /// Each value and each end of a range by itself, and the ends of neighbouring ranges, such as the
  /// beginning and the end of a cut, together.
  var samples: [Sample] {
    let extremes = rules.map { rule in rule.extremes.map(rule.value) }
    func sample(_ tried: (rule: Int, value: PathValue)...) -> Sample {
      let others = rules.indices.filter { index in
        rules[index].isCertain && !tried.contains { $0.rule == index }
      }
      return Sample(tried: tried.map(\.value), others: others.map { extremes[$0][0] })
    }
    var samples: [Sample] = []
    for index in rules.indices {
      for value in extremes[index] { samples.append(sample((index, value))) }
    }
    for (index, rule) in rules.enumerated() where rule.isRange {
      for other in rules.indices.dropFirst(index + 1)
      where rules[other].isRange && rules[other].path.dropLast() == rule.path.dropLast() {
        for value in extremes[index] {
          for neighbour in extremes[other] {
            samples.append(sample((index, value), (other, neighbour)))
          }
        }
      }
    }
    return samples
  }
}

extension Swarm.Rule {
  /// Whether every seed draws a value.
  fileprivate var isCertain: Bool {
    if case .presence = source { false } else { chance == .always }
  }

  fileprivate var isRange: Bool { if case .range = source { true } else { false } }

  /// Every value, or of very many the outermost.
  fileprivate var extremes: [YAMLNode] {
    switch source {
    case .presence: [scalar(Swarm.off)]
    case .values(let values): values
    case .range(let range):
      [range.steps.lowerBound, range.steps.upperBound].map { scalar(range.text(of: $0)) }
    case .some(let names, let count):
      [names.prefix(count.lowerBound), names.prefix(count.upperBound)].map(list)
        + [list(names.suffix(count.upperBound))]
    case .split(let names):
      [list([list(names.prefix(1)), list(names.dropFirst())])]
    }
  }

  private func list(_ names: some Sequence<String>) -> YAMLNode { list(names.map(scalar)) }

  private func list(_ items: [YAMLNode]) -> YAMLNode {
    YAMLNode(content: .sequence(items), place: place)
  }
}
